"""Text in another colour than it was set in: pale, or in the colour of what is behind it.

Where pages are shown as they were set, each run of text has its colour exactly. For print all
colours were made anew for the plates, and near ones may have become one: there it must still be
about as light or dark as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, repeat, zip_longest

from press.preflight.edges import shown_words
from press.preflight.facts import Facts
from press.preflight.findings import Finding, found, within
from press.preflight.paint import ink_name
from press.preflight.printed import PrintedPage, inks

PALER = 0.3
"""By which the lightness (0 to 1) of a colour may differ from that of the same in another space:
the strongest red, of 0.3, is printed with one of 0.4; text in light grey has 0.8."""

Runs = Sequence[tuple[str, int]]


def recoloured(facts: Facts, index: int, wanted: PrintedPage, *, exactly: bool
               ) -> Iterator[Finding]:
    """The first text of a page (an index of the file) that has another colour."""
    page, content = facts.pages[index - facts.first], facts.contents[index - facts.first]
    there = inks(content)
    if there == wanted.inks:
        return
    pieces = [piece for piece in content.pieces if piece.font is not None]
    other = _other(wanted.inks, there, exactly)
    if other is not None:
        expected, number = other
        piece = pieces[number]
        box = piece.box()
        yield found("preflight-recoloured", index, spot=box and within(page, box),
                    text=shown_words(piece), expected=ink_name(expected),
                    found=ink_name(piece.ink))


def _other(wanted: Runs, there: Runs, exactly: bool) -> tuple[str, int] | None:
    """The colour that was wanted, and the number of the piece that has another; None for none.

    Numbers that are bound late may be of more pieces or fewer; then runs are compared.
    """
    if sum(count for _, count in wanted) == sum(count for _, count in there):
        pairs = enumerate(zip(_each(wanted), _each(there), strict=True))
        return next(((a, number) for number, (a, b) in pairs if _differ(a, b, exactly)), None)
    if exactly or len(wanted) == len(there):
        number = 0
        for (a, _), (b, count) in zip_longest(wanted, there, fillvalue=("", 0)):
            if count and _differ(a, b, exactly):
                return a, number
            number += count
        return None
    number = 0
    for b, count in there:
        if all(_differ(a, b, exactly) for a, _ in wanted):
            return wanted[0][0] if wanted else "", number
        number += count
    return None


def _each(runs: Runs) -> Iterator[str]:
    return chain.from_iterable(repeat(ink, count) for ink, count in runs)


def _differ(a: str, b: str, exactly: bool) -> bool:
    if exactly or not a or not b:
        return exactly and a != b
    return abs(_lightness(a) - _lightness(b)) > PALER


def _lightness(ink: str) -> float:
    """Of a colour, 0 to 1 (Rec. 601)."""
    red, green, blue = bytes.fromhex(ink)
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255
