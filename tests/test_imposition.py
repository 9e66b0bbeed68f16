"""The geometry of booklets: order, folding, creep, marks, several booklets."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from press.dataclass import replace
from press.imposition import (
    Creep,
    Fold,
    Imposition,
    Rect,
    Sheet,
    SheetSide,
    Slot,
    padded,
    read_back,
    saddle,
    split_booklets,
)
from press.messages import hint, message

A4 = (297.0, 210.0)
A5 = (148.0, 210.0)

counts = st.integers(4, 96)
bindings = st.sampled_from(["left", "right"])
flips = st.sampled_from(["short", "long"])
creeps = st.one_of(st.none(), st.builds(
    Creep, st.floats(0.05, 0.3), st.floats(1, 1.4), st.sampled_from(["outermost", "innermost"])))


def pages_of(side: SheetSide) -> tuple[int | None, ...]:
    return tuple(slot.page for slot in side.slots)


# --- order ---------------------------------------------------------------------------------------


def test_eight_pages_stand_as_every_printer_expects() -> None:
    sheets = saddle(8, trim=A5, sheet=A4).sheets
    assert [(pages_of(s.front), pages_of(s.back)) for s in sheets] == [
        ((8, 1), (2, 7)), ((6, 3), (4, 5))]


def test_right_binding_swaps_the_pages_and_turns_none() -> None:
    sheets = saddle(8, trim=A5, sheet=A4, binding="right").sheets
    assert [(pages_of(s.front), pages_of(s.back)) for s in sheets] == [
        ((1, 8), (7, 2)), ((3, 6), (5, 4))]
    assert all(slot.rotation == 0 for s in sheets
               for side in (s.front, s.back) for slot in side.slots)


def test_the_long_edge_turns_the_back_as_a_whole() -> None:
    sheet = saddle(4, trim=A5, sheet=A4, flip="long").sheets[0]
    assert pages_of(sheet.back) == (3, 2)
    assert [slot.rotation for slot in sheet.back.slots] == [180, 180]
    assert [slot.rotation for slot in sheet.front.slots] == [0, 0]


def test_two_a5_pages_stand_in_the_middle_of_a4() -> None:
    front = saddle(4, trim=A5, sheet=A4).sheets[0].front
    assert [(slot.x, slot.y) for slot in front.slots] == [(0.5, 0), (148.5, 0)]
    assert front.trim == Rect(0.5, 0, 296.5, 210)


def test_on_an_upright_sheet_the_long_edge_is_the_one_beside_the_spine() -> None:
    """A narrow page, two of them still higher than wide: long and short change their parts."""
    long, short = (saddle(8, trim=(60, 200), sheet=(148, 210), flip=flip)
                   for flip in ("long", "short"))
    assert long.sheets[0].back.slots[0].rotation == 0
    assert short.sheets[0].back.slots[0].rotation == 180
    assert all(page.upright and page.in_register for i in (long, short) for page in read_back(i))


@pytest.mark.parametrize(("pages", "expected"), [
    (1, (1, None, None, None)),
    (2, (1, None, None, 2)),
    (4, (1, 2, 3, 4)),
    (5, (1, 2, 3, 4, None, None, None, 5)),
])
def test_blanks_stand_before_the_back_cover(pages: int, expected: tuple[int | None, ...]) -> None:
    assert padded(range(1, pages + 1)) == expected


def test_without_a_back_cover_blanks_stand_at_the_end() -> None:
    assert padded((7, 8, 9), back_cover=False) == (7, 8, 9, None)


def test_a_booklet_may_hold_some_pages_of_a_document() -> None:
    assert [page.page for page in read_back(saddle(range(49, 54), trim=A5, sheet=A4))] == [
        49, 50, 51, 52, None, None, None, 53]


@pytest.mark.parametrize("wrong", [
    {"pages": 0}, {"pages": (0, 1)}, {"trim": (149, 210)}, {"trim": (148, 211)},
    {"trim": (0, 210)}, {"bleed": -1}, {"binding": "top"}, {"flip": "up"},
    {"creep": Creep(1.0, anchor="innermost"), "pages": 8},
    {"creep": Creep(5.0), "pages": 96},
])
def test_the_impossible_is_refused(wrong: dict[str, object]) -> None:
    good: dict[str, object] = {"pages": 4, "trim": A5, "sheet": A4}
    with pytest.raises(ValueError):
        saddle(**{**good, **wrong})  # type: ignore[arg-type]


# --- folding -------------------------------------------------------------------------------------


@settings(max_examples=200, deadline=None)
@given(counts, bindings, flips, creeps, st.booleans())
def test_folded_it_reads_in_order_upright_and_in_register(
        pages: int, binding: str, flip: str, creep: Creep | None, back_cover: bool) -> None:
    imposition = saddle(pages, trim=(140, 203), sheet=(450, 320), binding=binding,  # type: ignore[arg-type]
                        flip=flip, creep=creep, back_cover=back_cover)  # type: ignore[arg-type]
    folded = read_back(imposition)
    read = [page.page for page in folded]
    assert [page for page in read if page] == list(range(1, pages + 1))
    assert len(read) % 4 == 0
    assert len(read) - pages < 4
    assert imposition.places == len(read)
    assert imposition.blanks == len(read) - pages
    assert read[-1] == pages if back_cover else None not in read[:pages]
    assert all(page.upright and page.in_register and page.clipped for page in folded)
    # Leaf i counted from either cover lies in sheet i; both of its pages move alike.
    sheets = len(read) // 4
    wanted = [creep.shift(min(i, 2 * sheets + 1 - i), sheets) if creep else 0
              for i in range(1, 2 * sheets + 1) for _ in range(2)]
    assert [page.shift for page in folded] == pytest.approx(wanted, abs=0.001)


def faults(imposition: Imposition) -> set[str]:
    folded = read_back(imposition)
    found = {name for page in folded for name in ("upright", "in_register", "clipped")
             if not getattr(page, name)}
    return found | ({"order"} if [p.page for p in folded] != list(range(1, 9)) else set())


def test_the_simulation_sees_what_goes_wrong() -> None:
    good = saddle(8, trim=(140, 203), sheet=(450, 320))
    assert faults(good) == set()
    assert faults(replace(good, flip="long")) == {"order", "upright"}
    assert faults(replace(good, sheets=good.sheets[::-1])) == set(), "position says who is inside"
    first = good.sheets[0]
    swapped = replace(first, front=replace(first.front, slots=tuple(
        replace(slot, page=9 - (slot.page or 0)) for slot in first.front.slots)))
    assert faults(replace(good, sheets=(swapped, good.sheets[1]))) == {"order"}
    left, right = first.front.slots
    moved = replace(right, trim=Rect(226, 58.5, 366, 261.5))
    assert faults(replace(good, sheets=(replace(first, front=SheetSide((left, moved))),
                                        good.sheets[1]))) == {"in_register"}
    spilt = replace(right, clip=Rect(224, 50, 370, 270))
    assert faults(replace(good, sheets=(replace(first, front=SheetSide((left, spilt))),
                                        good.sheets[1]))) == {"clipped"}
    # A leaf with one printed side only is no leaf.
    half = replace(first, back=SheetSide(first.back.slots[:1]))
    with pytest.raises(ValueError, match="on its back"):
        read_back(replace(good, sheets=(half, good.sheets[1])))


def test_the_simulation_folds_twice() -> None:
    """Eight pages on one sheet, as every printer's manual has them; the upper half goes under."""
    def side(rows: tuple[tuple[int, int], tuple[int, int]]) -> SheetSide:
        return SheetSide(tuple(
            Slot(page, box := Rect(100 * x, 150 * y, 100 * x + 100, 150 * y + 150), turn, box)
            for y, turn, row in ((1, 180, rows[0]), (0, 0, rows[1]))
            for x, page in enumerate(row)))  # type: ignore[misc]

    sheet = Sheet(side(((5, 4), (8, 1))), side(((3, 6), (2, 7))), 1, 1, 0)
    folds = Fold("horizontal", 150, "top"), Fold("vertical", 100, "left")
    signature = Imposition("saddle", (sheet,), (200, 300), (100, 150), 0, "left", "long", folds,
                           None)
    assert signature.turn == "vertical", "the long edge of an upright sheet"
    assert faults(signature) == set()
    assert faults(replace(signature, folds=folds[::-1])) != set()


