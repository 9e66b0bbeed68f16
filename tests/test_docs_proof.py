"""docs/proof: every rule is in it, its settings are read, its marks and commands are known."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from test_cases_proof import frozen

from press.config.proof_model import ProofConfig
from press.messages import catalogue
from press.proof import proof

DOCS = Path(__file__).parents[1] / "docs"
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(params=["proof.zh.md", "proof.md"])
def paper(request: pytest.FixtureRequest) -> str:
    return (DOCS / request.param).read_text("utf-8")


def blocks(paper: str, kind: str) -> list[str]:
    return [text for name, text in _BLOCK.findall(paper) if name == kind]


def test_every_rule_is_listed_with_its_number(paper: str) -> None:
    table = paper.split("<!-- rules -->")[1].split("<!-- /rules -->")[0]
    listed = {(code, number) for number, code in re.findall(r"^\| (\d+) \| `([a-z0-9-]+)` ", table,
                                                            re.MULTILINE)}
    assert listed == {(c, e["rule"]) for c, e in catalogue().items() if "rule" in e}


def test_the_figures_are_there_and_good_enough(paper: str) -> None:
    table = paper.split("<!-- figures -->")[1].split("<!-- /figures -->")[0]
    rows = re.findall(r"^\| (\S+) \| (\d+) \| (\d+) \| ([\d.]+) \|", table, re.MULTILINE)
    assert all(int(faults) >= 10 for _, faults, _, _ in rows)
    assert float(rows[-1][3]) >= 0.97
    assert {int(r[0]) for r in rows[:-1]} == set(range(1, 48)) - {2, 10, 41, 43}


def test_the_settings_are_read(paper: str) -> None:
    config = ProofConfig.model_validate(frozen(tomllib.loads("\n".join(
        blocks(paper, "toml")))["proof"]))
    assert config.off
    assert config.names
    assert config.totals


def test_the_marks_do_what_is_said(paper: str) -> None:
    quoted, ignored = blocks(paper, "markdown")
    for text in (quoted, ignored):
        assert proof("a.md", text, "zh-Hans").problems == ()
        assert proof("a.md", text.split("\n", 1)[1], "zh-Hans").problems != ()


def test_the_commands_are_those_of_the_program(paper: str) -> None:
    for line in "".join(blocks(paper, "sh")).splitlines():
        assert re.fullmatch(
            r"python3 build\.py check(?: --fix)? (\S+)(?: --report \S+\.html)?", line)
        assert (DOCS.parent / "sources/initial-heart").is_dir()
