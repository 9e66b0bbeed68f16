"""What this process does for a document while workers typeset it.

What makes files takes a while to load, and so do pictures; and what the join begins with can be
done for each part that is typeset while others are not. All of it is done in one thread, one thing
after the other: two would only hinder each other.
"""

from __future__ import annotations

from contextlib import suppress
from queue import SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING

from press.build.cache import Pieces
from press.build.plan import Document
from press.build.workshop import Workshop
from press.values import Pages, Part

if TYPE_CHECKING:
    from press.assembly.pieces import Extracts


class Meanwhile:
    """Of one document."""

    def __init__(self, document: Document, shop: Workshop) -> None:
        """Nothing is begun yet."""
        self.extracts: Extracts = {}
        """For ``make``: parts that have been taken apart."""
        self._document = document
        self._shop = shop
        self._typeset: SimpleQueue[tuple[Part, Pages] | None] = SimpleQueue()
        self._over = Event()
        self._thread: Thread | None = None

    def begin(self) -> None:
        """This process has nothing else to do. It may be said again."""
        if self._thread is None:
            self._thread = Thread(target=self._do)
            self._thread.start()

    def add(self, part: Part, pages: Pages) -> None:
        """A part has been typeset."""
        self._typeset.put((part, pages))

    def end(self) -> None:
        """This process goes on; waits for the one thing that is begun."""
        self._over.set()
        self._typeset.put(None)
        if self._thread is not None:
            self._thread.join()

    def _do(self) -> None:
        # Whatever goes wrong here goes wrong again where it is needed, and is told there.
        with suppress(Exception):
            self._load()
        if not self._over.is_set():
            self._shop.while_waiting()
        with suppress(Exception):
            self._take_apart()

    def _load(self) -> None:
        import press.build.make  # noqa: F401
        from press.assembly.pieces import last_shared

        store = Pieces(self._shop.cache)
        store.read_ahead(last_shared(self._document.composition.title, store,
                                     screen=self._document.kind != "print"), self._over.is_set)

    def _take_apart(self) -> None:
        from press.build.make import taking_apart

        take_apart = taking_apart(self._document, self._shop, self.extracts)
        while not self._over.is_set() and (one := self._typeset.get()) is not None:
            take_apart(*one)
