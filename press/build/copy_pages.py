"""On which page of the built book a problem of a manuscript stands."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path

from press.build.digests import digest
from press.config.textfile import read_text
from press.values import Problem, Store

PREFIX = "copy-"
WINDOWS = (30, 20, 12, 8)
"""Letters of a line, around the problem, that are looked for; the first that are found decide."""
_LETTERS = re.compile(r"[^\W_]")
_HEADING = re.compile(r"\s*(?:#|title\s*:)")


@dataclass(frozen=True, slots=True)
class PrintedText:
    """The letters of a document, and where each page of it begins among them."""

    letters: str
    starts: tuple[int, ...]

    def page(self, at: int) -> int:
        """The page (from 1) of an offset."""
        return bisect_right(self.starts, at)


def with_pages(problems: Sequence[Problem], folder: Path, documents: Sequence[bytes],
               store: Store) -> tuple[Problem, ...]:
    """``problems``, those of the copy check with the page of the first of ``documents`` (PDFs)
    that shows their place. What is not printed, or stands on several pages, has none."""
    if not any(_wants_page(p) for p in problems):
        return tuple(problems)
    printed: list[PrintedText] = []
    lines: dict[str, list[str]] = {}
    found = []
    for one in problems:
        if _wants_page(one):
            printed = printed or [_printed(pdf, store) for pdf in documents]
            if one.path not in lines:
                text, _ = read_text(folder, folder / str(one.path))
                lines[str(one.path)] = text.split("\n") if text else []
            page = _page(one, lines, printed)
            found.append(replace(one, page=page) if page else one)
        else:
            found.append(one)
    return tuple(found)


def _wants_page(one: Problem) -> bool:
    return one.code.startswith(PREFIX) and one.page is None and bool(one.path and one.line)


def _page(one: Problem, lines: Mapping[str, list[str]],
          printed: Sequence[PrintedText]) -> int | None:
    source = lines[str(one.path)]
    number, column = one.line or 0, (one.column or 1) - 1
    if not 0 < number <= len(source):
        return None
    line = source[number - 1]
    places = [m.start() for m in _LETTERS.finditer(line)]
    letters = "".join(line[at] for at in places)
    middle = bisect_right(places, column - 1)
    for size in WINDOWS:
        begin = max(min(middle - size // 2, len(letters) - size), 0)
        words = letters[begin:begin + size]
        if len(words) < min(size, WINDOWS[-1] // 2):
            continue
        for text in printed:
            found = _all(text.letters, words)
            pages = {text.page(at + min(middle - begin, len(words) - 1)) for at in found}
            if len(pages) == 1:
                return pages.pop()
            if pages and _HEADING.match(line):
                return max(pages)  # the others are the table of contents
    return None


def _all(text: str, words: str) -> list[int]:
    found: list[int] = []
    at = text.find(words)
    while at >= 0 and len(found) < 99:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def _printed(pdf: bytes, store: Store) -> PrintedText:
    key = digest("page-words", pdf)
    kept = store.get(key)
    if kept is None:
        from press.preflight.whereabouts import page_words  # pypdf: only for new pages

        pages = ["".join(_LETTERS.findall(page)) for page in page_words(pdf)]
        kept = json.dumps(pages, ensure_ascii=False).encode()
        store.put(key, kept)
    pages = json.loads(kept)
    return PrintedText("".join(pages), tuple(accumulate(map(len, pages[:-1]), initial=0)))
