"""The source map: which line of the manuscript each block of HTML comes from.

Python-Markdown does not say. So each line is given a mark before conversion, where Markdown
takes it for ordinary text: behind indentation, ``>``, list markers, ``#`` and the like. Lines
that are nothing but syntax get none. ``convert`` proves for each manuscript that the marks
changed nothing, and withdraws those that did.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence

from markdown.util import BLOCK_LEVEL_ELEMENTS

from press.dataclass import dataclass
from press.manuscript.marks import line_mark, tag_mark

_PREFIX = re.compile(r" {0,3}(?:\[\^[^\]\n]*\]:|:(?= ))")
"""A footnote's definition, or that of a term."""
_NESTING = re.compile(r" *(?:>|[*+-](?= )|\d+\.(?= )|#{1,6})")
_EMPHASIS = re.compile(r"[*_]+(?=[^\s*_])")
_PURE = re.compile(
    r"\s*(?:=+|-+|\{.*\}|[|: -]*-[|: -]*|([-_*])(?:\s*\1){2,})\s*$"  # underline, hr, attributes
    r"|\s*(?:`{3,}|~{3,})"                                           # a fence of code
    r"|\s*<(?:[!?]|/?(?:" + "|".join(BLOCK_LEVEL_ELEMENTS) + r")\b)",  # a raw block
    re.IGNORECASE)
_DEFINITION = re.compile(r" *(?:\[[^\]^][^\]]*\]|[*]\[[^\]]*\] ?):")
"""Of a link or an abbreviation; not printed, and its title may stand on the next line."""
_TITLE = re.compile(r"\s*(?:\"[^\"]*\"|'[^']*'|\([^)]*\))\s*$")
_ADMONITION = re.compile(r" *!!! ?[\w-]+(?: +[\w-]+)*(?: +\"(.*?)\")? *$")
"""Its title is text, the words before are none."""
_TAG = re.compile(r"<[a-zA-Z][a-zA-Z0-9-]*(?=[\s/>])")
_FENCE = re.compile(r"(`{3,}|~{3,}) *(?:\{[^\n]*\}|\.?[\w#.+-]* *(?:hl_lines=.*)?)$")
_ANY_FENCE = re.compile(r"`{3,}|~{3,}")
_CLOSING = re.compile(r"(`{3,}|~{3,}) *$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line on its way to Markdown."""

    text: str
    number: int | None
    """In the manuscript; None for lines that we put in."""
    code: bool = False
    """Whether it stands in a fenced block of code."""


def marked(lines: Sequence[Line], without: Collection[int] = ()) -> str:
    """The text of ``lines`` with marks, but none for the lines ``without``."""
    result = []
    previous = ""
    for line in lines:
        text = line.text
        if line.number is not None and line.number not in without and text.strip():
            if line.code:
                if not _ANY_FENCE.match(text):
                    text = line_mark(line.number) + text
            else:
                text = _marked_line(text, line.number, previous)
        previous = line.text
        result.append(text)
    return "\n".join(result)


def plain(lines: Sequence[Line]) -> str:
    """The text of ``lines`` without marks."""
    return "\n".join(line.text for line in lines)


def _marked_line(text: str, number: int, previous: str) -> str:
    tagged = _TAG.sub(lambda m: f"{m.group()} {tag_mark(number)}", text) if "<" in text else text
    if _PURE.match(text) or _DEFINITION.match(text, nesting_end(text)):
        return tagged
    definition = _DEFINITION.match(previous, nesting_end(previous))
    if definition and (_TITLE.match(text) or not previous[definition.end():].strip()):
        return tagged  # the rest of a definition that stands on two lines
    admonition = _ADMONITION.match(text)
    if admonition and not admonition[1]:
        return tagged
    at = admonition.start(1) if admonition else text_start(text)
    return tagged[:at] + line_mark(number) + tagged[at:] if at < len(text) else tagged


def nesting_end(text: str) -> int:
    """Where the quotes, lists and hashes that a line begins with end."""
    at = 0
    while match := _NESTING.match(text, at):
        at = match.end()
    return at


def text_start(text: str) -> int:
    """Where the text of a line begins, behind its Markdown syntax."""
    at = nesting_end(text)
    match = _PREFIX.match(text, at)
    if match:
        at = match.end() + nesting_end(text[match.end():])
    while at < len(text) and text[at] == " ":
        at += 1
    if text.startswith("|", at):
        at += 1
        while at < len(text) and text[at] == " ":
            at += 1
    while at < len(text) and text[at].isspace():  # indentation in the Chinese way
        at += 1
    # A mark before the asterisks would make them look like closing ones.
    emphasis = _EMPHASIS.match(text, at)
    return emphasis.end() if emphasis else at


def code_lines(lines: Sequence[str]) -> tuple[frozenset[int], tuple[int, ...]]:
    """The indexes of lines inside fenced code (its fences too), and of fences never closed.

    As Python-Markdown sees it: at the left edge, closed by the very same run of marks.
    """
    closing: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        if line[:1] in "`~" and (match := _CLOSING.match(line)):
            closing.setdefault(match[1], []).append(index)
    inside: set[int] = set()
    unclosed = []
    index = 0
    while index < len(lines):
        match = _FENCE.match(lines[index]) if lines[index][:1] in ("`", "~") else None
        if match:
            ends = closing.get(match[1], [])
            place = bisect_right(ends, index)
            if place < len(ends):
                inside.update(range(index, ends[place] + 1))
                index = ends[place] + 1
                continue
            unclosed.append(index)
        index += 1
    return frozenset(inside), tuple(unclosed)
