"""Names of sheets in both scripts, and their halves."""

from __future__ import annotations

import pytest

from press.imposition.sizes import FULL_SHEETS, KNOWN, SHEETS, landscape, sheet_size, spell


@pytest.mark.parametrize(("name", "size"), [
    ("A4", (210, 297)), ("a3", (297, 420)), ("sra3", (320, 450)), ("ISO-B4", (250, 353)),
    ("jis-b4", (257, 364)), ("正度", (787, 1092)), ("zhengdu", (787, 1092)),
    ("大度", (889, 1194)), ("Dadu", (889, 1194)), ("正度全开", (787, 1092)),
    ("正度对开", (546, 787)), ("正度四开", (393.5, 546)), ("大度八开", (298.5, 444.5)),
    ("大度16开", (222.25, 298.5)), ("880×1230", (880, 1230)), ("880x1230/2", (615, 880)),
    ("850*1168 对开", (584, 850)), ("890X1240mm", (890, 1240)), ("710×1000/4", (355, 500)),
    ("1000x710", (710, 1000)), ("330.2 x 482.6", (330.2, 482.6)), ("zhengdu/32", (136.5, 196.75)),
])
def test_names_that_paper_is_sold_under(name: str, size: tuple[float, float]) -> None:
    assert sheet_size(name) == pytest.approx(size)


@pytest.mark.parametrize("name", [
    "", "B5", "B4", "A11", "正度三开", "正度/3", "正度/0", "大开", "对开", "5x5", "9999x9999",
    "a x b", "787x", "/2", "正度/" + "9" * 5000, "1" * 5000 + "x1", "A4\0", "nan", "infxinf"])
def test_names_that_nobody_knows(name: str) -> None:
    assert sheet_size(name) is None


def test_every_name_that_is_shown_is_known() -> None:
    assert all(sheet_size(name) for name in KNOWN)
    for sizes in (SHEETS, FULL_SHEETS):
        assert all(size[0] < size[1] for size in sizes.values())
    assert landscape((210, 297)) == (297, 210)
    assert spell((393.5, 546)) == "393.5×546"
