"""Faults of finished PDFs, by name: what cases and tests spoil a good document with.

A fault is made from its parameters and changes an open document. Pages, links and tags are
counted from 1; values are written as in a PDF, such as ``(text)`` or ``/Name``.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import case_fonts
import pikepdf
import preflight_sample as sample
from pikepdf import Array, Dictionary, Name, String

Change = Callable[[pikepdf.Pdf], Any]


def spoilt(pdf: bytes, faults: Iterable[Mapping[str, Any]]) -> bytes:
    """``pdf`` with the faults of a case, one after the other."""
    for fault in faults:
        name, parameters = fault["fault"], {k: v for k, v in fault.items() if k != "fault"}
        if name in ON_FILES:
            pdf = ON_FILES[name](pdf, **parameters)
        else:
            pdf = sample.changed(pdf, ON_DOCUMENTS[name](**parameters))
    return pdf


# --- the bytes of a file


def encrypted(pdf: bytes, owner: str = "a", user: str = "") -> bytes:
    """Under a password."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        out = io.BytesIO()
        document.save(out, encryption=pikepdf.Encryption(owner=owner, user=user, R=4))
    return out.getvalue()


def cut_off(pdf: bytes, share: float) -> bytes:
    """What is there when that share of it has been written."""
    return pdf[:int(len(pdf) * share)]


def replaced_in_file(pdf: bytes, old: str, new: str) -> bytes:
    """Every ``old`` becomes ``new``."""
    assert old.encode() in pdf
    return pdf.replace(old.encode(), new.encode())


# --- catalogue, pages, links, tags


def set_in_catalogue(path: str, value: str) -> Change:
    """A key under the catalogue, such as ``ViewerPreferences/DisplayDocTitle``."""
    def change(document: pikepdf.Pdf) -> None:
        holder, key = _under(document.Root, path)
        holder[key] = _object(document, value)
    return change


def remove_from_catalogue(path: str) -> Change:
    def change(document: pikepdf.Pdf) -> None:
        holder, key = _under(document.Root, path)
        del holder[key]
    return change


def set_on_page(page: int, key: str, value: str) -> Change:
    return lambda document: document.pages[page - 1].obj.__setitem__(
        f"/{key}", _object(document, value))


def remove_from_page(page: int, key: str) -> Change:
    return lambda document: document.pages[page - 1].obj.__delitem__(f"/{key}")


def set_on_link(page: int, link: int, key: str, value: str) -> Change:
    return lambda document: document.pages[page - 1].Annots[link - 1].__setitem__(
        f"/{key}", _object(document, value))


def remove_from_link(page: int, link: int, key: str) -> Change:
    return lambda document: document.pages[page - 1].Annots[link - 1].__delitem__(f"/{key}")


def set_on_tag(kind: str, key: str, value: str, which: int = 1) -> Change:
    return lambda document: sample.elements(document, kind)[which - 1].__setitem__(
        f"/{key}", _object(document, value))


def remove_from_tag(kind: str, key: str, which: int = 1) -> Change:
    return lambda document: sample.elements(document, kind)[which - 1].__delitem__(f"/{key}")


def tag_id_as(kind: str, of: str) -> Change:
    """The first tag of a kind bears the id of the first of another."""
    return lambda document: sample.elements(document, kind)[0].__setitem__(
        "/ID", sample.elements(document, of)[0].ID)


def tag_parent(kind: str, parent: str) -> Change:
    """The first tag of a kind names the first of another as its parent."""
    return lambda document: sample.elements(document, kind)[0].__setattr__(
        "P", sample.elements(document, parent)[0])


def parents_shuffled(page: int) -> Change:
    """The first two entries of a page in the ParentTree change places."""
    def change(document: pikepdf.Pdf) -> None:
        parents = document.Root.StructTreeRoot.ParentTree.Nums[2 * page - 1]
        parents[0], parents[1] = parents[1], parents[0]
    return change


def foreign_role() -> Change:
    """The first note is a note by the role map only, and has no id."""
    def change(document: pikepdf.Pdf) -> None:
        document.Root.StructTreeRoot.RoleMap = Dictionary(Fussnote=Name.Note)
        note = sample.elements(document, "Note")[0]
        note.S = Name.Fussnote
        del note["/ID"]
    return change


# --- pages as a whole


def drop_page(page: int) -> Change:
    return lambda document: document.pages.__delitem__(page - 1)


def drop_all_pages() -> Change:
    return lambda document: document.pages.__delitem__(slice(None))


def add_page(width_mm: float = 148, height_mm: float = 210) -> Change:
    """An empty page with nothing but a MediaBox, at the end."""
    return lambda document: document.add_blank_page(
        page_size=(width_mm * sample.PT, height_mm * sample.PT))


def swap_pages(one: int, other: int) -> Change:
    def change(document: pikepdf.Pdf) -> None:
        pages = document.Root.Pages.Kids
        pages[one - 1], pages[other - 1] = pages[other - 1], pages[one - 1]
    return change


def turn_page(page: int, degrees: int) -> Change:
    return lambda document: document.pages[page - 1].rotate(degrees, relative=False)


def box(page: int, name: str, points: Sequence[float]) -> Change:
    """Left, bottom, right and top of a box, in pt."""
    return lambda document: document.pages[page - 1].__setattr__(name, Array(points))


# --- what pages show


