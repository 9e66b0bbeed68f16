"""Every scheme printed, turned, cut, folded, nested, gathered and read back, in simulation."""

from __future__ import annotations

import io
from collections import Counter
from itertools import pairwise
from typing import Any

import pytest
from case_pages import described, plain
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from press.dataclass import replace
from press.imposition import Creep, Imposition, Job, read_back
from press.imposition.fit import Fitted, Small, fit
from press.imposition.impose import impose
from press.imposition.job import SCHEMES
from press.imposition.layout import lay_out
from press.imposition.sections import nested, padded

A6 = (105.0, 148.0)
counts = st.integers(1, 128)
creeps = st.sampled_from([None, Creep(0.1), Creep(0.12, 1.3), Creep(0.08, 1.2, "innermost")])


def laid(count: int, job: Job, trim: tuple[float, float] = A6,
         sheet: tuple[float, float] = (700, 900), bleeding: bool = True) -> Imposition:
    fitted = fit(job, trim, sheet, bleeding=bleeding)
    assert isinstance(fitted, Fitted)
    return lay_out(range(1, count + 1), job, fitted)


def read(imposition: Imposition) -> list[list[int | None]]:
    """What stands in each of the copies; every page must be readable, in register, and print on
    nobody else's paper."""
    books = []
    for copy in range(1, imposition.copies + 1):
        pages = read_back(imposition, copy)
        assert all(page.upright and page.in_register and page.clipped for page in pages)
        books.append([page.page for page in pages])
    apart(imposition)
    return books


def apart(imposition: Imposition) -> None:
    """Clips do not overlap, and stay on the sheet."""
    width, height = imposition.sheet_size
    for sheet in imposition.sheets:
        for side in (sheet.front, sheet.back):
            for number, slot in enumerate(side.slots):
                clip = slot.clip
                assert min(clip.left, clip.bottom, width - clip.right, height - clip.top) > -1e-6
                for other in side.slots[number + 1:]:
                    both = clip.meet(other.clip)
                    assert min(both.width, both.height) < 1e-6


folding = st.fixed_dictionaries({
    "binding": st.sampled_from(["left", "right"]), "flip": st.sampled_from(["short", "long"]),
    "creep": creeps, "back_cover": st.booleans(), "closed": st.sampled_from([None, "head", "foot"]),
    "bleed": st.sampled_from([0.0, 3.0]), "gripper": st.sampled_from([0.0, 10.0]),
    "together": st.sampled_from(["copies", "stack", "sheets"]), "fold_trim": st.just(3.0),
    "gutter": st.sampled_from([(6.0, 6.0), (8.0, 10.0)]),
    "turn": st.sampled_from(["sheetwise", "work-and-turn", "work-and-tumble"])})
flat = st.fixed_dictionaries({
    "binding": st.sampled_from(["left", "right"]), "flip": st.sampled_from(["short", "long"]),
    "grid": st.sampled_from([(1, 1), (2, 1), (2, 2), (4, 2), (3, 5)]),
    "order": st.sampled_from(["rows", "columns"]), "sides": st.sampled_from([1, 2]),
    "gutter": st.sampled_from([None, (0.0, 0.0), (4.0, 7.0)]),
    "gripper": st.sampled_from([0.0, 8.0])})


@settings(max_examples=80, deadline=None)
@given(counts, st.sampled_from([4, 8, 16]), st.sampled_from([None, (2, 1), (1, 2), (2, 2)]),
       folding)
def test_a_saddle_booklet_reads_in_order(count: int, folded: int, grid: tuple[int, int] | None,
                                         wishes: dict[str, Any]) -> None:
    if wishes["turn"] != "sheetwise":
        grid = None
    job = Job("saddle", folded=folded, grid=grid, **wishes)
    books = read(laid(count, job, sheet=(1300, 1300)))
    assert books == [list(padded(range(1, count + 1), back_cover=job.back_cover, to=folded))
                     ] * len(books)


@settings(max_examples=100, deadline=None)
@given(counts, st.sampled_from([(4, 4), (8, 8), (16, 16), (32, 32), (16, 4), (16, 8), (12, 4),
                                (32, 16), (24, 8)]),
       st.sampled_from([None, (2, 1)]), st.sampled_from([0.0, 3.0]), folding)
