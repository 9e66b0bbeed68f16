"""The rows of a roster as values."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from press.dataclass import dataclass, field
from press.values import Place

Status = Literal["", "cancelled", "merged"]


@dataclass(frozen=True, slots=True)
class Lecturer:
    """One row of lecturers.csv."""

    number: str
    """Permanent: it stays with the person when the sheet is sorted anew."""
    name: str
    unit: str = ""
    post: str = ""
    phone: str = ""
    remarks: str = ""
    place: Place = field(default=Place(""), compare=False)
    """Where the row stands; two rows that say the same are the same."""


@dataclass(frozen=True, slots=True)
class Lecture:
    """One row of lectures.csv."""

    number: str
    """Permanent: it stays with the lecture whatever else of it changes."""
    topic: str
    lecturer: str
    """The number of the lecturer."""
    date: dt.date
    start: dt.time
    end: dt.time
    hall: str
    """地点: the room where it is given."""
    copies: int
    """Handouts for its listeners."""
    site: str = ""
    """厂区: what is within one site needs no way; the hall where none is given."""
    audience: str = ""
    host: str = ""
    contact: str = ""
    phone: str = ""
    """Of the contact."""
    remarks: str = ""
    status: Status = ""
    into: str = ""
    """The number of the lecture that it was merged into."""
    place: Place = field(default=Place(""), compare=False)

    @property
    def given(self) -> bool:
        """Whether it takes place."""
        return not self.status

    @property
    def when(self) -> tuple[dt.date, dt.time, str]:
        """By which lectures are put in order."""
        return self.date, self.start, self.number


@dataclass(frozen=True, slots=True)
class Roster:
    """All rows of both tables, in the order of the files."""

    lecturers: tuple[Lecturer, ...]
    lectures: tuple[Lecture, ...]

    def lecturer(self, number: str) -> Lecturer:
        """KeyError for a number that nobody has."""
        return {one.number: one for one in self.lecturers}[number]

    def lecture(self, number: str) -> Lecture | None:
        """The lecture of that number, if there is one."""
        return next((one for one in self.lectures if one.number == number), None)

    @property
    def given(self) -> tuple[Lecture, ...]:
        """The lectures that take place, by date, time and number: however the sheet is sorted,
        the packets come in this order."""
        return tuple(sorted((one for one in self.lectures if one.given), key=lambda x: x.when))

    def of(self, lecturer: str) -> tuple[Lecture, ...]:
        """The lectures that a lecturer gives, in their order."""
        return tuple(one for one in self.given if one.lecturer == lecturer)


def lecture_record(lecture: Lecture) -> dict[str, Any]:
    """A lecture as plain data, for JSON; the reverse of ``lecture_from``."""
    return {
        "number": lecture.number, "topic": lecture.topic, "lecturer": lecture.lecturer,
        "date": lecture.date.isoformat(), "start": lecture.start.isoformat("minutes"),
        "end": lecture.end.isoformat("minutes"), "hall": lecture.hall, "copies": lecture.copies,
        "site": lecture.site, "audience": lecture.audience, "host": lecture.host,
        "contact": lecture.contact, "phone": lecture.phone, "remarks": lecture.remarks,
        "status": lecture.status, "into": lecture.into}


def lecture_from(record: dict[str, Any]) -> Lecture:
    """A lecture out of plain data."""
    return Lecture(**{**record, "date": dt.date.fromisoformat(record["date"]),
                      "start": dt.time.fromisoformat(record["start"]),
                      "end": dt.time.fromisoformat(record["end"])})


def lecturer_record(lecturer: Lecturer) -> dict[str, str]:
    """A lecturer as plain data."""
    return {"number": lecturer.number, "name": lecturer.name, "unit": lecturer.unit,
            "post": lecturer.post, "phone": lecturer.phone, "remarks": lecturer.remarks}
