"""Nothing lost on paper: the finished pages show what the parts showed, and at the same places."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby, zip_longest

from press.preflight.boxes import PT_PER_MM
from press.preflight.compare import differences
from press.preflight.edges import trim_of
from press.preflight.facts import Facts
from press.preflight.findings import Box, Finding, Sources, found
from press.preflight.inline import PAGE
from press.preflight.job import DocumentJob, PartPrint
from press.preflight.printed import (
    PrintedPage,
    Tenths,
    faces,
    links,
    paints,
    pictures,
    recorded,
    rows,
    tags,
)
from press.preflight.recoloured import recoloured
from press.preflight.thumbnails import alike

_LINK = 60
"""Tenths of a pt by which a link may be off: numbers that are bound late have other widths."""
_PLACE = 8
"""Tenths of a pt by which a line or a picture may be off its place."""
_NUMERAL = re.compile("[0-9]+|[ivxlcdm]+|[A-Z]+")
_AROUND, _LONGEST = 6, 24


def unaltered(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """Words, places of lines, pictures and strokes of each page that a part is behind."""
    # Read when a page is first held to its part: where they cannot be, the words still can.
    led: dict[int, tuple[tuple[Tenths, str], ...]] | None = None
    told: dict[int, tuple[str, ...]] | None = None
    for part in job.printed:
        for number, wanted in enumerate(recorded(part.data) if _touches(facts, part) else ()):
            index = part.first + number
            if facts.has(index):
                yield from _page(facts, index, wanted)
                yield from _faces(facts, index, wanted, dict(part.faces))
                yield from recoloured(facts, index, wanted, exactly=not job.k_only)
                if job.tagged:
                    led = links(facts) if led is None else led
                    told = tags(facts) if told is None else told
                    yield from _led_and_told(facts, index, wanted, led.get(index, ()),
                                             told.get(index, ()))


def _touches(facts: Facts, part: PartPrint) -> bool:
    return part.first < facts.first + len(facts.pages) and facts.first < part.first + part.count


def _page(facts: Facts, index: int, wanted: PrintedPage) -> Iterator[Finding]:
    page, content = facts.pages[index - facts.first], facts.contents[index - facts.first]
    trim = trim_of(page)
    if trim is None:
        return  # check 8 tells
    height = trim[3] - trim[1]
    there = rows(page, content)
    if _says("".join(line.text for line in wanted.lines), "".join(text for _, text, _ in there)):
        yield from _moved(wanted, [box for box, _, _ in there], index, height)
    else:
        yield _words(wanted, [text for _, text, _ in there], index, height)
    yield from _pictures(facts, index, wanted, height)
    painted = paints(page, content)
    if painted != wanted.paints and not _near(painted, wanted.paints):
        yield found("preflight-drawing", index)


def _faces(facts: Facts, index: int, wanted: PrintedPage, names: dict[str, str]
           ) -> Iterator[Finding]:
    """Each run of text is in the face that it was set in."""
    if not names:
        return
    expected = tuple(name for name, _ in groupby(names.get(one, one) for one in wanted.faces))
    there = faces(facts.contents[index - facts.first])
    if there != expected:
        other = next(((a, b) for a, b in zip_longest(expected, there, fillvalue="–") if a != b),
                     ("–", "–"))
        yield found("preflight-face", index, expected=other[0], found=other[1])


def _led_and_told(facts: Facts, index: int, wanted: PrintedPage,
                  led: tuple[tuple[Tenths, str], ...], told: tuple[str, ...]
                  ) -> Iterator[Finding]:
    """Links lead where they led, and a reader for the blind is told the same."""
    there = list(led)
    trim = trim_of(facts.pages[index - facts.first])
    height = trim[3] - trim[1] if trim else 0.0
    for box, target in wanted.links:
        same = next((one for one in there if one[1] == target and max(
            abs(a - b) for a, b in zip(one[0], box, strict=True)) <= _LINK), None)
        if same is None:
            yield found("preflight-link", index, spot=_mm(box, height), name=target[:80])
        else:
            there.remove(same)
    for box, target in there:
        yield found("preflight-link-added", index, spot=_mm(box, height), name=target[:80])
    if told != wanted.tags:
        other = next(((a, b) for a, b in zip_longest(wanted.tags, told, fillvalue="–") if a != b),
                     ("–", "–"))
        yield found("preflight-tags", index, expected=other[0][:60], found=other[1][:60])


def _words(wanted: PrintedPage, there: list[str], index: int, height: float) -> Finding:
    """The first line that is not as it was; what follows it may only be out of step."""
    for line, text in zip_longest(wanted.lines, there):
        expected = line.text if line is not None else ""
        if line is None or text is None or not _says(expected, text):
            break
    shown = text or ""
    difference = next(iter(differences(expected, shown)), None)
    if difference is None:  # equal but for a late number
        return found("preflight-words", index, expected=expected.replace(PAGE, "#"), found=shown)
    told = line or (wanted.lines[-1] if wanted.lines else None)
    return found("preflight-words", index, spot=_mm(told.box, height) if told else None,
                 expected=_excerpt(expected, difference.start, difference.end),
                 found=_excerpt(shown, difference.found_start, difference.found_end))


def _says(expected: str, shown: str) -> bool:
    """Whether words are the same, any page number standing for one that is bound late."""
    head, *rest = expected.split(PAGE)
    # All places that the words so far may end at: figures may follow a numeral, or another one
    # (in an index that is so many times over).
    ends = {len(head)} if shown.startswith(head) else set()
    for words in rest:
        ends = {end + len(words) for at in ends for end in _numeral_ends(shown, at)
                if shown.startswith(words, end)}
    return len(shown) in ends


def _numeral_ends(shown: str, at: int) -> range:
    """Where a numeral that begins at ``at`` may end."""
    numeral = _NUMERAL.match(shown, at)
    return range(at + 1, numeral.end() + 1) if numeral else range(0)


def _moved(wanted: PrintedPage, there: list[tuple[int, int, int, int]], index: int,
           height: float) -> Iterator[Finding]:
    """Lines with late numbers may be of another width, and begin elsewhere."""
    if len(there) != len(wanted.lines):
        return
    for line, box in zip(wanted.lines, there, strict=True):
        off = abs(line.box[1] - box[1])
        if PAGE not in line.text:
            off = max(off, abs(line.box[0] - box[0]), abs(line.box[2] - box[2]))
        if off > _PLACE:
            yield found("preflight-moved", index, spot=_mm(line.box, height),
                        text=line.text[:_LONGEST], off=f"{off / 10 / PT_PER_MM:.1f}")
            return


def _pictures(facts: Facts, index: int, wanted: PrintedPage, height: float
              ) -> Iterator[Finding]:
    place = index - facts.first
    there = pictures(facts.pdf, index, facts.pages[place], facts.contents[place])
    for box, look in wanted.pictures:
        near = [seen for other, seen in there if max(
            abs(a - b) for a, b in zip(box, other, strict=True)) <= 2 * _PLACE]
        if not near:
            yield found("preflight-picture-lost", index, spot=_mm(box, height))
        elif not any(alike(look, seen) for seen in near):
            yield found("preflight-picture-other", index, spot=_mm(box, height))
    if len(there) > len(wanted.pictures):
        yield found("preflight-picture-added", index)


def _near(one: tuple[tuple[str, int, int, int, int], ...],
          other: tuple[tuple[str, int, int, int, int], ...]) -> bool:
    """Whether the two differ by rounding alone."""
    if len(one) != len(other):
        return False
    left = list(other)
    for paint in one:
        match = next((o for o in left if o[0] == paint[0] and all(
            abs(a - b) <= 1 for a, b in zip(o[1:], paint[1:], strict=True))), None)
        if match is None:
            return False
        left.remove(match)
    return True


def _mm(box: tuple[int, int, int, int], height: float) -> Box:
    left, low, right, high = (edge / 10 for edge in box)
    return (round(left / PT_PER_MM, 1), round((height - high) / PT_PER_MM, 1),
            round((right - left) / PT_PER_MM, 1), round((high - low) / PT_PER_MM, 1))


def _excerpt(text: str, start: int, end: int) -> str:
    middle = text[start:end]
    middle = middle if len(middle) <= _LONGEST else f"{middle[:_LONGEST - 6]}…{middle[-5:]}"
    return (f"{text[max(0, start - _AROUND):start]}【{middle}】{text[end:end + _AROUND]}"
            ).replace(PAGE, "#")


def sources_of(job: DocumentJob) -> Sources:
    """For each page of a document the manuscript, and the line of what stands in a box."""
    height = job.trim_mm[1] * PT_PER_MM
    return {part.first + number: _locator(part, number, height)
            for part in job.printed if part.source for number in range(part.count)}


def _locator(part: PartPrint, number: int, height: float
             ) -> Callable[[Box | None], tuple[str, int | None]]:
    def locate(where: Box | None) -> tuple[str, int | None]:
        pages = recorded(part.data)
        lines = [line for line in pages[number].lines if line.line is not None] \
            if number < len(pages) else []
        if not lines:
            return part.source, None
        if where is None:
            return part.source, lines[0].line
        return part.source, min(lines, key=lambda line: _distance(
            where, _mm(line.box, height))).line
    return locate


def _distance(one: Box, other: Box) -> tuple[float, float]:
    """Between the heights of two boxes, then between their sides; 0 where they meet."""
    def gap(a: float, a_size: float, b: float, b_size: float) -> float:
        middle = a + a_size / 2
        return max(0.0, b - middle, middle - b - b_size)
    return gap(one[1], one[3], other[1], other[3]), gap(one[0], one[2], other[0], other[2])

