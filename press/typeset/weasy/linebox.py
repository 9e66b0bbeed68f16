"""One composed line → boxes for WeasyPrint: copies of those that the line crosses."""

from __future__ import annotations

from typing import Any
from unicodedata import category

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.layout.absolute import AbsolutePlaceholder

from press.dataclass import dataclass
from press.typeset.compose.breaking import Line
from press.typeset.compose.classes import is_han
from press.typeset.compose.spacing import positions
from press.typeset.weasy.gathering import Leaf, Raised, lay_out, text_boxes
from press.typeset.weasy.glyphs import Piece, Under
from press.typeset.weasy.paragraph import Paragraph, is_justified
from press.typeset.weasy.ruby import RAISE, reading_box
from press.typeset.weasy.sizes import strut


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What WeasyPrint hands on for boxes within the line."""

    context: Any
    containing_block: Any
    absolute_boxes: Any
    fixed_boxes: Any


def make_line(paragraph: Paragraph, line: Line, linebox: Any, indent: float,
              around: Surroundings) -> Any:
    """A line box with copies of what stands in the line; its top at the line box's."""
    units = paragraph.units
    style = linebox.style
    align = style["text_align_all"]
    if line.final:
        last = style["text_align_last"]
        align = align if last == "auto" else last
    slack = line.slack
    if slack > 0 and (align != "justify" or not is_justified(style)):
        slack = 0.0
    if line.final and slack > 0 and style["text_align_last"] != "justify":
        slack = 0.0
    at, even = positions(units, line.first, line.last, slack, line.lead)
    end = at[-1] - units.shift[line.last] + units.advance[line.last]
    # What is left free beside a line that is not justified.
    free = max(0.0, line.slack - slack)
    offset = linebox.position_x + indent
    if align == "center":
        offset += free / 2
    elif align in ("right", "end"):
        offset += free
    builder = _Builder(paragraph, line, at, end, even, offset, linebox.position_y, around)
    made = builder.container(linebox)
    made.resume_at = None
    made.position_x = linebox.position_x
    made.width = offset + end - linebox.position_x
    inline._adjust_line_height(made)
    bottom, top = inline.line_box_verticality(made)
    made.baseline = -top
    made.position_y = top
    made.height = bottom - top
    made.margin_top = made.margin_bottom = 0
    made.translate(0, linebox.position_y - top)
    made.position_y = linebox.position_y
    for placeholder in builder.placeholders:
        if "inline" in placeholder.style.specified["display"]:
            placeholder.translate(0, made.position_y - placeholder.position_y)
        else:
            placeholder.translate(made.position_x - placeholder.position_x,
                                  made.position_y + made.height - placeholder.position_y)
    return made


