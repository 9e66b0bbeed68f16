"""Pages without font programs: the join embeds one subset a face for the whole document."""

from __future__ import annotations

from typing import Any

import pydyf
import weasyprint.pdf
from weasyprint.pdf import fonts as weasy_fonts

from press.typeset.weasy.patching import Patch


def patches() -> tuple[Patch, ...]:
    """Leave out what costs most: copies of the font file, subsetting, font dictionaries."""
    return ((weasy_fonts, "get_hb_object_data", _no_data),
            (weasyprint.pdf, "build_fonts_dictionary", _names_only))


def _no_data(*_: Any) -> bytes:
    # Font.__init__ keeps a copy of the whole file, for a subset that is never made here.
    return b""


def _names_only(pdf: Any, fonts: dict[Any, Any], compress: bool, *_: Any) -> Any:
    """Fonts under the names that the content streams use, each with its ToUnicode map alone.

    That is enough to read the text of a part back, and to compare it with the manuscript.
    """
    resources = pydyf.Dictionary()
    unicodes: dict[str, dict[int, str]] = {}
    for font in fonts.values():
        unicodes.setdefault(font.hash, {}).update(font.to_unicode)
    for name, texts in unicodes.items():
        cmap = pydyf.Stream([_cmap(texts)], compress=compress)
        pdf.add_object(cmap)
        resources[name] = pydyf.Dictionary({
            "Type": "/Font", "Subtype": "/Type0", "Encoding": "/Identity-H",
            "ToUnicode": cmap.reference})
    return resources


def _cmap(texts: dict[int, str]) -> bytes:
    """A ToUnicode map as short as readers accept (ISO 32000-1, 9.10.3)."""
    items = sorted(texts.items())
    lines = ["/CIDInit /ProcSet findresource begin", "1 dict begin", "begincmap",
             "1 begincodespacerange", "<0000> <ffff>", "endcodespacerange"]
    for start in range(0, len(items), 100):
        chunk = items[start:start + 100]
        lines.append(f"{len(chunk)} beginbfchar")
        lines += [f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>" for glyph, text in chunk]
        lines.append("endbfchar")
    return "\n".join([*lines, "endcmap", "end", "end"]).encode()
