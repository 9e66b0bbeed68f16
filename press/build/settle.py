"""Typeset the parts of a composition until page numbers and sides hold still.

Folios are written at the join, and a page reference is set with a stand-in of as many digits as
it will have: so a part is typeset anew only when such a number gains a digit, or when its first
page changes sides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from press.assembly.placing import Placing, document_anchors, place
from press.build.cache import Cache, Pieces
from press.build.digests import digest, part_digest, program, source_digest
from press.build.guess import guessed_labels, probable_sides
from press.build.imprint import imprint_facts, with_facts
from press.build.kept_parts import keep, known
from press.build.plan import Composition, Document
from press.build.pool import Workers, processes, run_tasks
from press.build.problem_pages import on_later_page
from press.build.references import lost_references, with_stand_ins
from press.build.values import Task, Typeset
from press.build.waivers import Waivers, waive
from press.typeset.faces import Library
from press.values import Asset, Pages, Part, Problem, Side, Store, problem

ROUNDS = 5
"""How often page references may change the pages that they stand on."""

Set = tuple[Part, Side]
"""A part as it is typeset: with stand-ins, its first page on that side."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A composition, typeset."""

    parts: tuple[Part, ...]
    pages: tuple[Pages, ...]
    placing: Placing
    problems: tuple[Problem, ...]
    anew: frozenset[int] = frozenset()
    """Parts that were typeset now; the others came from the cache."""
    printed: tuple[bytes, ...] = ()
    """What the pages of each part show: see ``preflight.printed``."""

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
    workers: Workers = processes
    """Where parts are typeset if there are many: any executor of ``concurrent.futures``."""
    checkers: Workers | None = None
    """Who looks at sections of finished files; None: this process alone."""
    seconds: float = 120
    """For one part; a hundred times what a long story takes."""
    waivers: Waivers = ()
    """Problems that the book accepts."""
    shown: Callable[[Document, Settled, Workshop], None] | None = None
    """Told of each document when its pages stand, before it is joined and checked; with the
    workshop that made them, which has the typefaces of the book."""
    anew: bool = False
    """Whether documents are made although the cache has them, by a process that will make them
    again and is quicker then: all that they are made of is in its memory."""
    later: list[Callable[[], None]] | None = None
    """Takes what can wait until somebody has the result; None: nothing waits."""
    begun: Callable[[str, bytes], None] | None = None
    """Told the name and the bytes of a file as soon as these stand, before they are checked."""
    unread: bool = False
    """Whether the PDF of a part may stay in the cache until something needs it: who asks for that
    must be ready for ``PagesLost``."""

    def put_off(self, task: Callable[[], None]) -> None:
        """Do ``task``, at once or ``later``."""
        if self.later is None:
            task()
        else:
            self.later.append(task)


def settle(composition: Composition, shop: Workshop) -> Settled:
    """Every part with its pages, each on its side, with room for its page numbers.

    First all parts are set with as many digits a reference as it will probably have, then
    those that turn out otherwise again.
    """
    parts = composition.parts
    guessed = guessed_labels(parts, composition.capacity)
    wanted: dict[int, Set] = {
        i: (with_stand_ins(part, guessed), side)
        for i, (part, side) in enumerate(zip(parts, probable_sides(parts), strict=True))}
    anew: set[int] = set()
    done = _typeset(wanted, composition, shop, anew)
    placing = _place(parts, done)
    problems: tuple[Problem, ...] = ()
    for _ in range(ROUNDS):
        if any(p.severity == "error" for p in _found(done, shop)):
            break
        labels = _labels([done[i].pages for i in wanted], placing)
        problems = tuple(p for part in parts
                         for p in lost_references(part, labels, links=True))
        if problems:
            break
        facts = imprint_facts(composition.imprint, [
            (part, done[i].pages.count) for i, part in enumerate(parts)])
        now: dict[int, Set] = {
            i: (with_facts(with_stand_ins(part, labels), facts), placing.side(i))
            for i, part in enumerate(parts)}
        changed = {i: now[i] for i in now if wanted[i] != now[i]}
        if not changed:
            break
        done |= _typeset(changed, composition, shop, anew)
        wanted |= changed
        placing = _place(parts, done)
    else:
        problems = (problem("references-unstable", title=composition.title),)
    return Settled(tuple(part for part, _ in wanted.values()),
                   tuple(done[i].pages for i in wanted), placing,
                   problems + _placed(done, placing, shop),
                   frozenset(anew), tuple(done[i].printed for i in wanted))


