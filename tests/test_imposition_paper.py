"""Finished PDFs folded by hand: what the press wrote, read and bound by code that shares nothing
with it (``paper``)."""

from __future__ import annotations

import pytest
from case_pages import MM, TEXT, Hand, at
from hypothesis import given, settings
from hypothesis import strategies as st
from paper import Leaf, fold, leafed, mirror_x, mirror_y, near, printed, prints, registered
from pypdf.generic import FloatObject, NumberObject

from press.imposition import Creep, Job
from press.imposition.impose import impose

A6 = (105.0, 148.0)
PT = (105 * MM, 148 * MM)
bindings = st.sampled_from(["left", "right"])
flips = st.sampled_from(["short", "long"])


def numbered(count: int, width: float = 105, height: float = 148) -> bytes:
    hand = Hand()
    for _ in range(count):
        hand.page(hand.text(*TEXT), at(0, 0, width * MM, height * MM))
    return hand.bytes()


def sheets(count: int, job: Job, trim: tuple[float, float] = PT) -> list[list[Leaf]]:
    """Out of the printer: the leaves of each sheet, its front up, in register."""
    pdf, imposition, _ = impose(numbered(count, trim[0] / MM, trim[1] / MM), job)
    assert imposition is not None
    sides = prints(pdf, trim)
    assert len({size for size, _ in sides}) == 1, "sheets never change their size"
    found = [printed(front, back, size, job.flip)
             for (size, front), (_, back) in zip(sides[::2], sides[1::2], strict=True)]
    assert all(registered(leaf) for leaves in found for leaf in leaves)
    return found


def centre(pdf_size: tuple[float, float]) -> tuple[float, float]:
    return pdf_size[0] * MM / 2, pdf_size[1] * MM / 2


def filled(count: int, to: int) -> list[int]:
    blanks = [0] * (-count % to)
    return [*range(1, count), *blanks, count] if count > 1 else [1, *blanks]


def read(leaves: list[Leaf]) -> list[int]:
    """The numbers; every page must be readable."""
    seen = leafed(leaves)
    assert all(reads for _, reads in seen)
    return [number for number, _ in seen]


# --- saddle stitch -------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 96), bindings, flips,
       st.sampled_from([None, Creep(0.1), Creep(0.12, 1.4, "innermost")]))
def test_a_stapled_booklet_reads_from_cover_to_cover(count: int, binding: str, flip: str,
                                                      creep: Creep | None) -> None:
    job = Job(sheet="A4", binding=binding, flip=flip, creep=creep)  # type: ignore[arg-type]
    middle = centre((297, 210))[0]
    nested: list[Leaf | None] = []
    piles = sheets(count, job)
    for sheet, leaves in enumerate(piles):
        nest = fold(leaves, middle, upright=True, keep_low=binding == "right")
        # A blank pair of pages is not printed: its leaf is known by its absence.
        halves: list[Leaf | None] = []
        for low in ((False, True) if binding == "left" else (True, False)):
            here = [leaf for leaf in leaves if (leaf.centre[0] < middle) == low]
            halves.append(here[0] if here else None)
        folded = list(nest)
        outer = folded.pop(0) if halves[0] else None
        inner = folded.pop(0) if halves[1] else None
        assert not folded
        nested[sheet:len(nested) - sheet] = [
            outer, *nested[sheet:len(nested) - sheet], inner]
    seen = [page for leaf in nested for page in (read([leaf]) if leaf else [0, 0])]
    assert seen == filled(count, 4)
    if creep:
        inward = [_towards(leaf, middle, binding) for leaf in nested if leaf]
        assert max(inward) - min(inward) == pytest.approx(
            creep.k * creep.caliper * (len(piles) - 1), abs=0.01)


def _towards(leaf: Leaf, spine: float, binding: str) -> float:
    """mm that a folded leaf's page lies across the spine."""
    one = leaf.up or leaf.down
    assert one is not None
    return (spine - one.box[0] if binding == "left" else one.box[2] - spine) / MM


# --- signatures ----------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 4), st.sampled_from([4, 8, 16, 32]), bindings, flips,
       st.sampled_from([None, Creep(0.1, 1.2)]), st.sampled_from([0.0, 2.0]))
