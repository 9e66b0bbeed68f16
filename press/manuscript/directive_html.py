"""The shape of each directive in HTML; see ``directive_kinds`` for what may be typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from press.manuscript.blocks.admonitions import shape_admonitions
from press.manuscript.blocks.conditions import index_range, leave_out, only
from press.manuscript.blocks.dialogue import oral
from press.manuscript.blocks.papers import document, letter
from press.manuscript.blocks.plain import (
    example,
    pagebreak,
    pullquote,
    questions,
    sidebar,
    speaker,
)
from press.manuscript.blocks.setting import Setting, Shape
from press.manuscript.blocks.table import table
from press.manuscript.blocks.timeline import timeline
from press.manuscript.blocks.verse import verse
from press.manuscript.directives import Directive
from press.manuscript.facts import DEFAULT_EDITION
from press.manuscript.source import Source
from press.manuscript.tables import Tables
from press.manuscript.trees import text_of
from press.values import Problem, problem

_SHAPES: Mapping[str, Shape] = {
    "pullquote": pullquote, "questions": questions, "speaker": speaker, "pagebreak": pagebreak,
    "oral": oral, "verse": verse, "timeline": timeline, "sidebar": sidebar, "letter": letter,
    "document": document, "only": only, "except": leave_out, "index": index_range,
    "table": table, "example": example}


def shape_directives(root: etree._Element, source: Source, directives: Sequence[Directive],
                     tables: Tables,
                     editions: Sequence[str] = (DEFAULT_EDITION,)) -> Iterator[Problem]:
    """Give every directive's element its name, class and content; yields what is wrong.

    ``editions`` are the names that ``::: 仅 版本=…`` may use. The outer ones come first, so a
    shape sees which directives stand in it.
    """
    setting = Setting(source, directives, tuple(editions), tables)
    seen: set[int] = set()
    for element in list(root.iter("div")):
        directive = setting.directive_of(element)
        if directive is None:
            continue
        seen.add(id(directive))
        if directive.fenced and directive.end > directive.line and _is_empty(element, setting):
            yield problem("directive-empty", directive.place(source), name=directive.name)
        if directive.id:
            element.set("id", directive.id)
        yield from _SHAPES[directive.kind](element, directive, setting)
    for directive in directives:
        if id(directive) not in seen and directive.kind != "unknown":
            yield problem("directive-lost", source.place(directive.line, 1), name=directive.name)
    shape_admonitions(root, source)


def _is_empty(element: etree._Element, setting: Setting) -> bool:
    """Whether nothing in ``element`` is printed or breaks the page."""
    if text_of(element):
        return False
    for inner in element.iterdescendants():
        directive = setting.directive_of(inner)
        if inner.tag in ("img", "hr") or (directive is not None and not directive.fenced):
            return False
    return True
