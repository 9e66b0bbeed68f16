"""Proofs and replacement pages as PDF. Pages are shown as form XObjects: nothing in them is
decoded, drawn again or changed, and text stays text.

This module alone of the room knows a PDF library.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Page, Pdf, String

from press.galley.setting import Sheet

BROKEN = (pikepdf.PikepdfError, ValueError, RuntimeError, OverflowError, TypeError)
"""What pikepdf raises where it meets nonsense."""
_MM = 72 / 25.4
_PAGE = "/PressPage"
_KEPT = ("/Type", "/Pages", "/PageLabels", "/Lang", "/Version")


class DamagedError(ValueError):
    """A document opened, but cannot be written again."""


def proof_pdf(overlay: bytes, document: bytes, trim: tuple[float, float], sheet: Sheet,
              title: str) -> bytes:
    """The pages of ``document`` (trim in mm) on the sheets of ``overlay``, of which each has what
    is written around the page of the same number. ValueError where they are not as many."""
    with pikepdf.open(BytesIO(overlay)) as out, pikepdf.open(BytesIO(document)) as pages:
        if len(out.pages) != len(pages.pages):
            raise ValueError(f"{len(out.pages)} sheets for {len(pages.pages)} pages")
        x, y = sheet.left * _MM, (sheet.height - sheet.top - trim[1]) * _MM
        for around, page in zip(out.pages, pages.pages, strict=True):
            form = out.copy_foreign(page.as_form_xobject())
            left, low = float(page.trimbox[0]), float(page.trimbox[1])
            # Sheets that were set together share their resources.
            resources = Dictionary(dict(around.resources.items()))
            resources.XObject = Dictionary({**dict(resources.get("/XObject", {}).items()),
                                            _PAGE: form})
            around.obj.Resources = resources
            shown = f"q 1 0 0 1 {x - left:.4f} {y - low:.4f} cm {_PAGE} Do Q\n"
            around.contents_add(shown.encode(), prepend=True)
        _bare(out, title)
        if "/PageLabels" in pages.Root:
            out.Root.PageLabels = out.copy_foreign(pages.make_indirect(pages.Root.PageLabels))
        return _saved(out)


def chosen_pages(pdf: bytes, indices: Sequence[int], title: str) -> bytes:
    """Some pages (from 0) of a document by themselves, as they are, in their order, with the
    numbers that they had as labels. DamagedError."""
    try:
        with pikepdf.open(BytesIO(pdf), inherit_page_attributes=True,
                          suppress_warnings=True) as source:
            labels = [str(source.pages[index].label) for index in indices]
            out = pikepdf.new()
            for index in indices:
                out.pages.append(source.pages[index])
            for page in out.pages:
                for key in ("/StructParents", "/Annots", "/B", "/AA"):
                    if key in page.obj:
                        del page.obj[key]
            out.Root.PageLabels = Dictionary(Nums=Array([
                entry for number, label in enumerate(labels)
                for entry in (number, Dictionary(P=String(label)))]))
            intents = source.Root.get("/OutputIntents")
            if intents is not None:
                out.Root.OutputIntents = out.copy_foreign(source.make_indirect(intents))
            out.trailer["/Info"] = out.make_indirect(Dictionary(Title=String(title)))
            return _saved(out)
    except BROKEN as error:
        raise DamagedError(re.sub(r"<[^<>]* object at 0x[0-9a-f]+>:? ?", "", str(error))
                           ) from error


def _bare(pdf: Pdf, title: str) -> None:
    """Only what still holds stays in the catalogue: tags, claims and outline are of the overlay
    alone."""
    for key in list(pdf.Root.keys()):
        if key not in _KEPT:
            del pdf.Root[key]
    for page in pdf.pages:
        _untag(page)
    pdf.Root.ViewerPreferences = Dictionary(PrintScaling=Name("/None"), DisplayDocTitle=True)
    pdf.trailer["/Info"] = pdf.make_indirect(Dictionary(Title=String(title)))


def _untag(page: Page) -> None:
    for key in ("/StructParents", "/Annots", "/Tabs"):
        if key in page.obj:
            del page.obj[key]


def _saved(pdf: Pdf) -> bytes:
    pdf.remove_unreferenced_resources()
    out = BytesIO()
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True,
             preserve_pdfa=False, fix_metadata_version=False)
    return out.getvalue()


def page_count(pdf: bytes) -> int:
    """How many pages a document of ours has."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return len(opened.pages)
