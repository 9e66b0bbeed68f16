"""Is my copy current? What the ledger and the last build know of a code."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from press.build.store import MANIFEST
from press.dataclass import dataclass
from press.ledger import Ledger, plain_code
from press.ledger.records import Kept
from press.values import Place, Problem, problem

State = Literal["current", "superseded", "cancelled", "built", "numbered"]
_NUMBERED = re.compile(r"(.*\S)\s*[-—–－#№]\s*(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of a copy."""

    code: str
    state: State
    """``built``: made, and not recorded as given out."""
    facts: tuple[tuple[str, str], ...]
    """Name of a fact and its value: lecture, kind, path, distribution, date, copy, …"""
    pages: tuple[int, ...] = ()
    """Of a superseded copy: pages of its file that are different now."""


def look_up(code: str, ledger: Ledger | None,
            output: Path) -> tuple[Answer | None, tuple[Problem, ...]]:
    """The answer, or why there is none. ``output``: the folder of the book's packets."""
    number = ""
    plain = plain_code(code)
    if plain is None and (found := _NUMBERED.fullmatch(code.strip())):
        plain, number = plain_code(found[1]), found[2]
    if plain is None:
        return None, (problem("ledger-code-form", value=code[:40]),)
    if ledger is not None:
        answer = _known(plain, number, ledger)
        if answer is not None:
            return answer, ()
    for one in _built(output):
        if one.get("code") == plain:
            return Answer(plain, "built", tuple(
                (name, str(one[name])) for name in ("lecture", "lecturer", "kind", "path", "copies")
                if one.get(name))), ()
    return None, (problem("ledger-code-unknown", Place("ledger/ledger.sqlite"), value=plain),)


def _known(code: str, number: str, ledger: Ledger) -> Answer | None:
    found = ledger.find(code)
    for run in found.runs:
        if number and not run.first <= int(number) <= run.last:
            continue
        later = [one for one in ledger.runs_of(run.document) if one.digest != run.digest
                 and one.date >= run.date and one.code != run.code]
        facts = [("document", run.document), ("copies", f"{run.first}–{run.last}"),
                 ("date", run.date.isoformat()), ("holder", run.holder), ("copy", number)]
        return Answer(code, "superseded" if later else "numbered",
                      tuple((k, v) for k, v in facts if v))
    if not found.distributions or found.newest is None:
        return None
    given, kept = found.distributions[-1]
    facts = [("lecture", kept.lecture), ("lecturer", _name(given.lecturers, kept.lecturer)),
             ("kind", kept.kind), ("path", kept.path), ("copies", str(kept.copies)),
             ("distribution", f"{given.number} {given.name}"), ("date", given.date.isoformat())]
    if found.latest is None:
        return Answer(code, "cancelled", tuple(facts))
    if found.latest.code == code:
        return Answer(code, "current", tuple(facts))
    facts += [("now", found.latest.code),
              ("replaced", f"{found.newest.number} {found.newest.name}")]
    return Answer(code, "superseded", tuple(facts), _different(kept, found.latest))


def _different(old: Kept, new: Kept) -> tuple[int, ...]:
    return tuple(n for n, digest in enumerate(old.digests, 1)
                 if n > len(new.digests) or new.digests[n - 1] != digest)


def _name(lecturers: tuple[Any, ...], number: str) -> str:
    return next((one.name for one in lecturers if one.number == number), number)


def _built(output: Path) -> list[Mapping[str, Any]]:
    try:
        files = json.loads((output / MANIFEST).read_text("utf-8"))["files"]
        return [one for one in files if isinstance(one, dict)]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return []
