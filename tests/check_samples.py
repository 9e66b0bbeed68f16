"""What is checked, and which sections are looked through, while books are built in tests."""

from __future__ import annotations

from typing import Any

import pytest

from press.build import make
from press.preflight import DocumentJob, sections
from press.values import Problem


def files_checked(patch: pytest.MonkeyPatch) -> list[tuple[bytes, DocumentJob]]:
    """Every file that is checked from now on, with its job."""
    seen: list[tuple[bytes, DocumentJob]] = []
    real = make.check

    def check(pdf: bytes, job: DocumentJob, *others: Any) -> tuple[Problem, ...]:
        seen.append((pdf, job))
        return real(pdf, job, *others)

    patch.setattr(make, "check", check)
    return seen


def sections_looked_at(patch: pytest.MonkeyPatch) -> list[int]:
    """The first pages of all sections that are looked through from now on."""
    looked: list[int] = []
    real = sections._found

    def found(facts: Any, *others: Any) -> Any:
        looked.append(facts.first)
        return real(facts, *others)

    patch.setattr(sections, "_found", found)
    return looked
