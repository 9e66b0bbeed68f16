"""WeasyPrint as it comes, without any hook of the press. Run as a program, in a fresh process:
``FONTCONFIG_FILE=… python plain_weasyprint.py JOB``; JOB is a folder with ``page.html``,
``styles.json`` and the assets under ``assets/``. Writes ``out.pdf`` and ``out.json`` there.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from urllib.parse import quote

from weasyprint import CSS, HTML
from weasyprint.css.counters import CounterStyle
from weasyprint.formatting_structure import boxes
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg"}


class Assets(URLFetcher):
    """Files of one folder, by ``press-asset:`` names."""

    def __init__(self, folder: Path) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self._folder = folder

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002
        path = self._folder / quote(url.removeprefix("press-asset:"), safe="")
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": TYPES[path.suffix]})


def main(job: Path) -> None:
    """Set ``page.html`` in one pass."""
    counters = CounterStyle()
    fonts = FontConfiguration()
    sheets = [CSS(string=text, counter_style=counters, font_config=fonts)
              for text in json.loads((job / "styles.json").read_text("utf-8"))]
    html = HTML(string=(job / "page.html").read_text("utf-8"), url_fetcher=Assets(job / "assets"))
    document = html.render(stylesheets=sheets, counter_style=counters, font_config=fonts)
    document.write_pdf(job / "out.pdf", pdf_tags=True)
    (job / "out.json").write_text(json.dumps(
        {"moved_notes": moved_notes(document), "pages": [p._page_box.page_type.name
                                                         for p in document.pages]}), "utf-8")


def moved_notes(document: object) -> list[int]:
    """Indexes of pages that hold a mark without its note (which may be nowhere), or the reverse."""
    marks: dict[object, set[int]] = {}
    notes: dict[object, set[int]] = {}
    for number, page in enumerate(document.pages):  # type: ignore[attr-defined]
        for box in page._page_box.descendants(placeholders=True):
            if not isinstance(box, boxes.TextBox) or box.element is None:
                continue
            if box.element_tag.endswith("::footnote-call"):
                marks.setdefault(box.element, set()).add(number)
            elif box.element_tag.endswith("::footnote-marker"):
                notes.setdefault(box.element, set()).add(number)
    return sorted({number for element, where in marks.items()
                   if notes.get(element) != where for number in where | notes.get(element, set())})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
