"""Where tasks run: in this process, or in the workers of an executor."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor, as_completed

from press.build.values import Task, Typeset, failed

FEW = 3
"""So few parts are done sooner here than a worker has started."""

Work = Callable[[Task], Typeset]
Workers = Callable[[int], Executor]
"""Makes an executor of so many workers. Only its ``submit`` and its end are used."""
Done = Callable[[int, Typeset], None]


def processes(count: int) -> Executor:
    """Worker processes on this machine, forked from one that has the libraries loaded."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["press.build.work"])
    return ProcessPoolExecutor(count, mp_context=context)


def run_tasks(tasks: Sequence[Task], jobs: int, done: Done, *, workers: Workers = processes,
              work: Work | None = None) -> None:
    """Do every task; ``done(index, result)`` is called here, in the parent, in any order.

    A worker that dies takes the tasks of all others with it: then what is left is done one by
    one, so that the part that kills its worker is known by name and all others are made.
    """
    if work is None:
        from press.build.work import work as typeset  # brings the engine and the checker with it

        work = typeset
    if jobs <= 1 or len(tasks) <= FEW:
        for index, task in enumerate(tasks):
            done(index, work(task))
        return
    left = set(range(len(tasks)))
    with workers(min(jobs, len(tasks))) as executor:
        _all_at_once(executor, work, tasks, left, done)
    waiting = sorted(left)
    while waiting:
        with workers(1) as executor:
            _one_by_one(executor, work, tasks, waiting, done)


def _all_at_once(executor: Executor, work: Work, tasks: Sequence[Task], left: set[int],
                 done: Done) -> None:
    """Takes out of ``left`` what came to an end, be it good or bad."""
    futures = {}
    try:
        for index in sorted(left):
            futures[executor.submit(work, tasks[index])] = index
    except BrokenExecutor:  # a worker died before all tasks were handed out
        pass
    for future in as_completed(futures):
        try:
            result = future.result()
        except BrokenExecutor:
            continue
        left.discard(futures[future])
        done(futures[future], result)


def _one_by_one(executor: Executor, work: Work, tasks: Sequence[Task], waiting: list[int],
                done: Done) -> None:
    """Takes from the front of ``waiting`` until it is empty or the worker has died."""
    while waiting:
        index = waiting.pop(0)
        try:
            result = executor.submit(work, tasks[index]).result()
        except BrokenExecutor:
            done(index, failed(tasks[index], "engine-died"))
            return
        done(index, result)
