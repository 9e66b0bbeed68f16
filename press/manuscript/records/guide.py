"""The sessions of a reading class."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from press.config.record_models import GuideConfig
from press.dataclass import dataclass
from press.manuscript.records.reader import DAY, NUMBER, TIME, Reader
from press.tables.columns import Column

_COLUMNS = (
    Column("number", "次", NUMBER, required=True), Column("story", "篇目", required=True),
    Column("date", "日期", DAY), Column("start", "开始", TIME), Column("end", "结束", TIME),
    Column("place", "地点"), Column("leader", "领读"), Column("reading", "读什么"))


@dataclass(frozen=True, slots=True)
class Session:
    """One session."""

    number: int
    story: str
    """What is read: name of its file in stories/, without ``.md``."""
    date: dt.date | None
    start: dt.time | None
    end: dt.time | None
    place: str
    leader: str
    reading: str
    """What to read before it, in words."""


@dataclass(frozen=True, slots=True)
class Guide:
    """A reading class."""

    sessions: tuple[Session, ...]
    """By number."""
    notes: int
    """Pages to write on behind each passage."""


def read_guide(config: GuideConfig, reader: Reader, stories: Collection[str]) -> Guide:
    """The sessions; ``stories``: the names of the manuscripts that there are."""
    rows = reader.rows("guide", "sessions", config.sessions, config.encoding, _COLUMNS)
    reader.once(rows, "number", "次")
    reader.once(rows, "story", "篇目")
    for row in rows:
        reader.known(row, "story", "篇目", row.text("story"), stories)
    sessions = [Session(
        row.number("number"), row.text("story"), row.day("date"), row.time("start"),
        row.time("end"), row.text("place"), row.text("leader"), row.text("reading"))
        for row in rows]
    return Guide(tuple(sorted(sessions, key=lambda s: s.number)), config.notes)
