"""Sheets as a PDF.

The document is turned into its sheets in place: the content stream of each page becomes a form
XObject under the same object, so that fonts and images stay shared, nothing is decoded or copied,
and text stays text. What belongs to single pages is left behind: annotations, outline, tags.
"""

from __future__ import annotations

from io import BytesIO
from typing import Literal

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from press.imposition.forms import Forms
from press.imposition.job import Passes
from press.imposition.placing import ALL, MM, draw, printed, show
from press.imposition.sheets import Imposition, Rect, SheetSide, Size
from press.imposition.signs import Signs
from press.imposition.source import BROKEN, Source, open_source, reason

_KEPT = {"/Type", "/Version", "/Extensions", "/Lang", "/OCProperties", "/OutputIntents"}
"""Of the catalogue: what says how pages print. The rest points to pages that are no more."""


class DamagedError(ValueError):
    """The document opened, but something in it cannot be written again."""


def impose(pdf: bytes, imposition: Imposition) -> bytes:
    """The sheets of ``pdf``, two PDF pages a sheet; ValueError for a PDF that cannot be used."""
    source, problems = open_source(pdf)
    if source is None:
        raise ValueError(problems[0].code)
    return write(source, imposition)


def write(source: Source, imposition: Imposition, passes: Passes = "duplex",
          backs: Literal["same", "reversed"] = "reversed") -> bytes:
    """The sides that are printed, as pages; the same input gives the same bytes.

    ``passes`` and ``backs`` as in ``Job``; a sheet worked and turned is one page, and so is one
    that is printed on one side. ValueError where the imposition names a page that the source does
    not have; DamagedError.
    """
    pdf = source.pdf
    sides = _sides(imposition, passes, backs)
    highest = max((slot.page or 0 for side in sides for slot in side.slots), default=0)
    if highest > len(source.pages):
        raise ValueError(f"page {highest} of a document of {len(source.pages)} pages")
    duplex = passes == "duplex" and imposition.sides == 2 and imposition.turning == "sheetwise"
    out = BytesIO()
    try:
        forms = Forms(pdf, [page.obj for page in pdf.pages], source.pages)
        tree = pdf.make_indirect(Dictionary(Type=Name.Pages))
        signs = Signs(pdf)
        tree.Kids = Array([_sheet(forms, signs, tree, side, imposition.sheet_size)
                           for side in sides])
        tree.Count = len(sides)
        forms.untag()
        _catalogue(pdf, tree, imposition, duplex=duplex)
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True,
                 preserve_pdfa=False, fix_metadata_version=False)
    except BROKEN as error:
        raise DamagedError(reason(error)) from error
    return out.getvalue()


def _sides(imposition: Imposition, passes: Passes,
           backs: Literal["same", "reversed"]) -> list[SheetSide]:
    """In the order of the PDF's pages."""
    fronts = [sheet.front for sheet in imposition.sheets]
    if imposition.sides == 1 or imposition.turning != "sheetwise" or passes == "fronts":
        return fronts
    behind = [sheet.back for sheet in imposition.sheets]
    if passes == "duplex":
        return [side for pair in zip(fronts, behind, strict=True) for side in pair]
    if backs == "reversed":
        behind.reverse()
    return behind if passes == "backs" else fronts + behind


def _sheet(forms: Forms, signs: Signs, tree: Object, side: SheetSide, size: Size) -> Object:
    """One side as a page. Its forms are named after their slots, so that sides which are laid
    alike share one content stream."""
    lines, objects, bleed = [], Dictionary(), side.trim
    for number, slot in enumerate(side.slots):
        if slot.page is None:
            continue
        page, form = forms.pages[slot.page - 1], forms.of(slot.page)
        bleed = bleed.join(printed(slot, page))
        if form is not None:
            name = f"S{number}"
            objects["/" + name] = form
            lines.append(show(slot, page, name))
    paper = Rect(0.0, 0.0, *size)
    resources = Dictionary(XObject=objects)
    content = "\n".join([*lines, *draw(side.marks), *signs.slugs(side.marks, objects)])
    if any(mark.kind == "register" for mark in side.marks):
        resources["/ColorSpace"] = Dictionary({f"/{ALL}": signs.all_plates})
    return forms.pdf.make_indirect(Dictionary(
        Type=Name.Page, Parent=tree, MediaBox=_array(paper),
        TrimBox=_array(side.trim.meet(paper)), BleedBox=_array(bleed.meet(paper)),
        Resources=resources, Contents=forms.content(content)))


def _array(box: Rect) -> Array:
    return Array([round(edge * MM, 4) for edge in (box.left, box.bottom, box.right, box.top)])


def _catalogue(pdf: Pdf, tree: Object, imposition: Imposition, *, duplex: bool) -> None:
    """Leave in the catalogue what still holds, and ask the print dialogue for the right turn."""
    root = pdf.Root
    for key in list(root.keys()):
        if key not in _KEPT:
            del root[key]
    root.Pages = tree
    root.ViewerPreferences = Dictionary(
        Duplex=Name(f"/DuplexFlip{imposition.flip.capitalize()}Edge" if duplex else "/Simplex"),
        PrintScaling=Name("/None"))
    information = pdf.trailer.get("/Info")
    title = information.get("/Title") if isinstance(information, Dictionary) else None
    for key in ("/Info", "/ID"):
        if key in pdf.trailer:
            del pdf.trailer[key]
    if isinstance(title, String):
        pdf.trailer["/Info"] = pdf.make_indirect(Dictionary(Title=title))
