"""Columns of tables as wide as their words need: a Han text has no shortest width of its own,
so an automatic layout would break 毛坯 into two lines to give room to a sentence."""

from __future__ import annotations

from lxml import html as lhtml
from lxml.html import HtmlElement

from press.layout.context import PageView
from press.layout.titles import ems

TABLE_SIZE = 0.9048
"""Size of a table to the body's: 9.5 pt in 10.5 pt, as base.css has it."""
_PADDING = 1.0
"""Left and right of a cell together, em."""
_FIGURES = 0.08
"""What figures and letters of the body's face are wider than ``ems`` has them, em: a column
that is given too little breaks a number in two."""


def fit_tables(root: HtmlElement, page: PageView) -> None:
    """Give every plain table its column widths."""
    for table in root.iter("table"):
        if table.xpath(".//*[@colspan or @rowspan]"):
            continue
        rows = [row.xpath("./th | ./td") for row in table.iter("tr")]
        count = max((len(r) for r in rows), default=0)
        if count < 2:
            continue
        wanted = [max(_width(r[n]) for r in rows if n < len(r)) + _PADDING for n in range(count)]
        widths = shared_out(wanted, page.measure / TABLE_SIZE)
        group = lhtml.Element("colgroup")
        for width in widths:
            column = lhtml.Element("col")
            column.set("style", f"width:{100 * width / sum(widths):.2f}%")
            group.append(column)
        table.insert(1 if len(table) and table[0].tag == "caption" else 0, group)
        table.set("style", "table-layout:fixed")


def _width(cell: HtmlElement) -> float:
    """Width of a cell's words on one line, em."""
    words = " ".join(cell.text_content().split())
    return ems(words) + _FIGURES * sum(c.isascii() and c.isalnum() for c in words)


def shared_out(wanted: list[float], room: float) -> list[float]:
    """``room`` among columns: what is spare evenly; where it lacks, the narrow ones first.

    No column gets more than it wants before every other has had as much or enough.
    """
    spare = room - sum(wanted)
    if spare >= 0:
        return [w + spare / len(wanted) for w in wanted]
    given = [0.0] * len(wanted)
    left, open_columns = room, sorted(range(len(wanted)), key=wanted.__getitem__)
    while open_columns:
        share = left / len(open_columns)
        column = open_columns.pop(0)
        given[column] = min(wanted[column], share)
        left -= given[column]
    return given
