"""Broken, odd and hostile PDFs, made from good ones and by hand: name → bytes."""

from __future__ import annotations

import io
import random
import re
import zlib
from collections.abc import Callable, Iterator, Mapping

import pikepdf
import preflight_sample as sample
from pikepdf import Array, Dictionary, Name


def plain(pdf: bytes) -> bytes:
    """The same with nothing packed: no object streams, a table of references."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        out = io.BytesIO()
        document.save(out, compress_streams=False, deterministic_id=True,
                      stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
                      object_stream_mode=pikepdf.ObjectStreamMode.disable)
        return out.getvalue()


def written(*objects: bytes, root: int = 1, extra: bytes = b"", size: int = 0) -> bytes:
    """A file of these objects (numbered from 1), with a right table of references."""
    out = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    return (out + b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
            + b"trailer\n<< /Size %d /Root %d 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
                size or count, root, extra, len(out)))


def stream(data: bytes, entries: bytes = b"", length: int | None = None) -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (
        len(data) if length is None else length, entries, data)


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = (b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /TrimBox [0 0 420 595] "
        b"/Resources << >> /Contents 4 0 R >>")


def one(content: bytes = b"0 0 m 9 9 l S", page: bytes = PAGE, pages: bytes = PAGES,
        catalog: bytes = CATALOG, *more: bytes) -> bytes:
    """A file of one page."""
    return written(catalog, pages, page, stream(content), *more)


def paged(entry: bytes) -> bytes:
    """A page with an entry more (or instead)."""
    key = entry.split(b" ", 1)[0]
    kept = re.sub(re.escape(key) + rb" (?:\[[^\]]*\]|<<[^>]*>>|\S+)", b"", PAGE)
    return kept[:-2] + entry + b" >>"


def _flips(pdf: bytes) -> Iterator[tuple[str, bytes]]:
    chance = random.Random(8)
    for count in (1, 3, 20, 200):
        for turn in range(3):
            data = bytearray(pdf)
            for _ in range(count):
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            yield f"{count} bits flipped, {turn}", bytes(data)


def _saved(change: Callable[[pikepdf.Pdf], object], **options: object) -> bytes:
    with pikepdf.open(io.BytesIO(sample.reading())) as document:
        change(document)
        out = io.BytesIO()
        document.save(out, **options)  # type: ignore[arg-type]
        return out.getvalue()


def _bomb(levels: int = 2) -> bytes:
    data = b"\0" * 100_000_000
    for _ in range(levels):
        data = zlib.compress(data, 9)
    return data


def _fonted(font: bytes, shown: bytes = b"BT /F1 12 Tf 50 50 Td (Hello) Tj ET",
            *more: bytes) -> bytes:
    return one(shown, paged(b"/Resources << /Font << /F1 5 0 R >> >>"), PAGES, CATALOG, font,
               *more)


def damages() -> Mapping[str, bytes]:
    """All of them."""
    good = plain(sample.reading())
    packed = sample.reading()
    found: dict[str, bytes] = {"nothing": b"", "a header": b"%PDF-1.7\n",
                               "zeros": bytes(5000), "another format": b"GIF89a" * 200}
    for share in (0.1, 0.3, 0.5, 0.7, 0.9, 0.97, 0.999):
        found[f"cut at {share}"] = good[:int(len(good) * share)]
        found[f"packed, cut at {share}"] = packed[:int(len(packed) * share)]
    found.update(_flips(good))
    found.update({
        "tail lost": good[:-30], "head lost": good[30:], "middle lost": good[:3000] + good[3300:],
        "bytes doubled": good[:3000] + good[2900:],
        "references of an older file": good.replace(b"%PDF-1.7", b"%PDF-1.7\n%a line more", 1),
        "startxref wrong": re.sub(rb"startxref\n\d+", b"startxref\n17", good),
        "startxref beyond": re.sub(rb"startxref\n\d+", b"startxref\n99999999", good),
        "startxref negative": re.sub(rb"startxref\n\d+", b"startxref\n-5", good),
        "no startxref": good.replace(b"startxref", b"startnone"),
        "no %%EOF": good.replace(b"%%EOF", b""),
        "no trailer": good.replace(b"trailer", b"trailor"),
        "offsets shifted": re.sub(rb"(\d{10}) 00000 n", lambda m: b"%010d 00000 n" % (
            int(m[1]) + 3), good),
        "one offset wrong": re.sub(rb"(\d{10}) 00000 n", lambda m: b"%010d 00000 n" % (
            int(m[1]) + 7), good, count=1),
        "two objects of one number": good.replace(b"\n7 0 obj", b"\n8 0 obj", 1),
        "an object without its end": good.replace(b"endobj", b"", 1),
        "streams without their end": good.replace(b"endstream", b"", 2),
        "all lengths wrong": re.sub(rb"/Length (\d+)", lambda m: b"/Length %d" % (
            int(m[1]) + 5), good),
        "a length too short": re.sub(rb"/Length (\d+)", lambda m: b"/Length %d" % (
            int(m[1]) // 2), good, count=1),
        "a length without end": re.sub(rb"/Length \d+", b"/Length 99999999999999", good, count=1),
        "a length negative": re.sub(rb"/Length \d+", b"/Length -1", good, count=1),
        "Root gone": good.replace(b"/Root ", b"/Roof "),
        "Pages gone": good.replace(b"/Pages ", b"/Papes "),
        "page tree in a circle": one(pages=b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"),
        "page tree through its page": one(page=b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"),
        "page tree deep": written(CATALOG, *(
            b"<< /Type /Pages /Kids [%d 0 R] /Count 1 /Parent %d 0 R >>" % (n + 1, n - 1)
            for n in range(2, 3000)), PAGE),
        "page count huge": one(pages=b"<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>"),
        "page count negative": one(pages=b"<< /Type /Pages /Kids [3 0 R] /Count -1 >>"),
        "one page many times": one(pages=b"<< /Type /Pages /Count 5000 /Kids ["
                                   + b"3 0 R " * 5000 + b"] >>"),
        "no pages": one(pages=b"<< /Type /Pages /Kids [] /Count 0 >>"),
        "kids that are not there": one(pages=b"<< /Type /Pages /Kids [99 0 R] /Count 1 >>"),
        "kids of another kind": one(pages=b"<< /Type /Pages /Kids [(a) 7 null] /Count 3 >>"),
        "references in a circle": one(catalog=b"5 0 R", page=PAGE, pages=PAGES).replace(
            b"5 0 R\nendobj", b"1 0 R\nendobj"),
        "Prev in a circle": one().replace(b"trailer\n<<", b"trailer\n<< /Prev 9 "),
        "Prev to itself": (lambda pdf: pdf.replace(
            b"trailer\n<<", b"trailer\n<< /Prev %d " % pdf.rindex(b"xref\n0")))(one()),
        "nested arrays": one(page=paged(b"/Odd " + b"[" * 20000 + b"]" * 20000)),
        "nested dictionaries": one(page=paged(b"/Odd " + b"<</A " * 5000 + b"1" + b">>" * 5000)),
        "nested content": one(b"q " * 100_000 + b"Q " * 100_000),
        "nested in content": one(b"[" * 50_000 + b"] 0 d"),
        "Q without q": one(b"Q Q Q"), "q without Q": one(b"q 0 0 m"),
        "a string without end": one(b"BT (abc Tj ET"),
        "numbers that are none": one(b"nan inf m 1e99 -- l S 1 0 0 1 . cm"),
        "a number without end": one(b"9" * 100_000 + b" 0 m 0 0 l S"),
        "operators without operands": one(b"m l c cm Tf Tj re w"),
        "rubbish for content": one(bytes(range(256)) * 20),
        "boxes that are none": one(page=paged(b"/MediaBox [0 0 (a) null]")),
        "boxes with NaN": one(page=paged(b"/MediaBox [0 0 nan inf]")),
        "a box of no size": one(page=paged(b"/MediaBox [0 0 0 0]")),
        "a box turned round": one(page=paged(b"/MediaBox [420 595 0 0]")),
        "a box too large": one(page=paged(b"/MediaBox [0 0 1e30 1e30]")),
        "a box of two numbers": one(page=paged(b"/MediaBox [0 0]")),
        "trim outside": one(page=paged(b"/TrimBox [-900 -900 9000 9000]")),
        "turned by 45": one(page=paged(b"/Rotate 45")),
        "contents of another kind": one(page=paged(b"/Contents (text)")),
        "contents that are not there": one(page=paged(b"/Contents 99 0 R")),
        "a form in itself": one(b"/X Do", paged(b"/Resources << /XObject << /X 5 0 R >> >>"),
                                PAGES, CATALOG, stream(
            b"/X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] "
                      b"/Resources << /XObject << /X 5 0 R >> >>")),
        "forms that breed": one(b"/X Do", paged(b"/Resources << /XObject << /X 5 0 R >> >>"),
                                PAGES, CATALOG, *(stream(
            b"/X Do " * 10, b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources "
            b"<< /XObject << /X %d 0 R >> >>" % (n + 1)) for n in range(5, 14)), stream(
                b"0 0 m", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]")),
        "a stream that swells": written(
            CATALOG, PAGES, PAGE, stream(_bomb(), b"/Filter [/FlateDecode /FlateDecode]")),
        "a stream that swells once": written(
            CATALOG, PAGES, PAGE, stream(zlib.compress(b" " * 300_000_000, 9),
                                         b"/Filter /FlateDecode")),
        "many filters": written(CATALOG, PAGES, PAGE, stream(
            b"00" * 500, b"/Filter [" + b"/ASCIIHexDecode " * 500 + b"]")),
        "a filter that is none": written(CATALOG, PAGES, PAGE, stream(b"x", b"/Filter /Nope")),
        "a stream that is no deflate": written(CATALOG, PAGES, PAGE, stream(
            b"no deflate", b"/Filter /FlateDecode")),
        "a deflate cut off": written(CATALOG, PAGES, PAGE, stream(
            zlib.compress(b"0 0 m " * 900)[:20], b"/Filter /FlateDecode")),
        "a predictor that is none": written(CATALOG, PAGES, PAGE, stream(
            zlib.compress(b"0 0 m "), b"/Filter /FlateDecode /DecodeParms "
            b"<< /Predictor 99 /Columns 0 >>")),
        "a picture of a billion pixels": one(
            b"/X Do", paged(b"/Resources << /XObject << /X 5 0 R >> >>"), PAGES, CATALOG, stream(
                b"", b"/Type /XObject /Subtype /Image /Width 99999 /Height 99999 "
                     b"/BitsPerComponent 8 /ColorSpace /DeviceCMYK")),
        "a picture of no kind": one(
            b"/X Do", paged(b"/Resources << /XObject << /X 5 0 R >> >>"), PAGES, CATALOG, stream(
                b"x", b"/Type /XObject /Subtype /Image /Width -1 /Height (a)")),
        "a font that is not there": _fonted(b"null"),
        "a font of no kind": _fonted(b"<< /Type /Font >>"),
        "a font without descendants": _fonted(b"<< /Type /Font /Subtype /Type0 >>"),
        "a font in itself": _fonted(b"<< /Type /Font /Subtype /Type0 /DescendantFonts [5 0 R] >>"),
        "a font not embedded": _fonted(b"<< /Type /Font /Subtype /TrueType /BaseFont /Arial >>"),
        "ToUnicode without end": _fonted(
            b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H "
            b"/DescendantFonts [<< /Subtype /CIDFontType2 >>] /ToUnicode 6 0 R >>",
            b"BT /F1 12 Tf <0001> Tj ET",
            stream(b"1 beginbfrange <0000> <FFFFFFFF> <0041> endbfrange")),
        "widths without end": _fonted(
            b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H "
            b"/DescendantFonts [<< /Subtype /CIDFontType2 /W [0 2000000000 500] >>] >>",
            b"BT /F1 12 Tf <0001> Tj ET"),
        "a program that is none": _fonted(
            b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H "
            b"/DescendantFonts [<< /Subtype /CIDFontType2 /FontDescriptor "
            b"<< /FontFile2 6 0 R >> >>] >>",
            b"BT /F1 12 Tf <0001> Tj ET", stream(b"OTTO" + bytes(range(200)))),
        "an outline in a circle": written(
            b"<< /Type /Catalog /Pages 2 0 R /Outlines 5 0 R >>", PAGES, PAGE, stream(b""),
            b"<< /First 6 0 R >>", b"<< /Title (a) /Next 6 0 R /First 6 0 R /Dest [3 0 R] >>"),
        "names in a circle": written(
            b"<< /Type /Catalog /Pages 2 0 R /Names << /Dests 5 0 R >> >>", PAGES,
            paged(b"/Annots [<< /Subtype /Link /Rect [0 0 9 9] /Dest (a) >>]"), stream(b""),
            b"<< /Kids [5 0 R] >>"),
        "labels in a circle": written(
            b"<< /Type /Catalog /Pages 2 0 R /PageLabels 5 0 R >>", PAGES, PAGE, stream(b""),
            b"<< /Kids [5 0 R 5 0 R] >>"),
        "tags in a circle": written(
            b"<< /Type /Catalog /Pages 2 0 R /StructTreeRoot 5 0 R >>", PAGES, PAGE, stream(b""),
            b"<< /Type /StructTreeRoot /K 6 0 R >>", b"<< /S /P /K [6 0 R] >>"),
        "metadata with entities": written(
            b"<< /Type /Catalog /Pages 2 0 R /Metadata 5 0 R >>", PAGES, PAGE, stream(b""),
            stream(b'<!DOCTYPE a [<!ENTITY b "&c;&c;&c;">]><a>&b;</a>')),
        "a script": _saved(lambda d: d.Root.__setattr__("OpenAction", Dictionary(
            S=Name.JavaScript, JS="1"))),
        "an attachment": _saved(lambda d: d.attachments.__setitem__("a.exe", b"MZ")),
        "a form to fill in": _saved(lambda d: d.Root.__setattr__("AcroForm", Dictionary(
            Fields=Array([])))),
        "under a password": _saved(lambda _: None, encryption=pikepdf.Encryption(
            owner="a", user="b")),
        "encrypted without a password": _saved(lambda _: None, encryption=pikepdf.Encryption(
            owner="a", user="", R=6)),
        "object stream of another kind": packed.replace(b"/Type /ObjStm", b"/Type /ObjStn"),
        "object stream without objects": re.sub(rb"/N \d+", b"/N 0", packed),
        "object stream of too many": re.sub(rb"/N \d+", b"/N 99999999", packed),
        "First wrong": re.sub(rb"/First \d+", b"/First 1", packed),
        "reference stream of no widths": packed.replace(b"/W [ ", b"/X [ "),
        "index without end": re.sub(rb"/Index \[[^\]]*\]", b"/Index [0 999999999]", packed),
        "size too small": re.sub(rb"/Size \d+", b"/Size 3", good),
        "size huge": re.sub(rb"/Size \d+", b"/Size 2147483647", good),
    })
    return found
