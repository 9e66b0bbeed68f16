"""``compare``: real files of two versions, and what is written to replace pages."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from case_pages import MM, Hand, at

from press.build.comparing import Comparison, compare
from press.cli import main

WORDS = ("water runs first in the morning", "the lathe turns when the belt is on",
         "a gauge has two sides, go and no go", "every drawing asks five questions",
         "the last lamp goes out at nine", "two valleys meet below the old mill",
         "an axle is true or it is scrap", "eight families share one yard")


def document(*texts: str, size: tuple[float, float] = (148.0, 210.0), box: int = -1) -> bytes:
    """A page for each text; ``box``: a page with a filled box beside its words."""
    hand = Hand()
    for index, text in enumerate(texts):
        lines = "".join(f"BT /F 12 Tf 1 0 0 1 60 {500 - 20 * n} Tm ({text} {n}) Tj ET\n"
                        for n in range(4))
        drawn = "0 g 200 100 60 40 re f\n" if index == box else ""
        hand.page(drawn + lines, at(0, 0, size[0] * MM, size[1] * MM))
    return hand.bytes()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def compared(old: bytes, new: bytes, *words: str, capsys: pytest.CaptureFixture[str]) -> dict:  # type: ignore[type-arg]
    Path("old.pdf").write_bytes(old)
    Path("new.pdf").write_bytes(new)
    assert main(["compare", "old.pdf", "new.pdf", "--json", *words]) == 0
    told: dict = json.loads(capsys.readouterr().out)  # type: ignore[type-arg]
    return told


@pytest.mark.usefixtures("here")
def test_the_same_words_and_pixels_are_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(document(*WORDS))) as opened:
        opened.save(out, linearize=True)  # other bytes, the same pages
    told = compared(document(*WORDS), out.getvalue(), capsys=capsys)
    assert told["same"] and {p["kind"] for p in told["pages"]} == {"same"}


@pytest.mark.usefixtures("here")
def test_a_word_a_box_and_a_new_page_are_found(capsys: pytest.CaptureFixture[str]) -> None:
    changed = [*WORDS]
    changed[1] = changed[1].replace("belt", "strap")
    changed.insert(5, "a page that nobody has seen before")
    told = compared(document(*WORDS), document(*changed, box=3), capsys=capsys)
    kinds = {(p["old"], p["new"]): p for p in told["pages"] if p["kind"] != "same"}
    assert set(kinds) == {(2, 2), (4, 4), (None, 6)}
    assert [(w["old"], w["new"]) for w in kinds[2, 2]["words"]] == [("belt", "strap")] * 4
    place, = kinds[4, 4]["places"]
    assert place == [pytest.approx(v, abs=0.6) for v in (
        200 / MM, 210 - 140 / MM, 60 / MM, 40 / MM)]
    assert not kinds[4, 4]["words"]
    assert kinds[None, 6]["kind"] == "added"
    # A page was put in: from there on every leaf has another verso.
    assert told["take_out"] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert told["put_in"] == [1, 2, 3, 4, 5, 6, 7, 8, 9]


@pytest.mark.usefixtures("here")
def test_leaves_to_exchange_are_written_whole(capsys: pytest.CaptureFixture[str]) -> None:
    changed = [*WORDS]
    changed[5] = "two valleys part below the old mill"
    new = document(*changed)
    told = compared(document(*WORDS), new, "--replacement", "sub/pages.pdf", capsys=capsys)
    assert told["take_out"] == told["put_in"] == [5, 6]
    written = pypdfium2.PdfDocument(Path("sub/pages.pdf").read_bytes())
    assert [written.get_page_label(n) for n in range(len(written))] == ["5", "6"]
    source = pypdfium2.PdfDocument(new)
    for index, page in enumerate((4, 5)):
        assert (written[index].render(scale=1).to_pil().tobytes()
                == source[page].render(scale=1).to_pil().tobytes())


@pytest.mark.usefixtures("here")
def test_nothing_is_written_where_nothing_differs(capsys: pytest.CaptureFixture[str]) -> None:
    pdf = document(*WORDS)
    told = compared(pdf, pdf, "--replacement", "pages.pdf", capsys=capsys)
    assert told["same"] and not Path("pages.pdf").exists()


@pytest.mark.usefixtures("here")
def test_another_size_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    told = compared(document(WORDS[0]), document(WORDS[0], size=(148, 215)), capsys=capsys)
    page, = told["pages"]
    assert page["kind"] == "changed" and page["sizes"] == [[148.0, 210.0], [148.0, 215.0]]


@pytest.mark.usefixtures("here")
def test_on_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    Path("old.pdf").write_bytes(document(*WORDS))
    Path("new.pdf").write_bytes(document(*WORDS[:6], WORDS[6].replace("true", "straight")))
    assert main(["compare", "old.pdf", "new.pdf", "--lang", "zh"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert "旧版第 7 页 → 新版第 7 页" in err and "【true】→【straight】" in err
    assert "旧版第 8 页：抽去了" in err
    assert "抽去旧版第 7–8 页，换上新版第 7 页" in err


def test_what_hangs_or_eats_memory_is_stopped(here: Path) -> None:
    (here / "a.pdf").write_bytes(document(WORDS[0]))
    asked = Comparison("a.pdf", "a.pdf", seconds=2.0)
    sleeps = compare(asked, (sys.executable, "-c", "import time; time.sleep(60)"))
    assert [p.code for p in sleeps.problems] == ["inspection-time"] and not sleeps.same
    small = compare(Comparison("a.pdf", "a.pdf", memory=30_000_000))
    assert [p.severity for p in small.problems] == ["error"] and not small.same


@pytest.mark.parametrize(("words", "code"), [
    (["missing.pdf", "old.pdf"], "inspection-file"),
    (["old.pdf", "old.pdf", "--replacement", "old.pdf"], "compare-usage"),
    (["old.pdf", "old.pdf", "--dpi", "9"], "compare-usage")])
def test_what_cannot_be_meant(here: Path, capsys: pytest.CaptureFixture[str], words: list[str],
                              code: str) -> None:
    pdf = document(WORDS[0])
    (here / "old.pdf").write_bytes(pdf)
    assert main(["compare", *words, "--json"]) == 2
    assert [p["code"] for p in json.loads(capsys.readouterr().out)["problems"]] == [code]
    assert (here / "old.pdf").read_bytes() == pdf
