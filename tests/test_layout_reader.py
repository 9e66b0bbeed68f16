"""A book becomes the parts of a reader."""

import pickle
import re

import pytest
from layout_samples import book, layout, plain_book
from lxml import html as lhtml

from press.layout import lay_out
from press.values import OutlineEntry, Part


@pytest.fixture(scope="module")
def parts() -> dict[str, Part]:
    made, problems = lay_out(book(), layout(), audience="reader")
    assert not problems
    return {p.key: p for p in made}


def text_of(part: Part, *, layout_words: bool) -> str:
    tree = lhtml.document_fromstring(part.html)
    if not layout_words:
        for added in tree.xpath('//*[@data-words="layout"]'):
            added.drop_tree()
    return "".join(tree.find("body").text_content().split())


def test_the_parts_stand_in_the_order_of_a_chinese_book(parts: dict[str, Part]) -> None:
    assert list(parts) == [
        "cover", "half-title", "title", "copyright", "editors", "foreword", "contents",
        "section/part-1", "story/s-a", "story/s-b", "section/part-2", "story/s-c",
        "afterword", "back-cover"]


def test_sides_and_numbering(parts: dict[str, Part]) -> None:
    assert {k for k, p in parts.items() if p.first_page == "verso"} == {"copyright", "back-cover"}
    assert all(p.first_page != "any" for p in parts.values())
    assert [k for k, p in parts.items() if p.numbering == "lower-roman"] == ["foreword", "contents"]
    assert [k for k, p in parts.items() if p.numbering == "none"] == [
        "cover", "half-title", "title", "copyright", "editors", "back-cover"]


def test_outline_has_parts_stories_and_headings_by_level(parts: dict[str, Part]) -> None:
    assert parts["section/part-1"].outline == (OutlineEntry(1, "第一编　兵工摇篮", "part-1"),)
    assert parts["story/s-a"].outline == (
        OutlineEntry(2, "山里的一天", "s-a"), OutlineEntry(3, "先听水", "water"))
    assert parts["contents"].outline == (OutlineEntry(1, "目　录", "contents"),)
    assert parts["afterword"].outline == (OutlineEntry(1, "后记", "s-afterword"),)


def test_a_section_that_names_its_number_gets_no_second_one(parts: dict[str, Part]) -> None:
    assert parts["section/part-2"].outline[0].title == "下编　眼前的事"


def test_every_outline_anchor_is_an_id_of_its_part(parts: dict[str, Part]) -> None:
    for part in parts.values():
        ids = lhtml.document_fromstring(part.html).xpath("//@id")
        assert len(ids) == len(set(ids))
        assert {e.anchor for e in part.outline} <= set(ids)


def test_contents_lead_to_everything_with_a_manuscript(parts: dict[str, Part]) -> None:
    tree = lhtml.document_fromstring(parts["contents"].html)
    targets = ["s-foreword", "part-1", "s-a", "s-b", "part-2", "s-c", "s-afterword"]
    assert tree.xpath("//li/a/@href") == [f"press-ref:{t}" for t in targets]
    assert tree.xpath("//a//@data-late") == [f"page:{t}" for t in targets]
    assert text_of(parts["contents"], layout_words=True).startswith("目录前言00第一编兵工摇篮00")


def test_nothing_but_the_manuscript_is_left_without_the_layouts_words(
        parts: dict[str, Part]) -> None:
    for key in ("cover", "half-title", "title", "copyright", "contents", "section/part-1",
                "back-cover"):
        assert text_of(parts[key], layout_words=False) == ""
    assert text_of(parts["story/s-b"], layout_words=False).startswith("厂房山里的一天从水开始")
    assert text_of(parts["editors"], layout_words=False) == "编写人员名单主编王强、李建国"


def test_speaker_notes_are_gone_from_text_outline_and_page(parts: dict[str, Part]) -> None:
    part = parts["story/s-a"]
    assert "停十秒" not in part.html
    assert "aside" not in [e.anchor for e in part.outline]


def test_only_stories_carry_their_source_and_assets(parts: dict[str, Part]) -> None:
    assert parts["story/s-a"].source == "stories/a.md"
    assert [a.name for a in parts["story/s-a"].assets] == ["images/plan.svg"]
    assert parts["contents"].source == ""


def test_running_heads_come_from_the_context(parts: dict[str, Part]) -> None:
    css = "\n".join(parts["story/s-a"].styles)
    assert 'content: "初心·使命"' in css
    assert 'content: "山里的一天"' in css
    assert "counter(page)" in css
    assert "counter(page, lower-roman)" in "\n".join(parts["foreword"].styles)
    for silent in ("section/part-1", "cover", "copyright", "editors"):
        assert "counter(page" not in "\n".join(parts[silent].styles)


def test_the_cover_of_internal_material_says_so(parts: dict[str, Part]) -> None:
    for key in ("cover", "copyright"):
        text = text_of(parts[key], layout_words=True)
        assert re.search("内部资料，?免费交流", text)
        assert "准印证号××××" in text
        assert "这是样书。" in text


def test_one_line_book_has_no_page_without_content() -> None:
    made, problems = lay_out(plain_book(), layout(), audience="reader")
    assert not problems
    assert [p.key for p in made] == [
        "cover", "half-title", "title", "contents", "story/s-a", "back-cover"]
    assert made[4].outline[0] == OutlineEntry(1, "山里的一天", "s-a")


def test_a_title_is_never_markup() -> None:
    made, problems = lay_out(book(title='<b>"\\{{ 7*7 }}</style>'), layout(), audience="reader")
    assert not problems
    assert all("<b>" not in p.html and "49" not in p.html for p in made)
    css = "\n".join(made[8].styles)
    assert r'content: "\3c b>\22 \5c {{ 7*7 }}\3c /style>"' in css


def test_the_same_book_gives_the_same_parts() -> None:
    first, _ = lay_out(book(), layout(), audience="reader")
    second, _ = lay_out(book(), pickle.loads(pickle.dumps(layout())), audience="reader")
    assert first == second


def test_a_handout_layout_makes_no_book() -> None:
    made, problems = lay_out(book(), layout("handout-zh"), audience="reader")
    assert made == ()
    assert [p.code for p in problems] == ["layout-kind"]
