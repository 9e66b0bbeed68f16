"""``Book`` and layout → the typed values that templates see."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Literal

from markupsafe import Markup

from press.config.layout_model import MM, LayoutConfig
from press.layout.body import Body
from press.layout.context import (
    BookView,
    ContentsEntry,
    ImprintView,
    PageView,
    SectionView,
    StoryView,
)
from press.manuscript.book import Book
from press.values import Section, Story

_NUMBERED_ALREADY = re.compile(r"^(第.{1,4}[编編辑輯章部篇卷单]|[上中下][编編辑輯部篇卷])")
_DIGITS = "零一二三四五六七八九"
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def page_view(config: LayoutConfig) -> PageView:
    """Page and grid, with the margins that follow from them."""
    page, grid = config.page, config.grid
    return PageView(
        page.width, page.height, page.bleed,
        top=page.top, bottom=round(page.height - page.top - grid.lines * grid.pitch / MM, 4),
        inner=page.inner, outer=round(page.width - page.inner - grid.measure * grid.size / MM, 4),
        size=grid.size, pitch=grid.pitch, measure=grid.measure, lines=grid.lines)


def book_view(book: Book) -> BookView:
    """The book from its book.toml; what is not given is empty."""
    config, imprint = book.config, book.config.imprint
    return BookView(
        config.title, config.subtitle, config.lang, config.author, config.compiler,
        config.publisher, config.notice,
        ImprintView(imprint.kind, imprint.permit, imprint.audience, imprint.printer,
                    imprint.print_date, imprint.copies, imprint.lines)
        if imprint else None)


def story_view(story: Story, body: Body, number: int) -> StoryView:
    """A manuscript with its dressed body."""
    return StoryView(story.key, story.role, number, story.title_line, story.title,
                     Markup(story.title_html), story.subtitle, story.author, Markup(body.html))


def section_view(section: Section, number: int, config: LayoutConfig) -> SectionView:
    """A section with its number in words, unless its title begins with one."""
    label = config.labels.get("section", "")
    if _NUMBERED_ALREADY.match(section.title):
        label = ""
    return SectionView(
        section.key, number, label.replace("{number}", numeral(number, config.numerals)),
        section.title, section.intro, tuple(s.title for s in section.stories))


def numeral(number: int, style: Literal["chinese", "decimal", "roman"]) -> str:
    """1–99 as 十二, XII or 12; larger numbers as digits."""
    if style == "decimal" or not 0 < number < 100:
        return str(number)
    if style == "roman":
        out = "L" * (number >= 50) if number < 90 else "XC"
        rest = number - 90 if number >= 90 else number - 50 * (number >= 50)
        if rest >= 40:
            out, rest = out + "XL", rest - 40
        for value, sign in _ROMAN:
            out, rest = out + sign * (rest // value), rest % value
        return out
    tens, ones = divmod(number, 10)
    return (("" if tens < 2 else _DIGITS[tens]) + "十" if tens else "") + \
        (_DIGITS[ones] if ones else "")


def contents_entries(book: Book, config: LayoutConfig, order: tuple[str, ...]
                     ) -> tuple[ContentsEntry, ...]:
    """The lines of the contents: what has a manuscript, in the order of the layout."""
    matter: dict[str, Story] = {s.role: s for s in (*book.front, *book.back)}
    entries: list[ContentsEntry] = []
    for name in order:
        story = matter.get(name) if name in ("foreword", "afterword") else None
        if story:
            entries.append(ContentsEntry("matter", "", story.title, "", story.key))
        if name != "body":
            continue
        for number, section in enumerate(book.sections, 1):
            if section.title:
                view = section_view(section, number, config)
                entries.append(ContentsEntry("section", view.label, view.title, "", view.key))
            entries += [ContentsEntry("story", "", s.title, s.author, s.key)
                        for s in section.stories]
    return tuple(entries)


def labels(config: LayoutConfig) -> MappingProxyType[str, str]:
    """The words that the layout adds; a template can read them and not change them."""
    return MappingProxyType(config.labels)