# --- creep ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("k", "innermost"), [(1.0, 1.5), (1.4, 2.1)])
def test_64_pages_creep_as_computed_by_hand(k: float, innermost: float) -> None:
    imposition = saddle(64, trim=(140, 203), sheet=(297, 210), creep=Creep(0.10, k))
    first, last = imposition.sheets[0], imposition.sheets[-1]
    assert first.shift == 0
    assert last.shift == pytest.approx(innermost)
    for side in (last.front, last.back):
        left, right = side.slots
        assert (left.x, right.x) == pytest.approx((8.5 + innermost, 148.5 - innermost))
        # The trims cross the spine, the ink does not; the folded sheet is narrower.
        assert left.clip.right == right.clip.left == 148.5
        assert (side.trim.left, side.trim.right) == pytest.approx(
            (8.5 + innermost, 288.5 - innermost))


def test_anchored_inside_the_outer_sheets_move_outwards() -> None:
    imposition = saddle(16, trim=(140, 203), sheet=A4,
                        creep=Creep(0.10, anchor="innermost"))
    assert [sheet.shift for sheet in imposition.sheets] == pytest.approx([-0.3, -0.2, -0.1, 0])
    assert imposition.sheets[0].front.slots[0].x == pytest.approx(8.2)


# --- marks ---------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.floats(60, 225), st.floats(90, 320), st.floats(0, 5), creeps)
def test_marks_stand_outside_trim_and_bleed_and_on_the_sheet(
        width: float, height: float, bleed: float, creep: Creep | None) -> None:
    if creep and creep.anchor == "innermost":
        creep = None
    imposition = saddle(16, trim=(width, height), sheet=(450, 320), bleed=bleed, creep=creep)
    for sheet in imposition.sheets:
        for side in (sheet.front, sheet.back):
            box = side.trim
            for mark in side.marks:
                assert (mark.x0 == mark.x1) != (mark.y0 == mark.y1)
                assert 0 <= mark.x0 <= mark.x1 <= 450
                assert 0 <= mark.y0 <= mark.y1 <= 320
                away = bleed - 1e-9  # floats
                assert (mark.x1 <= box.left - away or mark.x0 >= box.right + away
                        or mark.y1 <= box.bottom - away or mark.y0 >= box.top + away)


