"""A manuscript cut into runs of one kind, from the top down: the outermost of its structure.

1. fenced code, comments, raw HTML (with the Markdown in it);
2. fences of colons: what they print of their own, and whether what they hold is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from press.dataclass import dataclass
from press.preflight.csv_tables import file_text, table_cells, timeline_cells
from press.preflight.fences import Fence, read_fence
from press.preflight.html_blocks import holds_markdown, html_begins, html_end, stretches
from press.preflight.passages import Line

Kind = Literal["text", "verse", "span", "code", "html", "words", "caption"]
"""``text``: Markdown; ``verse``: paragraphs of it; ``span``: running text of it; ``words`` and
``caption``: as they are."""

_CODE = re.compile(r"(~{3,}|`{3,})[ ]*[^`]*$")


@dataclass(frozen=True, slots=True)
class Run:
    """Lines of one kind."""

    kind: Kind
    lines: tuple[Line, ...]
    shown: bool = True
    """False for what is for another audience or edition. Definitions in it count all the same."""
    first: bool = False
    """Whether nothing stands before it in its block."""


def runs(lines: list[Line]) -> Iterator[Run]:
    """Cut the manuscript into text, code and raw HTML; comments on lines of their own go."""
    text: list[Line] = []
    position = 0
    while position < len(lines):
        line = lines[position]
        fence = _CODE.match(line.text)
        end = _code_end(lines, position, fence.group(1)) if fence else None
        if end is not None:
            yield Run("text", tuple(text))
            yield Run("code", tuple(lines[position + 1:end]))
            text, position = [], end + 1
        elif (line.text.lstrip().startswith("<!--") and not line.text.startswith("    ")
              and (closed := _comment_end(lines, position))):
            position, rest = closed
            text.append(rest)
        elif name := html_begins(line):
            end = html_end(lines, position, name)
            yield Run("text", tuple(text))
            yield from _html(lines[position:end])
            text, position = [], end
        else:
            text.append(line)
            position += 1
    yield Run("text", tuple(text))


def _html(lines: list[Line]) -> Iterator[Run]:
    if not holds_markdown(lines):
        yield Run("html", tuple(lines))
        return
    for state, stretch in stretches(lines):
        if state in ("block", "after"):
            yield from runs([line if line.text.strip() else Line(line.number, "")
                             for line in stretch])
        else:
            yield Run("html" if state == "raw" else "span", tuple(stretch))


def _code_end(lines: list[Line], begin: int, fence: str) -> int | None:
    return next((i for i in range(begin + 1, len(lines)) if lines[i].text.rstrip() == fence), None)


def _comment_end(lines: list[Line], begin: int) -> tuple[int, Line] | None:
    """The index after a comment, and what its last line holds after it; one that is never
    closed is text."""
    for index in range(begin, len(lines)):
        _, closed, rest = lines[index].text.partition("-->")
        if closed:
            return index + 1, Line(lines[index].number, rest.lstrip())
    return None


@dataclass(frozen=True, slots=True)
class Wanted:
    """For whom a part is, and what its manuscript may bring with it."""

    audience: str
    edition: str
    """Empty: none in particular."""
    files: Mapping[str, str]
    """CSV files: path in the book → text."""
    path: str
    """Of the manuscript, in the book; empty where it is not known."""


def resolved(found: Iterator[Run], wanted: Wanted) -> Iterator[Run]:
    """``found`` with each fence of colons replaced by what it prints."""
    opened: list[tuple[Fence, bool]] = []  # with: whether what stands around is shown
    shown = first = True
    for run in found:
        if run.kind != "text":
            yield Run(run.kind, run.lines, shown)
            first = first and not run.lines
            continue
        text: list[Line] = []
        for line in run.lines:
            fence = read_fence(line.text, line.number)
            if fence is None:
                text.append(line)
                continue
            yield Run(_kind(opened), tuple(text), shown, first)
            text, first = [], fence.holds and not fence.closes
            if fence.closes:
                if opened:
                    yield _words(line, opened[-1][0].behind, shown)
                    shown = opened.pop()[1]
                continue
            if fence.holds:
                opened.append((fence, shown))
                shown = shown and fence.shown(wanted.audience, wanted.edition)
            yield from _printed(fence, wanted, line, shown)
        yield Run(_kind(opened), tuple(text), shown, first)
        first = first and not any(line.text for line in text)


def _kind(opened: list[tuple[Fence, bool]]) -> Kind:
    """How text between these fences is read: as the innermost says that has a say."""
    saying = [fence.kind for fence, _ in opened if fence.kind not in ("only", "except", "index")]
    return "verse" if saying[-1:] == ["verse"] else "text"


def _printed(fence: Fence, wanted: Wanted, line: Line, shown: bool) -> Iterator[Run]:
    """What an opening fence prints."""
    if fence.kind == "table":
        yield Run("caption", tuple(Line(line.number, words) for words in fence.caption), shown)
    yield _words(line, fence.before, shown)
    if "file" in fence.values and fence.kind in ("table", "timeline"):
        text = file_text(wanted.files, fence.values["file"], wanted.path)
        if text is not None:
            cells = table_cells(text) if fence.kind == "table" else timeline_cells(text)
            yield _words(line, tuple(cells), shown)


def _words(line: Line, words: tuple[str, ...], shown: bool) -> Run:
    """Words that stand on one line of the manuscript, or in a table that it names there."""
    return Run("words", tuple(Line(line.number, each) for each in words), shown)
