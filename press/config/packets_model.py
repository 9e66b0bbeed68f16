"""``[packets]`` of book.toml: the rosters, and how packets are made out of them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from press.config import rules
from press.config.tables import Line, Name, Table, Title

RosterPath = Annotated[str, AfterValidator(rules.path_or_none)]
"""The path of a file from the folder of the book; empty for none."""


class PacketsConfig(Table):
    """``[packets]``: what every lecturer carries to every lecture, out of two tables."""

    lecturers: RosterPath = "rosters/lecturers.csv"
    """The lecturers: CSV or xlsx, from the folder of the book."""
    lectures: RosterPath = "rosters/lectures.csv"
    """The lectures: number, topic, lecturer, date, time, place, copies."""
    attendance: RosterPath = ""
    """How many came, when it is known; empty while it is not."""
    encoding: Literal["utf-8", "gb18030"] = "utf-8"
    """Of the tables in CSV."""
    layout: Name = "packet-zh"
    """The layout of cover sheets, sign-in sheets and all other forms."""
    phone_layout: Name = "phone-zh"
    """The layout of the phone edition."""
    phone_forms: Name = "phone-forms-zh"
    """The layout of the list of lectures at the head of the phone edition."""
    minutes: Annotated[int, Field(ge=5, le=720)] = 90
    """How long a lecture takes where the table gives no end."""
    travel: Annotated[int, Field(ge=0, le=1440)] = 60
    """Minutes from one site to another."""
    ways: RosterPath = ""
    """Minutes between certain sites (from, to, minutes); for all others it is ``travel``."""
    paper: Line = "A4 80 克胶版纸"
    """The paper, as the print order names it."""
    box: Annotated[int, Field(ge=100, le=20000)] = 2500
    """Sheets that go into a box."""
    issuer: Title | None = None
    """Who gives the packets out; the publisher of the book where none is named."""
