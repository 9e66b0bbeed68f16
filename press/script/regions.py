"""Which Chinese a language tag means, and how OpenCC leads from one to another.

``zh-Hant`` alone is that of Taiwan, as CLDR's likely subtags have it (zh_Hant → zh_Hant_TW), and
so are its characters (裡 麵 為 群) and the shapes of its typeface.
"""

from __future__ import annotations

from typing import Literal

Region = Literal["CN", "TW", "HK"]

_STEPS: dict[tuple[Region, Region], tuple[str, ...]] = {
    ("CN", "TW"): ("s2tw",), ("CN", "HK"): ("s2hk",),
    ("TW", "CN"): ("tw2s",), ("HK", "CN"): ("hk2s",),
    ("TW", "HK"): ("tw2t", "t2hk"), ("HK", "TW"): ("hk2t", "t2tw"),
}
"""Configurations of OpenCC: characters and phrases by the standard of the region."""
_WITH_VOCABULARY = {"s2tw": "s2twp", "s2hk": "s2hkp", "tw2s": "tw2sp", "hk2s": "hk2sp"}


def region(lang: str) -> Region | None:
    """The region whose characters a text in ``lang`` has; None for what is not Chinese."""
    primary, *rest = lang.upper().split("-")
    if primary != "ZH":
        return None
    if "HANS" in rest:
        return "CN"
    if "HK" in rest or "MO" in rest:
        return "HK"
    return "TW" if "HANT" in rest or "TW" in rest else "CN"


def is_traditional(lang: str) -> bool:
    """Whether a text in ``lang`` is in traditional characters."""
    return region(lang) in ("TW", "HK")


def steps(source: str, target: str, *, vocabulary: bool = False) -> tuple[str, ...]:
    """Configurations, in order; none where nothing is to be done."""
    here, there = region(source), region(target)
    if here is None or there is None or here == there:
        return ()
    return tuple(_WITH_VOCABULARY.get(s, s) if vocabulary else s for s in _STEPS[here, there])
