"""The text of a part against its manuscript, character by character.

Before comparing, both sides are normalised (``normal``):

- white space goes, with U+3000, zero-width characters, joiners and soft hyphens: lines, gaps
  between Han and Latin and the engine's break hints are typography;
- U+2010 goes: the hyphen that a broken Latin word shows at the line's end;
- ``*``, ``_`` and backticks go: the marks of emphasis and code;
- NFC, never NFKC: ① is not 1, and a full-width letter is not a half-width one.

Everything else must be equal, in order. A page number that is bound late matches any numeral.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from press.dataclass import dataclass
from press.preflight.inline import PAGE
from press.preflight.numbers import number_problems
from press.preflight.passages import Passage
from press.preflight.plaintext import ExpectedText
from press.preflight.text import PartText
from press.values import Place, Problem, problem

MOST = 8
"""Differences told one by one; the rest are counted."""

_IGNORED = re.compile("[\\s\u00ad\u200b-\u200d\u2010\u2060\ufeff*_`]+")
_NUMERAL = re.compile("[0-9]+|[ivxlcdm]+")
_WINDOW = 3000
_RUNS = (12, 4)
"""Lengths of equal text that count as being in step again, the surer first."""
_BEFORE, _AFTER, _LONGEST = 8, 6, 24


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the two texts part: half-open ranges in each."""

    start: int
    end: int
    found_start: int
    found_end: int


def compare_text(expected: ExpectedText, found: PartText, place: Place) -> tuple[Problem, ...]:
    """Every difference between manuscript and print, with the manuscript's line."""
    title = (expected.title,) if expected.title else ()
    problems = [
        *_compared("text-title", title, found.title, place),
        *_compared("text-body", expected.body,
                   _without(expected.optional, expected.body, found.body), place),
        *_compared("text-note", expected.notes, found.notes, place),
        *_compared("text-caption", expected.captions, found.captions, place),
        *_compared("text-alternative", expected.alts, found.alts, place),
        *number_problems(expected.numbers, found.numbers, place),
    ]
    if normal(found.stray):
        problems.append(problem("text-stray", place, found=normal(found.stray)[:_LONGEST]))
    return tuple(problems)


def normal(text: str) -> str:
    """``text`` as it is compared (see the module)."""
    text = _IGNORED.sub("", text)
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _without(optional: Sequence[Passage], body: Sequence[Passage], found: str) -> str:
    """The body as found, without front matter printed before or after it."""
    text = normal(found)
    whole = normal("".join(passage.text for passage in body))
    left = [words for passage in optional if (words := normal(passage.text))]
    for words in [*left, *reversed(left)]:  # twice: the order of printing is the layout's
        if words not in left:
            continue
        if text.startswith(words) and not whole.startswith(words):
            text = text[len(words):]
            left.remove(words)
        elif text.endswith(words) and not whole.endswith(words):
            text = text[:-len(words)]
            left.remove(words)
    return text


def _compared(code: str, passages: Sequence[Passage], found: str, place: Place
              ) -> Iterator[Problem]:
    pieces = [normal(passage.text) for passage in passages]
    expected, there = "".join(pieces), normal(found)
    if expected == there:
        return
    count = 0
    for difference in differences(expected, there):
        count += 1
        if count > MOST:
            continue
        line = _line(passages, pieces, difference.start)
        yield problem(
            code, Place(place.path, line or place.line),
            expected=_excerpt(expected, difference.start, difference.end),
            found=_excerpt(there, difference.found_start, difference.found_end))
    if count > MOST:
        yield problem("text-more", place, count=count - MOST)


def differences(expected: str, found: str) -> Iterator[Difference]:
    """Where ``found`` parts from ``expected`` and where they are in step again."""
    i = j = 0
    while i < len(expected) or j < len(found):
        step = _common(expected, found, i, j)
        i, j = i + step, j + step
        if i < len(expected) and expected[i] == PAGE:
            numeral = _NUMERAL.match(found, j)
            if numeral:
                i, j = i + 1, numeral.end()
                continue
        if i >= len(expected) and j >= len(found):
            return
        end, found_end = _in_step(expected, found, i, j)
        yield Difference(i, end, j, found_end)
        i, j = end, found_end


def _common(expected: str, found: str, i: int, j: int) -> int:
    """How many characters from ``i`` and ``j`` on are equal."""
    low, size = 0, 64
    while True:
        if expected[i + low:i + low + size] == found[j + low:j + low + size]:
            if i + low + size >= len(expected) or j + low + size >= len(found):
                return min(len(expected) - i, len(found) - j)
            low, size = low + size, size * 4
        elif size == 1:
            return low
        else:
            size = max(size // 2, 1)


def _in_step(expected: str, found: str, i: int, j: int) -> tuple[int, int]:
    """The nearest place after ``i`` and ``j`` from which both run alike; else their ends."""
    for run in _RUNS:
        places: dict[str, int] = {}
        for k in range(j, min(j + _WINDOW, len(found) - run + 1)):
            places.setdefault(found[k:k + run], k)
        best: tuple[int, int] | None = None
        for k in range(i, min(i + _WINDOW, len(expected) - run + 1)):
            if best and k - i >= best[0] - i + best[1] - j:
                break
            there = places.get(expected[k:k + run])
            if there is not None and (
                    best is None or k + there < best[0] + best[1]):
                best = k, there
        if best:
            return best
    tail = 0
    while (tail < min(len(expected) - i, len(found) - j)
           and expected[-1 - tail] == found[-1 - tail]):
        tail += 1
    return len(expected) - tail, len(found) - tail


def _line(passages: Sequence[Passage], pieces: Sequence[str], start: int) -> int | None:
    """The manuscript's line of the character at ``start``; None where there is no text."""
    for passage, piece in zip(passages, pieces, strict=True):
        if start < len(piece):
            line = passage.line
            for row in passage.text.split("\n"):
                start -= len(normal(row))
                if start < 0:
                    return line
                line += 1
            return passage.line
        start -= len(piece)
    if not passages:
        return None
    return passages[-1].line + passages[-1].text.rstrip("\n").count("\n")


def _excerpt(text: str, start: int, end: int) -> str:
    """The differing text between a little of what is around it; … where something is cut."""
    before = text[max(0, start - _BEFORE):start]
    middle = text[start:end]
    if len(middle) > _LONGEST:
        middle = middle[:_LONGEST - 6] + "…" + middle[-5:]
    shown = before + "【" + middle + "】" + text[end:end + _AFTER]
    return shown.replace(PAGE, "#")
