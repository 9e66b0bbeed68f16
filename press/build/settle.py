"""Typeset the parts of a composition until page numbers and sides hold still.

Folios are written at the join, and a page reference is set with a stand-in of as many digits as
it will have: so a part is typeset anew only when such a number gains a digit, or when its first
page changes sides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from press.assembly.placing import Placing, place
from press.build.cache import Cache
from press.build.codec import typeset_from_bytes, typeset_to_bytes
from press.build.digests import digest, part_digest, program
from press.build.plan import Composition
from press.build.pool import run_tasks
from press.build.values import Task, Typeset
from press.typeset.faces import Library
from press.values import Pages, Part, Problem, Side, problem

ROUNDS = 5
"""How often page references may change the pages that they stand on."""

_LATE = re.compile(r'(data-late="page:([^"]+)">)[^<]*(<)')
_GUESS = 4
"""Pages of a part that was not typeset yet."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A composition, typeset."""

    parts: tuple[Part, ...]
    pages: tuple[Pages, ...]
    placing: Placing
    problems: tuple[Problem, ...]

    @property
    def labels(self) -> dict[str, str]:
        """Anchor → label of the page that it is on."""
        return _labels(self.pages, self.placing)


@dataclass(frozen=True, slots=True)
class Workshop:
    """What typesetting needs beside the parts."""

    library: Library
    cache: Cache
    jobs: int
    progress: Callable[[str, int, int], None]
    """Told the title of what is being set, how many parts are done, and of how many."""


def settle(composition: Composition, shop: Workshop) -> Settled:
    """Every part with its pages, each on its side, with room for its page numbers."""
    parts = composition.parts
    refers = [bool(_LATE.search(part.html)) for part in parts]
    sides: list[Side] = ["verso" if p.first_page == "verso" else "recto" for p in parts]
    done: dict[int, Typeset] = _set(
        {i: parts[i] for i in range(len(parts)) if not refers[i]}, sides, composition, shop)
    labels: Mapping[str, str] = {}
    placing = _place(parts, done)
    wanted: dict[int, tuple[Part, Side]] = {i: (parts[i], sides[i]) for i in done}
    for _ in range(ROUNDS):
        labels = _labels([done[i].pages if i in done else _unset(parts[i])
                          for i in range(len(parts))], placing)
        now = {i: (with_stand_ins(part, labels), placing.side(i))
               for i, part in enumerate(parts)}
        changed = {i: now[i] for i in now if wanted.get(i) != now[i]}
        if not changed:
            break
        for i, (_part, side) in changed.items():
            sides[i] = side
        done |= _set({i: part for i, (part, _) in changed.items()}, sides, composition, shop)
        wanted |= changed
        placing = _place(parts, done)
    else:
        return _settled(parts, wanted, done, placing,
                        (problem("references-unstable", title=composition.title),))
    return _settled(parts, wanted, done, placing, ())


def with_stand_ins(part: Part, labels: Mapping[str, str]) -> Part:
    """``part`` with a stand-in as wide as the number for every page reference."""
    def stand_in(match: re.Match[str]) -> str:
        label = labels.get(match[2], "00")
        return match[1] + ("0" * len(label) if label.isdigit() else label) + match[3]

    html = _LATE.sub(stand_in, part.html)
    return part if html == part.html else replace(part, html=html)


def _place(parts: Sequence[Part], done: Mapping[int, Typeset]) -> Placing:
    return place([(part, done[i].pages.count if i in done else _GUESS)
                  for i, part in enumerate(parts)])


def _labels(pages: Sequence[Pages], placing: Placing) -> dict[str, str]:
    labels: dict[str, str] = {}
    for one, first in zip(pages, placing.firsts, strict=True):
        for anchor in one.anchors:
            labels.setdefault(anchor.name, placing.leaves[first + anchor.page].label)
    return labels


def _unset(part: Part) -> Pages:
    """Stands for a part that waits for its page references: its outline says its anchors."""
    from press.values import Anchor

    anchors = tuple(Anchor(entry.anchor, 0, 0, 0) for entry in part.outline)
    return Pages(part.key, b"", _GUESS, (0, 0), 0, anchors, (), ())


def _settled(parts: Sequence[Part], wanted: Mapping[int, tuple[Part, Side]],
             done: Mapping[int, Typeset], placing: Placing,
             problems: tuple[Problem, ...]) -> Settled:
    order = range(len(parts))
    for i in order:
        problems += done[i].problems
    return Settled(tuple(wanted[i][0] for i in order), tuple(done[i].pages for i in order),
                   placing, problems)


def _set(parts: Mapping[int, Part], sides: Sequence[Side], composition: Composition,
         shop: Workshop) -> dict[int, Typeset]:
    """Typeset some parts, those that the cache does not have."""
    sources = dict(composition.sources)
    done: dict[int, Typeset] = {}
    keys, tasks, indices = [], [], []
    for i, part in parts.items():
        source = sources.get(part.key)
        key = digest("part", part_digest(part), sides[i], source, composition.audience,
                     shop.library.digest, program())
        known = shop.cache.get("parts", key)
        if known is not None:
            done[i] = typeset_from_bytes(known)
            continue
        keys.append(key)
        indices.append(i)
        tasks.append(Task(part, sides[i], str(shop.library.fontconfig), composition.audience,
                          source))
    count = 0
    if tasks:
        shop.progress(composition.title, 0, len(tasks))

    def finished(number: int, result: Typeset) -> None:
        nonlocal count
        count += 1
        done[indices[number]] = result
        if result.pages.count:
            shop.cache.put("parts", keys[number], typeset_to_bytes(result))
        shop.progress(composition.title, count, len(tasks))

    run_tasks(tasks, shop.jobs, finished)
    return done
