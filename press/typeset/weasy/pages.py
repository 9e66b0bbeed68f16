"""Pages: as WeasyPrint makes them, with notes that go on from page to page.

A page that holds nothing but the rest of a note is not a blank page: it has its running heads
and its folio.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import weasyprint.layout
from weasyprint.formatting_structure import boxes
from weasyprint.layout import page as weasy_page

from press.typeset.weasy import notearea
from press.typeset.weasy.circles import laid_out
from press.typeset.weasy.patching import Patch
from press.typeset.weasy.recompile import recompiled

_REMAKE = (
    ("        (context.reported_footnotes and resume_at is None))\n", "        False)\n"),
    ("    name = _update_page_groups(page_groups, resume_at, next_page, root_box, blank)\n",
     """    name = (
        next_page['page'] if resume_at is None and waits(context, index + 1) else
        _update_page_groups(page_groups, resume_at, next_page, root_box, blank))
"""),
)
_MAKE = (
    ("    if page_type.blank:\n        previous_resume_at = resume_at\n",
     """    only_notes = page_number > 1 and resume_at is None and waits(context, page_number)
    if page_type.blank or only_notes:
        previous_resume_at = resume_at
"""),
    ("""    reported_footnotes = context.reported_footnotes
    context.reported_footnotes = []
    for i, reported_footnote in enumerate(reported_footnotes):
        context.footnotes.append(reported_footnote)
        overflow = context.layout_footnote(reported_footnote)
        if overflow and i != 0:
            context.report_footnote(reported_footnote)
            context.reported_footnotes = reported_footnotes[i:]
            break
""", """    begin_page(context, page_number, root_box, not (page_type.blank or only_notes))
"""),
    ("""    footnote_area = build.create_anonymous_boxes(footnote_area.deepcopy())
    footnote_area = block_level_layout(
        context, footnote_area, bottom_space=-inf, skip_stack=None,
        containing_block=footnote_area.page, page_is_empty=True,
        absolute_boxes=positioned_boxes, fixed_boxes=positioned_boxes)[0]
""", """    footnote_area = laid_out(context, footnote_area, positioned_boxes, positioned_boxes)
    end_page(context, page_number)
"""),
    ("""    cached_anchors = []
    cached_lookups = []
    for (_, _, _, _, x_remake_state) in page_maker[:page_number - 1]:
        cached_anchors.extend(x_remake_state.get('anchors', []))
        cached_lookups.extend(x_remake_state.get('content_lookups', []))
""", """    cached_anchors = seen_before(page_maker, page_number, 'anchors')
    cached_lookups = seen_before(page_maker, page_number, 'content_lookups')
"""),
    ("    if page_type.blank:\n        resume_at = previous_resume_at\n",
     "    if page_type.blank or only_notes:\n        resume_at = previous_resume_at\n"),
)


def patches() -> tuple[Patch, ...]:
    """Replace the making of one page and of all."""
    return ((weasy_page, "make_page", make_page),
            (weasy_page, "remake_page", recompiled(
                weasy_page, "remake_page", _REMAKE, {"waits": notearea.waits})),
            (weasyprint.layout, "make_all_pages", _make_all_pages))


class _Seen(set[Any]):
    """What WeasyPrint keeps in a list and looks for in it for every box of every page."""

    append = set.add


def _seen_before(page_maker: list[Any], page_number: int, what: str) -> _Seen:
    return _Seen(item for _, _, _, _, state in page_maker[:page_number - 1]
                 for item in state.get(what, ()))


make_page = recompiled(weasy_page, "make_page", _MAKE, {
    "waits": notearea.waits, "begin_page": notearea.begin_page, "end_page": notearea.end_page,
    "laid_out": notearea.laid_out, "seen_before": _seen_before})


def _make_all_pages(context: Any, root_box: Any, html: Any, pages: list[Any]) -> Iterator[Any]:
    """Pages without margin boxes; those that need not be made again are taken from ``pages``."""
    laid_out.set(context)
    left = notearea.notes_of(context).left
    context.rendered_notes = []
    index = 0
    while True:
        state = context.page_maker[index][-1]
        if index >= len(pages) or state["content_changed"] or state["pages_wanted"]:
            state.update(content_changed=False, pages_wanted=False, anchors=[],
                         content_lookups=[])
            before = left.get(index + 1)
            page, resume_at = weasy_page.remake_page(index, context, root_box, html)
            if left.get(index + 1) != before and index + 1 < len(pages):
                context.page_maker[index + 1][-1]["content_changed"] = True
            if state["content_changed"]:
                _from_its_beginning(context.page_maker, index, root_box)
            yield page
        else:
            resume_at = context.page_maker[index + 1][0]
            yield pages[index]
        index += 1
        if resume_at is None and not notearea.waits(context, index + 1):
            # Pages and content of an earlier round that are not there any more.
            context.page_maker = context.page_maker[:index + 1]
            context.broken_out_of_flow.clear()
            context.reported_footnotes.clear()
            return


def _from_its_beginning(page_maker: list[Any], index: int, root_box: Any) -> None:
    """A paragraph whose page numbers have changed is broken anew from its first line: the pages
    before this one on which it stands are made again."""
    line = _line_at(root_box, page_maker[index][0])
    while index > 0 and line is not None and _line_at(root_box, page_maker[index][0]) is line:
        index -= 1
        page_maker[index][-1]["content_changed"] = True


def _line_at(box: Any, stack: Any) -> Any:
    """The line box into which a skip stack leads; None where it leads to a block."""
    while stack:
        (index, stack), = stack.items()
        if not isinstance(box, boxes.ParentBox) or index >= len(box.children):
            return None
        box = box.children[index]
        if isinstance(box, boxes.LineBox):
            return box if stack else None
    return None
