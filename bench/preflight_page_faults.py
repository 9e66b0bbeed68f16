"""Faults of what pages show at their edges, of pictures and notes: checks 13 to 15 and 36 to 40 of
docs/preflight.md."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf
from preflight_seeds import (
    MM,
    Seed,
    content,
    form,
    image,
    leaf,
    lzw,
    of,
    on_page,
    painted,
    text,
)

PRINT = "print, bound, print:print, bound:print"
K = "0 0 0 1 k"


def bleeding() -> list[Seed]:
    """Tints and pictures that touch the cut and end there, or short of the bleed."""
    short = (0, 0.5, 1, 1.5, 2, 2.5)
    tints = [f"0 0 0 .3 k {edge} re f" for s in short for edge in (
        f"{{x-{s * MM:.3f}}} 200 {60 + s * MM:.3f} 70",
        f"{{r-50}} 200 {50 + s * MM:.3f} 70")]
    tints += ["0 .5 0 0 k {x+40} {y} 80 90 re f", "0 .5 0 0 k {x+40} {t-60} 80 60 re f",
              "0 .5 0 0 k {x+0.6} 100 80 60 re f", "0 0 0 .2 k {x} {y} m {x+90} {y} l {x} 300 l f"]

    def photo(n: int, where: str) -> Callable[[Pdf], Any]:
        return painted(n, f"{where} cm /Pic Do", XObject=lambda pdf: {"Pic": image(pdf, 600, 600)})
    photos = ("90 0 0 90 {x} 200", "90 0 0 90 {r-90} 200", "90 0 0 90 {x+100} {t-90}",
              "90 0 0 90 {x-3} {y-3}")
    return of(PRINT, [*(painted(n, tint) for n, tint in enumerate(tints)),
                      *(photo(n, where) for n, where in enumerate(photos))])


def near() -> list[Seed]:
    """Text within 3 mm of the cut; within 5 mm where an office prints."""
    # A Han character of 10 pt begins 0.5 pt from its origin, and reaches from -0.7 to 8.4 pt.
    gaps = (0.3, 0.8, 1.3, 1.8, 2.3)
    places = [(f"{{x+{(g + 0.4) * MM - 0.5:.2f}}} 300", f"{{x+100}} {{y+{0.7 + g * MM:.2f}}}",
               f"{{x+60}} {{t-{8.4 + g * MM:.2f}}}", f"{{r-{40 + g * MM:.2f}}} 300") for g in gaps]
    shown = [text(n, f"{K} BT /F 10 Tf {at} Td (W) Tj ET") for n, row in enumerate(places)
             for at in row]
    office = [text(n, f"{K} BT /F 10 Tf {{x+{g * MM - 0.5:.2f}}} 320 Td (W) Tj ET")
              for n, g in enumerate((0.5, 2, 3.3, 4, 4.8))]
    return [*of(PRINT, shown), *of("print:office, reading:office", office)]


def inner() -> list[Seed]:
    """Text too near the spine: at left on right-hand pages, at right on the others."""
    def change(n: int, gap: float) -> Callable[[Pdf], Any]:
        def made(pdf: Pdf) -> None:
            page = leaf(pdf, n)
            right = [p.objgen for p in pdf.pages].index(page.objgen) % 2
            at = f"{{r-{39.5 + gap * MM:.2f}}}" if right else f"{{x+{gap * MM - 0.5:.2f}}}"
            text(n, f"{K} BT /F 10 Tf {at} 300 Td (W) Tj ET")(pdf)
        return made
    return of("print, print:print bound, bound", [
        change(n, gap) for n, gap in enumerate((3.2, 4, 5, 5.5, 6, 7, 7.5, 8, 8.5, 9, 9.2, 3.5))])


def coarse() -> dict[int, list[Seed]]:
    """Pictures, line art and lines: 36, 37, 38."""
    def photo(n: int, ppi: float, bits: int, **more: Any) -> Callable[[Pdf], Any]:
        width, height = (240, 160) if n % 2 else (90, 120)
        px = [max(4, round(side * ppi / 72)) for side in (width, height)]
        return painted(n, f"{width} 0 0 {height} {{x+60}} 200 cm /Pic Do", XObject=lambda pdf: {
            "Pic": image(pdf, *px, bits=bits, **more)})
    lines = [f"{K} 0 0 0 1 K {w} w 90 300 m 200 300 l S" for w in (
        0, 0.02, 0.05, 0.08, 0.1, 0.15, 0.2, 0.22)]
    lines += [f"{K} 90 300 150 {h} re f" for h in (0.05, 0.1, 0.18)]
    lines += ["0 0 0 1 K .1 0 0 .1 0 0 cm 1 w 900 3000 m 2000 3000 l S",
              "0 0 0 1 K .15 w 90 200 80 80 re S"]
    # An office is only told of the rough ones.
    return {
        36: [*of("print:office, handout:office", [photo(n, ppi, 8) for n, ppi in enumerate(
            (36, 72, 110, 140))]), *of("print:print, bound:print", [
                photo(n, ppi, 8) for n, ppi in enumerate(
                    (50, 96, 149, 160, 180, 200, 220, 240, 245))])],
        37: [*of("print:office", [photo(n, ppi, 1) for n, ppi in enumerate((150, 400))]),
             *of("print:print, bound:print", [
                 *(photo(n, ppi, 1) for n, ppi in enumerate(
                     (72, 200, 300, 500, 540, 600, 800, 1000, 1150))),
                 photo(1, 300, 1, ImageMask=True, Decode=Array([0, 1]))])],
        38: of("print, bound, print:print", [painted(n, line) for n, line in enumerate(lines)])}


def filtered() -> list[Seed]:
    """Streams that old machines do not read."""
    def contents(n: int) -> Callable[[Pdf], Any]:
        def change(pdf: Pdf) -> None:
            page = leaf(pdf, n)
            stream = pdf.make_stream(b"")
            stream.write(lzw(content(page)), filter=Name.LZWDecode)
            page.Contents = stream
        return change

    def pictured(n: int, filters: Any, nested: bool = False) -> Callable[[Pdf], Any]:
        def made(pdf: Pdf) -> dict[str, Any]:
            picture = image(pdf, 4, 4, bits=8)
            data = lzw(b"\x80" * 16)
            picture.write(data.hex().encode() + b">" if isinstance(filters, Array) else data,
                          filter=filters)
            if nested:
                return {"Pic": form(pdf, "/In Do", Resources=Dictionary(
                    XObject=Dictionary(In=picture)))}
            return {"Pic": picture}
        return painted(n, "20 0 0 20 200 200 cm /Pic Do", XObject=made)

    def formed(n: int) -> Callable[[Pdf], Any]:
        def made(pdf: Pdf) -> dict[str, Any]:
            stream = form(pdf, "")
            stream.write(lzw(b"0 0 0 .2 k 100 100 9 9 re f"), filter=Name.LZWDecode)
            return {"Odd": stream}
        return painted(n, "/Odd Do", XObject=made)
    two = Array([Name.ASCIIHexDecode, Name.LZWDecode])
    return of("print, bound, print:print", [
        *(contents(n) for n in range(3)), *(pictured(n, Name.LZWDecode) for n in range(3)),
        *(pictured(n, Name.JBIG2Decode) for n in range(2)), pictured(2, two),
        *(formed(n) for n in range(2)), pictured(0, Name.LZWDecode, True),
        pictured(1, Name.JBIG2Decode, True)])


def pinned() -> list[Seed]:
    """What is pinned on pages that are printed."""
    def noted(n: int, kind: str, rect: Iterable[float] | None) -> Callable[[Pdf], Any]:
        def change(pdf: Pdf) -> None:
            note = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), F=4)
            if rect is not None:
                note.Rect = Array(list(rect))
            on_page(n, lambda p: p.__setitem__("/Annots", Array([pdf.make_indirect(note)])))(pdf)
        return change
    kinds = ("Text", "Stamp", "FreeText", "Highlight", "Link", "Square", "Ink", "Underline",
             "Widget", "Caret", "Watermark")
    rects = ((100, 100, 150, 130), (10, 100, 60, 130), (440, 300, 470, 330), None)
    return of("print, bound, print:print", [
        noted(n, kind, rects[n % 4]) for n, kind in enumerate(kinds)])


FAULTS: dict[int, list[Seed]] = {
    13: bleeding(), 14: near(), 15: inner(), **coarse(), 39: filtered(), 40: pinned()}
