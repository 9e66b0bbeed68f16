"""Digests of what results depend on."""

from __future__ import annotations

import ctypes
import hashlib
import zlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

import press
from press.values import Part

LIBRARIES = ("weasyprint", "pydyf", "tinycss2", "cssselect2", "tinyhtml5", "pyphen", "pikepdf",
             "pypdf", "uharfbuzz", "pillow", "opencc", "python-barcode")
"""Those that decide how a page looks, how it is written, or what is found in it. What Markdown
and Jinja make is in the HTML of a part."""


def digest(*values: object) -> str:
    """SHA-256 in hex of some values, by their representation; for values that repr tells apart."""
    total = hashlib.sha256()
    for value in values:
        data = value if isinstance(value, bytes) else repr(value).encode()
        total.update(b"%d:" % len(data) + data)
    return total.hexdigest()


def part_digest(part: Part) -> str:
    """Of everything that a part carries."""
    assets = [(a.name, a.media_type, a.width, a.height, a.print_width,
               hashlib.sha256(a.data).hexdigest()) for a in part.assets]
    return digest(part.key, part.html, part.styles, assets, part.first_page, part.numbering,
                  part.outline, part.source)


@cache
def program() -> str:
    """Of this program and of the libraries that decide how a page looks or is written."""
    root = Path(press.__file__).parent
    code: list[object] = [(file.relative_to(root).as_posix(), file.read_bytes())
                          for pattern in ("*.py", "*.toml") for file in sorted(root.rglob(pattern))]
    libraries = [(name, version(name)) for name in LIBRARIES]
    return digest(*code, libraries, zlib.ZLIB_RUNTIME_VERSION, _pango(), _harfbuzz())


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
