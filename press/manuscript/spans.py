"""Bracketed spans: ``[文字]{词 词=值}``, words that say what a text is.

The syntax is Pandoc's (https://pandoc.org/MANUAL.html#divs-and-spans), the words are ours.
``spans_inline`` finds them with Python-Markdown, ``spans_html`` gives them their shape.
To add one: a ``SpanKind`` here and its shape there.
"""

from __future__ import annotations

import re
from typing import Literal

from press.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class SpanKind:
    """A word that may stand in the braces."""

    kind: str
    names: tuple[str, ...]
    """What a writer may type: Chinese first, then English."""
    value: Literal["none", "optional", "required"] = "none"
    """Whether ``=…`` follows."""


SPANS = (
    SpanKind("dots", ("着重", "dots")),
    SpanKind("name", ("专名", "name")),
    SpanKind("work", ("书名", "work")),
    SpanKind("pinyin", ("拼音", "pinyin"), "optional"),
    SpanKind("index", ("索引", "index"), "optional"),
    SpanKind("term", ("术语", "term"), "optional"),
    SpanKind("lang", ("语言", "lang"), "required"),
)

SPANS_BY_NAME = {name: kind for kind in SPANS for name in kind.names}


@dataclass(frozen=True, slots=True)
class Word:
    """One word between braces, as typed."""

    kind: Literal["word", "id", "class", "garbage"]
    name: str
    """Without ``#`` and ``.``; all of it where it is not understood."""
    value: str | None
    """Behind the equals sign, its quotes taken off; None where there is none."""
    offset: int
    """Where it begins, in characters behind the opening brace."""


_WORD = re.compile(r"""\s*(?:
    \#(?P<id>[^\s"“”=＝\#]+)(?=\s|$)
    |\.(?P<class>[A-Za-z][A-Za-z0-9_-]*)(?=\s|$)
    |(?P<name>[^\s"“”=＝\#.:：]+)
        (?:[=＝](?P<value>"[^"]*"|“[^”]*”|'[^']*'|[^\s"“”'＝=]+))?(?=\s|$)
    |(?P<garbage>[^\s"“”]*["“”].*|[=＝]\s*\S*|\S+))""", re.VERBOSE | re.DOTALL)
"""A quotation mark without its other takes the rest, and an equals sign the next word."""


def read_words(braces: str) -> tuple[Word, ...]:
    """The words between ``braces``, which are not part of it; nothing is judged.

    A colon behind the opening brace, as attribute lists have it, means nothing.
    """
    start = 1 if braces.startswith(":") else 0
    words = []
    for match in _WORD.finditer(braces, start):
        kind = match.lastgroup if match.lastgroup != "value" else "name"
        text = match[kind] if kind else None
        if kind is None or text is None:
            continue
        value = match["value"]
        if value and value[0] in "\"“'":
            value = value[1:-1]
        offset = match.start(kind) - (kind in ("id", "class"))
        words.append(Word("word" if kind == "name" else kind,  # type: ignore[arg-type]
                          text, value, offset))
    return tuple(words)


def span_names() -> str:
    """All words, for a message."""
    return ", ".join("/".join(kind.names) for kind in SPANS)
