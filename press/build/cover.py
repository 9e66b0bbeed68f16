"""What a cover sheet is laid out of: the edition, and how thick its text becomes."""

from __future__ import annotations

import hashlib

from press.build.digests import digest
from press.config import Positions
from press.config.production_models import PrintingConfig
from press.dataclass import dataclass
from press.layout import Layout
from press.manuscript import Book
from press.production import (
    COVER_CALIPER,
    TEXT_CALIPER,
    Binding,
    advise,
    caliper_of,
    spine,
)
from press.values import Audience


@dataclass(frozen=True, slots=True)
class CoverOrder:
    """What a cover is laid out of, once the pages of the text are counted."""

    book: Book
    """As it is for the edition."""
    layout: Layout
    edition: str
    audience: Audience
    positions: Positions

    @property
    def digest(self) -> str:
        """Of all of it but the manuscripts."""
        picture = self.book.cover_picture
        return digest(self.book.config.model_dump_json(), self.layout.digest, self.edition,
                      self.audience, sorted(map(repr, self.positions.values.items())),
                      hashlib.sha256(picture.data).hexdigest() if picture else "")


@dataclass(frozen=True, slots=True)
class Thickness:
    """How thick a book becomes."""

    spine: float
    """mm; 0 for a stitched book."""
    binding: Binding
    caliper: float
    """mm, of the text."""
    cover_caliper: float
    """mm."""
    given: bool
    """Whether the spine is the shop's own figure."""


def thickness(printing: PrintingConfig, pages: int) -> Thickness:
    """Of a text block of ``pages`` pages on the paper of the job."""
    caliper = printing.caliper or caliper_of(printing.paper) or TEXT_CALIPER
    cover = printing.cover_caliper or caliper_of(printing.cover_paper) or COVER_CALIPER
    binding = advise(pages, caliper, printing.binding).binding
    return Thickness(spine(pages, caliper, cover, binding, printing.spine), binding, caliper,
                     cover, printing.spine is not None)
