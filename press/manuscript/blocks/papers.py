"""Letters (信) and documents (文件): what their fences name stands at its place."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from press.manuscript.blocks.setting import (
    Setting,
    add_class,
    line_of_words,
    own_blocks,
    put_first,
    put_last,
)
from press.manuscript.directives import Directive
from press.manuscript.trees import text_of
from press.values import Problem


def letter(element: etree._Element, directive: Directive, setting: Setting) -> Iterable[Problem]:
    """信: without ``称呼=`` a first paragraph that ends with a colon is the salutation."""
    element.tag = "section"
    element.set("class", "letter")
    if "salutation" not in directive.texts:
        _greet(element, setting)
    put_first(element, _named(directive, ("block-title", "salutation")))
    put_last(element, _named(directive, ("signature", "date")))
    return ()


def document(element: etree._Element, directive: Directive,
             setting: Setting) -> Iterable[Problem]:
    """文件: a first paragraph that ends with a colon names those who receive it (主送机关), and
    stands flush (GB/T 9704, 7.3.4)."""
    element.tag = "section"
    element.set("class", "document")
    _greet(element, setting)
    put_first(element, _named(directive, ("issuer", "number", "block-title")))
    put_last(element, _named(directive, ("signature", "date")))
    return ()


def _greet(element: etree._Element, setting: Setting) -> None:
    """A first paragraph that ends with a colon speaks to somebody."""
    first = next(iter(own_blocks(element, setting)), None)
    if first is not None and first.tag == "p" and \
            text_of(first, without="footnote").endswith(("：", ":")):
        add_class(first, "salutation")


def _named(directive: Directive, names: Iterable[str]) -> list[etree._Element]:
    words = {"block-title": directive.title or "", **directive.texts}
    return [line_of_words(name, words[name], directive) for name in names if words.get(name)]
