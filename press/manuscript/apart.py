"""Lists and tables that Python-Markdown does not see, or not whole.

Unlike other dialects it wants a blank line before a list or a table: without one the marks are
printed as text of the paragraph above. And of a table's row it drops the cells that the header
has no column for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from press.manuscript.directives import Found
from press.manuscript.source import Source
from press.manuscript.sourcemap import Line
from press.values import Problem, problem

_ITEM = re.compile(r" {0,3}(?:[-*+]|1\.) +\S")
_RULE = re.compile(r" {0,3}(?=.*\|)\|?(?: *:?-+:? *\|)* *(?::?-+:? *)?$")
"""The line of dashes below a table's header."""
_ALONE = re.compile(r" {0,3}(?:#{1,6}|:{3,})")
"""Lines that end what stands before them: headings and fences."""
_OTHER = re.compile(r" {0,3}(?:[-*+>|<:]|\d+[.)]|\[\^|!!!|\*\[| )")
"""How what is no paragraph begins; inside it other rules hold."""
_HIDDEN = re.compile(r"\\.|(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")
"""What divides no cells: an escaped bar, and code."""


def apart_problems(source: Source, lines: Sequence[Line], found: Found) -> Iterator[Problem]:
    """The first line of each list or table that is none, and the rows with cells too many."""
    verse = {n for d in found.directives if d.kind == "verse"
             for n in range(d.line, d.end + 1)}
    block: list[Line] = []
    for line in (*lines, Line("", None)):
        alone = _ALONE.match(line.text) or line.code or line.number in verse
        if line.text.strip() and not alone:
            block.append(line)
            continue
        yield from _block_problems(source, block)
        block = []


def _block_problems(source: Source, block: Sequence[Line]) -> Iterator[Problem]:
    if len(block) > 1 and "|" in block[0].text and _RULE.match(block[1].text):
        yield from _row_problems(source, block)
        return
    if not block or _OTHER.match(block[0].text) or any(
            re.match(r" {0,3}: ", line.text) for line in block):
        return
    for above, line, below in zip(block, block[1:], (*block[2:], Line("", None)), strict=False):
        table = "|" in line.text and _RULE.match(below.text)
        if table or _ITEM.match(line.text):
            yield problem("block-not-apart", source.place(line.number, 1),
                          above=above.text.strip()[-12:])
            return


def _row_problems(source: Source, block: Sequence[Line]) -> Iterator[Problem]:
    width = _cells(block[0].text)
    for line in block[2:]:
        if (found := _cells(line.text)) > width:
            yield problem("table-row-long", source.place(line.number, 1), found=found,
                          width=width)


def _cells(row: str) -> int:
    text = _HIDDEN.sub("", row).strip().removeprefix("|").removesuffix("|")
    return text.count("|") + 1
