"""What a manuscript may be without keeping Markdown busy for minutes.

Conversion runs in the process and cannot be stopped, so the structure is measured before:
Python-Markdown is quadratic in the length of a paragraph times its brackets, stars and the
like, and recursive in nesting. The figures are far above any prose (a paragraph of 20,000
characters fills 20 pages) and hold a file of 1 MB to a few seconds; test_manuscript_limits
measures that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from press.manuscript.marks import MAX_LINES
from press.manuscript.source import Source
from press.manuscript.sourcemap import Line
from press.values import Problem, problem

MAX_BLOCKS = 20_000
"""Runs of lines without a blank one."""
MAX_CHUNK = 20_000
"""Characters of a paragraph, item, cell or heading."""
MAX_WORK = 8_000_000
"""Special characters × length, summed over all chunks."""
MAX_BLOCK_WORK = 20_000_000
"""Lines that begin a block × length, summed over all runs of lines."""
MAX_RAW_WORK = 60_000_000
"""Openings of raw HTML × length of the text behind them."""
MAX_FENCE_WORK = 500_000_000
"""Fences of code × length of the manuscript, which is copied for each."""
MAX_NESTING = 16
"""Quotes and lists in one another, and brackets in one another."""
MAX_DEFINITIONS = 40
"""Of terms in one run of lines: Python-Markdown nests what no blank line divides."""

_BEGINS = re.compile(r" *(?:[-*+] |\d+\. |\[|#|:  ?|>|\||\*\[)")
_BLOCK = re.compile(r" *(?:#|=+ *$|-|\*|_|\[|:|>|<|\d+\.)")
_SPECIAL = re.compile(r"[\[\]{!*_`<>&(\"']")
_NESTING = re.compile(r" *(?:>|[-*+] |\d+\. )")
_RAW = re.compile(r"<[!?/a-zA-Z]")
_FENCE = re.compile(r"(?:`{3,}|~{3,})")


def limit_problem(source: Source, lines: Sequence[Line]) -> Problem | None:
    """The first reason why a manuscript cannot be converted, or None."""
    if len(source.lines) > MAX_LINES:
        return problem("manuscript-long", source.place(MAX_LINES), limit=MAX_LINES)
    total = sum(len(line.text) + 1 for line in lines)
    fences = sum(1 for line in lines if line.code and _FENCE.match(line.text))
    if fences * total > MAX_FENCE_WORK:
        return problem("manuscript-heavy", source.place(source.body_line))
    work = block_work = raw_work = 0
    for blocks, block in enumerate(_blocks(lines), start=1):
        first = block[0].number
        if blocks > MAX_BLOCKS:
            return problem("manuscript-long", source.place(first), limit=MAX_BLOCKS)
        length = sum(len(line.text) + 1 for line in block)
        block_work += length * sum(1 for line in block if _BLOCK.match(line.text))
        for line in block:
            count = len(_RAW.findall(line.text)) + bool(_FENCE.match(line.text))
            raw_work += total * count
            if _depth(line.text) > MAX_NESTING:
                return problem("manuscript-nested", source.place(line.number, 1),
                               limit=MAX_NESTING)
        if sum(line.text.lstrip().startswith(": ") for line in block) > MAX_DEFINITIONS:
            return problem("manuscript-definitions", source.place(first),
                           limit=MAX_DEFINITIONS)
        for number, text in _chunks(block):
            if len(text) > MAX_CHUNK:
                return problem("manuscript-paragraph", source.place(number), limit=MAX_CHUNK)
            work += len(text) * len(_SPECIAL.findall(text))
            if _brackets(text) > MAX_NESTING:
                return problem("manuscript-nested", source.place(number), limit=MAX_NESTING)
            if work > MAX_WORK:
                return problem("manuscript-heavy", source.place(number))
        if block_work > MAX_BLOCK_WORK or raw_work > MAX_RAW_WORK:
            return problem("manuscript-heavy", source.place(first))
    return None


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    block: list[Line] = []
    for line in lines:
        if line.text.strip() and not line.code:
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _chunks(block: Sequence[Line]) -> Iterator[tuple[int | None, str]]:
    """The texts of a block that Markdown reads as one, each with its first line."""
    number, texts = block[0].number, [block[0].text]
    for line in block[1:]:
        if _BEGINS.match(line.text):
            yield number, "\n".join(texts)
            number, texts = line.number, []
        texts.append(line.text)
    yield number, "\n".join(texts)


def _depth(text: str) -> int:
    at = depth = 0
    while match := _NESTING.match(text, at):
        at, depth = match.end(), depth + 1
        if depth > MAX_NESTING:
            break
    return depth + (len(text) - len(text.lstrip(" "))) // 4


def _brackets(text: str) -> int:
    """How deep square brackets stand in one another."""
    depth = deepest = 0
    for match in re.finditer(r"[\[\]]", text):
        depth = max(0, depth + (1 if match.group() == "[" else -1))
        deepest = max(deepest, depth)
    return deepest
