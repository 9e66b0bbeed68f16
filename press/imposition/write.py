"""Sheets as a PDF: with ``signs`` the one module of this room that knows a PDF library.

The document is turned into its sheets in place: the content stream of each page becomes a form
XObject under the same object, so that fonts and images stay shared, nothing is decoded or copied,
and text stays text. What belongs to single pages is left behind: annotations, outline, tags.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import Literal, cast

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from press.imposition.job import Passes
from press.imposition.placing import ALL, MM, Box, SourcePage, draw, page_boxes, printed, show
from press.imposition.sheets import Imposition, Rect, Rotation, SheetSide, Size
from press.imposition.signs import Signs
from press.values import Place, Problem, problem

_KEPT = {"/Type", "/Version", "/Extensions", "/Lang", "/OCProperties", "/OutputIntents"}
"""Of the catalogue: what says how pages print. The rest points to pages that are no more."""


_BROKEN = (pikepdf.PikepdfError, ValueError, RuntimeError, OverflowError)
"""What pikepdf raises where it meets nonsense: numbers out of range come as ValueError."""


class DamagedError(ValueError):
    """The document opened, but something in it cannot be written again."""


@dataclass(frozen=True, slots=True)
class Source:
    """An opened document. Writing uses it up: open it again for another booklet."""

    pages: tuple[SourcePage, ...]
    pdf: Pdf


def open_source(pdf: bytes, name: str = "") -> tuple[Source | None, tuple[Problem, ...]]:
    """Open a document and look at its pages; no source with a problem of severity error.

    ``name`` is what problems call the file. An encrypted document is refused also where it opens
    without a password: its owner has restricted what may be done with it.
    """
    place = Place(name) if name else None
    try:
        # Each page then holds what it inherits; inherited resources stay one object.
        opened = pikepdf.open(BytesIO(pdf), inherit_page_attributes=True, suppress_warnings=True)
        encrypted, leaves = opened.is_encrypted, [page.obj for page in opened.pages]
        looks = [] if encrypted else [_look(leaf) for leaf in leaves]
    except pikepdf.PasswordError:
        return None, (problem("imposition-encrypted", place),)
    except _BROKEN as error:
        return None, (problem("imposition-unreadable", place, reason=_reason(error)),)
    if encrypted:
        return None, (problem("imposition-encrypted", place),)
    if not leaves:
        return None, (problem("imposition-empty", place),)
    pages = tuple(look for look in looks if look is not None)
    if len(pages) < len(looks):
        return None, tuple(problem("imposition-no-box", place, page=number, number=number)
                           for number, look in enumerate(looks, start=1) if look is None)
    repaired = (problem("imposition-repaired", place),) if opened.get_warnings() else ()
    return Source(pages, opened), repaired


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
        forms = _Forms(pdf, [page.obj for page in pdf.pages], source.pages)
        tree = pdf.make_indirect(Dictionary(Type=Name.Pages))
        signs = Signs(pdf)
        tree.Kids = Array([_sheet(forms, signs, tree, side, imposition.sheet_size)
                           for side in sides])
        tree.Count = len(sides)
        forms.untag()
        _catalogue(pdf, tree, imposition, duplex=duplex)
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True,
                 preserve_pdfa=False, fix_metadata_version=False)
    except _BROKEN as error:
        raise DamagedError(_reason(error)) from error
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


def _sheet(forms: _Forms, signs: Signs, tree: Object, side: SheetSide, size: Size) -> Object:
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


# --- looking at a page ---------------------------------------------------------------------------


def _look(leaf: Object) -> SourcePage | None:
    """The page as a value; None for one whose MediaBox cannot be used."""
    media = _box(leaf.get("/MediaBox"))
    if media is None:
        return None
    crop, trim, bleed = (_box(leaf.get(key)) for key in ("/CropBox", "/TrimBox", "/BleedBox"))
    box, extent = page_boxes(media, crop, trim, bleed)
    rotate = _number(leaf.get("/Rotate"), 0.0)
    unit = _number(leaf.get("/UserUnit"), 1.0)
    return SourcePage(
        box, extent, cast("Rotation", int(rotate) % 360 if rotate % 90 == 0 else 0),
        unit if unit > 0 else 1.0, sum(map(_shows, _items(leaf.get("/Annots")))))


def _shows(annotation: object) -> bool:
    """Whether it has a look of its own and is not hidden (flag 2)."""
    return (isinstance(annotation, Dictionary) and "/AP" in annotation
            and annotation.get("/Subtype") not in ("/Link", "/Popup")
            and not int(_number(annotation.get("/F"), 0)) & 2)


def _items(array: object) -> list[object]:
    return list(cast("list[object]", array)) if isinstance(array, Array) else []


def _number(value: object, default: float) -> float:
    try:
        return float(cast("float", value))
    except (TypeError, ValueError):
        return default


def _box(value: object) -> Box | None:
    """The box with its corners in order; None for anything that is not a rectangle."""
    edges = [_number(edge, float("nan")) for edge in _items(value)]
    if len(edges) != 4:
        return None
    (left, right), (bottom, top) = sorted(edges[::2]), sorted(edges[1::2])
    return (left, bottom, right, top) if left < right and bottom < top else None


# --- pages as forms ------------------------------------------------------------------------------


class _Forms:
    """Turns pages into form XObjects, each once."""

    def __init__(self, pdf: Pdf, leaves: list[Object], pages: tuple[SourcePage, ...]) -> None:
        self.pdf = pdf
        self.pages = pages
        self._leaves = leaves
        self._made: dict[int, Object | None] = {}
        self._contents: dict[str, Object] = {}
        self._resources: dict[bytes, Object] = {}

    def content(self, operators: str) -> Object:
        """A content stream of a side; the same one for the same operators."""
        if operators not in self._contents:
            self._contents[operators] = self.pdf.make_stream(operators.encode("ascii"))
        return self._contents[operators]

    def of(self, number: int) -> Object | None:
        """The form of a page, from 1; None for a page without content."""
        if number not in self._made:
            self._made[number] = self._make(self._leaves[number - 1], self.pages[number - 1])
        return self._made[number]

    def _make(self, leaf: Object, page: SourcePage) -> Object | None:
        form = self._content(leaf)
        if form is None:
            return None
        form["/Subtype"] = Name.Form
        form["/BBox"] = Array([*page.extent])
        form["/Resources"] = self._shared(leaf.get("/Resources"))
        if "/Group" in leaf:
            form["/Group"] = leaf["/Group"]
        return form

    def _shared(self, resources: object) -> Object:
        """The resources as an object of their own, where they lie compressed; equal ones once."""
        if not isinstance(resources, Dictionary):
            resources = Dictionary()
        if resources.is_indirect:
            return resources
        key = resources.unparse()
        if key not in self._resources:
            self._resources[key] = self.pdf.make_indirect(resources)
        return self._resources[key]

    def _content(self, leaf: Object) -> Object | None:
        """The page's content as one stream that nothing else uses."""
        content = leaf.get("/Contents")
        if isinstance(content, Array):
            streams = [item for item in _items(content) if isinstance(item, Stream)]
            leaf["/Contents"] = Array(streams)
            if len(streams) > 1:
                pikepdf.Page(leaf).contents_coalesce()
            content = leaf["/Contents"] if len(streams) > 1 else next(iter(streams), None)
        if not isinstance(content, Stream):
            return None
        if "/Subtype" in content:  # It shows another page already, or is a form of its own.
            copy = self.pdf.make_stream(content.read_raw_bytes())
            for key in ("/Filter", "/DecodeParms"):
                if key in content:
                    copy[key] = content[key]
            return copy
        return content

    def untag(self) -> None:
        """Take the keys of the lost tag tree from all that the forms use."""
        seen: set[tuple[int, int]] = set()
        waiting: list[object] = [
            form["/Resources"] for form in self._made.values() if form is not None]
        while waiting:
            resources = waiting.pop()
            objects = resources.get("/XObject") if isinstance(resources, Dictionary) else None
            for item in objects.as_dict().values() if isinstance(objects, Dictionary) else ():
                if not isinstance(item, Stream) or item.objgen in seen:
                    continue
                seen.add(item.objgen)
                for key in ("/StructParent", "/StructParents", "/PieceInfo"):
                    if key in item:
                        del item[key]
                waiting.append(item.get("/Resources"))


def _reason(error: Exception) -> str:
    """What qpdf says, without the name of our stream: an address, another one in each run."""
    return re.sub(r"<[^<>]* object at 0x[0-9a-f]+>:? ?", "", str(error))
