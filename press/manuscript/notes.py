"""Footnotes: Python-Markdown's syntax, set at the place of the call.

The extension collects the definitions; calls and notes come out as elements of our own
classes, and ``notes_html`` moves each note to its call once the tree stands.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions.footnotes import (
    FootnoteBlockProcessor,
    FootnoteExtension,
    FootnoteInlineProcessor,
    FootnoteTreeprocessor,
)

from press.manuscript.marks import LINE_MARK, NOTE, NOTE_CALL, NOTES, line_of

_CALL = r"\[\^([^\]]*)\]"


class Notes(FootnoteExtension):
    """Footnotes with calls and notes numbered by definition, and a record of what is wrong."""

    def __init__(self) -> None:
        super().__init__(PLACE_MARKER=NOTES)
        self.undefined: dict[str, int] = {}
        """Calls without a definition → the line of the first (0 where it is not known)."""
        self.repeated: dict[str, int] = {}
        """Definitions given again → the line of the second."""
        self.numbers: dict[str, int] = {}
        """Label → number of the note, from 0."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register three of the original's processors; the others make links back."""
        md.registerExtension(self)
        self.parser, self.md = md.parser, md
        md.parser.blockprocessors.register(FootnoteBlockProcessor(self), "footnote", 17)
        md.inlinePatterns.register(_Call(_CALL, self), "footnote", 175)
        md.treeprocessors.register(FootnoteTreeprocessor(self), "footnote", 50)

    def setFootnote(self, id: str, text: str) -> None:
        """Keep the first definition of a label; Python-Markdown would keep the last."""
        if id in self.footnotes:
            mark = LINE_MARK.search(text)
            self.repeated.setdefault(id, line_of(mark.group()) if mark else 0)
            return
        self.numbers[id] = len(self.numbers)
        super().setFootnote(id, text)

    def makeFootnotesDiv(self, root: ElementTree.Element,  # noqa: ARG002
                         ) -> ElementTree.Element | None:
        """All notes, each in an element of its own. A note may hold further definitions."""
        if not self.footnotes:
            return None
        notes = ElementTree.Element("div", {"class": NOTES})
        done: set[str] = set()
        while waiting := [label for label in self.footnotes if label not in done]:
            for label in waiting:
                done.add(label)
                note = ElementTree.SubElement(
                    notes, "div", {"class": f"{NOTE}{self.numbers[label]}"})
                self.parser.parseChunk(note, self.footnotes[label])
        return notes


class _Call(FootnoteInlineProcessor):
    """``[^1]`` in running text."""

    footnotes: Notes

    def handleMatch(  # type: ignore[override]
            self, m: re.Match[str], data: str) -> tuple[
            ElementTree.Element | None, int | None, int | None]:
        label = m.group(1)
        if label not in self.footnotes.footnotes:
            marks = LINE_MARK.findall(data, 0, m.start())
            self.footnotes.undefined.setdefault(label, line_of(marks[-1]) if marks else 0)
            return None, None, None
        number = self.footnotes.numbers[label]
        call = ElementTree.Element("span", {"class": f"{NOTE_CALL}{number}"})
        return call, m.start(0), m.end(0)


