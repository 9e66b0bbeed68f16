"""Pages of a part, taken over into the document."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from press.values import Pages


def open_part(pages: Pages) -> Pdf:
    """The PDF of a part, as pikepdf has it."""
    return Pdf.open(io.BytesIO(pages.pdf))


def set_fonts(pages: Sequence[Any], chosen: Mapping[str, Any]) -> None:
    """Put the document's fonts under the names that the part's content uses.

    All pages and forms of a part share one dictionary of fonts.
    """
    fonts = pages[0].Resources.get("/Font", Dictionary()) if pages else Dictionary()
    for name in list(fonts.keys()):
        fonts[name] = chosen[str(name)[1:]]


def share_images(pdf: Pdf) -> None:
    """Store an image that several parts show once."""
    first: dict[bytes, Any] = {}
    for page in pdf.pages:
        images = page.obj.Resources.get("/XObject", Dictionary())
        for name, item in list(images.items()):
            if item.get("/Subtype") != Name.Image:
                continue
            digest = hashlib.sha256(item.read_raw_bytes())
            for key in sorted(set(item.keys()) - {"/SMask"}):
                digest.update(f"{key}{item[key]!r}".encode())
            if "/SMask" in item:
                digest.update(item.SMask.read_raw_bytes())
            images[name] = first.setdefault(digest.digest(), item)


def blank_page(pdf: Pdf) -> Any:
    """A page with nothing on it; its boxes are set with those of the others."""
    return pdf.make_indirect(Dictionary(
        Type=Name.Page, Resources=Dictionary(), Contents=Stream(pdf, b""),
        MediaBox=Array([0, 0, 1, 1])))


def to_bytes(pdf: Pdf, version: str = "") -> bytes:
    """The file: compressed, and the same for the same content.

    ``version``: of PDF, where a standard wants a certain one; before 1.5 objects stand alone.
    """
    out = io.BytesIO()
    mode = pikepdf.ObjectStreamMode
    pdf.remove_unreferenced_resources()
    pdf.save(out, deterministic_id=True, compress_streams=True, force_version=version,
             object_stream_mode=mode.disable if version == "1.4" else mode.generate)
    return out.getvalue()
