"""Where on its pages a problem is, and where in the manuscripts, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from press.messages import Lang, text
from press.values import Problem, Spot

MOST = 3
"""Places told of one problem on a terminal; JSON has all."""


def spot_lines(problem: Problem, lang: Lang) -> Iterator[str]:
    """One line a place: page, box, manuscript."""
    worth = [spot for spot in problem.spots if spot.box is not None or spot.path]
    for spot in worth[:MOST]:
        said = [words for words in (text("on-page", lang, page=spot.page), _box(spot, lang),
                                    _source(spot, lang)) if words]
        yield ("；" if lang == "zh" else "; ").join(said)
    if len(worth) > MOST:
        yield "…"


def _box(spot: Spot, lang: Lang) -> str:
    if spot.box is None:
        return ""
    left, top, width, height = (f"{side:g}" for side in spot.box)
    return text("spot-box", lang, left=left, top=top, width=width, height=height)


def _source(spot: Spot, lang: Lang) -> str:
    if not spot.path:
        return ""
    if spot.line is None:
        return text("spot-manuscript", lang, path=spot.path)
    return text("spot-source", lang, path=spot.path, line=spot.line)
