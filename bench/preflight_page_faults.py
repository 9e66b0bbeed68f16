"""Faults of what pages show: checks 13 to 15, 19 to 33 and 35 to 40 of docs/preflight.md."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any

import pikepdf
from fontTools.cffLib import CFFFontSet
from fontTools.misc.psCharStrings import T2CharString
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Pdf, String
from preflight_seeds import (
    LONG,
    MM,
    Seed,
    content,
    edit,
    every,
    font,
    fonts,
    form,
    image,
    leaf,
    lzw,
    of,
    on_page,
    paint,
    painted,
    root,
    swapped,
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


def fontless() -> list[Seed]:
    """Fonts without their programs, and fonts that are nowhere."""
    def no_program(held: Any) -> None:
        descriptor = held.DescendantFonts[0].FontDescriptor
        for name in ("/FontFile2", "/FontFile3"):
            if name in descriptor:
                del descriptor[name]

    def nowhere(n: int) -> Callable[[Pdf], Any]:
        def change(pdf: Pdf) -> None:
            page = leaf(pdf, n)
            page.Resources = Dictionary(page.Resources)
            page.Resources.Font = Dictionary()
        return change

    def plain(n: int, name: str) -> Callable[[Pdf], Any]:
        return painted(n, f"{K} BT /Plain 10 Tf 200 300 Td (Hello) Tj ET", Font=lambda pdf: {
            "Plain": pdf.make_indirect(Dictionary(
                Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{name}")))})
    return [*of("booklet, cover", [font(n, no_program) for n in range(4)]), *of(
        "print, reading:screen, bound:print, reading, handout:office", [
            *(font(n, no_program) for n in range(6)), *(nowhere(n) for n in range(4)),
            *(plain(n, name) for n, name in enumerate(
                ("Helvetica", "Times-Roman", "ArialMT", "SimSun", "Courier")))])]


def drawn(pdf: Pdf) -> dict[str, Any]:
    """A font whose letter is drawn."""
    glyph = pdf.make_stream(b"500 0 0 0 400 400 d1 0 0 400 400 re f")
    return {"T3": pdf.make_indirect(Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 500, 500]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]), CharProcs=Dictionary(a=glyph),
        Encoding=Dictionary(Differences=Array([97, Name.a])), FirstChar=97, LastChar=97,
        Widths=Array([500]), Resources=Dictionary(), ToUnicode=pdf.make_stream(
            b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar\n<61> <0061>\n"
            b"endbfchar")))}


def faces() -> list[Seed]:
    """Drawn fonts, and faces that change places."""
    def exchanged(pdf: Pdf, n: int) -> None:
        pages = [p for p in pdf.pages if len(p.Resources.get("/Font", Dictionary())) > 1
                 and re.search(LONG, content(p))]
        page = pages[n % len(pages)]
        names = list(page.Resources.Font.keys())
        page.Resources = Dictionary(page.Resources)
        page.Resources.Font = Dictionary({name: page.Resources.Font[other] for name, other in zip(
            names, names[1:] + names[:1], strict=True)})

    def renamed(held: Any) -> None:
        held.BaseFont = held.DescendantFonts[0].BaseFont = Name("/AAAAAA+FangSong")
    return [*of("print, print:print, bound, bound:print", [
        painted(n, f"{K} BT /T3 {size} Tf 200 300 Td (aa) Tj ET", Font=drawn)
        for n, size in enumerate((8, 9, 10, 12, 16, 24))]),
            *of("print, reading, bound, volume", [
                *(lambda pdf, n=n: exchanged(pdf, n) for n in range(5)),
                *(font(n, renamed) for n in range(3))])]


def boxed() -> list[Seed]:
    """Codes of no glyph, and glyphs that are empty."""
    def emptied(held: Any) -> None:
        stream = held.DescendantFonts[0].FontDescriptor.FontFile3
        data = stream.read_bytes()
        bare = data[:4] != b"OTTO"
        program = CFFFontSet() if bare else TTFont(io.BytesIO(data))
        if bare:
            program.decompile(io.BytesIO(data), None)
        table = program if bare else program["CFF "].cff
        charstrings = table[table.fontNames[0]].CharStrings
        for name in charstrings.keys():  # noqa: SIM118
            charstrings[name].decompile()
            private = charstrings[name].private
            at = charstrings.charStrings[name]
            charstrings.charStringsIndex[at] = T2CharString(program=["endchar"], private=private)
        out = io.BytesIO()
        if bare:
            program.compile(out, SimpleNamespace(recalcBBoxes=False))
        else:
            program.save(out)
        stream.write(out.getvalue())

    def shown(code: bytes) -> Callable[[re.Match[bytes]], bytes]:
        return lambda m: b"<" + code + m[1][4:] + b">"
    return of("print, reading, bound:print, reading:screen, print:office, volume", [
        *(edit(n, LONG, shown(b"0000"), n) for n in range(6)),
        *(edit(n, LONG, shown(code), n) for n, code in enumerate(
            (b"ffff", b"fffe", b"fff0", b"fffd"))),
        *(lambda pdf, n=n: emptied([one for one in fonts(pdf) if "/FontFile3" in one
                                    .DescendantFonts[0].FontDescriptor][n]) for n in range(3))])


def unread() -> list[Seed]:
    """What text says, in ToUnicode and in print."""
    def dropped(held: Any) -> None:
        del held.ToUnicode

    def gapped(held: Any) -> None:
        data = held.ToUnicode.read_bytes()
        held.ToUnicode.write(re.sub(rb"(<[0-9a-f]{4}>) (<[0-9a-f]+>)", rb"<ffff> \2", data))

    def shifted(held: Any) -> None:
        data = held.ToUnicode.read_bytes()
        held.ToUnicode.write(re.sub(rb"(<[0-9a-f]{4}> <)([0-9a-f]{4})>", lambda m: m[1] + (
            b"%04x>" % (int(m[2], 16) + 1)), data))
    line = rb"\[" + LONG + rb"[^\]]*\] TJ"
    return [*of("print, reading, print:print, reading:screen, bound", [
        *(font(n, dropped) for n in range(5)), *(font(n, gapped) for n in range(5))]),
            *of("print, reading, bound, handout, volume", [
                *(font(n, shifted) for n in range(3)),
                *(edit(n, LONG, swapped, n) for n in range(6)),
                *(edit(n, line, b"", n) for n in range(4)),
                *(edit(n, line, rb"\g<0> \g<0>", n) for n in range(2)),
                *(edit(n, LONG, lambda m: b"<" + m[1][:-4] + b">", n) for n in range(4))])]


def alike() -> list[Seed]:
    """A letter that stands in a line stands for a radical or a compatibility character."""
    def change(n: int, number: int) -> Callable[[Pdf], Any]:
        def made(pdf: Pdf) -> None:
            page = leaf(pdf, n)
            data = content(page)
            found = list(re.finditer(LONG, data))[n % 3]
            name = re.findall(rb"/(\w+) [\d.]+ Tf", data[:found.start()])[-1].decode()
            held = page.Resources.Font[f"/{name}"]
            table = held.ToUnicode.read_bytes()
            after = re.sub(rb"(<" + found[1][:4] + rb"> <)[0-9a-f]+>",
                           b"\\g<1>%04x>" % number, table)
            assert after != table
            held.ToUnicode.write(after)
        return made
    return of("print, reading, print:print, reading:screen, volume, bound:office", [
        change(n, number) for n, number in enumerate((
            0x2F00, 0x2F42, 0x2FD5, 0x2E80, 0x2EE9, 0xF900, 0xF92D, 0xF981, 0xFA0C, 0xFA6D, 0xFAD9,
            0x2F8F))])


def regional() -> list[Seed]:
    """Faces of Taiwan, Japan and Korea in a text of the mainland."""
    def renamed(name: str) -> Callable[[Any], Any]:
        def change(held: Any) -> None:
            held.BaseFont = held.DescendantFonts[0].BaseFont = Name(f"/ABCDEF+{name}")
        return change
    return of("print:print, reading:screen, bound:print, volume:screen", [
        *(font(n, renamed(name)) for n, name in enumerate((
            "NotoSerifCJKtc-Regular", "NotoSansCJKjp-Bold", "SourceHanSerifK-Regular",
            "SourceHanSansTC-Medium", "SourceHanSerifJ-Light", "NotoSerifTC-Regular",
            "NotoSansKR-Bold", "PMingLiU", "MS-Mincho", "MicrosoftJhengHei", "MalgunGothic",
            "HiraMinProN-W3", "YuGothic-Regular"))),
        *(root("Lang", String(lang)) for lang in ("ja", "ko-KR", "zh-TW", "zh-Hant"))])


def letters() -> dict[int, list[Seed]]:
    """Sizes: 25 and 26."""
    def at(size: float, n: int, colour: str) -> Callable[[Pdf], Any]:
        ways = (f"BT /F {size} Tf 200 300 Td (W) Tj ET",
                f"BT /F 1 Tf {size} 0 0 {size} 200 300 Tm (W) Tj ET",
                f"{size / 10} 0 0 {size / 10} 0 0 cm BT /F 10 Tf 900 900 Td (W) Tj ET")
        return text(n, f"{colour} {ways[n % 3]}")
    whites = ("0 0 0 0 k", "1 g")
    where = "print, bound:print, print:office, bound"
    return {25: of(where, [at(size, n, K) for n, size in enumerate(
        (1, 1.5, 2, 2.5, 3, 3.5, 4, 4.3, 4.5, 4.7, 4.8, 4.9))]),
            26: of(where, [at(size, n, f"{K} 150 250 200 200 re f {whites[n % 2]}")
                           for n, size in enumerate(
                (5.1, 5.5, 6, 6.3, 6.6, 7, 7.2, 7.4, 7.6, 7.8, 7.9, 6.5))])}


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
    13: bleeding(), 14: near(), 15: inner(), 19: fontless(), 20: faces(), 21: boxed(),
    22: unread(), 23: alike(), 24: regional(), **letters(), 27: covered(), **inks(),
    30: knocked(), 33: spots(), 35: groups(), **coarse(), 39: filtered(), 40: pinned()}
