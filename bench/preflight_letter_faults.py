"""Faults of typefaces and characters: checks 19 to 26 of docs/preflight.md."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from fontTools.cffLib import CFFFontSet
from fontTools.misc.psCharStrings import T2CharString
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Pdf, String
from preflight_seeds import (
    LONG,
    Seed,
    content,
    edit,
    font,
    fonts,
    leaf,
    of,
    painted,
    root,
    swapped,
    text,
)

K = "0 0 0 1 k"


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


FAULTS: dict[int, list[Seed]] = {
    19: fontless(), 20: faces(), 21: boxed(), 22: unread(), 23: alike(), 24: regional(),
    **letters()}
