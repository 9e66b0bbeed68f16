"""tests/cases/<code>/case.toml of what imposition says of a PDF and of what is wished of it.

``[[pages]]`` describes the PDF (case_pages), ``[[faults]]`` are made in it (case_faults), and
``[wishes]`` are fields of the job.
"""

from __future__ import annotations

import pytest
from case_faults import spoilt
from case_files import assert_told, codes_of, having, load
from case_pages import described

from press.imposition import Creep, Job
from press.imposition.impose import impose


@pytest.mark.parametrize("code", having("case.toml", codes_of("imposition")))
def test_each_fault_is_told(code: str) -> None:
    case = load(code)
    wishes = dict(case.get("wishes", {}))
    if "creep" in wishes:
        wishes["creep"] = Creep(**wishes["creep"])
    wishes = {name: tuple(wish) if isinstance(wish, list) else wish
              for name, wish in wishes.items()}
    pdf, imposition, problems = impose(
        spoilt(described(case["pages"]), case.get("faults", ())), Job(**wishes), name="a.pdf")
    assert_told(code, problems, case["problems"])
    refused = any(p.severity == "error" for p in problems)
    assert refused == (imposition is None) == (pdf == b"")


def test_without_its_fault_a_document_is_imposed_in_silence() -> None:
    pages = [{"count": 4, "width": 148, "height": 210}]
    _, imposition, problems = impose(described(pages), Job())
    assert imposition is not None
    assert problems == ()
