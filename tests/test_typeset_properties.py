"""CSS properties of lines: what they allow at the beginning of a line, and how they are written.

The characters are those of the W3C's test suite css-text/i18n (zh and ja), by their class.
"""

from __future__ import annotations

import io
import logging

import pypdf
import pypdfium2
import pytest
from weasyprint.css import properties as weasy_properties
from weasyprint.css.validation import properties as validators

from press.typeset import to_pdf
from press.typeset.compose.rules import HOUSE, Rules
from press.typeset.weasy.properties import rules_of

CENTRED = (0x30FB, 0xFF1A, 0xFF1B, 0xFF65, 0x203C, 0x2047, 0x2048, 0x2049, 0xFF01, 0xFF1F)
HYPHENS = (0x2010, 0x2013, 0x301C, 0x30A0)
INSEPARABLE = (0x2024, 0x2025, 0x2026, 0x22EF, 0xFE19, 0x10AF6)
ITERATION = (0x3005, 0x303B, 0x309D, 0x309E, 0x30FD, 0x30FE)
POSTFIX = (0x00B0, 0x2030, 0x2032, 0x2033, 0x2035, 0x2103, 0x2109, 0xFE6A, 0xFF05, 0xFFE0)
STARTERS = (*range(0x3041, 0x304A, 2), 0x3063, 0x3083, 0x3085, 0x3087, 0x308E, 0x3095, 0x3096,
            *range(0x30A1, 0x30AA, 2), 0x30C3, 0x30E3, 0x30E5, 0x30E7, 0x30EE, 0x30F5, 0x30F6,
            0x30FC, *range(0x31F0, 0x3200), *range(0xFF67, 0xFF71))
ZH = (*CENTRED, *HYPHENS, *INSEPARABLE, *ITERATION, *POSTFIX)
JA = (*STARTERS, *ZH)


def beginnings(characters: tuple[int, ...], lang: str, level: str,
               align: str = "left") -> list[str]:
    """For 文×6 X 字字 in a box of 185 px at 30 px: ``X`` where X begins the second line, 文
    where it does not."""
    css = (f"@page {{ size: 300px; margin: 10px }} p {{ width: 185px; font-size: 30px; margin: 0;"
           f"line-height: 1.2; break-after: page; line-break: {level}; text-align: {align} }}")
    html = "".join(f"<p>文文文文文文&#{point};字<span>字</span></p>" for point in characters)
    pdf = pypdf.PdfReader(io.BytesIO(to_pdf(html, css=css, lang=lang)))
    texts = [page.extract_text().split("\n") for page in pdf.pages]
    assert len(texts) == len(characters)
    return ["文" if second[0] in "文字" else "X" for _, second, *_ in texts]


def test_the_suites_have_36_and_87_characters() -> None:
    assert (len(set(ZH)), len(set(JA))) == (36, 87)


@pytest.mark.parametrize(("lang", "characters"), [("zh", ZH), ("ja", JA)])
@pytest.mark.parametrize("align", ["left", "justify"])
def test_strict(lang: str, characters: tuple[int, ...], align: str) -> None:
    found = beginnings(characters, lang, "strict", align)
    assert [f"{c:04X}" for c, one in zip(characters, found, strict=True) if one == "X"] == []


@pytest.mark.parametrize(("lang", "characters"), [("zh", ZH), ("ja", JA)])
def test_loose(lang: str, characters: tuple[int, ...]) -> None:
    found = beginnings(characters, lang, "loose")
    assert [f"{c:04X}" for c, one in zip(characters, found, strict=True) if one == "文"] == []


@pytest.mark.parametrize("level", ["normal", "auto"])
def test_normal(level: str) -> None:
    """As in the suite; hyphens and …… are the house's (typography.md, Lines)."""
    found = beginnings((*CENTRED, *ITERATION, *POSTFIX), "zh", level)
    assert set(found) == {"文"}
    assert set(beginnings(STARTERS, "ja", level)) == {"X"}
    assert set(beginnings((0x2026, 0x2025), "zh", level)) == {"X"}


