"""The blocks of a manuscript as its lines show them: what is text, and of which kind.

A reading of its own, line by line, and kept simple: what it does not understand it takes for
text, so that nothing printed goes unread.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from press.dataclass import dataclass, field
from press.manuscript.directive_kinds import BY_NAME
from press.manuscript.sourcemap import code_lines
from press.proof.document import Kind

QUOTATIONS = frozenset(("letter", "document", "pullquote"))
"""Directives whose text is set as it stands."""

_FRONT = re.compile(r"(?P<key>[\w\u4e00-\u9fff]+)\s*:\s+(?P<value>.+?)\s*$")
_PRINTED = frozenset(("title", "subtitle", "author", "summary"))
_DIRECTIVE = re.compile(r" {0,3}:{3,}\s*(?P<name>[^\s{}\"“”:：=]*)(?P<rest>.*)$")
_TITLE = re.compile(r"(?<!=)[\"“](?P<title>[^\"“”]+)[\"”]")
_HEADING = re.compile(r" {0,3}(?P<marks>#{1,6})\s*(?P<text>.*?)\s*#*\s*(?P<attr>\{[^{}]*\})?\s*$")
_QUOTE = re.compile(r" {0,3}>[ ]?")
_ITEM = re.compile(r"(?P<indent>\s*)(?:[-*+]|(?P<number>\d{1,9})\.)\s+(?=\S)")
_NOTE = re.compile(r" {0,3}\[\^[^\]]+\]:\s*")
_LINK = re.compile(r" {0,3}\[[^\]^][^\]]*\]:\s|\*\[[^\]]+\]\s?:")
_TERM = re.compile(r" {0,3}:\s+(?=\S)")
_ADMONITION = re.compile(r"!!!\s+[\w-]+(?:\s+[\w-]+)*\s*(?:[\"“](?P<title>[^\"“”]*)[\"”])?\s*$")
_RULE = re.compile(r"\s*(?:([-*_=])\s*(?:\1\s*){2,}|=+|-+)$")
_ROW = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_ATTRIBUTES = re.compile(r"\s*\{:?\s*[^{}]*\}\s*$")
_CELL = re.compile(r"(?:\\.|`[^`]*`|[^|`\\]|`)+")
_PRE = re.compile(r"<(pre|script|style)\b", re.IGNORECASE)


@dataclass(slots=True)
class Block:
    """Lines that make one unit, each as line number, column (from 0) and text."""

    kind: Kind
    lines: list[tuple[int, int, str]]
    level: int = 0
    quoted: bool = False
    verse: bool = False
    number: int = 0
    group: int = 0
    row: int = 0
    column: int = 0


@dataclass(slots=True)
class _Reader:
    blocks: list[Block] = field(default_factory=list)
    open: Block | None = None
    """The block that a further line would belong to."""
    fences: list[str] = field(default_factory=list)
    """Kinds of the directives that are open."""
    group: int = 0
    listed: bool = False
    """Whether indented text belongs to a list, note or the like, and is no code."""
    table: int = -1
    """The next row of a table; -1 outside."""
    raw: str = ""
    """The element of raw HTML whose text is none."""
    comment: bool = False

    def add(self, kind: Kind, line: int, column: int, text: str, *, quoted: bool = False,
            level: int = 0, number: int = 0, row: int = 0, cell: int = 0) -> Block:
        block = Block(kind, [(line, column, text)], level,
                      quoted or any(f in QUOTATIONS for f in self.fences),
                      "verse" in self.fences, number, self.group, row, cell)
        self.blocks.append(block)
        return block


def blocks(lines: Sequence[str]) -> tuple[list[Block], frozenset[int]]:
    """All blocks of a manuscript in order; and the indexes of lines that are code."""
    reader = _Reader()
    start = _front_matter(lines, reader)
    code, _ = code_lines([line.expandtabs(4) for line in lines[start:]])
    code = frozenset(start + index for index in code)
    for index in range(start, len(lines)):
        if index in code:
            reader.open, reader.table = None, -1
            continue
        line = lines[index]
        line = _without_comments(line, reader)
        _read(line, index + 1, reader, lines[index + 1] if index + 1 < len(lines) else "",
              code=index + 1 in code)
    return reader.blocks, code


def _front_matter(lines: Sequence[str], reader: _Reader) -> int:
    """Read the values of the front matter; the index of the first line behind it."""
    first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    if not lines or lines[first].rstrip() != "---":
        return 0
    end = next((i for i in range(first + 1, len(lines))
                if lines[i].rstrip() in ("---", "...")), None)
    if end is None:
        return 0
    for index in range(first + 1, end):
        match = _FRONT.match(lines[index])
        if match and match["key"] in _PRINTED:
            value, column = match["value"], match.start("value")
            if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
                value, column = value[1:-1], column + 1
            reader.group += 1
            reader.add("front", index + 1, column, value,
                       level=1 if match["key"] in ("title", "subtitle") else 0)
    return end + 1


def _without_comments(line: str, reader: _Reader) -> str:
    """``line`` with comments as blanks; they may run over lines."""
    if reader.comment:
        end = line.find("-->")
        if end < 0:
            return ""
        reader.comment = False
        line = " " * (end + 3) + line[end + 3:]
    if "<!--" not in line:
        return line
    parts, at = [], 0
    while (start := line.find("<!--", at)) >= 0:
        if line.count("`", 0, start) % 2:  # shown as code
            parts.append(line[at:start + 4])
            at = start + 4
            continue
        parts.append(line[at:start])
        end = line.find("-->", start)
        if end < 0:
            reader.comment = True
            return "".join(parts).rstrip()
        parts.append("\x00" * (end + 3 - start))
        at = end + 3
    parts.append(line[at:])
    return "".join(parts)


def _read(line: str, number: int, reader: _Reader, below: str, *, code: bool) -> None:
    if reader.raw:
        if re.search(rf"</{reader.raw}\s*>", line, re.IGNORECASE):
            reader.raw = ""
        return
    blank = not line.strip(" \t\x00")
    if blank and "\x00" in line:
        return  # a comment alone
    if not line.strip():
        reader.open, reader.table = None, -1
        reader.group += 1
        return
    directive = _DIRECTIVE.match(line)
    if directive:
        _directive(directive, number, reader)
        return
    column, quoted = 0, False
    while quote := _QUOTE.match(line, column):
        column, quoted = quote.end(), True
    rest = line[column:]
    if pre := _PRE.search(rest):
        if not re.search(rf"</{pre[1]}\s*>", rest, re.IGNORECASE):
            reader.raw = pre[1]
        return
    if heading := _HEADING.match(rest):
        reader.group += 1
        reader.add("heading" if len(heading["marks"]) > 1 else "title", number,
                   column + heading.start("text"), heading["text"],
                   level=len(heading["marks"]), quoted=quoted)
        reader.open, reader.listed = None, False
        return
    if reader.table >= 0 or ("|" in rest and _ROW.match(below[column:])
                             and "|" in below and not code):
        _row(rest, number, column, quoted, reader)
        return
    if _RULE.match(rest):
        underlined = reader.open is not None and rest.strip()[0] in "=-"
        if underlined and reader.open is not None and len(set(rest.strip())) == 1:
            reader.open.kind = "title" if rest.strip()[0] == "=" else "heading"
            reader.open.level = 1 if rest.strip()[0] == "=" else 2
        reader.open = None
        return
    if _LINK.match(rest) or _ATTRIBUTES.match(rest):
        return
    _text(rest, number, column, quoted, reader)


def _directive(match: re.Match[str], number: int, reader: _Reader) -> None:
    reader.open, reader.table = None, -1
    reader.listed = False
    reader.group += 1
    name = match["name"]
    if not name:
        if reader.fences:
            reader.fences.pop()
        return
    kind = BY_NAME.get(name)
    if kind is not None and kind.kind != "example":
        printed = kind.titled and kind.kind != "index"
        title = _TITLE.search(match["rest"]) if printed else None
        if title:
            reader.add("caption" if kind.kind == "table" else "heading", number,
                       match.start("rest") + title.start("title"), title["title"],
                       level=9, quoted=kind.kind in QUOTATIONS)
    if kind is None or (kind.fenced and not (
            kind.instead and re.search(r"(?:文件|file)=", match["rest"]))):
        reader.fences.append(kind.kind if kind else "")


def _row(rest: str, number: int, column: int, quoted: bool, reader: _Reader) -> None:
    reader.open = None
    if reader.table < 0:
        reader.table, reader.group = 0, reader.group + 1
    elif _ROW.match(rest) and reader.table == 1:
        return
    body = rest.rstrip()
    start = len(body) - len(body.lstrip())
    if body[start:start + 1] == "|":
        start += 1
    for cell, match in enumerate(_CELL.finditer(body, start)):
        words = match.group()
        lead = len(words) - len(words.lstrip())
        reader.add("cell", number, column + match.start() + lead, words.strip(), quoted=quoted,
                   row=reader.table, cell=cell)
    reader.table += 1


def _text(rest: str, number: int, column: int, quoted: bool, reader: _Reader) -> None:
    """A line of a paragraph, item, note or definition."""
    if reader.open is None and not reader.listed and (
            rest.startswith("    ")):
        return  # code
    if note := _NOTE.match(rest):
        reader.group += 1
        reader.open = reader.add("note", number, column + note.end(), rest[note.end():],
                                 quoted=quoted)
        reader.listed = True
        return
    if admonition := _ADMONITION.match(rest):
        if admonition["title"]:
            reader.add("heading", number, column + admonition.start("title"),
                       admonition["title"], level=9, quoted=quoted)
        reader.open, reader.listed = None, True
        return
    item = _ITEM.match(rest)
    starts = item and (reader.open is None or reader.open.kind == "item"
                       or reader.listed)
    if starts and item:
        reader.listed = True
        reader.open = reader.add("item", number, column + item.end(), rest[item.end():],
                                 level=len(item["indent"].expandtabs(4)) // 4, quoted=quoted,
                                 number=int(item["number"] or 0))
        return
    if term := _TERM.match(rest):
        reader.open = reader.add("paragraph", number, column + term.end(), rest[term.end():],
                                 quoted=quoted)
        reader.listed = True
        return
    if not rest.startswith((" ", "\t")) and reader.open is None:
        reader.listed = False
    held = reader.open is not None or reader.listed
    text = rest.lstrip(" \t" if held else " ")
    lead = len(rest) - len(text)
    if reader.open is not None and reader.open.kind != "cell" and "verse" not in reader.fences:
        reader.open.lines.append((number, column + lead, text))
        return
    reader.open = reader.add("paragraph", number, column + lead, text, quoted=quoted)
