"""bench/beside.py: what it counts is there, and docs/composition.md shows what it prints."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench import beside
from bench.beside import CASES, LEFT, PITCH, ROWS, SIZE, Engine, Glyph, Line, Sample

DOCS = Path(__file__).parents[1] / "docs"
PRESS = beside.ENGINES[0]
FAULTS = ("not-flush", "full-end", "full-start", "bad-start", "bad-end", "split", "single",
          "pairs", "off-grid", "short", "alone", "other")


def row(text: str, steps: float = 1.0, at: float = 0.0, line: int = 0) -> Line:
    """Characters an em wide, so many em apart."""
    return Line(0, 80 + line * PITCH, tuple(
        Glyph(c, LEFT + (at + i * steps) * SIZE, 80 + line * PITCH, SIZE, SIZE)
        for i, c in enumerate(text)))


def counted(*rows: Line, text: str, measure: int = 8) -> dict[str, str]:
    """What is found in one paragraph, of which the first line is indented."""
    return beside.counts(beside.aligned(rows, Sample((text,), (measure,))))


def faults(found: dict[str, str]) -> set[str]:
    return {key for key in FAULTS if found[key] != "0"}


def test_no_fault_is_found_where_none_is() -> None:
    found = counted(row("一二三四五六", at=2), row("七八九十。", line=1),
                    text="一二三四五六七八九十。")
    assert faults(found) == set()
    assert (found["lines"], found["pages"], found["stretch"]) == ("2", "1", "0.00")


@pytest.mark.parametrize(("first", "second", "fault"), [
    (row("一二三四五", at=2), row("六七八", line=1), {"not-flush"}),
    (row("一二三四五六", at=1.9), row("七八九", line=1), {"not-flush"}),
    (row("一二三四五，", at=2), row("七八九", line=1), {"full-end"}),
    (row("一二三四五六", at=2), row("“八九", line=1), {"full-start"}),
    (row("一二三四五六", at=2), row("。八九", line=1), {"bad-start"}),
    (row("一二三四五《", at=2), row("七八九", line=1), {"bad-end"}),
    (row("一二三四五—", at=2), row("—八九", line=1), {"split"}),
    (row("一二三四五2", at=2), row("年八九", line=1), {"split"}),
    (row("一二三四五六", at=2), row("七。", line=1), {"single"}),
    (row("一二，“五六", at=2), row("七八九", line=1), {"pairs"}),
    (row("一二三四五六", at=2), row("七八九", line=1.1), {"off-grid"}),  # type: ignore[arg-type]
    (row("一二三四⋯六", at=2), row("七八九", line=1), {"other"}),
], ids=lambda v: "" if isinstance(v, Line) else "-".join(v))
def test_each_fault_is_found_and_no_other(first: Line, second: Line, fault: set[str]) -> None:
    assert faults(counted(first, second, text=first.text() + second.text())) == fault


def test_a_mark_at_the_edge_may_be_half_or_end_with_its_ink() -> None:
    for at in (2.0, 2.5, 2.0 + .771):  # the comma whole, half, down to its ink
        first = row("一二三四五，", at=at)
        moved = Line(0, first.y, (Glyph("一", LEFT + 2 * SIZE, first.y, SIZE, SIZE),
                                  *first.glyphs[1:]))
        found = counted(moved, row("七八九", line=1), text="一二三四五，七八九")
        assert faults(found) == ({"full-end"} if at == 2.0 else set())


def test_gaps() -> None:
    found = counted(row("一二三四五", 1.25, at=2), row("六a七", line=1), text="一二三四五六a七")
    assert found["stretch"] == found["widest"] == "0.25"
    assert found["joints"] == "0.00 / 0.00 / 0.00"


def test_another_text_is_told() -> None:
    with pytest.raises(ValueError, match="七八"):
        counted(row("一二三四五六", at=2), row("七八", line=1), text="一二三四五六八七")


def test_cases_tell_lines_from_positions() -> None:
    case = CASES[0]
    rows = (row("中共一大会址在上海", 1.125), row("市，今存旧址", line=1))
    for lines, mark in ((rows, "✓"), ((row("中共一大会址在上海"), rows[1]), "○"),
                        ((row("中共一大会址在上海市"), row("，今存旧址", line=1)), "✗")):
        sample = Sample((case["text"],), (case["measure"],))
        assert beside.passes(case, beside.aligned(lines, sample)) == mark


def test_what_this_press_made_is_read() -> None:
    """The dense page, with notes; no fault in it."""
    sample = beside.samples()["dense"]
    lines = beside.read(PRESS.make(sample), sample)
    assert "".join(line.text() for line in lines) == "".join(text for text, *_ in sample.runs())
    assert faults(beside.counts(lines)) == set()


def test_the_docs_have_the_rows_that_are_printed(
        monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    missing = Engine("none", "None", PRESS.make, lambda: "")
    monkeypatch.setattr(beside, "ENGINES", (PRESS, missing))
    beside.main([])
    printed = capsys.readouterr().out
    tables = printed.split("\n\n")
    assert len(tables) == 3
    # All twelve cases.
    assert [line.split("|")[2].strip() for line in tables[2].splitlines()[2:]] == [
        *["✓"] * 12, "**12**"]
    for language, file in (("en", "composition.md"), ("zh", "composition.zh.md")):
        text = (DOCS / file).read_text("utf-8")
        for name, table in zip(("running", "dense", "cases"), tables, strict=True):
            shown = re.search(rf"<!-- {name} -->\n\n((?:\|.*\n)+)", text)
            assert shown is not None
            head, _, *lines = (line.split("|")[1:-1] for line in shown[1].splitlines())
            names = [line.split("|")[1].strip() for line in table.splitlines()[2:]]
            if language == "zh":
                chinese = {**{v["en"]: v["zh"] for v in ROWS.values()}, **{
                    f"{c['number']} {c['en']}": f"{c['number']} {c['zh']}"
                    for c in CASES if "en" in c}}
                names = [chinese.get(n, n) for n in names]
            assert [line[0].strip() for line in lines] == names
            assert [cell.split()[0].rstrip(",") for cell in head[1:]] == [
                "duben", "XeLaTeX", "Typst", "WeasyPrint"]


def test_the_pictures_are_there_and_small() -> None:
    for file in ("composition.md", "composition.zh.md"):
        pictures = re.findall(r"\]\((images/composition/.*?)\)", (DOCS / file).read_text("utf-8"))
        assert len(pictures) == 8
        for picture in pictures:
            assert 10_000 < (DOCS / picture).stat().st_size <= 150_000
