"""Change notices, lists of what is void and of what is printed again, the errata slip."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from press.layout.form_context import FactView, SheetView, TableView
from press.messages import Lang, text
from press.packets import words
from press.packets.delta import Delta, Sheets
from press.roster.changes import Change
from press.roster.records import Lecture, Lecturer, Roster

_DETAILS = {"audience": "audience", "host": "host", "contact": "contact",
            "phone": "contact-phone", "remarks": "remarks"}
"""Fields of a lecture that a notice tells only where they have changed, and as what."""


class Notices:
    """In one language, between two rosters. ``topics``: what a roster calls a topic → its title."""

    def __init__(self, lang: Lang, found: Delta, before: Roster, after: Roster,
                 last: str, topics: Mapping[str, str]) -> None:
        self.lang, self._delta, self._last, self._titles = lang, found, last, topics
        self._people: Mapping[str, Lecturer] = {
            one.number: one for roster in (before, after) for one in roster.lecturers}
        self._topics = {one.number: self._title(one) for one in after.lectures}
        self._given = {one.number for one in after.given}

    def say(self, code: str, **args: object) -> str:
        """A word of the catalogue."""
        return text(f"packet-{code}", self.lang, **args)

    def person(self, number: str) -> Lecturer:
        """A lecturer of either roster."""
        return self._people[number]

    def notice(self, number: str) -> SheetView:
        """What one lecturer must know: his changes, what he gets, what he throws away."""
        own = [c for c in self._delta.changes if number in c.concerned]
        tables = [self._changes(own, number)] if own else []
        tables += self._sheets("again", [s for s in self._delta.again if s.lecturer == number])
        tables += self._sheets("void", [s for s in self._delta.void if s.lecturer == number])
        person = self.person(number)
        return SheetView(
            "notice", self.say("notice"), f"{number}　{person.name}",
            (FactView(self.say("col-against"), self._last),), (self.say("notice-lead"),),
            tuple(tables), (), (self.say("private-note"),),
            (self.say("issued-by"), self.say("received-by"), self.say("date-line")))

    def void(self) -> SheetView:
        """All that is printed and void."""
        return SheetView(
            "void", self.say("void"), "", (FactView(self.say("col-against"), self._last),),
            (self.say("void-lead"),), tuple(self._sheets("void", self._delta.void, named=True)),
            (), (), (self.say("collected-by"), self.say("date-line")))

    def reprint(self) -> SheetView:
        """The print order of what is printed again."""
        return SheetView(
            "order", self.say("reprint"), "",
            (FactView(self.say("col-against"), self._last),
             FactView(self.say("col-sheets"), self.say(
                 "sheets-value", count=sum(s.total for s in self._delta.again)))),
            (self.say("reprint-lead"),),
            tuple(self._sheets("again", self._delta.again, named=True, in_file=True)), (), (),
            (self.say("printed-by"), self.say("date-line")))

    def errata(self) -> SheetView | None:
        """Which pages of texts were replaced; None where no text has changed but what is filled
        in for a lecture, which its notice tells."""
        moved = {change.number for change in self._delta.changes}
        pages: dict[tuple[str, str, tuple[int, ...]], set[str]] = {}
        for one in self._delta.again:
            if one.item in ("handout", "speaker") and one.lecture not in moved and any(
                    v.lecture == one.lecture and v.item == one.item for v in self._delta.void):
                pages.setdefault((self._topics[one.lecture], one.item, one.own_pages),
                                 set()).add(one.lecture)
        if not pages:
            return None
        rows = tuple((topic, self.say(f"item-{item}"), _pages(numbers),
                      self._which(topic, lectures, moved))
                     for (topic, item, numbers), lectures in sorted(pages.items()))
        return SheetView(
            "errata", self.say("errata"), "", (FactView(self.say("col-against"), self._last),),
            (self.say("errata-lead"),), (TableView(
                "", tuple(self.say(f"col-{c}") for c in ("topic", "item", "pages", "number")),
                ("text", "short", "short", "text"), rows, ()),), (), (), ())

    def _which(self, topic: str, lectures: set[str], moved: set[str]) -> str:
        """Numbers of lectures; in two words where they are all of the topic."""
        every = {n for n, name in self._topics.items() if name == topic and n in self._given}
        if len(lectures) > 1 and every <= lectures | moved:
            return self.say("errata-all", count=len(lectures))
        return "、".join(sorted(lectures))

    def _title(self, lecture: Lecture) -> str:
        return self._titles.get(lecture.topic, lecture.topic)

    def _changes(self, found: Sequence[Change], number: str) -> TableView:
        rows = tuple((one.number, self.say(f"change-{self._kind(one, number)}"),
                      self._lecture(one.before, number, one.what),
                      self._lecture(one.after, number, one.what))
                     for one in found)
        return TableView(self.say("changes"), (
            self.say("col-number"), self.say("col-change"), self.say("col-before"),
            self.say("col-after")), ("short", "short", "text", "text"), rows, (),
            (9, 13, 39, 39))

    def _kind(self, change: Change, number: str) -> str:
        if change.kind != "given-on":
            return change.kind
        assert change.after is not None
        return "taken-over" if change.after.lecturer == number else "given-on"

    def _lecture(self, lecture: Lecture | None, number: str, what: Sequence[str]) -> str:
        """A line for each thing, so that both columns are compared line by line; what is seldom
        of interest only where it is different. Of another lecturer nothing is told."""
        if lecture is None:
            return "—"
        if lecture.status == "merged":
            return self.say("merged-into", number=lecture.into)
        if lecture.status:
            return self.say("change-cancelled")
        if lecture.lecturer != number:
            return self.say("someone-else")
        said = words.values(lecture, self._people[lecture.lecturer], self._title(lecture),
                            self.lang)
        return "\n".join((
            said["when"], said["place"], said["topic"],
            self.say("copies-value", count=lecture.copies),
            *(self.say("detail", name=self.say(f"col-{name}"), value=said[field] or "—")
              for name, field in _DETAILS.items() if name in what)))

    def _sheets(self, name: str, found: Iterable[Sheets], *, named: bool = False,
                in_file: bool = False) -> list[TableView]:
        """``in_file``: with the pages of the file, for who prints it; else as the item counts."""
        rows = tuple((one.lecture, *((self._people[one.lecturer].name,) if named else ()),
                      self.say(f"item-{one.item}"),
                      _pages(one.pages if in_file else one.own_pages), str(one.copies),
                      str(one.total), one.code)
                     for one in sorted(found, key=lambda one: (one.lecturer, one.lecture)))
        if not rows:
            return []
        columns = ("number", *(("lecturer",) if named else ()), "item", "pages", "copies",
                   "sheets", "code")
        kinds = ("short", *(("short",) if named else ()), "text", "short", "number", "number",
                 "short")
        total = str(sum(int(row[-2]) for row in rows))
        return [TableView(self.say(f"table-{name}"),
                          tuple(self.say(f"col-{c}") for c in columns), kinds, rows,
                          tuple(self.say("total") if c == "number" else total if c == "sheets"
                                else "" for c in columns))]


def _pages(numbers: Sequence[int]) -> str:
    """``1、3–5``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(str(r[0]) if len(r) == 1 else f"{r[0]}–{r[-1]}" for r in runs)
