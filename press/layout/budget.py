"""Page and grid changed to make more or less room: for a book that must have so many pages.

Each step is the next gentlest: first the line height, then the margins, then the type. Lines and
characters are whole, so a step is one line more on the page (the text block as high as before),
one line or one character more in the text block, or type a quarter of a point smaller.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import floor

from press.config.layout_model import MM, LayoutConfig
from press.config.models import LimitsConfig
from press.dataclass import dataclass, replace
from press.layout.files import Layout
from press.values import Part

STEP = 0.25
"""pt, of the type."""
_EXACT = 1e-6
LAST = "back-cover"
"""The piece that stays last."""

Range = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """Page and grid; mm for the sheet, pt for type."""

    width: float
    height: float
    top: float
    inner: float
    size: float
    pitch: float
    measure: int
    lines: int

    @property
    def outer(self) -> float:
        """Margin at the fore edge, mm."""
        return self.width - self.inner - self.measure * self.size / MM

    @property
    def bottom(self) -> float:
        """Margin below the text block, mm."""
        return self.height - self.top - self.lines * self.pitch / MM

    @property
    def line_height(self) -> float:
        """From baseline to baseline, em."""
        return self.pitch / self.size

    @property
    def room(self) -> int:
        """Characters on a full page."""
        return self.measure * self.lines


def setting_of(config: LayoutConfig) -> Setting:
    """The page as the layout has it."""
    page, grid = config.page, config.grid
    return Setting(page.width, page.height, page.top, page.inner, grid.size, grid.pitch,
                   grid.measure, grid.lines)


@dataclass(frozen=True, slots=True)
class Change:
    """What is done to a book so that it has its pages."""

    setting: Setting
    blanks: int = 0
    """Blank pages before the back cover, or at the end."""


def with_change(layout: Layout, change: Change | None) -> Layout:
    """``layout`` with another page and grid; itself without a change."""
    if change is None:
        return layout
    config, setting = layout.config, change.setting
    page = config.page.model_copy(update={
        "top": round(setting.top, 3), "inner": round(setting.inner, 3)})
    grid = config.grid.model_copy(update={
        "size": setting.size, "pitch": setting.pitch, "measure": setting.measure,
        "lines": setting.lines})
    return replace(layout, config=config.model_copy(update={"page": page, "grid": grid}))


def with_blanks(parts: tuple[Part, ...], change: Change | None,
                layout: Layout) -> tuple[Part, ...]:
    """``parts`` and the blank pages that ``change`` asks for."""
    if change is None or not change.blanks or not parts:
        return parts
    page = layout.config.page
    style = (f"@page {{ size: {page.width:g}mm {page.height:g}mm; bleed: {page.bleed:g}mm; "
             "margin: 0 }\n")
    html = (f'<!DOCTYPE html><html lang="{layout.config.lang}"><head><meta charset="utf-8">'
            "<title>—</title></head><body></body></html>")
    blanks = tuple(Part(f"blank/{number}", html, (style,), (), "any", "none", (), "")
                   for number in range(1, change.blanks + 1))
    at = len(parts) - 1 if parts[-1].key == LAST else len(parts)
    return (*parts[:at], *blanks, *parts[at:])


def outside(setting: Setting, limits: LimitsConfig) -> Iterator[tuple[str, float, Range]]:
    """What is beyond its limits from the start: key, value and limits."""
    for key, value in _values(setting):
        limit: Range | None = getattr(limits, key)
        if limit is not None and not limit[0] - 0.005 <= value <= limit[1] + 0.005:
            yield key, value, limit


def merged(own: LimitsConfig, layout: LimitsConfig) -> LimitsConfig:
    """The limits of the book, and those of the layout where it has none."""
    return LimitsConfig(**{key: own_value if (own_value := getattr(own, key)) is not None
                           else getattr(layout, key) for key in LimitsConfig.model_fields})


def wider(limits: LimitsConfig, layout: LimitsConfig, base: Setting) -> LimitsConfig:
    """Limits that may be proposed where ``limits`` are too narrow: those of the layout and a tenth
    more, for margins a quarter. Type that the layout never makes smaller stays as it is, and what
    has no limits is not changed."""
    found = {}
    for key in LimitsConfig.model_fields:
        own: Range | None = getattr(limits, key)
        lent: Range | None = getattr(layout, key)
        if own is None or lent is None or (key == "type" and lent[0] >= base.size):
            found[key] = own
            continue
        part = 0.9 if key in ("line_height", "type") else 0.75
        found[key] = (min(own[0], _hundredths(lent[0] * part)), own[1])
    return LimitsConfig(**found)


def beyond(setting: Setting, limits: LimitsConfig) -> Iterator[tuple[str, Range]]:
    """Each limit that ``setting`` goes below, as it must be for ``setting`` to be allowed."""
    for key, value in _values(setting):
        limit: Range | None = getattr(limits, key)
        if limit is not None and value < limit[0] - _EXACT:
            yield key, (_hundredths(value), limit[1])


def _values(setting: Setting) -> Iterator[tuple[str, float]]:
    """What is limited, by its key."""
    yield from (("line_height", setting.line_height), ("inner", setting.inner),
                ("outer", setting.outer), ("top", setting.top), ("bottom", setting.bottom),
                ("type", setting.size))


def steps(base: Setting, limits: LimitsConfig, way: int) -> tuple[Setting, ...]:
    """``base`` and its steps, gentlest first; ``way``: 1 for more room, -1 for less."""
    found = [base]
    for knob in (_line_heights, _margins, _types):
        for setting in knob(found[-1], limits, way):
            if (setting.room - found[-1].room) * way > 0:
                found.append(setting)
    return tuple(found)


def _within(value: float, limit: Range | None) -> bool:
    return limit is not None and limit[0] - _EXACT <= value <= limit[1] + _EXACT


def _line_heights(start: Setting, limits: LimitsConfig, way: int) -> Iterator[Setting]:
    """One line more or less in a text block of the same height."""
    high = start.lines * start.pitch
    lines = start.lines + way
    while lines > 0:
        pitch = _hundredths(high / lines)
        if not _within(pitch / start.size, limits.line_height):
            return
        yield replace(start, pitch=pitch, lines=lines)
        lines += way


def _margins(start: Setting, limits: LimitsConfig, way: int) -> Iterator[Setting]:
    """One line, then one character, and so on; where one way is closed, the other alone."""
    now = start
    closed: set[Callable[..., Setting | None]] = set()
    while len(closed) < 2:
        for widen in (_line, _character):
            if widen not in closed:
                made = widen(now, limits, way)
                if made is None:
                    closed.add(widen)
                else:
                    now = made
                    yield now


def _line(now: Setting, limits: LimitsConfig, way: int) -> Setting | None:
    made = replace(now, lines=now.lines + way)
    top = _shared(now.top, now.bottom, way * now.pitch / MM, limits.top, limits.bottom)
    return None if top is None or made.lines < 1 else replace(made, top=top)


def _character(now: Setting, limits: LimitsConfig, way: int) -> Setting | None:
    made = replace(now, measure=now.measure + way)
    inner = _shared(now.inner, now.outer, way * now.size / MM, limits.inner, limits.outer)
    return None if inner is None or made.measure < 1 else replace(made, inner=inner)


def _shared(first: float, second: float, taken: float, one: Range | None,
            other: Range | None) -> float | None:
    """What is left of ``first`` where so much is taken of both: in proportion, as far as their
    limits let it; None where they do not."""
    one, other = one or (first, first), other or (second, second)
    left = first + second - taken
    wanted = first - taken * first / (first + second)
    low, high = max(one[0], left - other[1]), min(one[1], left - other[0])
    return min(max(wanted, low), high) if low <= high + _EXACT else None


def _types(start: Setting, limits: LimitsConfig, way: int) -> Iterator[Setting]:
    """Smaller or larger type in lines of the same proportion. The text block stays as it is but
    for what whole lines and characters leave over or lack, which the margins share."""
    wide, high = start.measure * start.size, start.lines * start.pitch
    size = start.size - way * STEP
    while size > 0 and _within(size, limits.type):
        pitch = _hundredths(start.line_height * size)
        across = _fitted(wide, size, start.inner, start.outer, limits.inner, limits.outer)
        down = _fitted(high, pitch, start.top, start.bottom, limits.top, limits.bottom)
        if across is not None and down is not None:
            yield replace(start, size=size, pitch=pitch, measure=across[0], inner=across[1],
                          lines=down[0], top=down[1])
        size -= way * STEP


def _fitted(room: float, unit: float, first: float, second: float, one: Range | None,
            other: Range | None) -> tuple[int, float] | None:
    """How many units of so many pt nearly fill ``room``, and the first of the two margins."""
    free = unit / MM / 2 + _EXACT
    count = floor(room / unit + _EXACT)
    for number in (count, count + 1):
        margin = _shared(first, second, (number * unit - room) / MM,
                         one or (first - free, first + free),
                         other or (second - free, second + free))
        if number and margin is not None:
            return number, margin
    return None


def _hundredths(value: float) -> float:
    """Down to a hundredth: of a point, so that the text block is never higher than before."""
    return floor(value * 100 + _EXACT) / 100
