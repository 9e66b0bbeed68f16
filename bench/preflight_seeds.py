"""What the faults of bench/preflight_*.py are made with: bytes and pikepdf, nothing of the checks.

Lengths on a page are in pt from the lower left corner of its sheet, as PDF has them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

MM = 72 / 25.4
LONG = rb"<((?:[0-9a-f]{4}){6,})>"
"""The codes of a line of running text."""


@dataclass(frozen=True, slots=True)
class Seed:
    """One fault, put into one finished document."""

    document: str
    """See ``preflight_book.DOCUMENTS``."""
    change: Callable[[bytes], bytes]
    profile: str = ""
    """Empty: held to its order; else to what a file is for, and ``trim``, ``bound`` or
    ``multiple``."""


def seed(document: str, change: Callable[[Pdf], Any], profile: str = "") -> Seed:
    """A fault that is made in the open document."""
    def made(data: bytes) -> bytes:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            change(pdf)
            out = io.BytesIO()
            pdf.save(out, deterministic_id=True, fix_metadata_version=False,
                     compress_streams=False)
            return out.getvalue()
    return Seed(document, made, profile)


def of(documents: str, changes: Iterable[Callable[[Pdf], Any]]) -> list[Seed]:
    """``changes`` in documents in turn: ``print, bound, print:print trim``."""
    where = [name.strip().partition(":") for name in documents.split(",")]
    return [seed(where[n % len(where)][0], change, where[n % len(where)][2])
            for n, change in enumerate(changes)]


# --- pages


def content(page: Any) -> bytes:
    contents = page.obj.get("/Contents") if hasattr(page, "obj") else page.get("/Contents")
    if contents is None:
        return b""
    if isinstance(contents, Array):
        return b"\n".join(part.read_bytes() for part in contents)
    return bytes(contents.read_bytes())


def leaf(pdf: Pdf, n: int) -> Any:
    """The so many'th page (round and round) of running text."""
    pages = [page for page in pdf.pages if len(re.findall(LONG, content(page))) > 3]
    return pages[n % len(pages)]


def paint(pdf: Pdf, page: Any, more: str, **resources: dict[str, Any]) -> Any:
    """Something more at the end of a page; ``resources``: of it, by kind and name."""
    page.Contents = pdf.make_stream(b"q\n" + content(page) + b"\nQ\nq\n" + more.encode() + b"\nQ\n")
    own = Dictionary(page.Resources)
    for kind, names in resources.items():
        held = Dictionary(own.get(f"/{kind}", Dictionary()))
        for name, value in names.items():
            held[f"/{name}"] = value
        own[f"/{kind}"] = held
    page.Resources = own
    return page


def painted(n: int, more: str, **resources: Callable[[Pdf], dict[str, Any]]
            ) -> Callable[[Pdf], Any]:
    """The same on the page ``n``; places in ``more`` count from the trim: ``{x}``, ``{y}``,
    ``{r}``, ``{t}`` are its edges."""
    def change(pdf: Pdf) -> Any:
        page = leaf(pdf, n)
        return paint(pdf, page, placed(page, more), **{k: v(pdf) for k, v in resources.items()})
    return change


def placed(page: Any, more: str) -> str:
    """``more`` with the figures in braces, such as ``{x+3}``, worked out (in pt)."""
    x, y, r, t = (float(v) for v in page.TrimBox)
    edges = {"x": x, "y": y, "r": r, "t": t}
    return re.sub(r"\{(\w)([+-][\d.]+)?\}",
                  lambda m: f"{edges[m[1]] + float(m[2] or 0):.4f}", more)


def words(page: Any, count: int = 4) -> tuple[str, str]:
    """The name of a font of the page and codes of letters that it has."""
    data = content(page)
    for found in re.finditer(LONG, data):
        fonts = re.findall(rb"/(\w+) [\d.]+ Tf", data[:found.start()])
        if fonts:
            return fonts[-1].decode(), found[1][:4 * count].decode()
    raise AssertionError("a page without text")


def text(n: int, more: str, count: int = 4, **resources: Callable[[Pdf], dict[str, Any]]
         ) -> Callable[[Pdf], Any]:
    """More text on the page ``n``: ``F`` and ``W`` stand for a font and a string of its letters."""
    def change(pdf: Pdf) -> Any:
        page = leaf(pdf, n)
        font, codes = words(page, count)
        made = placed(page, more).replace("/F ", f"/{font} ").replace("(W)", f"<{codes}>")
        return paint(pdf, page, made, **{k: v(pdf) for k, v in resources.items()})
    return change


def edit(n: int, pattern: bytes, new: bytes | Callable[[re.Match[bytes]], bytes],
         which: int = 0) -> Callable[[Pdf], Any]:
    """Another text for one of the matches in the content of the page ``n``."""
    return lambda pdf: rewrite(pdf, leaf(pdf, n), pattern, new, which)


def rewrite(pdf: Pdf, page: Any, pattern: bytes,
            new: bytes | Callable[[re.Match[bytes]], bytes], which: int = 0) -> None:
    data = content(page)
    matches = list(re.finditer(pattern, data))
    found = matches[which % len(matches)]
    after = new(found) if callable(new) else found.expand(new)
    assert after != found.group()
    page.Contents = pdf.make_stream(data[:found.start()] + after + data[found.end():])


