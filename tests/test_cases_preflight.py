"""tests/cases/<code>/case.toml of what preflight finds in finished PDFs.

``document`` names a good one: ``reading`` or ``print`` of three pages, ``booklet`` (the sheets of
eight ``pages``, or of fewer), or ``part`` (set from ``body``, with its ``manuscript``). The
``[[slips]]`` of a booklet are made in its plan (case_booklets), ``[[faults]]`` in the finished
PDF (case_faults), ``[[sheet]]`` in the imposed one; ``[job]`` is what is ordered otherwise.
"""

from __future__ import annotations

import preflight_sample as sample
import pytest
from case_booklets import impose, job, saddle, with_slips
from case_faults import spoilt
from case_files import Case, assert_told, codes_of, having, load

from press.dataclass import replace
from press.preflight import check_booklet, check_document, check_part
from press.values import Problem

DOCUMENTS = {"reading": (sample.reading, sample.reading_job),
             "print": (sample.printed, sample.print_job)}


def problems_of(case: Case) -> tuple[Problem, ...]:
    """All that preflight says of the document of a case."""
    faults, kind = case.get("faults", ()), case["document"]
    if kind == "part":
        return check_part(spoilt(sample.part(case["body"]), faults), case["manuscript"],
                          "stories/01.md")
    if kind == "booklet":
        count = case.get("pages", 8)
        source = sample.pages(count)
        sheets = with_slips(saddle(count), case.get("slips", ()))
        imposed = spoilt(impose(spoilt(source, faults), sheets), case.get("sheet", ()))
        return check_booklet(imposed, source, replace(job(count), **case.get("job", {})))
    pdf, ordered = DOCUMENTS[kind]
    return check_document(spoilt(pdf(), faults), replace(ordered(), **case.get("job", {})))


@pytest.mark.parametrize("code", having("case.toml", codes_of("preflight")))
def test_each_fault_is_told(code: str) -> None:
    case = load(code)
    assert_told(code, problems_of(case), case["problems"])


@pytest.mark.parametrize("document", ["reading", "print", "booklet", "part"])
def test_without_its_fault_each_document_is_good(document: str) -> None:
    body = {"body": "<h1>题</h1><p>文</p>", "manuscript": "# 题\n\n文\n"}
    assert problems_of({"document": document, **body}) == ()