def test_closing_marks_and_stops_never_begin_a_line() -> None:
    marks = tuple(map(ord, "、，。．）〕】》〉」』”’"))
    for level in ("loose", "normal", "strict"):
        assert set(beginnings(marks, "zh", level)) == {"文"}, level


class Style(dict[str, object]):
    """A computed style, as far as it is asked for."""

    def __missing__(self, key: str) -> object:
        return {"lang": "zh-Hans", "text_autospace": "normal"}.get(key, "auto")


def test_a_style_without_properties_is_the_house() -> None:
    other = Rules(marks="half", gap=0.125)
    assert rules_of(Style(), HOUSE) == HOUSE
    assert rules_of(Style(), other) == other
    assert rules_of(Style(press_marks="kaiming", press_gap=0.0, line_break="strict"),
                    other) == Rules(marks="kaiming", gap=0.0, least_gap=0.0, most_gap=0.0,
                                    strict=True)
    assert rules_of(Style(lang="zh-Hant-HK"), HOUSE).centred


def width(css: str, text: str = "他在2021年") -> float:
    """Of a text on one line, in em of its type, from the first glyph to the last."""
    style = f"@page {{ size: 600px 100px; margin: 0 }} p {{ font-size: 20px; margin: 0; {css} }}"
    page = pypdfium2.PdfDocument(to_pdf(f"<p>口{text}口</p>", css=style))[0].get_textpage()
    found = [i for i in range(page.count_chars()) if page.get_text_range(i, 1) == "口"]
    first, last = (page.get_charbox(i)[0] for i in (found[0], found[-1]))
    return round(float(last - first) / 15 - 1, 2)


@pytest.mark.parametrize(("css", "gap"), [
    ("", 0.25), ("-press-gap: 0.125em", 0.125), ("-press-gap: 0", 0), ("-PRESS-GAP: 0em", 0),
    ("text-autospace: no-autospace", 0), ("-press-gap: 0.125em; -press-gap: 2em", 0.125),
    ("-press-gap: auto", 0.25)])
def test_the_gap(css: str, gap: float) -> None:
    digits = width("text-autospace: no-autospace", "2021")
    assert width(css) == pytest.approx(3 + digits + 2 * gap, abs=0.02)


def test_typed_spaces_are_the_gap_or_themselves() -> None:
    assert width("", "在 2021 年") == width("", "在2021年")
    assert width("-press-gap: 0", "在 2021 年") == width("-press-gap: 0", "在2021年")
    bare = "text-autospace: no-autospace"
    assert width(bare, "在 2021 年") > width(bare, "在2021年") + 0.3


@pytest.mark.parametrize(("marks", "wide"), [
    ("full", 6), ("line-end-half", 6), ("kaiming", 5.5), ("half", 5)])
def test_widths_of_marks(marks: str, wide: float) -> None:
    assert width(f"-press-marks: {marks}", "人，民。心？") == wide + (
        0 if marks != "half" else -0.5)


def test_inherited_and_overridden() -> None:
    css = "section { -press-gap: 0 } .b { -press-gap: 0.25em }"
    html = "<section><p>口在2021年口</p><p class='b'>口在2021年口</p></section>"
    sizes = "@page { size: 600px 200px; margin: 0 } p { font-size: 20px; margin: 0 }"
    page = pypdfium2.PdfDocument(to_pdf(html, css=sizes + css))[0].get_textpage()
    # The last of each paragraph: a character that stands for itself has its own box.
    _, first, _, second = (page.get_charbox(i)[0] for i in range(page.count_chars())
                           if page.get_text_range(i, 1) == "口")
    assert second - first == pytest.approx(0.5 * 15, abs=0.1)


def test_what_makes_no_sense_is_said(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "press.typeset"):
        to_pdf("<p>文", css="p { line-break: sometimes; -press-gap: 3px; -press-marks: none;"
               "-press-emphasis: star }")
    assert len([m for m in caplog.messages if "invalid value" in m]) == 4


def test_weasyprint_has_its_tables_back() -> None:
    to_pdf("<p style='line-break: strict'>文")
    assert "line_break" not in weasy_properties.INITIAL_VALUES
    assert "press-gap" not in validators.PROPERTIES
    assert "line_break" not in weasy_properties.INHERITED
