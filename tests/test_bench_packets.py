"""bench/packets: its long book, and the table in docs."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.packets.__main__ import COMMANDS
from bench.packets.results import DOCS, WORDS, Measured, filled
from bench.packets.tour import SAMPLE, write_tour

FOUND = [Measured(name, 1.5, 2.5, 99.6, 3.25, 7) for name in COMMANDS]


@pytest.mark.parametrize("page", WORDS)
def test_docs_get_a_row_for_each_work_and_keep_the_rest(
        page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.getloadavg", lambda: (1.0, 1.0, 1.0))
    text = (DOCS / page).read_text("utf-8")
    once = filled(text, FOUND, page, 3)
    assert filled(once, FOUND, page, 3) == once
    assert once.count("| 1.50 | 2.50 | 100 | 3.2 | 7 |") == len(COMMANDS)
    before, after = text.split("<!-- bench -->")
    assert once.startswith(before)
    last = [line for line in after.split("\n") if line][-1]
    assert "python -m bench.packets" in last and once.rstrip().endswith(last)


def test_a_page_without_the_mark_is_refused() -> None:
    with pytest.raises(ValueError, match=r"packets\.md"):
        filled("# Packets\n", FOUND, "packets.md", 3)


def test_the_long_tour_is_the_sample_with_more_to_read(tmp_path: Path) -> None:
    folder = write_tour(tmp_path / "tour")
    assert (folder / "book.toml").read_bytes() == (SAMPLE / "book.toml").read_bytes()
    for path in sorted((SAMPLE / "stories").glob("*.md")):
        longer = (folder / "stories" / path.name).read_text("utf-8")
        assert longer.startswith(path.read_text("utf-8"))
        assert longer.count("::: 讲者") == path.read_text("utf-8").count("::: 讲者") + 1
