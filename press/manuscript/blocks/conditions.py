"""Blocks for some editions or audiences (仅, 除) and ranges of the index (索引)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from press.config.suggestions import listed
from press.manuscript.blocks.setting import Setting
from press.manuscript.directive_kinds import similar_name
from press.manuscript.directives import Directive
from press.manuscript.index_marks import read_entries
from press.values import Problem, problem

AUDIENCES = {"读者": "reader", "reader": "reader", "听众": "listener", "listener": "listener",
             "讲者": "speaker", "speaker": "speaker"}
"""What a writer may type for an audience, and what it is."""

_BETWEEN = re.compile(r"[\s、，,;；]+")


def only(element: etree._Element, directive: Directive, setting: Setting) -> Iterator[Problem]:
    """仅."""
    yield from _conditions(element, directive, setting, ("data-only", "data-audience"))


def leave_out(element: etree._Element, directive: Directive,
              setting: Setting) -> Iterator[Problem]:
    """除."""
    yield from _conditions(element, directive, setting,
                           ("data-except", "data-audience-except"))


def _conditions(element: etree._Element, directive: Directive, setting: Setting,
                attributes: tuple[str, str]) -> Iterator[Problem]:
    element.set("class", "only")
    if not directive.texts:
        yield problem("only-empty", directive.place(setting.source), name=directive.name)
    known = ({name: name for name in setting.editions}, AUDIENCES)
    for part, attribute, names in zip(("edition", "audience"), attributes, known, strict=True):
        if part not in directive.texts:
            continue
        found = []
        for match in re.finditer(r"[^\s、，,;；]+", directive.texts[part]):
            name = match.group()
            if name in names:
                found.append(names[name])
            else:
                yield _unknown(part, name, tuple(names), directive, setting)
        if not found and not _BETWEEN.sub("", directive.texts[part]):
            yield problem("only-empty", directive.place(setting.source), name=directive.name)
        element.set(attribute, " ".join(dict.fromkeys(found)))


def _unknown(part: str, name: str, known: tuple[str, ...], directive: Directive,
             setting: Setting) -> Problem:
    similar = similar_name(name, known)
    place = directive.place(setting.source, part)
    line = setting.source.lines[directive.line - 1]
    column = line.find(name, (place.column or 1) - 1)
    place = setting.source.place(directive.line, column + 1 if column >= 0 else place.column)
    code = f"{part}-misspelt" if similar else f"{part}-unknown"
    return problem(code, place, name=name[:40], similar=similar, known=listed(known))


def index_range(element: etree._Element, directive: Directive,
                setting: Setting) -> Iterator[Problem]:
    """索引: all pages from the first block to the last; ``ranges`` ends it."""
    element.set("class", "index-range")
    if not directive.title:
        yield problem("directive-key-missing", directive.place(setting.source),
                      name=directive.name, key='"…"')
        return
    entries = read_entries(directive.title)
    if entries is None:
        yield problem("index-entry", directive.place(setting.source, "title"),
                      value=directive.title[:40])
        return
    element.set("data-index", entries)
    element.set("data-numbered", "ix")
