"""tests/cases/<code>/ as the runners (test_cases_*.py) read them.

The case of a problem that a book has is that book, with ``expected.json``. Any other is one
file, ``case.toml``: what to make, what to spoil, and ``[[problems]]``, which must be all that is
told, in order. Of a problem are given its code and where it is told (path, line, column, page);
``args``, if any, are the values that matter for the reader.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from press.messages import Lang, hint, message
from press.values import Problem

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests/cases"
WHERE = ("path", "line", "column", "page")

Case = Mapping[str, Any]


def codes_of(*rooms: str) -> list[str]:
    """The problem codes in the catalogues of some rooms; of all for none."""
    folder = ROOT / "press/messages"
    names = rooms or sorted(path.stem for path in folder.glob("*.toml"))
    return [code for name in names
            for code, entry in tomllib.loads((folder / f"{name}.toml").read_text("utf-8")).items()
            if "severity" in entry]


def having(file: str, codes: Iterable[str]) -> list[str]:
    """Those of the codes whose case holds ``file`` (test_cases_all sees that each has one)."""
    return [code for code in codes if (CASES / code / file).is_file()]


def load(code: str) -> Case:
    """The case.toml of a code."""
    return tomllib.loads((CASES / code / "case.toml").read_text("utf-8"))


def expected_of_book(code: str) -> Case:
    """The expected.json of a code."""
    case: Case = json.loads((CASES / code / "expected.json").read_text("utf-8"))
    return case


def assert_told(code: str, problems: Sequence[Problem], expected: Sequence[Case],
                places: Mapping[str, str] | None = None) -> None:
    """``problems`` are just the ``expected`` ones, ``code`` among them, and each can be said.

    ``places``: what stands for folders of this machine in what is expected, by its name in
    braces, such as ``{here}``.
    """
    def on_this_machine(value: str) -> str:
        for name, folder in (places or {}).items():
            value = value.replace(f"{{{name}}}", folder)
        return value

    found = [{"code": p.code} | {k: getattr(p, k) for k in WHERE if getattr(p, k) is not None}
             for p in problems]
    assert found == [{k: v for k, v in one.items() if k != "args" and v is not None}
                     for one in expected]
    assert code in {one["code"] for one in expected}
    for problem, one in zip(problems, expected, strict=True):
        args = dict(problem.args)
        wanted = {k: on_this_machine(str(v)) for k, v in one.get("args", {}).items()}
        assert {k: args[k] for k in wanted} == wanted
        for lang in get_args(Lang):
            assert message(problem, lang).strip()
            assert hint(problem, lang).strip()
