"""Faults of colours and what covers what: checks 27 to 35 of docs/preflight.md."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf
from preflight_seeds import (
    LONG,
    Seed,
    edit,
    every,
    form,
    image,
    leaf,
    of,
    paint,
    painted,
    text,
)

K = "0 0 0 1 k"


def covered() -> list[Seed]:
    """Text cut by a clip, over other text, off the page."""
    rows = (f"{K} 200 300 {w} {h} re W n BT /F 12 Tf {x} {y} Td (W) Tj ET" for w, h, x, y in (
        (20, 40, 205, 310), (40, 6, 202, 301), (60, 20, 190, 305), (40, 40, 500, 500)))
    over = [edit(n, rb"1 0 0 -1 ([\d.]+) ([\d.]+) Tm(?=\n/\w+ 14 Tf\n(?:[^<]*)" + LONG + b")",
                 lambda m, d=d: b"1 0 0 -1 %f %f Tm" % (float(m[1]) + 3, float(m[2]) + d), 2)
            for n, d in enumerate((16, 18, 20, 24))]
    out = [text(n, f"{K} BT /F 12 Tf {at} Td (W) Tj ET") for n, at in enumerate((
        "{x-20} 300", "{r+2} 300", "{x+90} {y-15}", "{x+90} {t+2}", "{r-20} 300", "-900 300"))]
    return [*of("print, reading, print:print, reading:screen, bound",
                [text(n, row) for n, row in enumerate(rows)]),
            *of("print, reading, bound", over),
            *of("print, reading, print:print, handout:office", out)]


def inks() -> dict[int, list[Seed]]:
    """Colours of text, lines and tints: 28, 29, 31, 32."""
    def row(colour: str, n: int) -> Callable[[Pdf], Any]:
        return text(n, f"{colour} BT /F 12 Tf 200 300 Td (W) Tj ET")

    def space(value: str, values: str) -> Callable[[Pdf], Any]:
        return painted(1, f"/Odd cs {values} scn 200 200 50 50 re f", ColorSpace=lambda pdf: {
            "Odd": _parsed(pdf, value)})

    def state(more: str, n: int) -> Callable[[Pdf], Any]:
        change = text if "Tf" in more else painted
        return change(n, f"/On gs {more}", ExtGState=lambda _: {
            "On": Dictionary(Type=Name.ExtGState, OP=True, op=True, OPM=n % 2)})

    def pictured(kind: Any, data: bytes) -> Callable[[Pdf], Any]:
        return painted(2, "200 0 0 200 100 200 cm /Pic Do", XObject=lambda pdf: {
            "Pic": image(pdf, 4, 4, kind, data)})

    def formed(n: int, data: str) -> Callable[[Pdf], Any]:
        return painted(n, "/Odd Do", XObject=lambda pdf: {"Odd": form(pdf, data)})

    def shaded(kind: Any, *ends: list[float]) -> Callable[[Pdf], Any]:
        return painted(3, "100 100 90 90 re W n /Sh sh", Shading=lambda _: {"Sh": Dictionary(
            ShadingType=2, ColorSpace=kind, Coords=Array([100, 100, 190, 190]), Function=Dictionary(
                FunctionType=2, N=1, Domain=Array([0, 1]), C0=Array(ends[0]), C1=Array(ends[1])))})

    def tiled(n: int, data: str) -> Callable[[Pdf], Any]:
        return painted(n, "/Pattern cs /Tile scn 100 100 90 90 re f", Pattern=lambda pdf: {
            "Tile": pdf.make_stream(data.encode(), PatternType=1, PaintType=1, TilingType=1,
                                    BBox=Array([0, 0, 9, 9]), XStep=9, YStep=9,
                                    Resources=Dictionary())})
    rgb = ["1 0 0 rg 200 200 50 50 re f", "0 0 1 RG 90 90 m 200 200 l S",
           "/DeviceRGB cs 1 .5 0 sc 200 200 9 9 re f", "0 0 0 rg 200 200 9 9 re f",
           "/DeviceRGB CS 1 0 0 SC 9 w 90 90 m 200 200 l S",
           "q 50 0 0 50 200 200 cm BI /W 1 /H 1 /CS /RGB /BPC 8 ID abc EI Q"]
    heavy = (".8 .8 .7 .8", "1 1 1 .1", ".9 .9 .9 .4", "1 1 1 1", "1 1 .55 .5", ".77 .77 .77 .77")
    return {
        28: of("print, bound, print:print", [row(f"{c} k", n) for n, c in enumerate((
            ".75 .68 .67 .9", ".6 .4 .4 1", "1 1 1 1", "0 0 .2 1", ".1 0 0 1", "0 .5 0 1",
            ".3 .3 .3 1", "1 0 0 1", ".5 .5 .5 1", ".7 .6 .6 .85", ".65 .55 .55 .95"))]),
        29: of("print, bound, print:print", [
                *(painted(n, c) for n, c in enumerate(rgb)), row("0 0 0 rg", 4),
            row(".2 g 1 0 0 rg", 5),
            space("[/CalRGB << /WhitePoint [.95 1 1.09] >>]", "1 0 0"),
            space("[/Indexed /DeviceRGB 1 <000000FF0000>]", "1"),
            space("[/Separation /Odd /DeviceRGB << /FunctionType 2 /N 1 /Domain [0 1] "
                  "/C0 [1 1 1] /C1 [1 0 0] >>]", "1"),
            space("icc", "1 0 0"),
            pictured(Name.DeviceRGB, b"\x90" * 48),
            shaded(Name.DeviceRGB, [0, 0, 0], [1, 0, 0]),
            formed(2, "1 0 0 rg 100 100 50 50 re f"), tiled(3, "0 1 0 rg 0 0 5 5 re f")]),
        31: of("print, bound, print:print", [state(more, n) for n, more in enumerate((
            "0 0 0 0 k 200 200 50 50 re f", "0 0 0 0 k 200 200 50 50 re f",
            "0 0 0 0 K 3 w 90 90 m 200 200 l S", "0 0 0 0 K 90 90 99 99 re S",
            "0 0 0 0 k BT /F 12 Tf 200 300 Td (W) Tj ET",
            "0 0 0 0 k 200 200 m 300 200 l 300 300 l f*",
            "0 0 0 0 k 0 0 0 0 K 200 200 50 50 re B", "0 0 0 0 k 200 200 50 50 re B*",
            "/DeviceCMYK cs 0 0 0 0 sc 200 200 50 50 re f", "1 g 200 200 50 50 re f",
            "0 0 0 0 k BT /F 9 Tf 100 300 Td (W) Tj ET",
            "1 G 2 w 90 90 m 200 200 l S"))]),
        32: of("print, bound, print:print", [
            *(painted(n, f"{c} k 200 200 60 60 re f") for n, c in enumerate(heavy)),
            painted(1, "1 1 1 .5 K 9 w 90 90 m 200 200 l S"), row("1 1 .9 .4 k", 2),
            pictured(Name.DeviceCMYK, b"\xff\xff\xff\x40" * 16),
            pictured(Name.DeviceCMYK, b"\0\0\0\0" * 15 + b"\xe0\xe0\xe0\xe0"),
            shaded(Name.DeviceCMYK, [0, 0, 0, 0], [1, 1, 1, .5]),
            formed(3, "1 1 1 .3 k 100 100 50 50 re f"), tiled(2, "1 1 1 .2 k 0 0 5 5 re f"),
            space("[/Indexed /DeviceCMYK 1 <00000000FFFFFF80>]", "1")])}


def _parsed(pdf: Pdf, value: str) -> Any:
    if value == "icc":
        from PIL import ImageCms
        data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        return Array([Name.ICCBased, pdf.make_stream(data, N=3)])
    return pikepdf.Object.parse(value.encode())


def knocked() -> list[Seed]:
    """Small black text and lines that do not overprint."""
    def stated(n: int, **keys: Any) -> Callable[[Pdf], Any]:
        def change(pdf: Pdf) -> None:
            page = leaf(pdf, n)
            page.Resources = Dictionary(page.Resources)
            page.Resources.ExtGState = Dictionary(page.Resources.ExtGState)
            page.Resources.ExtGState.Ov1 = Dictionary(Type=Name.ExtGState, **keys)
        return change
    lines = ("0 0 0 1 K .5 w 90 90 m 200 200 l S", "0 0 0 1 K 1 w 90 90 m 300 90 l S",
             "0 0 0 1 K .3 w 90 90 99 99 re S", "0 0 0 1 K .25 w 90 300 m 200 300 l S")
    off = " /Off gs "
    return of("print, bound", [
        *(stated(n, OP=False, op=False, OPM=1) for n in range(4)),
        *(every(n, rb"/Ov1 gs\n", b"") for n in range(3)),
        *(text(n, f"{off} {K} BT /F {size} Tf 200 300 Td (W) Tj ET", ExtGState=_off)
          for n, size in enumerate((6, 8, 10, 11))),
        *(painted(n, off + line, ExtGState=_off) for n, line in enumerate(lines))])


def _off(_: Pdf) -> dict[str, Any]:
    return {"Off": Dictionary(Type=Name.ExtGState, OP=False, op=False)}


def spots() -> list[Seed]:
    """One name for two colours."""
    def separation(space: str, end: str, name: str = "Rot") -> Any:
        count = end.count(" ") + 1
        start = " ".join("0" * count) if space == "DeviceCMYK" else " ".join("1" * count)
        return pikepdf.Object.parse(
            f"[/Separation /{name} /{space} << /FunctionType 2 /N 1 /Domain [0 1] "
            f"/C0 [{start}] /C1 [{end}] >>]".encode())

    def change(n: int, one: str, other: str) -> Callable[[Pdf], Any]:
        def made(pdf: Pdf) -> None:
            for page, end in ((leaf(pdf, n), one), (leaf(pdf, n + 1 + n % 3), other)):
                paint(pdf, page, "/Spot cs 1 scn 200 200 40 40 re f", ColorSpace={
                    "Spot": separation("DeviceCMYK" if end.count(" ") == 3 else "DeviceGray", end)})
        return made
    ends = ("0 1 1 0", "0 1 .9 0", "0 .9 1 .1", "1 0 0 0", "0 1 1 .01", "0")
    pairs = [(a, b) for i, a in enumerate(ends) for b in ends[i + 1:]][:12]
    return of("print, bound, print:print", [change(n, a, b) for n, (a, b) in enumerate(pairs)])


def groups() -> list[Seed]:
    """Groups that are blended in another space."""
    def grouped(n: int, space: str) -> Callable[[Pdf], Any]:
        return lambda pdf: leaf(pdf, n).obj.__setitem__("/Group", Dictionary(
            S=Name.Transparency, CS=_parsed(pdf, space)))

    def formed(n: int, space: str, mask: bool = False) -> Callable[[Pdf], Any]:
        def made(pdf: Pdf) -> Any:
            return form(pdf, "0 0 0 .5 k 0 0 9 9 re f", Group=Dictionary(
                S=Name.Transparency, CS=_parsed(pdf, space)))
        if mask:
            return painted(n, "/M gs 0 0 0 1 k 90 90 9 9 re f", ExtGState=lambda pdf: {
                "M": Dictionary(SMask=Dictionary(Type=Name.Mask, S=Name.Luminosity, G=made(pdf)))})
        return painted(n, "/Odd Do", XObject=lambda pdf: {"Odd": made(pdf)})
    cal = "[/CalRGB << /WhitePoint [.95 1 1.09] >>]"
    return of("print, bound, print:print", [
        *(grouped(n, space) for n, space in enumerate(("/DeviceRGB", "/DeviceRGB", "icc", cal))),
        *(formed(n, space) for n, space in enumerate(("/DeviceRGB", "icc", cal, "/DeviceRGB"))),
        *(formed(n, space, True) for n, space in enumerate(("/DeviceRGB", "icc", cal)))])


FAULTS: dict[int, list[Seed]] = {
    27: covered(), **inks(), 30: knocked(), 33: spots(), 35: groups()}
