"""The report as HTML: one file, no address in it that leads anywhere but beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from press.messages import Lang, text
from press.report.html.views import BookReport, book_view

TEMPLATE = Path(__file__).with_name("report.html")
_WORDS = ("title", "clean", "search", "show", "pages", "problems", "open", "seal", "none")


def html_report(books: Sequence[BookReport], lang: Lang) -> str:
    """The report of some books; the same ones give the same characters."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True,
                              lstrip_blocks=True)
    views, first = [], 1
    for index, book in enumerate(books, 1):
        views.append(book_view(book, index, first, lang))
        first += len(book.problems)
    counts = Counter(one.severity for view in views for one in view.problems)
    words = {name: text(f"html-{name}", lang) for name in _WORDS}
    filters = [(tone, text("html-accepted" if tone == "waived" else f"severity-{tone}", lang),
                counts[tone]) for tone in ("error", "warning", "note", "waived")]
    left_out = sum(view.left_out for view in views)
    return environment.from_string(TEMPLATE.read_text("utf-8")).render(
        lang="zh-Hans" if lang == "zh" else "en", books=views, words=words, filters=filters,
        total=sum(counts.values()),
        more=text("html-more", lang, count=left_out) if left_out else "")
