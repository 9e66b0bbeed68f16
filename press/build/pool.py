"""Where tasks run: in the workers of an executor, be they here, beside, or far away."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    as_completed,
    wait,
)
from contextlib import contextmanager
from multiprocessing import forkserver
from threading import Lock, Thread
from typing import Any

from press.build import errands
from press.build.timing import GRACE
from press.build.values import Task, Typeset, failed, nothing
from press.values import Problem

LAST = 8
"""Tasks for each worker that wait for others to go before them; of many tasks one in so many, for
what is asked for on the way grows with the book."""
OPENINGS = 3
"""How often an executor is opened for a task that none of them took."""

Work = Callable[[Task], Typeset]
Workers = Callable[[int], Executor]
"""Makes an executor of so many workers. Only its ``submit`` and its end are used."""
Done = Callable[[int, Typeset], None]


class WorkersLost(BrokenExecutor):
    """There is nowhere left to run anything: what is not done stays so."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


class NotTaken(BrokenExecutor):
    """A worker could not do a task yet: it can be handed out again."""


def processes(count: int) -> Executor:
    """Worker processes on this machine, forked from one that has the libraries loaded."""
    warm()
    return ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("forkserver"),
                               initializer=_end_with_parent)


def _end_with_parent() -> None:
    """Workers of a build that was killed would wait for work for ever: each holds the pipes of the
    others open, and that of the process that they are forked from."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        Thread(target=_outlive, args=(parent.join,), daemon=True).start()


def _outlive(join: Callable[[], object]) -> None:
    join()
    os._exit(1)


def warm(*more: str) -> None:
    """Let the process that workers are forked from load the libraries, while this one goes on, and
    before them ``more`` modules that its work needs."""
    multiprocessing.get_context("forkserver").set_forkserver_preload(
        [*more, "press.build.loaded"])
    forkserver.ensure_running()


class InProcess(Executor):
    """Does everything in this process, at once. A part that hangs in a library hangs it."""

    def __init__(self, count: int = 1) -> None:
        """Like any that is made for so many workers."""
        self.count = count

    def submit(self, fn: Callable[..., Any], /, *args: Any) -> Future[Any]:  # type: ignore[override]
        """Done when it returns."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args))
        except Exception as error:
            future.set_exception(error)
        return future


@contextmanager
def kept_open(workers: Workers, count: int) -> Iterator[Workers]:
    """Inside, the same executor of ``count`` workers whenever one is asked for; another only
    after it has broken. It is opened when it is first wanted and closed at the end."""
    lent: list[_Lent] = []
    lock = Lock()  # threads ask, too

    def lend(_count: int) -> Executor:
        with lock:
            if not lent or lent[-1].broken:
                lent.append(_Lent(workers(count)))
            return lent[-1]

    try:
        yield lend
    finally:
        for one in lent:
            one.executor.shutdown()


class _Lent(Executor):
    """An executor that outlives those who are done with it."""

    def __init__(self, executor: Executor) -> None:
        self.executor = executor
        self.broken = False

    def submit(self, fn: Callable[..., Any], /, *args: Any) -> Future[Any]:  # type: ignore[override]
        """As any executor."""
        try:
            future = self.executor.submit(fn, *args)
        except BrokenExecutor:
            self.broken = True
            raise
        future.add_done_callback(self._look)
        return future

    def _look(self, future: Future[Any]) -> None:
        if not future.cancelled() and isinstance(future.exception(), BrokenExecutor):
            self.broken = True

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Nothing: others come."""


def run_tasks(tasks: Sequence[Task], jobs: int, done: Done, *, workers: Workers = processes,
              work: Work | None = None, handed: Callable[[], None] | None = None,
              more: Callable[[], Sequence[Task]] | None = None) -> None:
    """Do every task; ``done(index, result)`` is called here, in the parent, in any order, and
    ``handed`` once, when workers have enough to do: this process has time then. After each task
    ``more`` is asked for others, until it gives any (and again, where another executor had to be
    opened); they get the next indices and go before the last of ``tasks``.

    A worker that dies takes the tasks of all others with it: then what is left is done one by
    one, so that the part that kills its worker is known by name and all others are made.
    """
    if not tasks:
        return
    tasks = list(tasks)
    work = work or errands.work
    left = set(range(len(tasks)))
    for _ in range(OPENINGS):
        with workers(min(jobs, len(tasks))) as executor:
            again = _all_at_once(executor, work, tasks, left, done, handed,
                                 max(LAST * jobs, len(tasks) // LAST), more)
            handed = None
        if not again:
            break
    nowhere: Problem | None = None
    for index in sorted(left):
        if nowhere is None:
            try:
                done(index, _alone(workers, work, tasks[index]))
                continue
            except WorkersLost as lost:
                nowhere = lost.problem
        done(index, nothing(tasks[index], nowhere))


def _all_at_once(executor: Executor, work: Work, tasks: list[Task], left: set[int], done: Done,
                 handed: Callable[[], None] | None, last: int,
                 more: Callable[[], Sequence[Task]] | None) -> bool:
    """Takes out of ``left`` what came to an end, be it good or bad; whether it is worth while to
    hand out the rest at once again. So many of the ``last`` wait for ``more``, for as long as
    others are not done."""
    futures: dict[Future[Typeset], int] = {}
    waiting = deque(sorted(left))
    again = False

    def take(future: Future[Typeset]) -> None:
        nonlocal again, more
        index = futures.pop(future)
        try:
            result = future.result()
        except BrokenExecutor as error:
            again |= isinstance(error, NotTaken)
            return
        left.discard(index)
        done(index, result)
        others = more() if more is not None else ()
        if others:
            more = None
            numbers = range(len(tasks), len(tasks) + len(others))
            tasks.extend(others)
            left.update(numbers)
            waiting.extendleft(reversed(numbers))

    while waiting or futures:
        try:
            while waiting and (more is None or len(waiting) > last or len(futures) < last):
                future = executor.submit(work, tasks[waiting[0]])
                futures[future] = waiting.popleft()
                if future.done():  # in this process it is, and whoever waits sees how it goes on
                    take(future)
        except BrokenExecutor:  # a worker died before all tasks were handed out
            waiting.clear()
        if handed is not None:
            handed()
            handed = None
        # To wait for the first of many takes the longer the more there are.
        first = wait(futures, return_when=FIRST_COMPLETED).done if waiting or more is not None \
            else as_completed(list(futures))
        for future in first:
            take(future)  # none outlives what is done with its result
    return again


def _alone(workers: Workers, work: Work, task: Task) -> Typeset:
    """One task while no other runs: if a worker dies now, it is known of what."""
    for _ in range(OPENINGS):
        with workers(1) as executor:
            begun = time.monotonic()
            try:
                future = executor.submit(work, task)
            except WorkersLost:
                raise
            except BrokenExecutor:  # of what came before: this task never ran
                continue
            try:
                return future.result()
            except WorkersLost:
                raise
            except NotTaken:
                continue
            except BrokenExecutor:
                return ended(task, time.monotonic() - begun)
    return failed(task, "engine-died")


def ended(task: Task, seconds: float) -> Typeset:
    """What is told of a task whose process ended after so many seconds: by its own exit timer,
    or of something else."""
    if 0 < task.seconds <= seconds - GRACE / 2:
        return failed(task, "engine-hangs", seconds=f"{task.seconds:g}")
    return failed(task, "engine-died")
