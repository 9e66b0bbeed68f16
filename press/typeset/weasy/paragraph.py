"""One paragraph, composed: its units, its lines, and where they are in the boxes."""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.percent import percentage

from press.dataclass import dataclass, replace
from press.typeset.compose import edges
from press.typeset.compose.breaking import Line, break_lines
from press.typeset.compose.classes import Kind, is_han
from press.typeset.compose.rules import Rules
from press.typeset.compose.units import Units, make_units
from press.typeset.shaping import FontBook, Shaped
from press.typeset.weasy.gathering import Gatherer, Leaf, Raised, text_boxes
from press.typeset.weasy.properties import rules_of
from press.typeset.weasy.tokens import Declined


@dataclass(slots=True)
class Paragraph:
    """A paragraph composed to one measure."""

    units: Units
    shaped: list[Shaped]
    leaves: list[Leaf]
    owner: list[int]
    """Of each unit: number of its leaf."""
    spans: dict[int, tuple[int, int]]
    """id of a box → its first unit and the one behind its last."""
    lines: list[Line]
    paths: list[tuple[int, ...]]
    """Of each line where it begins: path of its box, and bytes before it if that is text."""
    starts: dict[tuple[int, ...], int]
    """The same, path → number of the line."""
    measure: float
    book: FontBook
    by_box: dict[int, Leaf]
    """Leaves by the id of their box."""
    texts: list[tuple[Any, str]]
    """Text boxes and what they held."""
    usual: int
    """Lines that it has by itself."""
    indent: float
    rules: Rules
    edges: edges.Edges
    hyphens: dict[int, Shaped]
    """Drawn behind a unit where the line ends."""
    raised: dict[int, Raised]
    """Readings by the id of the box of ``rt``."""
    anchors: dict[int, int]
    """id of a box out of the flow → the unit before which it stands in the text."""

    def is_of(self, linebox: Any) -> bool:
        """Whether ``linebox`` still holds what was composed."""
        now = list(text_boxes(linebox))
        return len(now) == len(self.texts) and all(
            box is known and box.text == text
            for box, (known, text) in zip(now, self.texts, strict=True))


def has_han(box: Any) -> bool:
    """Whether any text in the inline ``box`` is Chinese."""
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            if any(map(is_han, child.text)):
                return True
        elif isinstance(child, boxes.InlineBox) and has_han(child):
            return True
    return False


def compose(context: Any, linebox: Any, containing_block: Any, book: FontBook,
            house: Rules) -> Paragraph:
    """Units and lines of ``linebox``; Declined for what this composer does not set."""
    style = linebox.style
    rules = _rules(style, house)
    found = Gatherer(context, containing_block, book)
    found.walk(linebox, ())
    units = _units(found, rules)
    measure = containing_block.width
    indent = percentage(style["text_indent"], style, measure)
    if all(kind is Kind.SPACE for kind in units.kind):
        raise Declined
    lines = break_lines(units, measure, indent, rules, justify=is_justified(style))
    result = Paragraph(units, found.shaped, found.leaves, found.owner, found.spans, lines, [], {},
                       measure, book, {id(leaf.box): leaf for leaf in found.leaves},
                       [(box, box.text) for box in text_boxes(linebox)], len(lines), indent,
                       rules, found.edges, found.hyphens, found.raised, found.anchors)
    set_lines(result, lines)
    return result


def is_justified(style: Any) -> bool:
    """Whether lines are stretched to the measure: not where spaces are kept as typed."""
    return bool(style["text_align_all"] == "justify" and style["white_space"] != "pre-wrap")


def _rules(style: Any, house: Rules) -> Rules:
    rules = rules_of(style, house)
    if style["white_space"] == "pre-wrap":
        # What is set as typed, such as code, gets no gaps of ours.
        rules = replace(rules, autospace=False, marks="full")
    return rules


def _units(found: Gatherer, rules: Rules) -> Units:
    return make_units(found.text, found.size, found.advance, found.kinds, found.joined, rules,
                      lambda units: edges.apply(units, found.edges))


def set_lines(paragraph: Paragraph, lines: list[Line]) -> None:
    """Break it into ``lines``. Each text is gone through once, however many lines it has."""
    text, owner = paragraph.units.text, paragraph.owner
    paragraph.lines = lines
    paragraph.paths = [()]
    leaf, done, before = None, 0, 0
    for line in lines[1:]:
        now = paragraph.leaves[owner[line.first]]
        if now is not leaf:
            leaf, done, before = now, now.first, 0
        if isinstance(now.box, boxes.TextBox):
            before += len("".join(text[done:line.first]).encode())
            done = line.first
            paragraph.paths.append((*now.path, before))
        else:
            paragraph.paths.append(now.path)
    paragraph.starts = {path: number for number, path in enumerate(paragraph.paths) if number}


def natural_width(text: str, style: Any, book: FontBook, house: Rules) -> float | None:
    """The width of ``text`` on one line, neither squeezed nor stretched; CSS px.

    None where it is not ours to set.
    """
    found = Gatherer(None, None, book)
    try:
        found.add(text, style)
    except Declined:
        return None
    return _units(found, _rules(style, house)).start[-1]


def natural_widths(linebox: Any, book: FontBook, house: Rules) -> list[float] | None:
    """The same of all lines that a line box has by itself, with its gaps between elements."""
    found = Gatherer(None, (0.0, 0.0), book)
    try:
        found.walk(linebox, ())
    except Declined:
        return None
    if not found.text:
        return None
    units = _units(found, _rules(linebox.style, house))
    widths = []
    first = 0
    for last, kind in enumerate(units.kind):
        if kind is Kind.BREAK or last + 1 == len(units.kind):
            widths.append(units.start[last] + units.advance[last] - units.start[first]
                          - min(0.0, units.lead[first]) - min(0.0, units.trail[last]))
            first = last + 1
    widths[0] += percentage(linebox.style["text_indent"], linebox.style, 0)
    return widths
