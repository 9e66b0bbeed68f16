"""The printing condition of a book, and the profiles that say what its colours are."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from press.assembly.profiles import Profile, read_profile
from press.assembly.standards import Archive, Attachment, PrintColour
from press.build.unchanged import PROFILES as FOLDER
from press.build.values import Kind
from press.config import FILE_NAME, BookConfig, Positions
from press.config.textfile import read_bytes
from press.dataclass import dataclass
from press.values import Place, Problem, problem

CMYK = "default_cmyk.icc"
RGB = "srgb.icc"
LIMIT = 10_000_000
"""Bytes; the largest profiles of printing conditions have three millions."""
_NEEDED_BY: frozenset[Kind] = frozenset(("print", "booklet", "archive"))


@dataclass(frozen=True, slots=True)
class Colours:
    """What documents need to say of their colours; nothing where a book makes none of those."""

    print: PrintColour | None = None
    rgb: bytes = b""
    """The profile of sRGB."""

    def archive(self, attachments: tuple[Attachment, ...]) -> Archive:
        """What makes a document one for keeping."""
        return Archive(self.rgb, self.print.profile if self.print else b"", attachments)


def book_colours(folder: Path, config: BookConfig, positions: Positions,
                 profiles: Path | None = None) -> tuple[Colours, tuple[Problem, ...]]:
    """The colours of the book in ``folder``; the profile that it names is looked at."""
    if not _NEEDED_BY & set(_kinds(config)):
        return Colours(), ()
    problems: list[Problem] = []
    beside = profiles or FOLDER
    if config.colour.profile:
        cmyk, found = _own(folder, config.colour.profile, positions)
    else:
        cmyk, found = _default(beside / CMYK)
    problems += found
    rgb = None
    if "archive" in _kinds(config):
        rgb, found = _default(beside / RGB)
        problems += found
    made = PrintColour(cmyk, config.colour.ink_limit, config.colour.standard) if cmyk else None
    return Colours(made, rgb or b""), tuple(problems)


def _kinds(config: BookConfig) -> Iterable[Kind]:
    for edition in config.editions or (None,):
        yield from (edition.documents if edition and edition.documents else config.documents)


def _default(path: Path) -> tuple[bytes | None, tuple[Problem, ...]]:
    try:
        data = path.read_bytes()
    except OSError:
        data = b""
    if read_profile(data) is None:
        return None, (problem("profile-default", name=path.name, package="libgs-common"),)
    return data, ()


def _own(folder: Path, name: str, positions: Positions) -> tuple[
        bytes | None, tuple[Problem, ...]]:
    spot = positions.value(("colour", "profile"))
    place = Place(FILE_NAME, spot.line, spot.column)
    data, problems = read_bytes(folder, folder / name, LIMIT)
    if data is None:
        return None, tuple(problem("profile-missing", place, name=name)
                           if p.code == "file-missing" else p for p in problems)
    profile = read_profile(data)
    if profile is None:
        return None, (problem("profile-not-icc", place, name=name),)
    if profile.space != "CMYK":
        return None, (problem("profile-not-cmyk", place, name=name, space=profile.space[:4]),)
    if not profile.prints or not _converts(data):
        return None, (problem("profile-not-output", place, name=name, kind=_words(profile)),)
    return data, ()


def _words(profile: Profile) -> str:
    return profile.kind if profile.kind != "prtr" else "prtr, B2A"


def _converts(data: bytes) -> bool:
    """Whether colours can really be converted with it: a header alone is no profile."""
    from press.assembly.separation import usable  # Pillow: only for books with their own

    return usable(data)
