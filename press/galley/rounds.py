"""The rounds of proofs (校次), and how their records are called.

A printing (印次) has up to three proofs and its release to the press; then the next begins.
"""

from __future__ import annotations

import re
from typing import Literal

from press.dataclass import dataclass
from press.messages import Lang, text

RoundName = Literal["first", "second", "third", "press"]
ROUNDS: tuple[RoundName, ...] = ("first", "second", "third", "press")
_WORDS: dict[str, RoundName] = {
    "1": "first", "一校": "first", "first": "first", "2": "second", "二校": "second",
    "second": "second", "3": "third", "三校": "third", "third": "third", "4": "press",
    "付印": "press", "press": "press"}
_STEMS: dict[RoundName, tuple[str, str]] = {
    "first": ("一校", "proof-1"), "second": ("二校", "proof-2"), "third": ("三校", "proof-3"),
    "press": ("付印", "press")}


@dataclass(frozen=True, slots=True)
class Round:
    """One round of one printing."""

    printing: int
    """From 1."""
    name: RoundName

    @property
    def order(self) -> tuple[int, int]:
        """What sorts rounds as they follow one another."""
        return self.printing, ROUNDS.index(self.name)

    def stem(self, lang: Lang) -> str:
        """The name of its files without ending: ``一校``, ``二校-2`` of the second printing,
        ``付印-1``."""
        name = _STEMS[self.name][0 if lang == "zh" else 1]
        if self.name == "press":
            return f"{name}-{self.printing}"
        if self.printing == 1:
            return name
        return f"{name}-{self.printing}" if lang == "zh" else f"{name}-printing-{self.printing}"

    def title(self, lang: Lang) -> str:
        """As it is said: 一校; from the second printing on, with that."""
        name = text(f"proofs-round-{self.name}", lang)
        if self.printing == 1:
            return name
        return text("proofs-round-printing", lang, name=name, printing=self.printing)

    def before(self) -> Round | None:
        """The round before it in the same printing."""
        place = ROUNDS.index(self.name)
        return Round(self.printing, ROUNDS[place - 1]) if place else None


def round_name(word: str) -> RoundName | None:
    """What a person calls a round: 一校, 1, first …; None for any other word."""
    return _WORDS.get(word.strip().lower())


_STEM = re.compile(
    r"(?P<zh>一校|二校|三校|付印)(?:-(?P<a>[1-9]\d?))?"
    r"|(?P<en>proof-[123]|press)(?:-(?:printing-)?(?P<b>[1-9]\d?))?")


def round_of(stem: str) -> Round | None:
    """The reverse of ``Round.stem``."""
    found = _STEM.fullmatch(stem)
    if found is None:
        return None
    name = next(n for n, stems in _STEMS.items() if (found["zh"] or found["en"]) in stems)
    return Round(int(found["a"] or found["b"] or 1), name)
