"""The report for a browser."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pymupdf
import pytest
from build_samples import WORDS, build, story, write_book
from lxml import html

from press.build.pictures import MOST, page_images, page_images_apart, pages_of
from press.build.values import BuildResult
from press.cli import main
from press.dataclass import replace
from press.report.html import BookReport, html_report
from press.report.html.views import book_view
from press.values import Place, Problem, Spot, problem

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
BAD = "他在第三车间看,再量。"
BOOK = 'title = "小书"\ndocuments = ["reading"]\n[[handouts]]\nstory = "02"\n'


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuildResult]:
    folder = write_book(tmp_path_factory.mktemp("report") / "b", {
        "01": story("一", WORDS), "02": story("二", *[WORDS * 8] * 8, BAD)}, BOOK)
    return folder, build(folder, folder.parent / "out")


def of_class(tree: html.HtmlElement, name: str) -> list[html.HtmlElement]:
    return [one for one in tree.iter() if name in str(one.get("class", "")).split()]


def report_of(folder: Path, result: BuildResult) -> BookReport:
    pdfs = {file.name: file.data for file in result.files}
    return BookReport("b", folder, result.problems, page_images(result.problems, pdfs),
                      {name: name for name in pdfs})


def faulty(result: BuildResult) -> Problem:
    (found,) = [p for p in result.problems if p.code == "copy-ascii-mark"]
    return found


def test_a_problem_of_a_manuscript_is_placed_where_its_words_stand_in_print(
        built: tuple[Path, BuildResult]) -> None:
    found = faulty(built[1])
    (spot,) = found.spots
    assert (spot.path, spot.line, spot.file) == ("stories/02.md", 19, "b-reading.pdf")
    data = next(f.data for f in built[1].files if f.name == spot.file)
    with pymupdf.open(stream=data, filetype="pdf") as document:
        page = document[spot.page - 1]
        (where,) = page.search_for("他在第三车间看")
    assert spot.box is not None
    left, top, width, height = (edge / 25.4 * 72 for edge in spot.box)
    assert left == pytest.approx(where.x0, abs=1.5)
    assert left + width >= where.x1
    assert where.y0 - 3 < top < top + height < where.y1 + 3


def test_what_two_documents_show_is_told_once(built: tuple[Path, BuildResult]) -> None:
    where = [(p.code, p.path, p.line, p.column) for p in built[1].problems if p.line]
    assert where
    assert len(where) == len(set(where))


def test_a_mark_lies_on_the_place_of_its_problem(built: tuple[Path, BuildResult]) -> None:
    folder, result = built
    view = book_view(report_of(folder, result), 1, 1, "zh")
    (number,) = [p.number for p in view.problems if p.code == "copy-ascii-mark"]
    ((page, mark),) = [(page, mark) for page in view.pages for mark in page.marks
                       if mark.number == number]
    (spot,) = faulty(result).spots
    assert spot.box is not None
    assert mark.left / 100 * 148 == pytest.approx(spot.box[0], abs=1)
    assert mark.top / 100 * 210 == pytest.approx(spot.box[1], abs=1)
    assert page.ratio == pytest.approx(210 / 148, rel=0.01)
    assert page.link == f"b-reading.pdf#page={spot.page}"


def test_every_problem_is_shown_and_leads_to_its_pages(built: tuple[Path, BuildResult]) -> None:
    folder, result = built
    tree = html.fromstring(html_report([report_of(folder, result)], "zh"))
    assert len(of_class(tree, "problem")) == len(result.problems) > 0
    ids = {element.get("id") for element in tree.iter() if element.get("id")}
    links = [a.get("href") for a in tree.iter("a") if a.get("href").startswith("#")]
    assert links
    assert {link[1:] for link in links} <= ids
    marked = [mark.text_content() for mark in tree.iter("mark")]
    assert "," in marked


def test_the_report_needs_nothing_from_elsewhere_and_is_the_same_again(
        built: tuple[Path, BuildResult]) -> None:
    folder, result = built
    page = html_report([report_of(folder, result)], "en")
    assert page == html_report([report_of(folder, result)], "en")
    addresses = re.findall(r'(?:src|href)="([^"]*)"', page)
    assert addresses
    assert [a for a in addresses if not a.startswith(("#", "data:image/jpeg;base64,"))
            and not re.fullmatch(r"b-\S+\.pdf#page=\d+", a)] == []
    assert "http" not in re.sub(r"http-equiv", "", page)


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("<script>alert(1)</script>&\n", "utf-8")
    name = '"><img src=x onerror=alert(1)>'
    bad = problem("image-missing", Place("a.md", 1, 2), name=name)
    tree = html.fromstring(html_report([BookReport("<b>", tmp_path, (bad,))], "zh"))
    assert len(list(tree.iter("script"))) == 1
    assert not list(tree.iter("img"))
    assert "alert(1)</script>&" in of_class(tree, "lines")[0].text_content()


def test_errors_come_first_and_what_is_accepted_last() -> None:
    note = problem("page-short", Place("a.md", 3), lines=1)
    error = problem("image-missing", Place("a.md", 2), name="x.png")
    waived = replace(problem("copy-dash", Place("a.md", 1), found="--"), waived="编辑部")
    view = book_view(BookReport("b", None, (waived, note, error)), 1, 5, "zh")
    assert [(p.number, p.severity) for p in view.problems] == [
        (5, "error"), (6, "note"), (7, "waived")]


def test_nothing_wrong_is_told_in_words() -> None:
    tree = html.fromstring(html_report([BookReport("b", None, ())], "zh"))
    assert "没有发现问题" in next(tree.iter("main")).text_content()


def test_pages_that_are_not_drawn_are_counted() -> None:
    spots = tuple(Spot(n, None, file="b.pdf") for n in range(1, MOST + 9))
    bad = replace(problem("page-short", Place("a.md", 3), lines=1), spots=spots)
    assert pages_of([bad]) == {"b.pdf": list(range(1, MOST + 1))}
    assert book_view(BookReport("b", None, (bad,)), 1, 1, "zh").left_out == MOST + 8


def test_a_page_of_a_damaged_file_is_left_out_and_the_others_are_drawn(
        built: tuple[Path, BuildResult], tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    bad = replace(problem("pdf-check-failed", Place(str(file)), check="", reason=""),
                  spots=(Spot(1), Spot(999)))
    assert page_images_apart([bad], str(file)) == ()
    file.write_bytes(next(f.data for f in built[1].files if f.name == "b-reading.pdf"))
    assert [image.page for image in page_images_apart([bad], str(file))] == [1]
    file.write_bytes(b"%PDF-1.7\nnothing")
    assert page_images_apart([bad], str(file)) == ()


def test_a_refused_document_is_shown_with_what_is_wrong(tmp_path: Path) -> None:
    folder = write_book(tmp_path / "b", {"01": story("一", WORDS * 4)}, (
        'title = "小书"\ndocuments = ["reading"]\npages = 3\n'))
    result = build(folder, tmp_path / "out")
    assert not result.good
    page = html_report([report_of(folder, result)], "zh")
    assert 'class="problem error"' in page


def test_the_command_writes_it_beside_the_results(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_book(tmp_path / "sources/b", {"01": story("一", BAD)},
               'title = "小书"\ndocuments = ["reading"]\n')
    command = ["--lang", "zh", "--output", "out", "--jobs", "1", "--report", "报告/页.html"]
    assert main(["build", "b", *command]) == 0
    first = (tmp_path / "报告/页.html").read_bytes()
    tree = html.fromstring(first.decode())
    (link,) = {a.get("href").partition("#")[0] for a in tree.iterfind(".//figcaption/a")}
    assert (tmp_path / "报告" / link).resolve() == tmp_path / "out/b/b-reading.pdf"
    assert main(["build", "b", *command]) == 0  # nothing has changed: the same report
    assert (tmp_path / "报告/页.html").read_bytes() == first
    assert main(["check", "sources/b/stories/01.md", "--report", "one.html"]) == 0
    assert "copy-ascii-mark" in (tmp_path / "one.html").read_text("utf-8")
    assert main(["preflight", "out/b/b-reading.pdf", "--report", "pdf.html"]) in (0, 1)
    assert "<html" in (tmp_path / "pdf.html").read_text("utf-8")
    (tmp_path / "file").write_text("")
    assert main(["check", "b", *command[:-1], "file/页.html"]) == 3


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_a_browser_shows_it_and_its_filters_work(
        built: tuple[Path, BuildResult], tmp_path: Path) -> None:
    folder, result = built
    page = html_report([report_of(folder, result)], "zh")
    probe = """<script>
      const shown = query => [...document.querySelectorAll(query)].filter(
        one => one.getClientRects().length).length;
      const told = [shown(".problem"), shown(".page"), shown(".mark")];
      const place = document.querySelector(".mark:not(.whole)");
      const mark = place.getBoundingClientRect();
      const sheet = place.parentElement.getBoundingClientRect();
      told.push(mark.left >= sheet.left && mark.right <= sheet.right && mark.width > 3);
      told.push(document.documentElement.scrollWidth <= innerWidth);
      for (const box of document.querySelectorAll(".filters input[value=warning]")) box.click();
      told.push(shown(".problem.warning"));
      const field = document.getElementById("words");
      field.value = "在任何地方都没有的字";
      field.dispatchEvent(new Event("input"));
      told.push(shown(".problem"), shown("#none"));
      document.documentElement.dataset.told = JSON.stringify(told);
    </script></body>"""
    file = tmp_path / "report.html"
    file.write_text(page.replace("</body>", probe), "utf-8")
    done = subprocess.run(
        [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--window-size=1400,900",
         f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=5000", "--dump-dom",
         file.as_uri()], capture_output=True, check=True, timeout=120)
    told = html.fromstring(done.stdout.decode()).get("data-told")
    problems = len(result.problems)
    pages = len({(s.file, s.page) for p in result.problems for s in p.spots})
    assert told is not None
    marks = sum(len(p.spots) for p in result.problems)
    assert told == f"[{problems},{pages},{marks},true,true,0,0,1]"
