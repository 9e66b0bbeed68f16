"""Numbered copies: the QR arithmetic against segno, our reader against both, a whole run."""

from __future__ import annotations

import random
from pathlib import Path

import pypdf
import segno
from build_samples import TEMPLATES, workshop
from packet_samples import cache_folder, packet_book

from press.dataclass import replace
from press.packets.numbered import make_numbered
from press.packets.qr import codes_like
from press.preflight.needles import folded
from press.preflight.qrread import read_qr


def packed(matrix: tuple[bytearray, ...]) -> bytes:
    width = -(-len(matrix) // 8)
    return b"".join(int("".join(str(m & 1) for m in row).ljust(8 * width, "0"), 2).to_bytes(width)
                    for row in matrix)


def test_any_text_has_the_code_that_segno_gives_it() -> None:
    chance = random.Random(7)
    codes = codes_like("7KQ2M-3XPTC-00001")
    for _ in range(40):
        text = "".join(chance.choice("0123456789ABCDEFGHJKMNPQRSTVWXYZ-") for _ in range(17))
        masks = [packed(segno.make_qr(text.encode(), error="m", mode="byte", version=2, mask=mask,
                                      boost_error=False).matrix) for mask in range(8)]
        assert codes.packed(text) in masks
        assert read_qr(codes.packed(text), codes.modules) == text


def test_the_reader_reads_every_mask_and_level() -> None:
    for mask in range(8):
        for level in "lm":
            for text in ("A-1", "7KQ2M-3XPTC-00001-23456"):
                made = segno.make_qr(text.encode(), error=level, mode="byte", mask=mask,
                                     boost_error=False)
                assert read_qr(packed(made.matrix), len(made.matrix)) == text


def test_a_run_of_copies(tmp_path: Path) -> None:
    book = packet_book(tmp_path / "tour")
    shop = replace(workshop(cache_folder()), jobs=1)
    runs = [make_numbered(book, tmp_path / name, TEMPLATES, shop, {}, story="01-gate", first=98,
                          last=301) for name in ("one", "two")]
    assert all(run.good for run in runs), runs[0].problems
    one, two = ((run.folder / run.files[0].path).read_bytes() for run in runs)
    assert one == two
    reader = pypdf.PdfReader(runs[0].folder / runs[0].files[0].path, strict=True)
    count = runs[0].files[0].pages // 204
    assert len(reader.pages) == 204 * count
    for at in (0, 1, 100, 203):
        text = folded(reader.pages[at * count].extract_text())
        assert folded(f"份号{98 + at:03}") in text and "规矩在先" in text
        assert f"{runs[0].files[0].code}-{98 + at:03}".casefold() in text
    # What copies share is there once.
    assert one.count(b"/Subtype /Form") == count or len(one) < 204 * count * 400 + 400_000
