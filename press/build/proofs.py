"""The pages of single manuscripts, for someone who writes and wants to see them at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from press.assembly.join import excerpt
from press.assembly.style import Style
from press.build.cache import Pieces
from press.build.plan import Document
from press.build.settle import Settled, Workshop


def changed_pages(document: Document, settled: Settled,
                  shop: Workshop) -> Iterator[tuple[str, str, bytes]]:
    """Of each manuscript that was typeset now: its path, a name for a file, its pages as PDF.

    They are those of the document to be, with its folios; nothing has been checked in them but
    their text.
    """
    composition = document.composition
    style = Style(composition.title, composition.lang, composition.author, composition.date)
    for index in sorted(settled.anew):
        source = settled.parts[index].source
        if source:
            pdf = excerpt(settled.parts, settled.pages, settled.placing, style,
                          shop.library.by_name, index, Pieces(shop.cache))
            yield source, f"{PurePosixPath(source).stem}.pdf", pdf
