"""What is found once instead of again and again: the pages are those of the longer way."""

from __future__ import annotations

from typing import Any

import pytest
from check_samples import noting
from typeset_samples import library, part

from press.typeset.engine import typeset
from press.typeset.weasy import gathering, glyphs, linebox, notearea, sizes
from press.values import Part

WORDS = "那年冬天，他背着行李走了七天七夜，才到厂里。师傅说：规矩在先，手艺在后。"


def text() -> Part:
    """Long enough for pages that are made again; with notes, boxes in lines, Latin, wide gaps and
    a table in per cent."""
    note = ('<span class="footnote"><span class="mark">甲</span>{}，见 <em>Notes</em> '
            '第 3 页。</span>')
    body = "<h1 id='a'>标题</h1>"
    for number in range(1, 29):
        body += f"<p>{WORDS * (number % 5 + 1)}"
        if number % 3 == 0:
            body += note.format(WORDS[:20]) + "又说" + note.format("第二注")
        body += (f"他读 Pride and Prejudice，<b class='box'>盒 {number}</b>记下3.14，画了"
                 '<img src="press-asset:images/plan.svg" class="small">。</p>')
    body += "<table><tr><td>甲</td><td>乙</td></tr></table>"
    return part("shortcuts", body, """
        p { text-indent: 2em; text-align: justify; orphans: 2; widows: 2 }
        h1 { margin-left: 5% } table { width: 60%; box-sizing: border-box; padding: 1% }
        .box, .mark { display: inline-block; padding: 0 0.2em; border: 0.5pt solid }
        .footnote { padding-left: 1em } .small { height: 1em }
        """)


def made(one: Part) -> bytes:
    pages = typeset(one, "recto", library().fontconfig)
    assert pages.count > 6
    return pages.pdf


@pytest.fixture(scope="module")
def known() -> bytes:
    return made(text())


def test_notes_are_laid_out_once_for_a_page(
        known: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    laid: list[tuple[Any, ...]] = []
    noting(monkeypatch, notearea, "_lay", lambda context, area, limit, *_: laid.append(
        (context.current_page, limit, *area.children)) if area.children else None)
    assert made(text()) == known
    assert len(laid) == len(set(laid)) > 6, "none of a page twice"
    monkeypatch.setattr(notearea, "_key", lambda *_: None)
    laid.clear()
    assert made(text()) == known
    assert len(laid) > len(set(laid))


def test_notes_that_do_more_than_stand_there_are_laid_out_each_time(
        monkeypatch: pytest.MonkeyPatch) -> None:
    inside = ('<i class="at">旁</i>', '<i class="table">表</i>',
              '说<i class="footnote">再注</i>')
    body = "".join(f'<p>{WORDS}<span class="footnote">注{one}</span></p>' for one in inside)
    one = part("at", body, ".at { position: absolute; top: 0 } .table { display: table }")
    keys: list[Any] = []
    key = notearea._key
    monkeypatch.setattr(notearea, "_key", lambda *given: keys.append(key(*given)) or keys[-1])
    typeset(one, "recto", library().fontconfig)
    assert keys and not any(keys)


def test_sizes_are_those_that_are_found_for_each_box(
        known: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sizes, "_declared", lambda _: ())
    assert made(text()) == known


def test_sizes_in_per_cent_are_told_apart_by_what_they_are_parts_of() -> None:
    body = "".join(f"<div style='width: {width}mm'><p>{WORDS * 3}</p></div>" for width in (40, 60))
    one = part("parts", body, "p { margin-left: 20%; width: 50% }")
    pages = typeset(one, "recto", library().fontconfig)
    sizes._used.clear()
    assert typeset(one, "recto", library().fontconfig).pdf == pages.pdf
    widths = {round(used["width"], 3) for used in sizes._used.values() if used["width"] != "auto"}
    assert {round(mm * 96 / 25.4 * 0.5, 3) for mm in (40, 60)} <= widths


def test_lines_are_drawn_as_glyph_by_glyph(known: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def units(pen: Any, at: Any, shaped: Any) -> None:
        for x, unit in zip(at, shaped, strict=False):
            pen.unit(x, unit)

    monkeypatch.setattr(glyphs._Pen, "units", units)
    assert made(text()) == known


def test_boxes_in_lines_are_laid_out_once(known: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    count = 0

    def counted(*_: Any) -> None:
        nonlocal count
        count += 1

    for module in (gathering, linebox):
        noting(monkeypatch, module, "lay_out", counted)
    assert made(text()) == known
    once = count
    make = gathering.Leaf

    def without(box: Any, path: Any, first: int, number: int, _made: Any = None) -> Any:
        return make(box, path, first, number)

    monkeypatch.setattr(gathering, "Leaf", without)
    count = 0
    assert made(text()) == known
    assert count > 1.3 * once
