"""A manuscript as text: its lines, and where a thing stands in them."""

from __future__ import annotations

from press.dataclass import dataclass
from press.values import Place


@dataclass(frozen=True, slots=True)
class Source:
    """One manuscript file, decoded. Lines are counted from 1 in the file, front matter included."""

    path: str
    """Relative to the book's folder, with forward slashes."""
    text: str
    lines: tuple[str, ...]
    body_line: int = 1
    """The first line behind the front matter."""

    def place(self, line: int | None, column: int | None = None) -> Place:
        """A place in this file."""
        return Place(self.path, line, column)

    def find(self, needle: str, line: int, *, opening: str = "", reach: int = 60,
             fold: bool = False) -> Place:
        """Where ``needle`` is written, looking from ``line`` on.

        With ``opening`` the column is that of the last ``opening`` before it on the line: a
        link is looked for by its address and shown from its bracket. Where the needle is not
        written literally the line alone is given. With ``fold`` case does not count.
        """
        if needle:
            for number in range(max(line, 1), min(line + reach, len(self.lines)) + 1):
                text = self.lines[number - 1]
                if fold and len(text.lower()) == len(text):
                    text = text.lower()
                column = text.find(needle)
                if column < 0:
                    continue
                start = text.rfind(opening, 0, column) if opening else column
                return Place(self.path, number, (start if start >= 0 else column) + 1)
        return Place(self.path, line)


def make_source(path: str, text: str) -> Source:
    """A source of ``text``; line ends must be ``\\n``."""
    return Source(path, text, tuple(text.split("\n")))
