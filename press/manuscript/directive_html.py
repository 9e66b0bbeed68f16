"""The shape of each directive in HTML; see ``directives`` for what may be typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from press.manuscript.directives import Directive
from press.manuscript.marks import DIRECTIVE
from press.manuscript.source import Source
from press.manuscript.trees import text_of
from press.values import Problem, problem

DEFAULT_ANSWER_LINES = 3


def shape_directives(root: etree._Element, source: Source,
                     directives: Sequence[Directive]) -> Iterator[Problem]:
    """Give every directive's element its name, class and content; yields what is wrong."""
    seen: set[int] = set()
    for element in list(root.iter("div")):
        if not element.get("class", "").startswith(DIRECTIVE):
            continue
        number = int(element.get("class", "").split()[0][1:])
        seen.add(number)
        directive = directives[number]
        place = source.find(directive.name, directive.line, opening=":::", reach=0)
        if directive.end > directive.line and not text_of(element) and \
                element.find(".//img") is None:
            yield problem("directive-empty", place, name=directive.name)
        _SHAPES[directive.kind](element, directive)
    for number, directive in enumerate(directives):
        if number not in seen and directive.kind != "unknown":
            yield problem("directive-lost", source.place(directive.line, 1), name=directive.name)


def _pullquote(element: etree._Element, _: Directive) -> None:
    element.tag = "blockquote"
    element.set("class", "pullquote")


def _speaker(element: etree._Element, _: Directive) -> None:
    element.tag = "aside"
    element.set("class", "speaker")
    element.set("data-audience", "speaker")


def _pagebreak(element: etree._Element, _: Directive) -> None:
    element.set("class", "page-break")


def _questions(element: etree._Element, directive: Directive) -> None:
    """Lines to write on behind each item, or, where there is no list, each paragraph."""
    element.tag = "section"
    element.set("class", "questions")
    count = directive.numbers.get("lines", DEFAULT_ANSWER_LINES)
    items = [item for child in element if child.tag in ("ol", "ul") for item in child]
    if items:
        for item in items:
            for _ in range(count):
                etree.SubElement(item, "div", {"class": "answer-line",
                                               "data-line": item.get("data-line", "1")})
    else:
        for child in [c for c in element if c.tag == "p"]:
            for _ in range(count):
                line = etree.Element("div", {"class": "answer-line",
                                             "data-line": child.get("data-line", "1")})
                child.addnext(line)
    title = etree.Element("p", {"class": "questions-title", "data-line": str(directive.line)})
    title.text = directive.title if directive.title is not None else directive.name
    if title.text:
        element.insert(0, title)
        element.text, title.tail = None, element.text


_SHAPES = {"pullquote": _pullquote, "speaker": _speaker, "pagebreak": _pagebreak,
           "questions": _questions}
