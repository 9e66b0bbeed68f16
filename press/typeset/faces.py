"""The faces of the house: which they are, where the prepared files lie, what they cover."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from press.dataclass import dataclass
from press.values import Face, FaceKey

RECIPE = "4"
"""Change it when ``making`` makes other files out of the same fonts."""

SONG = "Noto Serif CJK SC"
HEI = "Noto Sans CJK SC"
KAI = "LXGW WenKai"

HAN = ord("的")
"""A font without it is no Chinese font."""

MIXED = " (Han)"
"""Behind the name of a Latin family: the same without its quotes, dashes and signs, which
Chinese text takes from its own font. Listed first, the whole font would steal them."""


@dataclass(frozen=True, slots=True)
class Source:
    """A face of an installed font that a house face is made from."""

    file: str
    """Name of the file, as Debian installs it."""
    index: int
    """Number of the face in a collection; 0 in a font of one face."""
    family: str
    weight: int
    italic: bool = False
    drop: str = ""
    """Characters taken out of its map, so that they come from the next family in CSS."""


SOURCES = (
    Source("NotoSerifCJK-Regular.ttc", 2, SONG, 400),
    Source("NotoSerifCJK-Bold.ttc", 2, SONG, 700),
    Source("NotoSansCJK-Regular.ttc", 2, HEI, 400),
    Source("NotoSansCJK-Bold.ttc", 2, HEI, 700),
    # Its quotes, dashes and dots are 0.35 em wide: those of the body font belong in Chinese.
    Source("LXGWWenKai-Regular.ttf", 0, KAI, 400, drop="“”‘’…⋯—―·•"),
    Source("LinLibertine_R.otf", 0, "Linux Libertine O", 400),
    Source("LinLibertine_RI.otf", 0, "Linux Libertine O", 400, italic=True),
    Source("LinLibertine_RB.otf", 0, "Linux Libertine O", 700),
    Source("LinLibertine_RBI.otf", 0, "Linux Libertine O", 700, italic=True),
    Source("LinLibertine_DR.otf", 0, "Linux Libertine Display O", 400),
    Source("LinBiolinum_R.otf", 0, "Linux Biolinum O", 400),
    Source("LinBiolinum_RI.otf", 0, "Linux Biolinum O", 400, italic=True),
    Source("LinBiolinum_RB.otf", 0, "Linux Biolinum O", 700),
    Source("LinLibertine_M.otf", 0, "Linux Libertine Mono O", 400),
)
"""What is prepared. Index 2 is the face for simplified Chinese (0 JP, 1 KR, 2 SC, 3 TC, 4 HK)."""

REGIONAL = (
    *(Source(file, index, f"{family} {name}", weight)
      for name, index in (("TC", 3), ("HK", 4)) for family, weight, file in (
          ("Noto Serif CJK", 400, "NotoSerifCJK-Regular.ttc"),
          ("Noto Serif CJK", 700, "NotoSerifCJK-Bold.ttc"),
          ("Noto Sans CJK", 400, "NotoSansCJK-Regular.ttc"),
          ("Noto Sans CJK", 700, "NotoSansCJK-Bold.ttc"))),
    # Its marks stand low on the left, as in mainland China; those of Song TC in the middle.
    Source("LXGWWenKai-Regular.ttf", 0, f"{KAI} (Hant)", 400,
           drop="“”‘’…⋯—―·•，。、．：；！？"),
)
"""Faces for traditional Chinese, prepared for the books that need them (``regional``)."""

FAMILIES = tuple(dict.fromkeys(source.family for source in SOURCES))
"""The families of the house."""
BASIC = (SONG, HEI, KAI)
"""Those that any page may use; others only where a layout or a book declares them. For what no
family of a list has Pango takes from any face that it sees, also one half of a letter: from a
Latin face the accent of an a that Song has."""

GENERIC = {"serif": SONG, "sans-serif": HEI, "monospace": HEI, "system-ui": HEI,
           "cursive": SONG, "fantasy": SONG}
"""What fontconfig makes of the generic families of CSS (``prepare`` writes its rules)."""


@dataclass(frozen=True, slots=True)
class Library:
    """Prepared faces, and the folder with their list and a fontconfig file that shows those which
    pages may use: of the house's own list the BASIC ones, of a book's (see ``own``) all."""

    folder: Path
    faces: tuple[Face, ...]

    @property
    def digest(self) -> str:
        """What the look of a page depends on, of the fonts."""
        return " ".join(f"{face.key} {face.digest}" for face in self.faces)

    @property
    def fontconfig(self) -> Path:
        """The configuration for fontconfig."""
        return self.folder / CONFIGURATION

    @property
    def by_name(self) -> dict[FaceKey, Face]:
        """Each face by family, weight and slant."""
        return {face.key: face for face in self.faces}

    @property
    def families(self) -> tuple[str, ...]:
        """The families, those of the house first."""
        return tuple(dict.fromkeys(face.family for face in self.faces))

    def covers(self, family: str, point: int) -> bool:
        """Whether every face of ``family`` has the code point; False for an unknown family."""
        faces = [face for face in self.faces if face.family == family]
        return bool(faces) and all(_within(face.coverage, point) for face in faces)

    def dropped(self, family: str) -> str:
        """Characters that ``family`` leaves to others on purpose."""
        return "".join(face.dropped for face in self.faces if face.family == family)


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


CONFIGURATION = "fonts.conf"
_LIST = "faces.json"


def recipe() -> str:
    """What a list of faces must have been made by to be of use."""
    return hashlib.sha256(f"{RECIPE} {SOURCES}".encode()).hexdigest()


def save_list(folder: Path, key: str, faces: Iterable[Face]) -> None:
    """Write what ``load_library`` reads; files are named from ``folder``."""
    records = [{"family": f.family, "weight": f.weight, "italic": f.italic,
                "file": os.path.relpath(f.file, folder), "digest": f.digest, "units": f.units,
                "ascent": f.ascent, "descent": f.descent, "box": f.box, "name": f.name,
                "dropped": f.dropped, "coverage": f.coverage} for f in faces]
    data = json.dumps({"recipe": recipe(), "key": key, "faces": records}, ensure_ascii=False)
    write_whole(folder / _LIST, data)


def write_whole(path: Path, text: str) -> None:
    """Whole or not at all: another build may read it at the same time."""
    new = path.with_name(f".{path.name}-{os.getpid()}")
    new.write_text(text, "utf-8")
    new.replace(path)


def load_library(folder: Path) -> Library | None:
    """The prepared faces that ``folder`` lists; None where nothing complete and up to date is."""
    try:
        table = json.loads((folder / _LIST).read_text("utf-8"))
        if table["recipe"] != recipe():
            return None
        faces = tuple(Face(
            r["family"], r["weight"], Path(os.path.normpath(folder / r["file"])), r["digest"],
            r["units"], r["ascent"], r["descent"], tuple(r["box"]), r["italic"],
            tuple((a, b) for a, b in r["coverage"]), r["name"], r["dropped"])
            for r in table["faces"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if not all(face.file.is_file() for face in faces):
        return None
    return Library(folder, faces)


def recorded_key(folder: Path) -> str:
    """What the list in ``folder`` was made from; empty where there is none."""
    try:
        return str(json.loads((folder / _LIST).read_text("utf-8"))["key"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


@lru_cache(maxsize=16)
def library_at(folder: Path) -> Library | None:
    """``load_library``, read once a process: for workers, which are told a folder alone."""
    return load_library(folder)
