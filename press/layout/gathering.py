"""What the lists at the ends of a book need to know of one manuscript.

All is read from the body after it was cut: what an edition does not have is in none of them.
"""

from __future__ import annotations

import re
from copy import deepcopy

from lxml import html as lhtml
from lxml.html import HtmlElement

from press.dataclass import dataclass

_DATE = re.compile(r"(-?\d{1,6})(?:-(\d\d?))?(?:-(\d\d?))?$")
_NO_DATE = (0, 0, 0)
DEEPEST = 4
"""Levels of an index; print has two, three at most."""


@dataclass(frozen=True, slots=True)
class IndexMark:
    """A place that is indexed, or a stretch of the text."""

    entries: tuple[tuple[str, ...], ...]
    """The entries that it belongs under, each from the main entry to the sub-entry."""
    place: str
    """Its anchor, or ``A..B`` for what reaches from one anchor to another."""


@dataclass(frozen=True, slots=True)
class TermPlace:
    """A place where a term of the glossary is used."""

    term: str
    """``Term.anchor``."""
    anchor: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with a caption."""

    caption: str
    """Plain text."""
    anchor: str


@dataclass(frozen=True, slots=True)
class Event:
    """An event of a timeline."""

    when: tuple[int, int, int]
    """Year, month, day; 0 for what is not known. An event whose date could not be read has
    that of the one before it, so that it keeps its place."""
    date: str
    """As written."""
    html: str
    """Safe HTML that can stand a second time in the book: without ids, notes and images."""
    anchor: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """All of them, each in the order of the text."""

    index: tuple[IndexMark, ...] = ()
    terms: tuple[TermPlace, ...] = ()
    figures: tuple[Figure, ...] = ()
    events: tuple[Event, ...] = ()


def gather(root: HtmlElement) -> Gathered:
    """What stands in a body that is cut already."""
    return Gathered(
        tuple(_mark(e) for e in root.xpath(".//*[@data-index][@id]")),
        tuple(TermPlace(e.get("data-term", ""), e.get("id", ""))
              for e in root.xpath(".//*[@data-term][@id]")),
        tuple(f for e in root.xpath(".//figure[@id]") if (f := _figure(e)) is not None),
        tuple(_events(root)))


def together(*parts: Gathered) -> Gathered:
    """Those of several stretches of text, one behind the other."""
    return Gathered(tuple(m for p in parts for m in p.index),
                    tuple(t for p in parts for t in p.terms),
                    tuple(f for p in parts for f in p.figures),
                    tuple(e for p in parts for e in p.events))


def plain(element: HtmlElement) -> str:
    """The text of ``element`` without its notes, in one line."""
    copy = deepcopy(element)
    copy.tail = None
    _without_notes(copy)
    return " ".join(copy.text_content().split())


def entries_of(value: str) -> tuple[tuple[str, ...], ...]:
    """``甲!乙;丙`` → ``(("甲", "乙"), ("丙",))``; deeper than ``DEEPEST`` nothing is parted."""
    found = (tuple(" ".join(step.split()) for step in entry.split("!", DEEPEST - 1)
                   if step.strip())
             for entry in re.split("[;；]", value))
    return tuple(entry for entry in found if entry)


def _mark(element: HtmlElement) -> IndexMark:
    end = element.get("data-index-end", "")
    place = element.get("id", "") + (f"..{end}" if end else "")
    return IndexMark(entries_of(element.get("data-index", "")), place)


def _figure(element: HtmlElement) -> Figure | None:
    if "table" in element.get("class", "").split():
        return None
    captions = element.xpath('.//span[contains(concat(" ", @class, " "), " caption ")]')
    caption = plain(captions[0]) if captions else ""
    return Figure(caption, element.get("id", "")) if caption else None


def _events(root: HtmlElement) -> list[Event]:
    found: list[Event] = []
    for timeline in root.xpath(
            './/section[contains(concat(" ", @class, " "), " timeline ")]'):
        when, date, anchor = _NO_DATE, "", ""
        for element in timeline.iter("dt", "dd"):
            if element.tag == "dt":
                when = _when(element.get("data-date", "")) or when
                date, anchor = plain(element), element.get("id", "")
            elif anchor:
                found.append(Event(when, date, _second_copy(element),
                                   element.get("id") or anchor))
    return found


def _when(date: str) -> tuple[int, int, int] | None:
    match = _DATE.match(date)
    return (int(match[1]), int(match[2] or 0), int(match[3] or 0)) if match else None


def _second_copy(element: HtmlElement) -> str:
    copy = deepcopy(element)
    copy.tail = None
    _without_notes(copy)
    for outside in copy.xpath(".//img | .//figure"):
        outside.drop_tree()
    for inner in list(copy.iterdescendants()):
        for name in list(inner.attrib):
            if name == "id" or name in ("data-line", "data-index", "data-index-end", "data-term"):
                del inner.attrib[name]
        if inner.get("class") in ("index", "term", "index-end"):
            inner.drop_tag()
    if len(copy) == 1 and copy[0].tag == "p" and not (copy.text or "").strip() \
            and not (copy[0].tail or "").strip():
        copy = copy[0]
    return inner_html(copy).strip()


def _without_notes(element: HtmlElement) -> None:
    for note in element.xpath('.//span[contains(concat(" ", @class, " "), " footnote ")]'):
        note.drop_tree()


def inner_html(element: HtmlElement) -> str:
    """What stands in ``element``, as HTML."""
    out: str = lhtml.tostring(element, encoding="unicode", with_tail=False)
    return out[out.index(">") + 1:out.rindex("</")]
