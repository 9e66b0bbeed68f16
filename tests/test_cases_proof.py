"""tests/cases/<code>/ of the copy check: texts that break a rule, at which places, and texts
that keep it. ``[config]`` is what book.toml says in ``[proof]``."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from case_files import codes_of, load

from press.config.proof_model import ProofConfig
from press.messages import Lang, hint, message
from press.proof import proof
from press.values import Problem


def frozen(value: Any) -> Any:
    """Arrays as tuples, as strict models want them."""
    if isinstance(value, dict):
        return {k: frozen(v) for k, v in value.items()}
    return tuple(map(frozen, value)) if isinstance(value, list) else value


def found(code: str, text: str, lang: str = "zh-Hans") -> list[Problem]:
    case = load(code)
    config = ProofConfig.model_validate(frozen(case.get("config", {})))
    problems = proof("a.md", text, lang, config, case.get("glossary", ())).problems
    return [p for p in problems if p.code == code]


@pytest.mark.parametrize("code", codes_of("proof"))
def test_bad_texts_are_told_at_their_places_and_good_ones_are_not(code: str) -> None:
    case = load(code)
    assert case["bad"] and case["good"]
    for bad in case["bad"]:
        problems = found(code, bad["text"])
        assert [[p.line, p.column] if p.line else [] for p in problems] == bad["at"]
        for problem in problems:
            for lang in get_args(Lang):
                assert "{" not in message(problem, lang) + hint(problem, lang)
                assert message(problem, lang) and hint(problem, lang)
    for good in case["good"]:
        assert found(code, good["text"]) == []
