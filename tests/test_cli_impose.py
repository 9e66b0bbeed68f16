"""The verb ``impose``: what is told, what is written, how it is refused."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from case_pages import described
from pypdf import PdfReader

from press.cli import main
from press.cli.arguments import read_options
from press.cli.impose_options import _FIELDS, OPTIONS, job_of
from press.dataclass import names_of
from press.imposition import Creep, Job
from press.imposition.presets import PRESETS

GOOD, PROBLEMS, USAGE, MACHINE = range(4)
ROOT = Path(__file__).parents[1]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a document of 10 pages of A5 and one of A4."""
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, width, height in (("a5", 148, 210), ("a4", 210, 297)):
        (tmp_path / f"{name}.pdf").write_bytes(
            described([{"count": 10, "width": width, "height": height}]))
    return tmp_path


def said(capsys: pytest.CaptureFixture[str]) -> dict[str, list[dict[str, Any]]]:
    value: dict[str, list[dict[str, Any]]] = json.loads(capsys.readouterr().out)
    return value


def sizes(pdf: Path) -> list[tuple[int, int]]:
    return [(round(float(page.mediabox.width) / 72 * 25.4),
             round(float(page.mediabox.height) / 72 * 25.4)) for page in PdfReader(pdf).pages]


def test_a_booklet_is_written_and_told(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = (here / "a5.pdf").read_bytes()
    assert main(["impose", "a5.pdf", "-o", "out/b.pdf", "--json"]) == GOOD
    told = said(capsys)
    assert [p["code"] for p in told["problems"]] == ["imposition-blanks"]
    artefact, = told["artefacts"]
    written = (here / "out/b.pdf").read_bytes()
    assert artefact == {
        "book": "", "path": str(Path("out/b.pdf")), "document": "", "edition": "",
        "kind": "imposed", "pages": 10, "sheets": 3, "trim": [148, 210],
        "sha256": hashlib.sha256(written).hexdigest(), "problems": 1}
    assert sizes(here / "out/b.pdf") == [(297, 210)] * 6
    assert (here / "a5.pdf").read_bytes() == source
    assert list((here / "out").iterdir()) == [here / "out/b.pdf"]
    assert main(["impose", "a5.pdf", "-o", "again.pdf", "--quiet"]) == GOOD
    assert (here / "again.pdf").read_bytes() == written


def test_without_json_the_same_is_said_in_words(here: Path,
                                                capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["impose", "--lang=en", "a5.pdf", "-o", "b.pdf"]) == GOOD
    out, err = capsys.readouterr()
    assert out == ""
    assert "imposed: b.pdf (pages: 10, sheets: 3)" in err
    assert "note a5.pdf: 2 blank pages" in err
    assert main(["impose", "a5.pdf", "-o", "b.pdf", "--quiet"]) == GOOD
    assert capsys.readouterr() == ("", "")
    assert (here / "b.pdf").is_file()


@pytest.mark.parametrize("words", [
    ["--json", "impose", "a5.pdf", "-o", "b.pdf"],
    ["--lang", "en", "--json", "impose", "a5.pdf", "--output=b.pdf"],
    ["impose", "-o", "b.pdf", "--json", "--", "a5.pdf"]])
def test_options_may_stand_before_the_verb(here: Path, words: list[str],
                                           capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == GOOD
    assert [a["path"] for a in said(capsys)["artefacts"]] == ["b.pdf"]
    assert (here / "b.pdf").is_file()


def test_in_a_folder_sheets_are_named_after_their_document(here: Path) -> None:
    assert main(["impose", "a5.pdf", "-o", ".", "--scheme", "nup", "--quiet"]) == GOOD
    assert sizes(here / "a5-nup.pdf")[0] == (297, 210)


# --- options to job ------------------------------------------------------------------------------


@pytest.mark.parametrize(("words", "expected"), [
    ("", Job()),
    ("--scheme SIGNATURE --signature 32 --folded 8 --closed foot --milling 3 --fold-trim 2.5",
     Job("signature", signature=32, folded=8, closed="foot", milling=3, fold_trim=2.5)),
    ("--creep 0.1 --k 1.4 --anchor innermost --binding right --flip long --no-back-cover",
     Job(creep=Creep(0.1, 1.4, "innermost"), binding="right", flip="long", back_cover=False)),
    ("--scheme nup --up 8 --order columns --single-sided --unprintable 5 --scale 70.7%",
     Job("nup", up=8, order="columns", sides=1, unprintable=5, scale=0.707)),
    ("--scheme cards --grid 2x4 --gutter 6 --gripper 10 --turn work-and-turn",
     Job("cards", grid=(2, 4), gutter=(6, 6), gripper=10, turn="work-and-turn")),
    ("--gutter 0x5mm --trim 140×203 --bleed 0 --together stack --grid 1x2 --scale Fill",
     Job(gutter=(0, 5), trim=(140, 203), bleed=0, together="stack", grid=(1, 2), scale="fill")),
    ("--pages 1-3,9，7-5 --sheet 大度对开 --passes fronts-backs --backs same",
     Job(pages=(1, 2, 3, 9, 7, 6, 5), sheet="大度对开", passes="fronts-backs", backs="same")),
    ("--passes two-files", Job(passes="fronts")),
    ("--marks crop,slug", Job(marks=("crop", "slug"))),
    ("--marks all", Job(marks=("crop", "fold", "register", "collation", "bar", "slug"))),
    ("--no-marks", Job(marks=())),
    ("--slug {sheet}", Job(marks=("crop", "fold", "slug"), slug="{sheet}")),
    ("--preset a3-a4", PRESETS["a3-a4"]),
    ("--preset a4-a5 --binding right --sheet A3 --sheet A4",
     Job(sheet="A4", scale="shrink", bleed=0, marks=(), binding="right")),
])
def test_options_make_a_job(words: str, expected: Job) -> None:
    values, others, misuse = read_options(words.split(), OPTIONS)
    assert (others, misuse) == ([], None)
    assert job_of(values) == (expected, None)


def test_every_wish_of_a_job_has_an_option() -> None:
    other = {"back_cover", "creep", "sides", "side_names"}  # named otherwise, or by the language
    assert set(names_of(Job)) == set(_FIELDS.values()) | other


@pytest.mark.parametrize(("words", "sentence"), [
    ("", "缺少 FILE"),
    ("a5.pdf", "缺少 -o OUT"),
    ("a5.pdf a4.pdf -o b.pdf", "一次只能拼一个文件，这里写了几个：a5.pdf a4.pdf"),
    ("a5.pdf --output=", "缺少 -o OUT"),
    ("a5.pdf -o", "-o 后面缺少它的值"),
    ("a5.pdf -o --scheme nup", "-o 后面缺少它的值"),
    ("a5.pdf -o b.pdf --dummy=yes", "--dummy 后面缺少它的值，或多写了值"),
    ("a5.pdf -o b.pdf --bananas", "没有 --bananas 这个选项"),
    ("a5.pdf -o b.pdf --scheme booklet", "--scheme 不能是“booklet”，只能是 saddle, signature"),
    ("a5.pdf -o b.pdf --pages 1-", "--pages 的写法是 1-12,15"),
    ("a5.pdf -o b.pdf --pages 1-999999", "--pages 的写法是 1-12,15"),
    ("a5.pdf -o b.pdf --trim 148", "--trim 的写法是 148x210"),
    ("a5.pdf -o b.pdf --trim 0x9", "--trim 的写法是 148x210"),
    ("a5.pdf -o b.pdf --bleed -1", "--bleed 要写 0 或更大的数，不能是“-1”"),
    ("a5.pdf -o b.pdf --bleed nan", "--bleed 要写 0 或更大的数"),
    ("a5.pdf -o b.pdf --up 0", "--up 要写大于 0 的整数"),
    ("a5.pdf -o b.pdf --scale 0%", "--scale 可以是 actual"),
    ("a5.pdf -o b.pdf --marks crop,cross", "可以选 crop, fold, register"),
    ("a5.pdf -o b.pdf --scheme nup --creep 0.1", "--creep 对 --scheme nup 没有意义"),
    ("a5.pdf -o b.pdf --signature 16", "--signature 对 --scheme saddle 没有意义"),
    ("a5.pdf -o b.pdf --k 1.2", "--k 要和 --creep 一起写"),
    ("a5.pdf -o b.pdf --scheme nup --single-sided --flip-test", "不能一起写"),
    ("a5.pdf -o b.pdf --marks crop --no-marks", "--marks 和 --no-marks 不能一起写"),
])
def test_a_command_that_means_nothing_is_refused_with_a_reason(
        here: Path, words: str, sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(here.iterdir())
    assert main(["impose", *words.split()]) == USAGE
    assert sentence in capsys.readouterr().err
    assert sorted(here.iterdir()) == before


def test_a_job_that_cannot_be_is_a_problem_and_leaves_old_sheets(
        here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "b.pdf").write_bytes(b"old")
    assert main(["impose", "a4.pdf", "-o", "b.pdf", "--json"]) == PROBLEMS
    told = said(capsys)
    assert [p["code"] for p in told["problems"]] == ["imposition-sheet-small"]
    assert told["artefacts"] == []
    assert (here / "b.pdf").read_bytes() == b"old"


# --- what an office asks for ---------------------------------------------------------------------


@pytest.mark.parametrize(("preset", "file", "sheet", "trim"), [
    ("a4-a5", "a5", (297, 210), [148, 210]), ("a3-a4", "a4", (420, 297), [210, 297]),
    ("a4-a5", "a4", (297, 210), [148.5, 210]), ("a3-a4", "a5", (420, 297), [148, 210])])
def test_a_preset_folds_a_sheet_once_and_shrinks_what_is_too_large(
        here: Path, preset: str, file: str, sheet: tuple[int, int], trim: list[float],
        capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["impose", f"{file}.pdf", "-o", "b.pdf", "--preset", preset, "--json"]) == GOOD
    assert sizes(here / "b.pdf") == [sheet] * 6
    assert said(capsys)["artefacts"][0]["trim"] == pytest.approx(trim, abs=0.1)


def test_two_files_hold_all_fronts_and_all_backs(here: Path,
                                                 capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["impose", "a5.pdf", "-o", "b.pdf", "--passes", "two-files", "--backs", "same",
                 "--json"]) == GOOD
    assert [a["path"] for a in said(capsys)["artefacts"]] == ["b-fronts.pdf", "b-backs.pdf"]
    assert not (here / "b.pdf").exists()
    assert main(["impose", "a5.pdf", "-o", "b.pdf", "--quiet"]) == GOOD

    def texts(name: str) -> list[str]:
        return [page.extract_text() for page in PdfReader(here / name).pages]

    assert texts("b-fronts.pdf") == texts("b.pdf")[::2]
    assert texts("b-backs.pdf") == texts("b.pdf")[1::2]


@pytest.mark.usefixtures("here")
def test_blanks_are_those_of_one_copy(capsys: pytest.CaptureFixture[str]) -> None:
    for turn in ("sheetwise", "work-and-turn"):
        assert main(["impose", "a5.pdf", "-o", "b.pdf", "--scheme", "signature", "--signature",
                     "8", "--sheet", "A2", "--turn", turn, "--lang", "en"]) == GOOD
        assert "6 blank pages were added to fill the sections, 16 pages in all" in (
            capsys.readouterr().err)


def test_papers_lie_beside_the_sheets_in_the_language_asked_for(
        here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["impose", "a5.pdf", "-o", "out/b.pdf", "--dummy", "--instructions",
                 "--flip-test", "--lang", "en", "--flip", "long", "--json"]) == GOOD
    told = said(capsys)["artefacts"]
    assert [(Path(a["path"]).name, a["kind"]) for a in told] == [
        ("b.pdf", "imposed"), ("b-dummy.pdf", "dummy"), ("b-dummy.svg", "dummy"),
        ("b-instructions.pdf", "instructions"), ("b-flip-test.pdf", "flip-test")]
    for artefact in told:
        data = (here / artefact["path"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == artefact["sha256"]
        if artefact["path"].endswith(".pdf") and artefact["kind"] in ("dummy", "instructions"):
            assert len(PdfReader(io.BytesIO(data)).pages) == artefact["pages"]
    assert "flip on long edge" in PdfReader(here / "out/b-instructions.pdf").pages[
        0].extract_text()
    assert "Folding dummy" in (here / "out/b-dummy.svg").read_text("utf-8")


def test_papers_never_take_the_place_of_the_document(here: Path) -> None:
    document = (here / "a5.pdf").read_bytes()
    (here / "b-dummy.pdf").write_bytes(document)
    assert main(["impose", "b-dummy.pdf", "-o", "b.pdf", "--dummy", "--quiet"]) == USAGE
    assert (here / "b-dummy.pdf").read_bytes() == document
    assert not (here / "b.pdf").exists()


# --- help and start ------------------------------------------------------------------------------


@pytest.mark.parametrize(("lang", "words"), [("zh", "骑马订小册子"), ("en", "stapled booklet")])
def test_help_tells_every_option_in_the_language(lang: str, words: str,
                                                 capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["impose", "--lang", lang, "--help"]) == GOOD
    told = capsys.readouterr().out
    assert words in told
    assert [option.name for option in OPTIONS if f"{option.name} " not in told
            and f"{option.name}\n" not in told] == []
    assert max(map(len, told.splitlines())) <= 110


def test_the_verb_is_listed_with_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == GOOD
    assert "impose" in capsys.readouterr().out


def test_sheets_alone_load_no_heavy_library(here: Path) -> None:
    script = ("import sys\nfrom press.cli import main\n"
              "code = main(['impose', 'a5.pdf', '-o', 'b.pdf', '--scheme', 'nup'])\n"
              "heavy = {'typer', 'rich', 'pydantic', 'weasyprint', 'jinja2', 'fontTools', 'PIL'}\n"
              "sys.exit(f'{code} {sorted(heavy & set(sys.modules))}')")
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True,
                          check=False, cwd=here, env={"PYTHONPATH": str(ROOT), "LANG": "en"})
    assert done.stderr.splitlines()[-1] == "0 []", done.stderr
