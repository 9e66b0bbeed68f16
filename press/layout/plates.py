"""The pictures of a document: what of their pixels it needs, and the fonts in its drawings.

A picture is kept once in a document, at the resolution of its largest print; where it has too
few pixels for that, it is told in words that help: how wide it would be good for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from math import ceil, floor

from press.config.models import FontsConfig
from press.dataclass import dataclass, replace
from press.layout.figures import Printed
from press.layout.fonts import ROLES
from press.manuscript.svg_fonts import with_fonts
from press.values import Asset, Part, Place, Problem, problem

PPI, LINE_ART_PPI = 350, 1200
"""More than these no print shows; what a picture has beyond them is left out."""
GOOD, COARSE = 250, 150
"""ppi: below the first a picture is told of, below the second it is an error (print.md, 36)."""
LINE_ART_FACTOR = 2
"""Edges without grey between need more."""
MM = 72 / 25.4

_GENERIC = {"serif": "song", "sans-serif": "hei", "monospace": "hei", "cursive": "kai",
            "fantasy": "hei", "system-ui": "hei", "": "hei"}
_WORDS = (
    ("fangsong", ("仿宋", "fangsong")), ("kai", ("楷", "kai")),
    ("biaosong", ("标宋", "biaosong")), ("hei", ("sans", "黑", "hei")),
    ("song", ("宋", "明", "song", "simsun", "ming", "serif", "times", "roman", "georgia",
              "garamond", "palatino", "cambria", "baskerville", "minion", "libertine")))
"""Role and what in the name of a family tells of it; the first that fits."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The pictures of one part."""

    part: Part
    printed: tuple[Printed, ...]
    source: str = ""
    """The manuscript as it is written."""


def with_plates(shown: Sequence[Shown], fonts: FontsConfig, *,
                on_paper: bool) -> tuple[tuple[Part, ...], tuple[Problem, ...]]:
    """The parts of a document, their assets as the document needs them.

    ``fonts``: the families of each role. ``on_paper``: whether any of it is for print: then
    pictures of too few pixels are told.
    """
    largest: dict[str, tuple[Printed, Shown]] = {}
    for one in shown:
        for printed in one.printed:
            if printed.name not in largest or printed.width > largest[printed.name][0].width:
                largest[printed.name] = printed, one
    ready: dict[str, Asset] = {}
    problems: list[Problem] = []
    for asset in (a for one in shown for a in one.part.assets):
        if asset.name in ready:
            continue
        where, origin = largest.get(asset.name, (None, None))
        place = _place(where, origin) if where and origin else None
        if asset.media_type == "image/svg+xml":
            ready[asset.name], found = drawing_with_fonts(asset, fonts, place)
        else:
            width = where.width if where else 0.0
            ready[asset.name] = limited(asset, width)
            found = tuple(_coarse(asset, width, place)) if on_paper and where else ()
        problems += found
    return tuple(replace(one.part, assets=tuple(ready[a.name] for a in one.part.assets))
                 for one in shown), tuple(problems)


def _place(where: Printed, origin: Shown) -> Place | None:
    """Where the picture is written: at or behind the beginning of its block."""
    if not origin.part.source or where.line is None:
        return None
    file = where.name.rpartition("/")[2]
    for number, line in enumerate(origin.source.split("\n")[where.line - 1:], where.line):
        for mark in re.finditer(r"!\[", line):
            if file in line[mark.start():]:
                return Place(origin.part.source, number, mark.start() + 1)
    return Place(origin.part.source, where.line)


def limited(asset: Asset, width: float) -> Asset:
    """The pixels of ``asset`` that a print of ``width`` pt can show; all of them for 0."""
    ppi = LINE_ART_PPI if asset.line_art else PPI
    return replace(asset, print_width=ceil(width / 72 * ppi))


def _coarse(asset: Asset, width: float, place: Place | None) -> Iterator[Problem]:
    factor = LINE_ART_FACTOR if asset.line_art else 1
    ppi = floor(asset.width / (width / 72) + 0.5)
    if ppi >= GOOD * factor:
        return
    code = "image-coarse" if ppi < COARSE * factor else "image-ppi"
    yield problem(code, place, name=asset.name, ppi=ppi, width=round(width / MM),
                  good=floor(asset.width / (GOOD * factor) * 25.4), wanted=GOOD * factor)


def drawing_with_fonts(asset: Asset, fonts: FontsConfig, place: Place | None) -> tuple[
        Asset, tuple[Problem, ...]]:
    """A drawing with its families in the roles of ``fonts``; ``place``: where it is asked for."""
    data, named = with_fonts(asset.data, lambda name: getattr(fonts, role_of(name, fonts)))
    own = {family.casefold() for role in ROLES for family in getattr(fonts, role)}
    strange = [n for n in named if n.casefold() not in own and n.casefold() not in _GENERIC]
    problems: tuple[Problem, ...] = ()
    if strange:
        used = dict.fromkeys(getattr(fonts, role_of(n, fonts))[0] for n in strange)
        problems = (problem("svg-fonts", place, name=asset.name, families=", ".join(strange),
                            used=", ".join(used)),)
    return replace(asset, data=data), problems


def role_of(family: str, fonts: FontsConfig) -> str:
    """The role that a family in a drawing stands for: a family of the book for its own role."""
    name = family.casefold()
    lists: Mapping[str, tuple[str, ...]] = {
        role: tuple(f.casefold() for f in getattr(fonts, role)) for role in ROLES
        if role != "latin"}
    for depth in range(max(map(len, lists.values()))):
        for role in ("song", "hei", "kai", "fangsong", "biaosong"):
            if len(lists[role]) > depth and lists[role][depth] == name:
                return role
    if name in _GENERIC:
        return _GENERIC[name]
    return next((role for role, words in _WORDS if any(w in name for w in words)), "hei")
