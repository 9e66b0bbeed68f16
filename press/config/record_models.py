"""The tables of book.toml that ask for a document made of tables (CSV or xlsx) beside it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from press.config import rules
from press.config.tables import Table

TableFile = Annotated[str, AfterValidator(rules.path)]
"""A table, CSV or xlsx, by its path from the folder of the book."""
OptionalFile = Annotated[str, AfterValidator(rules.path_or_none)]
"""The same, or none."""
Encoding = Literal["utf-8", "gb18030"]
Count = Annotated[int | None, Field(ge=0, le=100_000)]


class GuideConfig(Table):
    """``[guide]``: the sessions of a reading class (读书班); the passages are the stories."""

    sessions: TableFile
    """The sessions: 次, 篇目, 日期, 开始, 结束, 地点, 领读, 读什么."""
    notes: Annotated[int, Field(ge=0, le=20)] = 1
    """Pages to write on behind each passage."""
    encoding: Encoding = "utf-8"
    """In which tables in CSV are written: ``utf-8``, or ``gb18030`` as Excel writes CSV."""


class CourseConfig(Table):
    """``[course]``: a course on site (现场教学): timetable, stations on a plan, tasks, kit."""

    timetable: TableFile
    """The timetable: 开始, 结束, 内容, 站, 地点, 负责."""
    stations: TableFile
    """The stations: 站, 名称, 横, 纵 (where on the plan, in per cent from left and top), 看什么,
    停留."""
    plan: OptionalFile = ""
    """The plan, a picture; the press puts the numbers of the stations on it."""
    tasks: OptionalFile = ""
    """The tasks: 站, 任务, 行 (lines to write on)."""
    kit: OptionalFile = ""
    """What to bring: 类别, 物品, 数量, 说明."""
    encoding: Encoding = "utf-8"
    """In which tables in CSV are written: ``utf-8``, or ``gb18030`` as Excel writes CSV."""


class ActionsConfig(Table):
    """``[actions]``: lists of matters and suggestions (清单), whose totals must agree."""

    lists: TableFile
    """The lists: 编号, 名称, 牵头, 事项数, 建议数."""
    matters: TableFile
    """The matters: 编号, 清单, 事项, 牵头, 配合, 时限, 状态."""
    suggestions: OptionalFile = ""
    """The suggestions: 编号, 清单, 建议, 办理, 状态."""
    total_lists: Count = None
    """How many lists there must be; any number without it."""
    total_matters: Count = None
    """How many matters there must be."""
    total_suggestions: Count = None
    """How many suggestions there must be."""
    encoding: Encoding = "utf-8"
    """In which tables in CSV are written: ``utf-8``, or ``gb18030`` as Excel writes CSV."""
