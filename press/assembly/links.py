"""Named destinations, links across parts, the outline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String

from press.values import Anchor, OutlineEntry

REFERENCE = "press-ref:"


def link(annotation: Any, titles: Mapping[str, str]) -> None:
    """Make a link that leads to ``press-ref:NAME`` lead to the destination NAME.

    Its Contents, which is what a screen reader says, becomes the title of what it leads to.
    """
    action = annotation.get("/A")
    uri = str(action.URI) if action is not None and "/URI" in action else ""
    if uri.startswith(REFERENCE):
        name = uri.removeprefix(REFERENCE)
        del annotation["/A"]
        annotation.Dest = String(name)
        annotation.Contents = String(titles.get(name, name))
    annotation.F = 4  # Print, as PDF/A wants it and PDF/UA allows


def name_destinations(pdf: Pdf, anchors: Sequence[Anchor]) -> None:
    """The name tree of all anchors, sorted as the standard wants it; the first of a name wins."""
    named: dict[str, Anchor] = {}
    for anchor in anchors:
        named.setdefault(anchor.name, anchor)
    names: list[Any] = []
    pages = [page.obj for page in pdf.pages]  # each look-up by number takes longer than all
    for name in sorted(named, key=lambda n: bytes(String(n))):
        anchor = named[name]
        names += [String(name), Array([pages[anchor.page], Name.XYZ, anchor.x, anchor.y,
                                       0])]
    if names:
        pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array(names)))


def outline(pdf: Pdf, entries: Sequence[OutlineEntry], names: frozenset[str]) -> None:
    """The outline; entries whose anchor is nowhere are left out (preflight reports them)."""
    with pdf.open_outline() as tree:
        open_items: list[tuple[int, list[OutlineItem]]] = [(0, tree.root)]
        for entry in entries:
            if entry.anchor not in names:
                continue
            item = OutlineItem(entry.title, String(entry.anchor))
            item.is_closed = entry.level > 1
            while open_items[-1][0] >= entry.level:
                open_items.pop()
            open_items[-1][1].append(item)
            open_items.append((entry.level, item.children))
    if entries:
        pdf.Root.PageMode = Name.UseOutlines
