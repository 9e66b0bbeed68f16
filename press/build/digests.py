"""Digests of what results depend on."""

from __future__ import annotations

import ctypes
import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

import press
from press.values import Part


def digest(*values: object) -> str:
    """SHA-256 in hex of some values, by their representation; for values that repr tells apart."""
    total = hashlib.sha256()
    for value in values:
        data = value if isinstance(value, bytes) else repr(value).encode()
        total.update(b"%d:" % len(data) + data)
    return total.hexdigest()


def part_digest(part: Part) -> str:
    """Of everything that a part carries."""
    assets = [(a.name, a.media_type, a.width, a.height, hashlib.sha256(a.data).hexdigest())
              for a in part.assets]
    return digest(part.key, part.html, part.styles, assets, part.first_page, part.numbering,
                  part.outline, part.source)


@cache
def program() -> str:
    """Of this program and of the libraries that decide how a page looks or is written."""
    root = Path(press.__file__).parent
    code: list[object] = [(file.relative_to(root).as_posix(), file.read_bytes())
                          for pattern in ("*.py", "*.toml") for file in sorted(root.rglob(pattern))]
    libraries = [(name, version(name)) for name in (
        "weasyprint", "pikepdf", "pypdf", "uharfbuzz", "pydyf", "tinycss2", "pillow")]
    return digest(*code, libraries, _native("libpango-1.0.so.0", "pango_version"),
                  _native("libfreetype.so.6", ""))


def _native(file: str, function: str) -> int:
    """The version number of a shared library; 0 where it cannot be told."""
    try:
        library = ctypes.CDLL(file)
        return int(getattr(library, function)()) if function else 0
    except (OSError, AttributeError):
        return 0


def joined(digests: Iterable[str]) -> str:
    """One digest of many, in order."""
    return digest(*digests)
