"""The grid: every line of the body stands on a line of the page, read from the PDF by MuPDF."""

from __future__ import annotations

import pymupdf
import pytest
from typeset_samples import Joined, joined, part, sample

MM = 72 / 25.4
PITCH, TOP = 18.0, 15 * MM
TEXT = "说起抗战年代敌后自办的兵工厂，黄崖洞总排在前面：它办得最早，规模也最大。"
CSS = """
body { text-align: justify; widows: 2; orphans: 2 } p { text-indent: 2em }
h2 { margin: 18pt 0 0; font: 700 13pt/18pt "Noto Sans CJK SC"; break-after: avoid }
strong { font-family: "Noto Sans CJK SC"; font-weight: 700; line-height: 0 }
code { font-family: "Noto Sans CJK SC"; font-size: 0.92em; line-height: 0 }
sup { font-size: 0.62em; vertical-align: 0.55em; line-height: 0 }
sub { font-size: 0.62em; vertical-align: -0.18em; line-height: 0 }
em { font-family: "LXGW WenKai"; font-style: normal; line-height: 0 }
.footnote { footnote-policy: line }
::footnote-call { content: counter(footnote); line-height: 0; font-size: 0.75em;
                  vertical-align: 0.36em }
"""
SENTENCES = (
    TEXT, "<strong>加粗的一句</strong>在这里，", "有GDP和CNC这样的Latin words，",
    "x<sup>2</sup>与H<sub>2</sub>O，",
    "<em>楷体的一句</em>也有，", "<code>code()</code>也有，",
    '注一条<span class="footnote">此事见于档案，个别数字各家说法不一。</span>，')


def baselines(one: Joined, size: float) -> list[list[float]]:
    """Of each page the baselines of text of that size that is not raised; pt from the top."""
    with pymupdf.open(stream=one.pdf) as document:
        return [sorted({round(span["origin"][1], 3)
                        for block in page.get_text("dict")["blocks"]
                        for line in block.get("lines", ()) for span in line["spans"]
                        if abs(span["size"] - size) < 0.02 and span["text"].strip()})
                for page in document]


def off_grid(found: list[list[float]], pitch: float) -> list[tuple[int, float]]:
    """Baselines that are not a whole number of lines from the first of all pages."""
    first = min(y for page in found for y in page)
    return [(number, y) for number, page in enumerate(found) for y in page
            if abs((y - first) / pitch - round((y - first) / pitch)) > 0.01]


@pytest.mark.parametrize("shift", range(len(SENTENCES)))
def test_what_stands_in_a_line_does_not_change_the_pitch(shift: int) -> None:
    order = SENTENCES[shift:] + SENTENCES[:shift]
    body = "<h2>标题</h2>".join(f"<p>{''.join(order) * 2}</p>" * 2 for _ in range(4))
    found = baselines(joined(part("a", f"<article>{body}</article>", CSS)), 10.5)
    assert len(found) > 3
    assert off_grid(found, PITCH) == []
    assert 0 < min(page[0] for page in found) - TOP < PITCH


def test_no_line_of_the_body_of_the_sample_book_is_off_the_grid() -> None:
    """Body text, of all stories; facing pages agree because all pages do."""
    whole = sample()
    found = baselines(whole, 10.5)
    stories = [page for number, page in enumerate(found)
               if (leaf := whole.placing.leaves[number]).part is not None
               and whole.parts[leaf.part].key.startswith("story/") and page]
    assert len(stories) > 40
    assert off_grid(stories, PITCH) == []


def test_full_pages_end_on_the_same_line() -> None:
    body = "".join(f"<p>{TEXT * n}</p>" for n in (1, 3, 2, 4, 1, 2, 5, 3, 2, 3) * 4)
    found = baselines(joined(part("a", body, CSS)), 10.5)
    assert len(found) >= 6
    assert {page[-1] for page in found[:-1]} == {found[0][-1]}
