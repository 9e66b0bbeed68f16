"""The texts of a tree, one by one, and putting elements into them.

lxml hangs a text on an element, as its ``text`` or its ``tail``; both together are the slots
of a tree.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Literal

from lxml import etree

Slot = tuple[etree._Element, Literal["text", "tail"]]
Piece = str | etree._Element

CODE = frozenset(("code", "pre", "kbd", "samp"))
"""Elements whose text is shown as typed."""


def slots(root: etree._Element, *, without: Collection[str] = (),
          blocks: Collection[str] = ()) -> Iterator[Slot]:
    """The slots under ``root`` in order: its text, and the texts and tails below it.

    Passed over is what stands in elements ``without``, in footnotes, and in ``blocks`` in
    ``root``, which have texts of their own; the texts behind all these are not. What is put
    into a slot while it is the current one is not visited.
    """
    yield root, "text"
    for child in list(root):
        if child.tag not in without and child.tag not in blocks and \
                "footnote" not in child.get("class", "").split():
            yield from slots(child, without=without, blocks=blocks)
        yield child, "tail"


def read(slot: Slot) -> str:
    """The text of a slot."""
    return getattr(slot[0], slot[1]) or ""


def refill(slot: Slot, pieces: Sequence[Piece]) -> None:
    """Put ``pieces``, texts and elements, in the place of the text of ``slot``."""
    element, name = slot
    parent = element if name == "text" else element.getparent()
    if parent is None:
        return
    at = 0 if name == "text" else parent.index(element) + 1
    setattr(element, name, None)
    last: etree._Element | None = None if name == "text" else element
    for piece in pieces:
        if isinstance(piece, str):
            if last is None:
                parent.text = (parent.text or "") + piece
            else:
                last.tail = (last.tail or "") + piece
        else:
            piece.tail = None
            parent.insert(at, piece)
            at, last = at + 1, piece