def replace_in_content(old: str, new: str, page: int = 2) -> Change:
    """Once, in the content stream of a page."""
    return lambda document: sample.rewritten(
        document.pages[page - 1], lambda data: data.replace(old.encode(), new.encode(), 1))


def content(new: str, page: int = 2) -> Change:
    """Another content stream."""
    return lambda document: document.pages[page - 1].Contents.write(new.encode())


def show_codes(codes: str, page: int = 2) -> Change:
    """Other character codes instead of the first string of a page, in hexadecimal."""
    def change(document: pikepdf.Pdf) -> None:
        def edit(data: bytes) -> bytes:
            begin = data.index(b"[<", data.index(b"MCID")) + 2
            return data[:begin] + codes.encode() + data[data.index(b">", begin):]
        sample.rewritten(document.pages[page - 1], edit)
    return change


def draw_form(content: str) -> Change:
    """Draw a form on the first page."""
    def change(document: pikepdf.Pdf) -> None:
        page = document.pages[0]
        form = document.make_stream(content.encode(), Type=Name.XObject, Subtype=Name.Form,
                                    BBox=Array([0, 0, 100, 100]), Resources=page.Resources)
        page.Resources = Dictionary(page.Resources)
        page.Resources.XObject = Dictionary(Odd=form)
        sample.rewritten(page, lambda data: data + b"\n/Odd Do\n")
    return change


def fill_with_pattern(content: str) -> Change:
    """Fill something on the first page with a tiling pattern."""
    def change(document: pikepdf.Pdf) -> None:
        page = document.pages[0]
        page.Resources = Dictionary(page.Resources)
        page.Resources.Pattern = Dictionary(P0=document.make_stream(
            content.encode(), PatternType=1, PaintType=1, TilingType=1, BBox=Array([0, 0, 9, 9]),
            XStep=9, YStep=9, Resources=Dictionary()))
        sample.rewritten(page, lambda data: data + b"\n/Pattern cs /P0 scn 200 200 9 9 re f\n")
    return change


def fill_with_shading() -> Change:
    """Fill the first page with a shading in RGB."""
    def change(document: pikepdf.Pdf) -> None:
        page = document.pages[0]
        page.Resources = Dictionary(page.Resources)
        page.Resources.Shading = Dictionary(S0=Dictionary(
            ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=Array([0, 0, 1, 1])))
        sample.rewritten(page, lambda data: data + b"\n/S0 sh\n")
    return change


# --- titles, dates, outline, names, attachments


def set_info(key: str, value: str) -> Change:
    return lambda document: document.docinfo.__setitem__(f"/{key}", String(value))


def replace_in_metadata(old: str, new: str) -> Change:
    """In the XMP packet."""
    def change(document: pikepdf.Pdf) -> None:
        data = document.Root.Metadata.read_bytes()
        assert old.encode() in data
        document.Root.Metadata.write(data.replace(old.encode(), new.encode()))
    return change


def attach(name: str) -> Change:
    return lambda document: document.attachments.__setitem__(name, b"x")


def outline_title(title: str) -> Change:
    """Of the first line of the outline."""
    return lambda document: document.Root.Outlines.First.__setattr__("Title", String(title))


def outline_target(page: int) -> Change:
    """Of the first line of the outline."""
    return lambda document: document.Root.Outlines.First.__setattr__(
        "Dest", Array([document.pages[page - 1].obj, Name.Fit]))


def outline_broken() -> Change:
    """The first line of the outline leads to a name that there is not."""
    return lambda document: document.Root.Outlines.First.__setattr__("Dest", String("nowhere"))


def destination_page(name: str, page: int) -> Change:
    """A named destination lies on another page."""
    def change(document: pikepdf.Pdf) -> None:
        names = document.Root.Names.Dests.Names
        at = [str(n) for n in names[::2]].index(name)
        names[2 * at + 1][0] = document.pages[page - 1].obj
    return change


def link_all(page: int, name: str) -> Change:
    """All links of a page lead to one name."""
    return lambda document: [link.__setitem__("/Dest", String(name))
                             for link in document.pages[page - 1].Annots]


def _under(holder: Any, path: str) -> tuple[Any, str]:
    *steps, key = path.split("/")
    for step in steps:
        holder = holder[int(step)] if step.isdigit() else holder[f"/{step}"]
    return holder, f"/{key}"


def _object(document: pikepdf.Pdf, written: str) -> Any:
    value = pikepdf.Object.parse(written.encode())
    return document.make_indirect(value) if isinstance(value, pikepdf.Dictionary) else value


ON_FILES: Mapping[str, Callable[..., bytes]] = {
    made.__name__: made for made in (encrypted, cut_off, replaced_in_file)}
ON_DOCUMENTS: Mapping[str, Callable[..., Change]] = {made.__name__: made for made in (
    set_in_catalogue, remove_from_catalogue, set_on_page, remove_from_page, set_on_link,
    remove_from_link, set_on_tag, remove_from_tag, tag_id_as, tag_parent, parents_shuffled,
    foreign_role, drop_page, drop_all_pages, add_page, swap_pages, turn_page, box,
    replace_in_content, content, show_codes, draw_form, fill_with_pattern, fill_with_shading,
    set_info, replace_in_metadata, attach, outline_title, outline_target, outline_broken,
    destination_page, link_all, *case_fonts.FAULTS)}