def settle_apart(composition: Composition, shop: Workshop, *, tree: bool = True) -> Settled:
    """Parts of which each is a document of its own, or a list that begins on a sheet of its own:
    every one is set once, from a recto, and refers to no other; without a ``tree`` of tags where
    all that is made of them is printed."""
    parts = composition.parts
    anew: set[int] = set()
    done = _typeset({i: (part, "recto") for i, part in enumerate(parts)}, composition, shop, anew,
                    tree=tree)
    problems = _found(done, shop)
    if not any(p.severity == "error" for p in problems):
        problems += tuple(p for i, part in enumerate(parts) for p in lost_references(
            part, _labels([done[i].pages], _place([part], done)), links=True))
    return Settled(parts, tuple(done[i].pages for i in range(len(parts))),
                   _place(parts, done), problems, frozenset(anew))


def _with_data(part: Part, store: Store) -> Part:
    """``part`` with the data of all that it shows; those of pictures as they are printed, where
    ``store`` has them so."""
    if not part.assets:
        return part
    from press.manuscript.pictures import with_data
    from press.manuscript.rasters import from_kept, kept_as

    def ready(asset: Asset) -> Asset:
        key = kept_as(asset)
        kept = store.get(key) if key else None
        return with_data(asset) if kept is None else from_kept(asset, kept)

    return replace(part, assets=tuple(map(ready, part.assets)))


def _found(done: Mapping[int, Typeset], shop: Workshop) -> tuple[Problem, ...]:
    return waive([p for one in done.values() for p in one.problems], shop.waivers)


def _placed(done: Mapping[int, Typeset], placing: Placing, shop: Workshop) -> tuple[Problem, ...]:
    """The same, with the pages of the composition and not those of the parts."""
    return tuple(on_later_page(found, placing.firsts[i]) for i, one in done.items()
                 for found in waive(one.problems, shop.waivers))


def _place(parts: Sequence[Part], done: Mapping[int, Typeset]) -> Placing:
    return place([(part, done[i].pages.count) for i, part in enumerate(parts)])


def _labels(pages: Sequence[Pages], placing: Placing) -> dict[str, str]:
    return {name: placing.leaves[anchor.page].label
            for name, anchor in document_anchors(pages, placing).items()}


def _typeset(wanted: Mapping[int, Set], composition: Composition, shop: Workshop,
             anew: set[int], *, tree: bool = True) -> dict[int, Typeset]:
    """Typeset some parts, in fact only those that the cache does not have (``anew``); in their
    order."""
    sources, pieces = dict(composition.sources), Pieces(shop.cache)
    done: dict[int, Typeset] = {}
    keys: list[str] = []
    tasks: list[Task] = []
    indices: list[int] = []
    for i, (part, side) in wanted.items():
        source = sources.get(part.key)
        key = digest("part", part_digest(part), side, source and source_digest(source),
                     composition.audience, shop.library.digest, program(),
                     *(() if tree else ("no tree",)))
        before = known(shop.cache, key, unread=shop.unread)
        if before is not None:
            done[i] = before
            continue
        keys.append(key)
        indices.append(i)
        anew.add(i)
        tasks.append(Task(_with_data(part, pieces), side, str(shop.library.fontconfig),
                          composition.audience, source, shop.seconds, tree))
    count = 0
    if tasks:
        shop.progress(composition.title, 0, len(tasks))

    def finished(number: int, result: Typeset) -> None:
        nonlocal count
        count += 1
        for picture, made in result.pictures:
            pieces.put(picture, made)
        done[indices[number]] = result = replace(result, pictures=())
        if result.pages.count:  # what failed may have failed for the machine's sake
            keep(shop.cache, keys[number], result)
        shop.progress(composition.title, count, len(tasks))

    run_tasks(tasks, shop.jobs, finished, workers=shop.workers)
    return {i: done[i] for i in wanted}
