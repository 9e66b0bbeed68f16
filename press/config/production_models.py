"""The tables of book.toml for paper, print and binding."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from press.config import rules
from press.config.tables import Line, Table

Caliper = Annotated[float, Field(gt=0, le=2, allow_inf_nan=False)]
"""mm."""


class PrintingConfig(Table):
    """``[printing]``: how the book is printed and bound; the job ticket (工艺单) and the copyright
    page are computed from it. What is not given is proposed by the press."""

    sheet: Annotated[str, AfterValidator(rules.sheet)] = ""
    """The whole sheet of paper in mm, such as ``"880×1230"``; by default that of the trim."""
    fraction: Annotated[int, Field(ge=2, le=256)] | None = None
    """开数: how many leaves one sheet gives, such as 32; by default that of the trim."""
    paper: Line = ""
    """Paper of the text, as the shop shall read it: ``"80 克胶版纸"``."""
    caliper: Caliper | None = None
    """Thickness of one leaf of it in mm, measured; by default from the table for such paper."""
    cover_paper: Line = ""
    """Paper of the cover: ``"200 克铜版纸"``."""
    cover_caliper: Caliper | None = None
    """Thickness of the cover paper in mm, measured; by default from the table for such paper."""
    copies: Annotated[int, Field(ge=1, le=999_999)] | None = None
    """Copies to print (印数)."""
    spoilage: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)] = 3.0
    """Paper added for make-ready and spoilage (加放), percent."""
    binding: Literal["stitch", "perfect", "sewn"] | None = None
    """``stitch`` (骑马订), ``perfect`` (无线胶订) or ``sewn`` (锁线胶订); by default what is
    advised for the number of pages."""
    signature: Literal[4, 8, 16, 32] | None = None
    """Pages of a signature (帖); by default the one that suits the book."""
    spine: Annotated[float, Field(ge=0, le=150, allow_inf_nan=False)] | None = None
    """Width of the spine in mm as the shop has given it: goes before the computed one."""
    edition: Line = ""
    """版次 as it is printed, such as ``"2021年7月第1版"``."""
    printing: Line = ""
    """印次 as it is printed, such as ``"2021年7月第1次印刷"``."""
    colour: Literal["auto"] = "auto"
    """``auto``: which pages have colour is found in the finished print document."""
