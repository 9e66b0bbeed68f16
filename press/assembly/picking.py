"""Some pages of finished files as a file of their own: sheets that are printed again."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Name, Pdf

from press.assembly.metadata import describe


def picked(sources: Sequence[tuple[bytes, Sequence[int | None]]], *, title: str,
           lang: str) -> bytes:
    """Pages of several PDFs, each by their numbers from 1, one behind the other; None is a blank
    page as large as the one before. The same input gives the same bytes."""
    out = Pdf.new()
    for data, numbers in sources:
        with pikepdf.open(BytesIO(data)) as source:
            for number in numbers:
                if number is not None:
                    out.pages.append(source.pages[number - 1])
                    continue
                size = out.pages[-1].mediabox
                out.pages.append(pikepdf.Page(Dictionary(
                    Type=Name.Page, MediaBox=size, CropBox=size, TrimBox=size,
                    Resources=Dictionary())))
    for page in out.pages:
        if "/StructParents" in page.obj:  # there is no tree of tags any more
            del page.obj["/StructParents"]
    describe(out, title=title, lang=lang, author="", date=None, tagged=False)
    result = BytesIO()
    out.save(result, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return result.getvalue()
