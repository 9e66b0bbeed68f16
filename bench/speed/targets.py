"""What the press shall reach: numbers measured against those that were agreed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bench.speed.results import Result, ratio

Number = float | None


@dataclass(frozen=True, slots=True)
class Target:
    """One line of the table of targets."""

    key: str
    unit: str
    """``×`` for a ratio, ``s``, ``MB``."""
    goal: float
    further: Number
    value: Callable[[Result], Number]
    """None where the run did not measure it."""

    def met(self, result: Result) -> bool | None:
        """Whether the goal is reached."""
        value = self.value(result)
        return None if value is None else value <= self.goal


def _against(work: str, side: str, other: str, stories: int = 120) -> Callable[[Result], Number]:
    return lambda r: ratio(r.find("press", work, stories), r.find(side, other, stories))


def _seconds(work: str, stories: int = 120) -> Callable[[Result], Number]:
    def value(result: Result) -> Number:
        found = result.find("press", work, stories)
        return found.middle if found else None

    return value


def _growth(result: Result) -> Number:
    return ratio(result.find("press", "cold", 480), result.find("press", "cold", 120))


def _size(result: Result) -> Number:
    ours, plain = (result.output(side, "cold", 120) for side in ("press", "weasyprint"))
    return ours.size / plain.size if ours and plain else None


def _worker(result: Result) -> Number:
    held = result.held("press", 480)
    return held.worker if held else None


def _parent(result: Result) -> Number:
    held = result.held("press", 480)
    return held.parent if held else None


TARGETS = (
    Target("cold-120-plain", "×", 0.30, None, _against("cold", "weasyprint", "cold")),
    Target("cold-120-chromium", "×", 1.2, None, _against("cold", "chromium", "cold")),
    Target("cold-120-typst", "×", 1.0, None, _against("cold", "typst", "cold")),
    Target("cold-12-plain", "×", 0.8, None, _against("cold", "weasyprint", "cold", 12)),
    Target("cold-12-chromium", "×", 1.0, None, _against("cold", "chromium", "cold", 12)),
    Target("sentence-plain", "×", 0.09, None, _against("sentence", "weasyprint", "cold")),
    Target("sentence-typst", "×", 0.5, None, _against("sentence", "typst", "cold")),
    Target("watch-pages", "s", 0.2, 0.1, _seconds("watch-pages")),
    Target("watch-document", "s", 0.6, 0.35, _seconds("watch-document")),
    Target("nothing", "s", 0.3, 0.2, _seconds("nothing")),
    Target("page-sentence", "×", 1.5, None, _against("page", "press", "sentence")),
    Target("all-one", "×", 1.8, None, _against("all", "press", "cold")),
    Target("growth", "×", 4.3, 4.0, _growth),
    Target("memory-worker", "MB", 250, 200, _worker),
    Target("memory-parent", "MB", 600, 350, _parent),
    Target("size", "×", 1.0, None, _size),
)
FURTHER = frozenset({"cold-120-typst", "cold-12-chromium", "sentence-typst"})
"""Beyond what is asked for."""
