"""The copy check of a book that is built, made while other things are done.

Where a file or two are new a worker proofs them while this process joins the pages: it has nothing
else to do then. Where there are more the workers typeset, and this process, which only waits for
them, proofs meanwhile. What was proofed before is known.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path

from press.build.cache import Pieces
from press.build.copy_check import Copy, copies, problems_in, proofed
from press.build.pool import Workers
from press.build.settle import Workshop
from press.build.waivers import waive
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
        self._few = new if 0 < len(new) <= FEW else []
        self._shop = shop
        self._beside: Future[None] | None = None

    def begin_here(self) -> None:
        """This process has time now: let it proof if there is much."""
        if self._beside is None and not self._by_others:
            self._beside = _beside(self._here)

    def begin_there(self) -> None:
        """Workers have time now: let one proof if there is little."""
        if self._beside is None and self._by_others:
            executor = self._by_others(self._shop.jobs)
            self._beside = _beside(partial(self._by_worker, executor, self._few))

    @property
    def _by_others(self) -> Workers | None:
        return self._shop.checkers if self._few and self._shop.jobs > 1 else None

    def problems(self) -> tuple[Problem, ...]:
        """All that is found, in the order of the files; waits for it."""
        if self._beside is not None:
            self._beside.result()
        self._here()
        return waive([one for copy, kept in self._found
                      for one in problems_in(kept or self._new[copy.key])],
                     self._config.waivers if self._config else ())

    def _by_worker(self, executor: Executor, new: Sequence[Copy]) -> None:
        # A worker that died, of this or of anything else, leaves it to this process.
        with suppress(BrokenExecutor):
            for copy, future in [(copy, executor.submit(proofed, copy)) for copy in new]:
                self._keep(copy, future.result())

    def _here(self) -> None:
        for copy, kept in self._found:
            if kept is None and copy.key not in self._new:
                self._keep(copy, proofed(copy))

    def _keep(self, copy: Copy, findings: bytes) -> None:
        self._new[copy.key] = findings
        self._store.put(copy.key, findings)


def _beside(work: Callable[[], None]) -> Future[None]:
    """Do ``work`` in a thread."""
    pool = ThreadPoolExecutor(1)
    try:
        return pool.submit(work)
    finally:
        pool.shutdown(wait=False)
