"""Jobs that an office prints again and again, by name."""

from __future__ import annotations

from typing import Final

from press.imposition.job import Job

PRESETS: Final[dict[str, Job]] = {
    "a4-a5": Job("saddle", sheet="A4", scale="shrink", bleed=0.0, marks=()),
    "a3-a4": Job("saddle", sheet="A3", scale="shrink", bleed=0.0, marks=()),
}
"""The sheet, and the page that comes of folding it once.

Two pages fill the sheet, so there is no room for marks or bleed. Pages that fit stay as large as
they are; larger ones (an A4 document on A4 sheets) are made smaller until two stand side by side.
"""
