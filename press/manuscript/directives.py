"""Directives: the fences of colons by which a manuscript asks for more than Markdown.

    ::: 思考题 "想一想" 行=3
    1. …
    :::

Found in the lines of the manuscript, where their places are known; ``directive_blocks``
then lets Markdown build their elements, and ``directive_html`` gives these their shape.
``directive_kinds`` says which there are.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from press.dataclass import dataclass, field, replace
from press.manuscript.characters import without_bad
from press.manuscript.directive_kinds import (
    BY_NAME,
    MAX_ANSWER_LINES,
    Kind,
    directive_names,
    similar_name,
    usage,
)
from press.manuscript.directive_kinds import KINDS as KINDS
from press.manuscript.source import Source
from press.values import Place, Problem, problem

MAX_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Directive:
    """One use of a directive in a manuscript."""

    kind: str
    name: str
    """As typed."""
    line: int
    """Of its opening fence, from 1."""
    end: int
    """Of its closing fence; the same line where it has none."""
    column: int = 1
    """Of its first colon, from 1."""
    title: str | None = None
    """The title in quotes, if one was given."""
    numbers: Mapping[str, int] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    """Attributes by their meaning; none is empty."""
    columns: Mapping[str, int] = field(default_factory=dict)
    """Where the value of each attribute begins, from 1; ``title`` too."""
    id: str = ""
    """What follows ``#``."""
    fenced: bool = True
    """Whether a closing fence is wanted."""

    def place(self, source: Source, part: str = "") -> Place:
        """Where its fence stands, or one of the values behind it."""
        return source.place(self.line, self.columns.get(part, self.column))


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


_FENCE = re.compile(r" {0,3}:{3,}[ \t\u3000]*(.*?)[ \t\u3000]*$")
_INDENTED = re.compile(r"(?: {4,}|[ ]*>[> ]*|[ ]*(?:[-*+]|\d+\.) +):{3,}[ \t]*(\w+)")
_FULLWIDTH = re.compile(r"\s*([：:]{3,})[ \t\u3000]*(\w*)")
_QUOTED = r"\"[^\"]*\"|“[^”]*”|[\"“”][^\"“”]*[\"“”]"
"""In a pair of quotation marks, or, since input methods slip, in any two."""
_TOKEN = re.compile(rf"""\s*(?:(?P<title>{_QUOTED})
    |(?P<key>[^\s=＝\"“”]+)[=＝](?P<value>{_QUOTED}|[^\s\"“”]*)
    |(?P<word>[^\s\"“”]+)
    |(?P<rest>\S.*))""", re.VERBOSE)


_TITLE_BEHIND_COLON = re.compile(rf"^(\w+)[：:](?=\s*(?:{_QUOTED}))")
"""``::: 口述：“题”``: the colon says nothing, and is one character like the blank."""


def find_directives(source: Source, code: Collection[int]) -> tuple[Found, tuple[Problem, ...]]:
    """The directives of a manuscript; ``code`` are the lines (from 1) of fenced code."""
    directives: list[Directive] = []
    opening: dict[int, int] = {}
    closing: dict[int, int] = {}
    removed: set[int] = set()
    problems: list[Problem] = []
    unclosed: list[int] = []
    for number in range(source.body_line, len(source.lines) + 1):
        text = source.lines[number - 1]
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
                directives[index] = replace(directives[index], end=number)
            else:
                removed.add(number)
                problems.append(problem("directive-stray", source.place(number, column)))
            continue
        directive, faults = _read(match[1], match.start(1), number, source)
        problems.extend(faults)
        if directive is None:
            removed.add(number)
            similar = dict(faults[0].args)["similar"]
            if not similar or BY_NAME[similar].fenced:
                unclosed.append(len(directives))
                directives.append(Directive("unknown", match[1], number, number, column))
            continue
        opening[number] = len(directives)
        if directive.fenced:
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
            problems.append(problem("directive-open", d.place(source), name=d.name))
    closing = {line: i for line, i in closing.items() if directives[i].kind != "unknown"}
    fences = {d.end for d in directives if d.kind == "unknown"}
    return Found(tuple(directives), opening, closing, frozenset(removed | fences)), tuple(problems)


