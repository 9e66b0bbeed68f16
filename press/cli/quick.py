"""What verbs have in common that read their options themselves (``arguments``) to start fast."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from press.cli.arguments import Misuse, Option, WrongValueError, read_options
from press.cli.books import language
from press.dataclass import dataclass
from press.messages import Lang, text
from press.report.lines import Lines

_COLUMN = 32
"""Where the help says what an option does."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of a command, as far as they can be understood."""

    values: dict[str, Any]
    """By name of the option."""
    files: list[str]
    misuse: Misuse | None
    lang: Lang
    as_json: bool
    lines: Lines


def asked(words: Sequence[str], options: Sequence[Option]) -> Asked:
    """What the ``words`` behind a verb ask for; language and form of what is told also where the
    rest cannot be read."""
    values, files, misuse = read_options(words, options)
    lang, as_json = language(_overheard(words)), "--json" in words
    return Asked(values, files, misuse, lang, as_json,
                 Lines(lang, quiet="--quiet" in words or as_json))


def guarded(told: Asked, verb: Callable[[], int]) -> int:
    """The exit code of ``verb``; a fault of ours is told as such, an interruption ends it."""
    try:
        return verb()
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        from press.cli import verbs
        from press.cli.options import Options

        return verbs.bug(error, Options(Path("output"), None, 0, told.as_json, told.lines.quiet,
                                        told.lang))


def number(least: float, most: float, unit: str) -> Callable[[str], float]:
    """A reader of numbers within bounds, with their unit or without."""
    def read(word: str) -> float:
        try:
            value = float(word.lower().removesuffix(unit))
        except ValueError:
            raise WrongValueError(word) from None
        if not least <= value <= most:
            raise WrongValueError(word)
        return value
    return read


def help_lines(verb: str, options: Sequence[Option], lang: Lang) -> list[str]:
    """The help of a verb: how it is called, what it does, and each option on a line."""
    rows = [text(f"{verb}-help-usage", lang), "", text(f"{verb}-help", lang), ""]
    for option in options:
        names = ", ".join(name for name in (option.short, option.name) if name)
        left = f"  {names} {option.metavar}".rstrip()
        rows.append(left.ljust(_COLUMN) + text(option.help, lang))
    return rows


def _overheard(words: Sequence[str]) -> str | None:
    """The language asked for, also in a command that cannot be read."""
    for at, word in enumerate(words):
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
        if word == "--lang" and at + 1 < len(words):
            return words[at + 1]
    return None
