"""The files of lectures, in a worker: joined out of the stock, checked, written down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from press.assembly.personal import page_digest
from press.assembly.placing import Placing, document_anchors, late_text, place
from press.assembly.series import Series
from press.assembly.sheets import MM
from press.assembly.style import Style
from press.dataclass import dataclass, field
from press.ledger.codes import code_of
from press.packets.shelf import Shelf
from press.packets.values import Lot, MadeSet, SetOrder, Sheaf, Stocked
from press.preflight import DocumentJob, check_document
from press.preflight.leaks import LeakJob, Memory, check_leaks
from press.preflight.needles import Needles
from press.values import Anchor


@dataclass(frozen=True, slots=True)
class Run:
    """Files of a lot that consist of the same pieces."""

    stock: tuple[Stocked, ...]
    placing: Placing
    anchors: Mapping[str, Anchor]
    series: Series


@dataclass(slots=True)
class Line:
    """Where the files of one lot are made, one after another."""

    lot: Lot
    needles: Needles
    memory: Memory = field(default_factory=Memory)
    shelf: Shelf = field(default_factory=Shelf)
    runs: dict[tuple[str, ...], Run] = field(default_factory=dict)

    def make(self, order: SetOrder) -> MadeSet:
        """One file, written and checked."""
        lot, pieces = self.lot, tuple(key for _, key in order.pieces)
        first = pieces not in self.runs
        if first:
            self.runs[pieces] = self._run(pieces)
        run = self.runs[pieces]
        digests = page_digests(run, dict(order.values))
        code = code_of(lot.book, order.lecture, order.kind, *digests)
        made = run.series.document({**dict(order.values), "code": code})
        pdf = made.pdf
        # What files share is checked once.
        problems = check_document(pdf, _job(run, lot, order.path)) if first else ()
        problems += check_leaks(pdf, LeakJob(
            order.path, self.needles, order.own, (*order.wanted, code),
            lot.speaker if order.kind == "listener" else frozenset()), self.memory)
        path = Path(lot.folder) / order.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pdf)
        sheaves = tuple(Sheaf(item, page, one.pages.count) for (item, _), page, one in zip(
            order.pieces, run.placing.firsts, run.stock, strict=True))
        return MadeSet(order.path, order.kind, order.lecture, order.lecturer, order.copies, code,
                       sheaves, digests, made.sha256, len(pdf), problems)

    def _run(self, pieces: Sequence[str]) -> Run:
        lot = self.lot
        stock = tuple(lot.stock[key] for key in pieces)
        pages = [one.pages for one in stock]
        placing = place([(one.part, one.pages.count) for one in stock])
        return Run(stock, placing, document_anchors(pages, placing), Series(
            [one.part for one in stock], pages, placing, _style(lot), lot.faces, lot.uses,
            self.shelf))


def make_lot(lot: Lot) -> tuple[MadeSet, ...]:
    """Every file of ``lot``, written into its folder, also one with problems: it is never handed
    out from there."""
    line = Line(lot, Needles(lot.foreign))
    return tuple(map(line.make, lot.orders))


def page_digests(run: Run, values: Mapping[str, str]) -> tuple[str, ...]:
    """Of each page of a file, as its reader sees it, without the code."""
    said = {**values, "code": ""}
    placing = run.placing
    return tuple(
        "" if leaf.part is None else page_digest(
            run.stock[leaf.part].fields.pages[leaf.page],
            lambda what, index=index, part=leaf.part: late_text(  # type: ignore[misc]
                what, index, placing, placing.totals[part], run.anchors, said))
        for index, leaf in enumerate(placing.leaves))


def _style(lot: Lot) -> Style:
    return Style(lot.title, lot.lang, lot.author, lot.date, screen=False)


def _job(run: Run, lot: Lot, path: str) -> DocumentJob:
    trim = run.stock[0].pages.trim
    return DocumentJob(
        kind="print", trim_mm=(round(trim[0] / MM, 2), round(trim[1] / MM, 2)), bleed_mm=0.0,
        marks=False, pages=len(run.placing.leaves), title=lot.title, lang=lot.lang,
        date=lot.date.isoformat() if lot.date else None, tagged=False, k_only=True,
        standard="", labels=tuple(leaf.label for leaf in run.placing.leaves), path=path)
