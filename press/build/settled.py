"""A composition whose pages stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from press.assembly.placing import Placing, document_anchors
from press.dataclass import dataclass
from press.values import Pages, Part, Problem


@dataclass(frozen=True, slots=True)
class Settled:
    """A composition, typeset."""

    parts: tuple[Part, ...]
    pages: tuple[Pages, ...]
    placing: Placing
    problems: tuple[Problem, ...]
    anew: frozenset[int] = frozenset()
    """Parts that were typeset now; the others came from the cache."""
    printed: tuple[bytes, ...] = ()
    """What the pages of each part show: see ``preflight.printed``."""
    rest: Callable[[], Settled] | None = None
    """Where the text of some parts is still being compared with their manuscripts: waits for that,
    and gives the same pages with all problems and all that is printed."""

    def whole(self) -> Settled:
        """With everything that is wrong with its parts; waits for it."""
        return self.rest() if self.rest is not None else self

    @property
    def labels(self) -> dict[str, str]:
        """Anchor → label of the page that it is on."""
        return labels_of(self.pages, self.placing)


def labels_of(pages: Sequence[Pages], placing: Placing) -> dict[str, str]:
    """Anchor → label of the page that it is on."""
    return {name: placing.leaves[anchor.page].label
            for name, anchor in document_anchors(pages, placing).items()}
