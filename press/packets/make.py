"""The files of lectures, in a worker: joined out of the stock, checked, written down."""

from __future__ import annotations

import hashlib
from pathlib import Path

from press.assembly.join import Joined, join
from press.assembly.personal import Personal, page_digest
from press.assembly.placing import Placing, document_anchors, late_text, place
from press.assembly.sheets import MM
from press.assembly.style import Style
from press.ledger.codes import code_of
from press.packets.values import Lot, MadeSet, SetOrder, Sheaf, Stocked
from press.preflight import DocumentJob, Section, check_document
from press.preflight.leaks import LeakJob, Memory, check_leaks
from press.preflight.needles import Needles
from press.values import Problem


class Shelf:
    """Keeps pieces of work while a lot is made."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        """What is kept under ``key``."""
        return self._kept.get(key)

    def put(self, key: str, body: bytes) -> None:
        """Keep ``body``."""
        self._kept[key] = body


def make_lot(lot: Lot) -> tuple[MadeSet, ...]:
    """Every file of ``lot``, written into its folder, also one with problems: it is never handed
    out from there."""
    shelf, memory = Shelf(), Memory()
    needles = Needles(lot.foreign)
    seen: set[tuple[str, ...]] = set()
    return tuple(_made(lot, order, shelf, needles, memory, seen)
                 for order in lot.orders)


def _made(lot: Lot, order: SetOrder, shelf: Shelf, needles: Needles, memory: Memory,
          seen: set[tuple[str, ...]]) -> MadeSet:
    stock = [lot.stock[key] for _, key in order.pieces]
    parts, pages = [one.part for one in stock], [one.pages for one in stock]
    placing = place([(one.part, one.pages.count) for one in stock])
    digests = page_digests(stock, placing, dict(order.values))
    code = code_of(lot.book, order.lecture, order.kind, *digests)
    style = Style(lot.title, lot.lang, lot.author, lot.date, screen=False)
    joined = join(parts, pages, placing, style, lot.faces, shelf, Personal(
        {**dict(order.values), "code": code}, lot.uses))
    pieces = tuple(key for _, key in order.pieces)
    problems: tuple[Problem, ...] = ()
    if pieces not in seen:  # what files share is checked once
        seen.add(pieces)
        problems += check_document(joined.pdf, _job(joined, placing, pages[0].trim, style,
                                                    order.path))
    problems += check_leaks(joined.pdf, LeakJob(
        order.path, needles, order.own, (*order.wanted, code),
        lot.speaker if order.kind == "listener" else frozenset()), memory)
    path = Path(lot.folder) / order.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(joined.pdf)
    sheaves = tuple(Sheaf(item, first, one.pages.count) for (item, _), first, one in zip(
        order.pieces, placing.firsts, stock, strict=True))
    return MadeSet(order.path, order.kind, order.lecture, order.lecturer, order.copies, code,
                   sheaves, digests, hashlib.sha256(joined.pdf).hexdigest(), len(joined.pdf),
                   problems)


def page_digests(stock: list[Stocked], placing: Placing,
                 values: dict[str, str]) -> tuple[str, ...]:
    """Of each page of a file, as its reader sees it, without the code."""
    anchors = document_anchors([one.pages for one in stock], placing)
    said = {**values, "code": ""}
    return tuple(
        "" if leaf.part is None else page_digest(
            stock[leaf.part].fields.pages[leaf.page],
            lambda what, index=index, part=leaf.part: late_text(  # type: ignore[misc]
                what, index, placing, placing.totals[part], anchors, said))
        for index, leaf in enumerate(placing.leaves))


def _job(joined: Joined, placing: Placing, trim: tuple[float, float], style: Style,
         path: str) -> DocumentJob:
    return DocumentJob(
        kind="print", trim_mm=(round(trim[0] / MM, 2), round(trim[1] / MM, 2)), bleed_mm=0.0,
        marks=False, pages=len(placing.leaves), title=style.title, lang=style.lang,
        date=style.date.isoformat() if style.date else None, tagged=False, k_only=True,
        standard="", labels=tuple(leaf.label for leaf in placing.leaves),
        sections=tuple(Section(s.first, s.count, s.numbers, s.place) for s in joined.spans),
        path=path)
