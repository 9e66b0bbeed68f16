"""What is checked, and which sections are looked through, while books are built in tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from press.build import make, typesetting
from press.build.values import Task
from press.preflight import DocumentJob, sections


def noting(patch: pytest.MonkeyPatch, owner: Any, name: str, note: Callable[..., object]) -> None:
    """From now on ``note`` is called with whatever ``owner.name`` is called with."""
    real = getattr(owner, name)

    def noted(*given: Any, **named: Any) -> Any:
        note(*given, **named)
        return real(*given, **named)

    patch.setattr(owner, name, noted)


def files_checked(patch: pytest.MonkeyPatch) -> list[tuple[bytes, DocumentJob]]:
    """Every file that is checked from now on, with its job."""
    seen: list[tuple[bytes, DocumentJob]] = []
    noting(patch, make, "check", lambda pdf, job, *_: seen.append((pdf, job)))
    return seen


def sections_looked_at(patch: pytest.MonkeyPatch) -> list[int]:
    """The first pages of all sections that are looked through from now on."""
    looked: list[int] = []
    noting(patch, sections, "_found", lambda facts, *_: looked.append(facts.first))
    return looked


def tasks_handed_out(patch: pytest.MonkeyPatch) -> list[Task]:
    """Everything that is to be typeset from now on, but for what is begun one by one."""
    seen: list[Task] = []
    noting(patch, typesetting, "run_tasks", lambda tasks, *_, **__: seen.extend(tasks))
    return seen
