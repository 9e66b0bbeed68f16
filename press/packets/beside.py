"""Work that goes on while the workers are busy with something else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from typing import TypeVar

from press.build.settle import Workshop

T = TypeVar("T")


@contextmanager
def beside(work: Callable[[Workshop], T], shop: Workshop) -> Iterator[Callable[[], T]]:
    """Inside, ``work`` goes on in a thread that hands out to the same workers; what is given waits
    for what comes of it. Where the work is done in this process it is done when it is asked for:
    the engine is not made for two threads, and a time limit needs the first."""
    quiet = replace(shop, progress=lambda *_: None)
    if shop.jobs < 2 or shop.checkers is None:
        yield cache(lambda: work(quiet))
        return
    with ThreadPoolExecutor(1) as thread:
        yield thread.submit(work, quiet).result
