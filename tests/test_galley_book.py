"""Proofs of a real book: what is on their pages, round after round, and what is frozen."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pypdfium2
import pytest
from build_samples import ROOT, codes, contents
from galley_samples import HEAD, STORY, TOML, book, built, change, proofs

from press.build.galley_record import read_lines, read_records
from press.build.galleys import ProofsResult
from press.galley.setting import sheet_for
from press.preflight.compare import normal

MM = 72 / 25.4
RED = (200, 32, 42)
SHEET = sheet_for((148.0, 210.0))


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all tests: the same pages need not be typeset again."""
    return tmp_path_factory.mktemp("out")


def page_text(pdf: Path, index: int) -> str:
    text: str = pypdfium2.PdfDocument(pdf)[index].get_textpage().get_text_range()
    return normal(text.replace("\ufffe", ""))


def made_pdf(result: ProofsResult, name: str) -> Path:
    assert result.folder is not None
    return result.folder / next(a.path for a in result.artefacts if name in a.path)


def table(folder: Path, *rows: str, name: str = "一校") -> None:
    (folder / f"proofs/{name}.csv").write_text(HEAD + "\n".join(rows) + "\n", "utf-8")


def test_pages_are_shown_whole_at_their_size_with_what_is_written_around_them(
        tmp_path: Path, output: Path) -> None:
    result = proofs(book(tmp_path / "book"), output)
    assert result.problems == ()
    assert result.round is not None and result.round.name == "first"
    proof = pypdfium2.PdfDocument(made_pdf(result, "book-print-一校"))
    source = pypdfium2.PdfDocument(output / "book/book-print.pdf")
    assert len(proof) == len(source)
    for index in range(len(source)):
        width, height = proof[index].get_size()
        assert (width / MM, height / MM) == (pytest.approx(210, abs=0.1),
                                             pytest.approx(297, abs=0.1))
        for line in normal(page_text(output / "book/book-print.pdf", index)).split():
            assert line in page_text(made_pdf(result, "book-print-一校"), index)
    # 100 %: every letter stands where it stood.
    height = proof[8].get_height()
    there = letters(proof[8], SHEET.left * MM, height - (SHEET.top + 210) * MM)
    crop = source[8].get_trimbox()
    wanted = [one for one in letters(source[8], crop[0], crop[1]) if one[0].strip()]
    assert len(wanted) > 90
    for sign, x, y in wanted:
        assert any(sign == other and abs(x - left) < 0.05 and abs(y - low) < 0.05
                   for other, left, low in there), sign


def letters(page: pypdfium2.PdfPage, x: float, y: float) -> list[tuple[str, float, float]]:
    """The letters of a page, and where they begin, counted from (x, y)."""
    words = page.get_textpage()
    found = []
    for index in range(words.count_chars()):
        left, low, _, _ = words.get_charbox(index)
        found.append((words.get_text_range(index, 1), left - x, low - y))
    return found


def test_the_heading_says_what_it_is_and_bears_no_clock(tmp_path: Path, output: Path) -> None:
    dated = proofs(book(tmp_path / "book"), output)
    words = page_text(made_pdf(dated, "book-print-一校"), 8)
    assert "小书（print）" in words and "一校2021年7月1日" in words
    assert "校样第9页，共10页书页码1" in words
    bare = proofs(book(tmp_path / "bare", TOML.replace("date = 2021-07-01\n", "")), output)
    words = page_text(made_pdf(bare, "bare-print-一校"), 8)
    assert "一校校样" in words.replace("小书（print）", "")


def test_the_same_book_gives_the_same_bytes(tmp_path: Path) -> None:
    found = []
    for name in ("a", "b"):
        folder = book(tmp_path / name / "book")
        proofs(folder, tmp_path / name / "out")
        found.append((contents(folder / "proofs"), contents(tmp_path / name / "out/book/proofs")))
    assert found[0] == found[1]


def red_rows(pdf: Path, index: int) -> list[float]:
    """Heights (mm on the sheet) at which there is a bar."""
    picture = pypdfium2.PdfDocument(pdf)[index].render(scale=3).to_pil().convert("RGB")
    left, right = round(3 * MM * 30), round(3 * MM * 36)
    strip = picture.crop((left, 0, right, picture.height))
    width, raw = strip.width, strip.tobytes()
    pixels = [raw[at:at + 3] for at in range(0, len(raw), 3)]
    return [y / 3 / MM for y in range(strip.height) if any(
        max(abs(a - b) for a, b in zip(pixels[y * width + x], RED, strict=True)) < 40
        for x in range(width))]


def test_a_bar_stands_beside_each_changed_line_and_beside_no_other(
        tmp_path: Path, output: Path) -> None:
    folder = book(tmp_path / "book")
    proofs(folder, output, "1")
    change(folder, "今天有一门", "如今有一门")
    change(folder, "老车间的窗开得", "老车间的窗户开得")
    result = proofs(folder, output, "2")
    pdf = made_pdf(result, "book-print-二校")
    record, = (r for r in read_records(folder)[0] if r.round.name == "second")
    pages = read_lines(folder, record)[0]["print"]
    from press.build.galley_text import proofed_documents

    document, = proofed_documents(output / "book", result_files(folder, output))[0]
    changed = {line.number for line in pages[8].lines
               if "如今" in line.text or "窗户" in line.text}
    assert len(changed) == 2
    rows = red_rows(pdf, 8)
    for line in document.pages[8].lines:
        middle = SHEET.top + line.top + line.height / 2
        near = any(abs(row - middle) < 1 for row in rows)
        assert near == (line.number in changed), line.text
    assert all(not red_rows(pdf, index) for index in range(len(pages)) if index != 8)