def test_marks_point_at_the_corners_and_at_the_fold() -> None:
    side = saddle(4, trim=(140, 203), sheet=(320, 230)).sheets[0].front
    crops = [mark for mark in side.marks if mark.kind == "crop"]
    assert {mark.y0 for mark in crops if mark.y0 == mark.y1} == {13.5, 216.5}
    assert {mark.x0 for mark in crops if mark.x0 == mark.x1} == {20, 300}
    assert len(crops) == 8
    assert [(m.x0, m.y0, m.y1) for m in side.marks if m.kind == "fold"] == [
        (160, 5.5, 10.5), (160, 219.5, 224.5)]


def test_a_full_sheet_has_no_room_for_marks() -> None:
    assert saddle(4, trim=A5, sheet=A4).sheets[0].front.marks == ()


# --- several booklets ----------------------------------------------------------------------------


def whole(pages: int) -> int:
    return -(-pages // 4) * 4


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(1, 48), min_size=1, max_size=7))
def test_booklets_are_few_and_even(sizes: list[int]) -> None:
    booklets, notes = split_booklets([(f"p{i}", size) for i, size in enumerate(sizes)], 48)
    assert notes == ()
    every = range(1, len(sizes))
    divisions = [
        [whole(sum(sizes[a:b])) for a, b in pairwise((0, *cuts, len(sizes)))]
        for count in range(len(sizes)) for cuts in combinations(every, count)]
    best = min((len(d), sum(p * p for p in d)) for d in divisions if max(d) <= 48)
    assert (len(booklets), sum(b.padded ** 2 for b in booklets)) == best
    assert [b.first for b in booklets] == [1, *(b.last + 1 for b in booklets[:-1])]
    assert booklets[-1].last == sum(sizes)
    assert all(piece.whole for b in booklets for piece in b.pieces)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(1, 200), min_size=1, max_size=5), st.integers(4, 64))
def test_thick_parts_are_cut_after_whole_sheets_only(sizes: list[int], limit: int) -> None:
    booklets, notes = split_booklets([(f"p{i}", size) for i, size in enumerate(sizes)], limit)
    most = limit // 4 * 4
    thick = {f"p{i}" for i, size in enumerate(sizes) if whole(size) > most}
    assert {dict(note.args)["title"] for note in notes} == thick
    assert [page for b in booklets for page in range(b.first, b.last + 1)] == [
        *range(1, sum(sizes) + 1)]
    for booklet in booklets:
        assert booklet.padded <= most
        assert {piece.title for piece in booklet.pieces if not piece.whole} <= thick
        ends = {sum(sizes[:i]) for i in range(1, len(sizes) + 1)}
        assert booklet.last in ends or booklet.pages % 4 == 0


def test_a_thick_part_shares_its_last_booklet() -> None:
    booklets, notes = split_booklets([("上编", 50), ("下编", 10)], 48)
    assert [[(p.title, p.first, p.last, p.whole) for p in b.pieces] for b in booklets] == [
        [("上编", 1, 28, False)], [("上编", 29, 50, False), ("下编", 51, 60, True)]]
    assert "《上编》有 50 页" in message(notes[0], "zh")
    assert hint(notes[0], "en")


@pytest.mark.parametrize(("parts", "limit"), [([], 48), ([("a", 0)], 48), ([("a", 4)], 3)])
def test_no_booklet_out_of_nothing(parts: list[tuple[str, int]], limit: int) -> None:
    with pytest.raises(ValueError):
        split_booklets(parts, limit)