def test_signatures_fold_at_right_angles(full: int, pages: int, binding: str, flip: str,
                                         creep: Creep | None, milling: float) -> None:
    """Full signatures: every page is printed, so the paper can be folded without knowing more."""
    job = Job("signature", sheet=(600, 700), signature=pages, folded=pages,
              binding=binding, flip=flip, creep=creep, milling=milling)  # type: ignore[arg-type]
    seen: list[int] = []
    for leaves in sheets(full * pages, job):
        stack = leaves
        while len({round(leaf.centre[0]) // 30 for leaf in stack}) > 1 or len(
                {round(leaf.centre[1]) // 30 for leaf in stack}) > 1:
            boxes = [one.box for leaf in stack for one in (leaf.up,) if one]
            low = min(b[0] for b in boxes), min(b[1] for b in boxes)
            high = max(b[2] for b in boxes), max(b[3] for b in boxes)
            columns = round((high[0] - low[0]) / PT[0])
            rows = round((high[1] - low[1]) / PT[1])
            # The last fold is the spine; each is at a right angle to the next.
            upright = columns > rows or (columns == rows == 1)
            line = (low[0] + high[0]) / 2 if upright else (low[1] + high[1]) / 2
            # Page 1 stays on top: heads close for left binding, feet for right.
            first = min((one for leaf in leaves for one in (leaf.up,) if one),
                        key=lambda one: one.number)
            keep = first.centre[0 if upright else 1] < line
            stack = fold(stack, line, upright, keep_low=keep)
        assert all(registered(leaf) for leaf in stack)
        boxes = [leaf.up.box for leaf in stack if leaf.up]
        most = 2 * (creep.k * creep.caliper * (pages / 4 - 1) if creep else 0) * MM + 0.03
        assert max(b[0] for b in boxes) - min(b[0] for b in boxes) <= most, "folded flush"
        seen += read(stack)
    assert seen == list(range(1, full * pages + 1))


def test_printers_know_these_sheets() -> None:
    """The forms of a printer's manual: 16 pages, right-angle folds, heads together."""
    pdf, _, _ = impose(numbered(16), Job("signature", sheet=(500, 400), signature=16))
    rows = []
    for _, shown in prints(pdf, PT):
        shown.sort(key=lambda one: (-round(one.centre[1]), one.centre[0]))
        rows.append(([one.number for one in shown[:4]], [one.number for one in shown[4:]]))
        assert not any(one.reads() for one in shown[:4])
        assert all(one.reads() for one in shown[4:])
    assert rows == [([5, 12, 9, 8], [4, 13, 16, 1]), ([7, 10, 11, 6], [2, 15, 14, 3])]


# --- flat sheets ---------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 128), st.sampled_from([2, 4, 8]), bindings, flips,
       st.sampled_from(["rows", "columns"]))
def test_pages_side_by_side_read_across(count: int, up: int, binding: str, flip: str,
                                        order: str) -> None:
    job = Job("nup", up=up, binding=binding, flip=flip, order=order)  # type: ignore[arg-type]
    seen: list[int] = []
    for leaves in sheets(count, job):
        for faces in ([leaf.up for leaf in leaves if leaf.up],
                      [leaf.down.moved(mirror_x(0)) for leaf in leaves if leaf.down]):
            assert all(one.reads() for one in faces)
            sign = 1 if binding == "left" else -1
            faces.sort(key=lambda one: (-round(one.centre[1]), sign * one.centre[0])
                       if order == "rows" else (sign * round(one.centre[0]), -one.centre[1]))
            seen += [one.number for one in faces]
    assert seen == list(range(1, count + 1))


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 128), flips, st.sampled_from([(2, 1), (2, 2), (3, 2), (1, 4)]))
def test_cut_and_stacked_the_leaves_are_in_order(count: int, flip: str,
                                                 grid: tuple[int, int]) -> None:
    job = Job("stack", sheet="A2", grid=grid, flip=flip)  # type: ignore[arg-type]
    piles: dict[tuple[float, float], list[Leaf]] = {}
    for leaves in sheets(count, job):
        for leaf in leaves:
            piles.setdefault((-round(leaf.centre[1]), round(leaf.centre[0])), []).append(leaf)
    assert len(piles) <= grid[0] * grid[1]
    seen = read([leaf for place in sorted(piles) for leaf in piles[place]])
    assert [number for number in seen if number] == list(range(1, count + 1))


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 24), flips)
def test_a_leaf_fills_its_sheet(count: int, flip: str) -> None:
    job = Job("repeat", sheet="SRA3", flip=flip)  # type: ignore[arg-type]
    for number, leaves in enumerate(sheets(count, job)):
        assert len(leaves) == 9 or len(leaves) == 8
        for leaf in leaves:
            assert [page for page in read([leaf]) if page] == [
                page for page in (2 * number + 1, 2 * number + 2) if page <= count]


@pytest.mark.parametrize(("turn", "mirror"), [("work-and-turn", mirror_x(300 * MM)),
                                              ("work-and-tumble", mirror_y(300 * MM))])