def every(n: int, pattern: bytes, new: bytes) -> Callable[[Pdf], Any]:
    """Another text for all matches of the page ``n``."""
    def change(pdf: Pdf) -> None:
        page = leaf(pdf, n)
        after = re.sub(pattern, new, content(page))
        assert after != content(page)
        page.Contents = pdf.make_stream(after)
    return change


def swapped(found: re.Match[bytes]) -> bytes:
    """The first two unlike letters of a line change places."""
    codes = [found[1][i:i + 4] for i in range(0, len(found[1]), 4)]
    at = next(i for i in range(len(codes) - 1) if codes[i] != codes[i + 1])
    codes[at], codes[at + 1] = codes[at + 1], codes[at]
    return b"<" + b"".join(codes) + b">"


def box(n: int, name: str, *by: float) -> Callable[[Pdf], Any]:
    """The edges of a box of the page ``n`` moved by so many pt."""
    def change(pdf: Pdf) -> None:
        page = leaf(pdf, n)
        page.obj[f"/{name}"] = Array([float(v) + d for v, d in zip(
            page.obj[f"/{name}"], by, strict=True)])
    return change


def on_page(n: int, change: Callable[[Any], Any]) -> Callable[[Pdf], Any]:
    return lambda pdf: change(leaf(pdf, n).obj)


def key(n: int, name: str, value: Any) -> Callable[[Pdf], Any]:
    return lambda pdf: leaf(pdf, n).obj.__setitem__(f"/{name}", value)


# --- the catalogue


def root(name: str, value: Any = None) -> Callable[[Pdf], Any]:
    """A key of the catalogue; None takes it away. ``a/b``: of what is under it."""
    def change(pdf: Pdf) -> None:
        *steps, last = name.split("/")
        holder = pdf.Root
        for step in steps:
            holder = holder[f"/{step}"]
        if value is None:
            del holder[f"/{last}"]
        else:
            holder[f"/{last}"] = value
    return change


def info(name: str, value: str | None) -> Callable[[Pdf], Any]:
    def change(pdf: Pdf) -> None:
        if value is None:
            del pdf.docinfo[f"/{name}"]
        else:
            pdf.docinfo[f"/{name}"] = pikepdf.String(value)
    return change


def xmp(pattern: str, new: str) -> Callable[[Pdf], Any]:
    def change(pdf: Pdf) -> None:
        data = pdf.Root.Metadata.read_bytes()
        after = re.sub(pattern.encode(), new.encode(), data, flags=re.DOTALL)
        assert after != data, pattern
        pdf.Root.Metadata.write(after)
    return change


def fonts(pdf: Pdf) -> list[Any]:
    found: dict[Any, Any] = {}

    def walk(resources: Any) -> None:
        for font in resources.get("/Font", Dictionary()).values():
            found[font.objgen] = font
        for item in resources.get("/XObject", Dictionary()).values():
            if item.get("/Subtype") == Name.Form and "/Resources" in item:
                walk(item.Resources)
    for page in pdf.pages:
        walk(page.obj.get("/Resources", Dictionary()))
    return [found[k] for k in sorted(found)]


def font(n: int, change: Callable[[Any], Any]) -> Callable[[Pdf], Any]:
    """A change of the so many'th font."""
    return lambda pdf: change(fonts(pdf)[n % len(fonts(pdf))])


def tags(pdf: Pdf, kind: str) -> list[Any]:
    found: list[Any] = []

    def walk(node: Any) -> None:
        if isinstance(node, Array):
            for kid in node:
                walk(kid)
        elif isinstance(node, Dictionary) and "/S" in node:
            if str(node.S) == f"/{kind}":
                found.append(node)
            walk(node.get("/K", Array()))
    walk(pdf.Root.StructTreeRoot.K)
    return found


def tag(kind: str, n: int, change: Callable[[Any], Any]) -> Callable[[Pdf], Any]:
    return lambda pdf: change(tags(pdf, kind)[n % len(tags(pdf, kind))])


# --- streams


def image(pdf: Pdf, width: int, height: int, space: Any = Name.DeviceGray, data: bytes = b"",
          bits: int = 8, **more: Any) -> Any:
    """A picture; grey where no data are given."""
    count = 4 if space == Name.DeviceCMYK else 3 if space == Name.DeviceRGB else 1
    filled = data or bytes([0x80]) * (((width * bits * count + 7) // 8) * height)
    return pdf.make_stream(filled, Type=Name.XObject, Subtype=Name.Image, Width=width,
                           Height=height, BitsPerComponent=bits, ColorSpace=space, **more)


def form(pdf: Pdf, data: str, **more: Any) -> Any:
    return pdf.make_stream(data.encode(), **{
        "Type": Name.XObject, "Subtype": Name.Form, "BBox": Array([0, 0, 400, 400]),
        "Resources": Dictionary(), **more})


def lzw(data: bytes) -> bytes:
    """LZW without any compression: codes of nine bits, the table cleared before it grows."""
    codes = [256]
    for n, byte in enumerate(data):
        if n and n % 200 == 0:
            codes.append(256)
        codes.append(byte)
    bits = "".join(f"{code:09b}" for code in [*codes, 257])
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")
