"""What happens to one part, in a worker process. Errors come back as values."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import partial
from pathlib import Path

from press.build.timing import OutOfTime, last_resort, time_limit
from press.build.values import Task, Typeset, failed
from press.dataclass import replace
from press.preflight import examine_part
from press.typeset.engine import typeset
from press.values import Pages, Part

SVG = "image/svg+xml"
LITTER = 150_000
"""Objects left over by parts that are swept up together."""
MORE = 4
"""So many times that where parts are lists and forms: they come by the hundred, each is small, and
sweeping takes a sixth of the time for each."""


def work(task: Task) -> Typeset:
    """Typeset a part and compare it with its manuscript."""
    return _swept(_work, task)


def set_pages(task: Task) -> Typeset:
    """Typeset a part; it is for ``compare`` to say whether it shows its manuscript."""
    with last_resort(task.seconds):  # swept up is after the comparison: somebody waits for this
        return _within(_set, task)


def compare(task: Task, pages: Pages) -> Typeset:
    """The same with what the pages show, and with what a comparison with the manuscript finds;
    of the part in ``task`` nothing is needed but its name."""
    return _swept(partial(_compared, pages=pages), task)


def _swept(step: Callable[[Task], Typeset], task: Task) -> Typeset:
    # Sweeping up is part of the work: libraries let go of what they hold then, in C, and where
    # that hangs the worker must end as well.
    with last_resort(task.seconds):
        try:
            return _within(step, task)
        finally:
            # A worker has no collector (see ``loaded``).
            if not gc.isenabled() and gc.get_count()[0] > (LITTER if task.tree else MORE * LITTER):
                gc.collect()


def _within(step: Callable[[Task], Typeset], task: Task) -> Typeset:
    try:
        with time_limit(task.seconds):
            return step(task)
    except OutOfTime:
        return failed(task, "engine-hangs", seconds=f"{task.seconds:g}")
    except Exception as error:  # one bad part must fail only its book, and by name
        return failed(task, "engine-failed", message=f"{type(error).__name__}: {error}"[:300])


def _work(task: Task) -> Typeset:
    done = _set(task)
    return replace(_compared(task, done.pages), pictures=done.pictures)


def _set(task: Task) -> Typeset:
    part, pictures = _printable(task.part)
    pages = typeset(part, task.side, Path(task.fontconfig), tree=task.tree)
    return Typeset(pages, pages.problems, pictures=pictures)


def _compared(task: Task, pages: Pages) -> Typeset:
    if task.source is None:
        found, printed = examine_part(pages.pdf, None, task.part.key, faces=pages.faces)
    else:
        found, printed = examine_part(
            pages.pdf, task.source.text, task.source.path, task.source.role,
            task.audience, pages.faces, edition=task.source.edition,
            files=dict(task.source.files), conversion=task.source.conversion)
    return Typeset(pages, pages.problems + found, printed)


def _printable(part: Part) -> tuple[Part, tuple[tuple[str, bytes], ...]]:
    """``part`` with its pictures as they are printed, and what is to be kept of these."""
    if all(asset.ready or asset.media_type == SVG for asset in part.assets):
        return part, ()
    # Brings all that reads manuscripts with it, which parts without pictures can do without.
    from press.manuscript.rasters import kept_as, printable, to_kept

    made = tuple(map(printable, part.assets))
    return replace(part, assets=made), tuple(
        (key, to_kept(asset, one)) for asset, one in zip(part.assets, made, strict=True)
        if (key := kept_as(asset)))
