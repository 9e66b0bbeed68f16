"""Labels of boxes: a sheet of them is typeset once, and filled with what each label says.

So it is where the layout declares all fields of labels (``[parts.box-labels.fields]``). Sheets with
a label that says more than there is room for, and the last one if it is not full, are laid out for
themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from press.assembly.personal import Fields, fields_of, fitting
from press.build.plan import Composition
from press.build.settle import settle_apart
from press.dataclass import dataclass
from press.layout.filling import stand_ins, too_long, written
from press.layout.forms import Form
from press.packets.lists import BOX, Lists
from press.packets.stock import Stock
from press.values import FaceUse, Pages, Part, Problem, has_errors

Said = Mapping[str, str]
PIECE = "box-labels"
PROBES = (9, 33, 129)
"""So many labels are set to see how many go on a sheet; where all do, more."""
AT_ONCE = 40
"""Labels that are laid out in one go where no sheet can be filled."""


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """A full sheet of labels with stand-ins."""

    labels: int
    part: Part
    pages: Pages
    fields: Fields


@dataclass(frozen=True, slots=True)
class Filled:
    """A sheet, and what is filled into it: ``1-place`` is the place on its first label."""

    part: Part
    pages: Pages
    said: Said


def label_sheet(stock: Stock, lists: Lists) -> tuple[LabelSheet | None, tuple[Problem, ...]]:
    """One that can be filled; None where the layout gives no fields, or where the stand-ins do not
    stand as they should: then labels are laid out as they are."""
    if not set(BOX) <= set(stock.forms.layout.config.parts[PIECE].fields):
        return None, ()
    for count in PROBES:
        sheet, problems = _sheet(stock, lists, count)
        if sheet is None:
            return None, problems
        first = len({name.split("-")[0] for name in sheet.fields.pages[0].fields})
        if first < count:
            sheet, problems = _sheet(stock, lists, first)
            stands = sheet is not None and sheet.pages.count == 1 and sorted(
                sheet.fields.pages[0].fields) == sorted(
                    f"field:{n}-{name}" for n in range(1, first + 1) for name in BOX)
            return sheet if stands else None, problems
    return None, ()


def label_parts(stock: Stock, lists: Lists, sheet: LabelSheet | None, labels: Sequence[Said]
                ) -> tuple[list[Part | Filled], tuple[FaceUse, ...], tuple[Problem, ...]]:
    """Sheets with all ``labels``: filled ones, and parts that are still to be typeset; and what
    the filled ones ask of their faces."""
    size = sheet.labels if sheet else AT_ONCE
    uses: tuple[FaceUse, ...] = ()
    unfit: set[tuple[str, str]] = set()
    if sheet is not None:
        fit = fitting(sheet.pages, sheet.fields, stock.shop.library.by_name, {
            f"{n}-{name}": dict.fromkeys(one[name] for one in labels)
            for n in range(1, size + 1) for name in BOX})
        uses, unfit = fit.uses, {(name.split("-")[1], value) for name, value in fit.unfit}
    piece = stock.forms.layout.config.parts[PIECE]
    made: list[Part | Filled] = []
    problems: tuple[Problem, ...] = ()
    for at in range(0, len(labels), size):
        group = labels[at:at + size]
        if sheet is not None and len(group) == size and not any(
                too_long(piece, one) or unfit & {(name, one[name]) for name in BOX}
                for one in group):
            made.append(Filled(sheet.part, sheet.pages, {
                f"{n}-{name}": one[name] for n, one in enumerate(group, 1) for name in BOX}))
            continue
        parts, found = stock.forms.lay_out(Form(
            PIECE, f"boxes/{at + 1}",
            boxes=tuple(lists.box({**one, **written(piece, one)}) for one in group)))
        made += parts
        problems += found
    return made, uses, problems


def _sheet(stock: Stock, lists: Lists, count: int
           ) -> tuple[LabelSheet | None, tuple[Problem, ...]]:
    """So many labels with stand-ins."""
    piece = stock.forms.layout.config.parts[PIECE]
    boxes = tuple(lists.box(stand_ins(piece, f"{n}-")) for n in range(1, count + 1))
    parts, problems = stock.forms.lay_out(Form(PIECE, "boxes/0", boxes=boxes))
    if not parts:
        return None, problems
    settled = settle_apart(Composition(parts, (), "reader", stock.title, stock.lang, "",
                                       stock.date), stock.shop, tree=False)
    problems += settled.problems
    if has_errors(problems):
        return None, problems
    pages = settled.pages[0]
    return LabelSheet(count, settled.parts[0], pages, fields_of(pages)), problems
