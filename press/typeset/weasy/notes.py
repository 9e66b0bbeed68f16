"""A footnote stays on the page of its mark, or at least begins there.

To keep two lines of a paragraph together at the foot of a page, WeasyPrint 70 sends the page's
last notes on to the next page (``layout/block.py: _linebox_layout``, ``report``). A reader looks
for a note below its mark: the lines go to the next page instead, with their mark; or a long
note is cut (``notearea``).
"""

from __future__ import annotations

from typing import Any

from weasyprint.layout import block

from press.typeset.weasy import lines, notearea
from press.typeset.weasy.patching import Patch
from press.typeset.weasy.recompile import recompiled

_CHANGES = (
    ("report = not context.in_column and can_break_now and not could_break_before",
     "report = False"),
    ("if descendant.footnote in context.footnotes)",
     "if descendant.footnote is not None and descendant.footnote in context.footnotes)"),
    ("""                overflow = (
                    overflow or
                    context.reported_footnotes or
                    context.overflows_page(bottom_space, new_position_y + offset_y))
""", """                overflow = too_long(
                    context, overflow, bottom_space, new_position_y + offset_y, box, child,
                    line, resume_at, len(new_children) + 1, page_is_empty)
"""),
)


def patches() -> tuple[Patch, ...]:
    """Compile the function anew with those decisions changed."""
    return ((block, "_linebox_layout", recompiled(
        block, "_linebox_layout", _CHANGES, {"too_long": _too_long})),)


def _too_long(context: Any, overflow: bool, bottom_space: float, bottom: float, box: Any,
              linebox: Any, line: Any, resume_at: Any, above: int, page_is_empty: bool) -> bool:
    """Whether the last note has no place below the line of its mark, not even its beginning.

    ``bottom``: of the line; ``above``: lines of its paragraph on the page, this one counted.
    """
    if context.reported_footnotes:
        return True
    if not overflow and not context.overflows_page(bottom_space, bottom):
        return False
    page = context.current_footnote_area.page
    more = _kept_together(box, linebox, resume_at, above, page_is_empty)
    room = page.content_box_y() + page.height - max(0.0, bottom_space) - bottom
    return not notearea.cut(context, room - more * line.height)


def _kept_together(box: Any, linebox: Any, resume_at: Any, above: int, page_is_empty: bool) -> int:
    """Lines of the paragraph that must follow on the page, so that it can be broken."""
    left = lines.lines_left(linebox, resume_at)
    if left is None:
        left = 0 if resume_at is None else box.style["widows"]
    more = 0 if page_is_empty else max(0, box.style["orphans"] - above)
    return left if left - more < box.style["widows"] else more
