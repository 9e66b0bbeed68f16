"""Pull quotes, notes for the speaker, page breaks, questions, sidebars, examples."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from press.manuscript.blocks.setting import Setting, line_of_words, put_first
from press.manuscript.characters import without_bad
from press.manuscript.directives import Directive
from press.manuscript.trees import move_content
from press.values import Problem

DEFAULT_ANSWER_LINES = 3


def pullquote(element: etree._Element, _: Directive, __: Setting) -> Iterable[Problem]:
    """引语."""
    element.tag = "blockquote"
    element.set("class", "pullquote")
    return ()


def speaker(element: etree._Element, _: Directive, __: Setting) -> Iterable[Problem]:
    """讲者."""
    element.tag = "aside"
    element.set("class", "speaker")
    element.set("data-audience", "speaker")
    return ()


def pagebreak(element: etree._Element, _: Directive, __: Setting) -> Iterable[Problem]:
    """分页."""
    element.set("class", "page-break")
    return ()


def sidebar(element: etree._Element, directive: Directive, _: Setting) -> Iterable[Problem]:
    """知识链接; the Chinese name of the fence is printed too."""
    element.tag = "aside"
    element.set("class", "sidebar")
    head = []
    if not directive.name.isascii():
        head.append(line_of_words("sidebar-kind", directive.name, directive))
    if directive.title:
        head.append(line_of_words("block-title", directive.title, directive))
    put_first(element, head)
    return ()


def questions(element: etree._Element, directive: Directive, __: Setting) -> Iterable[Problem]:
    """思考题: lines to write on behind each item, or, where there is no list, each paragraph."""
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
    title = directive.title if directive.title is not None else directive.name
    if title:
        put_first(element, [line_of_words("questions-title", title, directive)])
    return ()


def example(element: etree._Element, directive: Directive,
            setting: Setting) -> Iterable[Problem]:
    """示例: what is typed, then what it becomes."""
    element.tag = "section"
    element.set("class", "example")
    result = etree.Element("div", {"class": "example-result", "data-line": str(directive.line)})
    move_content(element, result)
    source = etree.SubElement(element, "pre", {
        "class": "example-source", "data-words": "layout", "data-line": str(directive.line + 1)})
    lines = setting.source.lines[directive.line:directive.end - 1]
    etree.SubElement(source, "code").text = without_bad("\n".join(lines)).expandtabs(4).strip("\n")
    element.append(result)
    return ()
