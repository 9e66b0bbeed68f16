"""Marks of Markdown that an input method has made full width: they print as they stand.

Only what can hardly be meant as text: a heading's ＃, the parentheses of a link or picture, a
footnote's brackets and colon, a fence of code, the bars of a table.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from press.manuscript.source import Source
from press.values import Problem, problem

_TARGET = r"[^()（）\n]*?(?:https?://|\.(?:md|png|jpe?g|webp|svg)\b|#)[^()（）\n]*"
_WRITTEN = (
    (re.compile(r" {0,3}(＃[#＃]{0,5})(?=[^#＃])"), "#"),
    (re.compile(r"(！)\[[^\]\n]*\][(（]"), "!"),
    (re.compile(rf"\[[^\[\]\n]*\](（{_TARGET}[)）]|\({_TARGET}）)", re.IGNORECASE), "(…)"),
    (re.compile(r"(［\^[^\]］\n]+[\]］]|\[\^[^\]］\n]+］)"), "[^…]"),
    (re.compile(r"^\[\^[^\]\n]+\](：)"), ":"),
    (re.compile(r"(＊＊)[^＊\n]+＊＊"), "**"),
    (re.compile(r"^ {0,3}(｀{3,}|·{3,}(?=\w*$))"), "```"),
    (re.compile(r"^(｜)[^｜\n]*｜.*｜ *$"), "|"),
)
"""What is looked for, the mark as its group, and what Markdown wants."""
_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")


def fullwidth_problems(source: Source, code: Collection[int]) -> Iterator[Problem]:
    """The marks of full width in the body; ``code`` are the lines of fenced code."""
    for number in range(source.body_line, len(source.lines) + 1):
        line = source.lines[number - 1]
        if number in code or line.isascii() or line.startswith(("    ", "\t")):
            continue
        shown = _CODE.sub(lambda match: " " * len(match[0]), line)
        for pattern, wanted in _WRITTEN:
            # Headings only at the beginning of a line, all else anywhere, each kind once.
            match = pattern.match(shown) if wanted == "#" else pattern.search(shown)
            if match:
                yield problem("markup-fullwidth", source.place(number, match.start(1) + 1),
                              written=match[1][:40], wanted=wanted)
