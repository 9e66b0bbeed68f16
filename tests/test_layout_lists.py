"""The pages that are made of places in the others."""

import pytest
from layout_small import book, lines_of, parts_of, small, tree_of, written
from lxml.html import HtmlElement

import press.layout.parts
from press.config import Positions
from press.dataclass import replace
from press.layout import index_problems
from press.values import OutlineEntry, Place, Term


def mark(key: str, number: int, entries: str, text: str = "词") -> str:
    return f'<span class="index" id="ix-{key}-{number}" data-index="{entries}">{text}</span>'


def entries(element: HtmlElement) -> list[object]:
    """``[text, late, see…, [sub-entries]]`` of each item."""
    return [[li.find("b").text_content(), li.find("i").text_content(),
             *(u.text for u in li.findall("u")), *filter(None, [entries(li.find("ul"))])]
            for li in element.findall("li")]


def index_of(*stories: str, **settings: object) -> dict[str, list[object]]:
    """The groups of an index over stories a, b, … with these bodies."""
    made = book(*(written(n, html) for n, html in zip("abc", stories, strict=False)),
                index=settings)
    parts, problems = parts_of(made)
    assert not problems
    tree = tree_of(parts["index"])
    return {h.text_content(): entries(h.getnext()) for h in tree.iter("h2")}


def test_entries_are_merged_over_the_book_with_their_pages_in_order() -> None:
    assert index_of(
        f"<p>{mark('a', 1, '太行')}与{mark('a', 2, '准头')}</p>", f"<p>{mark('b', 1, '太行')}</p>",
    ) == {"T": [["太行", "ix-a-1 ix-b-1"]], "Z": [["准头", "ix-a-2"]]}


def test_sub_entries_several_entries_and_ranges() -> None:
    html = (f"<p>{mark('a', 1, '机床!车床;车床')}{mark('a', 2, '机床！钻床；机床 ! 铣床')}</p>"
            '<div class="index-range" id="ix-a-3" data-index="机床" data-index-end="ix-a-3-end">'
            '<p>文<span class="index-end" id="ix-a-3-end"></span></p></div>')
    assert index_of(html) == {
        "C": [["车床", "ix-a-1"]],
        "J": [["机床", "ix-a-3..ix-a-3-end",
               [["车床", "ix-a-1"], ["铣床", "ix-a-2"]]], ["机床！钻床", "ix-a-2"]]}


def test_sub_entries_have_a_depth_that_can_be_printed() -> None:
    (top,) = index_of(f"<p>{mark('a', 1, '!'.join('甲' * 3000))}</p>")["J"]
    assert str(top).count("[") == 2 * 4 - 1
    assert len(str(top)) > 3000


def test_see_references_lead_to_entries_only() -> None:
    html = f"<p>{mark('a', 1, '太行山!南麓')}{mark('a', 2, '太岳')}</p>"
    see = {"太行": "太行山", "王屋": "太行", "太岳": "太行山!南麓", "昆仑": "没有", "圈": "圈"}
    assert index_of(html, see=see, readings={"太行": "tài háng"}) == {
        "T": [["太行", "", "太行山"], ["太行山", "", [["南麓", "ix-a-1"]]],
              ["太岳", "ix-a-2", "太行山—南麓"]],
        "W": [["王屋", "", "太行"]]}


def test_readings_and_order_come_from_the_book() -> None:
    html = f"<p>{mark('a', 1, '单县')}{mark('a', 2, '一')}</p>"
    assert list(index_of(html, readings={"单县": "shàn xiàn"})) == ["S", "Y"]
    assert list(index_of(html, order="stroke")) == ["一画", "八画"]


def test_a_mark_in_a_title_counts_and_leaves_only_its_anchor() -> None:
    story = written("a", "<p>文</p>", title="水",
                    title_html=f"先听{mark('a', 1, '水', '水')}")
    parts, _ = parts_of(book(story, index={}))
    assert "<i>ix-a-1</i>" in parts["index"].html
    assert '<h1>先听<span class="index" id="ix-a-1">水</span></h1>' in parts["story/s-a"].html


