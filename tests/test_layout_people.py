"""Class handbook, cards, roster sheets: everybody is in, once, in their place."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pypdf
import pytest
from build_samples import ROOT, TEMPLATES, codes, workshop
from test_layout_records import pages, table, told

from press.build.run import build_book


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all books."""
    return tmp_path_factory.mktemp("cache")


def test_handbook_has_everybody_in_roster_groups_and_room(tmp_path: Path, cache: Path) -> None:
    found = pages("class-handbook", tmp_path, cache)
    people = table("class-handbook", "people.csv")
    assert len(people) == 90
    groups = "".join(found[found.index(next(p for p in found if p.startswith("分组名单"))):][:2])
    room = next(p for p in found if p.startswith("座次图"))
    roster = "".join(p for p in found if "编号姓名" in p)
    for row in people:
        assert row["姓名"] in groups
        assert room.count(row["姓名"]) == 1
        assert f"{row['编号']}{row['姓名']}{row['组']}{row['单位']}{row['职务']}" in roster
    programme = next(p for p in found if p.startswith("日程安排"))
    for row in table("class-handbook", "programme.csv"):
        assert told(row["内容"]) in programme

    output = tmp_path / "class-handbook"
    for kind, sheets, times in (("name", 12, 1), ("table", 90, 2)):
        name = f"class-handbook-cards-{kind}-card-zh.pdf"
        pdf = pypdf.PdfReader(io.BytesIO((output / name).read_bytes()))
        assert len(pdf.pages) == sheets
        text = "".join("".join(page.extract_text().split()) for page in pdf.pages)
        for row in people:
            assert text.count(row["姓名"]) == times


def test_the_sheet_of_a_household_names_nobody_else(tmp_path: Path, cache: Path) -> None:
    found = pages("home-visits", tmp_path, cache)
    visits = table("home-visits", "visits.csv")
    assert "8户" in found[2] and "21个" in found[2] and "160人" in found[2] and "80次" in found[2]
    for household in table("home-visits", "households.csv"):
        sheet = next(p for p in found[3:] if household["情况"] in p)
        own = {name for row in visits if row["户"] == household["户"]
               for name in row["人员"].split("、")}
        for volunteer in table("home-visits", "volunteers.csv"):
            assert (volunteer["姓名"] in sheet) == (volunteer["姓名"] in own)
    branches = "".join(found[found.index(next(p for p in found if "各支部走访安排" in p)):])
    for volunteer in table("home-visits", "volunteers.csv"):
        assert branches.count(volunteer["姓名"]) == 1


def test_a_changed_person_is_on_the_cards(tmp_path: Path, cache: Path) -> None:
    book = shutil.copytree(ROOT / "sources/class-handbook", tmp_path / "class-handbook")
    people = book / "tables/people.csv"
    people.write_text(people.read_text("utf-8").replace("学员33", "王强"), "utf-8")
    result = build_book(book, tmp_path / "out", TEMPLATES, workshop(cache), {})
    assert result.good, codes(result.problems)
    path = tmp_path / "out/class-handbook/class-handbook-cards-name-card-zh.pdf"
    pdf = pypdf.PdfReader(io.BytesIO(path.read_bytes()))
    text = "".join("".join(page.extract_text().split()) for page in pdf.pages)
    assert "王强" in text and "学员33" not in text and "学员34" in text


def test_cards_want_a_layout_of_cards(tmp_path: Path, cache: Path) -> None:
    book = shutil.copytree(ROOT / "sources/class-handbook", tmp_path / "book")
    settings = book / "book.toml"
    settings.write_text(settings.read_text("utf-8").replace("name-card-zh", "handout-zh"), "utf-8")
    result = build_book(book, tmp_path / "out", TEMPLATES, workshop(cache), {}, write=False)
    assert codes(result.problems) == ["layout-kind"]
