"""Rules that are one expression."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from press.proof.document import Document, Find, Hit

Instead = Callable[[re.Match[str]], str | None]
Fits = Callable[[Document, re.Match[str]], bool]


def every(pattern: str, instead: str | Instead | None = None, *, fits: Fits | None = None,
          args: Callable[[re.Match[str]], Mapping[str, str]] | None = None, code: str = "",
          ) -> Find:
    """Each place where ``pattern`` matches (and ``fits``, if given) breaks the rule.

    The group ``hit``, if there is one, is what is shown and replaced.
    """
    compiled = re.compile(pattern)
    group = "hit" if "hit" in compiled.groupindex else 0

    def find(document: Document) -> Iterator[Hit]:
        for match in compiled.finditer(document.text):
            if fits is not None and not fits(document, match):
                continue
            made = instead(match) if callable(instead) else instead
            yield Hit(*match.span(group), dict(args(match)) if args else {}, code, made)

    return find


def together(*finds: Find) -> Find:
    """What any of the rules finds; of places that overlap the first found."""
    def find(document: Document) -> Iterator[Hit]:
        taken: set[int] = set()
        for one in finds:
            for hit in one(document):
                span = range(hit.start, max(hit.end, hit.start + 1))
                if taken.isdisjoint(span):
                    taken.update(span)
                    yield hit

    return find
