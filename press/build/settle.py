"""Typeset the parts of a composition until page numbers and sides hold still.

Folios are written at the join, and a page reference is set with a stand-in of as many digits as
it will have: so a part is typeset anew only when such a number gains a digit, or when its first
page changes sides.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Protocol

from press.assembly.placing import Placing, document_anchors, place
from press.build.begun import Begun
from press.build.cache import Cache, Pieces
from press.build.digests import digest, part_digest, program, source_digest
from press.build.guess import guessed, probable_sides
from press.build.imprint import imprint_facts, with_facts
from press.build.intake import Intake
from press.build.kept_parts import keep, known
from press.build.plan import Composition, Document
from press.build.pool import Workers, processes, run_tasks
from press.build.problem_pages import on_later_page
from press.build.references import is_list, lost_references, with_stand_ins
from press.build.values import Source, Task, Typeset
from press.build.waivers import Waivers, waive
from press.dataclass import dataclass, replace
from press.manuscript import Reread
from press.typeset.faces import Library
from press.values import Asset, Audience, Pages, Part, Problem, Side, Store, has_errors, problem

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
    rest: Callable[[], Settled] | None = None
    """Where the text of some parts is still being compared with their manuscripts: waits for that,
    and gives the same pages with all problems and all that is printed."""

    def whole(self) -> Settled:
        """With everything that is wrong with its parts; waits for it."""
        return self.rest() if self.rest is not None else self

    @property
    def labels(self) -> dict[str, str]:
        """Anchor → label of the page that it is on."""
        return _labels(self.pages, self.placing)


class Foresight(Protocol):
    """Begins what will probably be wanted before it is known to be (``ahead``)."""

    def begin(self, folder: Path, paths: Collection[Path], shop: Workshop) -> None:
        """Begin what saving ``paths`` in the ``folder`` of a book will probably ask for."""

    def taken(self, key: str) -> Begun | None:
        """The part with this key, if it was begun; nobody else gets it."""

    def reread(self, folder: Path) -> Reread:
        """Takes note of how the book is read."""

    def remember(self, folder: Path, intake: Intake, documents: Sequence[Document],
                 settled: Mapping[str, Settled], only: Collection[str]) -> None:
        """What became of the book; ``settled``: digest of a composition → its pages."""


def do_nothing() -> None:
    """Where nobody makes use of the time."""


def ignore(part: Part, pages: Pages) -> None:
    """Where nobody needs them so soon."""


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
    apart: Workers | None = None
    """Opens processes beside all of these; None: there are to be none."""
    typeset: Callable[[Part, Pages], None] = ignore
    """Told of each part that has been typeset now."""
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
    while_waiting: Callable[[], None] = do_nothing
    """Called when workers have been given parts that are to be typeset: this process has time
    now, and had none before. It may be called again, and is not where nothing is typeset."""
    while_alone: Callable[[], None] = do_nothing
    """Called when all pages of a document stand: this process joins them now, and workers have
    time."""
    ahead: Foresight | None = None
    """Where parts are typeset that a saved manuscript will probably want."""

    def put_off(self, task: Callable[[], None]) -> None:
        """Do ``task``, at once or ``later``."""
        if self.later is None:
            task()
        else:
            self.later.append(task)


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
    typeset = partial(_typeset, open_=open_) if early else _typeset
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
        found = _labels([done[i].pages for i in wanted], placing)
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
    done = _typeset({i: (part, "recto") for i, part in enumerate(parts)}, composition, shop, anew,
                    tree=tree)
    problems = _found(done, shop)
    if not has_errors(problems):
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
             anew: set[int], *, tree: bool = True,
             open_: dict[int, Callable[[], Typeset]] | None = None) -> dict[int, Typeset]:
    """Typeset some parts, in fact only those that the cache does not have (``anew``); in their
    order. Those whose text is still being compared are put into ``open_``, where there is one,
    with what waits for it."""
    sources, pieces = dict(composition.sources), Pieces(shop.cache)
    done: dict[int, Typeset] = {}
    keys: list[str] = []
    tasks: list[Task] = []
    indices: list[int] = []
    begun: dict[int, tuple[str, Begun]] = {}
    for i, (part, side) in wanted.items():
        source = sources.get(part.key)
        key = part_key(part, side, source, composition.audience, shop.library, tree=tree)
        before = known(shop.cache, key, unread=shop.unread)
        if before is not None:
            done[i] = before
            continue
        anew.add(i)
        early = shop.ahead.taken(key) if shop.ahead is not None and open_ is not None else None
        if early is not None:
            begun[i] = key, early
            continue
        keys.append(key)
        indices.append(i)
        tasks.append(task_of(part, side, source, composition.audience, shop, tree=tree))
    count = 0
    if tasks or begun:
        shop.progress(composition.title, 0, len(tasks) + len(begun))

    def told(i: int, result: Typeset) -> None:
        nonlocal count
        count += 1
        done[i] = result
        if result.pages.count:
            shop.typeset(wanted[i][0], result.pages)
        shop.progress(composition.title, count, len(tasks) + len(begun))

    def pictured(result: Typeset) -> Typeset:
        for picture, made in result.pictures:
            pieces.put(picture, made)
        return replace(result, pictures=()) if result.pictures else result

    def kept(key: str, result: Typeset) -> Typeset:
        result = pictured(result)
        if result.pages.count:  # what failed may have failed for the machine's sake
            keep(shop.cache, key, result)
        return result

    def finished(number: int, result: Typeset) -> None:
        told(indices[number], kept(keys[number], result))

    run_tasks(tasks, shop.jobs, finished, workers=shop.workers, handed=shop.while_waiting)
    if begun and not tasks:
        shop.while_waiting()
    for i, (key, one) in begun.items():
        first = pictured(one.pages())
        told(i, first)
        if open_ is not None and first.pages.count:
            open_[i] = partial(_compared, one, partial(kept, key))
    return {i: done[i] for i in wanted}


def _compared(begun: Begun, kept: Callable[[Typeset], Typeset]) -> Typeset:
    return kept(begun.whole())


def part_key(part: Part, side: Side, source: Source | None, audience: Audience,
             library: Library, *, tree: bool = True) -> str:
    """The digest of all that the pages of a part, and what is found in them, depend on."""
    return digest("part", part_digest(part), side, source and source_digest(source), audience,
                  library.digest, program(), *(() if tree else ("no tree",)))


def task_of(part: Part, side: Side, source: Source | None, audience: Audience, shop: Workshop,
            *, tree: bool = True) -> Task:
    """What a worker is told of a part."""
    return Task(_with_data(part, Pieces(shop.cache)), side, str(shop.library.fontconfig), audience,
                source, shop.seconds, tree)
