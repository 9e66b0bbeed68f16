"""Work that goes on while the workers are busy with something else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from typing import Protocol, TypeVar

from press.build.workshop import Workshop

T = TypeVar("T")


class Later(Protocol):
    """Takes work that is to go on; gives what waits for what comes of it."""

    def __call__(self, work: Callable[[], T]) -> Callable[[], T]: ...


@contextmanager
def beside(shop: Workshop) -> Iterator[Later]:
    """Inside, work goes on in a thread that hands out to the workers of ``shop``, one after the
    other. Where they are this process, work is done when it is asked for: the engine is not made
    for two threads, and a time limit needs the first."""
    if shop.jobs < 2 or shop.checkers is None:
        yield lambda work: cache(work)
        return
    with ThreadPoolExecutor(1) as thread:
        yield lambda work: thread.submit(work).result
