"""The typefaces that a book names: its own files, the house's families, roles for the layouts."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from build_samples import TEMPLATES, build, codes, library, story, write_book
from font_samples import COMMON, collection, font

from press.build.book_fonts import BookFonts, book_fonts
from press.config import load_book_config
from press.config.models import FontsConfig
from press.layout import load_layout
from press.messages import hint, message
from press.values import Problem

SONG, HEI, KAI = "Noto Serif CJK SC", "Noto Sans CJK SC", "LXGW WenKai"


def office(folder: Path, toml: str = "", lang: str = "", **files: bytes) -> Path:
    book = write_book(folder / "book", toml=f'title = "书"\n{lang}\n[fonts]\n{toml}\n')
    (book / "fonts").mkdir()
    for name, data in files.items():
        stem, _, suffix = name.rpartition("_")
        (book / "fonts" / f"{stem}.{suffix}").write_bytes(data)
    return book


def look(book: Path, layout: str = "reader-zh") -> tuple[BookFonts, tuple[Problem, ...]]:
    config, problems = load_book_config(book)
    assert config is not None, problems
    found, problems = load_layout(layout, templates=TEMPLATES, book_folder=None)
    assert found is not None, problems
    return book_fonts(book, config, {layout: found}, library())


def roles(made: BookFonts) -> FontsConfig:
    (layout,) = made.layouts.values()
    return layout.config.fonts


def test_a_book_without_fonts_has_those_of_the_house(tmp_path: Path) -> None:
    made, problems = look(office(tmp_path))
    assert not problems
    assert made.library.families == (SONG, HEI, KAI)
    assert made.library.fontconfig.is_file()
    assert roles(made).song == (SONG,)
    assert roles(made).kai == (KAI, SONG)


@pytest.mark.parametrize("name", [
    "仿宋_GB2312.ttf", "仿宋_GB2312", "FANGSONG_GB2312", "FangSong_GB2312", "方正仿宋"])
def test_a_font_is_named_by_file_or_family(name: str, tmp_path: Path) -> None:
    data = font(family="FangSong_GB2312", chinese="方正仿宋")
    book = office(tmp_path, f'fangsong = ["{name}", "lxgw wenkai"]', 仿宋_GB2312_ttf=data)
    made, problems = look(book)
    assert not problems
    assert roles(made).fangsong == ("方正仿宋", KAI)
    assert roles(made).song == (SONG,)
    assert made.library.families == (SONG, HEI, KAI, "方正仿宋")


def test_other_weights_of_a_family_come_along(tmp_path: Path) -> None:
    book = office(tmp_path, 'song = ["书宋"]', 书宋_otf=font(of=SONG),
                  书宋粗_otf=font(of=SONG, weight=700), 别的_ttf=font(family="Other"))
    made, _ = look(book)
    assert [f.key for f in made.library.faces if f.family not in (SONG, HEI, KAI)] == [
        ("Office", 400, False), ("Office", 700, False)]


def test_two_files_of_one_family_name_are_two_families(tmp_path: Path) -> None:
    book = office(tmp_path, 'song = ["a", "b"]', a_ttf=font("的"), b_ttf=font("的一"))
    made, problems = look(book)
    assert not problems
    assert roles(made).song == ("Office", "Office (b)")


def test_a_family_named_like_one_of_the_house_is_another(tmp_path: Path) -> None:
    book = office(tmp_path, f'song = ["a.ttf", "{SONG}"]', a_ttf=font(family=SONG))
    made, _ = look(book)
    assert roles(made).song == (f"{SONG} (fonts)", SONG)


def test_a_collection_is_named_by_family(tmp_path: Path) -> None:
    data = collection(font(family="SimSun"), font(family="NSimSun"))
    made, problems = look(office(tmp_path, 'song = ["nsimsun"]', simsun_ttc=data))
    assert not problems
    assert roles(made).song == ("NSimSun",)
    assert "SimSun" not in made.library.families


def test_latin_stands_before_the_text_roles_without_its_quotes(tmp_path: Path) -> None:
    data = font("ABCabc123“”—", of="Linux Libertine O", family="Times New Roman")
    made, problems = look(office(tmp_path, 'latin = ["times"]', times_ttf=data))
    assert not problems
    lists = roles(made)
    assert lists.song == ("Times New Roman (Han)", SONG)
    assert lists.kai == ("Times New Roman (Han)", KAI, SONG)
    assert "Times New Roman (Han)" not in lists.hei
    assert lists.latin == ("Times New Roman",)
    assert not made.library.covers("Times New Roman (Han)", ord("“"))


def test_in_english_lists_stay_as_they_are(tmp_path: Path) -> None:
    made, problems = look(office(tmp_path), "reader-en")
    assert not problems
    assert roles(made).song[0] == "Linux Libertine O"
    assert "Linux Libertine O" in made.library.families


def test_a_link_out_of_the_book_is_not_followed(tmp_path: Path) -> None:
    book = office(tmp_path, 'song = ["a"]')
    (tmp_path / "a.ttf").write_bytes(font())
    (book / "fonts" / "a.ttf").symlink_to(tmp_path / "a.ttf")
    _, (problem,) = look(book)
    assert (problem.code, problem.path) == ("file-outside", "fonts/a.ttf")
    (book / "fonts" / "a.ttf").unlink()
    (book / "fonts").rmdir()
    (book / "fonts").symlink_to(tmp_path)
    assert codes(look(book)[1]) == ["font-unknown"]


@pytest.mark.parametrize("name", ["../a.ttf", "/etc/passwd", "fonts/a.ttf", "a\\b", "."])
def test_a_path_is_no_name(name: str, tmp_path: Path) -> None:
    toml = f"song = ['{name}']"
    (tmp_path / "a.ttf").write_bytes(font())
    _, (problem, *_) = look(office(tmp_path, toml, a_ttf=font("的")))
    assert problem.code in ("font-unknown", "font-misspelt")
    assert (problem.path, problem.line, problem.column) == ("book.toml", 4, 9)
    assert message(problem, "zh") and hint(problem, "zh")


def test_a_damaged_neighbour_is_told_only_where_a_font_is_missing(tmp_path: Path) -> None:
    book = office(tmp_path, 'song = ["好"]', 好_ttf=font(), 坏_ttf=b"\0\1\0\0")
    assert look(book)[1] == ()
    book = office(tmp_path / "other", 'song = ["Nowhere Sans"]', 坏_ttf=b"\0\1\0\0")
    assert [(p.code, p.path) for p in look(book)[1]] == [
        ("font-unknown", "book.toml"), ("font-damaged", "fonts/坏.ttf")]


def test_a_book_in_an_office_font(tmp_path: Path) -> None:
    """The whole way: the font is in the file, what it lacks is told with its line."""
    book = office(tmp_path, f'song = ["办公宋", "{SONG}"]\nbiaosong = ["{SONG}"]',
                  lang='documents = ["reading"]', 办公宋_ttf=font(COMMON))
    words = story("第一篇", "中国人在这上。", "名字：朱镕基。")
    (book / "stories" / "01.md").write_text(words, "utf-8")
    (book / "stories" / "02.md").unlink()
    result = build(book, tmp_path / "out")
    told = [p for p in result.problems if p.path == "stories/01.md"]
    assert [(p.code, p.line, dict(p.args)["characters"]) for p in told] == [
        ("font-fallback", 5, "名字朱镕基")]
    with pikepdf.open(tmp_path / "out" / "book" / "book-reading.pdf") as pdf:
        names = {str(f.BaseFont).split("+")[1] for page in pdf.pages
                 for f in page.obj.Resources.get("/Font", {}).values()}
    assert "Office-Regular-400" in names


def test_an_undeclared_font_stops_the_book(tmp_path: Path) -> None:
    book = office(tmp_path, 'song = ["办公宋"]', 办公宋_ttf=font(COMMON))
    result = build(book, tmp_path / "out")
    assert not result.good
    assert "font-undeclared" in codes(result.problems)
    assert not (tmp_path / "out" / "book").exists()


def test_another_font_makes_another_document(tmp_path: Path) -> None:
    """The cache knows fonts by content: a file of the same name with other glyphs is another."""
    shown = []
    for of in (KAI, SONG):
        data = font(COMMON + "第一篇二山里的天从水开始，听见声就起来了规矩先准头后目录书", of=of)
        book = office(tmp_path / of, f'song = ["宋", "{SONG}"]', lang='documents = ["reading"]',
                      宋_ttf=data)
        result = build(book, tmp_path / "out")
        assert result.good, result.problems
        shown.append(result.artefacts[0].sha256)
    assert shown[0] != shown[1]


def test_a_data_folder_that_cannot_be_written_is_told(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from press.typeset import selection

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(selection, "save_list", full)
    book = office(tmp_path, 'song = ["a"]', a_ttf=font("的不在有这中大"))
    _, (problem,) = look(book)
    assert problem.code == "fonts-unwritable"
    assert "No space left" in message(problem, "en")