def test_figures_with_a_caption_are_listed_and_tables_are_not() -> None:
    html = ('<figure id="fig-a-1"><img src="press-asset:i/1.png" alt=""/><figcaption>'
            f'<span class="caption">机床{mark("a", 1, "图")}<span class="footnote">注</span></span>'
            '<span class="credit">馆藏</span></figcaption></figure>'
            '<figure id="fig-a-2"><img src="press-asset:i/2.png" alt=""/></figure>'
            '<figure class="table" id="tab-a-1"><figcaption><span class="caption">表</span>'
            '</figcaption><table><tr><td>1</td></tr></table></figure>')
    parts, _ = parts_of(book(written("a", html), figure_list={}))
    assert lines_of(parts["figure-list"], "figure") == ["机床词|fig-a-1"]
    assert parts["figure-list"].outline == (OutlineEntry(1, "图目录", "figure-list"),)
    assert lines_of(parts["contents"], "list") == ["|图目录|figure-list"]


def test_the_chronology_has_all_timelines_by_date() -> None:
    def timeline(key: str, *events: tuple[str, str, str]) -> str:
        rows = "".join(f'<dt id="ev-{key}-{n}" data-date="{when}">{date}</dt>{dds}'
                       for n, (when, date, dds) in enumerate(events, 1))
        return f'<section class="timeline"><dl>{rows}</dl></section>'

    a = timeline("a", ("1941-11-11", "1941年11月11日", "<dd>到厂</dd>"),
                 ("", "此后", "<dd>开工</dd>"), ("1949", "1949年", "<dd>进城</dd><dd>搬厂</dd>"))
    b = timeline("b", ("1941-11", "1941年11月", '<dd data-line="4"><p>建<em>厂</em>'
                       f'{mark("b", 1, "厂")}<span class="footnote">注</span></p></dd>'),
                 ("-221", "前221年", '<dd>统一<img src="press-asset:i.png" alt=""/></dd>'),
                 ("1949", "1949年", "<dd>读书</dd>"))
    parts, problems = parts_of(book(written("a", a, title="甲"), written("b", b, title="乙"),
                                    chronology={"title": "厂史大事"}, index={}))
    assert not problems
    assert lines_of(parts["chronology"], "event") == [
        "前221年|统一|ev-b-2|乙", "1941年11月|建厂词|ev-b-1|乙", "1941年11月11日|到厂|ev-a-1|甲",
        "此后|开工|ev-a-2|甲", "1949年|进城|ev-a-3|甲", "1949年|搬厂|ev-a-3.2|甲",
        "1949年|读书|ev-b-3|乙"]
    assert "<span>建<em>厂</em>词</span>" in parts["chronology"].html
    assert parts["chronology"].assets == ()
    assert parts["chronology"].outline[0].title == "厂史大事"


def test_the_glossary_is_sorted_and_has_pages_and_references() -> None:
    terms = (Term("term-1", "准头", "<em>准</em>", "", ("单县",), Place("glossary.toml", 1)),
             Term("term-2", "单县", "地名", "shàn xiàn", ("没有",), Place("glossary.toml", 5)))
    html = ('<p><span class="term" id="tm-a-1" data-term="term-1">准头</span>和'
            '<span class="term" id="tm-a-2" data-term="term-1">准头</span></p>')
    made = replace(book(written("a", html), glossary={}), glossary=terms)
    parts, problems = parts_of(made)
    assert not problems
    tree = tree_of(parts["glossary"])
    assert [h.text for h in tree.iter("h2")] == ["S", "Z"]
    shan, zhun = tree.find_class("term")
    assert (zhun.get("id"), zhun.find("i").text, zhun.find("u").text) == (
        "term-1", "tm-a-1 tm-a-2", "单县=term-2")
    assert "<em>准</em>" in parts["glossary"].html
    assert (shan.find("i").text, shan.find("u")) == (None, None)
    assert parts["story/s-a"].html.count('href="press-ref:term-1"') == 2


