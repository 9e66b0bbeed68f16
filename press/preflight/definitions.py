"""Definitions of notes, links and abbreviations: they print elsewhere or nowhere."""

from __future__ import annotations

import re

from press.dataclass import dataclass, field
from press.preflight.passages import Line

_NOTE = re.compile(r"[ ]{0,3}\[\^([^\]]*)\]:[ ]*(.*)$")
_LINK = re.compile(
    r"[ ]{0,3}\[([^\[\]]+)\]:[ ]*(?:<[^>]*>|\S*[/.#:]\S*)[ ]*(?:\"(.*)\"|'(.*)'|\((.*)\))?[ ]*$")
"""A definition whose address is plainly none ("[注]: 说明") is text, and missed if not printed."""

_ABBREVIATION = re.compile(r"\*\[[^\]]+\][ ]?:")
_PREFIX = re.compile(r"(?:[ ]{0,3}>[ ]?|[ ]{4})*")
"""What quotations, lists and admonitions put before their lines."""
_HOLDS = re.compile(r"(?:\d+\.|[*+-]|:)[ ]|!!!")
"""Begins a block whose lines are indented; without one before it indented text is code."""


def _prefix(text: str, holds: bool) -> str:
    found = _PREFIX.match(text)
    prefix = found.group() if found else ""
    return prefix if holds or ">" in prefix else ""


@dataclass(slots=True)
class Definitions:
    """What was defined so far."""

    notes: dict[str, list[Line]] = field(default_factory=dict)
    """Label → the lines of the note."""
    links: dict[str, str] = field(default_factory=dict)
    """Label in lower case → title."""

    def taken_out(self, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        """``lines`` without the definitions among them, which are kept here."""
        kept: list[Line] = []
        note: list[Line] | None = None
        base = ""
        holds = False
        after_blank = True
        for line in lines:
            if line.text and not line.text.startswith(" "):
                holds = _HOLDS.match(line.text) is not None
            prefix = base if note is not None and line.text.startswith(base) else \
                _prefix(line.text, holds)
            rest = line.text[len(prefix):]
            definition = _NOTE.match(rest)
            if definition:
                note, base = self._note(definition.group(1)), prefix
                note.append(Line(line.number, definition.group(2)))
            elif not rest.strip():
                kept.append(line)
                if note is not None:
                    note.append(Line(line.number, ""))
            elif note is not None and prefix == base and (
                    not after_blank or rest.startswith("    ")):
                note.append(Line(line.number, rest.removeprefix("    ")))
            else:
                note = None
                if not self._defines_other(rest):
                    kept.append(line)
            after_blank = not rest.strip()
        return tuple(kept)

    def _defines_other(self, text: str) -> bool:
        """Whether ``text`` defines a link, which is kept, or an abbreviation."""
        link = _LINK.match(text)
        if link:
            title = next((part for part in link.groups()[1:] if part), "")
            self.links[" ".join(link.group(1).lower().split())] = title
        return link is not None or _ABBREVIATION.match(text) is not None

    def _note(self, label: str) -> list[Line]:
        """Where the lines of a note go; those of a second definition are not printed."""
        return self.notes.setdefault(label, []) if label not in self.notes else []
