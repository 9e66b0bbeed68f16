"""One warm WeasyPrint a process: our fonts, our hooks, nothing from outside."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from press.typeset.compose.rules import HOUSE, Rules
from press.typeset.fallbacks import fallbacks
from press.typeset.native import load_weasyprint
from press.typeset.sourcelines import SourceLines
from press.values import Anchor, Asset, FaceKey, FaceUse, Pages, Part, Side, problem

POINTS = 0.75
"""pt in a CSS px."""

_STYLE = """
@page { size: A5; margin: 18mm }
[data-late] { white-space: nowrap; font-feature-settings: "hwid", "tnum" }
em.dots { font-style: normal; -press-emphasis: dot }
span.proper-name { -press-line-under: straight }
span.work-title { -press-line-under: wavy }
rp { display: none }
rt { font-size: 50%; font-weight: normal; -press-emphasis: none; text-indent: 0 }
"""
"""Before all layouts: what the marks of a manuscript mean (see ``weasy.properties``). Half-width
digits (of Chinese fonts) and tabular ones (of Latin fonts) have one advance, so a page number can
change without moving the line that it stands in."""

_ASSET = "press-asset:"


def typeset(part: Part, side: Side, fontconfig: Path, *, whole: bool = False,
            rules: Rules | None = HOUSE, tree: bool = True) -> Pages:
    """The pages of ``part``, its first page on ``side``.

    Problems are what WeasyPrint logged, characters that came from another font than the wanted
    one, and typographic faults of a part with a source; ``fontconfig`` lies in the folder of its
    library. Raises what WeasyPrint raises, and ValueError for page numbers that cannot bind
    late; a part that is a ``whole`` document may count its own pages anywhere; one that goes only
    into documents without tags needs no ``tree`` of them.
    """
    with _no_collector():
        return _typeset(part, side, fontconfig, whole, rules, tree)


def _typeset(part: Part, side: Side, fontconfig: Path, whole: bool, rules: Rules | None,
             tree: bool) -> Pages:
    load_weasyprint()
    from weasyprint import HTML
    from weasyprint.css.counters import CounterStyle

    from press.typeset.shaping import font_book
    from press.typeset.weasy import circles, flow, late, lines, tagging
    from press.typeset.weasy import fallbacks as noted
    from press.typeset.weasy.faults import faults
    from press.typeset.weasy.fontconfig import house_fonts
    from press.typeset.weasy.hooks import hooked

    tagging.begin(part.key, tree=tree)
    noted.begin()
    fetcher = _fetcher({asset.name: asset for asset in part.assets})
    counters = CounterStyle()
    sheets: list[Any] = []
    messages: list[str] = []
    start = "html { break-before: verso }" if side == "verso" else ""
    with (house_fonts(fontconfig) as fonts, hooked(), flow.whole(whole),
          lines.composing(font_book(fontconfig.parent), rules)):
        for text in (_STYLE, *part.styles, start):
            sheet, counter_style, found = _sheet(text)
            counters.update(counter_style)
            sheets.append(sheet)
            messages += found
        with _listening(messages):
            source = HTML(string=part.html, url_fetcher=fetcher)
            late.check(source.etree_element)
            document = source.render(
                font_config=fonts, counter_style=counters, stylesheets=sheets)
            pdf = document.write_pdf(pdf_tags=True)
    trim, bleed = _size(document)
    source_lines = SourceLines(source.etree_element)
    pages = Pages(
        part.key, pdf, len(document.pages), trim, bleed,
        tuple(_anchors(document)), tuple(_faces(document)),
        (*(problem("engine-message", message=message, part=part.key)
           for message in dict.fromkeys(messages)),
         *fallbacks(noted.drawn(), source_lines, part.source, fontconfig.parent),
         *(faults(document, source_lines, part.source) if part.source else ())))
    circles.cut(document)
    return pages


@contextmanager
def _no_collector() -> Iterator[None]:
    """Inside, no garbage is looked for: all boxes of a document are in use until it is written,
    and looking at them again and again costs up to 40 % of the time."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


@lru_cache(maxsize=256)
def _sheet(text: str) -> tuple[Any, Any, tuple[str, ...]]:
    """A parsed style sheet, the counter styles in it, and what is wrong with it.

    Parts of a book share most of theirs; a fault is told for each of them.
    """
    from weasyprint import CSS
    from weasyprint.css.counters import CounterStyle

    counters = CounterStyle()
    messages: list[str] = []
    with _listening(messages):
        sheet = CSS(string=text, counter_style=counters, url_fetcher=_fetcher({}))
    return sheet, counters, tuple(messages)


def _size(document: Any) -> tuple[tuple[float, float], float]:
    """Trim size and bleed in pt, the same for all pages and all sides."""
    trims = {(round(page.width * POINTS, 3), round(page.height * POINTS, 3))
             for page in document.pages}
    bleeds = {round(value * POINTS, 3) for page in document.pages for value in page.bleed.values()}
    if len(trims) > 1:
        raise ValueError(f"@page: pages of one part have several sizes (pt): {sorted(trims)}")
    if len(bleeds) > 1:
        raise ValueError(f"@page: the bleed differs from page to page or side to side (pt): "
                         f"{sorted(bleeds)}")
    return trims.pop(), bleeds.pop()


def _fetcher(assets: Mapping[str, Asset]) -> Any:
    """Serves what the part carries, by name; anything else is refused."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002
            asset = assets.get(unquote(url.removeprefix(_ASSET)))
            if not url.startswith(_ASSET) or asset is None:
                raise ValueError(f"outside the book: {url}")
            return URLFetcherResponse(url, asset.data, {"Content-Type": asset.media_type})

    return Fetcher(allowed_protocols=(), allow_redirects=False)


def _anchors(document: Any) -> Iterator[Anchor]:
    seen = set()
    for number, page in enumerate(document.pages):
        for name, (x, y, _, _) in page.anchors.items():
            if name not in seen:
                seen.add(name)
                yield Anchor(name, number, round(x * POINTS, 3),
                             round((page.height - y) * POINTS, 3))


def _faces(document: Any) -> Iterator[FaceUse]:
    """Every font resource of the pages; those of one name (two sizes, say) united."""
    united: dict[str, tuple[FaceKey, dict[int, int], dict[int, str]]] = {}
    for font in document.fonts.values():
        _, widths, unicodes = united.setdefault(
            font.hash, ((font.family, int(font.weight), bool(font.style)), {}, {}))
        widths.update(font.widths)
        unicodes.update(font.to_unicode)
    for name, ((family, weight, italic), widths, unicodes) in sorted(united.items()):
        yield FaceUse(name, family, weight, tuple(sorted(widths.items())),
                      tuple(sorted(unicodes.items())), italic)


@contextmanager
def _listening(messages: list[str]) -> Iterator[None]:
    """Add what WeasyPrint logs to ``messages``, and to nothing else."""
    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            messages.append(record.getMessage())

    logger = logging.getLogger("weasyprint")
    listener = Listener(logging.WARNING)
    before, propagate = logger.handlers[:], logger.propagate
    logger.handlers[:], logger.propagate = [listener], False
    try:
        yield
    finally:
        logger.handlers[:], logger.propagate = before, propagate
