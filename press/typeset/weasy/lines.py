"""Lines of Chinese: broken, spaced and placed by ``press.typeset.compose``.

A paragraph is composed once, when its first line is asked for; each line is then made of copies
of its boxes. WeasyPrint keeps what is no paragraph of Chinese: other scripts, floats, leaders.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline, preferred

from press.typeset.compose.breaking import Line, break_into
from press.typeset.compose.classes import is_han
from press.typeset.compose.rules import Rules
from press.typeset.faces import SONG
from press.typeset.shaping import FontBook
from press.typeset.weasy import sizes
from press.typeset.weasy.linebox import Surroundings, make_line
from press.typeset.weasy.paragraph import (
    Paragraph,
    compose,
    has_han,
    natural_width,
    natural_widths,
    set_lines,
)
from press.typeset.weasy.patching import Patch
from press.typeset.weasy.tokens import Declined

KEPT = "press_paragraph"
COMPOSED = "press_line"
"""Attribute of a line box: its paragraph, and the line as composed."""
_original = inline.get_next_linebox
_measure = preferred.split_first_line
_widths = preferred.inline_line_widths
composer: ContextVar[tuple[FontBook, Rules] | None] = ContextVar("composer", default=None)
"""Fonts and rules of the part that is being set; None leaves all lines to WeasyPrint."""

_USUAL = "press_usual"
_OTHERS = "press_others"
changes: ContextVar[Mapping[int, list[Line]]] = ContextVar("changes", default=MappingProxyType({}))
"""Lines for paragraphs that begin on the page, by the id of their line box, if they are not to
be set as they would be by themselves."""

begun: ContextVar[list[Any] | None] = ContextVar("begun", default=None)
"""The composed paragraphs that begin on the page that is being made."""


def paragraph_of(linebox: Any) -> Paragraph:
    """The composed paragraph of a box in ``begun``."""
    kept: tuple[float, Paragraph] = linebox.__dict__[KEPT]
    return kept[1]


def lines_left(linebox: Any, resume_at: Any) -> int | None:
    """How many lines of a paragraph follow from ``resume_at`` on; None if it is not composed."""
    if resume_at is None:
        return 0
    kept = linebox.__dict__.get(KEPT)
    number = _number(kept[1], resume_at) if kept is not None and kept[1] is not None else None
    return None if number is None else len(kept[1].lines) - number


def other_lines(linebox: Any, by: int) -> list[Line] | None:
    """The lines of a paragraph set in so many more or less; None where it cannot be."""
    paragraph = paragraph_of(linebox)
    known: dict[int, list[Line] | None]
    owner, known = linebox.__dict__.setdefault(_OTHERS, (paragraph, {}))
    if owner is not paragraph:
        known = {}
        linebox.__dict__[_OTHERS] = (paragraph, known)
    if by not in known:
        known[by] = break_into(paragraph.units, paragraph.measure, paragraph.indent,
                               paragraph.rules, paragraph.usual + by)
    return known[by]


@contextmanager
def composing(book: FontBook | None, rules: Rules | None) -> Iterator[None]:
    """Inside, paragraphs of Chinese are composed; without a book or rules they are not."""
    token = composer.set((book, rules) if book and rules else None)
    even = sizes.body.set(_above_and_below(book) if book and rules else None)
    try:
        yield
    finally:
        sizes.body.reset(even)
        composer.reset(token)
        begun.set(None)  # boxes must not outlive the engine: its libraries crash at exit


def _above_and_below(book: FontBook) -> tuple[float, float]:
    face = book.library.faces[book.number(SONG, 400, False)]
    return face.ascent / face.units, -face.descent / face.units


def patches() -> tuple[Patch, ...]:
    """Ask us for every line, and for the width of text that is not broken."""
    return ((inline, "get_next_linebox", _get_next_linebox),
            (preferred, "split_first_line", _split_first_line),
            (preferred, "inline_line_widths", _inline_line_widths))


def _split_first_line(text: str, style: Any, context: Any, max_width: float | None,
                      *args: Any, **kwargs: Any) -> Any:
    """What a box that is as wide as its text must hold: our widths, not Pango's."""
    found = _measure(text, style, context, max_width, *args, **kwargs)
    setting = composer.get()
    if max_width is not None or setting is None or found[2] is not None or \
            not any(map(is_han, text)):
        return found
    width = natural_width(text, style, *setting)
    return found if width is None else (*found[:3], width, *found[4:])


