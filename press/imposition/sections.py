"""Which pages stand in which section, and which sections on which sheet."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from press.dataclass import dataclass
from press.imposition.sheets import Assembly

Pages = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """The pages of a section, as one reads it; None is a blank."""

    pages: Pages
    signature: int
    position: int
    """Of its sheet in the signature, from 1, the outermost."""
    leaves: int
    """Pairs of leaves in the signature: sheets, if each were folded once."""

    def pair(self, page: int) -> int:
        """The pair, from 1, the outermost, that holds the ``page``-th of the section, from 0."""
        half = len(self.pages) // 2
        inwards = page if page < half else len(self.pages) - 1 - page
        return (self.position - 1) * (half // 2) + inwards // 2 + 1


def padded(pages: Sequence[int | None], *, back_cover: bool = True, to: int = 4) -> Pages:
    """``pages`` filled up with blanks (None) to a multiple of ``to``.

    The blanks stand before the last page, which is the back cover and stays the last; without a
    ``back_cover``, or with one page alone, they stand at the end.
    """
    blanks = (None,) * (-len(pages) % to)
    if not back_cover or len(pages) < 2:
        return (*pages, *blanks)
    return (*pages[:-1], *blanks, pages[-1])


def nested(pages: Pages, signature: int, folded: int) -> list[Content]:
    """Sections of ``signature`` pages, each of sheets that give ``folded`` pages, one inside the
    other. ``pages`` fill their sheets; the last section may have fewer sheets."""
    result = []
    bounds = [*range(0, len(pages), signature), len(pages)]
    for number, (start, end) in enumerate(pairwise(bounds), start=1):
        whole, half = pages[start:end], folded // 2
        for i in range(len(whole) // folded):
            outer = whole[i * half:(i + 1) * half]
            inner = whole[len(whole) - (i + 1) * half:len(whole) - i * half]
            result.append(Content(outer + inner, number, i + 1, len(whole) // 4))
    return result


def leaves(pages: Pages, size: int) -> list[Content]:
    """Sections of ``size`` pages that stand alone, the last one filled up with blanks."""
    return [Content((*chunk, *(None,) * (size - len(chunk))), number, 1, 1)
            for number, chunk in enumerate(
                (pages[start:start + size] for start in range(0, len(pages), size)), start=1)]


def one_sided(pages: Pages, fronts: int) -> Pages:
    """``pages`` with blanks between, so that each stands on a front of ``fronts`` places."""
    blanks = (None,) * fronts
    return tuple(page for start in range(0, len(pages), fronts)
                 for page in (*pages[start:start + fronts],
                              *(None,) * (-len(pages[start:start + fronts]) % fronts), *blanks))


def arranged(contents: Sequence[Content], places: int,
             assembly: Assembly) -> list[list[Content | None]]:
    """Sheet by sheet, what stands in each of the ``places``; None stays empty."""
    if assembly == "copies":
        return [[content] * places for content in contents]
    count = -(-len(contents) // places)
    filled: list[Content | None] = [*contents, *(None,) * (count * places - len(contents))]
    if assembly == "sheets":
        return [filled[sheet * places:(sheet + 1) * places] for sheet in range(count)]
    return [filled[sheet::count] for sheet in range(count)]
