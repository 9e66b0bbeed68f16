"""The copy check of a book that is built, made while other things are done.

Where a file or two are new a worker proofs them while this process joins the pages: it has nothing
else to do then. Where there are more, a process of its own proofs them from the beginning, while
this one reads them as a book: those that typeset have nothing to do yet, but what proofs a text
would stay in their memory. Where all is done by one process, each waits for the other. What was
proofed before is known.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Lock

from press.build.aside import aside
from press.build.cache import Pieces
from press.build.copy_check import Copy, copies, problems_in, proofed
from press.build.pool import Workers
from press.build.waivers import waive
from press.build.workshop import Workshop
from press.config import load_book_config
from press.values import Problem

FEW = 2
"""Files that a worker proofs."""


class Proofing:
    """What becomes of the files of a book that are new, and of the others."""

    def __init__(self, folder: Path, shop: Workshop) -> None:
        """Look at the files of the book in ``folder``."""
        self._store = Pieces(shop.cache)
        self._config, _ = load_book_config(folder)
        found = tuple(copies(folder, self._config)) if self._config else ()
        self._found = [(copy, self._store.get(copy.key)) for copy in found]
        new = [copy for copy, kept in self._found if kept is None]
        self._new: dict[str, bytes] = {}
        self._beside: Future[None] | None = None
        self._few: Callable[[], None] | None = None
        self._lock = Lock()
        self._closed = not new
        if not new or shop.jobs < 2:
            return
        if len(new) > FEW and shop.apart is not None:
            self._begin(partial(self._by_process, shop.apart, new))
        elif len(new) <= FEW and shop.checkers is not None:
            self._few = partial(self._by_worker, partial(shop.checkers, shop.jobs), new)

    def begin_here(self) -> None:
        """This process has time now: let it proof what no other will."""
        if self._few is None:
            self._begin(self._here)

    def begin_there(self) -> None:
        """Workers have time now: let one proof if there is little."""
        if self._few is not None:
            self._begin(self._few)

    def _begin(self, work: Callable[[], None]) -> None:
        """In a thread, unless somebody is at it or it is too late."""
        with self._lock:
            if self._beside is None and not self._closed:
                self._beside = aside(work)

    def problems(self) -> tuple[Problem, ...]:
        """All that is found, in the order of the files; waits for it."""
        with self._lock:
            self._closed = True
        if self._beside is not None:
            self._beside.result()
        self._here()
        return waive([one for copy, kept in self._found
                      for one in problems_in(kept or self._new[copy.key])],
                     self._config.waivers if self._config else ())

    def _by_process(self, processes: Workers, new: Sequence[Copy]) -> None:
        with suppress(OSError), processes(1) as executor:  # there may be too many already
            self._by_worker(lambda: executor, new)

    def _by_worker(self, lent: Callable[[], Executor], new: Sequence[Copy]) -> None:
        # A worker that died, of this or of anything else, leaves it to this process.
        with suppress(BrokenExecutor):
            executor = lent()
            for copy, future in [(copy, executor.submit(proofed, copy)) for copy in new]:
                self._keep(copy, future.result())

    def _here(self) -> None:
        for copy, kept in self._found:
            if kept is None and copy.key not in self._new:
                self._keep(copy, proofed(copy))

    def _keep(self, copy: Copy, findings: bytes) -> None:
        self._new[copy.key] = findings
        self._store.put(copy.key, findings)
