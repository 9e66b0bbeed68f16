"""Tables out of a CSV file (表格), captioned above."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from press.manuscript.blocks.setting import Setting, set_cell
from press.manuscript.directives import Directive
from press.values import Problem, problem

_NUMBER = re.compile(
    r"[-+−±]?\s*[¥￥$€£]?\s*(?:\d{1,3}(?:[,，  ]\d{3})+|\d+)(?:\.\d+)?\s*[%％‰]?")


def table(element: etree._Element, directive: Directive, setting: Setting) -> Iterator[Problem]:
    """表格: the first row of the file is the head; columns of numbers are told apart."""
    element.tag = "figure"
    element.set("class", "table")
    element.set("data-numbered", "tab")
    if "file" not in directive.texts:
        yield problem("directive-key-missing", directive.place(setting.source),
                      name=directive.name, key="文件=/file=")
        return
    cells, problems = setting.tables.read(directive, setting.source)
    yield from problems
    _set_caption(element, directive)
    if cells is None:
        return
    numeric = [_is_numeric([row[n] for _, row in cells.rows]) for n in range(len(cells.header))]
    grid = etree.SubElement(element, "table", {"data-line": str(directive.line)})
    _add_rows(grid, "thead", "th", [cells.header], numeric, directive)
    if cells.rows:
        _add_rows(grid, "tbody", "td", [row for _, row in cells.rows], numeric, directive)


def _set_caption(figure: etree._Element, directive: Directive) -> None:
    words = (("caption", directive.title), ("credit", directive.texts.get("credit")))
    if any(text for _, text in words):
        caption = etree.SubElement(figure, "figcaption", {"data-line": str(directive.line)})
        for name, text in words:
            if text:
                etree.SubElement(caption, "span", {"class": name}).text = text


def _add_rows(grid: etree._Element, group: str, tag: str, rows: list[tuple[str, ...]],
              numeric: list[bool], directive: Directive) -> None:
    line = {"data-line": str(directive.line)}
    body = etree.SubElement(grid, group)
    for row in rows:
        entry = etree.SubElement(body, "tr", line)
        for text, number in zip(row, numeric, strict=True):
            cell = etree.SubElement(entry, tag, {"class": "number", **line} if number else line)
            set_cell(cell, text)


def _is_numeric(values: list[str]) -> bool:
    """Whether a column holds numbers and nothing else; a dash stands for none."""
    filled = [v for v in values if v and v.strip("-–—―…/ ")]
    return bool(filled) and all(_NUMBER.fullmatch(v) for v in filled)
