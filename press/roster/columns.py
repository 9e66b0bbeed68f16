"""What the columns of rosters are called: in Chinese as offices do, or in English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final

from press.values import Place, Problem, problem

LECTURERS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({
    "number": ("编号", "宣讲人编号", "工号", "number", "id"),
    "name": ("姓名", "宣讲人", "name"),
    "unit": ("单位", "部门", "unit"),
    "post": ("职务", "职称", "post"),
    "phone": ("电话", "手机", "联系电话", "手机号", "phone"),
    "remarks": ("备注", "remarks"),
})
"""Field → the names that its column may have; the first is the one that is asked for."""
LECTURES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({
    "number": ("编号", "场次编号", "场次", "number", "id"),
    "topic": ("主题", "题目", "讲题", "topic"),
    "lecturer": ("宣讲人", "宣讲人编号", "主讲人", "主讲", "lecturer"),
    "date": ("日期", "date"),
    "time": ("时间", "time"),
    "hall": ("地点", "会场", "place", "hall"),
    "copies": ("份数", "听众份数", "copies"),
    "site": ("厂区", "site"),
    "audience": ("听众", "对象", "听众单位", "audience"),
    "host": ("主持", "主持人", "host"),
    "contact": ("联系人", "contact"),
    "phone": ("联系电话", "电话", "手机", "phone"),
    "remarks": ("备注", "remarks"),
    "status": ("状态", "status"),
    "into": ("并入", "into"),
})
ATTENDANCE: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({
    "number": ("编号", "场次编号", "场次", "number", "id"),
    "attended": ("实到", "实到人数", "attended"),
    "remarks": ("备注", "remarks"),
})
WAYS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({
    "origin": ("从", "起点", "厂区一", "from"),
    "target": ("到", "终点", "厂区二", "to"),
    "minutes": ("分钟", "路上分钟", "minutes"),
})
WANTED: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({
    "lecturers": ("number", "name"),
    "lectures": ("number", "topic", "lecturer", "date", "time", "hall", "copies"),
    "attendance": ("number", "attended"),
    "ways": ("origin", "target", "minutes"),
})
"""The fields that each table must have."""
KNOWN: Final = MappingProxyType({
    "lecturers": LECTURERS, "lectures": LECTURES, "attendance": ATTENDANCE, "ways": WAYS})


def fields_of(kind: str, header: Sequence[str]) -> dict[str, int]:
    """Field → index of its column. Names are read without blanks and in any case."""
    found: dict[str, int] = {}
    plain = ["".join(name.split()).lower() for name in header]
    for field, names in KNOWN[kind].items():
        for name in names:
            # A name that two fields share goes to the first that has no other column.
            if name in plain and plain.index(name) not in found.values():
                found[field] = plain.index(name)
                break
    return found


def header_problems(kind: str, header: Sequence[str], place: Place) -> Iterator[Problem]:
    """Columns that are missing, there twice, or unknown (their values are not used)."""
    found = fields_of(kind, header)
    for name in dict.fromkeys(header):
        if name and header.count(name) > 1:
            yield problem("table-column-twice", place, column=name)
    for field in WANTED[kind]:
        if field not in found:
            yield problem("table-column-missing", place, column=KNOWN[kind][field][0],
                          known="、".join(filter(None, header)))
    all_names = [name for names in KNOWN[kind].values() for name in names]
    for index, name in enumerate(header):
        if name and index not in found.values() and header.count(name) == 1:
            near = get_close_matches("".join(name.split()), all_names, n=1, cutoff=0.5)
            yield problem("roster-column-unknown", place, column=name,
                          similar=near[0] if near else "、".join(
                              names[0] for names in KNOWN[kind].values()))
