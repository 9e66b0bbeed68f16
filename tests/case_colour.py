"""Faults of colour, PDF/X and PDF/A, by name; as in case_faults, made with pikepdf."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf
import preflight_sample as sample
from pikepdf import Array, Dictionary, Name

Change = Callable[[pikepdf.Pdf], Any]


def append_content(new: str, page: int = 2) -> Change:
    """More at the end of a page."""
    return lambda document: sample.rewritten(
        document.pages[page - 1], lambda data: data + b"\nq\n" + new.encode() + b"\nQ\n")


def photo_as(space: str, data: int = 0, count: int = 3) -> Change:
    """The picture of page 2 in another colour space, all bytes alike."""
    def change(document: pikepdf.Pdf) -> None:
        photo = document.pages[1].Resources.XObject.Photo
        photo.write(bytes([data]) * (200 * count))
        photo.ColorSpace = pikepdf.Object.parse(space.encode())
    return change


def photo_key(key: str, value: str) -> Change:
    return lambda document: document.pages[1].Resources.XObject.Photo.__setitem__(
        f"/{key}", pikepdf.Object.parse(value.encode()))


def state(name: str, value: str, page: int = 2) -> Change:
    """A graphics state in the resources of a page."""
    def change(document: pikepdf.Pdf) -> None:
        page_ = document.pages[page - 1]
        page_.Resources = Dictionary(page_.Resources)
        states = Dictionary(page_.Resources.get("/ExtGState", Dictionary()))
        states[f"/{name}"] = pikepdf.Object.parse(value.encode())
        page_.Resources.ExtGState = states
    return change


def colour_space(name: str, value: str, page: int = 2) -> Change:
    """A colour space in the resources of a page."""
    def change(document: pikepdf.Pdf) -> None:
        resources = Dictionary(document.pages[page - 1].Resources)
        spaces = Dictionary(resources.get("/ColorSpace", Dictionary()))
        spaces[f"/{name}"] = pikepdf.Object.parse(value.encode())
        resources.ColorSpace = spaces
        document.pages[page - 1].Resources = resources
    return change


def annotation(kind: str, rect: list[float], page: int = 2) -> Change:
    return lambda document: document.pages[page - 1].__setitem__("/Annots", Array([
        document.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"),
                                          Rect=Array(rect), F=4,
                                          A=Dictionary(S=Name.URI, URI="https://example.org")))]))


def filtered_with(name: str, page: int = 2) -> Change:
    """A stream of the page says that it is compressed so."""
    def change(document: pikepdf.Pdf) -> None:
        page_ = document.pages[page - 1]
        page_.Resources = Dictionary(page_.Resources)
        page_.Resources.XObject = Dictionary(page_.Resources.get("/XObject", Dictionary()))
        page_.Resources.XObject.Scan = document.make_stream(
            b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01", Type=Name.XObject, Subtype=Name.Image,
            Width=1, Height=1, ColorSpace=Name.DeviceGray, BitsPerComponent=8,
            Filter=Name(f"/{name}"))
    return change


def intent_key(key: str, value: str) -> Change:
    """A key of the output intent; an empty value takes it away."""
    def change(document: pikepdf.Pdf) -> None:
        intent = document.Root.OutputIntents[0]
        if value:
            intent[f"/{key}"] = pikepdf.Object.parse(value.encode())
        else:
            del intent[f"/{key}"]
    return change


def profile_cut() -> Change:
    """The profile of the output intent ends too soon."""
    def change(document: pikepdf.Pdf) -> None:
        stream = document.Root.OutputIntents[0].DestOutputProfile
        stream.write(stream.read_bytes()[:1000])
    return change


def remove_from_info(key: str) -> Change:
    return lambda document: document.docinfo.__delitem__(f"/{key}")


def attachment_key(key: str, value: str) -> Change:
    """Of the specification of the attached file."""
    return lambda document: document.Root.AF[0].__setitem__(
        f"/{key}", pikepdf.Object.parse(value.encode()))


def detach() -> Change:
    def change(document: pikepdf.Pdf) -> None:
        del document.Root.Names.EmbeddedFiles
        del document.Root.AF
    return change


def catalogue_version(version: str) -> Change:
    return lambda document: document.Root.__setitem__("/Version", Name(f"/{version}"))


def inline_image() -> Change:
    return lambda document: sample.rewritten(
        document.pages[1],
        lambda data: data + b"\nBI /W 1 /H 1 /CS /RGB /BPC 8 ID abc EI\n")


def type3_in_rgb() -> Change:
    """Text in a font whose glyphs are content in RGB."""
    def change(document: pikepdf.Pdf) -> None:
        page = document.pages[1]
        glyph = document.make_stream(b"500 0 d0 1 0 0 rg 0 0 9 9 re f")
        page.Resources = Dictionary(page.Resources)
        page.Resources.Font = Dictionary(page.Resources.Font)
        page.Resources.Font.T3 = document.make_indirect(Dictionary(
            Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 9, 9]),
            FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]), CharProcs=Dictionary(a=glyph),
            Encoding=Dictionary(Differences=Array([97, Name.a])), FirstChar=97, LastChar=97,
            Widths=Array([500]), Resources=Dictionary(), ToUnicode=document.make_stream(
                b"1 beginbfchar\n<61> <0061>\nendbfchar")))
        sample.rewritten(
            page, lambda data: data + b"\nBT /T3 20 Tf 0 0 0 1 k 200 300 Td (a) Tj ET\n")
    return change


def soft_mask() -> Change:
    """A soft mask on page 2 whose group is blended in RGB."""
    def change(document: pikepdf.Pdf) -> None:
        page = document.pages[1]
        group = document.make_stream(
            b"1 0 0 rg 0 0 9 9 re f", Type=Name.XObject, Subtype=Name.Form,
            BBox=Array([0, 0, 9, 9]), Resources=Dictionary(),
            Group=Dictionary(S=Name.Transparency, CS=Name.DeviceRGB))
        page.Resources = Dictionary(page.Resources)
        page.Resources.ExtGState = Dictionary(page.Resources.ExtGState)
        page.Resources.ExtGState.Masked = Dictionary(SMask=Dictionary(
            Type=Name.Mask, S=Name.Luminosity, G=group))
        sample.rewritten(page, lambda data: data + b"\nq /Masked gs 0 0 9 9 re f Q\n")
    return change



def draw_form_with(content: str) -> Change:
    """Draw a form on the first page, one operator a line, as WeasyPrint writes."""
    def change(document: pikepdf.Pdf) -> None:
        page = document.pages[0]
        page.Resources = Dictionary(page.Resources)
        page.Resources.XObject = Dictionary(Odd=document.make_stream(
            content.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]),
            Resources=Dictionary()))
        sample.rewritten(page, lambda data: data + b"\n/Odd Do\n")
    return change


FAULTS: tuple[Callable[..., Change], ...] = (
    append_content, photo_as, photo_key, state, colour_space, annotation, filtered_with,
    intent_key, profile_cut, remove_from_info, attachment_key, detach, catalogue_version,
    inline_image, type3_in_rgb, soft_mask, draw_form_with)
