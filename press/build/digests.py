"""Digests of what results depend on."""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import os
import sys
import zlib
from functools import cache, lru_cache
from pathlib import Path

import press
from press.build.values import Source
from press.values import Part

LIBRARIES = ("weasyprint", "pydyf", "tinycss2", "cssselect2", "tinyhtml5", "pyphen", "pikepdf",
             "pypdf", "uharfbuzz", "pillow", "opencc", "python-barcode", "pypinyin")
"""Those that decide how a page looks, how it is written, or what is found in it. What Markdown
and Jinja make is in the HTML of a part."""


def digest(*values: object) -> str:
    """SHA-256 in hex of some values: bytes and text as they are, others by their representation,
    for values that repr tells apart."""
    total = hashlib.sha256()
    for value in values:
        if isinstance(value, bytes):
            kind, data = b"b", value
        elif isinstance(value, str):
            kind, data = b"s", value.encode("utf-8", "surrogatepass")
        else:
            kind, data = b"r", repr(value).encode()
        total.update(b"%s%d:" % (kind, len(data)))
        total.update(data)
    return total.hexdigest()


def part_digest(part: Part) -> str:
    """Of everything that a part carries."""
    assets = [(a.name, a.media_type, a.width, a.height, a.print_width,
               a.digest or hashlib.sha256(a.data).hexdigest()) for a in part.assets]
    return digest(part.key, _text_digest(part.html), _styles_digest(part.styles), assets,
                  part.first_page, part.numbering, part.outline, part.source)


@lru_cache(maxsize=1024)
def _text_digest(text: str) -> str:
    """Of a text that is asked for several times in a build, and in the next one again."""
    return digest(text)


def source_digest(source: Source) -> str:
    """Of a manuscript as a part shows it."""
    return digest(_text_digest(source.text), source.path, source.role, source.edition,
                  source.files, source.conversion)


@lru_cache(maxsize=256)
def _styles_digest(styles: tuple[str, ...]) -> str:
    """Of style sheets: most parts of a book have the same."""
    return digest(*styles)


@cache
def program() -> str:
    """Of this program and of the libraries that decide how a page looks or is written."""
    return digest(facts())


@cache
def facts() -> tuple[tuple[str, str], ...]:
    """What the program depends on: names, and versions or digests."""
    return (("duben", _code(str(Path(press.__file__).parent))[:12]),
            ("python", ".".join(map(str, sys.version_info[:2]))),
            *((name, _version(name)) for name in LIBRARIES),
            ("zlib", zlib.ZLIB_RUNTIME_VERSION), ("pango", str(_pango())),
            ("libharfbuzz", ".".join(map(str, _harfbuzz()))))


def _code(root: str) -> str:
    """The digest of all source files. Every build begins with it, also one with nothing to do:
    without a Path for each of some six hundred files it takes a third of the time."""
    total = hashlib.sha256()
    for folder, folders, files in os.walk(root):
        folders.sort()
        for name in sorted(files):
            if name.endswith((".py", ".toml")):
                path = os.path.join(folder, name)  # noqa: PTH118
                with open(path, "rb", buffering=0) as file:  # noqa: PTH123
                    body = file.readall()
                known = path[len(root):].replace(os.sep, "/")
                total.update(f"{known} {len(body)}\n".encode())
                total.update(body)
    return total.hexdigest()


def _version(name: str) -> str:
    """The version of an installed library, by the name of its folder of metadata: what
    ``importlib.metadata`` reads, whose import alone takes a sixth of a build with nothing to do."""
    known = _installed().get(name)
    if known is not None:
        return known
    from importlib.metadata import version

    return version(name)


@cache
def _installed() -> dict[str, str]:
    """Library → version, of all on the path; the first of a name is the one that is imported."""
    found: dict[str, str] = {}
    for entry in sys.path:
        with contextlib.suppress(OSError):
            for folder in sorted(os.listdir(entry or ".")):  # noqa: PTH208
                if folder.endswith(".dist-info"):
                    library, _, version = folder.removesuffix(".dist-info").partition("-")
                    found.setdefault(library.lower().replace("_", "-"), version)
    return found


def _pango() -> int:
    """The version of the Pango that WeasyPrint loads; 0 where there is none."""
    try:
        return int(ctypes.CDLL("libpango-1.0.so.0").pango_version())
    except (OSError, AttributeError):
        return 0


def _harfbuzz() -> tuple[int, ...]:
    """The version of the HarfBuzz that Pango shapes with; of zeros where there is none."""
    numbers = (ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint())
    try:
        ctypes.CDLL("libharfbuzz.so.0").hb_version(*map(ctypes.byref, numbers))
    except (OSError, AttributeError):
        return (0, 0, 0)
    return tuple(number.value for number in numbers)
