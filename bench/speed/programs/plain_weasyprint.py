"""WeasyPrint as it comes, in a fresh process: ``plain_weasyprint.py FOLDER tags|bare``.

FOLDER holds page.html, page.css and assets/; out.pdf is written there. Only the standard library
and WeasyPrint: no hook of the press.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from urllib.parse import quote

from weasyprint import CSS, HTML
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg"}


class Assets(URLFetcher):  # type: ignore[misc]
    """Files of one folder, by the names that the press gives them."""

    def __init__(self, folder: Path) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self._folder = folder

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002
        path = self._folder / quote(url.removeprefix("press-asset:"), safe="")
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": TYPES[path.suffix]})


def main(folder: Path, tags: bool) -> None:
    """Set the book in one pass."""
    logging.getLogger("weasyprint").setLevel(logging.ERROR)  # -press- properties are unknown
    counters, fonts = CounterStyle(), FontConfiguration()
    sheet = CSS(string=(folder / "page.css").read_text("utf-8"), counter_style=counters,
                font_config=fonts)
    html = HTML(string=(folder / "page.html").read_text("utf-8"),
                url_fetcher=Assets(folder / "assets"))
    document = html.render(stylesheets=[sheet], counter_style=counters, font_config=fonts)
    document.write_pdf(folder / "out.pdf", pdf_tags=tags)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] == "tags")
