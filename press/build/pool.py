"""Where tasks run: in this process, or in worker processes."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool

from press.build.values import Task, Typeset
from press.values import Pages, Place, problem

FEW = 3
"""So few parts are done sooner here than a worker has started."""

Done = Callable[[int, Typeset], None]


def run_tasks(tasks: Sequence[Task], jobs: int, done: Done) -> None:
    """Do every task; ``done(index, result)`` is called here, in the parent, in any order."""
    from press.build.work import work  # imports WeasyPrint's surroundings: only when needed

    if jobs <= 1 or len(tasks) <= FEW:
        for index, task in enumerate(tasks):
            done(index, work(task))
        return
    left = set(range(len(tasks)))
    with _workers(min(jobs, len(tasks))) as executor:
        _submit(executor, work, tasks, left, done)
    for index in sorted(left):  # the pool broke: one at a time, to know which part it was
        with _workers(1) as executor:
            _submit(executor, work, tasks, left & {index}, done)
            if not _finished(index, left, tasks, done):
                left.discard(index)


def _workers(count: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["press.build.work"])
    return ProcessPoolExecutor(count, mp_context=context)


def _submit(executor: Executor, work: Callable[[Task], Typeset], tasks: Sequence[Task],
            left: set[int], done: Done) -> None:
    futures = {executor.submit(work, tasks[index]): index for index in sorted(left)}
    for future in as_completed(futures):
        try:
            result = future.result()
        except BrokenProcessPool:
            continue
        left.discard(futures[future])
        done(futures[future], result)


def _finished(index: int, left: set[int], tasks: Sequence[Task], done: Done) -> bool:
    """Whether the task ended by itself; if its worker died, say so in its place."""
    part = tasks[index].part
    if index not in left:
        return True
    place = Place(part.source) if part.source else None
    fault = problem("engine-failed", place, part=part.key, message="the worker process died")
    done(index, Typeset(Pages(part.key, b"", 0, (0, 0), 0, (), (), ()), (fault,)))
    return False
