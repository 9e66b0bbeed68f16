"""Timelines (年表): dates and their events, typed as a definition list or kept in a table."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from press.manuscript.blocks.setting import (
    Setting,
    own_blocks,
    put_title,
    set_cell,
)
from press.manuscript.directives import Directive
from press.manuscript.trees import line_of_element, text_of
from press.values import Place, Problem, problem

_COLUMNS = (("时间", "事件"), ("date", "event"))


def timeline(element: etree._Element, directive: Directive, setting: Setting) -> Iterator[Problem]:
    """年表: every date gets ``data-date``, by which a chronology is sorted."""
    element.tag = "section"
    element.set("class", "timeline")
    if "file" in directive.texts:
        yield from _from_table(element, directive, setting)
    else:
        yield from _from_list(element, setting)
    put_title(element, directive)


def _from_list(element: etree._Element, setting: Setting) -> Iterator[Problem]:
    for block in own_blocks(element, setting):
        if block.tag != "dl":
            if setting.directive_of(block) is None:
                line = line_of_element(block)
                text = setting.source.lines[line - 1]
                column = len(text) - len(text.lstrip()) + 1
                yield problem("timeline-content", setting.source.place(line, column))
            continue
        for date in block.iterchildren("dt"):
            words = text_of(date, without="footnote")
            place = setting.source.find(words, line_of_element(date), reach=3)
            yield from _set_date(date, words, place)


def _set_date(date: etree._Element, words: str, place: Place) -> Iterator[Problem]:
    from press.manuscript.dates import sortable  # its expressions: only where dates are

    found = sortable(words)
    if found is None:
        yield problem("timeline-date", place, date=words[:40])
    else:
        date.set("data-date", found)
    date.set("data-numbered", "ev")


def _from_table(element: etree._Element, directive: Directive,
                setting: Setting) -> Iterator[Problem]:
    """One entry a row; a row without a date belongs to the date above."""
    cells, problems = setting.tables.read(directive, setting.source)
    yield from problems
    if cells is None:
        return
    columns = next(((a, b) for a, b in _COLUMNS if a in cells.header and b in cells.header), None)
    if columns is None:
        wanted = next(((a, b) for a, b in _COLUMNS if a in cells.header or b in cells.header),
                      _COLUMNS[0])
        for column in wanted:
            if column not in cells.header:
                yield problem("table-column-missing", Place(cells.name, cells.line),
                              column=column, known="、".join(filter(None, cells.header)))
        return
    for column in columns:
        if cells.header.count(column) > 1:  # which of the two is meant nobody knows
            yield problem("table-column-twice", Place(cells.name, cells.line), column=column)
            return
    when, what = (cells.header.index(column) for column in columns)
    line = str(directive.line)
    entries = etree.SubElement(element, "dl", {"data-line": line})
    entries.text = "\n"
    for number, row in cells.rows:
        place = Place(cells.name, number)
        if not row[what] or not (row[when] or len(entries)):
            missing = columns[1] if row[when] or len(entries) else columns[0]
            yield problem("table-cell-empty", place, column=missing)
            continue
        if row[when]:
            date = etree.SubElement(entries, "dt", {"data-line": line})
            date.text, date.tail = " ".join(row[when].split()), "\n"
            yield from _set_date(date, date.text, place)
        event = etree.SubElement(entries, "dd", {"data-line": line})
        set_cell(event, row[what])
        event.tail = "\n"