def test_one_form_gives_two_copies(turn: str, mirror: object) -> None:
    """The same form on both sides; the cut gives two equal halves, one of them face down. The
    sheet lies across or upright, as eight pages lie beside or above eight."""
    job = Job("signature", sheet=(600, 500), signature=8, folded=8, turn=turn)  # type: ignore[arg-type]
    pdf, imposition, _ = impose(numbered(16), job)
    assert imposition is not None
    assert imposition.copies == 2
    sides = prints(pdf, PT)
    assert len(sides) == 2, "one page a sheet"
    for signature, (_, form) in enumerate(sides):
        behind = [one.moved(mirror) for one in form]  # type: ignore[arg-type]
        leaves = [Leaf(one, other) for one in form for other in behind
                  if near(one.centre, other.centre, 1)]
        assert len(leaves) == 8
        assert all(registered(leaf) for leaf in leaves)
        along = 0 if turn == "work-and-turn" else 1
        middle = 300 * MM
        for low in (True, False):
            half = [leaf for leaf in leaves if (leaf.centre[along] < middle) == low]
            if not any(leaf.up and leaf.up.number == 8 * signature + 1 for leaf in half):
                half = [leaf.over(mirror) for leaf in half]  # type: ignore[arg-type]
            ys = sorted(leaf.centre[1] for leaf in half)
            folded = fold(half, (ys[0] + ys[-1]) / 2, upright=False, keep_low=True)
            xs = sorted(leaf.centre[0] for leaf in folded)
            folded = fold(folded, (xs[0] + xs[-1]) / 2, upright=True, keep_low=False)
            assert read(folded) == list(range(8 * signature + 1, 8 * signature + 9))


# --- documents from outside ----------------------------------------------------------------------


def foreign() -> tuple[bytes, list[tuple[float, ...]]]:
    """Eight A6 pages, no two made alike, and where the trim of each lies in its own space."""
    w, h = PT
    hand = Hand()
    made: list[tuple[float, ...]] = []

    def page(media: list[float], box: list[float], **keys: object) -> None:
        hand.page(hand.text(box[0] + 9, box[1] + 9), media, **keys)
        made.append(tuple(box))

    page(at(0, 0, w, h), at(0, 0, w, h))
    page(at(-50, -60, w, h), at(-50, -60, w, h))
    page(at(0, 0, 500, 600), at(40, 30, w, h), CropBox=at(40, 30, w, h))
    page(at(0, 0, 500, 600), at(40, 30, w, h), CropBox=at(20, 20, 400, 500),
         TrimBox=at(40, 30, w, h))
    page(at(0, 0, h, w), at(0, 0, h, w), Rotate=NumberObject(90))
    page(at(0, 0, w, h), at(0, 0, w, h), Rotate=NumberObject(180))
    page(at(-7, 5, h, w), at(-7, 5, h, w), Rotate=NumberObject(270))
    page(at(0, 0, w / 2, h / 2), at(0, 0, w / 2, h / 2), UserUnit=FloatObject(2))
    return hand.bytes(), made


_SEEN = {5: 90, 6: 180, 7: 270}


@pytest.mark.parametrize("job", [
    Job(), Job(binding="right", flip="long"), Job("signature", signature=8, sheet="A3"),
    Job("nup", up=4), Job("stack", grid=(2, 1)), Job(scale=0.5),
    Job("cards", sheet="A3", turn="work-and-turn")], ids=lambda job: job.scheme)
def test_pages_from_outside_land_on_their_trims(job: Job) -> None:
    source, boxes = foreign()
    pdf, imposition, _ = impose(source, job)
    assert imposition is not None
    forms = [sheet.front for sheet in imposition.sheets] if job.turn != "sheetwise" else [
        side for sheet in imposition.sheets for side in (sheet.front, sheet.back)]
    for (_, shown), side in zip(prints(pdf, PT, boxes), forms, strict=True):
        assert sorted(one.number for one in shown) == sorted(s.page for s in side.slots if s.page)
        for one in shown:
            slots = [slot for slot in side.slots if slot.page == one.number]
            assert any(all(abs(a - b * MM) < 0.03 for a, b in zip(
                one.box, (s.trim.left, s.trim.bottom, s.trim.right, s.trim.top), strict=True))
                for s in slots), one.number
            turned = (_SEEN.get(one.number, 0) + slots[0].rotation) % 360
            dx, dy = one.side[0] - one.foot[0], one.side[1] - one.foot[1]
            assert (abs(dx) < 0.03, abs(dy) < 0.03, dx > 1, dy > 1) == {
                0: (False, True, True, False), 90: (True, False, False, False),
                180: (False, True, False, False), 270: (True, False, False, True)}[turned]
