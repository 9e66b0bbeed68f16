"""HTML that belongs to no book: one part is the whole document."""

from __future__ import annotations

import logging

import tinyhtml5

from press.assembly.join import join
from press.assembly.placing import place
from press.assembly.style import Style
from press.typeset.engine import typeset
from press.typeset.faces import SONG, Library, library_folder, load_library
from press.typeset.prepare import prepare
from press.typeset.selection import library_of
from press.values import Part

_BODY = f'html {{ font-family: "{SONG}" }}'


def document(html: str, css: str, lang: str) -> bytes:
    """See ``press.typeset.to_pdf``."""
    library = _library()
    # The house's other families are there for whom calls them by name.
    library = library_of(library, [f for f in library.families if f in html or f in css])
    root = tinyhtml5.parse(html, namespace_html_elements=False)
    own = root.get("lang") or ""
    title = " ".join((root.findtext("head/title") or "").split())
    # A parser adds the attributes of a later <html> to those of the first.
    whole = html if own else f'<!DOCTYPE html><html lang="{_attribute(lang)}">{html}'
    part = Part("document", whole, (_BODY, css), (), "recto", "decimal", (), "")
    pages = typeset(part, "recto", library.fontconfig, whole=True)
    for problem in pages.problems:
        logging.getLogger("press.typeset").warning(
            "%s", "; ".join(value for _, value in problem.args))
    joined = join((part,), (pages,), place(((part, pages.count),)),
                  Style(title, own or lang), library.by_name)
    return joined.pdf


def _library() -> Library:
    """The prepared fonts, prepared now if they are not there."""
    folder = library_folder()
    library = load_library(folder)
    if library is None:
        library, problems = prepare(folder)
        if library is None:
            missing = ", ".join(dict(p.args)["name"] for p in problems)
            raise RuntimeError(f"fonts are missing on this machine: {missing}")
    return library


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;")
