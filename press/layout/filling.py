"""Fields of a piece that are filled in for each lecture of packets.

A layout declares them under ``[parts.NAME.fields]`` with the room that they have. Its template
writes ``{{ fields.place }}``: a stand-in that the join exchanges, so that a piece is typeset once
for all lectures; or the value itself, for a lecture whose value has not enough room on one line.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from markupsafe import Markup, escape

from press.config.layout_model import PieceConfig
from press.layout.titles import ems

STAND_IN = "某"
"""A character of the typeface that the value is set in."""
NOTHING: Mapping[str, Markup] = MappingProxyType({})


def stand_ins(piece: PieceConfig, before: str = "") -> Mapping[str, Markup]:
    """Field → the element that holds its place, and gives it that name with ``before``."""
    return MappingProxyType({name: Markup(
        '<span class="field" data-words="layout" data-late="field:{}">{}</span>').format(
            before + name, STAND_IN) for name in piece.fields})


def written(piece: PieceConfig, values: Mapping[str, str]) -> Mapping[str, Markup]:
    """Field → its value, which flows as any other text."""
    return MappingProxyType({name: Markup('<span class="field" data-words="layout">{}</span>')
                             .format(escape(values[name])) for name in piece.fields})


def too_long(piece: PieceConfig, values: Mapping[str, str]) -> tuple[str, ...]:
    """The fields whose values do not go on one line."""
    return tuple(name for name, room in piece.fields.items() if ems(values[name]) > room)
