"""A hundred ways to tamper with finished documents: each must fail, with a fitting code.

The book has what a reader has: two stories with a picture, a table, notes, a drawing, links and a
reference to a page; it is built as a reading document, for print, as a booklet, and as a handout.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
from build_samples import DOT, WORDS, write_book
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from bench.preflight_seeds import tags
from press.dataclass import dataclass

Change = Callable[[pikepdf.Pdf], Any]

TOML = """title = "试书"
author = "某人"
date = 2021-07-01
documents = ["reading", "print", "booklet"]

[[handouts]]
story = "01"

[[waivers]]
code = "image-coarse"
reason = "只有这一份"
by = "责任编辑"
"""
FIRST = f"""# 第一篇

{WORDS * 9}[^1]

见第[{{页}}页](02.md)，或看[网页](https://example.org/)。

![照片](../images/a.png "图题 | 图源")

![图样](../images/b.svg "图样")

## 小节

| 甲 | 乙 |
|---|---|
| 一件 | 二件 |

{WORDS * 24}

[^1]: 据档案。
"""
SECOND = f"# 第二篇\n\n{WORDS * 30}\n\n- 天天学\n- 周周研\n\n{WORDS * 30}\n"


def book(folder: Path) -> Path:
    """The book that is tampered with."""
    write_book(folder, {"01": FIRST, "02": SECOND}, TOML, images__b_svg=DOT.format(30))
    picture = io.BytesIO()
    Image.linear_gradient("L").resize((600, 400)).convert("RGB").save(picture, "PNG")
    (folder / "images/a.png").write_bytes(picture.getvalue())
    return folder


@dataclass(frozen=True)
class Tampering:
    """One way."""

    name: str
    kinds: tuple[str, ...]
    """Documents that it is done to."""
    change: Change
    codes: tuple[str, ...]
    """One of them must be told."""


def tampered(pdf: bytes, change: Change) -> bytes:
    """``pdf`` after ``change``; AssertionError where that did nothing."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        change(document)
        out = io.BytesIO()
        document.save(out, deterministic_id=True, fix_metadata_version=False)
        return out.getvalue()


# --- tools

LONG_TEXT = rb"<((?:[0-9a-f]{4}){6,})>"


def _content(page: Any) -> bytes:
    return pikepdf.Page(page).contents_coalesce() or page.Contents.read_bytes()


def leaf_of(document: pikepdf.Pdf, which: int) -> Any:
    """The page with running text that is so many'th among such pages (from 0)."""
    found = [page for page in document.pages if re.search(LONG_TEXT, _content(page))]
    return found[which] if found else document.pages[which]


def edit(page: int, pattern: bytes, new: bytes | Callable[[re.Match[bytes]], bytes],
         which: int = 0) -> Change:
    """Change a match of ``pattern`` in the content of a page (``leaf_of``)."""
    def change(document: pikepdf.Pdf) -> None:
        leaf = leaf_of(document, page)
        data = _content(leaf)
        found = list(re.finditer(pattern, data))[which]
        after = new(found) if callable(new) else found.expand(new)
        assert after != found.group()
        leaf.Contents = document.make_stream(data[:found.start()] + after + data[found.end():])
    return change


def edit_any(pattern: bytes, new: bytes) -> Change:
    """The same on the first page that has a match."""
    def change(document: pikepdf.Pdf) -> None:
        page = next(page for page in document.pages if re.search(pattern, _content(page)))
        page.Contents = document.make_stream(re.sub(pattern, new, _content(page), count=1))
    return change


def swap_codes(found: re.Match[bytes]) -> bytes:
    """The first two unlike glyphs of a string change places."""
    codes = [found[1][i:i + 4] for i in range(0, len(found[1]), 4)]
    place = next(i for i in range(len(codes) - 1) if codes[i] != codes[i + 1])
    codes[place], codes[place + 1] = codes[place + 1], codes[place]
    return b"<" + b"".join(codes) + b">"


def behind(page: int, new: str) -> Change:
    """Paint something behind all else of a page, in the page's own space."""
    def change(document: pikepdf.Pdf) -> None:
        leaf = leaf_of(document, page)
        leaf.Contents = document.make_stream(b"q\n" + _content(leaf) + b"\nQ\n" + new.encode())
    return change


def pages(change: Callable[[Any], Any]) -> Change:
    return lambda document: change(document.pages)


def on_page(page: int, change: Callable[[Any], Any]) -> Change:
    return lambda document: change(leaf_of(document, page).obj)


def root(change: Callable[[Any], Any]) -> Change:
    return lambda document: change(document.Root)


def swap(one: int, other: int) -> Change:
    def change(document: pikepdf.Pdf) -> None:
        a, b = leaf_of(document, one).obj, leaf_of(document, other).obj
        kept = {key: a[key] for key in list(a.keys()) if key != "/Parent"}
        for key in kept:
            del a[key]
        for key in [k for k in list(b.keys()) if k != "/Parent"]:
            a[key] = b[key]
            del b[key]
        for key, value in kept.items():
            b[key] = value
    return change


def fonts(document: pikepdf.Pdf) -> list[Any]:
    found = {}
    for page in document.pages:
        for _, font in _fonts_of(page.obj):
            found[font.objgen] = font
    return list(found.values())


def _fonts_of(holder: Any) -> Iterator[tuple[Any, Any]]:
    resources = holder.get("/Resources", Dictionary())
    for key in resources.get("/Font", Dictionary()):
        yield (resources.Font, key), resources.Font[key]
    for key in resources.get("/XObject", Dictionary()):
        if resources.XObject[key].get("/Subtype") == Name.Form:
            yield from _fonts_of(resources.XObject[key])


def drop_fonts(page: int) -> Change:
    def change(document: pikepdf.Pdf) -> None:
        for (holder, key), _ in list(_fonts_of(leaf_of(document, page).obj)):
            del holder[key]
    return change


def swap_fonts(page: int) -> Change:
    def change(document: pikepdf.Pdf) -> None:
        resources = leaf_of(document, page).Resources
        keys = list(resources.Font.keys())
        resources.Font = Dictionary({key: resources.Font[other] for key, other in zip(
            keys, keys[1:] + keys[:1], strict=True)})
    return change


def each_font(change: Callable[[Any], Any]) -> Change:
    return lambda document: [change(font) for font in fonts(document)]


def _retext(font: Any) -> None:
    data = font.ToUnicode.read_bytes()
    font.ToUnicode.write(re.sub(rb"(<[0-9a-f]{4}> <)([0-9a-f]{4})(>)", lambda m: m[1] + b"%04x" % (
        int(m[2], 16) + 1) + m[3], data))


def _no_program(font: Any) -> None:
    descriptor = font.DescendantFonts[0].FontDescriptor
    for key in ("/FontFile2", "/FontFile3"):
        if key in descriptor:
            del descriptor[key]


def images(document: pikepdf.Pdf) -> Iterator[tuple[Any, str]]:
    """Holders and keys of raster images."""
    def walk(holder: Any) -> Iterator[tuple[Any, str]]:
        objects = holder.get("/Resources", Dictionary()).get("/XObject", Dictionary())
        for key in objects:
            if objects[key].get("/Subtype") == Name.Image:
                yield objects, key
            else:
                yield from walk(objects[key])
    for page in document.pages:
        yield from walk(page.obj)


def other_image(document: pikepdf.Pdf) -> None:
    holder, key = next(images(document))
    old = holder[key]
    turned = Image.linear_gradient("L").rotate(180).resize((300, 200))
    cmyk = Image.merge("CMYK", [turned.point(lambda _: 0)] * 3 + [turned.point(lambda v: 255 - v)])
    grey = "CMYK" not in str(old.get("/ColorSpace"))
    holder[key] = document.make_stream(
        (turned if grey else cmyk).tobytes(), Type=Name.XObject, Subtype=Name.Image, Width=300,
        Height=200, BitsPerComponent=8,
        ColorSpace=Name.DeviceGray if grey else Name.DeviceCMYK)


def white_image(document: pikepdf.Pdf) -> None:
    holder, key = next(images(document))
    holder[key] = document.make_stream(
        b"\xff", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8,
        ColorSpace=Name.DeviceGray)


def undrawn_image(document: pikepdf.Pdf) -> None:
    """It is named, and not drawn."""
    page, key = next(
        (page, key) for page in document.pages
        for key in page.Resources.get("/XObject", Dictionary())
        if page.Resources.XObject[key].get("/Subtype") == Name.Image
        and f"{key} Do".encode() in _content(page))
    data = _content(page)
    after = re.sub(re.escape(str(key)).encode() + rb"\s+Do\b", b"", data)
    assert after != data
    page.Contents = document.make_stream(after)


def tag(kind: str, change: Callable[[Any], Any], which: int = 0) -> Change:
    return lambda document: change(tags(document, kind)[which])


def _unlinked(element: Any) -> None:
    """The element is in the tree no more."""
    kids = element.P.K
    place = next(i for i, kid in enumerate(kids) if getattr(kid, "objgen", 0) == element.objgen)
    del kids[place]


def links(document: pikepdf.Pdf) -> list[Any]:
    return [note for page in document.pages for note in page.get("/Annots", Array())
            if note.get("/Subtype") == Name.Link]


def inner(document: pikepdf.Pdf) -> Any:
    """A link within the document."""
    return next(note for note in links(document) if "/Dest" in note)


def outer(document: pikepdf.Pdf) -> Any:
    """A link to the web."""
    return next(note for note in links(document) if "/A" in note and "/URI" in note.A)


def script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def xmp(old: bytes, new: bytes) -> Change:
    def change(document: pikepdf.Pdf) -> None:
        data = document.Root.Metadata.read_bytes()
        assert old in data
        document.Root.Metadata.write(data.replace(old, new))
    return change


def outline(change: Callable[[Any, pikepdf.Pdf], Any]) -> Change:
    return lambda document: change(document.Root.Outlines.First, document)


def info(key: str, value: str) -> Change:
    return lambda document: document.docinfo.__setitem__(f"/{key}", String(value))


def boxed(page: int, name: str, change: Callable[[list[float]], list[float]]) -> Change:
    def made(document: pikepdf.Pdf) -> None:
        leaf = leaf_of(document, page).obj
        leaf[f"/{name}"] = Array(change([float(v) for v in leaf[f"/{name}"]]))
    return made


def names(change: Callable[[Any], Any]) -> Change:
    """The array of named destinations."""
    def made(document: pikepdf.Pdf) -> None:
        node = document.Root.Names.Dests
        while "/Kids" in node:
            node = node.Kids[0]
        change(node.Names)
    return made


def forms(page: int, change: Callable[[Any, pikepdf.Pdf], Any], which: int = 0) -> Change:
    """The page images on a side of a sheet."""
    def made(document: pikepdf.Pdf) -> None:
        objects = document.pages[page].Resources.XObject
        change(objects[sorted(objects.keys())[which]], document)
    return made


def rewrite(pattern: bytes, new: bytes | Callable[[re.Match[bytes]], bytes]
            ) -> Callable[[Any, pikepdf.Pdf], None]:
    """Change the first match in the content of a form."""
    def change(form: Any, document: pikepdf.Pdf) -> None:
        del document
        data = form.read_bytes()
        after = re.sub(pattern, new, data, count=1)
        assert after != data
        form.write(after)
    return change


ALL = ("reading", "print", "handout")
TAGGED = ("reading", "handout")
WORDS_TOLD = ("preflight-words",)
ALTERED = ("preflight-words", "preflight-moved", "preflight-drawing", "preflight-tags")
_TM = rb"1 0 0 -1 ([\d.]+) ([\d.]+) Tm"


def _shifted(dx: float, dy: float) -> Callable[[re.Match[bytes]], bytes]:
    return lambda m: b"1 0 0 -1 %f %f Tm" % (float(m[1]) + dx, float(m[2]) + dy)


TAMPERINGS: tuple[Tampering, ...] = (
    # pages
    *(Tampering(f"pages {a} and {b} swapped", ALL, swap(a, b), WORDS_TOLD)
      for a, b in ((0, 1), (1, 2), (0, 2))),
    Tampering("page dropped", ALL, pages(lambda p: p.__delitem__(2)), ("pdf-page-count",)),
    Tampering("last page dropped", ALL, pages(lambda p: p.__delitem__(-1)), ("pdf-page-count",)),
    Tampering("page doubled", ALL, pages(lambda p: p.insert(2, p[1])), ("pdf-page-count",)),
    Tampering("blank page added", ALL, lambda d: d.add_blank_page(page_size=(420, 595)),
              ("pdf-page-count",)),
    Tampering("pages in reverse", ALL, pages(lambda p: p.reverse()), WORDS_TOLD),
    Tampering("page emptied", ALL, lambda d: leaf_of(d, 0).__setattr__(
        "Contents", d.make_stream(b"")), WORDS_TOLD),
    # words
    *(Tampering(f"word changed on page {n}, string {k}", ALL, edit(n, LONG_TEXT, swap_codes, k),
                WORDS_TOLD) for n in (0, 1, 2) for k in (0, 1, -1)),
    Tampering("line lost", ALL, edit(0, rb"\[" + LONG_TEXT + rb"[^\]]*\] TJ", b""), WORDS_TOLD),
    Tampering("line twice", ALL, edit(1, rb"\[" + LONG_TEXT + rb"[^\]]*\] TJ", rb"\g<0> \g<0>"),
              WORDS_TOLD),
    Tampering("end of a line lost", ALL, edit(1, LONG_TEXT, lambda m: b"<" + m[1][:-4] + b">"),
              WORDS_TOLD),
    Tampering("line moved to the right", ALL, edit(0, _TM, _shifted(9, 0)), ALTERED),
    Tampering("line moved down", ALL, edit(1, _TM, _shifted(0, 6)), ALTERED),
    Tampering("line off the page", ALL, edit(1, _TM, _shifted(2000, 0)), ("pdf-text-outside",)),
    Tampering("letters larger", ALL, edit(1, rb"(/\w+) 1\d(?:\.\d+)? Tf", rb"\1 19 Tf"), ALTERED),
    Tampering("letters apart", ALL, edit(0, rb"BT\n", b"BT\n3 Tc\n"), ALTERED),
    Tampering("letters narrow", ALL, edit(0, rb"BT\n", b"BT\n50 Tz\n"), ALTERED),
    Tampering("text hidden", ALL, edit(0, rb"BT\n", b"BT\n3 Tr\n"), ALTERED),
    Tampering("text white", ALL, edit(0, rb"BT\n", b"1 g\nBT\n"), ("preflight-drawing",
                                                               "pdf-text-black")),
    Tampering("text pale", ALL, edit(0, rb"BT\n", b"0.8 g\nBT\n"), ("preflight-recoloured",)),
    Tampering("text red", TAGGED, edit(1, rb"BT\n", b"1 0 0 rg\nBT\n"),
              ("preflight-recoloured",)),
    Tampering("text all pale", ALL, lambda d: [
        leaf.__setattr__("Contents", d.make_stream(re.sub(
            rb"BT\n", b"0 0 0 .2 k\nBT\n", _content(leaf)))) for leaf in [leaf_of(d, 2)]],
              ("preflight-recoloured",)),
    Tampering("text covered", ALL, behind(0, "1 g 60 200 250 250 re f"), ("preflight-drawing",)),
    Tampering("text clipped", ALL, edit(1, rb"BT\n", b"0 0 120 120 re W n BT\n"),
              ("preflight-clipped", *ALTERED)),
    Tampering("words added", ALL, edit(1, rb"ET\n", b"[<3d8b98a5>] TJ ET\n"),
              ("preflight-words", "pdf-font-missing")),
    # fonts
    Tampering("fonts dropped", ALL, drop_fonts(1), ("pdf-font-missing",)),
    Tampering("fonts swapped", ALL, swap_fonts(0), ("preflight-face", "preflight-words")),
    Tampering("font programs dropped", ALL, each_font(_no_program), ("pdf-font-not-embedded",)),
    Tampering("ToUnicode dropped", ALL, each_font(lambda f: f.__delitem__("/ToUnicode")),
              ("pdf-tounicode-missing",)),
    Tampering("ToUnicode changed", ALL, each_font(_retext), WORDS_TOLD),
    Tampering("widths changed", ALL, each_font(lambda f: f.DescendantFonts[0].__setattr__(
        "W", Array([0, 60000, 700]))), ALTERED),
    # boxes
    Tampering("TrimBox moved", ALL, boxed(1, "TrimBox", lambda b: [v + 6 for v in b]),
              ("pdf-box-nesting", "pdf-bleed-size")),
    Tampering("TrimBox smaller", ALL, boxed(0, "TrimBox", lambda b: [
        b[0] + 9, b[1] + 9, b[2] - 9, b[3] - 9]), ("pdf-trim-size",)),
    Tampering("TrimBox dropped", ALL, on_page(1, lambda p: p.__delitem__("/TrimBox")),
              ("pdf-box-missing",)),
    Tampering("BleedBox smaller", ALL, boxed(0, "BleedBox", lambda b: [
        b[0] + 4, b[1] + 4, b[2] - 4, b[3] - 4]), ("pdf-box-nesting", "pdf-bleed-size")),
    Tampering("CropBox smaller", ALL, boxed(0, "CropBox", lambda b: [30, 30, *b[2:]]),
              ("pdf-crop-box",)),
    Tampering("MediaBox moved", ALL, boxed(0, "MediaBox", lambda b: [v - 20 for v in b]),
              ("pdf-origin",)),
    Tampering("page turned", ALL, on_page(1, lambda p: p.__setattr__("Rotate", 90)),
              ("pdf-page-turned",)),
    Tampering("page scaled", ALL, on_page(1, lambda p: p.__setattr__("UserUnit", 2)),
              ("pdf-page-turned",)),
    # pictures and drawings
    Tampering("picture replaced", ALL, other_image, ("preflight-picture-other",)),
    Tampering("picture white", ALL, white_image, ("preflight-picture-other",)),
    Tampering("picture not drawn", ALL, undrawn_image, ("preflight-picture-lost",)),
    Tampering("line drawn", ALL, behind(1, "0 0 0 1 K 1 w 90 90 m 200 200 l S"),
              ("preflight-drawing",)),
    Tampering("tint drawn", ALL, behind(0, "0 0 0 .1 k 90 90 60 60 re f"),
              ("preflight-drawing",)),
    Tampering("rule lost", TAGGED, edit_any(rb"\bl\nS\n", b"l\nn\n"),
              ("preflight-drawing",)),
    Tampering("crop marks lost", ("print",), edit_any(rb"\bl\nS\n", b"l\nn\n"),
              ("preflight-marks",)),
    # links and outline
    Tampering("link broken", ("reading",), lambda d: inner(d).__setattr__(
        "Dest", String("nowhere")),
              ("pdf-link-broken",)),
    Tampering("link dropped", TAGGED, lambda d: next(p for p in d.pages if "/Annots" in p)
              .__delitem__("/Annots"), ("preflight-link",)),
    Tampering("link to another page", ("reading",), lambda d: inner(d).__setattr__(
        "Dest", next(n.Dest for n in links(d) if "/Dest" in n and n.Dest != inner(d).Dest)),
              ("preflight-link", "pdf-reference-missing")),
    Tampering("address changed", TAGGED, lambda d: outer(d).A.__setattr__(
        "URI", String("https://example.com/")), ("preflight-link",)),
    Tampering("address of a file", TAGGED, lambda d: outer(d).A.__setattr__(
        "URI", String("file:///etc/passwd")), ("pdf-link-scheme",)),
    Tampering("link moved", TAGGED, lambda d: outer(d).__setattr__("Rect", Array(
        [9, 9, 50, 30])), ("preflight-link",)),
    Tampering("outline title", ("reading",), outline(lambda o, _: o.__setattr__(
        "Title", String("别名"))), ("pdf-outline",)),
    Tampering("outline target", ("reading",), outline(lambda o, d: o.__setattr__(
        "Dest", Array([d.pages[-1].obj, Name.Fit]))), ("pdf-outline-target",)),
    Tampering("outline broken", ("reading",), outline(lambda o, _: o.__setattr__(
        "Dest", String("nowhere"))), ("pdf-outline-broken",)),
    Tampering("outline dropped", ("reading",), root(lambda r: r.__delitem__("/Outlines")),
              ("pdf-outline",)),
    Tampering("destination lost", TAGGED, names(lambda n: [n.__delitem__(0) for _ in (0, 1)]),
              ("pdf-destination-missing",)),
    # tags
    Tampering("tag removed", TAGGED, tag("P", _unlinked), ("pdf-mark-unresolved",)),
    Tampering("heading no heading", TAGGED, tag("H2", lambda e: e.__setattr__("S", Name.P)),
              ("preflight-tags",)),
    Tampering("cell no cell", TAGGED, tag("TD", lambda e: e.__setattr__("S", Name.P)),
              ("preflight-tags",)),
    Tampering("description dropped", TAGGED, tag("Figure", lambda e: e.__delitem__("/Alt")),
              ("pdf-figure-alternative",)),
    Tampering("description changed", TAGGED, tag("Figure", lambda e: e.__setattr__(
        "Alt", String("别的"))), ("preflight-tags",)),
    Tampering("note without ID", TAGGED, tag("Note", lambda e: e.__delitem__("/ID")),
              ("pdf-note-id",)),
    Tampering("tag of another parent", TAGGED, tag("H2", lambda e: e.__setattr__("P", e.P.P)),
              ("pdf-tag-parent",)),
    Tampering("tree dropped", TAGGED, root(lambda r: r.__delitem__("/StructTreeRoot")),
              ("pdf-untagged",)),
    Tampering("StructParents dropped", TAGGED, on_page(1, lambda p: p.__delitem__(
        "/StructParents")), ("pdf-parents-page",)),
    Tampering("mark removed", TAGGED, edit(1, rb"/\w+\s*<</MCID \d+>>\s*BDC", b"/Span BMC"),
              ("pdf-text-untagged", "pdf-tag-without-content")),
    Tampering("text hidden from readers", TAGGED, edit(
        1, rb"/\w+\s*<</MCID \d+>>\s*BDC", b"/Artifact BMC"), ("pdf-tag-without-content",)),
    # what is said of the file
    Tampering("title changed", ALL, info("Title", "别名"), ("pdf-title-info",)),
    Tampering("title in XMP", ALL, xmp("试书".encode(), "别书".encode()), ("pdf-title-xmp",)),
    Tampering("date changed", ALL, info("CreationDate", "D:19990101"), ("pdf-date",)),
    Tampering("language changed", ALL, root(lambda r: r.__setattr__("Lang", String("ja"))),
              ("pdf-lang",)),
    Tampering("language dropped", ALL, root(lambda r: r.__delitem__("/Lang")), ("pdf-lang",)),
    Tampering("XMP dropped", ALL, root(lambda r: r.__delitem__("/Metadata")), ("pdf-title-xmp",)),
    Tampering("labels dropped", ("reading", "print"), root(lambda r: r.__delitem__(
        "/PageLabels")), ("pdf-label",)),
    Tampering("labels begin elsewhere", ("reading", "print"), root(
        lambda r: r.PageLabels.Nums[1].__setattr__("St", 9)), ("pdf-label",)),
    Tampering("MarkInfo dropped", TAGGED, root(lambda r: r.__delitem__("/MarkInfo")),
              ("pdf-mark-info",)),
    # what acts
    Tampering("script", ALL, root(lambda r: r.__setattr__("OpenAction", script())),
              ("pdf-action",)),
    Tampering("script of a page", ALL, on_page(1, lambda p: p.__setattr__("AA", Dictionary(
        O=script()))), ("pdf-action",)),
    Tampering("form", ALL, root(lambda r: r.__setattr__("AcroForm", Dictionary())),
              ("pdf-action",)),
    Tampering("attachment", ALL, lambda d: d.attachments.__setitem__("a.exe", b"MZ"),
              ("pdf-attachment",)),
    Tampering("note pinned on", ALL, on_page(0, lambda p: p.__setattr__("Annots", Array([
        Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([50, 50, 70, 70]))]))),
              ("pdf-action",)),
    # plates
    Tampering("RGB", ("print",), behind(0, "1 0 0 rg 90 90 60 60 re f"), ("pdf-rgb",)),
    Tampering("rich black", ("print",), edit(0, rb"BT\n", b".6 .5 .5 1 k\nBT\n"),
              ("pdf-text-black",)),
    Tampering("too much ink", ("print",), behind(0, "1 1 1 1 k 90 90 60 60 re f"),
              ("colour-ink",)),
    Tampering("output intent dropped", ("print",), root(lambda r: r.__delitem__(
        "/OutputIntents")), ("standard-intent", "pdfx-missing")),
    Tampering("no overprint", ("print",), lambda d: [
        s.__setattr__("op", False) or s.__setattr__("OP", False) for p in d.pages
        for s in p.Resources.get("/ExtGState", Dictionary()).values()],
              ("colour-black-text", "preflight-drawing")),
    # sheets
    Tampering("sides swapped", ("booklet",), pages(
        lambda p: (p.insert(0, p[2]), p.__delitem__(3))), ("booklet-order",)),
    Tampering("side dropped", ("booklet",), pages(lambda p: p.__delitem__(1)),
              ("booklet-sides",)),
    Tampering("side turned", ("booklet",), lambda d: d.pages[1].obj.__setattr__("Rotate", 180),
              ("booklet-sheet-size",)),
    Tampering("page of a sheet not drawn", ("booklet",), lambda d: d.pages[0].__setattr__(
        "Contents", d.make_stream(re.sub(rb"/S1 Do", b"", _content(d.pages[0])))),
              ("booklet-order",)),
    Tampering("page of a sheet moved", ("booklet",), lambda d: d.pages[0].__setattr__(
        "Contents", d.make_stream(re.sub(rb"cm /S0 Do", b"cm 1 0 0 1 -9 0 cm /S0 Do",
                                         _content(d.pages[0])))),
              ("booklet-clipped", "booklet-spine", "booklet-register")),
    Tampering("page of a sheet upside down", ("booklet",), lambda d: d.pages[0].__setattr__(
        "Contents", d.make_stream(re.sub(rb"cm /S0 Do", b"cm -1 0 0 -1 434 612 cm /S0 Do",
                                         _content(d.pages[0])))), ("booklet-turned",)),
    Tampering("pages of a sheet swapped", ("booklet",), lambda d: d.pages[6].__setattr__(
        "Contents", d.make_stream(_content(d.pages[6]).replace(b"/S0", b"/SX").replace(
            b"/S1", b"/S0").replace(b"/SX", b"/S1"))), ("booklet-order",)),
    Tampering("word of a sheet changed", ("booklet",), forms(6, rewrite(LONG_TEXT, swap_codes)),
              ("booklet-page-unknown",)),
    Tampering("text of a sheet pale", ("booklet",), forms(6, rewrite(
        rb"BT\n", b"0 0 0 .2 k\nBT\n")), ("preflight-recoloured",)),
    Tampering("picture of a sheet replaced", ("booklet",), other_image,
              ("preflight-picture-other",)),
    Tampering("fonts of a sheet without programs", ("booklet",), each_font(_no_program),
              ("pdf-font-not-embedded",)),
    Tampering("sheet cut", ("booklet",), lambda d: d.pages[0].obj.__setattr__(
        "MediaBox", Array([0, 0, 800, 595])), ("booklet-sheet-size",)),
    Tampering("words on a sheet", ("booklet",), lambda d: d.pages[0].__setattr__(
        "Contents", d.make_stream(_content(d.pages[0])
                                  + b"\n0 0 0 1 k BT /F0 12 Tf 200 300 Td (more) Tj ET")),
              ("booklet-mark-inside", "pdf-font-missing")),
    Tampering("page of a sheet covered", ("booklet",), lambda d: d.pages[0].__setattr__(
        "Contents", d.make_stream(_content(d.pages[0]) + b"\n0 0 0 0 k 500 200 99 99 re f")),
              ("booklet-mark-inside",)),
    Tampering("mark across a page", ("booklet",), lambda d: d.pages[2].__setattr__(
        "Contents", d.make_stream(_content(d.pages[2]) + b"\n0 0 0 1 K 20 20 m 400 300 l S")),
              ("booklet-mark-inside",)),
    Tampering("sheet in RGB", ("booklet",), lambda d: d.pages[0].__setattr__(
        "Contents", d.make_stream(_content(d.pages[0]) + b"\n1 0 0 rg 9 9 9 9 re f")),
              ("pdf-rgb",)),
)
