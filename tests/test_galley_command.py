"""``proofs``: what the command says, leaves behind, and cleans away."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from build_samples import TEMPLATES
from galley_samples import HEAD, book, change

from press.cli import books, main


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(books, "__file__", str(TEMPLATES.parent / "press/cli/books.py"))
    book(tmp_path / "sources/book")
    return tmp_path


def test_rounds_as_json_and_on_a_terminal(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["proofs", "book", "--json", "--jobs", "1"]) == 0
    told = json.loads(capsys.readouterr().out)
    first, = told["proofs"]
    assert (first["round"], first["printing"], first["table"]) == ("first", 1, "proofs/一校.csv")
    assert all((here / "output/book/proofs" / a["path"]).is_file() for a in told["artefacts"])
    assert {a["document"] for a in told["artefacts"]} == {"print", "corrections", "signoff"}
    (here / "sources/book/proofs/一校.csv").write_text(HEAD + "9,4,今天,如今,,\n", "utf-8")
    change(here / "sources/book", "今天有一门", "如今有一门")
    assert main(["proofs", "book", "--lang", "zh", "--jobs", "1"]) == 0
    err = capsys.readouterr().err
    assert "核红：一校改样 1 处，已改 1，未改 0" in err
    assert "二校：4 个文件" in err and "proofs/二校.csv" in err
    # Files of the first proof are still there; ``clean`` takes all of them, and no records.
    names = {p.name for p in (here / "output/book/proofs").iterdir()}
    assert {"book-print-一校.pdf", "book-print-二校.pdf", "book-二校-核红单.pdf"} < names
    assert main(["clean"]) == 0
    assert not (here / "output/book").exists()
    assert {p.name for p in (here / "sources/book/proofs").iterdir()} == {
        f"{name}{end}" for name in ("一校", "二校") for end in (".csv", ".toml", ".lines.json")}


def test_a_round_that_nobody_knows(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["proofs", "book", "--round", "五校", "--json", "--lang", "zh"]) == 2
    told, = json.loads(capsys.readouterr().out)["problems"]
    assert told["code"] == "usage" and "五校" in told["message"]
    assert not (here / "sources/book/proofs").exists()


def test_no_proof_of_a_book_with_errors(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(here / "sources/book", "今天", "![图](images/none.png)今天")
    assert main(["proofs", "book", "--json", "--jobs", "1"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["artefacts"] == [] and told["problems"]
    assert not (here / "sources/book/proofs").exists()