def result_files(folder: Path, output: Path) -> tuple:  # type: ignore[type-arg]
    return built(folder, output).artefacts


def test_round_after_round_to_the_press(tmp_path: Path, output: Path) -> None:
    folder = book(tmp_path / "book")
    first = proofs(folder, output)
    assert first.table == "proofs/一校.csv"
    assert (folder / first.table).read_bytes() == "\ufeff页,行,错,对,谁,处理,文件\r\n".encode()
    # The very same version again is the same proof; nothing is entered, so another replaces it.
    kept = contents(folder / "proofs")
    assert proofs(folder, output).problems == ()
    assert contents(folder / "proofs") == kept
    table(folder, "9,4,今天,如今,甲,", "9,4,老兵工,老工人,甲,")
    change(folder, "今天有一门", "如今有一门")
    second = proofs(folder, output)  # with corrections entered, the next one is due
    assert second.round is not None and second.round.name == "second"
    assert codes(second.problems) == ["proofs-not-done"]
    assert [c.verdict for c in second.checkings[0].checked] == ["done", "open"]
    words = page_text(made_pdf(second, "核红单"), 0)
    assert "一校改样2处：已改1，未改1，存疑0，不改0" in words
    # What was left undone in the first proof is not forgotten in the third.
    third = proofs(folder, output, "3")
    assert codes(third.problems) == ["proofs-not-done"]
    assert "一校遗留1处" in page_text(made_pdf(third, "核红单"), 0)
    assert codes(proofs(folder, output, "press").problems) == [
        "proofs-not-done", "proofs-press-open"]
    assert not (folder / "proofs/付印-1.toml").exists()
    table(folder, "9,4,今天,如今,甲,", "9,4,老兵工,老工人,甲,不改")
    press = proofs(folder, output, "press")
    assert press.problems == () and press.frozen == "proofs/付印-1.toml"
    words = page_text(made_pdf(press, "付印单"), 0)
    for artefact in built(folder, output).artefacts:
        assert artefact.sha256 in words
    assert "已改1，未改0，存疑0，不改1" in words
    # Frozen: the same version is the same release, another is refused and told of by a build.
    assert proofs(folder, output, "press").problems == ()
    change(folder, "窗也要看", "窗户也要看")
    frozen = contents(folder / "proofs")
    assert codes(built(folder, output).problems) == ["proofs-changed"]
    assert contents(folder / "proofs") == frozen
    # The next printing begins with a proof; its bars count from the release.
    again = proofs(folder, output)
    assert again.round is not None
    assert (again.round.printing, again.round.name) == (2, "first")
    assert "付印以来有改动" in page_text(made_pdf(again, "book-print-一校-2"), 8)
    assert codes(built(folder, output).problems) == []


def test_a_table_may_be_in_english_or_in_what_excel_writes(tmp_path: Path, output: Path) -> None:
    folder = book(tmp_path / "book")
    proofs(folder, output, "1")
    (folder / "proofs/一校.csv").write_bytes(
        "页,行,错,对\r\n9,4,今天,如今\r\n".encode("gb18030"))
    told = proofs(folder, output, "2")
    assert [c.verdict for c in told.checkings[0].checked] == ["open"]
    (folder / "proofs/一校.csv").write_text("page,line,wrong,right\n9,4,今天,如今\n", "utf-8")
    told = proofs(folder, output, "2")
    assert [c.verdict for c in told.checkings[0].checked] == ["open"]
    (folder / "proofs/一校.csv").write_text("page,wrong,right\n9,今天,如今\n", "utf-8")
    assert codes(proofs(folder, output, "2").problems) == ["table-column-missing"]


def test_problems_stand_beside_their_lines_and_on_the_sheet(tmp_path: Path, output: Path) -> None:
    story = STORY.replace("它办得最早，", "它办得最早,").replace("的光；", "的光；")
    waived = TOML + ('[[waivers]]\ncode = "copy-ascii-mark"\nreason = "原稿如此"\n'
                     'by = "责任编辑"\n')
    told = proofs(book(tmp_path / "book", TOML, story), output)
    words = page_text(made_pdf(told, "book-print-一校"), 8)
    assert "警告：中文里用了半角标点" in words
    assert "警告：中文里用了半角标点" in page_text(made_pdf(told, "改样单"), 1)
    accepted = proofs(book(tmp_path / "other", waived, story), output)
    assert "已豁免：中文里用了半角标点" in page_text(made_pdf(accepted, "other-print-一校"), 8)


def test_the_sample_book_has_its_first_proof(tmp_path: Path, output: Path) -> None:
    folder = shutil.copytree(ROOT / "sources/initial-heart", tmp_path / "initial-heart")
    result = proofs(folder, output)
    assert not [p for p in result.problems if p.severity != "note"]
    assert [a.document for a in result.artefacts][:1] == ["print"]
    pdf = made_pdf(result, "initial-heart-print-一校")
    pages = read_lines(folder, read_records(folder)[0][0])[0]["print"]
    assert len(pypdfium2.PdfDocument(pdf)) == len(pages) > 60
    numbered = sum(len(page.lines) for page in pages)
    assert numbered > 1000
    # The first line of a story and where it comes from.
    page = next(p for p in pages if p.lines and p.lines[0].text == "山里的一天")
    assert page.lines[2].path == "stories/01-shanli-de-yitian.md"
    source = (folder / page.lines[2].path).read_text("utf-8").split("\n")
    assert page.lines[2].line is not None
    assert page.lines[2].text[:12] in normal(source[page.lines[2].line - 1])
    rows = list(csv.reader((folder / "proofs/一校.csv").open(encoding="utf-8-sig")))
    assert rows == [["页", "行", "错", "对", "谁", "处理", "文件"]]
