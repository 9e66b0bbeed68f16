"""Simplified ↔ traditional: words, marks, HTML, whole books."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.config import BookConfig, EditionConfig, Positions, load_book_config
from press.config.models import FontsConfig
from press.manuscript import Book, read_book
from press.manuscript.editions import for_edition
from press.script import Converter, conversion_of, convert_book, layout_in, region, review
from press.script.fragments import convert_fragment
from press.script.layouts import families_in
from press.values import Conversion, Place

HERE = Place("stories/01.md", 3)
HANT = Conversion("zh-Hans", "zh-Hant")


def hant(text: str, source: str = "zh-Hans", target: str = "zh-Hant", *,
         vocabulary: bool = False, words: tuple[tuple[str, str], ...] = ()) -> str:
    return Converter(Conversion(source, target, vocabulary, words)).text(text, HERE)


@pytest.mark.parametrize(("text", "wanted"), [
    ("头发与发展", "頭髮與發展"), ("面条和表面", "麵條和表面"), ("皇后以后", "皇后以後"),
    ("公里里面", "公里裡面"), ("于是于谦", "於是于謙"),
    ("干部、干净、干燥、树干", "幹部、乾淨、乾燥、樹幹"),
    ("丑时丑恶", "丑時醜惡"), ("一只只有", "一隻只有"), ("范围与范仲淹", "範圍與范仲淹"),
    ("系统、关系、系鞋带", "系統、關係、繫鞋帶"), ("周恩来三周", "周恩來三週"),
    ("理发师发明", "理髮師發明"), ("山谷与谷物", "山谷與穀物"), ("复杂的复习", "複雜的複習"),
    ("台湾的台风", "臺灣的颱風"), ("钟表与情有独钟", "鐘錶與情有獨鍾")])
def test_phrases_decide_between_the_forms_of_a_character(text: str, wanted: str) -> None:
    assert hant(text) == wanted


def test_words_of_the_region_come_only_when_asked_for() -> None:
    assert hant("软件里的信息") == "軟件裡的信息"
    assert hant("软件里的信息", vocabulary=True) == "軟體裡的資訊"
    assert hant("滑鼠和軟體", "zh-Hant", "zh-Hans", vocabulary=True) == "鼠标和软件"


def test_each_region_has_its_characters() -> None:
    assert hant("为了群众，着手里面", target="zh-Hant-HK") == "為了羣眾，着手裏面"
    assert hant("为了群众，着手里面", target="zh-Hant-TW") == "為了群眾，著手裡面"
    assert hant("著手裡面", "zh-Hant", "zh-Hant-HK") == "着手裏面"
    assert hant("乾隆的乾淨頭髮", "zh-Hant", "zh-Hans") == "乾隆的干净头发"


@pytest.mark.parametrize(("lang", "wanted"), [
    ("zh", "CN"), ("zh-Hans", "CN"), ("zh-Hans-HK", "CN"), ("zh-Hant", "TW"), ("zh-TW", "TW"),
    ("zh-Hant-HK", "HK"), ("zh-MO", "HK"), ("en", None)])
def test_a_language_tag_tells_the_region(lang: str, wanted: str | None) -> None:
    assert region(lang) == wanted


@pytest.mark.parametrize(("text", "wanted"), [
    ("他说：“读‘初心’二字。”", "他說：「讀『初心』二字。」"),
    ("“甲“乙”丙”", "「甲『乙』丙」"),
    ("“上一段没有完。", "「上一段沒有完。"), ("这是下一段。”", "這是下一段。」"),
    ("他说 don’t，我说‘it’s’好", "他說 don’t，我說『it’s』好"),
    ("’90s 与 ‘90s 的歌", "’90s 與 ‘90s 的歌"), ("上一段‘没有完。’", "上一段『沒有完。』"),
    ("“All in English”", "“All in English”"), ("用“GDP”这个词", "用「GDP」這個詞")])
def test_quotation_marks_of_the_region(text: str, wanted: str) -> None:
    assert hant(text) == wanted


def test_quotation_marks_lead_back() -> None:
    text = "他说：“读‘初心’二字。”"
    assert hant(hant(text), "zh-Hant", "zh-Hans") == text
    assert hant("說「不」", "zh-Hant", "zh-Hant-HK") == "説「不」"


def test_the_book_decides_before_all_rules_the_longest_word_first() -> None:
    words = (("朴", "朴"), ("姓朴的", "姓朴的"), ("朴素", "樸素"), ("头发", "頭发"))
    made = Converter(Conversion("zh-Hans", "zh-Hant", False, words))
    assert made.text("姓朴的朴素头发", HERE) == "姓朴的樸素頭发"
    assert made.findings.used == {"姓朴的": 1, "朴素": 1, "头发": 1}


def test_a_word_goes_on_over_inline_elements() -> None:
    html = ('<p data-line="3">头<strong>发</strong>和<a href="press-ref:面">面</a>条'
            '<span class="footnote" data-line="9">皇后</span>，以<em>后</em></p>')
    assert convert_fragment(html, Converter(HANT), HERE) == (
        '<p data-line="3">頭<strong>髮</strong>和<a href="press-ref:面">麵</a>條'
        '<span class="footnote" data-line="9">皇后</span>，以<em>後</em></p>')


def test_marks_pair_over_inline_elements() -> None:
    html = "<p>“<em>甲‘乙</em>’丙”</p>"
    assert convert_fragment(html, Converter(HANT), HERE) == "<p>「<em>甲『乙</em>』丙」</p>"


@pytest.mark.parametrize("html", [
    "<p><code>头发</code></p>", "<pre>头发</pre>", '<p><span lang="ja">国会</span></p>',
    '<p id="头发"><a href="press-ref:头发">x</a></p>'])
def test_code_other_languages_and_addresses_stay(html: str) -> None:
    assert convert_fragment(html, Converter(HANT), HERE) == html


def test_ruby_alternative_texts_and_index_entries() -> None:
    html = ('<p data-line="1"><ruby><rb>头</rb><rt>tóu</rt><rb>发</rb><rt>fa</rt></ruby>'
            '<span class="index" id="ix-1" data-index="头发!面条">头发</span>'
            '<img src="press-asset:头发.svg" alt="头发"/></p>')
    assert convert_fragment(html, Converter(HANT), HERE) == (
        '<p data-line="1"><ruby><rb>頭</rb><rt>tóu</rt><rb>髮</rb><rt>fa</rt></ruby>'
        '<span class="index" id="ix-1" data-index="頭髮!麵條">頭髮</span>'
        '<img src="press-asset:头发.svg" alt="頭髮"/></p>')


def test_paragraphs_captions_and_lines_of_verse_are_texts_of_their_own() -> None:
    html = ('<p>头</p><p>发</p><p class="stanza"><span class="line">头</span>'
            '<span class="line">发</span></p><p>头<br>发</p>')
    made = convert_fragment(html, Converter(HANT), HERE)
    assert "髮" not in made
    assert made.count("發") == 3


def test_vocabulary_of_another_length_keeps_every_text_in_its_element() -> None:
    made = Converter(Conversion("zh-Hans", "zh-Hant", vocabulary=True)).run(
        ("插U", "盘，再", "按“保存”键"), HERE)
    assert "".join(made) == hant("插U盘，再按“保存”键", vocabulary=True)
    assert "隨身碟" in "".join(made)
    assert made[2].startswith("按「")


TOML = '''title = "皇后里的书"
subtitle = "发展"
compiler = "编写组编"
[[parts]]
title = "头发"
stories = ["01"]
[[editions]]
name = "hans"
[[editions]]
name = "hant"
title = "皇后里的書"
subtitle = "头发"
script = "zh-Hant"
[index]
words = ["头发"]
[index.see]
"发" = "头发"
[index.readings]
"头发" = "tóu fà"
[conversion]
reviewed = "了"
[conversion.words]
"一干人" = "一干人"
"没有" = "沒有"
"没用上" = "沒用上"
'''
STORY = """---
subtitle: 里面
---
# 面条

