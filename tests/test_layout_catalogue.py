"""Archive catalogues: every item with its plate, in thumbnails, entries and indexes."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pypdf
import pytest
from build_samples import ROOT, TEMPLATES, codes, library, workshop
from PIL import Image

from press.build.intake import take_in
from press.build.plan import plan
from press.build.run import build_book
from press.manuscript.thumbnails import SIDE, thumbnail
from press.values import Asset

SAMPLE = ROOT / "sources/archive-catalogue"
ITEMS = 14
"""Of the sample, for a book that is built: two groups of it."""


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all books."""
    return tmp_path_factory.mktemp("cache")


def small(folder: Path) -> tuple[Path, list[dict[str, str]]]:
    """The first items of two groups of the sample."""
    book = shutil.copytree(SAMPLE, folder)
    path = book / "tables/items.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    kept = [*rows[:ITEMS - 4], *rows[52:56]]
    write(path, kept)
    for plate in (book / "plates").iterdir():
        if plate.stem not in {row["编号"] for row in kept}:
            plate.unlink()
    return book, kept


def write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def texts(pdf: Path) -> list[str]:
    return ["".join(page.extract_text().split())
            for page in pypdf.PdfReader(io.BytesIO(pdf.read_bytes())).pages]


def test_the_sample_has_411_items_each_with_a_plate_of_its_own() -> None:
    intake, problems = take_in(SAMPLE, TEMPLATES, library(), {})
    assert intake is not None and problems == ()
    catalogue = intake.book.records.catalogue
    assert catalogue is not None
    assert len(catalogue.items) == 411
    assert len({item.plate.data for item in catalogue.items if item.plate}) > 300
    documents, problems = plan(intake.book, intake.layouts, None)
    assert problems == ()
    html = "".join(part.html for part in documents[0].composition.parts)
    for number in range(1, 412):
        assert html.count(f'id="item-{number}"') == 1
    assert html.count('class="leaf plate-page"') == sum(i.full for i in catalogue.items)
    dates = next(p for p in documents[0].composition.parts if p.key == "catalogue-dates")
    assert dates.html.count('class="dated"') == 411


def test_every_item_is_in_its_group_its_entry_and_the_indexes(tmp_path: Path,
                                                              cache: Path) -> None:
    book, rows = small(tmp_path / "archive")
    result = build_book(book, tmp_path / "out", TEMPLATES, workshop(cache), {})
    assert result.good, codes(result.problems)
    assert not [p for p in result.problems if p.severity == "warning"]
    found = texts(tmp_path / "out/archive/archive-reading.pdf")
    for row in rows:
        entry = next(p for p in found if p.count(row["编号"]) == 1 and row["说明"] in p)
        assert row["题名"] in entry and row["来源"] in entry
    dates, people, kinds = (next(p for p in found[8:] if title in p) for title in (
        "年代索引", "人名索引", "类别索引"))
    for row in rows:
        assert f"{row['编号']}{row['题名']}" in dates
        assert row["编号"] in kinds
        assert (row["编号"] in people) == bool(row["人物"])
    years = [row["日期"][:4] for row in rows if row["日期"]]
    decades = sorted({f"{year[:3]}0年代" for year in years})
    assert [dates.index(d) for d in decades] == sorted(dates.index(d) for d in decades)
    assert "年代不详" in dates or len(years) == len(rows)


def test_a_change_in_one_item_sets_only_its_pages(tmp_path: Path) -> None:
    book, rows = small(tmp_path / "archive")

    def parts() -> dict[str, str]:
        intake, _ = take_in(book, TEMPLATES, library(), {})
        assert intake is not None
        documents, _ = plan(intake.book, intake.layouts, None)
        return {part.key: part.html for part in documents[0].composition.parts}

    before = parts()
    rows[7]["说明"] = "重新写过的说明。"
    write(book / "tables/items.csv", rows)
    after = parts()
    assert [key for key in before if before[key] != after[key]] == ["catalogue-items/1-2"]


def test_rasters_are_printed_at_the_right_resolution(tmp_path: Path, cache: Path) -> None:
    book, rows = small(tmp_path / "archive")
    for row in rows:
        (book / f"plates/{row['编号']}.svg").unlink()
        Image.effect_noise((2400, 1800), 20).save(book / f"plates/{row['编号']}.jpg", quality=60)
    Image.effect_noise((300, 225), 20).save(book / "plates/002.jpg")
    result = build_book(book, tmp_path / "out", TEMPLATES, workshop(cache), {})
    assert codes(result.problems) == ["image-coarse"]
    assert result.problems[0].path == "tables/items.csv"
    (book / "plates/002.jpg").write_bytes((book / "plates/001.jpg").read_bytes())
    result = build_book(book, tmp_path / "out", TEMPLATES, workshop(cache), {})
    assert result.good, codes(result.problems)
    pdf = pypdf.PdfReader(io.BytesIO((tmp_path / "out/archive/archive-print.pdf").read_bytes()))
    widths = {image.image.width for page in pdf.pages for image in page.images if image.image}
    # 24 mm and less in thumbnails, 88 mm in entries, 166 mm on a page, at 350 ppi.
    assert max(widths) <= 2300 and len(widths) == 3
    assert sorted(widths)[1] == pytest.approx(88 / 25.4 * 350, abs=3)


def test_a_thumbnail_is_small_and_keeps_its_shape() -> None:
    out = io.BytesIO()
    Image.effect_noise((1600, 2400), 30).convert("RGB").save(out, "JPEG")
    asset = Asset("plates/1.jpg", "image/jpeg", out.getvalue(), 1600, 2400)
    made = thumbnail(asset)
    with Image.open(io.BytesIO(made.data)) as image:
        assert image.size == (240, SIDE) == (made.width, made.height)
    assert made.name != asset.name and len(made.data) < len(asset.data) / 10
    drawing = Asset("plates/2.svg", "image/svg+xml", b"<svg/>", 40, 30)
    assert thumbnail(drawing) is drawing
