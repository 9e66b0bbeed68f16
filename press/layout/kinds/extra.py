"""What the kinds have in common: a piece before the reader puts it in its place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from press.config.layout_model import LayoutConfig
from press.dataclass import dataclass
from press.layout.context import PageView
from press.layout.figures import Printed
from press.manuscript.book import Book
from press.values import Asset, OutlineEntry, Store

if TYPE_CHECKING:
    from press.layout.record_context import Data


@dataclass(frozen=True, slots=True)
class Desk:
    """What a kind works with."""

    book: Book
    config: LayoutConfig
    page: PageView
    store: Store | None = None
    """Keeps what takes long to work out."""

    @property
    def labels(self) -> Mapping[str, str]:
        """The words of the layout."""
        return self.config.labels

    @property
    def width(self) -> float:
        """Of the text block, mm."""
        return self.page.width - self.page.inner - self.page.outer


@dataclass(frozen=True, slots=True)
class Extra:
    """One part that is made of tables."""

    key: str
    """``Part.key``: the name of the piece, ``/`` and what tells it from others of that name."""
    anchor: str
    title: str
    """For running heads, contents and outline."""
    data: Data
    assets: tuple[Asset, ...] = ()
    printed: tuple[Printed, ...] = ()
    lines: tuple[OutlineEntry, ...] | None = None
    """Its lines in the outline; without them one, of its title."""

    source: str = ""
    """The file that its problems are told in."""
    piece: str = ""
    """The piece whose template it has, where that is not the one in the order."""

    @property
    def outline(self) -> tuple[OutlineEntry, ...]:
        """Its lines in the outline; those of the first level are in the contents."""
        if self.lines is None:
            return (OutlineEntry(1, self.title, self.anchor),)
        return self.lines


def clock(time: dt.time | None) -> str:
    """``8:30``; empty for none."""
    return f"{time.hour}:{time.minute:02}" if time else ""


def span(start: dt.time | None, end: dt.time | None) -> str:
    """``8:30—9:00``; one of them alone where there is no other."""
    return "—".join(filter(None, (clock(start), clock(end))))


def day_text(day: dt.date | None, labels: Mapping[str, str]) -> str:
    """A day as ``labels.day`` writes it: ``{month}月{day}日``."""
    if day is None:
        return ""
    return labels.get("day", "{month}月{day}日").format(
        year=day.year, month=day.month, day=day.day)


def weekday(day: dt.date | None, labels: Mapping[str, str]) -> str:
    """A day of the week out of ``labels.weekdays``, seven words from Monday."""
    words = labels.get("weekdays", "周一 周二 周三 周四 周五 周六 周日").split()
    return words[day.weekday() % len(words)] if day and words else ""
