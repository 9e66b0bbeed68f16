"""What a report shows of a book: each problem with a number, each page with its marks."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from pathlib import Path

from press.build.pictures import PageImage
from press.dataclass import dataclass, replace
from press.messages import Lang, Severity, hint, message, text
from press.report.places import place_of, plain, source_of
from press.values import Problem, Spot

AROUND = 1
"""Lines of a manuscript shown before and behind that of a problem."""
LENGTH = 600
"""Characters of a line that are shown, half of them before the place."""
AIR = 0.7
"""mm around a place that is marked."""
CARET = 24
"""Characters that are marked from the place on, at most to the end of the word or clause."""
_ORDER: dict[Severity, int] = {"error": 0, "warning": 1, "note": 2}


@dataclass(frozen=True, slots=True)
class BookReport:
    """What came of one book, or of one PDF."""

    name: str
    folder: Path | None
    """Of the manuscripts; None for a PDF alone."""
    problems: tuple[Problem, ...]
    images: tuple[PageImage, ...] = ()
    links: Mapping[str, str] | None = None
    """File → address of it, as seen from the report, for those that can be opened."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on a page, in hundredths of its width and height."""

    number: int
    """Of its problem."""
    severity: str
    title: str
    left: float
    top: float
    width: float
    height: float
    whole: bool
    """Whether it is the page as a whole."""
    before: int
    """How many other marks have the same place."""


@dataclass(frozen=True, slots=True)
class PageView:
    """A page with its marks."""

    anchor: str
    label: str
    picture: str
    """A data: address."""
    ratio: float
    """Height by width."""
    marks: tuple[Mark, ...]
    link: str
    """The page in the PDF; empty where there is none to open."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a manuscript; ``marked`` is what the problem is about."""

    number: int
    before: str
    marked: str
    after: str
    own: bool
    """Whether it is the line of the problem."""


@dataclass(frozen=True, slots=True)
class ProblemView:
    """A problem in words."""

    number: int
    severity: str
    severity_word: str
    code: str
    place: str
    message: str
    hint: str
    waived: str
    seal: str
    pages: tuple[tuple[str, str], ...]
    """Label and anchor of each page that is shown."""
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class BookView:
    """A book."""

    name: str
    problems: tuple[ProblemView, ...]
    pages: tuple[PageView, ...]
    left_out: int
    """Pages with problems that are not shown."""


def book_view(report: BookReport, index: int, first: int, lang: Lang) -> BookView:
    """The view of a book, the ``index``-th of the report; its problems are numbered from
    ``first``. Errors come first; what is accepted comes last."""
    ordered = sorted(report.problems, key=lambda p: (bool(p.waived), _ORDER[p.severity]))
    numbered = list(enumerate(ordered, first))
    # The file that the first problem is in comes first.
    rank = {name: at for at, name in enumerate(dict.fromkeys(
        spot.file or one.path or "" for one in ordered for spot in one.spots))}
    images = {(image.file, image.page): image for image in sorted(
        report.images, key=lambda image: (rank.get(image.file, len(rank)), image.page))}
    anchors = {key: f"b{index}-p{n}" for n, key in enumerate(images, 1)}
    marks: dict[tuple[str, int], list[Mark]] = {key: [] for key in images}
    missing: set[tuple[str, int]] = set()
    for number, one in numbered:
        for spot in one.spots:
            key = (spot.file or one.path or "", spot.page)
            if key in images:
                mark = _mark(number, one, spot, images[key], lang)
                marks[key].append(replace(mark, before=sum(
                    _box(other) == _box(mark) for other in marks[key])))
            else:
                missing.add(key)
    links = report.links or {}
    pages = tuple(PageView(
        anchors[key], text("html-page", lang, file=key[0], page=key[1]),
        "data:image/jpeg;base64," + base64.b64encode(image.jpeg).decode(),
        image.size_mm[1] / max(image.size_mm[0], 0.1), tuple(marks[key]),
        f"{links[key[0]]}#page={key[1]}" if key[0] in links else "")
        for key, image in images.items() if marks[key])
    views = tuple(_problem(number, one, report.folder, anchors, lang) for number, one in numbered)
    return BookView(report.name, views, pages, len(missing))


def _mark(number: int, one: Problem, spot: Spot, image: PageImage, lang: Lang) -> Mark:
    width, height = image.size_mm
    title = plain(message(one, lang))
    if spot.box is None or not width or not height:
        return Mark(number, _tone(one), title, 0, 0, 100, 100, True, 0)
    left, top, wide, high = (spot.box[0] - AIR, spot.box[1] - AIR,
                             spot.box[2] + 2 * AIR, spot.box[3] + 2 * AIR)
    # What stands outside the trim is marked at its edge; a point gets a place to see.
    x, y = min(max(left, 0), width - 1), min(max(top, 0), height - 1)
    right, low = min(max(left + wide, x + 2), width), min(max(top + high, y + 2), height)
    return Mark(number, _tone(one), title, round(100 * x / width, 2), round(100 * y / height, 2),
                round(100 * (right - x) / width, 2), round(100 * (low - y) / height, 2), False, 0)


def _box(mark: Mark) -> tuple[float, float, float, float]:
    return mark.left, mark.top, mark.width, mark.height


def _tone(one: Problem) -> str:
    return "waived" if one.waived else one.severity


def _problem(number: int, one: Problem, folder: Path | None,
             anchors: Mapping[tuple[str, int], str], lang: Lang) -> ProblemView:
    keys = dict.fromkeys((spot.file or one.path or "", spot.page) for spot in one.spots)
    return ProblemView(
        number, _tone(one),
        text("html-accepted" if one.waived else f"severity-{one.severity}", lang), one.code,
        plain(place_of(replace(one, page=None) if one.line else one, folder, lang)).rstrip("：: "),
        plain(message(one, lang)), "" if one.waived else plain(hint(one, lang)), one.waived,
        "" if one.waived else one.seal,
        tuple((text("html-page", lang, file=file, page=page), anchors[file, page])
              for file, page in keys if (file, page) in anchors),
        tuple(_lines(one, folder)))


def _lines(one: Problem, folder: Path | None) -> Sequence[Line]:
    path = source_of(one, folder)
    if path is None or one.line is None:
        return ()
    try:
        rows = path.read_text("utf-8-sig").split("\n")
    except (OSError, ValueError):
        return ()
    if not 0 < one.line <= len(rows):
        return ()
    found = []
    for number in range(max(1, one.line - AROUND), min(len(rows), one.line + AROUND) + 1):
        row = plain(rows[number - 1])
        if number != one.line and not row.strip():
            continue
        at = (one.column or 1) - 1 if number == one.line else 0
        start = max(0, at - LENGTH // 2)
        row = row[start:start + LENGTH]
        at -= start
        end = at + _length(row[at:]) if number == one.line and one.column else at
        found.append(Line(number, row[:at], row[at:end], row[end:], number == one.line))
    return found


def _length(words: str) -> int:
    """How much of what begins at the place of a problem is marked: a word or clause, or a run of
    marks."""
    kind = words[:1].isalnum()
    return next((index for index, character in enumerate(words[:CARET])
                 if character.isalnum() != kind), min(len(words), CARET))
