"""The house fonts and no others, while a part is typeset.

A FontConfiguration of WeasyPrint has a configuration of fontconfig of its own for finding font
files. But Pango applies the rules (aliases, fallbacks) of the one that is current in the
process, and loads that in a thread, from wherever the environment points at the moment.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from weasyprint.text.ffi import ffi, fontconfig
from weasyprint.text.fonts import FontConfiguration

_FILE = "FONTCONFIG_FILE"


@contextmanager
def house_fonts(config: Path) -> Iterator[Any]:
    """Inside, fontconfig follows ``config``; gives the FontConfiguration for WeasyPrint."""
    _declare()
    others = fontconfig.FcConfigReference(ffi.NULL)  # loads it, if nobody has: 13 ms
    fonts = _font_configuration(config)
    fontconfig.FcConfigSetCurrent(fonts._config)
    try:
        yield fonts
    finally:
        fontconfig.FcConfigSetCurrent(others)
        fontconfig.FcConfigDestroy(others)


@cache
def _declare() -> None:
    ffi.cdef("""
        FcConfig * FcConfigReference (FcConfig *config);
        FcBool FcConfigSetCurrent (FcConfig *config);
    """)


@cache
def _font_configuration(config: Path) -> Any:
    """One a process; fontconfig reads the name of its file from the environment."""
    before = os.environ.get(_FILE)
    os.environ[_FILE] = str(config)
    try:
        return FontConfiguration()
    finally:
        del os.environ[_FILE]
        if before is not None:
            os.environ[_FILE] = before
