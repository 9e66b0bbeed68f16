"""The faces of the house for traditional Chinese: prepared when a book needs them, once a machine.

They lie beside those of books (``own``), each by the digest of what it is made from.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from functools import partial
from pathlib import Path

import uharfbuzz as hb

from press.typeset.faces import REGIONAL, Library, Source, recipe, save_list
from press.typeset.keeping import kept
from press.typeset.prepare import FOLDERS, find, make
from press.values import Face, Problem, problem

FOLDER = "regional"
"""In the folder of the library."""


def regional_faces(families: Collection[str], house: Library,
                   search: Iterable[Path] = FOLDERS) -> tuple[
                       tuple[Face, ...], tuple[Problem, ...]]:
    """The faces of those of ``families`` that are REGIONAL; raises OSError of the machine."""
    faces: list[Face] = []
    problems: list[Problem] = []
    search = tuple(search)
    for source in REGIONAL:
        if source.family not in families:
            continue
        path = find(source.file, search)
        if path is None:
            problems.append(problem("font-missing", name=source.file))
            continue
        key = _key(source, path)
        faces += kept(house.folder / FOLDER / key, partial(_make, source, path, key))
    return tuple(faces), tuple(dict.fromkeys(problems))


def _make(source: Source, path: Path, key: str, folder: Path) -> None:
    save_list(folder, key, make(source, path, folder))


def _key(source: Source, path: Path) -> str:
    digest = hashlib.sha256(f"{recipe()} {hb.version_string()} {source}".encode())
    with path.open("rb") as file:
        digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:32]
