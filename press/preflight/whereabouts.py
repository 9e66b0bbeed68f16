"""What stands on each page of a finished PDF, to find words of a manuscript again."""

from __future__ import annotations

from press.preflight.access import Damaged
from press.preflight.facts import Facts


def page_words(pdf: bytes) -> tuple[str, ...]:
    """The text of each page without running heads and folios, as it is painted.

    Empty for a PDF that cannot be read; others tell of that.
    """
    try:
        return tuple("".join(piece.text() for piece in content.pieces if piece.artifact is None)
                     for content in Facts(pdf).contents)
    except Damaged:
        return ()