def test_lists_that_nobody_asks_for_or_that_have_nothing_are_left_out() -> None:
    html = f"<p>{mark('a', 1, '太行')}</p>"
    parts, problems = parts_of(book(written("a", html), terms=["准头"]))
    assert list(parts) == ["contents", "story/s-a"]
    parts, more = parts_of(book(written("a", "<p>文</p>"), index={}, glossary={}, chronology={},
                                figure_list={}))
    assert list(parts) == ["contents", "story/s-a"]
    assert problems == more == ()


def test_appendices_dedication_and_their_places_in_contents_and_outline() -> None:
    appendices = tuple(written(n, "<h2 id='h'>一览</h2>", title=t, role="appendix")
                       for n, t in (("x", "机床清单"), ("y", "附录乙　工号")))
    dedication = written("d", "<p>献给</p>", title="献词", role="dedication")
    made = book(written("a", "<p>文</p>", summary="几句话"), front=(dedication,),
                appendices=appendices, index={})
    parts, problems = parts_of(made)
    assert not problems
    assert list(parts) == ["dedication", "contents", "story/s-a", "appendix/s-x", "appendix/s-y"]
    assert parts["appendix/s-x"].outline == (
        OutlineEntry(1, "附录一　机床清单", "s-x"), OutlineEntry(2, "一览", "h"))
    assert parts["appendix/s-x"].source == "stories/x.md"
    assert lines_of(parts["contents"], "appendix") == ["附录一|机床清单|s-x", "|附录乙　工号|s-y"]
    assert lines_of(parts["appendix/s-x"], "label") == ["附录一"]
    assert lines_of(parts["story/s-a"], "summary") == ["几句话"]
    assert parts["dedication"].outline == (OutlineEntry(1, "献词", "s-d"),)
    parts, _ = parts_of(replace(made, appendices=appendices[:1]))
    assert parts["appendix/s-x"].outline[0].title == "附录　机床清单"


def test_pieces_that_the_layout_lacks_are_said_and_what_is_only_there_is_not_indexed() -> None:
    layout = small()
    short = replace(layout, config=layout.config.model_copy(
        update={"order": ("contents", "body", "index")}))
    foreword = written("f", f"<p>{mark('f', 1, '太行')}</p>", role="foreword")
    made = book(written("a", f"<p>{mark('a', 1, '水')}</p>"), front=(foreword,), glossary={},
                terms=["准头"], index={})
    parts, problems = parts_of(made, layout=short)
    assert {(p.code, p.path, dict(p.args)["name"]) for p in problems} == {
        ("piece-unknown", "book.toml", "glossary"),
        ("piece-unknown", "stories/f.md", "foreword")}
    assert list(parts) == ["contents", "story/s-a", "index"]
    assert "ix-f-1" not in parts["index"].html


def test_strokes_that_nobody_has_counted_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press.layout.parts, "strokes_known", lambda: False)
    html = f"<p>{mark('a', 1, '太行')}</p>"
    _, problems = parts_of(book(written("a", html), index={"order": "stroke"}))
    assert [p.code for p in problems] == ["stroke-counts-missing"]
    _, problems = parts_of(book(written("a", html), index={}))
    assert problems == ()


def test_references_of_the_index_to_nothing() -> None:
    made = book(written("a", f"<p>{mark('a', 1, '机床!车床;甲&amp;乙')}</p>"), index={"see": {
        "车": "机床!车床", "床": "机床", "又": "车", "和": "甲&乙", "错": "机場", "圈": "圈"}})
    problems = index_problems(made, Positions())
    assert [dict(p.args) for p in problems] == [
        {"name": "错", "target": "机場"}, {"name": "圈", "target": "圈"}]
    assert index_problems(book(written("a", "")), Positions()) == ()


def test_fonts_by_role_stand_before_all_styles() -> None:
    made = book(written("a", ""), fonts={"song": ("方正\"小标宋", "Noto Serif CJK SC")})
    parts, _ = parts_of(made)
    first = parts["story/s-a"].styles[0]
    assert '--song: "方正\\22 小标宋", "Noto Serif CJK SC";' in first
    assert '--latin: "方正' in first
    assert '--hei: "' in first
