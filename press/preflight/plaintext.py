"""The words of a manuscript, by a reader of our Markdown that shares nothing with the writer.

1. front matter, code fences, comments and raw HTML blocks (``expected_text``);
2. directives: 引语, 思考题, 讲者, 分页;
3. definitions of notes, links and abbreviations, which print elsewhere or nowhere;
4. blocks (``blocks``) and inline marks (``inline``).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from press.preflight.blocks import BlockReader, Line, Passage, Words
from press.preflight.inline import SILENT

Audience = Literal["reader", "listener", "speaker"]

_FENCE = re.compile(r"(~{3,}|`{3,})[ ]*[^`]*$")
_DIRECTIVE = re.compile(r"[ ]{0,3}:{3,}[ ]*([^\s:\"“]+)?(.*)$")
_QUOTED = re.compile(r"(?<![=＝])[\"“]([^\"”]*)[\"”]")
_NOTE = re.compile(r"[ ]{0,3}\[\^([^\]]*)\]:[ ]*(.*)$")
_LINK = re.compile(
    r"[ ]{0,3}\[([^\[\]]+)\]:[ ]*(?:<[^>]*>|\S*[/.#:]\S*)[ ]*(?:\"(.*)\"|'(.*)'|\((.*)\))?[ ]*$")
"""A definition whose address is plainly none ("[注]: 说明") is text, and missed if not printed."""

_ABBREVIATION = re.compile(r"\*\[[^\]]+\][ ]?:")
_FIELD = re.compile(r"(title|subtitle|author|summary)[ ]*:[ ]*(.*)$")
_TAG = re.compile(r"<(?:!--.*?--|/?[A-Za-z][^<>]*)>", re.DOTALL)
_BLOCK_TAG = re.compile(
    r"[ ]{0,3}<(address|article|aside|blockquote|body|center|dd|details|dialog|div|dl|dt|"
    r"fieldset|figcaption|figure|footer|form|h[1-6]|head|header|hr|html|iframe|legend|li|link|"
    r"main|menu|meta|nav|noscript|object|ol|p|param|pre|script|section|style|summary|table|"
    r"tbody|td|template|textarea|tfoot|th|thead|title|tr|ul|video|canvas|math|svg)\b",
    re.IGNORECASE)
_VOID = ("hr", "link", "meta", "param")

_LIST_TAG = re.compile(r"<(?:ol|li)\b", re.IGNORECASE)
_SILENT = re.compile(rf"<({SILENT})\b.*?(?:</\1\s*>|$)", re.DOTALL | re.IGNORECASE)

_QUESTIONS = ("思考题", "questions")
_SPEAKER = ("讲者", "speaker")


@dataclass(frozen=True, slots=True)
class ExpectedText:
    """What a part must show of its manuscript."""

    title: Passage | None
    body: tuple[Passage, ...]
    notes: tuple[Passage, ...]
    """In the order of their calls; what is called twice is printed twice."""
    captions: tuple[Passage, ...]
    """Caption and credit of each figure."""
    alts: tuple[Passage, ...]
    optional: tuple[Passage, ...]
    """Front matter: a layout may print it before or after the body, or not."""
    numbers: tuple[Passage, ...] | None = ()
    """Of ordered lists, as typed; None where raw HTML has lists, which are not counted."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Lines of one kind, from the top of the manuscript down."""

    kind: Literal["text", "code", "html", "heading"]
    lines: tuple[Line, ...]


def expected_text(source: str, role: str = "story", audience: Audience = "reader"
                  ) -> ExpectedText:
    """The words of a manuscript as they must be in print for ``audience``.

    ``role`` (story, foreword, …) changes nothing yet: all manuscripts are read alike.
    """
    del role
    lines = [Line(number, text.expandtabs(4) if text.strip() else "")
             for number, text in enumerate(source.removeprefix("\ufeff").splitlines(), 1)]
    fields, lines = _front_matter(lines)
    notes: dict[str, list[Line]] = {}
    links: dict[str, str] = {}
    runs = [_without_definitions(run, notes, links)
            for run in _for_audience(_runs(lines), audience)]
    words = Words()
    _read(runs, BlockReader(notes, links, words), words)
    printed = Words(body=[Passage("", 0)])  # not empty: a heading in a note is no title
    for label in words.calls:
        BlockReader(notes, links, printed).read(notes[label])
    return ExpectedText(words.title or fields.pop("title", None), tuple(words.body),
                        tuple(printed.body[1:]), tuple(words.captions),
                        tuple(words.alts + printed.alts),
                        tuple(value for key, value in fields.items() if key != "title"),
                        None if _LIST_TAG.search(source) else tuple(words.numbers))


def _read(runs: list[_Run], reader: BlockReader, words: Words) -> None:
    for run in runs:
        lines = list(run.lines)
        if run.kind == "text":
            reader.read(lines)
        elif run.kind == "code":
            reader.literal(lines)
        elif run.kind == "heading":
            words.body.append(Passage(lines[0].text, lines[0].number))
        else:
            text = _SILENT.sub("", "\n".join(line.text for line in lines))
            words.body.append(Passage(html.unescape(_TAG.sub("", text)), lines[0].number))


