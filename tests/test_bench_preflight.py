"""bench/preflight.py: its faults change files, are enough, and the papers show what it finds."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
NOT_IN_A_FILE = {18}
"""What is asked of a plan alone."""


@pytest.fixture(scope="module")
def bench() -> Iterator[ModuleType]:
    before = list(sys.path)
    sys.path.insert(0, str(ROOT / "bench"))
    import preflight  # type: ignore[import-not-found]

    yield preflight
    sys.path[:] = before


@pytest.fixture(scope="module")
def documents(bench: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    return bench.finished(tmp_path_factory.mktemp("preflight"))


def table(name: str) -> dict[str, tuple[str, ...]]:
    text = (ROOT / "docs" / name).read_text("utf-8")
    figures = text.split("<!-- figures -->")[1].split("<!-- /figures -->")[0]
    rows = re.findall(r"^\| (\S+) \| (\d+) \| (\d+) \| ([\d.]+) \|$", figures, re.MULTILINE)
    return {number: tuple(rest) for number, *rest in rows}


def test_each_check_has_ten_faults(bench: Any) -> None:
    assert set(bench.FAULTS) == set(range(1, 47)) - NOT_IN_A_FILE
    assert set(bench.codes_of_checks()) == set(range(1, 47))
    assert {n: len(seeds) for n, seeds in bench.FAULTS.items() if len(seeds) < 10} == {}


def test_faults_share_nothing_with_the_checks() -> None:
    for path in sorted((ROOT / "bench").glob("preflight_*.py")):
        if path.stem != "preflight_book":
            assert not re.search(r"^\s*(from|import) press", path.read_text("utf-8"), re.MULTILINE)


def test_faults_change_the_file_and_are_the_same_each_time(bench: Any, documents: Any) -> None:
    for number, seeds in bench.FAULTS.items():
        for seed in (seeds[0], seeds[-1]):
            pdf = documents[seed.document].pdf
            made = seed.change(pdf)
            assert made != pdf
            assert number == 2 or made == seed.change(pdf)  # 2: a cipher begins with chance


@pytest.mark.parametrize("number", [2, 10, 43])
def test_the_papers_have_what_is_measured(number: int, bench: Any, documents: Any) -> None:
    row = bench.row(number, *bench.measure(number, documents))
    for target in bench.TARGETS.values():
        assert row in target.read_text("utf-8")


def test_the_total_is_the_sum_of_the_rows() -> None:
    for name, total in (("preflight.md", "all"), ("preflight.zh.md", "合计")):
        rows = table(name)
        faults, found, recall = rows.pop(total)
        assert sum(int(row[0]) for row in rows.values()) == int(faults)
        assert sum(int(row[1]) for row in rows.values()) == int(found)
        assert float(recall) >= 0.97
    assert list(table("preflight.md").values()) == list(table("preflight.zh.md").values())


def test_nothing_is_told_of_good_documents(bench: Any, documents: Any) -> None:
    good = bench.clean(documents)
    assert (good["errors"], good["warnings"]) == (0, 0) and good["files"] == len(documents) == 7
