"""Numbers of headings inside a story: 一、（一）1. （1） and the like.

Only headings in the run of the text count: those in sidebars, letters, quotations and notes
have no part in its order. A number that the author typed is left as it is, and said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import html as lhtml
from lxml.html import HtmlElement

from press.dataclass import replace
from press.layout.numerals import NumeralStyle, numeral
from press.values import Heading, Place, Problem, Story, problem

_TOP, _DEEPEST = 2, 6
_STYLES: tuple[NumeralStyle, ...] = ("chinese", "decimal", "roman", "letter")
_FIELD = re.compile(r"\{([^{}]*)\}")
_FIELDS = frozenset((*_STYLES, *(f"h{n}" for n in range(_TOP, _DEEPEST + 1))))
_ASIDE = frozenset(("aside", "section", "blockquote", "figure", "table", "li", "dd"))

_TYPED = re.compile(
    r"[（(]?[一二三四五六七八九十百]{1,4}(?:、|[.．](?!\d)|[)）])"
    r"|第[一二三四五六七八九十百\d]{1,4}[章节回部篇讲条课]"
    r"|[（(]?\d{1,3}(?:[、)）]|[.．](?!\d))"
    r"|[①-⑳]"
    r"|(?i:(?:chapter|section|part)\s+(?:\d+|[IVXLC]+)\b)")
_PERHAPS = re.compile(
    r"(?P<dotted>\d{1,2}(?:[.．]\d{1,2}){1,3})(?=[\s　㐀-鿿])"
    r"|(?P<sign>[A-Za-z]|[IVXLC]{2,6})[.．、)）](?!\w)")
"""A number in front, or 7.62 毫米 and A. Smith: a number only where it is the one that is due."""


def number_headings(root: HtmlElement, story: Story, headings: tuple[Heading, ...],
                    formats: tuple[str, ...]) -> tuple[tuple[Heading, ...], tuple[Problem, ...]]:
    """Put numbers before the headings in ``root``.

    ``formats``: how they are written, for levels 2, 3, …; see ``HeadingsConfig``. What comes
    back are the headings with their numbers, and where the author had typed one.
    """
    numbers: dict[str, str] = {}
    problems: list[Problem] = []
    lines = {h.anchor: h.line for h in headings}
    for element, counters in _counted(root):
        level = int(element.tag[1])
        anchor = element.get("id", "")
        if level - _TOP >= len(formats) or not formats[level - _TOP] or anchor not in lines:
            continue
        words = " ".join(element.text_content().split())
        if typed := _typed(words, counters[level]):
            problems.append(problem(
                "heading-number-typed", _place(story, lines[anchor], typed), number=typed))
            continue
        numbers[anchor] = _written(formats[level - _TOP], level, counters)
        span = lhtml.Element("span")
        span.set("class", "heading-number")
        span.set("data-words", "layout")
        span.text = numbers[anchor]
        span.tail, element.text = element.text, None
        element.insert(0, span)
    return tuple(replace(h, text=numbers.get(h.anchor, "") + h.text)
                 for h in headings), tuple(problems)


def unknown_fields(text: str) -> tuple[str, ...]:
    """What stands in braces in a format of headings and means nothing."""
    return tuple(name for name in _FIELD.findall(text) if name not in _FIELDS)


def _counted(root: HtmlElement) -> Iterator[tuple[HtmlElement, Mapping[int, int]]]:
    """Every heading of the run of the text, with how many of each level there were by then."""
    counters = dict.fromkeys(range(_TOP, _DEEPEST + 1), 0)
    for element in list(root.iter(*(f"h{n}" for n in counters))):
        if any(e.tag in _ASIDE for e in element.iterancestors()):
            continue
        level = int(element.tag[1])
        counters[level] += 1
        for deeper in range(level + 1, _DEEPEST + 1):
            counters[deeper] = 0
        yield element, counters


def _written(text: str, level: int, counters: Mapping[int, int]) -> str:
    values: dict[str, str] = {style: numeral(counters[level], style) for style in _STYLES}
    values |= {f"h{n}": str(count) for n, count in counters.items()}
    return _FIELD.sub(lambda m: values.get(m[1], m[0]), text)


def _typed(words: str, due: int) -> str:
    """The number with which a heading begins; ``due`` is the one that it would get."""
    if match := _TYPED.match(words):
        return match.group().strip()
    if match := _PERHAPS.match(words):
        found = match["dotted"] or match["sign"]
        last = re.split("[.．]", found)[-1]
        if last.upper() in (str(due), numeral(due, "roman"), numeral(due, "letter").upper()):
            return match.group().strip()
    return ""


def _place(story: Story, line: int, typed: str) -> Place:
    """Where it is typed; without a column where Markdown writes it differently."""
    source = story.source.split("\n")
    column = source[line - 1].find(typed) + 1 if 0 < line <= len(source) else 0
    return Place(story.path, line, column or None)
