"""Put our functions into WeasyPrint, for as long as a part is typeset."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache

from press.typeset.weasy.patching import Patch

VERSION = "70.0"

TYPES = ("PangoFcFontMap *", "PangoLogAttr[]", "PangoRectangle *", "char[4]", "char[]",
         "hb_tag_t[100]", "unsigned int *")
"""The C types that WeasyPrint asks for when it sets text: for each, cffi reads all declarations
again, which takes a process 4 ms, if it was not forked from one that has asked."""


class EngineVersionError(RuntimeError):
    """Another WeasyPrint than the one that the hooks were written for."""


def check_version(version: str) -> None:
    """Raise EngineVersionError for any WeasyPrint but the one these hooks know."""
    if version != VERSION:
        raise EngineVersionError(
            f"press.typeset.weasy knows WeasyPrint {VERSION}, not {version}: install the locked "
            "version, or read every hook again beside the new source")


@contextmanager
def hooked() -> Iterator[None]:
    """Inside, WeasyPrint is ours; after it, others in the process have theirs back."""
    patches = _patches()
    before = [(owner, name, getattr(owner, name)) for owner, name, _ in patches]
    try:
        for owner, name, ours in patches:
            setattr(owner, name, ours)
        with _properties():
            yield
    finally:
        for owner, name, theirs in before:
            setattr(owner, name, theirs)


def load() -> None:
    """Import all that typesetting needs, so that processes forked from this one share it."""
    _patches()
    from weasyprint.text.ffi import ffi

    import press.typeset.weasy.fontconfig  # noqa: F401

    for name in TYPES:
        ffi.typeof(name)


@cache
def _patches() -> tuple[Patch, ...]:
    import weasyprint  # here, because the import costs half a second

    check_version(weasyprint.__version__)
    from press.typeset.weasy import (
        drawing,
        flow,
        fonts,
        level,
        lines,
        links,
        margin,
        marks,
        notearea,
        notes,
        pages,
        properties,
        rasters,
        sizes,
        styles,
        tagging,
        writing,
    )

    modules = (margin, flow, lines, notearea, notes, pages, level, drawing, marks, links,
               tagging, fonts, properties, sizes, styles, writing, rasters)
    return tuple(patch for module in modules for patch in module.patches())


def _properties() -> AbstractContextManager[None]:
    from press.typeset.weasy.properties import registered

    return registered()
