"""Parts to be typeset: those that the cache has are taken from it, the others are handed out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from press.build.begun import Begun, begin
from press.build.cache import Pieces
from press.build.digests import digest, part_digest, program, source_digest
from press.build.kept_parts import keep, known
from press.build.plan import Composition
from press.build.pool import run_tasks
from press.build.values import Source, Task, Typeset
from press.build.workshop import Workshop
from press.dataclass import replace
from press.typeset.faces import Library
from press.values import Asset, Audience, Part, Side, Store

Set = tuple[Part, Side]
"""A part as it is typeset: with stand-ins, its first page on that side."""
More = Callable[[Mapping[int, Typeset]], Mapping[int, Set]]
"""Asked for further parts whenever one is done, until it names any."""


def typeset_parts(wanted: Mapping[int, Set], composition: Composition, shop: Workshop,
                  anew: set[int], *, tree: bool = True,
                  open_: dict[int, Callable[[], Typeset]] | None = None,
                  more: More | None = None) -> dict[int, Typeset]:
    """Typeset some parts, in fact only those that the cache does not have (``anew``); in their
    order. Those whose text is still being compared are put into ``open_``, where there is one,
    with what waits for it."""
    sources, pieces = dict(composition.sources), Pieces(shop.cache)
    wanted = dict(wanted)
    done: dict[int, Typeset] = {}
    keys: list[tuple[int, str]] = []
    begun: dict[int, tuple[str, Begun]] = {}
    count = 0

    def ordered(chosen: Mapping[int, Set]) -> list[Task]:
        """Tasks for those that are not known, nor begun."""
        tasks = []
        for i, (part, side) in chosen.items():
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
            keys.append((i, key))
            tasks.append(task_of(part, side, source, composition.audience, shop, tree=tree))
        return tasks

    def ahead(place: tuple[int, str], task: Task) -> bool:
        """Whether it is begun; then it is no task any more."""
        one = begin(task, shop.workers)
        if one is None:
            return False
        keys.remove(place)
        begun[place[0]] = place[1], one
        return True

    def others() -> list[Task]:
        nonlocal more
        found = more(done) if more is not None else {}
        if found:
            wanted.update(found)
            more = None  # though the cache may have them
        return ordered(found)

    def told(i: int, result: Typeset) -> None:
        nonlocal count
        count += 1
        done[i] = result
        if result.pages.count:
            shop.typeset(wanted[i][0], result.pages)
        shop.progress(composition.title, count, len(keys) + len(begun))

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
        i, key = keys[number]
        told(i, kept(key, result))

    tasks = ordered(wanted)
    if open_ is not None and shop.checkers is not None and len(tasks) <= shop.jobs:
        # So few have their pages, and can be joined, while they are compared.
        tasks = [task for place, task in zip(list(keys), tasks, strict=True)
                 if not ahead(place, task)]
    if tasks or begun:
        shop.progress(composition.title, 0, len(tasks) + len(begun))
    run_tasks(tasks, shop.jobs, finished, workers=shop.workers, handed=shop.while_waiting,
              more=others if more is not None else None)
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
