"""Names of sheets. Sizes in mm, the shorter edge first."""

from __future__ import annotations

import re
from typing import Final

from press.imposition.sheets import Size

SHEETS: Final[dict[str, Size]] = {
    "A1": (594.0, 841.0),
    "A2": (420.0, 594.0),
    "A3": (297.0, 420.0),
    "A4": (210.0, 297.0),
    "A5": (148.0, 210.0),
    "SRA1": (640.0, 900.0),
    "SRA2": (450.0, 640.0),
    "SRA3": (320.0, 450.0),
    "SRA4": (225.0, 320.0),
    "ISO-B1": (707.0, 1000.0),
    "ISO-B2": (500.0, 707.0),
    "ISO-B3": (353.0, 500.0),
    "ISO-B4": (250.0, 353.0),
    "ISO-B5": (176.0, 250.0),
    "JIS-B3": (364.0, 515.0),
    "JIS-B4": (257.0, 364.0),
    "JIS-B5": (182.0, 257.0),
}
"""ISO 216 and ISO 217, and the B sizes of copiers (JIS P 0138). A bare "B5" is missing on purpose:
ISO, JIS and GB differ (176×250, 182×257, 169×239)."""

FULL_SHEETS: Final[dict[str, Size]] = {
    "正度": (787.0, 1092.0),
    "大度": (889.0, 1194.0),
    "880×1230": (880.0, 1230.0),
    "850×1168": (850.0, 1168.0),
    "890×1240": (890.0, 1240.0),
    "710×1000": (710.0, 1000.0),
}
"""Whole sheets (全开) as paper is sold in China; books are printed on them or on their halves."""

_ALIASES: Final = {"ZHENGDU": "正度", "DADU": "大度"}
_PARTS: Final = {"全": 1, "对": 2, "四": 4, "八": 8, "十六": 16, "三十二": 32}
_NAME: Final = re.compile(
    r"(?P<base>.*?)(?:/(?P<part>\d{1,2})|(?P<kai>全|对|四|八|十六|三十二|\d{1,2})开)?")
_SIZE: Final = re.compile(r"(\d+(?:\.\d+)?)[X×*](\d+(?:\.\d+)?)(?:MM|毫米)?")
_EDGES: Final = 20.0, 2000.0
"""mm: no paper is smaller or larger."""

KNOWN: Final = (*SHEETS, *FULL_SHEETS, "正度对开", "大度四开", "880×1230/2")
"""What a person may be shown."""


def sheet_size(name: str) -> Size | None:
    """The sheet of a name, the shorter edge first; None for one that is not known.

    ``A4``; ``正度`` or ``zhengdu`` (787×1092), ``大度`` or ``dadu`` (889×1194); two edges in mm
    (``320x450``). Each may be halved along the long edge, as often as a part says that is a power
    of two: ``正度对开``, ``大度4开``, ``880x1230/4``.
    """
    found = _NAME.fullmatch(re.sub(r"\s+", "", name).upper())
    if found is None:
        return None
    base = _ALIASES.get(found["base"], found["base"])
    size = SHEETS.get(base) or FULL_SHEETS.get(base)
    edges = _SIZE.fullmatch(base)
    if size is None and edges:
        short, long = sorted((float(edges[1]), float(edges[2])))
        size = (short, long)
    if size is None or not _EDGES[0] <= size[0] <= size[1] <= _EDGES[1]:
        return None
    part = _PARTS.get(found["kai"] or "", 0) or int(found["kai"] or found["part"] or 1)
    if part not in (1, 2, 4, 8, 16, 32):
        return None
    while part > 1:
        short, long = sorted((size[1] / 2, size[0]))
        size, part = (short, long), part // 2
    return size


def landscape(size: Size) -> Size:
    """The same sheet with its long edge across."""
    return max(size), min(size)


def spell(size: Size) -> str:
    """``148×210``, or with a decimal or two where the size needs them."""
    return "×".join(f"{edge:.2f}".rstrip("0").rstrip(".") for edge in size)
