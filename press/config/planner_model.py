"""The table of book.toml for a study planner."""

from __future__ import annotations

import datetime as dt

from press.config.record_models import Encoding, OptionalFile
from press.config.tables import Table


class PlannerConfig(Table):
    """``[planner]``: pages for every month, week and day of a period (学习计划)."""

    first: dt.date
    """The first day, without quotes: ``2021-07-01``."""
    last: dt.date
    """The last day."""
    months: bool = True
    """Whether every month has a calendar, and a page to sum it up (月月结)."""
    weeks: bool = True
    """Whether every week has a page (周周研)."""
    days: bool = True
    """Whether every day has a page (天天学)."""
    lunar: bool = True
    """Whether days have their date in the Chinese calendar (农历) and the solar terms (节气)."""
    holidays: OptionalFile = ""
    """Holidays and days worked instead: 日期, 名称, 类型 (休, 班 or 节)."""
    plan: OptionalFile = ""
    """What is printed on its day: 日期, 内容."""
    encoding: Encoding = "utf-8"
    """In which tables in CSV are written: ``utf-8``, or ``gb18030`` as Excel writes CSV."""
