"""tests/cases/<code>/case.toml of ``compare``.

``make`` says how new.pdf is spoilt, or ``words`` are given instead of two files.
"""

from __future__ import annotations

import io
import json
from pathlib import Path

import pikepdf
import pytest
from case_files import assert_told, codes_of, having, load
from case_pages import plain

from press.cli import main
from press.messages import hint, message
from press.values import Place, problem


def spoilt(pdf: bytes, make: str) -> bytes:
    if make == "encrypted":
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            opened.save(out, encryption=pikepdf.Encryption(owner="secret", user=""))
        return out.getvalue()
    if make == "cut":
        head, _, rest = pdf.rpartition(b"startxref\n")
        return head + b"startxref\n7" + rest
    return b"this is no PDF"


@pytest.mark.parametrize("code", having("case.toml", codes_of("compare")))
def test_each_fault_is_told(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                            capsys: pytest.CaptureFixture[str]) -> None:
    case = load(code)
    monkeypatch.chdir(tmp_path)
    pdf = plain(3)
    Path("old.pdf").write_bytes(pdf)
    Path("new.pdf").write_bytes(spoilt(pdf, case.get("make", "")))
    assert main(["compare", *case.get("words", ["old.pdf", "new.pdf"]), "--json",
                 "--lang", "zh"]) == case["exit"]
    said = json.loads(capsys.readouterr().out)
    assert not said["same"]
    told = [problem(one["code"], Place(one["path"]) if one["path"] else None, detail="—",
                    reason="—") for one in said["problems"]]
    assert_told(code, told, case["problems"])
    for one in told:
        assert message(one, "zh") and hint(one, "zh")
