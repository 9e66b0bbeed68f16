"""What a file claims to be, and what it needs for that. Pure: no PDF here.

X-4 and X-1a:2003 are ISO 15930-7 and 15930-4, for a printing shop; A-2b and A-3b are
ISO 19005-2 and 19005-3, for keeping.
"""

from __future__ import annotations

import datetime as dt
from hashlib import sha256
from typing import Literal

from press.dataclass import dataclass

PrintStandard = Literal["x-4", "x-1a"]
ArchiveStandard = Literal["a-2b", "a-3b"]
Standard = PrintStandard | ArchiveStandard

UNDATED = dt.date(2000, 1, 1)
"""The date of a file whose standard wants one and whose book has none; never today's, so that
the same book gives the same bytes."""

NAMES: dict[Standard, str] = {"x-4": "PDF/X-4", "x-1a": "PDF/X-1a:2003", "a-2b": "PDF/A-2b",
                              "a-3b": "PDF/A-3b"}
"""As the standards write them (GTS_PDFXVersion for the first two)."""

VERSIONS: dict[Standard, str] = {"x-4": "1.6", "x-1a": "1.4", "a-2b": "1.7", "a-3b": "1.7"}
"""The version of PDF that each is a part of."""


@dataclass(frozen=True, slots=True)
class PrintColour:
    """How the colours of a book are printed."""

    profile: bytes
    """The ICC profile of the printing condition: CMYK, class ``prtr``."""
    ink_limit: int = 300
    """The most ink at any place: the four plates together, in per cent."""
    standard: PrintStandard = "x-4"

    @property
    def digest(self) -> str:
        """Of all of it."""
        return sha256(f"{self.ink_limit} {self.standard} ".encode() + self.profile).hexdigest()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a document carries: what it was made from."""

    name: str
    """Name of a file, without folders."""
    data: bytes
    media_type: str = "text/markdown"
    description: str = ""


@dataclass(frozen=True, slots=True)
class Archive:
    """What makes a document one for keeping: PDF/A-2b, or with attachments PDF/A-3b."""

    rgb_profile: bytes
    """The ICC profile that says what its RGB is: sRGB."""
    cmyk_profile: bytes = b""
    """The same for its CMYK, where it has any."""
    attachments: tuple[Attachment, ...] = ()

    @property
    def standard(self) -> ArchiveStandard:
        """What it claims to be."""
        return "a-3b" if self.attachments else "a-2b"

    @property
    def digest(self) -> str:
        """Of all of it."""
        total = sha256(self.rgb_profile)
        total.update(self.cmyk_profile)
        for one in self.attachments:
            total.update(f"{one.name}\0{one.media_type}\0{one.description}\0".encode())
            total.update(sha256(one.data).digest())
        return total.hexdigest()
