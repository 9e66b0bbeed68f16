"""Timelines in rows: a date and what happened then stay on one page.

A list of dates side by side with events can be laid out only as a grid or with floats, and
neither keeps the lines of a date together over the end of a page (WeasyPrint 70): half of it
lands beside another event. So each row becomes a grid of its own, which is never broken.
"""

from __future__ import annotations

from lxml import html as lhtml
from lxml.html import HtmlElement

ROW = "event"
"""Class of the ``div`` around a date with its first event, or around a further event."""

_LISTED = './/section[contains(concat(" ", @class, " "), " timeline ")]/dl'


def name_events(root: HtmlElement) -> None:
    """Give the further events of a date places of their own: they may be on its next page.

    The first has that of its date. ``ev-story-3.2`` is no name that a date can have.
    """
    for listed in root.xpath(_LISTED):
        date, number = "", 0
        for item in listed:
            if item.tag == "dt":
                date, number = item.get("id", ""), 0
            elif date:
                number += 1
                if number > 1 and not item.get("id"):
                    item.set("id", f"{date}.{number}")


def row_timelines(root: HtmlElement) -> None:
    """Put every event of every timeline into a row, with its date before the first."""
    for listed in root.xpath(_LISTED):
        row: HtmlElement | None = None
        for item in list(listed):
            if row is None or item.tag == "dt" or row[-1].tag == "dd":
                row = lhtml.Element("div")
                row.set("class", ROW)
                item.addprevious(row)
            row.append(item)
