"""Notes at the foot of the page: long ones go on, nothing is lost, marks and notes together."""

from __future__ import annotations

import itertools
import re
from typing import Any

import pymupdf
import pytest
from typeset_samples import Joined, elements, joined, part

from press.preflight import part_text
from press.preflight.part import check_part

TEXT = "说起抗战年代敌后自办的兵工厂，黄崖洞总排在前面：它办得最早，规模也最大。"
CSS = """
body { text-align: justify; widows: 2; orphans: 2 } p { text-indent: 2em }
.footnote { footnote-policy: line; text-align: justify }
@counter-style circled { system: fixed; symbols: ① ② ③ ④ ⑤ ⑥ ⑦ ⑧; suffix: "" }
::footnote-call { content: counter(footnote, circled); line-height: 0; font-size: 0.75em;
                  vertical-align: 0.36em }
::footnote-marker { content: counter(footnote, circled) }
@page { @footnote { margin-top: 9pt; padding-top: 3pt; border-top: 0.4pt solid #000000 } }
"""
TOP, FOOT = 15 / 25.4 * 72, (140 - 15) / 25.4 * 72
"""Of the text block on the sample page, pt from the top."""


def note(sentences: int, name: str) -> str:
    """A note whose sentences are numbered, so that a lost or doubled one shows."""
    body = "".join(f"{name}之{n}，此事见于档案。" for n in range(sentences))
    return f'<span class="footnote">{body}</span>'


def note_words(sentences: int, name: str) -> str:
    return re.sub("<[^>]+>", "", note(sentences, name))


def rows(one: Joined) -> list[list[tuple[float, float, str]]]:
    """Of each page its lines from the top: baseline, size, text."""
    result = []
    with pymupdf.open(stream=one.pdf) as document:
        for page in document:
            lines: dict[float, tuple[float, float, str]] = {}
            for block in page.get_text("dict")["blocks"]:
                for line in block.get("lines", ()):
                    for span in line["spans"]:
                        y = round(span["origin"][1], 1)
                        old = lines.get(y, (y, 0.0, ""))
                        lines[y] = (y, max(old[1], span["size"]), old[2] + span["text"])
            result.append([lines[y] for y in sorted(lines)])
    return result


def pages_of(one: Joined, kind: str) -> list[Any]:
    with one.open() as pdf:
        return [item.Pg.objgen for item in elements(pdf.Root.StructTreeRoot, kind)]


@pytest.mark.parametrize("sentences", [3, 9, 14, 20, 33, 60, 120])
@pytest.mark.parametrize("before", [0, 2, 7, 11])
def test_a_long_note_goes_on_at_the_foot_of_the_next_page(sentences: int, before: int) -> None:
    body = (f"<article>{f'<p>{TEXT}</p>' * before}"
            f"<p>{TEXT}前注{note(sentences, '甲')}。{TEXT}后注{note(2, '乙')}{TEXT}</p>"
            f"{f'<p>{TEXT}</p>' * 3}</article>")
    one = joined(part("a", body, CSS))
    words = part_text(one.pdf)
    assert words.notes == note_words(sentences, "甲") + note_words(2, "乙")
    assert words.body.count("黄崖洞") == before + 6
    assert not words.stray
    if sentences < 60:  # no other note can begin where the rest of one fills the page
        assert pages_of(one, "Reference") == pages_of(one, "Note")
    assert not [p for made in one.pages for p in check_part(made.pdf, "", "a.md", faces=made.faces)
                if not p.code.startswith("text-")]
    for page in rows(one):
        small = [row for row in page if 7.95 < row[1] < 9]  # marks in the text are 7.875
        large = [row for row in page if row[1] > 9]
        assert all(TOP < y <= FOOT for y, _, _ in page)
        if small and large:
            assert large[-1][0] < small[0][0]
            assert small[-1][0] > FOOT - 6  # the notes end where the text block does
        steps = [round(b[0] - a[0], 1) for a, b in itertools.pairwise(small)]
        assert set(steps) <= {12.0}
        if any("甲之0，" in row[2] for row in small):
            assert sum("甲" in row[2] for row in small) >= 2
        assert "①" not in "".join(row[2] for row in small) or "甲之0，" in small[0][2]


def test_text_stands_beside_a_note_of_several_pages() -> None:
    body = f"<article><p>{TEXT}{note(150, '甲')}</p>{f'<p>{TEXT}</p>' * 12}</article>"
    pages = rows(joined(part("a", body, CSS)))
    with_rest = [page for page in pages[1:] if any(row[1] < 9 for row in page)]
    assert len(with_rest) >= 3
    assert all(sum(row[1] > 9 for row in page) >= 3 for page in with_rest)


def test_a_note_outlasts_the_text() -> None:
    """The page that holds nothing but its rest has a running head and a folio."""
    folio = "@page { @bottom-center { content: counter(page) } }"
    body = f"<article><p>{TEXT}{note(120, '甲')}</p></article>"
    one = joined(part("a", body, CSS, folio))
    assert part_text(one.pdf).notes == note_words(120, "甲")
    assert [page[-1][2] for page in rows(one)] == ["1", "2", "3"]


def test_a_figure_does_not_run_into_the_rest_of_a_note() -> None:
    body = (f"<article><p>{TEXT}{note(60, '甲')}</p>"
            '<img src="press-asset:images/plan.svg" alt="图" style="display: block; height: 60mm">'
            f"{f'<p>{TEXT}</p>' * 4}</article>")
    one = joined(part("a", body, CSS))
    assert part_text(one.pdf).notes == note_words(60, "甲")
    with pymupdf.open(stream=one.pdf) as pdf:
        for page in pdf:
            drawn = [d["rect"].y1 for d in page.get_drawings() if d["fill"]
                     and d["fill"][0] > 0.5]
            notes = [line["bbox"][1] for block in page.get_text("dict")["blocks"]
                     for line in block.get("lines", ()) if line["spans"][0]["size"] < 9]
            assert page.number > 1 or bool(drawn) == (page.number == 1)
            assert not drawn or not notes or max(drawn) < min(notes) + 1


def test_short_notes_are_not_cut() -> None:
    for lines in range(8, 16):
        body = (f"<article>{'<p>一行</p>' * lines}<p>{TEXT}{note(2, '甲')}{TEXT}</p>"
                f"{f'<p>{TEXT}</p>' * 3}</article>")
        one = joined(part("a", body, CSS))
        assert pages_of(one, "Reference") == pages_of(one, "Note")
        holding = [page for page in rows(one) if any("甲" in row[2] for row in page)]
        assert len(holding) == 1


@pytest.mark.parametrize("marker", ["", "::footnote-marker { display: inline-block; width: 1em }"])
@pytest.mark.parametrize("counted", ["page", "story"])
def test_notes_are_counted_on_every_page_where_the_style_asks(counted: str, marker: str) -> None:
    body = "<article>" + f"<p>{TEXT}{note(1, '甲')}{TEXT}{note(1, '乙')}</p>" * 4 + "</article>"
    one = joined(part("a", body, CSS, f"html {{ -press-notes: {counted} }}", marker))
    found = []
    for page in rows(one):
        words = "".join(row[2] for row in page)
        marks = re.findall("[①-⑳]", words)
        assert sorted(marks) == sorted([*set(marks)] * 2)  # in the text and at the foot
        found.append(sorted(set(marks)))
    assert len(found) > 1
    if counted == "page":
        assert all(marks == list("①②③④⑤⑥⑦⑧"[:len(marks)]) for marks in found)
    else:
        assert "".join(mark for marks in found for mark in marks) == "①②③④⑤⑥⑦⑧"
