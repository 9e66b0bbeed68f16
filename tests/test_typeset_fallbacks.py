"""Characters of another font than the wanted one are told; those of a chosen script are not."""

from __future__ import annotations

import pytest
from typeset_samples import library, part

from press.dataclass import replace
from press.messages import message
from press.typeset.engine import typeset
from press.typeset.faces import MIXED
from press.typeset.selection import library_of
from press.values import Problem

SONG, KAI = "Noto Serif CJK SC", "LXGW WenKai"
LATIN, MONO = "Linux Libertine O", "Linux Libertine Mono O"
SIGN = "☯"
"""In Song, neither in Kai nor in Libertine."""


def told(body: str, *css: str) -> tuple[Problem, ...]:
    one = replace(part("a", body, *css), source="stories/01.md")
    fonts = library_of(library(), (LATIN, LATIN + MIXED, MONO))
    return typeset(one, "recto", fonts.fontconfig).problems


def args(problem: Problem) -> dict[str, str]:
    return dict(problem.args)


@pytest.mark.parametrize(("families", "text"), [
    (f"'{KAI}', '{SONG}'", "楷体“引号”——……·①②"),  # its quotes are taken out on purpose
    (f"'{LATIN}', '{SONG}'", "Latin “quotes” — 中文，①"),
    (f"'{LATIN}{MIXED}', '{SONG}'", "中文“引号”——Latin 2021 é ①"),
    (f"'{LATIN}{MIXED}', '{KAI}', '{SONG}'", "楷体“引号” Latin"),
    ("serif", "宋体 text"), ("sans-serif", "黑体 text"), ("monospace", "黑体 text"),
    (f"'{SONG.upper()}'", "宋体"), (f"'Nope', '{SONG}'", "宋体"),
    (f"'{KAI}', '{SONG}'", "　 \u200b\u00ad\ufeff")])
def test_nothing_is_said_of_what_is_meant_so(families: str, text: str) -> None:
    assert told(f"<p>{text}</p>", f"p {{ font-family: {families} }}") == ()


def test_a_declared_stand_in_is_told_once_for_a_part() -> None:
    body = (f"<p data-line='3'>宋{SIGN}</p><div data-line='5'><p class='k' data-line='7'>楷</p>"
            f"<p class='k' data-line='9'>楷<b>{SIGN}</b>一</p>"
            f"<p class='k' data-line='11'>{SIGN}⁂</p></div>")
    (problem,) = told(body, f".k {{ font-family: '{KAI}', '{SONG}' }}")
    assert (problem.code, problem.path, problem.line) == ("font-fallback", "stories/01.md", 9)
    assert args(problem) == {"family": KAI, "used": SONG, "characters": f"{SIGN}⁂"}
    assert message(problem, "zh") == (
        f"字体“{KAI}”没有这些字：{SIGN}⁂；已用列表里的下一种字体“{SONG}”代替")


def test_an_undeclared_one_is_an_error_for_each_character() -> None:
    body = f"<p data-line='3'>楷{SIGN}</p><p data-line='4'>{SIGN}</p><p data-line='6'>⁂“</p>"
    problems = told(body, f"p {{ font-family: '{KAI}' }}")
    assert [(p.code, p.severity, p.line, args(p)["character"]) for p in problems] == [
        ("font-undeclared", "error", 3, SIGN), ("font-undeclared", "error", 6, "⁂")]
    assert args(problems[0])["codepoint"] == "U+262F"


def test_a_letter_that_the_latin_font_lacks_is_told() -> None:
    (problem,) = told("<p>pin \u01ce 中</p>", f"p {{ font-family: '{MONO}', '{SONG}' }}")
    assert problem.code == "font-fallback"
    assert args(problem) == {"family": MONO, "used": SONG, "characters": "\u01ce"}


def test_a_family_that_nobody_prepared_is_told_with_what_was_used() -> None:
    (problem,) = told("<p data-line='8'>仿宋<b>字</b></p>", "p { font-family: '仿宋_GB2312' }")
    assert (problem.code, problem.line) == ("font-family-unknown", 8)
    assert args(problem) == {"family": "仿宋_GB2312", "used": SONG}


def test_text_in_margins_and_drawings_counts_too() -> None:
    svg = ("<svg xmlns='http://www.w3.org/2000/svg' width='90' height='20'>"
           f"<text y='15' font-family='{KAI}'>图{SIGN}</text></svg>")
    css = f"@page {{ @top-left {{ content: '眉⁂'; font-family: '{KAI}' }} }}"
    problems = told(f"<div data-line='2'>{svg}</div>", css)
    assert {(p.code, p.line, args(p)["character"]) for p in problems} == {
        ("font-undeclared", None, "⁂"), ("font-undeclared", None, SIGN)}


def test_each_part_tells_its_own() -> None:
    wrong = "p { font-family: 'LXGW WenKai' }"
    assert len(told(f"<p>{SIGN}</p>", wrong)) == 1
    assert told("<p>楷</p>", wrong) == ()
    assert len(told(f"<p>{SIGN}</p>", wrong)) == 1
