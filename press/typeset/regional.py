"""The faces of the house for traditional Chinese: prepared when a book needs them, once a machine.

They lie beside those of books (``own``), each by the digest of what it is made from.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Collection, Iterable
from pathlib import Path

import uharfbuzz as hb

from press.typeset.faces import REGIONAL, Library, Source, load_library, recipe, save_list
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
        faces += _prepared(source, path, house)
    return tuple(faces), tuple(dict.fromkeys(problems))


def _prepared(source: Source, path: Path, house: Library) -> tuple[Face, ...]:
    key = _key(source, path)
    folder = house.folder / FOLDER / key
    known = load_library(folder)
    if known is None:
        folder.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=".", dir=folder.parent))
        try:
            save_list(work, key, make(source, path, work))
            if load_library(folder) is None:
                shutil.rmtree(folder, ignore_errors=True)
                try:
                    work.replace(folder)
                except OSError:
                    if load_library(folder) is None:  # or another build was first
                        raise
        finally:
            shutil.rmtree(work, ignore_errors=True)
        known = load_library(folder)
    return known.faces if known else ()


def _key(source: Source, path: Path) -> str:
    digest = hashlib.sha256(f"{recipe()} {hb.version_string()} {source}".encode())
    with path.open("rb") as file:
        digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:32]
