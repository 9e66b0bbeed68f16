"""Fonts that a book brings: prepared like those of the house, kept by digest beside them.

1. ``fontfile`` reads what a font file says of its faces. 2. ``own_faces`` prepares them, once for
a machine. 3. ``selection`` puts together the families that one book may use.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import uharfbuzz as hb

from press.typeset.faces import MIXED, Library, recipe, save_list
from press.typeset.fontfile import OwnFace
from press.typeset.keeping import kept, made
from press.typeset.making import Wanted, make_faces
from press.values import Face, Problem, problem

OWN = "own"
"""Folder in that of the library."""


def own_faces(faces: Sequence[tuple[OwnFace, str]], house: Library) -> tuple[
        tuple[Face, ...], tuple[Problem, ...]]:
    """Prepare faces of books, each under the family name that stands beside it."""
    done: list[Face] = []
    problems: list[Problem] = []
    for own, family in faces:
        folder = house.folder / OWN / _digest(own, family)
        try:
            done += kept(folder, partial(_make, own, family))
        except OSError:  # a fault of the machine, not of the font
            raise
        except Exception as error:  # HarfBuzz and fontTools, of a damaged font
            detail = (str(error).splitlines() or [type(error).__name__])[0][:120]
            problems.append(problem("font-damaged", name=own.file.path, detail=detail))
    return tuple(done), tuple(dict.fromkeys(problems))


def _digest(own: OwnFace, family: str) -> str:
    facts = f"{recipe()} {hb.version_string()} {own.index} {family} {own.weight} {own.italic}"
    return hashlib.sha256(facts.encode() + hashlib.sha256(own.file.data).digest()).hexdigest()[:32]


def _make(own: OwnFace, family: str, folder: Path) -> None:
    digest = hashlib.sha256(own.file.data).hexdigest()
    wanted = Wanted(family, own.weight, own.italic, lambda _: True,
                    name=own.name or f"Own-{digest[:8]}")
    save_list(folder, digest, make_faces(
        own.file.data, own.index, wanted,
        lambda name: made(folder / ("mixed" if name.endswith(MIXED) else "whole"))))