## 小标题的头发

一干人没有头发。一天**发**一张，一天发两张。

::: 年表
2021年
:   发展
:::
"""


def read(folder: Path, toml: str = TOML) -> Book:
    (folder / "stories").mkdir()
    (folder / "stories/01.md").write_text(STORY, "utf-8")
    (folder / "book.toml").write_text(toml, "utf-8")
    (folder / "glossary.toml").write_text(
        '[[terms]]\nterm = "表面"\ntext = "面条的**表**面"\n', "utf-8")
    config, problems = load_book_config(folder)
    assert config is not None, problems
    book, problems = read_book(folder, config)
    assert book is not None, problems
    return book


def converted(book: Book) -> tuple[Book, Converter]:
    edition = book.config.editions[1]
    conversion = conversion_of(book.config, edition)
    assert conversion is not None
    converter = Converter(conversion)
    return convert_book(for_edition(book, edition), edition, converter, Positions()), converter


def test_every_text_of_a_book_is_converted(tmp_path: Path) -> None:
    book = read(tmp_path)
    made, _ = converted(book)
    story, = made.sections[0].stories
    assert (story.title, story.title_html, story.subtitle) == ("麵條", "麵條", "裡面")
    assert [h.text for h in story.headings] == ["小標題的頭髮"]
    assert "發展" in story.html and 'data-index="頭髮"' in story.html
    assert (made.sections[0].title, made.config.compiler) == ("頭髮", "編寫組編")
    assert made.config.index is not None
    assert made.config.index.see == {"發": "頭髮"}
    assert made.config.index.readings == {"頭髮": "tóu fà"}
    assert (made.glossary[0].term, made.glossary[0].html) == (
        "表面", "麵條的<strong>表</strong>面")
    assert made.config.lang == "zh-Hant"


def test_what_the_press_works_by_stays(tmp_path: Path) -> None:
    book = read(tmp_path)
    made, _ = converted(book)
    before, after = book.sections[0].stories[0], made.sections[0].stories[0]
    assert (after.key, after.path, after.source) == (before.key, before.path, before.source)
    assert [h.anchor for h in after.headings] == [h.anchor for h in before.headings]
    assert all(f'id="{h.anchor}"' in after.html for h in after.headings)


def test_an_edition_may_have_its_title_written_in_its_own_script(tmp_path: Path) -> None:
    made, _ = converted(read(tmp_path))
    assert made.config.title == "皇后里的書"  # as written
    assert made.config.subtitle == "頭髮"  # simplified, so converted


def test_editions_in_the_script_of_the_book_are_not_converted() -> None:
    config = BookConfig(title="书")
    assert conversion_of(config, EditionConfig(name="a")) is None
    assert conversion_of(config, EditionConfig(name="a", script="zh-Hans")) is None
    traditional = BookConfig(title="書", lang="zh-Hant")
    assert conversion_of(traditional, EditionConfig(name="a", script="zh-Hant-TW")) is None
    assert conversion_of(traditional, EditionConfig(name="a", script="zh-Hans")) is not None


def test_the_review_tells_doubts_once_and_exceptions_at_their_line(tmp_path: Path) -> None:
    book = read(tmp_path)
    _, converter = converted(book)
    sources = {s.path: s.source for s in book.stories}
    found = list(review([converter, converter], book.config.conversion, Positions(), sources,
                        whole=True))
    doubts = [p for p in found if p.code == "conversion-doubtful"]
    doubt, = [p for p in doubts if dict(p.args)["character"] == "发"]
    assert (doubt.path, doubt.line, doubt.column) == ("stories/01.md", 8, None)
    assert dict(doubt.args) == {"character": "发", "printed": "發", "others": "髮", "count": "3",
                                "words": "一天发一张、一天发两张、发"}
    assert not any(dict(p.args)["character"] in "了面" for p in doubts)
    assert [(p.code, dict(p.args)["word"]) for p in found if p not in doubts] == [
        ("conversion-used", "一干人"), ("conversion-used", "没有"),
        ("conversion-unused", "没用上")]
    assert not [p for p in review([converter], book.config.conversion, Positions(), sources,
                                  whole=False) if p.code == "conversion-unused"]


def test_faces_of_the_region_come_before_all_others() -> None:
    fonts = FontsConfig(song=("Noto Serif CJK SC",), kai=("LXGW WenKai", "Noto Serif CJK SC"),
                        hei=("单位黑体", "Noto Sans CJK SC"), latin=("Linux Libertine O",))
    made = families_in(fonts, "zh-Hant-HK")
    assert made.song == ("Noto Serif CJK HK", "Noto Serif CJK SC")
    assert made.kai == ("LXGW WenKai (Hant)", "Noto Serif CJK HK", "LXGW WenKai",
                        "Noto Serif CJK SC")
    assert made.hei == ("单位黑体", "Noto Sans CJK HK", "Noto Sans CJK SC")
    assert made.latin == fonts.latin
    assert families_in(fonts, "zh-Hans") == fonts


def test_words_of_the_layout_follow() -> None:
    from press.layout import load_layout

    templates = Path(__file__).parents[1] / "templates"
    layout, _ = load_layout("reader-zh", templates=templates, book_folder=None)
    assert layout is not None
    labels = layout_in(layout, "zh-Hant").config.labels
    assert (labels["contents"], labels["section"]) == ("目　錄", "第{number}編")
    assert layout_in(layout, "zh-Hans") is layout
    assert layout_in(layout, "en") is layout