def _read(text: str, start: int, number: int, source: Source) -> tuple[
        Directive | None, list[Problem]]:
    """The directive that ``text``, what follows the colons, asks for."""
    text = _TITLE_BEHIND_COLON.sub(r"\1 ", text)
    tokens = list(_TOKEN.finditer(text))
    name = tokens[0]["word"] or ""
    kind = BY_NAME.get(name)
    if kind is None:
        place = source.place(number, start + 1)
        before = re.split("[：:]", name)[0]
        similar = before if before in BY_NAME else similar_name(name, BY_NAME)
        code = "directive-misspelt" if similar else "directive-unknown"
        return None, [problem(code, place, name=(name or text)[:40], similar=similar,
                              names=directive_names())]
    told = _Told(kind, name)
    for token in tokens[1:]:
        column = start + token.start() + len(token[0]) - len(token[0].lstrip()) + 1
        if token["rest"] and token["rest"][0] in "\"“”":
            told.open_quote(token["rest"], source.place(number, column))
        else:
            told.take(token, source.place(number, column))
    column = source.lines[number - 1].index(":") + 1
    return Directive(kind.kind, name, number, number, column, told.title, told.numbers,
                     told.texts, told.columns, told.id,
                     kind.fenced and kind.instead not in told.texts), told.problems


class _Told:
    """What is told behind the name of a directive, token by token."""

    def __init__(self, kind: Kind, name: str) -> None:
        self.kind = kind
        self.name = name
        self.title: str | None = None
        self.numbers: dict[str, int] = {}
        self.texts: dict[str, str] = {}
        self.columns: dict[str, int] = {}
        self.id = ""
        self.problems: list[Problem] = []

    def take(self, token: re.Match[str], place: Place) -> None:
        """One token; whatever cannot be taken is a problem at ``place``."""
        key = token["key"] or ""
        meaning = self.kind.numbers.get(key) or self.kind.texts.get(key) or ""
        word = (token["word"] or "").strip("{}")
        if token["title"] and self.kind.titled:
            meaning = "title"
        elif word.startswith("#") and len(word) > 1:
            meaning = "id"
        if not meaning:
            self._refuse(token, key, place)
        elif meaning in self.columns:
            self.problems.append(problem("directive-twice", place, name=self.name,
                                         value=token[0].strip()[:40]))
        else:
            column = place.column or 1
            self.columns[meaning] = column + len(key) + 1 if key else column
            self._keep(meaning, key, token["title"] or word or _bare(token["value"]), place)

    def open_quote(self, rest: str, place: Place) -> None:
        """What follows a quotation mark that has no second one."""
        if self.problems and self.problems[-1].code == "directive-value-empty":
            self.problems.pop()  # it is not empty: this is its value
        self.problems.append(problem("directive-quote", place, value=rest[:40]))

    def _keep(self, meaning: str, key: str, value: str, place: Place) -> None:
        value = without_bad(value)
        if meaning == "title":
            self.title = _bare(value)
        elif meaning == "id":
            self.id = value[1:]
        elif meaning in self.kind.numbers.values():
            if value.isdecimal() and len(value) < 4 and int(value) <= MAX_ANSWER_LINES:
                self.numbers[meaning] = int(value)
            else:
                self.problems.append(problem("directive-number", place, key=key,
                                             value=value[:40], limit=MAX_ANSWER_LINES))
        elif value:
            self.texts[meaning] = value
        else:
            self.problems.append(problem("directive-value-empty", place, key=key))

    def _refuse(self, token: re.Match[str], key: str, place: Place) -> None:
        similar = similar_name(key, (*self.kind.numbers, *self.kind.texts)) if key else ""
        code = "directive-attribute-misspelt" if similar else "directive-attribute"
        self.problems.append(problem(code, place, name=self.name, value=token[0].strip()[:40],
                                     similar=similar, allowed=usage(self.kind)))


def _bare(value: str) -> str:
    """A value without the quotation marks around it."""
    quoted = len(value) > 1 and value[0] in "\"“”" and value[-1] in "\"“”"
    return (value[1:-1] if quoted else value).strip()


def _misplaced(text: str, number: int, source: Source) -> Iterator[Problem]:
    """Fences that a writer meant and that are none."""
    match = _INDENTED.match(text.expandtabs(4))
    if match and match[1] in BY_NAME:
        yield problem("directive-indented", source.place(number, text.index(":::") + 1))
    match = _FULLWIDTH.match(text)
    if match and "：" in match[1] and (match[2] in BY_NAME or not match[2]):
        column = len(text) - len(text.lstrip()) + 1
        yield problem("directive-fullwidth", source.place(number, column))
