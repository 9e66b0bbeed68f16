"""What pages show beside their own content: forms, patterns, masks, each met once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pikepdf import Dictionary, Stream

from press.dataclass import dataclass

EMPTY = Dictionary()


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of content and its resources."""

    page: int
    """Index of the first page that shows it."""
    content: Any
    """Its stream: a form, a pattern, or that of the page itself."""
    resources: Any
    is_page: bool = False
    in_mask: bool = False
    """Whether it is drawn for a soft mask, so that only its lightness counts."""


def walk(pages: Sequence[Any]) -> Iterator[Shown]:
    """The pages (their dictionaries), and all that they draw, as deep as it goes."""
    seen: set[tuple[int, int]] = set()
    for index, page in enumerate(pages):
        waiting = [Shown(index, page.get("/Contents"), _own(page), True)]
        while waiting:
            one = waiting.pop()
            yield one
            waiting += _inside(one, seen)


def _inside(one: Shown, seen: set[tuple[int, int]]) -> Iterator[Shown]:
    drawn = [(item, one.in_mask) for kind in ("/XObject", "/Pattern")
             for item in one.resources.get(kind, EMPTY).values()]
    for state in one.resources.get("/ExtGState", EMPTY).values():
        mask = state.get("/SMask")
        if isinstance(mask, Dictionary) and "/G" in mask:
            drawn.append((mask.G, True))
    for item, in_mask in drawn:
        if isinstance(item, Stream) and item.objgen not in seen and \
                item.get("/Subtype") != "/Image":
            seen.add(item.objgen)
            yield Shown(one.page, item, _own(item), in_mask=in_mask)


def _own(holder: Any) -> Any:
    """Its resources; from now on it has some."""
    if "/Resources" not in holder:
        holder.Resources = Dictionary()
    return holder.Resources


def images(shown: Shown) -> Iterator[tuple[str, Any]]:
    """Name and object of the images in the resources of a piece of content."""
    for name, item in shown.resources.get("/XObject", EMPTY).items():
        if item.get("/Subtype") == "/Image":
            yield str(name), item


def shadings(shown: Shown) -> Iterator[Any]:
    """The gradients in the resources of a piece of content."""
    yield from shown.resources.get("/Shading", EMPTY).values()
    for pattern in shown.resources.get("/Pattern", EMPTY).values():
        if "/Shading" in pattern:
            yield pattern.Shading
