"""Prepare the fonts of the house, once for a machine: one face a file, compact, known by digest.

WeasyPrint unpacks and copies the whole file of every face it meets; a face of its own without
Hangul and without hints is read in a few milliseconds (see ``making``).
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

import uharfbuzz as hb

from press.typeset.faces import (
    BASIC,
    CONFIGURATION,
    SOURCES,
    Library,
    Source,
    load_library,
    recipe,
    recorded_key,
    save_list,
)
from press.typeset.keeping import made
from press.typeset.making import Wanted, make_faces
from press.typeset.selection import configuration
from press.values import Face, Problem, problem

FOLDERS = (
    Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts",
    Path.home() / ".fonts", Path.home() / "Library/Fonts", Path("/Library/Fonts"),
)
HOUSE = "house"
"""The folder of the faces, in that of the library: in it a folder a family. Those of books lie
beside it (``own``)."""

_HANGUL = ((0x1100, 0x11FF), (0x3130, 0x318F), (0xA960, 0xA97F), (0xAC00, 0xD7FF))


def prepare(folder: Path, search: Iterable[Path] = FOLDERS) -> tuple[
        Library | None, tuple[Problem, ...]]:
    """Make ``folder`` hold the house faces; quick where it already does.

    Whether it does is decided by the digests of the installed fonts, not by their dates. What
    was made of books' own fonts goes with an old library, and is made again when it is wanted.
    """
    found = {source.file: find(source.file, search) for source in SOURCES}
    missing = tuple(problem("font-missing", name=name)
                    for name, path in found.items() if path is None)
    if missing:
        return None, missing
    paths = {name: path for name, path in found.items() if path is not None}
    key = _key(paths)
    library = load_library(folder)
    if library and recorded_key(folder) == key:
        return library, ()
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        (work / HOUSE).mkdir()
        faces = [face for source in SOURCES
                 for face in make(source, paths[source.file], work / HOUSE)]
        folders = [folder / HOUSE / directory(family) for family in BASIC]
        (work / CONFIGURATION).write_text(configuration(folders, folder), "utf-8")
        save_list(work, key, faces)
        _replace(work, folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return load_library(folder), ()


def directory(family: str) -> str:
    """Name of the folder of a family of the house."""
    return family.replace(" ", "")


def _replace(work: Path, folder: Path) -> None:
    """Put ``work`` in the place of ``folder``: two builds at once may both try."""
    if folder.exists():
        old = Path(tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent))
        folder.replace(old / "fonts")
        work.replace(folder)
        shutil.rmtree(old, ignore_errors=True)
    else:
        work.replace(folder)


def find(name: str, search: Iterable[Path]) -> Path | None:
    """The installed file of that name."""
    for base in search:
        if base.is_dir():
            for path in sorted(base.rglob(name)):
                return path
    return None


def _key(paths: dict[str, Path]) -> str:
    digest = hashlib.sha256(f"{recipe()} {hb.version_string()}".encode())
    for name in sorted(paths):
        with paths[name].open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def make(source: Source, path: Path, folder: Path) -> list[Face]:
    """Prepare one face, in the folder of its family in ``folder``."""
    data = path.read_bytes()
    wanted = Wanted(source.family, source.weight, source.italic,
                    lambda c: chr(c) not in source.drop and not _is_hangul(c), source.drop)
    return make_faces(data, source.index, wanted, lambda family: made(folder / directory(family)))


def _is_hangul(point: int) -> bool:
    return any(a <= point <= b for a, b in _HANGUL)
