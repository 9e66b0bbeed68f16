"""Parts become pages.

1. ``faces``      which fonts the house has; ``prepare`` makes them (each face by ``making``),
                  ``coverage`` asks for characters
2. ``own``        fonts that a book brings (read by ``fontfile``), prepared in the same way;
                  ``selection``: which families a book may use
3. ``engine``     one part → its pages, with WeasyPrint; ``weasy`` is all that changes WeasyPrint
4. ``fallbacks``  which characters came from another font than the wanted one
5. ``to_pdf``     any HTML → a finished PDF, by the same way
"""

from __future__ import annotations

__all__ = ["to_pdf"]


def to_pdf(html: str, *, css: str = "", lang: str = "zh-Hans") -> bytes:
    """Typeset any HTML, a document or a fragment, as the books are typeset.

    The same engine, fonts and join: tagged, for the screen, byte for byte the same for the same
    input. ``css`` comes before style sheets in the HTML; ``lang`` is for HTML that names no
    language. The title is that of ``<title>``. Nothing is fetched: what the HTML asks for from
    outside is left out, with a warning to the logger ``press.typeset``. Raises RuntimeError
    where fonts are missing, and ValueError for HTML that cannot be one document (pages of
    several sizes).
    """
    from press.typeset.alone import document  # imports WeasyPrint only now

    return document(html, css, lang)
