"""A second opinion on whether a PDF is damaged: qpdf's, which shops know, by way of pikepdf.

``preflight`` reads with pypdf alone, so that what checks a file shares no code with what writes
it, and its word is enough to refuse a file. But two readers find more damage than one: a file is
called whole only where qpdf has nothing to say against it, either. It can add a fault and never
takes one away.
"""

from __future__ import annotations

import io
import re

_PLACE = re.compile(r"^<?[^:]*BytesIO[^:]*>?:? ?|^WARNING: ")
MOST = 3
"""Faults that are told."""


def damage(pdf: bytes) -> tuple[str, ...]:
    """What qpdf finds damaged, in its words; nothing where it finds nothing, or where only a
    password keeps it from looking."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(pdf), suppress_warnings=True) as document:
            faults = [*document.get_warnings(), *document.check_pdf_syntax(),
                      *document.get_warnings()]
    except pikepdf.PasswordError:
        return ()
    except (pikepdf.PdfError, ValueError, OSError, RuntimeError) as error:
        faults = [error]
    told = dict.fromkeys(_PLACE.sub("", str(fault).split("\n", 1)[0])[:120] for fault in faults)
    return tuple(told)[:MOST]
