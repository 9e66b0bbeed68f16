"""What this machine lacks, and how to get it. Read by ``duben doctor`` and, where there is no
apt, by setup.sh before any library is installed: so this module needs nothing but Python.

1. ``look`` gathers the facts of the machine. 2. ``diagnose`` turns facts into problems.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from ctypes.util import find_library
from pathlib import Path, PurePath

from press.dataclass import dataclass
from press.values import Problem, problem

PYTHON = (3, 11)


@dataclass(frozen=True, slots=True)
class Library:
    """A shared library that WeasyPrint loads by name (see ``weasyprint/text/ffi.py``)."""

    name: str
    """As ``ctypes.util.find_library`` wants it."""
    file: str
    """Its file on Linux: tried first, for a look-up by name starts other programs."""
    package: str
    """The Debian package that brings it."""


LIBRARIES = (
    Library("gobject-2.0", "libgobject-2.0.so.0", "libpango-1.0-0"),
    Library("pango-1.0", "libpango-1.0.so.0", "libpango-1.0-0"),
    Library("pangoft2-1.0", "libpangoft2-1.0.so.0", "libpangoft2-1.0-0"),
    Library("harfbuzz", "libharfbuzz.so.0", "libpango-1.0-0"),
    # WeasyPrint 70 can do without it, by a slower way of making font subsets, and warns.
    Library("harfbuzz-subset", "libharfbuzz-subset.so.0", "libharfbuzz-subset0"),
    Library("fontconfig", "libfontconfig.so.1", "fontconfig"),
)


@dataclass(frozen=True, slots=True)
class Font:
    """A font file that the fonts of the press are prepared from."""

    file: str
    package: str
    """The Debian package that brings it."""


FONTS = (
    Font("NotoSerifCJK-Regular.ttc", "fonts-noto-cjk"),
    Font("NotoSerifCJK-Bold.ttc", "fonts-noto-cjk"),
    Font("NotoSansCJK-Regular.ttc", "fonts-noto-cjk"),
    Font("NotoSansCJK-Bold.ttc", "fonts-noto-cjk"),
    Font("LXGWWenKai-Regular.ttf", "fonts-lxgw-wenkai"),
    *(Font(f"Lin{name}.otf", "fonts-linuxlibertine") for name in (
        "Libertine_R", "Libertine_RI", "Libertine_RB", "Libertine_RBI", "Libertine_DR",
        "Libertine_M", "Biolinum_R", "Biolinum_RI", "Biolinum_RB")),
)

FONT_FOLDERS = (
    Path("/usr/share/fonts/opentype/noto"),
    Path("/usr/share/fonts/truetype/lxgw-wenkai"),
    Path("/usr/share/fonts/opentype/linux-libertine"),
)
"""Where Debian puts them: looked at first, so that nothing need be started."""


PROFILES = Path("/usr/share/color/icc/ghostscript")
"""Where the colour profiles of libgs-common lie: what print and archive documents need."""
PROFILE_FILES = ("default_cmyk.icc", "srgb.icc")
PROFILE_PACKAGE = "libgs-common"


@dataclass(frozen=True, slots=True)
class Machine:
    """The facts of a machine that a build depends on."""

    python: tuple[int, int]
    libraries: frozenset[str]
    """Names of those LIBRARIES that can be loaded."""
    fonts: frozenset[str]
    """File names of those FONTS that are there."""
    profiles: frozenset[str]
    """File names of those PROFILE_FILES that are there."""
    output: Path
    """Where the books go."""
    writable: bool
    """Whether ``output`` can be written or made."""


def examine(output: Path) -> tuple[Problem, ...]:
    """What this machine lacks for books to be built into the folder ``output``."""
    return diagnose(look(output))


def diagnose(machine: Machine) -> tuple[Problem, ...]:
    """One problem for each thing that ``machine`` lacks, the most basic first."""
    problems: list[Problem] = []
    if machine.python < PYTHON:
        problems.append(problem("doctor-python", found=_dotted(machine.python),
                                needed=_dotted(PYTHON)))
    problems += [problem("doctor-library", name=library.name, package=library.package)
                 for library in LIBRARIES if library.name not in machine.libraries]
    problems += [problem("doctor-font", name=font.file, package=font.package)
                 for font in FONTS if font.file not in machine.fonts]
    problems += [problem("doctor-profile", name=name, package=PROFILE_PACKAGE)
                 for name in PROFILE_FILES if name not in machine.profiles]
    if not machine.writable:
        problems.append(problem("doctor-output", folder=machine.output))
    return tuple(problems)


def look(output: Path) -> Machine:
    """The facts of this machine; changes nothing on it."""
    return Machine(
        python=sys.version_info[:2],
        libraries=frozenset(library.name for library in LIBRARIES if _loads(library)),
        fonts=_font_files(),
        profiles=frozenset(name for name in PROFILE_FILES if (PROFILES / name).is_file()),
        output=output,
        writable=_can_write(output),
    )


def _loads(library: Library) -> bool:
    return _opens(library.file) or _opens(find_library(library.name))


def _opens(file: str | None) -> bool:
    if file is None:  # CDLL(None) would be this process itself
        return False
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True


def _font_files() -> frozenset[str]:
    wanted = frozenset(font.file for font in FONTS)
    found = {name for name in wanted for folder in FONT_FOLDERS if (folder / name).is_file()}
    lister = shutil.which("fc-list")
    if found != wanted and lister:
        listed = subprocess.run([lister, "--format", "%{file}\n"], capture_output=True,
                                text=True, errors="replace", check=False)
        found |= wanted & {PurePath(line).name for line in listed.stdout.splitlines()}
    return frozenset(found)


def _can_write(folder: Path) -> bool:
    nearest = folder.absolute()
    while not nearest.exists() and nearest != nearest.parent:
        nearest = nearest.parent
    return nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)


def _dotted(version: tuple[int, int]) -> str:
    return ".".join(map(str, version))
