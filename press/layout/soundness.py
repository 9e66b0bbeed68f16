"""What a layout counts on but does not have: pieces, files, words, room on the page."""

from __future__ import annotations

from collections.abc import Set
from itertools import chain

from press.config.layout_model import LayoutConfig
from press.layout.folders import SETTINGS, Folder
from press.layout.kinds.makers import TITLED
from press.layout.lists import LISTS
from press.layout.numbering import unknown_fields
from press.values import Place, Problem, problem

_ALL = ("reader", "listener", "speaker")
_MADE_OF = {"body": ("section", "story"), "appendices": ("appendix",),
            "catalogue": ("catalogue-group", "catalogue-items")}
"""Names in ``order`` that stand for several pieces."""
_APART = ("cover-spread",)
"""Pieces that stand in no order: each is a document of its own."""
_TITLED = {"contents": "contents", **LISTS, **TITLED}
"""Pieces that have no title but a label."""


def incomplete(config: LayoutConfig, names: Set[str],
               folders: tuple[Folder, ...]) -> tuple[Problem, ...]:
    """Every such fault; ``names``: those of the files that the layout has.

    ``folders``: the chain, the innermost last; a fault stands where the key is written.
    """
    problems: list[Problem] = []
    for audience in _ALL:
        made = config.for_audience(audience)
        order = _place(folders, "order") if made.order == config.order else \
            _place(folders, "editions", audience, "order")
        pieces = dict.fromkeys(chain.from_iterable(_MADE_OF.get(o, (o,)) for o in made.order))
        problems += [problem("layout-piece-missing", order, name=name)
                     for name in sorted(set(pieces) - set(made.parts))]
        pieces |= dict.fromkeys(piece for piece in _APART if piece in made.parts)
        problems += [
            problem("layout-label-missing",
                    _written(folders, "labels", _TITLED[name]) or order,
                    piece=name, name=_TITLED[name])
            for name in pieces
            if name in _TITLED and not made.labels.get(_TITLED[name], "").strip()]
        used = {name: _place(folders, "styles") for name in made.styles}
        for piece in (p for p in pieces if p in made.parts):
            used |= {made.parts[piece].template: _place(folders, "parts", piece, "template")}
            used |= {s: _place(folders, "parts", piece, "styles")
                     for s in made.parts[piece].styles if s not in used}
        problems += [problem("layout-file-missing", used[name], name=name)
                     for name in sorted(set(used) - names)]
        across, down = made.page.inner + made.grid.width, made.page.top + made.grid.height
        if across > made.page.width or down > made.page.height:
            problems.append(problem(
                "layout-too-large", _place(folders, "grid"), block=f"{across:.1f} × {down:.1f}",
                sheet=f"{made.page.width:g} × {made.page.height:g}"))
    problems += [problem("heading-number-format", _place(folders, "headings", "numbers"),
                         name=f"{{{name}}}")
                 for text in config.headings.numbers for name in unknown_fields(text)]
    return tuple(dict.fromkeys(problems))


def _place(folders: tuple[Folder, ...], *path: str) -> Place:
    """Where the key is written, in the innermost layout.toml that has it, or a table around it."""
    for length in range(len(path), 0, -1):
        if place := _written(folders, *path[:length]):
            return place
    return Place(next(f for f in reversed(folders) if f.table).shown(SETTINGS))


def _written(folders: tuple[Folder, ...], *path: str) -> Place | None:
    for folder in reversed(folders):
        if spot := folder.positions.keys.get(path) or folder.positions.values.get(path):
            return Place(folder.shown(SETTINGS), spot.line, spot.column)
    return None
