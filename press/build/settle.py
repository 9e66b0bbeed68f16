"""Typeset the parts of a composition until page numbers and sides hold still.

Folios are written at the join, and a page reference is set with a stand-in of as many digits as
it will have: so a part is typeset anew only when such a number gains a digit, or when its first
page changes sides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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


def settle(composition: Composition, shop: Workshop, *, early: bool = False) -> Settled:
    """Every part with its pages, each on its side, with room for its page numbers.

    First all parts are set with as many digits a reference as it will probably have, long lists of
    pages after all others; then those that turn out otherwise again. ``early``: once the pages
    stand, though they may not all have been compared with their manuscripts (see
    ``Settled.rest``).
    """
    parts, sides = composition.parts, probable_sides(composition.parts)
    anew: set[int] = set()
    open_: dict[int, Callable[[], Typeset]] = {}
    typeset = partial(typeset_parts, open_=open_) if early else typeset_parts
    wanted: dict[int, Set] = {}
    done: dict[int, Typeset] = {}
    lists = {i for i, part in enumerate(parts) if is_list(part)}
    for later in (False, True) if lists else (False,):
        labels, placing = guessed(parts, composition.capacity, {
            i: one.pages for i, one in done.items() if one.pages.count})
        now = {i: (with_stand_ins(part, labels), placing.side(i) if later else sides[i])
               for i, part in enumerate(parts) if (i in lists) is later}
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
        for i in changed:
            open_.pop(i, None)
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
        done.update((i, compared()) for i, compared in open_.items())
        return settled()

    return settled(whole) if open_ else whole()


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
