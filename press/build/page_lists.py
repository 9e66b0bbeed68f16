"""Lists of pages that bind late: ``<span data-late-pages="A B C..D" data-sep="、">00</span>``.

What an index or a glossary prints behind an entry. ``A`` is a place, ``C..D`` all pages from one
place to another; the list is written anew in every round of settling, out of the labels of the
pages that the places are on:

- places on the same page are one number; numbers ascend;
- three or more pages in a row, of one numbering, are a range (12–14), and so are pages that one
  range covers; ranges that touch are one;
- a number is a page reference as any other, and leads to the first place on its page.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence

from press.dataclass import dataclass, replace
from press.values import Part

SEPARATOR = "、"
"""Between the numbers, where the span does not say another."""
DASH = "–"
"""Between the ends of a range."""

_ATTRIBUTE = r'\s+[\w:-]+(?:="[^"]*")?'
_SPAN = re.compile(rf'<span((?:{_ATTRIBUTE})*?\s+data-late-pages="([^"]*)"(?:{_ATTRIBUTE})*)\s*>'
                   r'[^<]*</span>')
_SEPARATOR = re.compile(r'\sdata-sep="([^"]*)"')
_ROMAN = re.compile(r"(m*)(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})\Z")
_SIGNS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


@dataclass(frozen=True, slots=True)
class Printed:
    """One number of the list, or one range."""

    first: tuple[str, str]
    """A place and the label of its page."""
    last: tuple[str, str] | None = None
    """The same of the end of a range."""


@dataclass(frozen=True, slots=True, order=True)
class _Page:
    run: int
    """Which numbering, by the order in which they are met."""
    number: int


def page_list(anchors: str, labels: Mapping[str, str]) -> tuple[Printed, ...]:
    """What to print for ``anchors`` (the attribute); places without a label are left out."""
    kinds: list[str] = []
    pages: dict[_Page, tuple[str, str]] = {}
    joined: set[_Page] = set()
    """Those that a range ties to the page behind them."""

    def met(anchor: str) -> _Page:
        kind, number = _read(labels[anchor])
        if kind not in kinds:
            kinds.append(kind)
        page = _Page(kinds.index(kind), number)
        pages.setdefault(page, (anchor, labels[anchor]))
        return page

    for item in _items(anchors):
        known = [anchor for anchor in item if anchor in labels]
        if not known:
            continue
        first, last = sorted((met(known[0]), met(known[-1])))
        if first.run == last.run:
            joined |= {_Page(first.run, n) for n in range(first.number, last.number)}
    return tuple(_printed(pages, joined))


def _printed(pages: Mapping[_Page, tuple[str, str]], joined: set[_Page]) -> Iterator[Printed]:
    for run in _runs(sorted({*pages, *joined})):
        if len(run) >= 3 or (len(run) == 2 and run[0] in joined):
            yield Printed(pages[run[0]], pages[run[-1]])
        else:
            for page in run:
                yield Printed(pages[page])


def _runs(every: Sequence[_Page]) -> Iterator[list[_Page]]:
    """Pages that follow each other in one numbering."""
    run: list[_Page] = []
    for page in every:
        if run and (page.run, page.number) != (run[-1].run, run[-1].number + 1):
            yield run
            run = []
        run.append(page)
    if run:
        yield run


def expanded(part: Part, labels: Mapping[str, str]) -> Part:
    """``part`` with every list written out as page references; a list of nothing is empty."""
    def list_of(match: re.Match[str]) -> str:
        parts = [_reference(one.first) + (DASH + _reference(one.last) if one.last else "")
                 for one in page_list(match[2], labels)]
        # A range holds together at the end of a line.
        parts = [f'<span style="white-space:nowrap">{p}</span>' if DASH in p else p for p in parts]
        return f"<span{match[1]}>{_separator(match[1]).join(parts)}</span>"

    html = _SPAN.sub(list_of, part.html)
    return part if html == part.html else replace(part, html=html)


def as_plain(part: Part, labels: Mapping[str, str]) -> Part:
    """``part`` with the lists that name any anchor of ``labels`` as plain text, without links."""
    def words(match: re.Match[str]) -> str:
        if not any(anchor in labels for anchor in places(match[2])):
            return match[0]
        known = {name: label for name, label in labels.items() if label}
        return "<span>" + _separator(match[1]).join(
            one.first[1] + (DASH + one.last[1] if one.last else "")
            for one in page_list(match[2], known)) + "</span>"

    html = _SPAN.sub(words, part.html)
    return part if html == part.html else replace(part, html=html)


def has_lists(html: str) -> bool:
    """Whether there is any list."""
    return _SPAN.search(html) is not None


def lists_of(part: Part) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each list of ``part``: where it begins in the HTML, and its places."""
    for match in _SPAN.finditer(part.html):
        yield match.start(), places(match[2])


def lost_lists(part: Part, known: Container[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The lists of which no place is among the ``known`` anchors."""
    for start, named in lists_of(part):
        if not any(anchor in known for anchor in named):
            yield start, named


def places(anchors: str) -> tuple[str, ...]:
    """Every place that the attribute names."""
    return tuple(anchor for item in _items(anchors) for anchor in item)


def _items(anchors: str) -> Iterator[tuple[str, ...]]:
    for item in anchors.split():
        yield tuple(filter(None, item.split("..")))


def _separator(attributes: str) -> str:
    match = _SEPARATOR.search(attributes)
    return match[1] if match else SEPARATOR


def _reference(place: tuple[str, str]) -> str:
    anchor, label = place
    return f'<a href="press-ref:{anchor}"><span data-late="page:{anchor}">{label}</span></a>'


def _read(label: str) -> tuple[str, int]:
    """The numbering of a label and its number there: ``12``, ``xii``, or ``A``, ``AA`` (covers).

    What is none of these is a numbering of its own.
    """
    if label.isascii() and label.isdigit():
        return "decimal", int(label)
    if label and _ROMAN.match(label):
        values = [_SIGNS[sign] for sign in label]
        return "roman", sum(-v if v < after else v
                            for v, after in zip(values, [*values[1:], 0], strict=True))
    if label.isascii() and label.isupper() and label.isalpha():
        return "letters", 26 * (len(label) - 1) + ord(label[0]) - ord("A") + 1
    return label, 0
