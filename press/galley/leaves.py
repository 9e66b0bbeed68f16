"""Replacement pages (替换页): the leaves of a printed document that those of a new version replace.

A leaf is a recto and the verso behind it: pages 1 and 2, 3 and 4, and so on.
"""

from __future__ import annotations

from collections.abc import Sequence

from press.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Replacement:
    """What is taken out, and what is put in."""

    out: tuple[int, ...]
    """Leaves of the old version, from 0."""
    put: tuple[int, ...]
    """Leaves of the new one."""

    def pages(self, count: int) -> tuple[int, ...]:
        """Indices of the pages that are put in, of a new version of ``count`` pages."""
        return tuple(page for leaf in self.put for page in (2 * leaf, 2 * leaf + 1)
                     if page < count)


def replacement(pairs: Sequence[tuple[int | None, int | None]], same: Sequence[bool],
                old: int, new: int) -> Replacement:
    """``pairs`` of pages as ``versions.align`` finds them, and whether each looks the same; ``old``
    and ``new`` are numbers of pages.

    A leaf stays where both its pages are those of one old leaf: recto and verso.
    """
    came = {there: here for (here, there), alike in zip(pairs, same, strict=True)
            if alike and here is not None and there is not None}
    kept: dict[int, int] = {}
    for leaf in range(-(-new // 2)):
        recto, verso = came.get(2 * leaf), came.get(2 * leaf + 1)
        alone = 2 * leaf + 1 >= new
        if recto is None or recto % 2 or (not alone and verso != recto + 1) \
                or (alone and recto + 1 < old):
            continue
        kept[leaf] = recto // 2
    stay = set(kept.values())
    return Replacement(
        tuple(leaf for leaf in range(-(-old // 2)) if leaf not in stay),
        tuple(leaf for leaf in range(-(-new // 2)) if leaf not in kept))
