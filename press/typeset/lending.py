"""Faces for a machine that has not prepared them: by digest, so that they are the very same.

1. ``keys`` names the faces of a library. 2. ``lacking`` says which of them a machine does not
have. 3. ``parcel`` packs one, ``keep`` unpacks it there. 4. ``library_of_keys`` puts the library
together there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from press.dataclass import replace
from press.typeset.faces import Library, load_library, save_list
from press.typeset.keeping import kept
from press.typeset.selection import library_with
from press.values import Face, FaceKey

FOLDER = "lent"
"""In the folder of the library; in it a folder a face."""
ELSEWHERE = ("regional", "own", FOLDER)
"""Folders of faces beside those of the house."""

Key = tuple[FaceKey, str]
"""A face and the digest of its file."""
Parcel = tuple[Face, bytes]
"""A face, its file named without folders, and what is in the file."""


def keys(library: Library) -> tuple[Key, ...]:
    """The faces of ``library``, in its order."""
    return tuple((face.key, face.digest) for face in library.faces)


def lacking(home: Path, wanted: Iterable[Key]) -> tuple[Key, ...]:
    """Those of ``wanted`` that the machine with the library folder ``home`` does not have."""
    here = _here(home)
    return tuple(key for key in wanted if key not in here)


def parcel(face: Face) -> Parcel:
    """``face`` to be sent. Raises OSError."""
    return replace(face, file=Path(face.file.name)), face.file.read_bytes()


def keep(home: Path, parcels: Sequence[Parcel]) -> None:
    """Keep faces on this machine. Raises OSError, and ValueError for what arrives damaged."""
    for face, data in parcels:
        if hashlib.sha256(data).hexdigest() != face.digest:
            raise ValueError(f"{face.file.name}: damaged on the way")
        key = hashlib.sha256(f"{face.key} {face.digest}".encode()).hexdigest()[:32]

        def fill(folder: Path, face: Face = face, data: bytes = data) -> None:
            file = folder / Path(face.file.name).name
            file.write_bytes(data)
            save_list(folder, face.digest, [replace(face, file=file)])

        kept(home / FOLDER / key, fill)


def library_of_keys(home: Path, wanted: Sequence[Key]) -> Library | None:
    """The library of the faces ``wanted``, in their order; None where one is not there."""
    here = _here(home)
    if any(key not in here for key in wanted):
        return None
    return library_with(home, tuple(here[key] for key in wanted))


def _here(home: Path) -> dict[Key, Face]:
    return {(face.key, face.digest): face for library in _libraries(home)
            for face in library.faces}


def _libraries(home: Path) -> Iterator[Library]:
    """Those of the house come last, and so first: of one face they are the nearest."""
    for name in ELSEWHERE:
        for folder in sorted((home / name).glob("*")):
            if (library := load_library(folder)) is not None:
                yield library
    if (house := load_library(home)) is not None:
        yield house
