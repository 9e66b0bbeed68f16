"""The cover as it lies flat, seen from outside: panels from left to right, folds between them.

Millimetres, x from the left edge of the trimmed sheet.
"""

from __future__ import annotations

from typing import Literal

from press.dataclass import dataclass

PanelName = Literal["back-flap", "back", "spine", "front", "front-flap"]
Binding = Literal["left", "right"]

_FROM_LEFT: tuple[PanelName, ...] = ("back-flap", "back", "spine", "front", "front-flap")
"""For a book bound at the left; one bound at the right (右翻) has them the other way round."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One field of the sheet."""

    name: PanelName
    x: float
    """Left edge, mm."""
    width: float
    """mm."""


@dataclass(frozen=True, slots=True)
class Spread:
    """The whole sheet, trimmed."""

    width: float
    """mm."""
    height: float
    """mm."""
    panels: tuple[Panel, ...]
    """From left to right; a stitched booklet has no spine."""
    binding: Binding = "left"

    @property
    def spine(self) -> float:
        """Width of the spine in mm; 0 for none."""
        return next((p.width for p in self.panels if p.name == "spine"), 0.0)

    @property
    def folds(self) -> tuple[float, ...]:
        """Where the sheet is folded, mm from the left edge: between neighbouring panels."""
        return tuple(panel.x for panel in self.panels[1:])

    def panel(self, name: PanelName) -> Panel | None:
        """The panel of that name, where there is one."""
        return next((p for p in self.panels if p.name == name), None)


def spread(page: tuple[float, float], spine: float, *, flaps: float = 0.0,
           binding: Binding = "left") -> Spread:
    """The cover of a book whose pages are ``page`` (width, height), all in mm.

    ``spine``: 0 for a stitched booklet, whose cover is folded once. ``flaps``: width of each
    flap (勒口); 0 for none.
    """
    width, height = page
    wide = {"back-flap": flaps, "back": width, "spine": spine, "front": width,
            "front-flap": flaps}
    order = _FROM_LEFT if binding == "left" else _FROM_LEFT[::-1]
    panels: list[Panel] = []
    x = 0.0
    for name in order:
        if wide[name] > 0:
            panels.append(Panel(name, round(x, 4), round(wide[name], 4)))
            x += wide[name]
    return Spread(round(x, 4), height, tuple(panels), binding)
