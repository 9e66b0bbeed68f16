"""What happens to one part, in a worker process. Errors come back as values."""

from __future__ import annotations

from pathlib import Path

from press.build.values import Task, Typeset
from press.preflight import check_part
from press.typeset.engine import typeset
from press.values import Pages, Place, problem


def work(task: Task) -> Typeset:
    """Typeset a part and compare it with its manuscript."""
    try:
        pages = typeset(task.part, task.side, Path(task.fontconfig))
    except Exception as error:  # one bad part must fail only its book, and by name
        place = Place(task.part.source) if task.part.source else None
        fault = problem("engine-failed", place, part=task.part.key,
                        message=f"{type(error).__name__}: {error}"[:300])
        return Typeset(Pages(task.part.key, b"", 0, (0, 0), 0, (), (), ()), (fault,))
    problems = pages.problems
    if task.source is not None:
        problems += check_part(pages.pdf, task.source.text, task.source.path, task.source.role,
                               task.audience)
    return Typeset(pages, problems)
