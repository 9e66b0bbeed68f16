"""All rules in the order of their numbers, and the codes that each of them has."""

from __future__ import annotations

from functools import cache

from press import messages
from press.config.proof_model import SWITCHED
from press.proof import (
    characters,
    dates,
    mojibake,
    numbering,
    numbers,
    pairs,
    punctuation,
    repetition,
    script,
    structure,
    totals,
    width,
)
from press.proof.document import Rule

RULES: tuple[Rule, ...] = tuple(sorted((
    *characters.RULES, *mojibake.RULES, *script.RULES, *width.RULES, *pairs.RULES,
    *punctuation.RULES, *numbers.RULES, *dates.RULES, *totals.RULES, *numbering.RULES,
    *repetition.RULES, *structure.RULES),
    key=lambda rule: rule.number))

ELSEWHERE: dict[int, tuple[str, ...]] = {
    1: ("character-control",), 2: ("character-private",), 3: ("character-replacement",),
    10: ("character-missing",), 41: ("heading-skipped",), 43: ("image-alt",),
    44: ("footnote-undefined", "footnote-unused")}
"""Rules, or parts of them, that the reading of manuscripts and their fonts sees to."""

PREFIX = "copy-"


@cache
def codes() -> tuple[str, ...]:
    """Every code that can be taken off."""
    return (*(code for code in messages.codes("proof") if code.startswith(PREFIX)), *SWITCHED)
