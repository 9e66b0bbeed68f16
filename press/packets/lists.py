"""The lists that go with packets, as what templates see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from press.layout.form_context import BoxView, FactView, SheetView, TableView
from press.messages import Lang, text
from press.packets import words
from press.packets.paper import Line, boxes, lines, sheets
from press.packets.plan import Given, by_lecturer
from press.packets.values import MadeSet
from press.roster.records import Lecturer
from press.tables.phones import masked

BOX_LINES = ("number", "date", "time", "place", "topic", "copies")
BOX = ("lecturer", *BOX_LINES, "box", "code")
"""What a label says: names of fields."""


class Lists:
    """Lists in one language, of what was made."""

    def __init__(self, lang: Lang, made: Iterable[MadeSet], *, whole_phones: bool = False) -> None:
        self.lang = lang
        self._by_lecture: defaultdict[str, list[MadeSet]] = defaultdict(list)
        for one in made:
            self._by_lecture[one.lecture].append(one)
        self._whole = whole_phones

    def of(self, made: Iterable[MadeSet]) -> Lists:
        """The same of what was made."""
        return Lists(self.lang, made, whole_phones=self._whole)

    def say(self, code: str, **args: object) -> str:
        """A word of the catalogue."""
        return text(f"packet-{code}", self.lang, **args)

    def sets(self, lectures: Iterable[Given]) -> list[MadeSet]:
        """The files of some lectures."""
        return [made for one in lectures for made in self._by_lecture[one.lecture.number]]

    def packing(self, lecturer: Lecturer, lectures: Sequence[Given], capacity: int) -> SheetView:
        """What one lecturer gets: every lecture, with boxes to tick."""
        made = self.sets(lectures)
        total = sheets(made)
        # Two lines a lecture: when, and where with whom; so that no place is cut in pieces.
        rows = [(one.lecture.number, f"{one.lecture.date.isoformat()}\n{words.hours(one.lecture)}",
                 "\n".join(filter(None, (words.place(one.lecture), self._contact(one)))),
                 one.topic.name, str(one.lecture.copies), "", self._code(one))
                for one in lectures]
        return SheetView(
            "packing", self.say("packing"), f"{lecturer.number}　{lecturer.name}",
            (self._fact("unit", lecturer.unit), self._fact("post", lecturer.post),
             self._fact("lectures", self.say("lectures-value", count=len(lectures))),
             self._fact("copies", self.say("copies-value", count=_copies(lectures))),
             self._fact("sheets", self.say("sheets-value", count=total)),
             self._fact("boxes", self.say("boxes-value", count=len(boxes(total, capacity))))),
            (), (self._table(("number", "time", "place", "topic", "copies", "packed", "code"),
                             ("short", "short", "text", "text", "number", "tick",
                              "short"), rows, {"number": self.say("total"),
                                               "copies": str(_copies(lectures))}),),
            (), (self.say("packing-note"), self.say("private-note")),
            (self.say("packed-by"), self.say("received-by"), self.say("date-line")))

    def days(self, lectures: Sequence[Given]) -> tuple[SheetView, ...]:
        """What goes out on each day."""
        by_day: defaultdict[object, list[Given]] = defaultdict(list)
        for one in lectures:
            by_day[one.lecture.date].append(one)
        return tuple(self._day(group) for group in by_day.values())

    def _day(self, group: Sequence[Given]) -> SheetView:
        made = self.sets(group)
        rows = [(words.hours(one.lecture), one.lecture.number, one.lecturer.name,
                 words.place(one.lecture), one.topic.name, str(one.lecture.copies),
                 str(sheets(self._by_lecture[one.lecture.number])), "") for one in group]
        return SheetView(
            "day", self.say("days"), words.day(group[0].lecture.date, self.lang),
            (self._fact("lectures", self.say("lectures-value", count=len(group))),
             self._fact("copies", self.say("copies-value", count=_copies(group)))),
            (), (self._table(("time", "number", "lecturer", "place", "topic", "copies", "sheets",
                              "handed"),
                             ("short", "short", "short", "text", "text", "number",
                              "number", "tick"), rows,
                             {"time": self.say("total"), "copies": str(_copies(group)),
                              "sheets": str(sheets(made))}),),
            (), (), (self.say("handed-by"), self.say("date-line")))

    def order(self, lectures: Sequence[Given], paper: str, capacity: int) -> SheetView:
        """The print order: totals by item, then every lecture."""
        made = self.sets(lectures)
        every = [line for one in made for line in lines(one)]
        items = list(dict.fromkeys(line.item for line in every))
        by_item = [[line for line in every if line.item == item] for item in items]
        totals = [(self.say(f"item-{item}"), str(sum(x.copies for x in ones)),
                   str(sum(x.total for x in ones)), paper,
                   self._sides(ones[0]), self._held(ones)) for item, ones in zip(
                       items, by_item, strict=True)]
        people = self._people(lectures)
        total = sheets(made)
        return SheetView(
            "order", self.say("order"), "",
            (self._fact("lectures", self.say("lectures-value", count=len(lectures))),
             self._fact("copies", self.say("copies-value", count=_copies(lectures))),
             self._fact("sheets", self.say("sheets-value", count=total)),
             self._fact("paper", paper),
             self._fact("reams", self.say("reams-value", count=-(-total // 500))),
             self._fact("files", self.say("files-value", count=len(made)))),
            (self.say("order-lead"),),
            (self._table(("item", "copies", "sheets", "paper", "sides", "held"),
                         ("text", "number", "number", "short", "short", "short"), totals,
                         {"item": self.say("total"), "sheets": str(total)},
                         self.say("order-by-item")),
             *people),
            (), (self.say("order-note"), self.say("box-note", sheets=capacity)),
            (self.say("ordered-by"), self.say("printed-by"), self.say("date-line")))

    def _people(self, lectures: Sequence[Given]) -> tuple[TableView, ...]:
        """Totals of the lecturers, then for each the files of his lectures: packets are made up
        lecturer by lecturer, and short tables are ticked off without losing the place."""
        groups = [ones for _, ones in sorted(by_lecturer(lectures).items())]
        rows = [(ones[0].lecturer.number, ones[0].lecturer.name, str(len(ones)),
                 str(_copies(ones)), str(sheets(self.sets(ones)))) for ones in groups]
        whole = self._table(
            ("person", "lecturer", "lectures", "copies", "sheets"),
            ("short", "text", "number", "number", "number"), rows,
            {"person": self.say("total"), "lectures": str(len(lectures)),
             "copies": str(_copies(lectures)), "sheets": str(sheets(self.sets(lectures)))},
            self.say("order-by-lecturer"))
        return whole, *(self._packets(ones) for ones in groups)

    def _packets(self, ones: Sequence[Given]) -> TableView:
        rows = [(one.lecture.number, _name(made.path),
                 self.say("each", pages=made.pages, copies=made.copies),
                 self._sides(lines(made)[0]), str(sheets([made])), "") for one in ones
                for made in self._by_lecture[one.lecture.number]]
        return self._table(
            ("number", "file", "print", "sides", "sheets", "done"),
            ("short", "text", "short", "short", "number", "tick"), rows,
            {"number": self.say("total"), "sheets": str(sheets(self.sets(ones)))},
            f"{ones[0].lecturer.number}　{ones[0].lecturer.name}")

    def order_rows(self, lectures: Sequence[Given], paper: str) -> list[list[str | int]]:
        """The print order as a table: one row for each sheaf of each file."""
        names = {one.lecture.number: one for one in lectures}
        return [[line.lecture, names[line.lecture].lecturer.name, line.path,
                 self.say(f"item-{line.item}"), line.first, line.last, line.copies, line.sheets,
                 line.total, paper, self._sides(line), self.say(f"held-{line.held}"), line.code]
                for made in self.sets(lectures) for line in lines(made)]

    def order_head(self) -> list[str]:
        """The header of that table."""
        return [self.say(f"col-{name}") for name in (
            "number", "lecturer", "file", "item", "first", "last", "copies", "sheets-each",
            "sheets", "paper", "sides", "held", "code")]

    def labels(self, lectures: Sequence[Given], capacity: int) -> tuple[Mapping[str, str], ...]:
        """What one label for each box says, by the names of fields; each lecture has boxes of its
        own."""
        return tuple(
            {**one.values, "code": self._code(one),
             "copies": self.say("box-content", copies=one.lecture.copies, sheets=amount),
             "box": self.say("box-number", number=number, count=len(amounts))}
            for one in lectures
            for amounts in (boxes(sheets(self._by_lecture[one.lecture.number]), capacity),)
            for number, amount in enumerate(amounts, 1))

    def box(self, said: Mapping[str, str]) -> BoxView:
        """A label as its template sees it."""
        return BoxView(said["lecturer"],
                       tuple(FactView(self.say(f"col-{name}"), said[name])
                             for name in BOX_LINES),
                       said["box"], said["code"])

    def schedule(self, lecturer: Lecturer, lectures: Sequence[Given]) -> SheetView:
        """The head of the phone edition."""
        rows = tuple((words.day(one.lecture.date, self.lang), one.topic.name,
                      words.place(one.lecture),
                      "　".join(filter(None, (one.lecture.audience, self._contact(one)))),
                      words.hours(one.lecture)) for one in lectures)
        return SheetView(
            "packing", self.say("schedule"),
            f"{lecturer.name}　{self.say('lectures-value', count=len(lectures))}",
            (), (), (TableView("", ("",) * 5, ("text",) * 5, rows, ()),), (),
            (self.say("private-note"),), ())

    def _contact(self, one: Given) -> str:
        phone = one.lecture.phone if self._whole else masked(one.lecture.phone)
        return "　".join(filter(None, (one.lecture.contact, phone)))

    def _code(self, one: Given) -> str:
        return next((made.code for made in self._by_lecture[one.lecture.number]
                     if made.kind == "speaker"), "")

    def _sides(self, line: Line) -> str:
        return self.say("duplex" if line.duplex else "simplex")

    def _held(self, ones: Sequence[Line]) -> str:
        kinds = [kind for kind in dict.fromkeys(line.held for line in ones) if kind != "none"]
        return self.say(f"held-{kinds[0] if kinds else 'none'}")

    def _fact(self, name: str, value: str) -> FactView:
        return FactView(self.say(f"col-{name}"), value)

    def _table(self, columns: Sequence[str], kinds: Sequence[str],
               rows: Sequence[Sequence[str]], totals: Mapping[str, str],
               title: str = "") -> TableView:
        return TableView(
            title, tuple(self.say(f"col-{name}") for name in columns), tuple(kinds),
            tuple(map(tuple, rows)),
            tuple(totals.get(name, "") for name in columns) if totals else ())


def _copies(lectures: Iterable[Given]) -> int:
    return sum(one.lecture.copies for one in lectures)


def _name(path: str) -> str:
    return path.rsplit("/", 1)[-1]
