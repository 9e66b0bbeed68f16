"""Faults of books: links, covers, copyright pages, sheets: checks 41 to 46 of docs/preflight.md."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pikepdf import Array, Name, Pdf, String
from preflight_seeds import LONG, MM, Seed, content, of, paint, rewrite, root, swapped


def leading() -> list[Seed]:
    """Links, outline, names, and numbers beside them."""
    def notes(pdf: Pdf) -> list[Any]:
        return [note for page in pdf.pages for note in page.obj.get("/Annots", Array())
                if note.get("/Subtype") == Name.Link]

    def link(n: int, name: str, value: Any) -> Callable[[Pdf], Any]:
        """Of the so many'th link within the document, or out of it (``A``)."""
        def change(pdf: Pdf) -> None:
            held = [note for note in notes(pdf) if ("/A" in note) == (name == "A")]
            note = held[n % len(held)]
            if name == "A":
                note.A.URI = value
            else:
                note[f"/{name}"] = value(note) if callable(value) else value
        return change

    def line(n: int, name: str, value: Any) -> Callable[[Pdf], Any]:
        def change(pdf: Pdf) -> None:
            item = pdf.Root.Outlines.First
            for _ in range(n):
                item = item.get("/Next", item)
            item[f"/{name}"] = value(pdf) if callable(value) else value
        return change

    def named(n: int) -> Callable[[Pdf], Any]:
        def change(pdf: Pdf) -> None:
            node = pdf.Root.Names.Dests
            while "/Kids" in node:
                node = node.Kids[0]
            at = [str(v) for v in node.Names[::2]].index(f"s-0{n}")
            del node.Names[2 * at]
            del node.Names[2 * at]
        return change
    page = rb"\[<(?!0000)([0-9a-f]{4})>\] TJ"
    changes = [
        *(link(n, "Dest", String("nowhere")) for n in range(3)),
        *(link(n, "Dest", lambda note: String("s-01" if note.Dest != "s-01" else "s-03"))
          for n in range(3)),
        *(link(n, "A", String(where)) for n, where in enumerate((
            "file:///etc/passwd", "https://example.com/", "ftp://example.org/",
            "javascript:alert(1)"))),
        *(line(n, "Title", String("别名")) for n in range(2)),
        *(line(n, "Dest", lambda pdf: Array([pdf.pages[-1].obj, Name.Fit])) for n in range(2)),
        *(line(n, "Dest", String("nowhere")) for n in range(2)),
        root("Outlines"), *(named(n) for n in (1, 2, 3)),
        *(lambda pdf, n=n: rewrite(pdf, pdf.pages[6], page, b"[<004a>] TJ", n) for n in range(3))]
    theirs = [changes[n] for n in (0, 2, 6, 9, 14, 15)]
    return [*of("reading, volume", changes), *of("reading:screen, volume:screen", theirs)]


BAR = rb"(?<=re\nW\nn\n)(?:/Ov1 gs\n)?([\d.]+) (658\.\d+) ([\d.]+) ([\d.]+) re\nf"


