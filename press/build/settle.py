"""Typeset the parts of a composition until page numbers and sides hold still.

Folios are written at the join, and a page reference is set with a stand-in of as many digits as
it will have: so a part is typeset anew only when such a number gains a digit, or when its first
page changes sides.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache, partial

from press.assembly.placing import Placing, place
from press.build.guess import guessed, probable_sides
from press.build.imprint import imprint_facts, with_facts
from press.build.plan import Composition
from press.build.problem_pages import on_later_page
from press.build.references import is_list, lost_references, with_stand_ins
from press.build.settled import Settled, labels_of
from press.build.typesetting import Set, typeset_parts
from press.build.values import Typeset
from press.build.waivers import waive
from press.build.workshop import Workshop
from press.values import Part, Problem, has_errors, problem

ROUNDS = 5
"""How often page references may change the pages that they stand on."""
LOOKS = 8
"""How often it is asked whether the lists of a book can be set already."""
DOUBT = 0.15
"""By what share the text that is not typeset yet may turn out longer or shorter than guessed."""


def settle(composition: Composition, shop: Workshop, *, early: bool = False) -> Settled:
    """Every part with its pages, each on its side, with room for its page numbers.

    First all parts are set with as many digits a reference as it will probably have, long lists of
    pages when that is sure; then those that turn out otherwise again. ``early``: once the pages
    stand, though they may not all have been compared with their manuscripts (see
    ``Settled.rest``).
    """
    parts = composition.parts
    anew: set[int] = set()
    open_: dict[int, Callable[[], Typeset]] = {}
    dropped: list[Callable[[], Typeset]] = []
    typeset = partial(typeset_parts, open_=open_) if early else typeset_parts
    first = _First(composition)
    wanted = first.others()
    # A cluster may have more workers than are known of: none of them is kept waiting.
    near = shop.checkers is not None
    done = typeset(wanted, composition, shop, anew,
                   more=first.sooner if first.lists and near else None)
    wanted |= first.given
    if left := [i for i in first.lists if i not in done]:
        now = first.as_known(left, done)
        done |= typeset(now, composition, shop, anew)
        wanted |= now
    wanted, done = {i: wanted[i] for i in sorted(wanted)}, {i: done[i] for i in sorted(done)}
    placing = _place(parts, done)
    problems: tuple[Problem, ...] = ()
    for _ in range(ROUNDS):
        if has_errors(_found(done, shop)):
            break
        found = labels_of([done[i].pages for i in wanted], placing)
        problems = tuple(p for part in parts
                         for p in lost_references(part, found, links=True))
        if problems:
            break
        facts = imprint_facts(composition.imprint, [
            (part, done[i].pages.count) for i, part in enumerate(parts)])
        now = {
            i: (with_facts(with_stand_ins(part, found), facts), placing.side(i))
            for i, part in enumerate(parts)}
        changed = {i: now[i] for i in now if wanted[i] != now[i]}
        if not changed:
            break
        dropped += [open_.pop(i) for i in changed if i in open_]
        done |= typeset(changed, composition, shop, anew)
        wanted |= changed
        placing = _place(parts, done)
    else:
        problems = (problem("references-unstable", title=composition.title),)

    def settled(rest: Callable[[], Settled] | None = None) -> Settled:
        return Settled(tuple(part for part, _ in wanted.values()),
                       tuple(done[i].pages for i in wanted), placing,
                       problems + _placed(done, placing, shop),
                       frozenset(anew), tuple(done[i].printed for i in wanted), rest)

    @cache
    def whole() -> Settled:
        for compared in dropped:
            compared()  # so it is kept: the next build will ask for that form again, first
        done.update((i, compared()) for i, compared in open_.items())
        return settled()

    return settled(whole) if open_ or dropped else whole()


class _First:
    """How the parts of a composition are set for the first time."""

    def __init__(self, composition: Composition) -> None:
        self._parts, self._capacity = composition.parts, composition.capacity
        self.lists = [i for i, part in enumerate(self._parts) if is_list(part)]
        """Of a long list some numbers would be wrong in nearly every book: it is set when they
        are known, or will have no other width."""
        self.given: dict[int, Set] = {}
        """Those that were set before all others were done."""
        self._enough = 0

    def others(self) -> dict[int, Set]:
        """All but the lists, before anything is typeset."""
        labels, _ = guessed(self._parts, self._capacity)
        return {i: (with_stand_ins(part, labels), side) for i, (part, side) in enumerate(
            zip(self._parts, probable_sides(self._parts), strict=True)) if i not in self.lists}

    def as_known(self, chosen: Collection[int], done: Mapping[int, Typeset],
                 scale: float = 1.0) -> dict[int, Set]:
        """Some parts when others are ``done``; ``scale``: see ``guessed``."""
        labels, placing = guessed(self._parts, self._capacity, {
            i: one.pages for i, one in done.items() if one.pages.count}, scale)
        return {i: (with_stand_ins(self._parts[i], labels), placing.side(i)) for i in chosen}

    def sooner(self, done: Mapping[int, Typeset]) -> dict[int, Set]:
        """The lists that will not change, be the parts that are not done longer or shorter than
        is probable: a contents. An index, whose pages stand in its text, is none. Looks now and
        then, for it takes a moment."""
        if len(done) < self._enough:
            return {}
        self._enough = len(done) + len(self._parts) // LOOKS
        if len(done) + len(self.lists) == len(self._parts):
            return {}
        some, more = (self.as_known(self.lists, done, scale) for scale in (1 - DOUBT, 1 + DOUBT))
        self.given = {i: some[i] for i in self.lists if some[i] == more[i]}
        return self.given


def settle_apart(composition: Composition, shop: Workshop, *, tree: bool = True) -> Settled:
    """Parts of which each is a document of its own, or a list that begins on a sheet of its own:
    every one is set once, from a recto, and refers to no other; without a ``tree`` of tags where
    all that is made of them is printed."""
    parts = composition.parts
    anew: set[int] = set()
    done = typeset_parts({i: (part, "recto") for i, part in enumerate(parts)}, composition, shop,
                         anew, tree=tree)
    problems = _found(done, shop)
    if not has_errors(problems):
        problems += tuple(p for i, part in enumerate(parts) for p in lost_references(
            part, labels_of([done[i].pages], _place([part], done)), links=True))
    return Settled(parts, tuple(done[i].pages for i in range(len(parts))),
                   _place(parts, done), problems, frozenset(anew))


def _found(done: Mapping[int, Typeset], shop: Workshop) -> tuple[Problem, ...]:
    return waive([p for one in done.values() for p in one.problems], shop.waivers)


def _placed(done: Mapping[int, Typeset], placing: Placing, shop: Workshop) -> tuple[Problem, ...]:
    """The same, with the pages of the composition and not those of the parts."""
    return tuple(on_later_page(found, placing.firsts[i]) for i, one in done.items()
                 for found in waive(one.problems, shop.waivers))


def _place(parts: Sequence[Part], done: Mapping[int, Typeset]) -> Placing:
    return place([(part, done[i].pages.count) for i, part in enumerate(parts)])
