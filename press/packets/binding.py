"""Lists and phone editions: joined out of typeset parts, checked and passed through the leak gate,
by the workers of the shop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import BrokenExecutor

from press.assembly.join import join
from press.assembly.personal import Personal
from press.assembly.placing import Placing, place
from press.assembly.sheets import MM
from press.assembly.style import Style
from press.build.workshop import Workshop
from press.dataclass import dataclass, replace
from press.packets.shelf import Shelf
from press.packets.values import PacketFile
from press.preflight import DocumentJob, check_document
from press.preflight.leaks import LeakJob, Memory, check_leaks
from press.values import Face, FaceKey, FaceUse, Pages, Part, Problem

Files = list[tuple[PacketFile, bytes]]


@dataclass(frozen=True, slots=True)
class Binding:
    """A file to be made."""

    file: PacketFile
    parts: tuple[Part, ...]
    pages: tuple[Pages, ...]
    """Of each part."""
    style: Style
    said: tuple[Mapping[str, str], ...] = ()
    """For each part what is filled into its fields; empty where there are none."""
    leaks: LeakJob | None = None
    """What it may not hold, where it goes to one lecturer."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Files for one worker; they have the same fonts, and the same words to look for."""

    bindings: tuple[Binding, ...]
    faces: Mapping[FaceKey, Face]
    uses: tuple[FaceUse, ...]


Bound = tuple[tuple[PacketFile, bytes, tuple[Problem, ...]], ...]


def bind(bindings: Sequence[Binding], uses: Sequence[FaceUse],
         shop: Workshop) -> tuple[Files, tuple[Problem, ...]]:
    """The files in the order of ``bindings``; ``uses``: what all of them ask of their faces."""
    shares = _shares(bindings, shop.jobs if shop.checkers else 1)
    batches = [Batch(tuple(bindings[n] for n in share), shop.library.by_name, tuple(uses))
               for share in shares]
    done: dict[int, tuple[PacketFile, bytes, tuple[Problem, ...]]] = {}
    for share, bound in zip(shares, _bound(batches, shop), strict=True):
        done |= zip(share, bound, strict=True)
    files = [(file, data) for _, (file, data, _) in sorted(done.items())]
    return files, tuple(p for _, (_, _, found) in sorted(done.items()) for p in found)


def bind_batch(batch: Batch) -> Bound:
    """Every file of ``batch``."""
    shelf, memory, lot = Shelf(), Memory(), Personal(uses=batch.uses)
    checked: set[tuple[str, ...]] = set()
    done = []
    for one in batch.bindings:
        placing = place([(part, pages.count)
                         for part, pages in zip(one.parts, one.pages, strict=True)])
        joined = join(one.parts, one.pages, placing, one.style, batch.faces, shelf,
                      replace(lot, of_parts=one.said))
        count = len(placing.leaves)
        found = check_leaks(joined.pdf, one.leaks, memory) if one.leaks else ()
        # Editions for a screen begin with a page of one lecturer's; what comes behind it, they
        # share, and it is checked once.
        shared = tuple(part.key for part in one.parts[1:]) if one.style.screen else ()
        if not shared or shared not in checked:
            checked.add(shared)
            found += check_document(joined.pdf, _job(one, placing))
        done.append((replace(one.file, pages=count, sheets=0 if one.style.screen else count),
                     joined.pdf, found))
    return tuple(done)


def _job(one: Binding, placing: Placing) -> DocumentJob:
    width, height = one.pages[0].trim
    style = one.style
    return DocumentJob(
        kind="reading" if style.screen else "print",
        trim_mm=(round(width / MM, 2), round(height / MM, 2)), pages=len(placing.leaves),
        title=style.title, lang=style.lang, date=style.date.isoformat() if style.date else None,
        k_only=not style.screen, labels=tuple(leaf.label for leaf in placing.leaves),
        path=one.file.path)


def _bound(batches: Sequence[Batch], shop: Workshop) -> list[Bound]:
    if shop.checkers is None or len(batches) < 2:
        return [bind_batch(one) for one in batches]
    try:
        with shop.checkers(len(batches)) as executor:
            return [future.result() for future in
                    [executor.submit(bind_batch, one) for one in batches]]
    except BrokenExecutor:  # a worker died, perhaps of another's work
        return [bind_batch(one) for one in batches]


def _shares(bindings: Sequence[Binding], count: int) -> list[list[int]]:
    """Indices of ``bindings`` in at most ``count`` shares of about the same work."""
    shares: list[list[int]] = [[] for _ in range(count)]
    loads = [0] * count
    weights = [sum(pages.count for pages in one.pages) for one in bindings]
    for index in sorted(range(len(bindings)), key=lambda n: -weights[n]):
        lightest = loads.index(min(loads))
        shares[lightest].append(index)
        loads[lightest] += weights[index]
    return [sorted(share) for share in shares if share]
