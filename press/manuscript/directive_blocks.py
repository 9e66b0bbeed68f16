"""Markdown builds the element of a directive: a ``div`` with the number of the directive.

The fences reach Markdown as private characters in blocks of their own, see ``convert``: the
opening one as ``DIRECTIVE_OPEN``, the number, a blank and how the content is read.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension

from press.manuscript.marks import ANY_MARK, DIRECTIVE, DIRECTIVE_CLOSE, DIRECTIVE_OPEN

_VERSE = "verse"
_DEFINITION = re.compile(r" {0,3}(?:\[\^[^\]\n]*\]:|\*\[[^\]\n]+\] ?:|\[[^\]\n]+\]:\s)")
"""Of a footnote, an abbreviation or a link: no line of a poem."""


class Directives(Extension):
    """The extension."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Before all other blocks but the empty one: nothing may take a fence for text."""
        md.parser.blockprocessors.register(_Fence(md.parser), "directive", 95)
        md.parser.blockprocessors.register(_Stanza(md.parser), "stanza", 94)


class _Fence(BlockProcessor):
    def test(self, parent: ElementTree.Element,  # noqa: ARG002
             block: str) -> bool:
        return block.startswith((DIRECTIVE_OPEN, DIRECTIVE_CLOSE))

    def run(self, parent: ElementTree.Element, blocks: list[str]) -> None:
        """Take all blocks up to the closing fence of the same number."""
        fence = blocks.pop(0).strip()
        if fence.startswith(DIRECTIVE_CLOSE):
            return  # its opening fence was swallowed by raw HTML; ``convert`` reports that
        number, _, content = fence[1:].partition(" ")
        element = ElementTree.SubElement(parent, "div", {"class": f"{DIRECTIVE}{number}"})
        closing = DIRECTIVE_CLOSE + number
        end = next((i for i, block in enumerate(blocks) if block.strip() == closing), 0)
        inside = blocks[:end]
        del blocks[:end + 1 if end or (blocks and blocks[0].strip() == closing) else 0]
        state = self.parser.state
        verse = content == _VERSE or (content == "inherited" and state.isstate(_VERSE))
        state.set(_VERSE if verse else "directive")
        self.parser.parseBlocks(element, inside)
        state.reset()


class _Stanza(BlockProcessor):
    """A paragraph of a poem: nothing in it is list, code or heading, no blank in it is lost."""

    def test(self, parent: ElementTree.Element,  # noqa: ARG002
             block: str) -> bool:
        return bool(self.parser.state.isstate(_VERSE)) and \
            not _DEFINITION.match(block)

    def run(self, parent: ElementTree.Element, blocks: list[str]) -> None:
        lines = blocks.pop(0).strip("\n").split("\n")
        end = next((n for n, line in enumerate(lines) if _DEFINITION.match(line)), len(lines))
        if end < len(lines):
            blocks.insert(0, "\n".join(lines[end:]))
        text = "\n".join(lines[:end]).rstrip()
        if ANY_MARK.sub("", text).strip():
            ElementTree.SubElement(parent, "p").text = text
