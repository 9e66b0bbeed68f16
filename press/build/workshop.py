"""What a build works with: typefaces, cache, workers, and who is told what."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from press.build.begun import Begun
from press.build.cache import Cache
from press.build.intake import Intake
from press.build.plan import Document
from press.build.pool import Workers, processes
from press.build.settled import Settled
from press.build.waivers import Waivers
from press.dataclass import dataclass
from press.manuscript import Reread
from press.typeset.faces import Library
from press.values import Pages, Part


class Foresight(Protocol):
    """Begins what will probably be wanted before it is known to be (``ahead``)."""

    def begin(self, folder: Path, paths: Collection[Path], shop: Workshop) -> None:
        """Begin what saving ``paths`` in the ``folder`` of a book will probably ask for."""

    def taken(self, key: str) -> Begun | None:
        """The part with this key, if it was begun; nobody else gets it."""

    def reread(self, folder: Path) -> Reread:
        """Takes note of how the book is read."""

    def remember(self, folder: Path, intake: Intake, documents: Sequence[Document],
                 settled: Mapping[str, Settled], only: Collection[str]) -> None:
        """What became of the book; ``settled``: digest of a composition → its pages."""


def do_nothing() -> None:
    """Where nobody makes use of the time."""


def ignore(part: Part, pages: Pages) -> None:
    """Where nobody needs them so soon."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """What typesetting needs beside the parts."""

    library: Library
    cache: Cache
    jobs: int
    progress: Callable[[str, int, int], None]
    """Told the title of what is being set, how many parts are done, and of how many."""
    workers: Workers = processes
    """Where parts are typeset if there are many: any executor of ``concurrent.futures``."""
    checkers: Workers | None = None
    """Who looks at sections of finished files; None: this process alone. They are on this machine
    and kept open, and so are ``workers`` then."""
    apart: Workers | None = None
    """Opens processes beside all of these; None: there are to be none."""
    typeset: Callable[[Part, Pages], None] = ignore
    """Told of each part that has been typeset now."""
    seconds: float = 120
    """For one part; a hundred times what a long story takes."""
    waivers: Waivers = ()
    """Problems that the book accepts."""
    shown: Callable[[Document, Settled, Workshop], None] | None = None
    """Told of each document when its pages stand, before it is joined and checked; with the
    workshop that made them, which has the typefaces of the book."""
    anew: bool = False
    """Whether documents are made although the cache has them, by a process that will make them
    again and is quicker then: all that they are made of is in its memory."""
    later: list[Callable[[], None]] | None = None
    """Takes what can wait until somebody has the result; None: nothing waits."""
    begun: Callable[[str, bytes], None] | None = None
    """Told the name and the bytes of a file as soon as these stand, before they are checked."""
    unread: bool = False
    """Whether the PDF of a part may stay in the cache until something needs it: who asks for that
    must be ready for ``PagesLost``."""
    while_waiting: Callable[[], None] = do_nothing
    """Called when workers have been given parts that are to be typeset: this process has time
    now, and had none before. It may be called again, and is not where nothing is typeset."""
    while_alone: Callable[[], None] = do_nothing
    """Called when all pages of a document stand: this process joins them now, and workers have
    time."""
    ahead: Foresight | None = None
    """Where parts are typeset that a saved manuscript will probably want."""

    def put_off(self, task: Callable[[], None]) -> None:
        """Do ``task``, at once or ``later``."""
        if self.later is None:
            task()
        else:
            self.later.append(task)
