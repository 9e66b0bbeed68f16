"""Binding advice with its reasons, signatures, inner margins, colour forms."""

from __future__ import annotations

from typing import get_args

import pytest

from press.messages import Lang, message
from press.production import (
    Advice,
    Binding,
    Signatures,
    advise,
    colour_forms,
    inner_margin,
    signatures,
)

ADVICE: list[tuple[int, float, Binding, str]] = [
    (16, 0.10, "stitch", "reason-stitch"),
    (48, 0.10, "stitch", "reason-stitch"),
    (52, 0.10, "stitch", "reason-stitch-full"),       # 2.6 mm
    (60, 0.10, "stitch", "reason-stitch-full"),       # just 3.0 mm
    (64, 0.10, "perfect", "reason-perfect"),          # 3.2 mm
    (64, 0.088, "stitch", "reason-stitch-full"),      # 2.8 mm
    (68, 0.075, "perfect", "reason-perfect"),
    (44, 0.16, "perfect", "reason-perfect-thick"),    # 3.5 mm
    (200, 0.10, "perfect", "reason-perfect"),
    (600, 0.10, "perfect", "reason-perfect"),         # 30 mm
    (640, 0.10, "sewn", "reason-sewn"),
]


@pytest.mark.parametrize(("pages", "caliper", "binding", "reason"), ADVICE)
def test_advice(pages: int, caliper: float, binding: Binding, reason: str) -> None:
    found = advise(pages, caliper)
    assert (found.binding, found.reasons[0].code) == (binding, reason)
    assert found.advised == binding
    for lang in get_args(Lang):
        assert all(str(pages) in message(r, lang) for r in found.reasons)


@pytest.mark.parametrize(("pages", "wanted", "doubts"), [
    (80, "stitch", ["doubt-stitch"]), (56, "stitch", []),
    (40, "perfect", ["doubt-glue"]), (40, "sewn", ["doubt-glue"]), (40, "stitch", []),
    (200, "sewn", [])])
def test_what_speaks_against_the_wanted_binding(pages: int, wanted: Binding,
                                                doubts: list[str]) -> None:
    found: Advice = advise(pages, 0.10, wanted)
    assert found.binding == wanted
    assert [d.code for d in found.doubts] == doubts
    for lang in get_args(Lang):
        assert all(str(pages) in message(d, lang) for d in found.doubts)


# pages, size → full signatures, short one, its blanks, pages to add, pages to cut
SIGNATURES = [
    (160, 16, 10, 0, 0, 0, 0),
    (168, 16, 10, 8, 0, 8, 8),
    (164, 16, 10, 4, 0, 12, 4),
    (162, 16, 10, 4, 2, 14, 2),
    (170, 16, 11, 0, 6, 6, 10),
    (33, 32, 1, 4, 3, 31, 1),
    (50, 32, 1, 32, 14, 14, 18),
    (36, 8, 4, 4, 0, 4, 4),
    (10, 16, 1, 0, 6, 6, 0),
    (6, 16, 0, 8, 2, 10, 0),
    (7, 4, 2, 0, 1, 1, 3),
]


@pytest.mark.parametrize(("pages", "size", "full", "last", "blanks", "add", "cut"), SIGNATURES)
def test_signatures(pages: int, size: int, full: int, last: int, blanks: int, add: int,
                    cut: int) -> None:
    found = signatures(pages, "perfect", size)
    if last == size:
        full, last = full + 1, 0
    assert (found.full, found.last, found.blanks, found.add, found.cut) == (
        full, last, blanks, add, cut)
    assert found.pages == pages + blanks
    assert (pages + add) % size == 0


@pytest.mark.parametrize("size", [4, 8, 16, 32])
@pytest.mark.parametrize("pages", range(1, 130))
def test_signatures_hold_together(pages: int, size: int) -> None:
    found = signatures(pages, "sewn", size)
    assert found.pages == pages + found.blanks
    assert found.last in {0, *(p for p in (4, 8, 16) if p < size)}
    assert 0 <= found.blanks < max(found.last, size)
    assert (pages + found.add) % size == 0
    assert found.cut == 0 or (pages - found.cut) % size == 0
    assert found.count * size >= pages


def test_a_stitched_book_is_one_signature() -> None:
    assert signatures(46, "stitch") == Signatures(48, 1, 0, 2, 2, 2, nested=True)


@pytest.mark.parametrize(("pages", "binding", "least", "wanted"), [
    (48, "stitch", 9.5, (15, 18)), (150, "perfect", 9.5, (18, 22)),
    (151, "perfect", 12.7, (18, 22)), (500, "sewn", 15.9, (18, 22)),
    (501, "perfect", 19.1, (19.1, 22)), (701, "sewn", 22.2, (22.2, 22.2))])
def test_inner_margin(pages: int, binding: Binding, least: float,
                      wanted: tuple[float, float]) -> None:
    found = inner_margin(pages, binding)
    assert (found.least, found.wanted) == (least, wanted)


@pytest.mark.parametrize(("coloured", "pages", "binding", "forms"), [
    ([], 32, "perfect", (0, 4)),
    ([1], 32, "perfect", (1, 4)),
    ([1, 4, 5, 16], 32, "perfect", (1, 4)),   # all on the outer form of the first
    ([1, 2], 32, "perfect", (2, 4)),
    ([17, 18, 1], 32, "perfect", (3, 4)),
    ([1, 16], 16, "stitch", (1, 8)),          # the outermost sheet, outside
    ([2, 15], 16, "stitch", (1, 8)),          # and inside
    ([8, 9], 16, "stitch", (1, 8)),           # the middle spread
    ([7, 10], 16, "stitch", (1, 8)),
    ([3, 4], 16, "stitch", (2, 8)),
])
def test_colour_forms(coloured: list[int], pages: int, binding: Binding,
                      forms: tuple[int, int]) -> None:
    assert colour_forms(coloured, signatures(pages, binding)) == forms
