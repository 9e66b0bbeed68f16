"""Directives: the fences of colons by which a manuscript asks for more than Markdown.

    ::: 思考题 "想一想" 行=3
    1. …
    :::

Found in the lines of the manuscript, where their places are known; ``directive_blocks``
then lets Markdown build their elements, and ``directive_html`` gives these their shape.
To add one: a ``Kind`` here and its shape there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from press.config.suggestions import nearest
from press.manuscript.source import Source
from press.values import Problem, problem

MAX_ANSWER_LINES = 40
MAX_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Kind:
    """A directive that exists."""

    kind: str
    names: tuple[str, ...]
    """What a writer may type: Chinese first, then English."""
    fenced: bool = True
    """Whether it has a content and a closing fence."""
    titled: bool = False
    """Whether it may have a title in quotes."""
    numbers: Mapping[str, str] = field(default_factory=dict)
    """Attributes whose value is a number: what is typed → what it means."""


KINDS = (
    Kind("pullquote", ("引语", "pullquote")),
    Kind("questions", ("思考题", "questions"), titled=True,
         numbers={"行": "lines", "lines": "lines"}),
    Kind("speaker", ("讲者", "speaker")),
    Kind("pagebreak", ("分页", "pagebreak"), fenced=False),
)

_BY_NAME = {name: kind for kind in KINDS for name in kind.names}


@dataclass(frozen=True, slots=True)
class Directive:
    """One use of a directive in a manuscript."""

    kind: str
    name: str
    """As typed."""
    title: str | None
    """The title in quotes, if one was given."""
    numbers: Mapping[str, int]
    line: int
    """Of its opening fence, from 1."""
    end: int
    """Of its closing fence; the same line where it has none."""


@dataclass(frozen=True, slots=True)
class Found:
    """All directives of a manuscript."""

    directives: tuple[Directive, ...]
    opening: Mapping[int, int]
    """Line of an opening fence → index of its directive."""
    closing: Mapping[int, int]
    """Line of a closing fence → index of its directive."""
    removed: frozenset[int]
    """Lines of fences that belong to no directive: they are problems and print nothing."""


_FENCE = re.compile(r" {0,3}:{3,}[ \t]*(.*?)[ \t]*$")
_INDENTED = re.compile(r"(?: {4,}|[ ]*>[> ]*|[ ]*(?:[-*+]|\d+\.) +):{3,}[ \t]*(\w+)")
_FULLWIDTH = re.compile(r"\s*([：:]{3,})[ \t\u3000]*(\w*)")
_TOKEN = re.compile(r"""\s*(?:(?P<title>"[^"]*"|“[^”]*”)
    |(?P<key>[^\s=＝"“]+)[=＝](?P<value>"[^"]*"|“[^”]*”|[^\s"“]*)
    |(?P<word>[^\s"“]+)
    |(?P<rest>\S.*))""", re.VERBOSE)


def find_directives(source: Source, code: Collection[int]) -> tuple[Found, tuple[Problem, ...]]:
    """The directives of a manuscript; ``code`` are the lines (from 1) of fenced code."""
    directives: list[Directive] = []
    opening: dict[int, int] = {}
    closing: dict[int, int] = {}
    removed: set[int] = set()
    problems: list[Problem] = []
    unclosed: list[int] = []
    for number in range(source.body_line, len(source.lines) + 1):
        text = source.lines[number - 1].expandtabs(4)
        if number in code or (":" not in text and "：" not in text):
            continue
        match = _FENCE.match(text)
        if not match:
            problems.extend(_misplaced(text, number, source))
            continue
        column = text.index(":") + 1
        if not match[1]:
            if unclosed:
                index = unclosed.pop()
                closing[number] = index
                d = directives[index]
                directives[index] = replace(d, end=number)
            else:
                removed.add(number)
                problems.append(problem("directive-stray", source.place(number, column)))
            continue
        directive, faults = _read(match[1], match.start(1), number, source)
        problems.extend(faults)
        if directive is None:
            removed.add(number)
            similar = dict(faults[0].args)["similar"]
            if not similar or _BY_NAME[similar].fenced:
                unclosed.append(len(directives))
                directives.append(Directive("unknown", match[1], None, {}, number, number))
            continue
        opening[number] = len(directives)
        if _BY_NAME[directive.name].fenced:
            unclosed.append(len(directives))
            if len(unclosed) == MAX_DEPTH + 1:
                problems.append(problem("directive-deep", source.place(number, column),
                                        limit=MAX_DEPTH))
        directives.append(directive)
    unknown = max((d.line for d in directives if d.kind == "unknown"), default=0)
    for index in unclosed:
        d = directives[index]
        # An unknown one below may have taken the closing fence of this one.
        if d.kind != "unknown" and d.line > unknown:
            column = source.lines[d.line - 1].index(":") + 1
            problems.append(problem("directive-open", source.place(d.line, column), name=d.name))
    closing = {line: i for line, i in closing.items() if directives[i].kind != "unknown"}
    fences = {d.end for d in directives if d.kind == "unknown"}
    return Found(tuple(directives), opening, closing, frozenset(removed | fences)), tuple(problems)


def _read(text: str, start: int, number: int, source: Source) -> tuple[
        Directive | None, list[Problem]]:
    """The directive that ``text``, what follows the colons, asks for."""
    problems: list[Problem] = []
    tokens = list(_TOKEN.finditer(text))
    name = tokens[0]["word"] or ""
    kind = _BY_NAME.get(name)
    if kind is None:
        place = source.place(number, start + 1)
        similar = nearest(name, _BY_NAME)
        code = "directive-misspelt" if similar else "directive-unknown"
        return None, [problem(code, place, name=(name or text)[:40], similar=similar,
                              names=directive_names())]
    title, numbers = None, {}
    for token in tokens[1:]:
        place = source.place(number, start + token.start() + len(token[0])
                             - len(token[0].lstrip()) + 1)
        if token["title"] and kind.titled and title is None:
            title = token["title"][1:-1].strip()
        elif token["key"] and token["key"] in kind.numbers:
            value = token["value"].strip("\"“”")
            if value.isdecimal() and len(value) < 4 and int(value) <= MAX_ANSWER_LINES:
                numbers[kind.numbers[token["key"]]] = int(value)
            else:
                problems.append(problem("directive-number", place, key=token["key"],
                                        value=value[:40], limit=MAX_ANSWER_LINES))
        else:
            problems.append(problem("directive-attribute", place, name=name,
                                    value=token[0].strip()[:40], allowed=_usage(kind)))
    return Directive(kind.kind, name, title, numbers, number, number), problems


def _misplaced(text: str, number: int, source: Source) -> Iterator[Problem]:
    """Fences that a writer meant and that are none."""
    match = _INDENTED.match(text)
    if match and match[1] in _BY_NAME:
        yield problem("directive-indented", source.place(number, text.index(":::") + 1))
    match = _FULLWIDTH.match(text)
    if match and "：" in match[1] and (match[2] in _BY_NAME or not match[2]):
        column = len(text) - len(text.lstrip()) + 1
        yield problem("directive-fullwidth", source.place(number, column))


def directive_names() -> str:
    """All directives, for a message."""
    return ", ".join("/".join(kind.names) for kind in KINDS)


def _usage(kind: Kind) -> str:
    parts = [f"{key}=3" for key in kind.numbers]
    if kind.titled:
        parts.insert(0, '"…"')
    return ", ".join(parts) or "–"
