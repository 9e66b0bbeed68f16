"""Lists, labels and phone editions are checked as any document is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from build_samples import TEMPLATES
from packet_samples import made, packet_book

SEEDS = {
    "labels": ("packet-zh/box-labels.css", ".label .line { margin-bottom: -28pt }", "箱签"),
    "lists": ("packet-zh/packet.css", ".head h1 { margin-bottom: -24pt }", "装箱单"),
    "phone": ("phone-forms-zh/phone.css", "td, p { margin-bottom: -14pt }", "手机版"),
}


@pytest.mark.parametrize("what", SEEDS)
def test_text_over_text_is_an_error(what: str, tmp_path: Path) -> None:
    templates = shutil.copytree(TEMPLATES, tmp_path / "templates")
    name, css, title = SEEDS[what]
    with (templates / name).open("a", encoding="utf-8") as file:
        file.write(f"\n{css}\n")
    result = made(packet_book(tmp_path / "tour"), tmp_path / "out", templates=templates)
    faults = [p for p in result.problems if p.code == "preflight-overlap"]
    assert [p for p in faults if title in (p.path or "")], result.problems
    assert not (tmp_path / "out/tour/packets").exists()
