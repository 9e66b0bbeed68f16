"""核红: the corrections of the last proof against this version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from press.build.galley_record import FOLDER, Record
from press.build.galley_table import read_corrections, table_path
from press.build.galley_text import ProofedDocument
from press.galley.corrections import Checked, check
from press.galley.lines import Page, text_of
from press.galley.rounds import Round
from press.galley.words import counts, written
from press.messages import Lang
from press.values import Problem, problem

_TOLD = 6
"""Places of corrections that a message names."""


@dataclass(frozen=True, slots=True)
class Checking:
    """What became of the corrections of one proof."""

    round: Round
    """That proof."""
    checked: tuple[Checked, ...]


def checked_corrections(folder: Path, base: Record | None, old: Mapping[str, Sequence[Page]],
                        documents: Sequence[ProofedDocument], made: Round, lang: Lang
                        ) -> tuple[Checking | None, tuple[Problem, ...]]:
    """Every correction of the proof ``base``, whose pages were ``old``; before a release those that
    are not done are errors."""
    if base is None or base.round.name == "press":
        return None, ()
    path = table_path(folder, base.round, FOLDER)
    corrections, problems = read_corrections(folder, path, base.round, old, lang)
    now = {one.label: one for one in documents}
    checked: list[Checked] = []
    for label, pages in old.items():
        own = [c for c in corrections if c.document == label]
        if own and label in now:
            checked += check(own, text_of(pages), text_of(now[label].pages))
    order = {id(c): n for n, c in enumerate(corrections)}
    checked.sort(key=lambda one: order[id(one.correction)])
    problems += tuple(_told(checked, base.round, old, now, lang))
    open_ = [one for one in checked if one.verdict == "open"]
    if made.name == "press" and open_:
        places = "、".join(f"{o.correction.page}:{o.correction.line}" for o in open_[:_TOLD])
        problems += (problem(
            "proofs-press-open", open_[0].correction.place, round=base.round.title(lang),
            count=len(open_), places=places + ("…" if len(open_) > _TOLD else ""),
            file=f"{FOLDER}/{path.name}"),)
    return (Checking(base.round, tuple(checked)) if corrections else None), problems


def _told(checked: Sequence[Checked], base: Round, old: Mapping[str, Sequence[Page]],
          now: Mapping[str, ProofedDocument], lang: Lang) -> Iterator[Problem]:
    for one in checked:
        where = one.correction
        wrong, right = written(one, lang)
        if one.misplaced and one.verdict == "doubtful":
            there = next((line.text for page in old[where.document] if page.number == where.page
                          for line in page.lines if line.number == where.line), "")
            yield problem("proofs-correction-lost", where.place, round=base.title(lang),
                          old_page=where.page, line=where.line, wrong=wrong, there=there[:40])
        elif one.verdict in ("open", "doubtful"):
            code = "proofs-not-done" if one.verdict == "open" else "proofs-doubtful"
            yield problem(code, where.place, wrong=wrong, right=right, found=one.found or "—",
                          now_page=one.page or "—", now_line=one.line or "—",
                          source=_source(one, now[where.document].pages))


def _source(one: Checked, pages: Sequence[Page]) -> str:
    """The manuscript and line of where a correction is now."""
    line = next((line for page in pages if page.number == one.page for line in page.lines
                 if line.number == one.line and line.path), None)
    if line is None:
        return "—"
    return line.path if line.line is None else f"{line.path}:{line.line}"


def summary(checking: Checking) -> dict[str, int]:
    """How many of each verdict."""
    return dict(zip(("count", "done", "open", "doubtful", "kept"), counts(checking.checked),
                    strict=True))
