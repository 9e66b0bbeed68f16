"""What checks find, and how it becomes problems: the same fault on many pages is one problem."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from press.values import Place, Problem, problem


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault as a check meets it."""

    code: str
    page: int | None = None
    """Index from 0."""
    args: tuple[tuple[str, str], ...] = ()


def found(code: str, page: int | None = None, **args: object) -> Finding:
    """A finding of a catalogued code."""
    return Finding(code, page, tuple((key, str(value)) for key, value in args.items()))


def guarded(name: str, check: Callable[[], Iterable[Finding]]) -> list[Finding]:
    """All findings of a check; a crash or a limit of the reader is a finding too."""
    findings: list[Finding] = []
    try:
        for finding in check():
            findings.append(finding)  # one by one: those before a crash are kept
    except Exception as error:  # whatever a damaged file provokes means: not passed
        findings.append(_failed(name, error))
    return findings


def _failed(name: str, error: Exception) -> Finding:
    reason = f"{type(error).__name__}: {error}".split("\n", 1)[0][:200]
    return found("pdf-check-failed", check=name, reason=reason)


def as_problems(findings: Iterable[Finding], path: str) -> tuple[Problem, ...]:
    """Problems in the order of their first finding; pages of equal findings are gathered."""
    pages: dict[tuple[str, tuple[tuple[str, str], ...]], set[int]] = {}
    for finding in findings:
        seen = pages.setdefault((finding.code, finding.args), set())
        if finding.page is not None:
            seen.add(finding.page)
    place = Place(path) if path else None
    return tuple(
        problem(code, place, page=min(seen) + 1 if seen else None, **dict(args),
                **({"pages": page_list(seen)} if seen else {}))
        for (code, args), seen in pages.items())


def page_list(pages: Iterable[int]) -> str:
    """Indices from 0 as a reader counts pages, runs drawn together: ``1–3, 7``."""
    runs: list[list[int]] = []
    for page in sorted(pages):
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return ", ".join(f"{a + 1}" if a == b else f"{a + 1}–{b + 1}" for a, b in runs)
