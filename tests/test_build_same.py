"""The same book is the same bytes, wherever and however it is built."""

from __future__ import annotations

from pathlib import Path

import pytest
from build_samples import DOT, contents, run, story, write_book

ELSEWHERE = [
    {"TZ": "Asia/Shanghai", "PYTHONHASHSEED": "1", "LC_ALL": "zh_CN.UTF-8"},
    {"TZ": "America/New_York", "PYTHONHASHSEED": "2", "LC_ALL": "C", "COLUMNS": "40"},
    {"TZ": "UTC", "PYTHONHASHSEED": "3", "LANG": "en_US.UTF-8", "TERM": "dumb"},
]


def sample(folder: Path) -> Path:
    return write_book(
        folder, {
            "01": story("第一篇", '![点](images/dot.svg "图 | 本书绘")', "注[^1]。",
                        "[^1]: 脚注。"),
            "02": story("第二篇", "见[前文第{页}页](01.md)。", "::: 讲者\n\n停。\n:::"),
            "03": story("第三篇", "Latin words, 1958.", "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |")},
        'title = "同一本书"\n[[handouts]]\nstory = "02"\n', images__dot_svg=DOT.format(30))


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    base = tmp_path_factory.mktemp("here")
    ran = run(str(sample(base / "book")), "--jobs", "1", "--quiet", cwd=base)
    assert (ran.returncode, ran.stderr) == (0, "")
    made = contents(base / "output")
    assert len(made) == 6
    return made


@pytest.mark.parametrize(("jobs", "environment"), [("1", ELSEWHERE[0]), ("2", ELSEWHERE[1]),
                                                   ("0", ELSEWHERE[2])])
def test_folder_zone_seed_locale_and_jobs_change_no_byte(
        first: dict[str, bytes], tmp_path: Path, jobs: str,
        environment: dict[str, str]) -> None:
    folder = sample(tmp_path / "某个 文件夹" / "book")
    ran = run(".", "--jobs", jobs, "--output", "../结果", cwd=folder, code="", **environment)
    assert ran.returncode == 0, ran.stderr
    assert contents(folder.parent / "结果") == first
