"""Guessing what a misspelt name was meant to be."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import PurePosixPath


def nearest(name: str, known: Iterable[str]) -> str:
    """The one of ``known`` that is most like ``name``, or an empty string."""
    by_folded = {k.casefold(): k for k in sorted(known, reverse=True)}
    close = get_close_matches(name.casefold()[:200], sorted(by_folded), n=1, cutoff=0.7)
    return by_folded[close[0]] if close else ""


def nearest_file(name: str, files: Iterable[str]) -> str:
    """The one of ``files`` whose name is most like ``name``; a common ending does not count."""
    by_stem = {PurePosixPath(f).stem: f for f in sorted(files, reverse=True)}
    found = nearest(PurePosixPath(name).stem, by_stem)
    return by_stem[found] if found else ""


def listed(names: Iterable[str]) -> str:
    """Names for a message; a long list is cut."""
    names = tuple(names)
    return ", ".join(names[:20]) + (" …" if len(names) > 20 else "")
