"""The tables of book.toml for documents about people: class handbook, cards, roster sheets."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from press.config.record_models import Encoding, OptionalFile, TableFile
from press.config.tables import Name, Table


class HandbookConfig(Table):
    """``[handbook]``: a class handbook (培训班手册): programme, groups, roster, seating plan."""

    people: TableFile
    """The class: 编号, 姓名, 单位, 职务, 组, 电话, 座位 (3排5座, or 3-5)."""
    programme: OptionalFile = ""
    """The programme: 日期, 开始, 结束, 内容, 地点, 主讲."""
    groups: OptionalFile = ""
    """The groups: 组, 组长, 联络员, 地点."""
    rows: Annotated[int, Field(ge=0, le=60)] = 0
    """Rows of seats; without them there is no seating plan."""
    columns: Annotated[int, Field(ge=0, le=24)] = 0
    """Seats in a row."""
    aisles: Annotated[tuple[Annotated[int, Field(ge=1, le=23)], ...], Field(max_length=6)] = ()
    """Behind which seats of a row there is an aisle, counted from the left."""
    phones: Literal["masked", "shown", "none"] = "masked"
    """Telephone numbers: 138****0000 (stars alone below 11 digits), as they are, or not at all."""
    encoding: Encoding = "utf-8"
    """In which tables in CSV are written: ``utf-8``, or ``gb18030`` as Excel writes CSV."""


class CardsConfig(Table):
    """``[[cards]]``: cards for everybody in ``[handbook]``, several on a sheet with crop marks."""

    layout: Name
    """A layout of kind ``card``: ``name-card-zh`` or ``table-card-zh``."""
    sheet: Literal["A4", "A3"] = "A4"
    """The paper."""


class VisitsConfig(Table):
    """``[visits]``: roster sheets (结对表): who visits whom, and when."""

    households: TableFile
    """Who is visited: 户, 称呼, 住址, 电话, 情况."""
    volunteers: TableFile
    """Who visits: 编号, 姓名, 支部, 电话."""
    visits: TableFile
    """The visits: 日期, 时间, 户, 人员 (names or numbers, parted by 、), 事项."""
    phones: Literal["masked", "shown", "none"] = "masked"
    """Telephone numbers: 138****0000 (stars alone below 11 digits), as they are, or not at all."""
    encoding: Encoding = "utf-8"
    """In which tables in CSV are written: ``utf-8``, or ``gb18030`` as Excel writes CSV."""
