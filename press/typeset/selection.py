"""The families that some pages may use, as fontconfig is shown them. No font is opened here.

Pango takes what no family of a list has from any face that it sees; so it sees no others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from press.typeset.faces import (
    BASIC,
    CONFIGURATION,
    HEI,
    SONG,
    Library,
    load_library,
    save_list,
    write_whole,
)
from press.values import Face

BOOKS = "books"
"""Folder in that of the house's library: what books may use, each selection by its digest."""

_CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
{folders}
  <cachedir>{cache}</cachedir>
  <alias binding="same"><family>sans-serif</family>
    <prefer><family>{hei}</family></prefer></alias>
  <alias binding="same"><family>monospace</family>
    <prefer><family>{hei}</family></prefer></alias>
  <match target="pattern">
    <edit name="family" mode="append_last"><string>{song}</string></edit>
  </match>
</fontconfig>
"""
"""Only our own faces; the body face for ``serif``, unknown families and lost glyphs."""


def configuration(folders: Sequence[Path], library: Path) -> str:
    """The text of a fontconfig file that shows the faces in ``folders`` alone."""
    return _CONFIG.format(
        folders="\n".join(f"  <dir>{escape(str(f))}</dir>" for f in folders),
        cache=escape(str(library / "cache")), hei=HEI, song=SONG)


def library_of(house: Library, families: Iterable[str], own: Sequence[Face] = ()) -> Library:
    """The BASIC families, those of ``families`` that the house has, and a book's own faces.

    ``X`` and ``X (Han)`` are two families.
    """
    asked = {*BASIC, *families}
    faces = tuple(face for face in (*house.faces, *own) if face.family in asked)
    try:
        return library_with(house.folder, faces)
    except OSError:
        if own or not asked <= set(BASIC):
            raise
        return Library(house.folder, faces)  # what the configuration of the house shows


def library_with(home: Path, faces: tuple[Face, ...]) -> Library:
    """The library of these faces and no others, in the folder ``home`` of the house's."""
    listed = "\n".join(f"{face.key} {face.digest}" for face in faces)
    folder = home / BOOKS / hashlib.sha256(listed.encode()).hexdigest()[:32]
    known = load_library(folder)
    if known is not None and known.faces == faces:
        return known
    folder.mkdir(parents=True, exist_ok=True)
    files = tuple(dict.fromkeys(face.file.parent for face in faces))
    write_whole(folder / CONFIGURATION, configuration(files, home))
    save_list(folder, listed, faces)  # last: by it the rest counts as complete
    return Library(folder, faces)