def barred() -> list[Seed]:
    """The bars of an ISBN."""
    def bars(new: bytes, which: int) -> Callable[[Pdf], Any]:
        return lambda pdf: rewrite(pdf, pdf.pages[0], BAR, new, which)

    def moved(matrix: str) -> Callable[[Pdf], Any]:
        """All bars and digits, by a matrix (px from the top)."""
        def change(pdf: Pdf) -> None:
            data = content(pdf.pages[0])
            first = next(re.finditer(rb"q\nq\n[\d.]+ 658\.\d+ ", data)).start()
            last = data.index(b"ET\nQ\nQ\n", data.rindex(b"736.9")) + 7
            pdf.pages[0].Contents = pdf.make_stream(
                data[:first] + f"q {matrix} cm\n".encode() + data[first:last] + b"\nQ\n"
                + data[last:])
        return change

    def dirt(more: str) -> Callable[[Pdf], Any]:
        return lambda pdf: paint(pdf, pdf.pages[0], more)

    def coloured(new: bytes) -> Callable[[Pdf], Any]:
        def change(pdf: Pdf) -> None:
            data = content(pdf.pages[0])
            first = next(re.finditer(rb"q\nq\n[\d.]+ 658\.\d+ ", data)).start()
            pdf.pages[0].Contents = pdf.make_stream(
                data[:first] + data[first:].replace(b"0 0 0 1 k", new))
        return change
    digit = rb"736\.95727 Tm\n/\w+ [\d.]+ Tf\n(?:/Ov1 gs\n)?\[<([0-9a-f]{4})>\]"

    def other(found: re.Match[bytes]) -> bytes:
        new = b"f6ce" if found[1] != b"f6ce" else b"f6cf"
        return found.group().replace(b"<" + found[1], b"<" + new)
    return of("cover", [
        *(bars(b"", n) for n in (0, 4, 11, 20, -1)),
        *(bars(rb"\1 \2 2.2 \4 re\nf", n) for n in (3, 9, 17)),
        *(lambda pdf, n=n: rewrite(pdf, pdf.pages[0], digit, other, n) for n in (0, 5, 12)),
        *(moved(f"1 0 0 1 {x} {y}") for x, y in ((-9, 0), (0, -9), (6, 0), (0, 20), (-60, -60))),
        moved(".6 0 0 .6 200 300"), moved("1.5 0 0 1.5 -250 -370"),
        *(coloured(ink) for ink in (b"0 1 1 0 k", b"1 0 0 0 k", b"0 0 0 .5 k", b".5 .5 .5 1 k")),
        dirt("0 0 0 1 k 323 80 6 40 re f"), dirt("0 .5 0 0 k 401 80 3 40 re f"),
        dirt("0 0 0 0 k 320 70 100 70 re f")])


def spined() -> list[Seed]:
    """Folds of a cover."""
    pair = rb"(447\.8741|473\.3859) (17\.0079) m [\d.]+ ([\d.]+) l"

    def fold(n: int, by: float) -> Callable[[Pdf], Any]:
        return lambda pdf: rewrite(pdf, pdf.pages[0], pair, lambda m: b"%f %s m %f %s l" % (
            float(m[1]) + by, m[2], float(m[1]) + by, m[3]), n)

    def wider(by: float) -> Callable[[Pdf], Any]:
        def change(pdf: Pdf) -> None:
            for name in ("TrimBox", "BleedBox", "CropBox", "MediaBox"):
                box = [float(v) for v in pdf.pages[0].obj[f"/{name}"]]
                pdf.pages[0].obj[f"/{name}"] = Array([*box[:2], box[2] + by, box[3]])
        return change
    return of("cover", [
        *(fold(n, by) for n, by in enumerate((0.2, -0.3, 0.5, 1, -2, 6))),
        *(wider(by) for by in (0.3, -0.3, 2, -5)),
        *(lambda pdf, n=n: rewrite(pdf, pdf.pages[0], pair, b"", n) for n in (0, 1)),
        lambda pdf: rewrite(pdf, pdf.pages[0], rb"\[2 1\.5\] 0 d", b"[] 0 d")])


def imprinted() -> list[Seed]:
    """The copyright page."""
    def at(index: int, change: Callable[[Pdf, Any], Any]) -> Callable[[Pdf], Any]:
        return lambda pdf: change(pdf, pdf.pages[index])

    def told(pdf: Pdf, page: Any, n: int) -> None:
        rewrite(pdf, page, SHOWN, lambda m: re.sub(
            rb"<[0-9a-f]{4}>(?=\d*\] TJ)", b"<0018>", m.group()).replace(
                b"feff0038", b"feff0037"), n)

    def lost(pdf: Pdf, page: Any, n: int) -> None:
        rewrite(pdf, page, SHOWN, b"", n)
    seeds = []
    for document, index in (("bound", 3), ("volume", 5)):
        seeds += of(document, [
            *(at(index, lambda pdf, page, n=n: told(pdf, page, n)) for n in FIGURES),
            *(at(index, lambda pdf, page, n=n: lost(pdf, page, n)) for n in (*VALUES, *FIGURES)),
            at(index, lambda pdf, page: setattr(page, "Contents", pdf.make_stream(b"")))])
    return seeds


SHOWN = rb"BT\n[^E]*(?:E(?!T\n)[^E]*)*ET\n"
FIGURES = (15, 17)
"""Of the texts of a copyright page (``SHOWN``): 印张 and 字数."""
VALUES = (1, 2, 5, 7, 9, 11, 20, 22, 24, 26, 28)
"""What the book says of itself, from CIP to price."""


