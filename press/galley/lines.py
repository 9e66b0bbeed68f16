"""The lines of a document as a proof counts them."""

from __future__ import annotations

from collections.abc import Sequence

from press.dataclass import dataclass, field


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text block: of the text, of a heading, a caption, a note or a row of a table;
    not running heads, folios, and the lettering of figures."""

    number: int
    """On its page, from the top, from 1."""
    left: float
    """mm from the left of the trimmed page."""
    top: float
    """mm from its top."""
    width: float
    height: float
    """mm; that of the type."""
    text: str
    """As it is compared: without white space."""
    path: str = ""
    """The manuscript that it comes from; empty where it is not known."""
    line: int | None = None
    """Its line there."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a document."""

    number: int
    """From 1: what a proof calls the page."""
    label: str
    """The folio that is printed on it, or stands for it."""
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """The lines of a document, one behind the other."""

    letters: str
    starts: tuple[int, ...]
    """Where each line begins among ``letters``; sorted."""
    places: tuple[tuple[int, int], ...]
    """Page and number of each line."""
    _index: dict[tuple[int, int], int] = field(default_factory=dict, compare=False)

    def at(self, offset: int) -> int:
        """The index of the line that an offset lies in; of the last for the end."""
        from bisect import bisect_right

        return max(0, bisect_right(self.starts, offset) - 1)

    def index(self, page: int, number: int) -> int | None:
        """The index of a line; None where there is no such one."""
        if not self._index:
            self._index.update({place: n for n, place in enumerate(self.places)})
        return self._index.get((page, number))

    def span(self, index: int) -> tuple[int, int]:
        """Where a line begins and ends."""
        end = self.starts[index + 1] if index + 1 < len(self.starts) else len(self.letters)
        return self.starts[index], end


def text_of(pages: Sequence[Page]) -> Text:
    """The text of ``pages``; lines without letters are left out."""
    starts: list[int] = []
    places: list[tuple[int, int]] = []
    parts: list[str] = []
    length = 0
    for page in pages:
        for line in page.lines:
            if line.text:
                starts.append(length)
                places.append((page.number, line.number))
                parts.append(line.text)
                length += len(line.text)
    return Text("".join(parts), tuple(starts), tuple(places))
