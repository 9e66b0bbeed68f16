"""Private characters that carry what Markdown forgets: line numbers, and what is ours.

Planes 15 and 16 are private use; ``characters.without_bad`` removes them from a manuscript
before conversion, so whatever is found afterwards was put there by us and cannot be forged.

* ``LINE + n`` before the text of line n,
* ``TAG + n`` inside a raw HTML tag on line n, as an attribute,
* the others stand for elements and words of our own.
"""

from __future__ import annotations

import re

MAX_LINES = 60_000

_LINE = 0xF0000
_TAG = 0x100000
_OWN = 0x10FF00

DIRECTIVE_OPEN = chr(_OWN)
DIRECTIVE_CLOSE = chr(_OWN + 1)
DIRECTIVE = chr(_OWN + 2)
"""Class of a directive's element, followed by its number."""
NOTE_CALL = chr(_OWN + 3)
"""Class of a footnote call, followed by the number of the note."""
NOTES = chr(_OWN + 4)
"""Class of the element that holds all notes."""
NOTE = chr(_OWN + 5)
"""Class of a note, followed by its number."""
PAGE_ZH = chr(_OWN + 6)
PAGE_EN = chr(_OWN + 7)
SPAN = chr(_OWN + 8)
"""Class of a bracketed span, followed by its braces in hexadecimal digits."""

PAGE_WORDS = {PAGE_ZH: "{页}", PAGE_EN: "{page}"}
"""What a writer types for the page number of a link's target."""

LINE_MARK = re.compile(f"[{chr(_LINE)}-{chr(_LINE + 0xFFFD)}]")
_TAGGED = f" ?[{chr(_TAG)}-{chr(_OWN - 1)}]"
TAG_MARK = re.compile(rf"{_TAGGED}(?:=\"{_TAGGED.strip(' ?')}\")?")
"""The attribute may have been given a value, which is its name."""
ANY_MARK = re.compile(f"{LINE_MARK.pattern}|{TAG_MARK.pattern}")


_ANY = re.compile(f"[{chr(_LINE)}-\U0010ffff][0-9]*")


def without_own(text: str) -> str:
    """``text`` without any private character; for what raw HTML has torn apart."""
    return _ANY.sub("", text)


def line_mark(line: int) -> str:
    """The mark of a line of text."""
    return chr(_LINE + line)


def tag_mark(line: int) -> str:
    """The mark of a raw tag."""
    return chr(_TAG + line)


def line_of(mark: str) -> int:
    """The line that a mark of either kind stands for."""
    number = ord(mark.rstrip('"')[-1])
    return number - (_TAG if number >= _TAG else _LINE)


def unmarked(text: str) -> str:
    """``text`` as it would be had no line been marked."""
    return ANY_MARK.sub("", text)
