"""The inline boxes of a paragraph → units, and where in the boxes each unit comes from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

from press.dataclass import dataclass, field
from press.typeset.compose.classes import Kind
from press.typeset.compose.edges import Edges, Reading
from press.typeset.compose.rules import has_centred_marks
from press.typeset.shaping import FontBook, Shaped
from press.typeset.weasy.sizes import resolve_percentages
from press.typeset.weasy.tokens import Declined, tokens_of

OBJECT = "\ufffc"
"""Text of a unit that is an image or a block."""
_NO_EDGES = {f"{name}_{side}{tail}": 0 for side in ("top", "right", "bottom", "left")
             for name, tail in (("margin", ""), ("padding", ""), ("border", "_width"))}
"""Text has no edges of its own: what ``resolve_percentages`` finds out at length."""


@dataclass(slots=True)
class Leaf:
    """A text box or an atomic box, and its units."""

    box: Any
    path: tuple[int, ...]
    """Indexes of children from the line box down."""
    first: int
    count: int
    made: Any = None
    """A block in a line as it was laid out to be measured, its margins at 0, for the first line
    that has it."""


@dataclass(slots=True)
class Raised:
    """A reading: the box of ``rt``, and where in it each token stands."""

    reading: Reading
    texts: list[tuple[Any, list[str], list[Shaped], list[float]]] = field(default_factory=list)
    """Text box, tokens, and where each stands from the left end of the reading (CSS px)."""


def text_boxes(box: Any) -> Iterator[Any]:
    """All text boxes in the inline ``box`` that hold text."""
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            if child.text:
                yield child
        elif isinstance(child, boxes.InlineBox):
            yield from text_boxes(child)


class Gatherer:
    """Walks through the inline boxes of a line box."""

    def __init__(self, context: Any, containing_block: Any, book: FontBook) -> None:
        self._context, self._block, self._book = context, containing_block, book
        self.text: list[str] = []
        self.size: list[float] = []
        self.advance: list[float] = []
        self.kinds: list[Kind] = []
        self.joined: list[bool] = []
        self.shaped: list[Shaped] = []
        self.owner: list[int] = []
        self.leaves: list[Leaf] = []
        self.spans: dict[int, tuple[int, int]] = {}
        self.edges = Edges()
        self.hyphens: dict[int, Shaped] = {}
        self.raised: dict[int, Raised] = {}
        self.anchors: dict[int, int] = {}
        """id of a box out of the flow → the unit before which it stands in the text."""
        self._relative = 0

    def walk(self, box: Any, path: tuple[int, ...]) -> None:
        """Add what is in ``box``."""
        first = len(self.text)
        for index, child in enumerate(box.children):
            self._child(child, (*path, index))
        self.spans[id(box)] = (first, len(self.text))

    def _child(self, child: Any, path: tuple[int, ...]) -> None:
        if not child.is_in_normal_flow():
            if child.is_floated() or child.is_footnote() or (
                    self._relative and child.is_absolutely_positioned()):
                raise Declined
            self.anchors[id(child)] = len(self.text)
        elif isinstance(child, boxes.TextBox):
            self._text(child, path)
        elif isinstance(child, boxes.InlineBox):
            self._inline(child, path)
        elif isinstance(child, boxes.AtomicInlineLevelBox):
            self._atomic(child, path)
        else:
            raise Declined

    def _inline(self, box: Any, path: tuple[int, ...]) -> None:
        if box.is_leader:
            raise Declined
        left, right = self._sides(box)
        first = len(self.text)
        relative = box.style["position"] == "relative"
        self._relative += relative
        if box.element_tag == "ruby" and box.style["press_reading"] == "above":
            self._ruby(box, path)
        else:
            self.walk(box, path)
        self._relative -= relative
        end = len(self.text)
        if left or right:
            if first == end or box.style["box_decoration_break"] == "clone":
                raise Declined
            before, after = self.edges.before, self.edges.after
            before[first] = before.get(first, 0.0) + left
            after[end - 1] = after.get(end - 1, 0.0) + right
        if box.element_tag.endswith("::footnote-call"):
            for i in range(first, end):
                self.kinds[i] = Kind.NOTE

    def _sides(self, box: Any) -> tuple[float, float]:
        """What an inline box has at its left and right besides its content."""
        resolve_percentages(box, self._block)
        result = []
        for side in ("left", "right"):
            if getattr(box, f"margin_{side}") == "auto":
                setattr(box, f"margin_{side}", 0)
            result.append(getattr(box, f"margin_{side}") + getattr(box, f"padding_{side}")
                          + getattr(box, f"border_{side}_width"))
        return result[0], result[1]

    def _atomic(self, box: Any, path: tuple[int, ...]) -> None:
        if self._context is None:
            raise Declined  # only widths of text are asked for
        if any(getattr(inner, "footnote", None) for inner in box.descendants()):
            raise Declined  # it is laid out twice, and notes would be, too
        absolute: list[Any] = []
        fixed: list[Any] = []
        made = lay_out(self._context, box, 0, self._block, absolute, fixed)
        # An image takes no time; and what stands against the page, or runs with it, must be told
        # to the page that the line is on.
        again = absolute or fixed or isinstance(made, boxes.ReplacedBox) or not all(
            inner is box or inner.is_in_normal_flow()
            for inner in box.descendants(placeholders=True))
        leaf = Leaf(box, path, len(self.text), 1, None if again else made)
        self.text.append(OBJECT)
        self.size.append(box.style["font_size"])
        self.advance.append(made.margin_width())
        self.kinds.append(Kind.BOX)
        self.joined.append(False)
        self.shaped.append(Shaped("", 0, (), 0.0, Kind.BOX))
        self.owner.append(len(self.leaves))
        self.leaves.append(leaf)

    def _ruby(self, box: Any, path: tuple[int, ...]) -> None:
        """Bases are ``rb`` or what stands before an ``rt``; the first without a reading gets
        the next (HTML 4.5.10, and the tabular form of XHTML)."""
        first = begin = len(self.text)
        bases: list[tuple[int, int]] = []
        for index, child in enumerate(box.children):
            tag = child.element_tag
            if isinstance(child, boxes.TextBox) and not child.text.strip():
                continue
            if tag in ("rt", "rb") and begin < len(self.text):
                bases.append((begin, len(self.text)))
                begin = len(self.text)
            if tag == "rt":
                if not bases or not isinstance(child, boxes.InlineBox):
                    raise Declined
                self._reading(child, *bases.pop(0))
                continue
            self._child(child, (*path, index))
            if tag == "rb" and begin < len(self.text):
                bases.append((begin, len(self.text)))
                begin = len(self.text)
        self.spans[id(box)] = (first, len(self.text))

    def _reading(self, box: Any, first: int, end: int) -> None:
        texts: list[tuple[Any, list[str], list[Shaped], list[float]]] = []
        x = 0.0
        resolve_percentages(box, self._block)
        for inner in box.descendants():
            if isinstance(inner, boxes.InlineBox):
                resolve_percentages(inner, self._block)
            elif not isinstance(inner, boxes.TextBox):
                raise Declined
        held = list(text_boxes(box))
        for child in held:
            child.__dict__.update(_NO_EDGES)
            size = child.style["font_size"]
            text = child.text.lstrip() if child is held[0] else child.text
            text = text.rstrip() if child is held[-1] else text
            if not text:
                continue
            found = tokens_of(text, child.style, self._book)
            places = []
            for shaped in found.shaped:
                places.append(x)
                x += shaped.advance * size
            texts.append((child, found.text, found.shaped, places))
        if texts:
            reading = Reading(first, end, x)
            self.edges.readings.append(reading)
            self.raised[id(box)] = Raised(reading, texts)

    def _text(self, box: Any, path: tuple[int, ...]) -> None:
        if not box.text:
            return
        box.__dict__.update(_NO_EDGES)
        first = len(self.text)
        self.add(box.text, box.style)
        count = len(self.text) - first
        self.owner += [len(self.leaves)] * count
        self.leaves.append(Leaf(box, path, first, count))

    def add(self, text: str, style: Any) -> None:
        """Shape a text and add its units."""
        white = style["white_space"]
        if white == "pre":
            raise Declined
        found = tokens_of(text, style, self._book)
        size, shaped, count = style["font_size"], found.shaped, len(found.text)
        spacing = style["letter_spacing"]
        first = len(self.text)
        self.text += found.text
        self.shaped += shaped
        if spacing != "normal" and spacing:
            self.advance += [s.advance * size + spacing * max(1, len(s.glyphs)) for s in shaped]
        else:
            self.advance += [s.advance * size for s in shaped]
        if white == "pre-wrap":
            # A space that is kept is as wide as it is, and a line may end at either side of it.
            self.kinds += [Kind.BOX if s.kind is Kind.SPACE else s.kind for s in shaped]
        else:
            self.kinds += [s.kind for s in shaped]
        self.size += [size] * count
        self.joined += [white == "nowrap"] * count
        if white == "nowrap":
            self.joined[-1] = False
        if has_centred_marks(style["lang"] or ""):
            self.edges.shifts |= {first + i: s.shift * size
                                  for i, s in enumerate(shaped) if s.shift}
        for index, penalty in found.penalties.items():
            self.edges.penalties[first + index] = penalty
        for index, hyphen in found.hyphens.items():
            self.hyphens[first + index] = hyphen
            self.edges.hyphens[first + index] = hyphen.advance * size


def lay_out(context: Any, box: Any, x: float, containing_block: Any, absolute_boxes: Any,
            fixed_boxes: Any) -> Any:
    """An atomic box as WeasyPrint lays it out, its margins at ``x``."""
    resolve_percentages(box, containing_block)
    made = inline.atomic_box(context, box, x, None, containing_block, absolute_boxes, fixed_boxes)
    made.position_x = x if isinstance(made, boxes.ReplacedBox) else made.position_x
    return made
