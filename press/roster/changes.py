"""What is different between two rosters. Rows are the same by their permanent numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from press.dataclass import dataclass, names_of
from press.roster.records import Lecture, Roster

Kind = Literal["new", "cancelled", "merged", "given-on", "moved", "changed"]
"""``given-on``: another lecturer; ``moved``: another date, time or place (and perhaps more)."""

MOVES = ("date", "start", "end", "hall", "site")


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one lecture."""

    number: str
    kind: Kind
    before: Lecture | None
    """None for a new one."""
    after: Lecture | None
    """None for one whose row is gone: it counts as cancelled."""
    what: tuple[str, ...]
    """The fields that are different."""

    @property
    def concerned(self) -> tuple[str, ...]:
        """The numbers of the lecturers who must be told: the old one first."""
        both = [one.lecturer for one in (self.before, self.after) if one is not None]
        return tuple(dict.fromkeys(both))


def changes(before: Roster, after: Roster) -> tuple[Change, ...]:
    """Every lecture that is not as it was, in the order of time; the order of rows does not
    matter, nor does a lecture count that never took place."""
    olds = {one.number: one for one in before.lectures}
    news = {one.number: one for one in after.lectures}
    found = [change for number in {**olds, **news}
             for change in _of(number, olds.get(number), news.get(number))]
    return tuple(sorted(found, key=lambda c: ((c.after or c.before or _none()).when, c.number)))


def _of(number: str, old: Lecture | None, new: Lecture | None) -> Iterator[Change]:
    was, is_now = old is not None and old.given, new is not None and new.given
    if not was and not is_now:
        return
    if not was:
        yield Change(number, "new", None, new, ())
    elif not is_now:
        kind: Kind = "merged" if new is not None and new.status == "merged" else "cancelled"
        yield Change(number, kind, old, new, ("status",))
    else:
        assert old is not None and new is not None
        what = tuple(name for name in names_of(Lecture)
                     if name != "place" and getattr(old, name) != getattr(new, name))
        if what:
            kind = ("given-on" if "lecturer" in what else
                    "moved" if set(what) & set(MOVES) else "changed")
            yield Change(number, kind, old, new, what)


def _none() -> Lecture:
    raise AssertionError("a change of nothing")