def test_signatures_read_in_order(count: int, sizes: tuple[int, int],
                                  grid: tuple[int, int] | None, milling: float,
                                  wishes: dict[str, Any]) -> None:
    if wishes["turn"] != "sheetwise":
        grid = None
    job = Job("signature", signature=sizes[0], folded=sizes[1], grid=grid, milling=milling,
              **wishes)
    imposition = laid(count, job, sheet=(1500, 1500))
    books = read(imposition)
    assert books == [list(padded(range(1, count + 1), back_cover=job.back_cover, to=sizes[1]))
                     ] * len(books)
    creep = wishes["creep"]
    pages = read_back(imposition)
    for start in range(0, len(pages), sizes[0]):
        whole = pages[start:start + sizes[0]]
        for number, page in enumerate(whole):
            pair = min(number, len(whole) - 1 - number) // 2 + 1
            moved = creep.shift(pair, len(whole) // 4) if creep else 0.0
            assert page.shift == pytest.approx(moved - milling, abs=0.001)


@settings(max_examples=80, deadline=None)
@given(counts, flat)
def test_n_up_reads_along_the_sheet(count: int, wishes: dict[str, Any]) -> None:
    [book] = read(laid(count, Job("nup", **wishes)))
    places = wishes["grid"][0] * wishes["grid"][1]
    if wishes["sides"] == 1:
        fronts = [page for start in range(0, len(book), 2 * places)
                  for page in book[start:start + places]]
        assert set(book) - set(fronts) <= {None}
        book = fronts
    assert [page for page in book if page] == list(range(1, count + 1))
    assert None not in book[:count]


@settings(max_examples=40, deadline=None)
@given(counts, st.sampled_from(["stack", "cards", "repeat"]), flat)
def test_leaves_come_off_the_guillotine_in_order(count: int, scheme: Any,
                                                 wishes: dict[str, Any]) -> None:
    imposition = laid(count, Job(scheme, **wishes))
    books = read(imposition)
    assert len(books) == (wishes["grid"][0] * wishes["grid"][1] if scheme == "repeat" else 1)
    step = wishes["sides"]
    for book in books:
        assert [page for page in book if page] == list(range(1, count + 1))
        assert book[::2][:-(-count // step)] == list(range(1, count + 1, step))
    used = -(-count // step)
    places = wishes["grid"][0] * wishes["grid"][1]
    assert len(imposition.sheets) == (used if scheme == "repeat" else -(-used // places))


@settings(max_examples=60, deadline=None)
@given(counts, st.sampled_from(["stack", "cards", "repeat"]),
       st.sampled_from(["work-and-turn", "work-and-tumble"]))
def test_one_form_cut_in_two_gives_each_leaf_twice(count: int, scheme: Any, turn: Any) -> None:
    imposition = laid(count, Job(scheme, grid=(2, 2), turn=turn))
    assert all(sheet.front.slots == sheet.back.slots for sheet in imposition.sheets)
    for book in read(imposition):
        assert [page for page in book if page] == list(range(1, count + 1))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SCHEMES), st.floats(60, 130), st.floats(60, 180), st.floats(0, 12),
       st.floats(0, 8), st.sampled_from(["short", "long"]))
def test_nothing_prints_under_the_gripper(scheme: Any, width: float, height: float,
                                          gripper: float, edge: float, flip: Any) -> None:
    """It is the lower edge of the front, and of the back as it is fed."""
    job = Job(scheme, gripper=gripper, unprintable=edge, flip=flip, signature=8, up=4,
              marks=("crop", "fold", "register", "bar", "slug"), slug="{sheet}{side}")
    fitted = fit(job, (width, height), (460, 640), bleeding=True)
    if isinstance(fitted, Small):
        return
    imposition = lay_out(range(1, 17), job, fitted)
    for sheet in imposition.sheets:
        for side in (sheet.front, sheet.back):
            lowest = [slot.clip.bottom for slot in side.slots]
            marks = [min(mark.x0, mark.y0, imposition.sheet_size[0] - mark.x1,
                         imposition.sheet_size[1] - mark.y1) for mark in side.marks]
            assert min(lowest) >= gripper - 1e-6
            assert min([*marks, edge]) >= edge - 1e-6
            assert min([mark.y0 for mark in side.marks], default=gripper) >= gripper - 1e-6
    read(imposition)


# --- what the simulation is worth ----------------------------------------------------------------


def test_the_simulation_sees_wrong_folds_and_piles() -> None:
    good = laid(32, Job("signature", signature=16, folded=16))
    assert read(good) == [list(range(1, 33))]
    wrong = replace(good, folds=(good.folds[0], good.folds[2]))
    assert [page.page for page in read_back(wrong)] != list(range(1, 33))
    turned = replace(good, folds=(good.folds[0], replace(good.folds[1], under="bottom"),
                                  good.folds[2]))
    assert not all(page.upright for page in read_back(turned))
    piled = laid(16, Job("stack", grid=(2, 1)))
    assert read(piled) == [list(range(1, 17))]
    gathered = replace(piled, assembly="sheets")
    assert [page.page for page in read_back(gathered)][:4] == [1, 2, 9, 10]


# --- sections ------------------------------------------------------------------------------------


def test_33_pages_leave_a_blank_signature_of_32() -> None:
    _, imposition, problems = impose(plain(33), Job("signature", sheet="大度", signature=32))
    assert imposition is not None
    assert [p.code for p in problems] == ["imposition-blanks-section", "imposition-signature-last"]
    args = dict(problems[1].args)
    assert (args["used"], args["blanks"], args["less"], args["more"]) == ("1", "31", "1", "31")


@pytest.mark.parametrize(("count", "told"), [(32, False), (31, False), (16, False), (20, True),
                                             (18, True), (26, False)])
def test_a_last_signature_is_told_when_it_is_thin(count: int, told: bool) -> None:
    _, _, problems = impose(plain(count), Job("signature", sheet="A4", signature=16))
    assert ("imposition-signature-last" in {p.code for p in problems}) == told


def test_sheets_of_a_section_lie_inside_each_other() -> None:
    """Sixteen pages out of four sheets of A4, as a bookbinder at home folds them."""
    _, imposition, _ = impose(plain(32), Job("signature", sheet="A4", signature=16))
    assert imposition is not None
    assert [(s.signature, s.position) for s in imposition.sheets] == [
        (1, 1), (1, 2), (1, 3), (1, 4), (2, 1), (2, 2), (2, 3), (2, 4)]
    assert [slot.page for slot in imposition.sheets[0].front.slots] == [16, 1]
    assert [slot.page for slot in imposition.sheets[7].back.slots] == [24, 25]
    assert [[c.pair(p) for p in range(8)] for c in nested(tuple(range(1, 17)), 16, 8)] == [
        [1, 1, 2, 2, 2, 2, 1, 1], [3, 3, 4, 4, 4, 4, 3, 3]]


def test_milled_spines_stand_apart_and_folded_edges_keep_their_trim() -> None:
    imposition = laid(16, Job("signature", folded=16, milling=3, fold_trim=4))
    xs = sorted({slot.x for slot in imposition.sheets[0].front.slots})
    ys = sorted({slot.y for slot in imposition.sheets[0].front.slots})
    gaps = [b - a - 105 for a, b in pairwise(xs)]
    assert gaps == pytest.approx([6, 8, 6])
    assert [b - a - 148 for a, b in pairwise(ys)] == pytest.approx([8])


# --- sheet, grid, scale --------------------------------------------------------------------------


def test_the_sheet_lies_so_that_more_fits() -> None:
    job = Job("cards", sheet="A4", gutter=(0, 0))
    assert laid(1, job, (90, 54), (210, 297)).grid == (2, 5)
    assert laid(1, replace(job, gutter=(20, 20)), (90, 54), (210, 297)).grid == (2, 4)
    assert laid(1, job, (105, 148), (210, 297)).grid == (2, 2)


def test_pages_shrink_to_the_sheet_and_grow_when_asked() -> None:
    a4 = [{"count": 4, "width": 210, "height": 297}]
    for wishes, scale in (({"scheme": "nup"}, 0.7071), ({"scheme": "nup", "up": 4}, 0.5),
                          ({"scale": "shrink"}, 0.7071), ({"scale": 0.5}, 0.5),
                          ({"scale": "shrink", "sheet": "A3"}, 1.0),
                          ({"scale": "shrink", "unprintable": 5.0}, 0.6734)):
        _, imposition, _ = impose(described(a4), Job(**wishes))  # type: ignore[arg-type]
        assert imposition is not None
        assert imposition.scale == pytest.approx(scale, abs=0.0002), wishes
        assert imposition.trim == pytest.approx((210 * imposition.scale, 297 * imposition.scale),
                                                abs=0.01)
    a6 = [{"count": 4, "width": 105, "height": 148}]
    for scale, grown in (("shrink", 1.0), ("fill", 1.4141), (1.2, 1.2)):
        _, imposition, _ = impose(described(a6), Job("nup", scale=scale))  # type: ignore[arg-type]
        assert imposition is not None
        assert imposition.scale == pytest.approx(grown, abs=0.0005)


def test_larger_pages_shrink_to_the_others_side_by_side() -> None:
    mixed = [{"count": 3, "width": 148, "height": 210}, {"count": 1, "width": 297, "height": 210}]
    _, imposition, problems = impose(described(mixed), Job("nup"))
    assert imposition is not None
    assert [p.code for p in problems] == ["imposition-page-shrunk"]
    scales = {slot.page: slot.scale for sheet in imposition.sheets
              for side in (sheet.front, sheet.back) for slot in side.slots}
    assert scales == {1: 1, 2: 1, 3: 1, 4: pytest.approx(148 / 297)}


# --- passes --------------------------------------------------------------------------------------


def shown(**wishes: Any) -> list[set[int]]:
    """The pages on each page of the PDF."""
    pdf, _, _ = impose(plain(12), Job(**wishes))
    return [{int(line[4:7]) for line in page.extract_text().split() if line}
            for page in PdfReader(io.BytesIO(pdf)).pages]


def test_one_pass_for_fronts_and_one_for_backs() -> None:
    fronts, backs = [{12, 1}, {10, 3}, {8, 5}], [{2, 11}, {4, 9}, {6, 7}]
    assert shown() == [side for pair in zip(fronts, backs, strict=True) for side in pair]
    assert shown(passes="fronts-backs") == fronts + backs[::-1]
    assert shown(passes="fronts-backs", backs="same") == fronts + backs
    assert shown(passes="fronts") == fronts
    assert shown(passes="backs") == backs[::-1]


def test_one_sided_sheets_have_no_backs() -> None:
    assert shown(scheme="nup", up=4, sides=1) == [{1, 2, 3, 4}, {5, 6, 7, 8}, {9, 10, 11, 12}]
    assert Counter(page for side in shown(scheme="repeat", sheet="A3", sides=1)
                   for page in side) == dict.fromkeys(range(1, 13), 1)


# --- what cannot be ------------------------------------------------------------------------------


@pytest.mark.parametrize("wishes", [
    {"scheme": "fold"}, {"scheme": "signature", "signature": 10}, {"folded": 12},
    {"scheme": "signature", "signature": 16, "folded": 32}, {"bleed": -1}, {"gutter": (1, -1)},
    {"grid": (0, 2)}, {"scheme": "nup", "up": 5000}, {"scheme": "nup", "turn": "work-and-turn"},
    {"grid": (3, 1), "turn": "work-and-turn"}, {"sides": 1}, {"marks": ("cross",)},
    {"scale": "huge"}, {"scale": 0.0}, {"trim": (0, 5)}, {"sheet": (float("nan"), 9)},
    {"scheme": "nup", "sides": 1, "passes": "backs"}, {"scale": float("nan")},
    {"milling": float("inf")}])
def test_settings_that_contradict_themselves_are_told(wishes: dict[str, Any]) -> None:
    pdf, imposition, problems = impose(plain(4), Job(**wishes), name="a.pdf")
    assert (pdf, imposition) == (b"", None)
    assert {p.code for p in problems} == {"imposition-setting"}
    assert {p.path for p in problems} == {"a.pdf"}
