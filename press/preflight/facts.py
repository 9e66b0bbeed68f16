"""The facts of one PDF, each read once and when first asked for.

A fact that cannot be read raises for every check that needs it: so no check passes on a fact
that is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from types import MappingProxyType
from typing import Any

from pypdf import PdfReader

from press.dataclass import dataclass
from press.preflight import access
from press.preflight.access import Damaged
from press.preflight.content import Interpreter, Widths
from press.preflight.findings import Box, within
from press.preflight.fonts import Font
from press.preflight.shown import Content
from press.preflight.tree import Element, Marked, Tree, read_tree


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """A line of the outline as found; ``page`` is an index from 0, None for no page."""

    level: int
    title: str
    page: int | None


@dataclass(frozen=True, slots=True)
class Link:
    """A link annotation."""

    page: int
    """Index from 0 of the page that it lies on."""
    number: int
    """Its object number."""
    name: str
    """The named destination, or empty."""
    target: int | None
    """Index from 0 of the page that it leads to, None where it leads to none."""
    uri: str
    contents: str
    parent: int | None
    """StructParent."""
    size: tuple[float, float]
    """Width and height in pt; 0 where it has no Rect."""
    where: Box | None = None
    """Its Rect, see ``findings.within``."""
    box: Box = (0.0, 0.0, 0.0, 0.0)
    """The same in pt of the page: left, bottom, right, top."""


class Facts:
    """A PDF opened strictly; raises at once if it cannot be."""

    first = 0
    """Index from 0 of the first of ``pages``: see ``section.SectionFacts``."""

    walks = True
    """Whether all pages are read at once."""

    def __init__(self, pdf: bytes, widths: Widths = MappingProxyType({})) -> None:
        self.pdf = pdf
        self.reader: PdfReader = access.open_strictly(pdf, walk=self.walks)
        self.interpreter = Interpreter(widths)

    def close(self) -> None:
        """No more will be asked: all that was read is freed at once, for objects and their
        reader know each other."""
        self.reader.__dict__.clear()

    def has(self, index: int) -> bool:
        """Whether the page with this index from 0 is one of ``pages``."""
        return self.first <= index < self.first + len(self.pages)

    @cached_property
    def catalog(self) -> Any:
        """The document catalog."""
        return access.resolved(self.reader.trailer["/Root"])

    @cached_property
    def pages(self) -> list[Any]:
        """Page dictionaries with what they inherit."""
        return list(self.reader.pages)

    @cached_property
    def page_index(self) -> dict[int, int]:
        """Object number of a page → its index from 0."""
        return {number: index for index, number in enumerate(self.page_numbers)}

    @cached_property
    def page_numbers(self) -> list[int]:
        """Object numbers of all pages of the file."""
        return [access.identity(page) for page in self.pages]

    @cached_property
    def contents(self) -> list[Content]:
        """What each page shows."""
        return [self.interpreter.page(page) for page in self.pages]

    @cached_property
    def tree(self) -> Tree | None:
        """The structure tree, if there is one."""
        return read_tree(self.catalog)

    @cached_property
    def fonts(self) -> list[Font]:
        """Every font that a resource dictionary of pages, forms or patterns names."""
        found: dict[int, Font] = {}
        seen: set[int] = set()
        for page in self.pages:
            self._gather(page, found, seen, 0)
            for raw in access.items(page, "/Annots"):
                appearances = access.dictionary(access.resolved(raw), "/AP")
                for _, stream in access.raw_entries(appearances):
                    self._gather(access.resolved(stream), found, seen, 0)
        return list(found.values())

    def _gather(self, holder: Any, found: dict[int, Font], seen: set[int], depth: int) -> None:
        """Fonts of a page's, form's or pattern's resources, and of what these use."""
        if depth > access.DEPTH:
            raise Damaged("resources are nested without end")
        if not isinstance(holder, dict) or "/Resources" not in holder:
            return
        raw = holder.raw_get("/Resources")  # type: ignore[attr-defined]
        if access.identity(raw) in seen:
            return
        seen.add(access.identity(raw))
        resources = access.resolved(raw)
        for name, font in access.raw_entries(access.dictionary(resources, "/Font")):
            found.setdefault(access.identity(font), self.interpreter.font(font, name[1:]))
        for kind in ("/XObject", "/Pattern"):
            for _, stream in access.raw_entries(access.dictionary(resources, kind)):
                self._gather(access.resolved(stream), found, seen, depth + 1)
        for _, state in access.raw_entries(access.dictionary(resources, "/ExtGState")):
            mask = access.dictionary(access.resolved(state), "/SMask")
            self._gather(access.dictionary(mask, "/G"), found, seen, depth + 1)

    @cached_property
    def marked_text(self) -> dict[Marked, str]:
        """Text of the marked content of all pages, artifacts left out."""
        parts: dict[Marked, list[str]] = {}
        for page, content in zip(self.pages, self.contents, strict=True):
            number = access.identity(page)
            for piece in content.pieces:
                if piece.mcid is not None and piece.artifact is None:
                    parts.setdefault(Marked(number, piece.mcid), []).append(piece.text())
        return {key: "".join(texts) for key, texts in parts.items()}

    def text_of(self, element: Element) -> str:
        """All text of an element and what is below it, in reading order."""
        return "".join(self.texts_of(element))

    def texts_of(self, element: Element) -> Iterator[str]:
        """The same, each run of marked content by itself."""
        for kid in element.kids:
            if isinstance(kid, Marked):
                yield self.marked_text.get(kid, "")
            elif isinstance(kid, Element):
                yield from self.texts_of(kid)

    @cached_property
    def destinations(self) -> dict[str, int | None]:
        """Name → index from 0 of its page; None where it names no page of this document."""
        names = access.dictionary(access.dictionary(self.catalog, "/Names"), "/Dests")
        found = {name: self._page_of(raw) for name, raw in access.name_tree(names)}
        for key, raw in access.raw_entries(access.dictionary(self.catalog, "/Dests")):
            found.setdefault(key[1:], self._page_of(raw))
        return found

    def _page_of(self, raw: Any) -> int | None:
        """The page of an explicit destination (or of a dictionary that holds one as /D)."""
        found = access.resolved(raw)
        if isinstance(found, dict):
            found = access.entry(found, "/D")
        if not isinstance(found, list) or not found:
            return None
        return self.page_index.get(access.identity(found[0]))

    def target(self, holder: Any) -> tuple[str, int | None]:
        """Name (or empty) and page of the /Dest or GoTo action of a link or outline item."""
        destination = access.entry(holder, "/Dest")
        if destination is None:
            action = access.dictionary(holder, "/A")
            if access.text(action, "/S") == "GoTo":
                destination = access.entry(action, "/D")
        if isinstance(destination, bytes | str):
            name = (destination.decode("latin-1") if isinstance(destination, bytes)
                    else str(destination))
            name = name if name in self.destinations else name.removeprefix("/")
            return name, self.destinations.get(name)
        return "", self._page_of(destination)

    @cached_property
    def links(self) -> list[Link]:
        """All link annotations."""
        found = []
        for index, page in enumerate(self.pages, self.first):
            for raw in access.items(page, "/Annots"):
                link = access.resolved(raw)
                if access.text(link, "/Subtype") != "Link":
                    continue
                name, target = self.target(link)
                action = access.dictionary(link, "/A")
                parent = access.number(link, "/StructParent")
                box = access.rectangle(link, "/Rect") or (0.0, 0.0, 0.0, 0.0)
                found.append(Link(
                    index, access.identity(raw), name, target,
                    access.text(action, "/URI") or "", access.text(link, "/Contents") or "",
                    None if parent is None else int(parent), (box[2] - box[0], box[3] - box[1]),
                    within(page, box) if box[2] > box[0] else None, box))
        return found

    @cached_property
    def outline(self) -> list[OutlineItem]:
        """The outline, top to bottom."""
        found: list[OutlineItem] = []
        self._outline(access.dictionary(self.catalog, "/Outlines"), 1, found, set())
        return found

    def _outline(self, holder: Any, level: int, found: list[OutlineItem],
                 seen: set[int]) -> None:
        item = access.dictionary(holder, "/First")
        while item is not None:
            if access.identity(item) in seen or level > access.DEPTH:
                raise Damaged("the outline runs in a circle")
            seen.add(access.identity(item))
            found.append(OutlineItem(level, access.text(item, "/Title") or "",
                                     self.target(item)[1]))
            self._outline(item, level + 1, found, seen)
            item = access.dictionary(item, "/Next")

    @cached_property
    def labels(self) -> list[str]:
        """The label of each page (ISO 32000-2, 12.4.2)."""
        ranges = sorted(access.number_tree(access.dictionary(self.catalog, "/PageLabels")),
                        key=lambda pair: pair[0])
        labels = [str(index + 1) for index in range(len(self.page_numbers))]
        for place, (first, raw) in enumerate(ranges):
            end = ranges[place + 1][0] if place + 1 < len(ranges) else len(labels)
            style = access.resolved(raw)
            prefix = access.text(style, "/P") or ""
            start = int(access.number(style, "/St") or 1)
            form = access.text(style, "/S")
            for index in range(max(first, 0), min(end, len(labels))):
                labels[index] = prefix + _numeral(start + index - first, form)
        return labels


def _numeral(number: int, form: str | None) -> str:
    if form == "D":
        return str(number)
    if form in ("r", "R"):
        return roman(number) if form == "r" else roman(number).upper()
    if form in ("a", "A"):
        letter = chr(ord(form) + (number - 1) % 26)
        return letter * ((number - 1) // 26 + 1)
    return ""


def roman(number: int) -> str:
    """``number`` in lower-case Roman numerals; Damaged above 4,000, where they end."""
    if not 0 < number < 4000:
        raise Damaged(f"no Roman numeral for {number}")
    out = ""
    for value, numeral in ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"),
                           (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"),
                           (4, "iv"), (1, "i")):
        while number >= value:
            out, number = out + numeral, number - value
    return out
