"""ICC profiles, as far as their header and names go (ICC.1:2010, 7.2 and 9.2). Pure.

A profile is a file of the reader's or of the system's: its bytes are not trusted.
"""

from __future__ import annotations

import re
import struct

from press.dataclass import dataclass

_HEADER = 128
_CHARACTERISED = re.compile(r"\b(FOGRA\d{2}|JC20\d{4}|IFRA\d{2})", re.IGNORECASE)
"""Printing conditions of the registry of the ICC, by the names that profiles bear."""
_CGATS = re.compile(r"\b(?:CGATS\s*)?TR\s?(\d{3})\b")
REGISTRY = "http://www.color.org"


@dataclass(frozen=True, slots=True)
class Profile:
    """What a profile says of itself."""

    kind: str
    """Class of device: ``prtr`` for what prints, ``mntr``, ``scnr``, ``link`` …"""
    space: str
    """Its colours: ``CMYK``, ``RGB``, ``GRAY`` …"""
    description: str
    """Its name for people; may be empty."""
    to_device: bool
    """Whether colours can be converted into its own (it has a B2A table, or is a matrix)."""

    @property
    def prints(self) -> bool:
        """Whether it can be an output condition of PDF/X in CMYK."""
        return self.kind == "prtr" and self.space == "CMYK" and self.to_device

    @property
    def condition(self) -> tuple[str, str]:
        """Identifier of its printing condition, and the registry that has it (or none)."""
        if found := _CHARACTERISED.search(self.description):
            return found[1].upper(), REGISTRY
        if found := _CGATS.search(self.description):
            return f"CGATS TR {found[1]}", REGISTRY
        return "Custom", ""


def read_profile(data: bytes) -> Profile | None:
    """What ``data`` is as a profile; None where it is none, or cut off."""
    if len(data) < _HEADER + 4 or data[36:40] != b"acsp":
        return None
    if struct.unpack_from(">I", data)[0] > len(data):
        return None
    tags = _tags(data)
    if tags is None:
        return None
    space = data[16:20].decode("latin-1").strip()
    return Profile(data[12:16].decode("latin-1").strip(), space, _description(tags),
                   bool({"B2A0", "B2A1"} & tags.keys()) or "rXYZ" in tags or "kTRC" in tags)


def _tags(data: bytes) -> dict[str, bytes] | None:
    """The tagged elements; None where one lies outside the file."""
    count = struct.unpack_from(">I", data, _HEADER)[0]
    if count > 200 or len(data) < _HEADER + 4 + 12 * count:
        return None
    tags = {}
    for index in range(count):
        name, offset, size = struct.unpack_from(">4sII", data, _HEADER + 4 + 12 * index)
        if offset + size > len(data):
            return None
        tags[name.decode("latin-1")] = data[offset:offset + size]
    return tags


def _description(tags: dict[str, bytes]) -> str:
    """The text of ``desc``: textDescriptionType (v2) or multiLocalizedUnicodeType (v4)."""
    tag = tags.get("desc", b"")
    try:
        if tag[:4] == b"desc":
            length = struct.unpack_from(">I", tag, 8)[0]
            text = tag[12:12 + length].decode("latin-1")
        elif tag[:4] == b"mluc" and struct.unpack_from(">I", tag, 8)[0]:
            length, offset = struct.unpack_from(">II", tag, 20)
            text = tag[offset:offset + length].decode("utf-16-be", "replace")
        else:
            return ""
    except struct.error:
        return ""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:200]