def _inline_line_widths(context: Any, box: Any, outer: bool, is_line_start: bool, minimum: bool,
                        skip_stack: Any = None, first_line: bool = False) -> Any:
    """The same for whole lines: between two elements there can be a gap."""
    setting = composer.get()
    if setting is not None and isinstance(box, boxes.LineBox) and not minimum and \
            skip_stack is None and not first_line and has_han(box):
        found = natural_widths(box, *setting)
        if found is not None:
            return iter(found)
    return _widths(context, box, outer, is_line_start, minimum, skip_stack, first_line)


def _get_next_linebox(context: Any, linebox: Any, position_y: float, bottom_space: float,
                      skip_stack: Any, containing_block: Any, absolute_boxes: Any,
                      fixed_boxes: Any, first_letter_style: Any,
                      first_line_style: Any) -> tuple[Any, Any]:
    paragraph = None
    if skip_stack is None:
        _forget_changed(linebox)
    if not (first_letter_style or first_line_style or _beside_float(context, position_y)):
        paragraph = _paragraph(context, linebox, containing_block)
    number = _number(paragraph, skip_stack) if paragraph else None
    if paragraph is None or number is None:
        theirs: tuple[Any, Any] = _original(
            context, linebox, position_y, bottom_space, skip_stack, containing_block,
            absolute_boxes, fixed_boxes, first_letter_style, first_line_style)
        return theirs
    if number == 0:
        _settle(linebox, paragraph)
    line = paragraph.lines[number]
    opened = begun.get()
    if number == 0 and opened is not None and not any(box is linebox for box in opened):
        opened.append(linebox)
    linebox.position_y = position_y
    linebox.position_x = containing_block.content_box_x()
    indent = linebox.text_indent if number == 0 else 0.0
    around = Surroundings(context, containing_block, absolute_boxes, fixed_boxes)
    made = make_line(paragraph, line, linebox, indent, around)
    made.__dict__[COMPOSED] = (paragraph, line)
    linebox.width, linebox.height = made.width, made.height
    if number + 1 == len(paragraph.lines):
        return made, None
    return made, _stack(paragraph.paths[number + 1])


def _beside_float(context: Any, y: float) -> bool:
    """Whether a float reaches below ``y``: lines beside it are shorter, and WeasyPrint's."""
    return any(shape.position_y + shape.margin_height() > y for shape in context.excluded_shapes)


def _forget_changed(linebox: Any) -> None:
    """Content that WeasyPrint has filled in since (page counters) makes another paragraph."""
    kept = linebox.__dict__.get(KEPT)
    if kept is not None and kept[1] is not None and not kept[1].is_of(linebox):
        del linebox.__dict__[KEPT]


def _paragraph(context: Any, linebox: Any, containing_block: Any) -> Paragraph | None:
    """The composed paragraph, kept with its box for as long as its measure holds."""
    setting = composer.get()
    if setting is None:
        return None
    width = containing_block.width
    kept: tuple[float, Paragraph | None] | None = linebox.__dict__.get(KEPT)
    if kept is not None and kept[0] == width:
        return kept[1]
    paragraph = None
    style = linebox.style
    if style["direction"] == "ltr" and style["white_space"] != "pre" and has_han(linebox):
        try:
            paragraph = compose(context, linebox, containing_block, *setting)
        except Declined:
            paragraph = None
    linebox.__dict__[KEPT] = (width, paragraph)
    return paragraph


def _settle(linebox: Any, paragraph: Paragraph) -> None:
    """The page on which a paragraph begins decides in how many lines it is set."""
    wanted = changes.get().get(id(linebox))
    usual = linebox.__dict__.get(_USUAL)
    if usual is not None and usual[0] is not paragraph:
        usual = None
    if wanted is None:
        if usual is None:
            return
        wanted = usual[1]
    elif usual is None:
        linebox.__dict__[_USUAL] = (paragraph, paragraph.lines)
    if paragraph.lines is not wanted:
        set_lines(paragraph, wanted)


def _number(paragraph: Paragraph, stack: Any) -> int | None:
    """The number of the line that begins where ``stack`` says; None where none does."""
    if stack is None:
        return 0
    path = []
    while stack is not None:
        (index, stack), = stack.items()
        path.append(index)
    return paragraph.starts.get(tuple(path))


def _stack(path: tuple[int, ...]) -> Any:
    stack: Any = None
    for index in reversed(path):
        stack = {index: stack}
    return stack
