"""How far down its last page a part reaches: what must be cut for it to have a page less."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from press.preflight import access
from press.preflight.access import Damaged
from press.preflight.facts import Facts
from press.preflight.tree import Marked


def last_page_lines(pdf: bytes, widths: Mapping[str, dict[int, int]], top: float,
                    pitch: float) -> int | None:
    """Lines of the grid on the last page, from the first to the last that has text, without notes
    at the foot; None where it cannot be told.

    ``top``: the margin above the text block, pt. ``pitch``: from baseline to baseline, pt.
    """
    try:
        facts = Facts(pdf, widths)
        page, content = facts.pages[-1], facts.contents[-1]
        notes = {kid for note in (facts.tree.elements if facts.tree else ())
                 if note.kind == "Note" for element in note.walk() for kid in element.kids}
        own = access.identity(page)
        heights = [piece.ends[1] for piece in content.pieces
                   if piece.mcid is not None and piece.ends is not None
                   and Marked(own, piece.mcid) not in notes]
        box = access.rectangle(page, "/TrimBox") or access.rectangle(page, "/MediaBox")
    except (Damaged, IndexError, ValueError, KeyError):
        return None
    if not heights or box is None:
        return None
    return max(1, ceil((box[3] - top - min(heights)) / pitch - 0.05))
