"""The PDF of a part."""

from __future__ import annotations

import io

from pikepdf import Pdf

from press.values import Pages


def open_part(pages: Pages) -> Pdf:
    """The PDF of a part, as pikepdf has it."""
    return Pdf.open(io.BytesIO(pages.pdf))
