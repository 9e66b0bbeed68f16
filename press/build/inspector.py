"""The process of ``inspection``: an inspection as JSON in, what is wrong as JSON out."""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path
from typing import Any, cast

from press.build.inspection import Inspected, Inspection, in_order
from press.build.limited import keep_within
from press.dataclass import asdict, replace
from press.values import Place, Problem, has_errors, problem

_HEAD = 1024
"""Bytes that viewers look through for the header of a PDF (ISO 32000-1, implementation note 13)."""


def main() -> None:
    """Read what is asked, look, and say."""
    told: dict[str, Any] = json.load(sys.stdin)
    trim = told.pop("trim_mm")
    asked = Inspection(**told, trim_mm=tuple(trim) if trim else None)
    keep_within(asked.seconds, asked.memory)
    logging.disable(logging.CRITICAL)  # pypdf's asides; what matters it raises
    found = look(asked)
    json.dump({**asdict(found), "problems": [asdict(one) for one in found.problems]},
              sys.stdout)


def look(asked: Inspection) -> Inspected:
    """The file against its order, where it has one, and against a profile."""
    from press.build.orders import order_of
    from press.build.waivers import waive
    from press.preflight.profiles import Asked, ProfileName, check_file

    path = Path(asked.path)
    try:
        pdf = path.read_bytes()
    except FileNotFoundError:
        return Inspected((problem("inspection-missing", Place(asked.path)),))
    except IsADirectoryError:
        return Inspected((problem("inspection-folder", Place(asked.path)),))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        return Inspected((problem("inspection-file", Place(asked.path), reason=reason),))
    if b"%PDF-" not in pdf[:_HEAD]:
        return Inspected((problem("inspection-not-pdf", Place(asked.path), size=len(pdf)),))
    order = order_of(path)
    problems: list[Problem] = _listed(pdf, path, asked.path, order is not None)
    if order is not None:
        problems += waive(_ordered(pdf, order, asked.path), order.waivers)
    profile = asked.profile or ("" if order is not None else "print")
    if profile:
        problems += check_file(pdf, cast(ProfileName, profile), asked.path, Asked(
            asked.trim_mm, cast(Any, asked.bound), asked.multiple_of))
    if not has_errors(problems):
        from press.witness import damage

        problems += [problem("preflight-damaged", Place(asked.path), detail=detail)
                     for detail in damage(pdf)]
    return Inspected(in_order(problems), _count(pdf), order is not None, profile)


def _listed(pdf: bytes, path: Path, name: str, ordered: bool) -> list[Problem]:
    """What the manifest beside a file of ours says of it."""
    from hashlib import sha256

    from press.build.orders import digest_of

    digest = digest_of(path)
    if not digest:
        return []
    found = [] if ordered else [problem("inspection-order", Place(name))]
    if sha256(pdf).hexdigest() != digest:
        found.append(problem("inspection-changed", Place(name)))
    return found


def _ordered(pdf: bytes, order: Any, path: str) -> list[Problem]:
    from press.preflight import DocumentJob, check_document, check_sheets

    found: list[Problem] = []
    job = replace(order.job, path=path)
    if isinstance(job, DocumentJob):
        # Sections are where they were in the file as it was made: here it may be another.
        found += check_document(pdf, replace(job, sections=()))
    else:
        found += check_sheets(pdf, order.faces, job)
    return found


def _count(pdf: bytes) -> int:
    from press.preflight.access import open_strictly

    try:
        return len(open_strictly(pdf).pages)
    except Exception:  # what keeps it from being read has been told
        return 0


if __name__ == "__main__":
    main()
