"""Change notices, lists of what is void and of what is printed again, the errata slip."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from press.layout.form_context import FactView, SheetView, TableView
from press.messages import Lang, text
from press.packets import words
from press.packets.delta import Delta, Sheets
from press.roster.changes import Change
from press.roster.records import Lecture, Lecturer, Roster


class Notices:
    """In one language, between two rosters."""

    def __init__(self, lang: Lang, found: Delta, before: Roster, after: Roster,
                 last: str) -> None:
        self.lang, self._delta, self._last = lang, found, last
        self._people: Mapping[str, Lecturer] = {
            one.number: one for roster in (before, after) for one in roster.lecturers}
        self._topics = {one.number: one.topic for one in after.lectures}

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
            tuple(self._sheets("again", self._delta.again, named=True)), (), (),
            (self.say("printed-by"), self.say("date-line")))

    def errata(self) -> SheetView | None:
        """Which pages of texts were replaced; None where no text has changed but what is filled
        in for a lecture, which its notice tells."""
        moved = {change.number for change in self._delta.changes}
        pages: dict[tuple[str, str, tuple[int, ...]], list[str]] = {}
        for one in self._delta.again:
            if one.item in ("handout", "speaker") and one.lecture not in moved and any(
                    v.lecture == one.lecture and v.item == one.item for v in self._delta.void):
                pages.setdefault((self._topics[one.lecture], one.item, self._own_pages(one)),
                                 []).append(one.lecture)
        if not pages:
            return None
        rows = tuple((topic, self.say(f"item-{item}"), _pages(numbers), "、".join(sorted(lectures)))
                     for (topic, item, numbers), lectures in sorted(pages.items()))
        return SheetView(
            "errata", self.say("errata"), "", (FactView(self.say("col-against"), self._last),),
            (self.say("errata-lead"),), (TableView(
                "", tuple(self.say(f"col-{c}") for c in ("topic", "item", "pages", "number")),
                ("text", "short", "short", "text"), rows, ()),), (), (), ())

    def _own_pages(self, one: Sheets) -> tuple[int, ...]:
        """Pages as they are numbered on the item itself: the speaker's begin after the cover."""
        start = 1 if one.item == "speaker" else 0
        return tuple(page - start for page in one.pages)

    def _changes(self, found: Sequence[Change], number: str) -> TableView:
        rows = tuple((one.number, self.say(f"change-{self._kind(one, number)}"),
                      self._lecture(one.before, number), self._lecture(one.after, number))
                     for one in found)
        return TableView(self.say("changes"), (
            self.say("col-number"), self.say("col-change"), self.say("col-before"),
            self.say("col-after")), ("short", "short", "text", "text"), rows, ())

    def _kind(self, change: Change, number: str) -> str:
        if change.kind != "given-on":
            return change.kind
        assert change.after is not None
        return "taken-over" if change.after.lecturer == number else "given-on"

    def _lecture(self, lecture: Lecture | None, number: str) -> str:
        """Of another lecturer nothing is told."""
        if lecture is None:
            return "—"
        if lecture.status == "merged":
            return self.say("merged-into", number=lecture.into)
        if lecture.status:
            return self.say("change-cancelled")
        if lecture.lecturer != number:
            return self.say("someone-else")
        return "，".join((
            f"{words.day(lecture.date, self.lang)}{words.hours(lecture)}", words.place(lecture),
            lecture.topic,
            self.say("copies-value", count=lecture.copies)))

    def _sheets(self, name: str, found: Iterable[Sheets], *, named: bool = False
                ) -> list[TableView]:
        rows = tuple((one.lecture, *((self._people[one.lecturer].name,) if named else ()),
                      self.say(f"item-{one.item}"), _pages(one.pages), str(one.copies),
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
