"""Nothing is lost on paper: faults seeded into a book's pages are told, and name what is lost.

The style sheet of a book cannot do these things; so they are done to the HTML of its parts, as a
layout with a mistake would.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from build_samples import WORDS, build, story, workshop, write_book

from press.build import work as working
from press.build.run import BuildResult
from press.dataclass import replace
from press.values import Part

TABLE = "| 编号 | 说明 |\n|---|---|\n| 甲乙丙丁戊己庚辛 | 一段说明的文字 |\n"
FIGURE = '![厂区](../images/a.svg "厂区平面 | 资料室")'
SVG = ('<svg xmlns="http://www.w3.org/2000/svg" width="40mm" height="20mm" viewBox="0 0 40 20">'
       '<path d="M2 2h30v9" fill="none" stroke="#000"/></svg>')
TEXT = story("第一篇", WORDS * 3 + "[^1]", FIGURE, TABLE, "末了一段。", "[^1]: 据档案整理。")


def seeded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[str], str],
           css: str = "") -> BuildResult:
    """A book whose story is laid out by a layout with a mistake."""
    typeset = working.typeset

    def changed(part: Part, *rest: object, **named: object) -> object:
        if part.key.startswith("story/"):
            html = change(part.html)
            assert html != part.html or css
            part = replace(part, html=html, styles=(*part.styles, css))
        return typeset(part, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(working, "typeset", changed)
    folder = write_book(tmp_path / "b", {"01": TEXT}, 'title = "书"\ndocuments = ["reading"]\n',
                        images__a_svg=SVG)
    return build(folder, tmp_path / "out", shop=workshop(tmp_path / "cache"))


def drop(pattern: str) -> Callable[[str], str]:
    return lambda html: re.sub(pattern, "", html, count=1, flags=re.DOTALL)


SEEDS: dict[str, tuple[Callable[[str], str], str, str, int | None]] = {
    "paragraph lost": (drop(r"<p[^>]*>末了一段。</p>"), "", "text-body", 12),
    "picture lost": (drop(r"<img[^>]*>"), "", "text-alternative", 5),
    "caption lost": (drop(r"<figcaption.*?</figcaption>"), "", "text-caption", 5),
    "cell lost": (lambda html: html.replace("一段说明的文字", ""), "", "text-body", 9),
    "paragraph hidden": (str, "p[data-line='12'] { display: none }", "text-body", 12),
    "words changed": (lambda html: html.replace("末了一段", "未了一段"), "", "text-body", 12),
    "note lost": (drop(r"据档案整理。"), "", "text-note", 14),
    "title lost": (lambda html: html.replace("第一篇</h1>", "</h1>"), "", "text-title", 1),
    "paragraph twice": (lambda html: re.sub(r"(<p[^>]*>末了一段。</p>)", r"\1\1", html), "",
                        "text-body", 12),
    "order changed": (lambda html: re.sub(
        r"(<figure.*?</figure>)(.*?)(<p[^>]*>末了一段。</p>)", r"\3\1\2", html, flags=re.DOTALL),
        "", "text-body", 12),
    "paragraph clipped": (str, "p[data-line='12'] { height: 3pt; overflow: hidden }",
                          "preflight-clipped", 12),
    "paragraph off the page": (str, "p[data-line='12'] { margin-left: 900pt; white-space: nowrap }",
                               "pdf-text-outside", 12),
    "cell overset": (str, "table { table-layout: fixed; width: 40pt } "
                          "td, th { white-space: nowrap }", "preflight-overlap", None),
    "paragraph white": (str, "p[data-line='12'] { visibility: hidden }", "text-body", 12),
    "glyph of no font": (lambda html: html.replace("末了一段", "末了\U0001f9ff段"), "",
                         "pdf-notdef", None),
}


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_lost_stops_the_build_and_is_named(
        seed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change, css, code, line = SEEDS[seed]
    result = seeded(tmp_path, monkeypatch, change, css)
    found = [p for p in result.problems if p.code == code]
    assert found, [(p.code, p.line, p.args) for p in result.problems]
    assert not result.good and not result.artefacts
    if line is not None:
        lines = {p.line for p in found} | {spot.line for p in found for spot in p.spots}
        assert line in lines, lines


def test_without_a_mistake_the_book_is_good(tmp_path: Path,
                                            monkeypatch: pytest.MonkeyPatch) -> None:
    result = seeded(tmp_path, monkeypatch, lambda html: html + "\n")
    assert result.good, result.problems
