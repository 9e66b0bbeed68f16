"""Small rosters for tests."""

from __future__ import annotations

from pathlib import Path

LECTURERS = """编号,姓名,单位,职务,电话,备注
01,甲一,一分厂,组长,13800000001,
02,乙二,二分厂,,,
"""
LECTURES = """编号,主题,宣讲人,日期,时间,地点,份数
S1,关口,01,2021-12-08,9:00-10:30,一号厅,30
S2,关口,乙二,2021年12月9日,下午2:30,二号厅,45
"""


def write_rosters(folder: Path, files: dict[str, str] | None = None) -> Path:
    """Both tables in ``folder``/rosters, unless ``files`` (path → text) has others."""
    texts = {"rosters/lecturers.csv": LECTURERS, "rosters/lectures.csv": LECTURES, **(files or {})}
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder
