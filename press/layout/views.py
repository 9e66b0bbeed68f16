"""``Book`` and layout → the typed values that templates see."""

from __future__ import annotations

import re
from math import floor
from types import MappingProxyType

from markupsafe import Markup

from press.config.layout_model import LayoutConfig
from press.layout.body import Body
from press.layout.context import (
    BookView,
    PageView,
    SectionView,
    StoryView,
)
from press.layout.imprint import imprint_view
from press.layout.lists import LISTS, asked, title
from press.layout.numerals import numeral
from press.manuscript.book import Book
from press.values import Section, Story

_NUMBERED_ALREADY = re.compile(
    r"(第.{1,4}[编編辑輯章部篇卷单]|[上中下][编編辑輯部篇卷]|(?i:part)\s+(?:\d|[IVXLC]+\b|"
    r"(?i:one|two|three|four|five|six|seven|eight|nine|ten)\b))")
_APPENDIX = re.compile(r"附[录錄]|(?i:appendix\b)")


def page_view(config: LayoutConfig) -> PageView:
    """Page and grid, with the margins that follow from them."""
    page, grid = config.page, config.grid
    return PageView(
        page.width, page.height, page.bleed,
        top=page.top, bottom=_rest(page.height - page.top - grid.height),
        inner=page.inner, outer=_rest(page.width - page.inner - grid.width),
        size=grid.size, pitch=grid.pitch, measure=grid.measure, lines=grid.lines)


def _rest(margin: float) -> float:
    """mm, in ten thousandths, and never more than there is: a text block that lacked so little of
    its last line, or of the last character of a line, would be set without it."""
    return floor(margin * 10_000 + 1e-6) / 10_000


def book_view(book: Book) -> BookView:
    """The book from its book.toml; what is not given is empty."""
    config, imprint = book.config, book.config.imprint
    return BookView(
        config.title, config.subtitle, config.lang, config.author, config.compiler,
        config.publisher, config.notice,
        imprint_view(book) if imprint else None)


def story_view(story: Story, body: Body, number: int, label: str = "") -> StoryView:
    """A manuscript with its dressed body."""
    return StoryView(
        story.key, story.role, number, label, story.title_line, story.title,
        Markup(body.title_html), story.subtitle, story.author, story.summary, Markup(body.html))


def section_view(section: Section, number: int, config: LayoutConfig) -> SectionView:
    """A section with its number in words, unless its title begins with one."""
    label = config.labels.get("section", "")
    if _NUMBERED_ALREADY.match(section.title):
        label = ""
    return SectionView(
        section.key, number, label.replace("{number}", numeral(number, config.numerals)),
        section.title, section.intro, tuple(s.title for s in section.stories))


def appendix_label(story: Story, number: int, count: int, config: LayoutConfig) -> str:
    """附录二, or 附录 where there is but one; empty where the title already says it.

    ``{letter}`` in the label counts A, B, …
    """
    if _APPENDIX.match(story.title):
        return ""
    label = config.labels.get("appendix", "")
    several = count > 1
    label = label.replace("{number}", numeral(number, config.numerals) if several else "")
    label = label.replace("{letter}", numeral(number, "letter").upper() if several else "")
    return label.strip()


def with_label(label: str, title: str, lang: str) -> str:
    """``label`` and ``title`` in one line, as the outline has them."""
    space = "　" if lang.split("-")[0] in ("zh", "ja") else " "
    return f"{label}{space}{title}" if label else title


def labels(book: Book, config: LayoutConfig) -> MappingProxyType[str, str]:
    """The words that the layout adds, with the titles that book.toml gives the lists.

    A template can read them and not change them.
    """
    return MappingProxyType(config.labels | {
        LISTS[piece]: title(book.config, config, piece)
        for piece in LISTS if asked(book.config, piece)})
