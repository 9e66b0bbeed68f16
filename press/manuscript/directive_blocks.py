"""Markdown builds the element of a directive: a ``div`` with the number of the directive.

The fences reach Markdown as private characters in blocks of their own, see ``convert``.
"""

from __future__ import annotations

from xml.etree import ElementTree

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension

from press.manuscript.marks import DIRECTIVE, DIRECTIVE_CLOSE, DIRECTIVE_OPEN


class Directives(Extension):
    """The extension."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Before all other blocks but the empty one: nothing may take a fence for text."""
        md.parser.blockprocessors.register(_Fence(md.parser), "directive", 95)


class _Fence(BlockProcessor):
    def test(self, parent: ElementTree.Element,  # noqa: ARG002
             block: str) -> bool:
        return block.startswith((DIRECTIVE_OPEN, DIRECTIVE_CLOSE))

    def run(self, parent: ElementTree.Element, blocks: list[str]) -> None:
        """Take all blocks up to the closing fence of the same number."""
        fence = blocks.pop(0).strip()
        if fence.startswith(DIRECTIVE_CLOSE):
            return  # its opening fence was swallowed by raw HTML; ``convert`` reports that
        number = fence[1:]
        element = ElementTree.SubElement(parent, "div", {"class": f"{DIRECTIVE}{number}"})
        closing = DIRECTIVE_CLOSE + number
        end = next((i for i, block in enumerate(blocks) if block.strip() == closing), 0)
        content = blocks[:end]
        del blocks[:end + 1 if end or (blocks and blocks[0].strip() == closing) else 0]
        self.parser.parseBlocks(element, content)
