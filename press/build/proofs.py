"""The pages of single manuscripts, for someone who writes and wants to see them at once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import BrokenExecutor
from contextlib import suppress
from pathlib import PurePosixPath

from press.assembly.join import excerpt
from press.assembly.style import Style
from press.build.cache import Pieces
from press.build.plan import Document
from press.build.settled import Settled
from press.build.values import Task
from press.build.work import work
from press.build.workshop import Workshop


def warm_up(document: Document, settled: Settled, shop: Workshop) -> None:
    """Let a worker of this machine set a manuscript of which nobody wants the pages, so that it
    has its libraries and fonts at hand when somebody does; nobody waits for it."""
    sources = dict(document.composition.sources)
    part = next((part for part in settled.parts if part.key in sources and not part.assets), None)
    if part is None or shop.checkers is None:
        return
    task = Task(part, "recto", str(shop.library.fontconfig), document.composition.audience,
                sources[part.key], shop.seconds)
    with suppress(BrokenExecutor), shop.workers(1) as executor:
        executor.submit(work, task)


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
