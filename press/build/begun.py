"""A part whose pages are there before its text has been compared with the manuscript."""

from __future__ import annotations

from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import suppress
from threading import Lock
from typing import Any

from press.build.errands import compare, set_pages
from press.build.pool import Workers, run_tasks
from press.build.values import Task, Typeset
from press.dataclass import dataclass, field, replace


def begin(task: Task, workers: Workers) -> Begun | None:
    """Give ``task`` to one of ``workers``, which must outlive those who are done with them (see
    ``pool.kept_open``); None where they are lost."""
    with suppress(BrokenExecutor), workers(1) as executor:
        begun = Begun(task, executor, workers, executor.submit(set_pages, task))
        begun.first.add_done_callback(begun.compare)
        return begun
    return None


@dataclass(frozen=True, slots=True)
class Begun:
    """A part that a worker has been given: first it is typeset, then compared."""

    task: Task
    executor: Executor
    workers: Workers
    first: Future[Typeset]
    second: list[Future[Typeset]] = field(default_factory=list)
    """The comparison, as soon as there are pages."""
    again: list[Typeset] = field(default_factory=list)
    """All of it, where that had to be done once more."""
    lock: Any = field(default_factory=Lock)
    """Whoever waits for the pages may be there before what is called when they are."""

    def pages(self) -> Typeset:
        """The pages, and what is wrong with them; not what the comparison finds."""
        with suppress(BrokenExecutor, CancelledError):
            return self.first.result()
        return self._anew()

    def whole(self) -> Typeset:
        """All of it."""
        with suppress(BrokenExecutor, CancelledError):
            first = self.first.result()
            if not first.pages.count:
                return first
            self.compare(self.first)
            if self.second:
                return self.second[0].result()
        return self._anew()

    def compare(self, first: Future[Typeset]) -> None:
        """Let a worker compare what has been typeset."""
        if first.cancelled() or first.exception() is not None:
            return
        pages = first.result().pages
        bare = replace(self.task, part=replace(self.task.part, html="", styles=(), assets=()))
        with self.lock, suppress(BrokenExecutor, RuntimeError):  # is done anew
            if pages.count and not self.second:
                self.second.append(self.executor.submit(compare, bare, pages))

    def _anew(self) -> Typeset:
        """A worker has died: the task is done once more, and is named if that was its fault."""
        if not self.again:
            run_tasks([self.task], 1, lambda _, done: self.again.append(done),
                      workers=self.workers)
        return self.again[0]
