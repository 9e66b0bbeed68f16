"""The faces of the house: which they are, where the prepared files lie, what they cover."""

from __future__ import annotations

import json
import os
import sys
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from press.values import Face


@dataclass(frozen=True, slots=True)
class Source:
    """A face of an installed font that a house face is made from."""

    file: str
    """Name of the file, as Debian installs it."""
    index: int
    """Number of the face in a collection; 0 in a font of one face."""
    family: str
    weight: int
    drop: str = ""
    """Characters taken out of its map, so that they come from the next family in CSS."""


SOURCES = (
    Source("NotoSerifCJK-Regular.ttc", 2, "Noto Serif CJK SC", 400),
    Source("NotoSerifCJK-Bold.ttc", 2, "Noto Serif CJK SC", 700),
    Source("NotoSansCJK-Regular.ttc", 2, "Noto Sans CJK SC", 400),
    Source("NotoSansCJK-Bold.ttc", 2, "Noto Sans CJK SC", 700),
    # Its quotes, dashes and dots are 0.35 em wide: those of the body font belong in Chinese.
    Source("LXGWWenKai-Regular.ttf", 0, "LXGW WenKai", 400, "“”‘’…⋯—―·•"),
)
"""What is prepared. Index 2 is the face for simplified Chinese (0 JP, 1 KR, 2 SC, 3 TC, 4 HK)."""


@dataclass(frozen=True, slots=True)
class Library:
    """All prepared faces, in one folder with the fontconfig file that shows them and no others."""

    folder: Path
    faces: tuple[Face, ...]

    @property
    def digest(self) -> str:
        """What the look of a page depends on, of the fonts."""
        return " ".join(face.digest for face in self.faces)

    @property
    def fontconfig(self) -> Path:
        """The configuration for fontconfig."""
        return self.folder / "fonts.conf"

    @property
    def by_name(self) -> dict[tuple[str, int], Face]:
        """Each face by family and weight."""
        return {(face.family, face.weight): face for face in self.faces}

    def covers(self, family: str, point: int) -> bool:
        """Whether every weight of ``family`` has the code point."""
        return all(_within(face.coverage, point) for face in self.faces
                   if face.family == family)


def _within(ranges: tuple[tuple[int, int], ...], point: int) -> bool:
    """Whether ``point`` is in one of the sorted ``ranges``."""
    index = bisect_right(ranges, (point, sys.maxunicode)) - 1
    return index >= 0 and point <= ranges[index][1]


def library_folder(environment: Mapping[str, str] | None = None) -> Path:
    """Where prepared fonts lie: ``$DUBEN_FONTS``, else the user's data folder (XDG).

    Outside output/, for they are part of the set-up and not of a build.
    """
    env = os.environ if environment is None else environment
    if env.get("DUBEN_FONTS"):
        return Path(env["DUBEN_FONTS"]).absolute()
    data = env.get("XDG_DATA_HOME")
    base = Path(data) if data and Path(data).is_absolute() else Path.home() / ".local/share"
    return base / "duben" / "fonts"


def load_library(folder: Path) -> Library | None:
    """The prepared faces in ``folder``; None where nothing complete lies there."""
    try:
        records = json.loads((folder / "faces.json").read_text("utf-8"))["faces"]
        faces = tuple(Face(
            r["family"], r["weight"], folder / r["file"], r["digest"], r["units"], r["ascent"],
            r["descent"], tuple(r["box"]), r["italic"],
            tuple((a, b) for a, b in r["coverage"])) for r in records)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if not all(face.file.is_file() for face in faces):
        return None
    return Library(folder, faces)
