"""Faults of a file as a whole: checks 1 to 12, 16, 34 of docs/preflight.md."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String
from preflight_seeds import (
    MM,
    Seed,
    box,
    content,
    edit,
    every,
    info,
    key,
    leaf,
    of,
    on_page,
    paint,
    root,
    tag,
    xmp,
)


def damaged() -> list[Seed]:
    """Bytes cut off, lost, and other than they were."""
    def flipped(n: int) -> Callable[[bytes], bytes]:
        def change(data: bytes) -> bytes:
            starts = [m.end() for m in re.finditer(rb"stream\r?\n", data)
                      if data[m.end():m.end() + 1] == b"x"]
            start = starts[(7 * n) % len(starts)]
            at = start + (data.index(b"endstream", start) - start) // 2
            return data[:at] + bytes([data[at] ^ 1 << n % 8]) + data[at + 1:]
        return change

    changes: list[Callable[[bytes], bytes]] = [
        *(lambda d, s=s: d[:int(len(d) * s)] for s in (0.2, 0.6, 0.9, 0.99)),
        lambda d: d[200:], lambda d: d[:9000] + d[9400:], lambda d: d[:9000] + d[8900:],
        lambda d: re.sub(rb"startxref\s+\d+", b"startxref\n17", d),
        *(flipped(n) for n in range(8))]
    return [Seed(("print", "reading", "cover")[n % 3], change,
                 ("print", "screen", "office")[n % 3]) for n, change in enumerate(changes)]


def encrypted() -> list[Seed]:
    """Under passwords, or with rights taken away."""
    def made(revision: int, owner: str, user: str, **rights: bool) -> Callable[[bytes], bytes]:
        def change(data: bytes) -> bytes:
            with pikepdf.open(io.BytesIO(data)) as pdf:
                out = io.BytesIO()
                pdf.save(out, static_id=True, encryption=pikepdf.Encryption(
                    R=revision, owner=owner, user=user, aes=revision >= 4,
                    metadata=revision >= 4, allow=pikepdf.Permissions(**rights)))
                return out.getvalue()
        return change
    ways = [made(r, o, u, extract=x) for r in (2, 3, 4, 6)
            for o, u, x in (("a", "", False), ("a", "b", True), ("", "", False))]
    return [Seed(("print", "reading", "handout", "cover")[n % 4], way,
                 ("", "screen", "office", "print")[n // 3]) for n, way in enumerate(ways)]


def acting() -> list[Seed]:
    """Scripts, actions, forms, files."""
    def action(kind: str, **more: Any) -> Dictionary:
        return Dictionary(S=Name(f"/{kind}"), **more)

    js = action("JavaScript", JS=String("app.alert(1)"))
    launch = action("Launch", F=String("a.exe"))

    def noted(kind: str, **more: Any) -> Callable[[Pdf], Any]:
        def change(pdf: Pdf) -> None:
            page = leaf(pdf, 2)
            notes = list(page.obj.get("/Annots", Array()))
            notes.append(pdf.make_indirect(Dictionary(
                Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array([90, 90, 150, 120]), **more)))
            page.obj.Annots = Array(notes)
        return change

    def outlined(pdf: Pdf) -> None:
        line = pdf.Root.Outlines.First
        del line["/Dest"]
        line.A = js

    def related(pdf: Pdf) -> None:
        pdf.Root.AF = Array([pdf.make_indirect(Dictionary(Type=Name.Filespec, F=String("a")))])
    changes = [
        root("OpenAction", js), root("OpenAction", launch),
        root("OpenAction", action("URI", URI=String("https://example.org"))),
        root("OpenAction", action("SubmitForm", F=String("http://a"))),
        root("AA", Dictionary(WC=js)), key(1, "AA", Dictionary(O=js)),
        root("AcroForm", Dictionary(Fields=Array())),
        noted("Widget", FT=Name.Tx), noted("Screen"), noted("Movie"), noted("FileAttachment"),
        noted("RichMedia"), noted("Link", A=launch), noted("Link", A=js),
        noted("Link", A=action("GoTo", D=String("s-01"), Next=js)),
        noted("Link", A=action("GoToR", F=String("b.pdf"))), noted("Link", AA=Dictionary(E=js)),
        lambda pdf: pdf.attachments.__setitem__("a.exe", b"MZ"), related,
        lambda pdf: pdf.Root.Names.__setitem__("/JavaScript", Dictionary(
            Names=Array([String("a"), js])))]
    return [*of("reading, volume, reading:screen", changes), *of("reading", [outlined]),
            *of("print:print, print", changes[:2])]


def said() -> list[Seed]:
    """Title, dates, ID, XMP."""
    def no_id(data: bytes) -> bytes:
        at = data.rindex(b"/ID")
        return data[:at] + b"/IX" + data[at + 3:]
    ours = [info("Title", "别名"), info("Title", None), info("Title", "试书 "),
            xmp("试书|样书", "别书"), info("CreationDate", "D:19990101"),
            info("ModDate", "D:20300101"), info("CreationDate", None), root("Metadata"),
            xmp("2021-07-01", "2020-07-01"), xmp("<dc:title>.*</dc:title>", "")]
    theirs = [info("Title", "别名"), info("CreationDate", "2021-07-01"),
              info("ModDate", "yesterday"), xmp("<rdf:RDF", "<rdf:RDF <"), xmp("</rdf:RDF>", ""),
              xmp("试书|样书", "别书"), info("CreationDate", "D:21")]
    return [*of("reading, print, volume, bound", ours),
            *of("print:print, reading:screen", theirs),
            Seed("print", no_id, "print"), Seed("reading", no_id, "screen")]


def spoken() -> list[Seed]:
    """Language, tags."""
    changes = [root("Lang"), root("Lang", String("ja")), root("Lang", String("zh-Hant")),
               root("Lang", String("en")), root("MarkInfo"),
               root("MarkInfo/Marked", False), root("StructTreeRoot"),
               root("ViewerPreferences/DisplayDocTitle", False), root("ViewerPreferences"),
               xmp("pdfuaid:part", "pdfuaid:teil"), root("Lang", String(""))]
    return [*of("reading, volume, handout", changes),
            *of("reading:screen, volume:screen", [changes[0], changes[4], changes[5], changes[6],
                                                  root("StructTreeRoot/K", Array())])]


def tagged() -> list[Seed]:
    """Marks and elements that do not belong together."""
    def unlinked(element: Any) -> None:
        kids = element.P.K
        del kids[next(i for i, kid in enumerate(kids)
                      if getattr(kid, "objgen", 0) == element.objgen)]

    def parents(n: int) -> Callable[[Pdf], Any]:
        def change(pdf: Pdf) -> None:
            nodes = [pdf.Root.StructTreeRoot.ParentTree]
            for node in nodes:
                nodes += list(node.get("/Kids", Array()))
            entries = [v for node in nodes for v in list(node.get("/Nums", Array()))[1::2]
                       if isinstance(v, Array) and len(v) > 2]
            entry = entries[n % len(entries)]
            entry[0], entry[1] = entry[1], entry[0]
        return change
    mark = rb"/\w+\s*<</MCID (\d+)>>\s*BDC"
    changes = [
        *(tag("P", n, unlinked) for n in (0, 3, 9)), tag("H2", 0, unlinked),
        *(on_page(n, lambda p: p.__delitem__("/StructParents")) for n in (0, 4)),
        *(edit(n, mark, b"/Span BMC", n) for n in (0, 2, 5)),
        *(edit(n, mark, b"/Artifact BMC", n) for n in (1, 3)),
        *(edit(n, mark, b"/Span <</MCID 0>> BDC", -1) for n in (0, 2)),
        tag("H2", 0, lambda e: e.__setattr__("P", e.P.P)),
        tag("P", 5, lambda e: e.__setattr__("P", e.P.P)),
        *(every(n, mark, b"/Span BMC") for n in (1, 4)), parents(0), parents(3)]
    return of("reading, volume, reading:screen, handout", changes)


def labelled() -> list[Seed]:
    """Labels, and folios in print."""
    def label(n: int, **more: Any) -> Callable[[Pdf], Any]:
        return lambda pdf: [pdf.Root.PageLabels.Nums[2 * n + 1].__setitem__(f"/{k}", v)
                            for k, v in more.items()]
    folio = (rb"(<</Type /Pagination>> BDC[^\]]*?1 0 0 -1 [\d.]+ 734[^\]]*\[<)([0-9a-f]{4})")

    def other(found: re.Match[bytes]) -> bytes:
        return found[1] + (b"0015" if found[2] != b"0015" else b"0016")
    changes = [root("PageLabels"), label(0, St=9), label(1, St=2), label(1, S=Name.R),
               label(2, St=5), label(2, S=Name.r), label(2, P=String("x")),
               root("PageLabels", Dictionary(Nums=Array([0, Dictionary(S=Name.D)])))]
    return [*of("reading, print, volume, bound", changes),
            *of("reading, volume, reading:screen, volume:screen",
                [edit(n, folio, other) for n in (0, 3, 5, 6)])]


def cut_sizes() -> dict[int, list[Seed]]:
    """Boxes: 8, 9, 10, 12."""
    def gone(n: int) -> Callable[[Pdf], Any]:
        return on_page(n, lambda p: p.__delitem__("/TrimBox"))
    steps = (0.2, 0.6, 1.0, 3.0, 9.0, 40.0)
    return {
        8: of("print, bound, print:print, bound:print",
              [*(gone(n) for n in range(10)),
               lambda pdf: [page.obj.__delitem__("/TrimBox") for page in pdf.pages]]),
        9: of("print, bound, print:print, cover:print", [
            *(lambda pdf, s=s: pdf.pages[0].obj.__setitem__("/TrimBox", Array(
                [float(v) + d for v, d in zip(pdf.pages[0].TrimBox, (-9 - s, 0, 0, 0),
                                              strict=True)])) for s in steps),
            *(lambda pdf, s=s: pdf.pages[0].obj.__setitem__("/BleedBox", Array(
                [float(v) + d for v, d in zip(pdf.pages[0].BleedBox, (0, 0, 30 + s, 30 + s),
                                              strict=True)])) for s in steps)]),
        10: [*of("print, bound, print:print trim", [
            box(n, "TrimBox", s * MM, 0, 0, 0) for n, s in enumerate(steps)]),
             *of("bound, print, bound:print trim", [
                 box(n, "TrimBox", 0, 0, 0, -s * MM) for n, s in enumerate(steps)])],
        12: [*of("print, bound, print:print", [
            box(n, "CropBox", s, s, -s, 0) for n, s in enumerate(steps)]),
             *of("bound, print, bound:print", [
                 box(n, "MediaBox", -s, -s, 0, 0) for n, s in enumerate(steps)])]}


def upright() -> list[Seed]:
    """Turned, scaled, and of other sizes."""
    def size(n: int, width: float, height: float) -> Callable[[Pdf], Any]:
        def change(pdf: Pdf) -> None:
            page = leaf(pdf, n)
            for name in ("MediaBox", "CropBox", "BleedBox", "TrimBox"):
                page.obj[f"/{name}"] = Array([0, 0, width, height])
        return change
    return [*of("print, bound, reading, print:print", [
        *(key(n, "Rotate", d) for n, d in enumerate((90, 180, 270, 90, 180))),
        *(key(n, "UserUnit", u) for n, u in enumerate((2, 1.5, 10, 0.5)))]),
            *of("reading:office, print:print, print:office, handout:office", [
                size(n, w, h) for n, (w, h) in enumerate((
                    (420, 500), (300, 595), (595, 842), (2, 2), (420, 597), (20000, 20000)))])]


def counted() -> list[Seed]:
    """Pages too few and too many."""
    def dropped(*which: int) -> Callable[[Pdf], Any]:
        return lambda pdf: [pdf.pages.__delitem__(n) for n in which]

    def added(count: int) -> Callable[[Pdf], Any]:
        return lambda pdf: [pdf.pages.append(pdf.pages[8]) for _ in range(count)]
    changes = [dropped(0), dropped(-1), dropped(9, 9), dropped(5, 5, 5), added(1), added(2),
               added(3)]
    return [*of("print, reading", changes), *of("print:print multiple", changes)]


def intended() -> list[Seed]:
    """PDF/X."""
    def intent(name: str, value: Any = None) -> Callable[[Pdf], Any]:
        def change(pdf: Pdf) -> None:
            held = pdf.Root.OutputIntents[0]
            if value is None:
                del held[f"/{name}"]
            else:
                held[f"/{name}"] = value
        return change

    def profile(old: bytes, new: bytes, cut: int | None = None) -> Callable[[Pdf], Any]:
        def change(pdf: Pdf) -> None:
            stream = pdf.Root.OutputIntents[0].DestOutputProfile
            stream.write(stream.read_bytes()[:cut].replace(old, new, 1))
        return change
    changes = [
        root("OutputIntents"), root("OutputIntents", Array()),
        lambda pdf: pdf.Root.OutputIntents.append(pdf.Root.OutputIntents[0]),
        intent("S", Name.GTS_PDFA1), intent("OutputConditionIdentifier"),
        intent("DestOutputProfile"), profile(b"CMYK", b"RGB "), profile(b"prtr", b"mntr"),
        profile(b"", b"", 100), profile(b"", b"", 5000), profile(b"acsp", b"abcd"),
        lambda pdf: pdf.Root.OutputIntents[0].DestOutputProfile.__setitem__("/N", 3),
        info("Trapped", None), xmp("PDF/X-4", "PDF/X-3"), xmp("pdfx?:Trapped", "pdf:Trap"),
        info("GTS_PDFXVersion", "PDF/X-5"), xmp("xmpMM:VersionID", "xmpMM:Version")]
    return [*of("print, bound", [c for n, c in enumerate(changes) if n != 14]),
            *of("print:print, cover:print", changes[:6])]


def blank() -> list[Seed]:
    """Pages that show nothing."""
    def emptied(index: int, data: str = "") -> Callable[[Pdf], Any]:
        def change(pdf: Pdf) -> None:
            assert content(pdf.pages[index])
            pdf.pages[index].Contents = pdf.make_stream(data.encode())
        return change

    def without(index: int) -> Callable[[Pdf], Any]:
        return lambda pdf: pdf.pages[index].obj.__delitem__("/Contents")

    def hidden(pdf: Pdf) -> None:
        page = pdf.pages[10]
        page.Contents = pdf.make_stream(b"")
        paint(pdf, page, "1 g 100 100 60 60 re f 0 0 0 0 K 9 9 m 90 90 l S")
    return of("print, reading, print:print, reading:screen, print:office, bound", [
        emptied(8), emptied(9), emptied(10), emptied(12), emptied(14), emptied(11),
        without(8), emptied(13, "1 1 1 rg 0 0 600 800 re f"), without(16), without(14), hidden,
        emptied(10, "q Q")])


FAULTS: dict[int, list[Seed]] = {
    1: damaged(), 2: encrypted(), 3: acting(), 4: said(), 5: spoken(), 6: tagged(), 7: labelled(),
    **cut_sizes(), 11: upright(), 16: counted(), 17: blank(), 34: intended()}