def _front_matter(lines: list[Line]) -> tuple[dict[str, Passage], list[Line]]:
    """The printable fields between two lines ``---`` at the top, and the lines after them."""
    if not lines or lines[0].text.rstrip() != "---":
        return {}, lines
    end = next((i for i, line in enumerate(lines[1:], 1)
                if line.text.rstrip() in ("---", "...")), None)
    if end is None:
        return {}, lines
    fields: dict[str, Passage] = {}
    last = ""
    for line in lines[1:end]:
        field = _FIELD.match(line.text)
        if field:
            last = field.group(1)
            fields[last] = Passage(_bare(field.group(2)), line.number)
        elif last and line.text.startswith(" "):
            fields[last] = Passage(fields[last].text + "\n" + line.text.strip(),
                                   fields[last].line)
    return {key: value for key, value in fields.items() if value.text.strip()}, lines[end + 1:]


def _bare(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return "" if value in ("|", ">", "|-", ">-") else value


def _runs(lines: list[Line]) -> Iterator[_Run]:
    """Cut the manuscript into text, code and raw HTML; comments on lines of their own go."""
    text: list[Line] = []
    position = 0
    while position < len(lines):
        line = lines[position]
        fence = _FENCE.match(line.text)
        end = _fence_end(lines, position, fence.group(1)) if fence else None
        if end is not None:
            yield _Run("text", tuple(text))
            yield _Run("code", tuple(lines[position + 1:end]))
            text, position = [], end + 1
        elif line.text.lstrip().startswith("<!--") and not line.text.startswith("    "):
            position, rest = _comment_end(lines, position)
            text.append(rest)
        elif tag := _BLOCK_TAG.match(line.text):
            end = _html_end(lines, position, tag.group(1))
            yield _Run("text", tuple(text))
            yield _Run("html", tuple(lines[position:end]))
            text, position = [], end
        else:
            text.append(line)
            position += 1
    yield _Run("text", tuple(text))


def _fence_end(lines: list[Line], begin: int, fence: str) -> int | None:
    return next((i for i in range(begin + 1, len(lines)) if lines[i].text.rstrip() == fence), None)


def _comment_end(lines: list[Line], begin: int) -> tuple[int, Line]:
    """The index after a comment, and what its last line holds after it."""
    for index in range(begin, len(lines)):
        _, closed, rest = lines[index].text.partition("-->")
        if closed:
            return index + 1, Line(lines[index].number, rest.lstrip())
    return len(lines), Line(lines[-1].number, "")


def _html_end(lines: list[Line], begin: int, tag: str) -> int:
    """The index after a raw HTML block: where its first tag is closed, or the end."""
    if tag.lower() in _VOID:
        return begin + 1
    depth = 0
    for index in range(begin, len(lines)):
        depth += len(re.findall(rf"<{tag}\b[^>]*(?<!/)>", lines[index].text, re.IGNORECASE))
        depth -= len(re.findall(rf"</{tag}\s*>", lines[index].text, re.IGNORECASE))
        if depth <= 0:
            return index + 1
    return len(lines)


def _for_audience(runs: Iterator[_Run], audience: Audience) -> Iterator[_Run]:
    """Resolve directives: their fences go, titles of questions stay, notes for the speaker
    stay for the speaker."""
    hidden: list[bool] = []
    for run in runs:
        if run.kind != "text":
            if not any(hidden):
                yield run
            continue
        text: list[Line] = []
        for line in run.lines:
            directive = _DIRECTIVE.match(line.text)
            if directive is None:
                if not any(hidden):
                    text.append(line)
                continue
            yield _Run("text", tuple(text))
            text = []
            name = directive.group(1)
            if name is None:
                if hidden:
                    hidden.pop()
                continue
            if name in ("分页", "pagebreak"):
                continue
            hidden.append(name in _SPEAKER and audience != "speaker")
            if name in _QUESTIONS and not any(hidden):
                quoted = _QUOTED.search(directive.group(2))
                yield _Run("heading", (Line(line.number, quoted.group(1) if quoted else name),))
        yield _Run("text", tuple(text))


def _without_definitions(run: _Run, notes: dict[str, list[Line]], links: dict[str, str]) -> _Run:
    """Take definitions of notes, links and abbreviations out of the text."""
    if run.kind != "text":
        return run
    kept: list[Line] = []
    note: list[Line] | None = None
    after_blank = True
    for line in run.lines:
        blank = not line.text
        definition = _NOTE.match(line.text)
        link = _LINK.match(line.text)
        if definition:
            note = notes.setdefault(definition.group(1), [])
            note.append(Line(line.number, definition.group(2)))
        elif blank:
            (kept if note is None else note).append(line)
            if note is not None:
                kept.append(line)
        elif note is not None and (not after_blank or line.text.startswith("    ")):
            note.append(Line(line.number, line.text[4:] if line.text.startswith("    ")
                             else line.text))
        else:
            note = None
            if link:
                title = next((part for part in link.groups()[1:] if part), "")
                links[" ".join(link.group(1).lower().split())] = title
            elif not _ABBREVIATION.match(line.text):
                kept.append(line)
        after_blank = blank
    return _Run(run.kind, tuple(kept))
