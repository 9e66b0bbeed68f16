"""tests/cases/<code>/case.toml of proofs: see ``galley_samples.carry_out`` for ``[[steps]]``.

``toml``: the book.toml, if not that of the sample.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from case_files import assert_told, codes_of, having, load
from galley_samples import TOML, book, carry_out


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all cases: what is typeset for one need not be again for the next."""
    return tmp_path_factory.mktemp("out")


@pytest.mark.parametrize("code", having("case.toml", codes_of("galley")))
def test_each_fault_is_told(code: str, tmp_path: Path, output: Path) -> None:
    case = load(code)
    folder = book(tmp_path / "book", case.get("toml", TOML))
    result = carry_out(folder, output, case["steps"])
    assert_told(code, result.problems, case["problems"])
