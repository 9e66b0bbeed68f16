"""Options as data, read without a library: for verbs that must start fast.

Typer takes as long to load as a small job takes to impose. What is understood is the same:
``--name value``, ``--name=value``, ``-o value``, switches, ``--`` before a file that begins with
a minus sign. What is wrong is a sentence of the catalogue.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from press.dataclass import dataclass

Misuse = tuple[str, dict[str, str]]
"""The code of a sentence and its values."""


class WrongValueError(ValueError):
    """A value that an option cannot take."""


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a verb."""

    name: str
    """With its dashes."""
    help: str
    """The code of the sentence that tells what it does."""
    metavar: str = ""
    """What follows it, as the help shows it; empty for a switch."""
    read: Callable[[str], Any] = str
    """The value of what was written; WrongValueError where it cannot be one."""
    takes: str = ""
    """The code of the sentence that tells what it takes, for someone who wrote something else."""
    short: str = ""
    """A second name, of one letter with its dash."""
    settings: Mapping[str, str] | None = None
    """What the sentence ``takes`` names."""


def choice(*known: str) -> Callable[[str], str]:
    """A reader of one of several words, in any case."""
    def read(word: str) -> str:
        if word.lower() not in known:
            raise WrongValueError(word)
        return word.lower()
    return read


def read_options(words: Sequence[str], options: Sequence[Option]
                 ) -> tuple[dict[str, Any], list[str], Misuse | None]:
    """Values by name of the option, words that are none, and what could not be understood.

    A switch has the value True. Of an option that was given twice the last value holds.
    """
    known = {name: option for option in options
             for name in (option.name, option.short) if name}
    values: dict[str, Any] = {}
    others: list[str] = []
    at = 0
    while at < len(words):
        word = words[at]
        at += 1
        if word == "--":
            others += words[at:]
            break
        if not word.startswith("-") or word == "-":
            others.append(word)
            continue
        name, equals, value = word.partition("=")
        option = known.get(name)
        if option is None:
            return values, others, _unknown(name, known)
        if not option.metavar:
            if equals:
                return values, others, ("usage-option-value", {"option": name})
            values[option.name] = True
            continue
        if not equals:
            # A value that begins with a dash is most likely the next option.
            if at == len(words) or words[at].partition("=")[0] in known:
                return values, others, ("usage-option-value", {"option": name})
            value = words[at]
            at += 1
        try:
            values[option.name] = option.read(value)
        except WrongValueError:
            return values, others, (option.takes, {
                "option": name, "value": value, **(option.settings or {})})
    return values, others, None


def _unknown(name: str, known: Mapping[str, Option]) -> Misuse:
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1)
    return ("usage-option-misspelt" if near else "usage-option",
            {"option": name, "similar": "".join(near)})
