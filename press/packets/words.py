"""What is filled in for a lecture, in words."""

from __future__ import annotations

import datetime as dt
import re

from press.messages import Lang, text
from press.roster.records import Lecture, Lecturer
from press.tables.phones import masked

_FORBIDDEN = re.compile(r'[\s/\\:*?"<>|\x00-\x1f]+')


def lang_of(tag: str) -> Lang:
    """Chinese for a book in any Chinese, else English."""
    return "zh" if tag.lower().startswith("zh") else "en"


def day(date: dt.date, lang: Lang) -> str:
    """``2021年12月8日（星期三）``."""
    names = text("packet-weekdays", lang).split()
    return text("packet-day", lang, year=date.year, month=date.month, day=date.day,
                weekday=names[date.weekday()])


def hours(lecture: Lecture) -> str:
    """``9:00—10:30``."""
    return f"{_clock(lecture.start)}—{_clock(lecture.end)}"


def place(lecture: Lecture) -> str:
    """Site and hall; the site once, where the name of the hall begins with it."""
    named = not lecture.site or lecture.hall.startswith(lecture.site)
    return lecture.hall if named else f"{lecture.site} {lecture.hall}"


def values(lecture: Lecture, lecturer: Lecturer, topic: str, lang: Lang) -> dict[str, str]:
    """Every field that a layout may declare, but for the code."""
    date = day(lecture.date, lang)
    return {
        "topic": topic, "lecturer": lecturer.name, "unit": lecturer.unit, "post": lecturer.post,
        "phone": masked(lecturer.phone), "phone-whole": lecturer.phone,
        "when": f"{date}{hours(lecture)}" if lang == "zh" else f"{date}, {hours(lecture)}",
        "date": date, "time": hours(lecture), "place": place(lecture),
        "audience": lecture.audience, "host": lecture.host, "contact": lecture.contact,
        "contact-phone": masked(lecture.phone), "contact-phone-whole": lecture.phone,
        "copies": str(lecture.copies), "number": lecture.number, "remarks": lecture.remarks}


def file_name(words: str) -> str:
    """As part of the name of a file: nothing that a file system cannot have, 60 bytes at most."""
    plain = _FORBIDDEN.sub("_", words).strip("._ ")
    return plain.encode()[:60].decode("utf-8", "ignore") or "_"


def _clock(time: dt.time) -> str:
    return f"{time.hour}:{time.minute:02}"
