"""核红: whether corrections that were marked on a proof have been carried out in the next one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from press.dataclass import dataclass
from press.galley.difference import Change, Mapping, changes
from press.galley.lines import Text
from press.values import Place

Verdict = Literal["done", "open", "doubtful", "kept"]
"""已改, 未改, 存疑, 不改."""

_AROUND = 6
"""Letters on both sides that are looked at with a correction."""
_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction as it was marked."""

    place: Place
    """Where it is written down."""
    document: str
    """Label of the document; empty for the one that there is."""
    page: int
    """Of the proof that it was marked on, from 1."""
    line: int
    wrong: str
    """What stands there, as it is compared; empty where nothing is taken away."""
    right: str
    """What shall stand there; empty where it is to be taken away."""
    who: str = ""
    kept: bool = False
    """It was decided to leave it as it is (不改)."""
    seen: bool = False
    """Somebody has looked at it, and found it done (已核)."""
    written: tuple[str, str] = ("", "")
    """Wrong and right as they were written down."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of a correction."""

    correction: Correction
    verdict: Verdict
    found: str = ""
    """What stands there now."""
    page: int | None = None
    """Of the new proof."""
    line: int | None = None
    misplaced: bool = False
    """Whether the words do not stand on that line of the old proof."""


def check(corrections: Sequence[Correction], old: Text, new: Text,
          known: Sequence[Change] | None = None) -> tuple[Checked, ...]:
    """Every correction, in their order; all of one document."""
    found = changes(old.letters, new.letters) if known is None else tuple(known)
    mapping = Mapping(tuple(found))
    return tuple(_check(one, old, new, mapping) for one in corrections)


def spot(correction: Correction, old: Text) -> tuple[int, ...]:
    """Where in the old text its wrong words begin: on its line, or where they end on it; of several
    on one line all. Without words the beginning of the line."""
    index = old.index(correction.page, correction.line)
    if index is None:
        return ()
    start, end = old.span(index)
    if not correction.wrong:
        return (start,)
    size = len(correction.wrong)
    places: list[int] = []
    at = old.letters.find(correction.wrong, max(0, start - size + 1))
    while 0 <= at < end:
        places.append(at)
        at = old.letters.find(correction.wrong, at + 1)
    # What begins on the line itself is meant before what only ends on it.
    return tuple(sorted(places, key=lambda place: (place < start, place)))


def _check(one: Correction, old: Text, new: Text, mapping: Mapping) -> Checked:
    places = spot(one, old)
    if not places:
        told: Verdict = "kept" if one.kept else "done" if one.seen else "doubtful"
        return Checked(one, told, misplaced=True)
    verdicts = [_judged(one, place, old, new, mapping) for place in places]
    # Of several equal words on a line one was meant: it is done if one of them is.
    best = min(verdicts, key=lambda v: ("done", "doubtful", "open", "kept").index(v.verdict))
    return verdicts[0] if verdicts[0].verdict == best.verdict else best


def _judged(one: Correction, at: int, old: Text, new: Text, mapping: Mapping) -> Checked:
    # What is only put in may stand anywhere on its line.
    end = at + len(one.wrong) if one.wrong else old.span(old.at(at))[1]
    before, begin = _step_back(at, mapping)
    after, finish = _step_on(end, len(old.letters), len(new.letters), mapping)
    now = new.letters[begin:finish]
    was = old.letters[before:after]
    wanted = old.letters[before:at] + one.right + old.letters[end:after]
    lead = at - before
    shown_from = max(0, lead - _AROUND)
    shown = now[shown_from:shown_from + _SHOWN].lstrip("，。、；：？！）》”’")
    index = new.at(min(begin + lead, max(finish - 1, 0))) if new.starts else None
    page, line = new.places[index] if index is not None else (None, None)
    if one.kept or one.seen:
        verdict: Verdict = "kept" if one.kept else "done"
    elif not one.wrong:
        # What is to be inserted, or an instruction in words: done if it stands there.
        verdict = "done" if one.right in now and one.right not in was else "doubtful"
    elif now == wanted:
        verdict = "done"
    elif now == was:
        verdict = "open"
    else:
        verdict = _otherwise(one, was, now)
    return Checked(one, verdict, shown, page, line)


def _otherwise(one: Correction, was: str, now: str) -> Verdict:
    """Where more has changed around it: by the words alone."""
    if len(now) > 4 * len(was) + 40:
        return "doubtful"
    wrong, right = was.count(one.wrong), now.count(one.wrong)
    if one.right and one.wrong in one.right:  # something was put in
        return "done" if now.count(one.right) > was.count(one.right) else (
            "open" if right >= wrong else "doubtful")
    if right >= wrong:
        return "open"
    if not one.right:
        return "doubtful"  # gone, but so may be more
    return "done" if one.right in now else "doubtful"


def _step_back(at: int, mapping: Mapping) -> tuple[int, int]:
    """A place before ``at`` that both texts have: old and new offset."""
    place = max(0, at - _AROUND)
    while place > 0:
        there = mapping.forward(place)
        if there is not None and mapping.forward(place - 1) == there - 1:
            return place, there
        place -= 1
    return 0, 0


def _step_on(end: int, length: int, new_length: int, mapping: Mapping) -> tuple[int, int]:
    """A place behind ``end`` that both have."""
    place = min(length, end + _AROUND)
    while place < length:
        there = mapping.forward(place)
        if there is not None and place > 0 and mapping.forward(place - 1) == there - 1:
            return place, there
        place += 1
    return length, new_length