class _Builder:
    """Copies the boxes that one line crosses."""

    def __init__(self, paragraph: Paragraph, line: Line, at: list[float], end: float, even: float,
                 offset: float, y: float, around: Surroundings) -> None:
        self._paragraph, self._line, self._at = paragraph, line, at
        self._end, self._even, self._offset, self._y = end, even, offset, y
        self._leaves, self._around = paragraph.by_box, around
        self.placeholders: list[Any] = []

    def container(self, box: Any) -> Any:
        children = []
        first, last = self._line.first, self._line.last
        for child in box.children:
            leaf = self._leaves.get(id(child))
            if leaf is not None:
                if leaf.first <= last and leaf.first + leaf.count > first:
                    children.append(self._leaf(leaf))
            elif id(child) in self._paragraph.raised:
                raised = self._paragraph.raised[id(child)]
                if first <= raised.reading.first <= last:
                    children.append(self._reading(child, raised))
            elif id(child) in self._paragraph.spans:
                begin, end = self._paragraph.spans[id(child)]
                if self._stands_here(begin) if begin == end else begin <= last and end > first:
                    children.append(self._inline(child, begin, end))
            elif id(child) in self._paragraph.anchors:
                children += self._out_of_flow(child, self._paragraph.anchors[id(child)])
        made = box.copy_with_children(children)
        made.position_y = self._y
        return made

    def _stands_here(self, anchor: int) -> bool:
        """Whether what stands before the unit ``anchor``, or behind the last, is in this line."""
        line = self._line
        return line.first <= anchor < line.next or \
            anchor == line.next == len(self._paragraph.units.text)

    def _out_of_flow(self, child: Any, anchor: int) -> list[Any]:
        """A place for what is positioned against the page or a block; running elements go to
        the page that the line is on."""
        line, around = self._line, self._around
        if not self._stands_here(anchor):
            return []
        if not child.is_absolutely_positioned():
            around.context.add_running_element(child)
            return []
        child.position_x = self._x(anchor) if anchor <= line.last else self._offset + self._end
        child.position_y = self._y
        placeholder = AbsolutePlaceholder(child)
        boxes_of_kind = around.absolute_boxes if child.style["position"] == "absolute" \
            else around.fixed_boxes
        boxes_of_kind.append(placeholder)
        self.placeholders.append(placeholder)
        return [placeholder]

    def _inline(self, child: Any, begin: int, end: int) -> Any:
        first, last = self._line.first, self._line.last
        new = self.container(child)
        new.remove_decoration(start=begin < first, end=end > self._line.next)
        left = new.margin_left + new.border_left_width + new.padding_left
        flow = [inner for inner in new.children if inner.is_in_normal_flow()
                and not (new.element_tag == "ruby" and inner.element_tag == "rt")]
        if flow:
            new.position_x = flow[0].position_x - left
            new.width = flow[-1].position_x + flow[-1].margin_width() - flow[0].position_x
        else:
            new.width = 0
            new.position_x = self._x(begin) if begin <= last else self._offset + self._end
        inline._adjust_line_height(new)
        if child.style["press_line_under"] != "none" and flow:
            self._under(new, begin, end, child.style)
        return new

    def _x(self, unit: int) -> float:
        """Where a unit begins, its trimmed half not counted."""
        units = self._paragraph.units
        return self._offset + self._at[unit - self._line.first] - units.shift[unit]

    def _leaf(self, leaf: Leaf) -> Any:
        if isinstance(leaf.box, boxes.TextBox):
            return self._text(leaf)
        x = self._x(leaf.first) + self._paragraph.edges.before.get(leaf.first, 0.0)
        around = self._around
        made, leaf.made = leaf.made, None
        if made is not None:
            made.translate(x - made.position_x, 0)
        else:
            made = lay_out(around.context, leaf.box, x, around.containing_block,
                           around.absolute_boxes, around.fixed_boxes)
        if isinstance(leaf.box, boxes.ReplacedBox):
            made.position_y = self._y
        return made

    def _text(self, leaf: Leaf) -> Any:
        paragraph, line = self._paragraph, self._line
        units, edges = paragraph.units, paragraph.edges
        first = max(leaf.first, line.first)
        last = min(leaf.first + leaf.count - 1, line.last)
        text = "".join(units.text[first:last + 1])
        style = leaf.box.style
        size = style["font_size"]
        start = self._x(first) + edges.before.get(first, 0.0)
        stop = self._stop(last, style)
        base = line.first
        at = [self._offset + x - start for x in self._at[first - base:last + 1 - base]]
        shaped = paragraph.shaped[first:last + 1]
        hyphen = paragraph.hyphens.get(last)
        if hyphen is not None and last == line.last and not line.final:
            text += style["hyphenate_character"]
            at.append(at[-1] + shaped[-1].advance * size)
            shaped = [*shaped, hyphen]
            stop += hyphen.advance * size
        box = self._box(leaf.box, text, start, stop - start)
        tail = self._next(last) - start - at[-1] - shaped[-1].advance * size
        spacing = 0.0 if style["letter_spacing"] == "normal" else style["letter_spacing"]
        box.pango_layout = piece = Piece(text, style, tuple(at), tuple(shaped),
                                         self._even + spacing, tail, paragraph.book)
        if style["press_emphasis"] == "dot":
            piece.dots = tuple(x + s.advance * size / 2
                               for x, s, t in zip(at, shaped, units.text[first:], strict=False)
                               if _is_letter(t))
        return box

    def _stop(self, last: int, style: Any) -> float:
        """Where a text box ends: with its last glyph, or where the next one begins that shares
        its underline."""
        paragraph, units = self._paragraph, self._paragraph.units
        after = paragraph.edges.after.get(last)
        if last == self._line.last and after is None:
            return self._offset + self._end
        stop = self._x(last) + units.advance[last]
        if after is not None:
            return stop - after
        behind = paragraph.leaves[paragraph.owner[last + 1]].box.style
        line = style["text_decoration_line"]
        if line != "none" and behind["text_decoration_line"] == line:
            return self._x(last + 1)
        return min(stop, self._x(last + 1))

    def _next(self, unit: int) -> float:
        """Where the glyph behind a unit stands, if it is text: up to there is no space."""
        behind = unit + 1
        if behind > self._line.last or not self._paragraph.shaped[behind].glyphs:
            return self._offset + self._at[unit - self._line.first]
        return self._offset + self._at[behind - self._line.first]

    def _box(self, original: Any, text: str, x: float, width: float) -> Any:
        box = original.copy_with_text(text)
        box.position_x, box.position_y, box.width = x, self._y, width
        height, box.baseline = strut(box.style)
        box.height = box.style["font_size"]
        box.margin_top = box.margin_bottom = (height - box.height) / 2
        return box

    def _reading(self, box: Any, raised: Raised) -> Any:
        """The box of ``rt``, centred above its base."""
        reading, units = raised.reading, self._paragraph.units
        last = min(reading.end - 1, self._line.last)
        edges = self._paragraph.edges
        left = self._x(reading.first) + edges.before.get(reading.first, 0.0)
        right = self._x(last) + units.advance[last] - edges.after.get(last, 0.0)
        made = reading_box(box, raised, (left + right - reading.width) / 2, self._y,
                           RAISE * units.size[reading.first], self._paragraph.book)
        final = list(text_boxes(made))[-1]
        final.pango_layout.tail = self._next(last) - final.position_x - final.width
        return made

    def _under(self, box: Any, begin: int, end: int, style: Any) -> None:
        """A line under exactly the glyphs of ``box``, shortened at its ends so that two of them
        stay apart."""
        line, units, size = self._line, self._paragraph.units, style["font_size"]
        first, last = max(begin, line.first), min(end - 1, line.last)
        while last > first and not self._paragraph.shaped[last].glyphs:
            last -= 1
        start = self._offset + self._at[first - line.first]
        if first == line.first:
            start += max(0.0, units.lead[first] if line.lead else 0.0)
        stop = self._offset + self._at[last - line.first] \
            + self._paragraph.shaped[last].advance * units.size[last]
        if last == line.last:
            stop -= max(0.0, units.trail[last])
        else:
            stop += min(0.0, units.gap[last])
        short = size / 12
        start += short if begin >= line.first else 0.0
        stop -= short if end - 1 <= line.last else 0.0
        for inner in box.descendants():
            piece = getattr(inner, "pango_layout", None)
            if isinstance(piece, Piece) and not piece.rise:
                under = Under(start - inner.position_x, stop - inner.position_x, size,
                              style["press_line_under"] == "wavy")
                piece.unders = (*piece.unders, under)
                return


def _is_letter(text: str) -> bool:
    """Whether a dot of emphasis goes under it: not under marks, nor under Latin (clreq 3.4)."""
    return is_han(text[0]) and category(text[0]) in ("Lo", "Lm", "Nl")
