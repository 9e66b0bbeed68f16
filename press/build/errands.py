"""What workers are asked for. Who asks is not kept waiting until all that does it is loaded: the
engine and the checker."""

from __future__ import annotations

from press.build.values import Task, Typeset
from press.values import Pages


def work(task: Task) -> Typeset:
    """See ``work.work``."""
    from press.build import work

    return work.work(task)


def set_pages(task: Task) -> Typeset:
    """See ``work.set_pages``."""
    from press.build import work

    return work.set_pages(task)


def compare(task: Task, pages: Pages) -> Typeset:
    """See ``work.compare``."""
    from press.build import work

    return work.compare(task, pages)
