"""Simplified and traditional Chinese from one source: a book as read → the same in another script.

It stands between reading and layout, and is pure: a ``Book`` goes in and a ``Book`` comes out.

1. ``regions``    language tags → the conversions of OpenCC that lead from one to the other
2. ``quotes``     “”‘’ and 「」『』
3. ``converter``  words: the book's own exceptions, OpenCC, quotation marks
4. ``fragments``  the same in HTML, where a word can begin in one element and end in another
5. ``books``      every text of a book; ``layouts``: what a layout adds
6. ``review``     what an editor must look through: ``doubtful`` characters, exceptions not used

This room and preflight alone know OpenCC; they share none of its use.
"""

from press.script.books import conversion_of, convert_book
from press.script.converter import Converter, Findings
from press.script.layouts import layout_in
from press.script.regions import is_traditional, region
from press.script.review import review

__all__ = [
    "Converter",
    "Findings",
    "conversion_of",
    "convert_book",
    "is_traditional",
    "layout_in",
    "region",
    "review",
]
