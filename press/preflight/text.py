"""The words of a typeset part, out of its tags: what stands in print, in reading order.

Left out: artifacts (running heads, folios), labels and calls (note marks), the inside of
figures, and what the layout itself wrote (elements with ``/T (layout)``). The labels of list
items stand apart.
"""

from __future__ import annotations

from press.dataclass import dataclass, field
from press.preflight.access import Damaged
from press.preflight.facts import Facts
from press.preflight.tree import LAYOUT_WORDS, Element, Marked

_MARKS = frozenset(("Lbl", "Reference"))


@dataclass(frozen=True, slots=True)
class PartText:
    """What a part shows."""

    title: str
    body: str
    notes: str
    captions: str
    alts: str
    stray: str
    """Text that no tag claims and no artifact holds: it should be empty."""
    numbers: tuple[str, ...] = ()
    """The labels of list items in the body, bullets too."""


@dataclass(slots=True)
class _Streams:
    title: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    alts: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    seen: set[Marked] = field(default_factory=set)
    titled: bool = False


def part_text(pdf: bytes) -> PartText:
    """The text of a tagged PDF; an exception (see ``access``) if it cannot be read."""
    return text_of(Facts(pdf))


def text_of(facts: Facts) -> PartText:
    """The same, of facts that are already open."""
    tree = facts.tree
    if tree is None:
        raise Damaged("the PDF has no tags")
    streams = _Streams()
    for root in tree.roots:
        _visit(root, streams.body, streams, facts, True)
    loose = [piece.text() for content in facts.contents for piece in content.pieces
             if piece.mcid is None and piece.artifact is None]
    loose += [text for marked, text in facts.marked_text.items() if marked not in streams.seen]
    title, body, notes, captions, alts, stray = ("".join(stream) for stream in (
        streams.title, streams.body, streams.notes, streams.captions, streams.alts, loose))
    return PartText(title, body, notes, captions, alts, stray, tuple(streams.numbers))


def _visit(element: Element, stream: list[str], streams: _Streams, facts: Facts,
           spoken: bool) -> None:
    """Put the text of ``element`` where it belongs; unspoken text is only ticked off."""
    if (element.kind == "Lbl" and spoken and stream is streams.body
            and element.parent is not None and element.parent.kind == "LI"):
        streams.numbers.append(facts.text_of(element).strip())
    if element.title == LAYOUT_WORDS or element.kind in _MARKS:
        spoken = False
    if element.kind == "Note":
        stream = streams.notes
    elif element.kind == "Caption" and stream is not streams.notes:
        stream = streams.captions
    elif element.kind == "H1" and not streams.titled and spoken:
        stream, streams.titled = streams.title, True
    elif element.kind == "Figure" and spoken:
        streams.alts.append(element.alternative or "")
    drawn = element.kind == "Figure"
    for kid in element.kids:
        if isinstance(kid, Marked):
            streams.seen.add(kid)
            if spoken and not drawn:
                stream.append(facts.marked_text.get(kid, ""))
        elif isinstance(kid, Element):
            _visit(kid, stream, streams, facts,
                   spoken and (not drawn or kid.kind == "Caption"))