def laid() -> dict[int, list[Seed]]:
    """Sheets of a booklet: 45 and 46."""
    place = rb"(?m)^(q [^\n]* n )([^\n]*)cm /S(\d) Do Q$"

    def placed(side: int, which: int, new: str) -> Callable[[Pdf], Any]:
        """The page image is placed with a matrix more."""
        return lambda pdf: rewrite(pdf, pdf.pages[side], place, lambda m: m[1] + new.encode()
                                   + b" cm " + m[2] + b"cm /S" + m[3] + b" Do Q", which)

    def names(side: int, one: bytes, other: bytes) -> Callable[[Pdf], Any]:
        def change(pdf: Pdf) -> None:
            page = pdf.pages[side]
            page.Contents = pdf.make_stream(content(page).replace(one, b"/SX").replace(
                other, one).replace(b"/SX", other))
        return change

    def sides(change: Callable[[Any], Any]) -> Callable[[Pdf], Any]:
        return lambda pdf: change(pdf.pages)

    def exchange(one: int, other: int) -> Callable[[Pdf], Any]:
        def change(pages: Any) -> None:
            a, b = pages[one], pages[other]
            pages[one], pages[other] = b, a
        return sides(change)

    def sheet(more: str, side: int) -> Callable[[Pdf], Any]:
        return lambda pdf: paint(pdf, pdf.pages[side], more)

    def dropped(side: int, name: bytes) -> Callable[[Pdf], Any]:
        return lambda pdf: rewrite(pdf, pdf.pages[side], name + rb" Do", b"")

    def worded(side: int) -> Callable[[Pdf], Any]:
        def change(pdf: Pdf) -> None:
            held = [x for x in pdf.pages[side].Resources.XObject.values()
                    if re.search(LONG, x.read_bytes())]
            data = held[0].read_bytes()
            held[0].write(re.sub(LONG, swapped, data, count=1))
        return change
    order = [
        *(names(n, b"/S0", b"/S1") for n in (2, 4, 5, 6)), exchange(0, 2), exchange(4, 5),
        exchange(6, 9), sides(lambda p: p.reverse()), sides(lambda p: p.__delitem__(1)),
        sides(lambda p: p.__delitem__(-1)), sides(lambda p: p.append(p[0])),
        dropped(4, b"/S0"), dropped(7, b"/S1"), dropped(9, b"/S0"),
        placed(4, 0, "-1 0 0 -1 420.9 595.3"), placed(7, 1, "-1 0 0 -1 1262.8 595.3"),
        *(placed(side, 1, f"1 0 0 1 0 {by}") for side, by in ((5, 2), (6, -3), (9, 9))),
        worded(4), worded(6),
        *(lambda pdf, n=n, d=d: pdf.pages[n].obj.__setitem__("/Rotate", d)
          for n, d in ((1, 180), (4, 90))),
        lambda pdf: pdf.pages[2].obj.__setitem__("/MediaBox", Array([0, 0, 800, 595]))]
    place_faults = [
        *(placed(side, which, f"1 0 0 1 {by * MM:.3f} 0") for side, which, by in (
            (4, 0, -1), (5, 1, 2), (6, 0, -4), (7, 1, 8), (8, 1, 60), (9, 0, 3))),
        *(placed(side, 1, f"{s} 0 0 {s} 0 0") for side, s in ((4, 0.98), (6, 0.9), (8, 1.05))),
        *(lambda pdf, n=n, by=by: rewrite(
            pdf, pdf.pages[n], rb"q 0 0 420\.\d+ 595\.\d+ re", b"q 0 0 %f 595 re" % by)
          for n, by in ((4, 360), (6, 300))),
        sheet("0 0 0 1 K 20 20 m 400 300 l S", 2), sheet("0 0 0 0 k 500 200 99 99 re f", 4),
        sheet("0 0 0 1 k 100 100 3 3 re f", 6), sheet("0 0 0 1 K 420 100 m 430 400 l S", 7)]
    return {45: of("booklet", order), 46: of("booklet", place_faults)}


FAULTS: dict[int, list[Seed]] = {41: leading(), 42: barred(), 43: spined(), 44: imprinted(),
                                 **laid()}
