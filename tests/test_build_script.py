"""Editions in another script and in large print, as built."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest
from build_samples import DOT, TEMPLATES, build, codes, library, workshop, write_book

from press.build.intake import take_in
from press.build.plan import plan
from press.build.run import build_book
from press.layout import load_layout
from press.typeset.faces import load_library
from press.typeset.regional import regional_faces

TOML = '''title = "皇后的头发"
documents = ["reading"]
[[editions]]
name = "hans"
[[editions]]
name = "hant"
script = "zh-Hant"
[[editions]]
name = "large"
type = "large"
documents = ["reading", "print"]
[index]
[conversion]
keep = ["范某"]
reviewed = "了里面几"
'''
STORY = """---
summary: 发展
---
# 面条

他说：“头[发](https://example.org)‘长’了。”见[第{页}页](02.md)。[*头*发]{索引}与`头发`。[^1]

::: 诗 "皇后" 作者=范某
头
发展
:::

![头发](../images/a.svg "皇后|发展社")

::: 表格 "里程" 文件=../tables/a.csv

[^1]: 以后的“皇后”。
"""
FILES = {"images__a_svg": DOT.replace("{0}", "9"), "tables__a_csv": "里程,头发\n一公里,三根\n"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book, built into ``out`` beside it."""
    base = tmp_path_factory.mktemp("script")
    book = write_book(base / "b", {"01": STORY, "02": "# 公里\n\n干部。\n"}, TOML, **FILES)
    result = build(book, base / "out")
    assert [p for p in result.problems if p.severity != "note"] == []
    assert result.good
    return book


def opened(folder: Path, name: str) -> pymupdf.Document:
    return pymupdf.open(folder.parent / f"out/b/b-{name}.pdf")


def words(document: pymupdf.Document) -> str:
    return "".join("".join(page.get_text().split()) for page in document)


def test_the_traditional_edition_reads_right(folder: Path) -> None:
    text = words(opened(folder, "hant-reading"))
    for wanted in ("麵條", "他說：「頭髮『長』了。」", "與头发。", "皇后", "范某", "發展社", "里程",
                   "一公里", "以後的「皇后」。", "目錄", "頭髮"):
        assert wanted in text, wanted
    for unwanted in ("“", "”", "发展", "条", "录"):
        assert unwanted not in text, unwanted


def test_title_outline_and_language_follow(folder: Path) -> None:
    document = opened(folder, "hant-reading")
    assert document.metadata["title"] == "皇后的頭髮"
    assert [title for _, title, _ in document.get_toc()][:2] == ["目　錄", "麵條"]
    assert "zh-Hant" in document.xref_get_key(document.pdf_catalog(), "Lang")[1]


def test_the_index_is_by_strokes(folder: Path) -> None:
    assert "十六畫頭髮" in words(opened(folder, "hant-reading"))
    assert "T头发" in words(opened(folder, "hans-reading"))


def test_each_edition_has_the_faces_of_its_region(folder: Path) -> None:
    def fonts(name: str) -> set[str]:
        return {font[3].partition("+")[2] for page in opened(folder, name)
                for font in page.get_fonts()}

    assert "NotoSerifCJKTC-400" in fonts("hant-reading")
    assert not [f for f in fonts("hant-reading") if "CJKSC" in f]
    assert not [f for f in fonts("hans-reading") if "CJKTC" in f]


def test_nothing_in_large_print_is_small(folder: Path) -> None:
    sizes: dict[float, int] = {}
    document = opened(folder, "large-reading")
    assert [round(v / 72 * 25.4) for v in document[0].rect[2:]] == [170, 240]
    for page in document:
        for block in page.get_text("dict")["blocks"]:
            for line in block.get("lines", ()):
                for span in line["spans"]:
                    if span["text"].strip():
                        size = round(span["size"], 2)
                        sizes[size] = sizes.get(size, 0) + len(span["text"])
    assert min(sizes) >= 10.49
    assert max(sizes, key=lambda size: sizes[size]) == 15


def test_one_manuscript_in_a_wrong_form_is_found_in_print(
        folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The check asks OpenCC itself: a converter gone wrong does not pass."""
    import press.script.converter as converter

    right = converter._convert
    monkeypatch.setattr(converter, "_convert",
                        lambda text, names: right(text, names).replace("髮", "發"))
    result = build_book(folder, tmp_path, TEMPLATES, workshop(tmp_path / "cache"), {},
                        only=("hant",))
    assert "text-body" in codes(result.problems)


def test_a_handout_in_the_script_of_its_edition(tmp_path: Path) -> None:
    toml = TOML + '[[handouts]]\nstory = "02"\nedition = "hant"\ntitle = "一公里的发展"\n'
    book = write_book(tmp_path / "b", {"01": STORY, "02": "# 公里\n\n干部。\n"}, toml, **FILES)
    intake, problems = take_in(book, TEMPLATES, library(), {})
    assert intake is not None, problems
    planned, _ = plan(intake.book, intake.layouts, None)
    listener = next(d for d in planned if d.label == "hant-handout-02-listener")
    assert listener.composition.lang == "zh-Hant"
    assert listener.composition.title.startswith("一公里的發展")
    assert "幹部" in listener.composition.parts[0].html


def test_a_traditional_book_has_its_faces_without_any_edition(tmp_path: Path) -> None:
    book = write_book(tmp_path / "b", {"01": "# 書\n\n頭髮。\n"},
                      'title = "書"\nlang = "zh-Hant-HK"\n')
    intake, problems = take_in(book, TEMPLATES, library(), {})
    assert intake is not None, problems
    assert "Noto Serif CJK HK" in intake.library.families
    document, *_ = plan(intake.book, intake.layouts, None)[0]
    assert '--song: "Noto Serif CJK HK", "Noto Serif CJK SC";' in \
        document.composition.parts[0].styles[0]


def test_faces_of_regions_are_made_when_they_are_wanted(tmp_path: Path) -> None:
    house = library()
    found, problems = regional_faces(("Noto Sans CJK TC", "Noto Serif CJK SC"), house)
    assert not problems
    assert [(f.family, f.weight) for f in found] == [
        ("Noto Sans CJK TC", 400), ("Noto Sans CJK TC", 700)]
    assert load_library(found[0].file.parents[1]) is not None
    found, problems = regional_faces(("Noto Sans CJK TC",), house, (tmp_path,))
    assert not found and codes(problems) == ["font-missing", "font-missing"]


def test_every_large_layout_can_be_laid_out() -> None:
    for name in ("reader-zh", "reader-zh-16"):
        base, _ = load_layout(name, templates=TEMPLATES, book_folder=None)
        assert base is not None and base.config.large is not None
        large, problems = load_layout(base.config.large, templates=TEMPLATES, book_folder=None)
        assert large is not None and not problems
        assert large.config.grid.size >= 14
