"""One warm WeasyPrint a process: our fonts, our hooks, nothing from outside."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from press.typeset.weasy.hooks import install
from press.values import Anchor, Asset, FaceUse, Pages, Part, Problem, Side, problem

POINTS = 0.75
"""pt in a CSS px."""

_STYLE = """
@page { size: A5; margin: 18mm }
[data-late] { white-space: nowrap; font-feature-settings: "hwid" }
"""
"""Before all layouts. Half-width digits have one advance, so a page number can change without
moving the line that it stands in."""

_ASSET = "press-asset:"


@cache
def _font_configuration(config: Path) -> Any:
    """The one FontConfiguration of the process; fontconfig reads its file from the environment."""
    os.environ["FONTCONFIG_FILE"] = str(config)
    install()
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


def typeset(part: Part, side: Side, fontconfig: Path) -> Pages:
    """The pages of ``part``, its first page on ``side``.

    Problems are those that WeasyPrint logged. Raises what WeasyPrint raises.
    """
    fonts = _font_configuration(fontconfig)
    from weasyprint import HTML
    from weasyprint.css.counters import CounterStyle

    from press.typeset.weasy import tagging

    tagging.begin(part.key)
    fetcher = _fetcher({asset.name: asset for asset in part.assets})
    counters = CounterStyle()
    sheets = []
    start = "html { break-before: verso }" if side == "verso" else ""
    with _listening(part) as problems:
        for text in (_STYLE, *part.styles, start):
            sheet, counter_style = _sheet(text)
            counters.update(counter_style)
            sheets.append(sheet)
        document = HTML(string=part.html, url_fetcher=fetcher).render(
            font_config=fonts, counter_style=counters, stylesheets=sheets)
        pdf = document.write_pdf(pdf_tags=True)
    page = document.pages[0]
    return Pages(
        part.key, pdf, len(document.pages),
        (round(page.width * POINTS, 3), round(page.height * POINTS, 3)),
        round(page.bleed["left"] * POINTS, 3),
        tuple(_anchors(document)), tuple(_faces(document)), tuple(dict.fromkeys(problems)))


@lru_cache(maxsize=256)
def _sheet(text: str) -> tuple[Any, Any]:
    """A parsed style sheet and the counter styles in it: parts of a book share most of theirs."""
    from weasyprint import CSS
    from weasyprint.css.counters import CounterStyle

    counters = CounterStyle()
    return CSS(string=text, counter_style=counters, url_fetcher=_fetcher({})), counters


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
    united: dict[str, tuple[str, int, dict[int, int], dict[int, str]]] = {}
    for font in document.fonts.values():
        _, _, widths, unicodes = united.setdefault(
            font.hash, (font.family, int(font.weight), {}, {}))
        widths.update(font.widths)
        unicodes.update(font.to_unicode)
    for name, (family, weight, widths, unicodes) in sorted(united.items()):
        yield FaceUse(name, family, weight, tuple(sorted(widths.items())),
                      tuple(sorted(unicodes.items())))


@contextmanager
def _listening(part: Part) -> Iterator[list[Problem]]:
    """What WeasyPrint logs, as problems."""
    found: list[Problem] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(problem("engine-message", message=record.getMessage(), part=part.key))

    logger = logging.getLogger("weasyprint")
    listener = Listener(logging.WARNING)
    before, propagate = logger.handlers[:], logger.propagate
    logger.handlers[:], logger.propagate = [listener], False
    try:
        yield found
    finally:
        logger.handlers[:], logger.propagate = before, propagate
