"""An archive catalogue: groups with their thumbnails, entries, full plates, three indexes.

A part is a few pages that are always full, so that a reader sees no seam and a change in one item
leaves the others as they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256

from press.layout.catalogue_context import (
    ItemGroupView,
    ItemIndexGroupView,
    ItemIndexView,
    ItemLineView,
    ItemPagesView,
    ItemPageView,
    ItemView,
)
from press.layout.figures import Printed
from press.layout.kinds.extra import Desk, Extra
from press.layout.lists import order_of
from press.layout.sorting import Sorting, grouped
from press.manuscript.dates import sortable
from press.manuscript.records.catalogue import Catalogue, Item
from press.values import Asset, OutlineEntry, Store

MM = 72 / 25.4
ON_PAGE, IN_PART = 3, 6
"""Entries on a page and in a part."""
ENTRY, SMALL = (88.0, 68.0), (21.0, 17.0)
"""The most that a plate takes in an entry and as a thumbnail, mm."""
FULL = 0.86
"""Of the height of the text block, a plate on a page of its own."""
DECADE = 3
"""Figures of a year that make a decade."""


def groups_and_items(desk: Desk) -> Iterator[Extra]:
    """Each group: its opening with thumbnails, then its entries."""
    catalogue = desk.book.records.catalogue
    if catalogue is None:
        return
    views = _views(catalogue, desk)
    for number, name in enumerate(dict.fromkeys(i.group for i in catalogue.items), 1):
        own = [item for item in catalogue.items if item.group == name]
        shown = [views[item.number] for item in own]
        anchor = f"group-{number}"
        if name:
            yield Extra(
                f"catalogue-group/{number}", anchor, name,
                ItemGroupView(number, name, own[0].number, own[-1].number, tuple(shown)),
                piece="catalogue-group", assets=_assets(item.small for item in own),
                source=catalogue.file,
                printed=tuple(Printed(item.small.name, views[item.number].small_width * MM,
                                      item.line) for item in own if item.small))
        for part, first in enumerate(range(0, len(own), IN_PART), 1):
            some = own[first:first + IN_PART]
            yield Extra(
                f"catalogue-items/{number}-{part}", f"{anchor}-{part}",
                name or desk.book.config.title,
                ItemPagesView(name, tuple(_pages([views[i.number] for i in some]))),
                piece="catalogue-items", lines=tuple(
                    OutlineEntry(2, f"{i.number}　{i.title}", views[i.number].anchor)
                    for i in some) if name else (),
                assets=_assets(item.plate for item in some), source=catalogue.file,
                printed=tuple(Printed(
                    item.plate.name, max(views[item.number].width,
                                         views[item.number].full_width) * MM, item.line)
                    for item in some if item.plate))


def dates(desk: Desk) -> Iterator[Extra]:
    """All items by date, what has none at the end."""
    def key(item: Item) -> str:
        return sortable(item.date) or "~" if item.date else "~"

    if catalogue := desk.book.records.catalogue:
        views = _views(catalogue, desk)
        ordered = sorted(catalogue.items, key=key)
        heads: dict[str, list[ItemLineView]] = {}
        for item in ordered:
            when = key(item)
            head = desk.labels["undated"] if when == "~" else desk.labels["decade"].format(
                year=f"{when[:DECADE]}0")
            lines = heads.setdefault(head, [])
            lines.append(ItemLineView(item.date, (views[item.number],)))
        yield _index("dates", desk, (ItemIndexGroupView(head, tuple(lines))
                                     for head, lines in heads.items()))


def people(desk: Desk) -> Iterator[Extra]:
    """Persons in the order of the language, each with the numbers of the items."""
    catalogue = desk.book.records.catalogue
    if catalogue is None:
        return
    views = _views(catalogue, desk)
    found: dict[str, list[ItemView]] = {}
    for item in catalogue.items:
        for name in dict.fromkeys(item.people):
            found.setdefault(name, []).append(views[item.number])
    if found:
        config = desk.book.config
        sorting = Sorting(order_of(config, None), "Hant" in config.lang,
                          desk.labels.get("index_strokes", "{number}"),
                          desk.labels.get("index_other", ""), desk.config.numerals)
        yield _index("people", desk, (
            ItemIndexGroupView(label, tuple(ItemLineView(name, tuple(found[name]))
                                            for name in names))
            for label, names in _ordered(tuple(found), sorting, desk.store)))


def _ordered(names: tuple[str, ...], sorting: Sorting,
             store: Store | None) -> list[tuple[str, list[str]]]:
    """(Label, names) of each group; kept, for pinyin takes a third of a second to load."""
    key = sha256(repr(("people", names, sorting)).encode()).hexdigest()
    known = store.get(key) if store else None
    if known is not None:
        return [(label, own) for label, own in json.loads(known)]
    made = [(group.label, list(group.entries))
            for group in grouped(names, lambda name: (name, ""), sorting)]
    if store:
        store.put(key, json.dumps(made).encode())
    return made


def kinds(desk: Desk) -> Iterator[Extra]:
    """Kinds by first mention, each with the numbers of the items."""
    catalogue = desk.book.records.catalogue
    if catalogue is None:
        return
    views = _views(catalogue, desk)
    found: dict[str, list[ItemView]] = {}
    for item in catalogue.items:
        if item.kind:
            found.setdefault(item.kind, []).append(views[item.number])
    if found:
        yield _index("kinds", desk, [ItemIndexGroupView("", tuple(
            ItemLineView(kind, tuple(items)) for kind, items in found.items()))])


def _index(name: str, desk: Desk, groups: Iterable[ItemIndexGroupView]) -> Extra:
    return Extra(f"catalogue-{name}", f"catalogue-{name}", desk.labels[f"catalogue_{name}"],
                 ItemIndexView(tuple(groups)))


def _pages(items: list[ItemView]) -> Iterator[ItemPageView]:
    """Three entries a page; behind it the full plates of its items."""
    for first in range(0, len(items), ON_PAGE):
        some = items[first:first + ON_PAGE]
        yield ItemPageView(tuple(some), None)
        yield from (ItemPageView((), item) for item in some if item.full_width)


def _views(catalogue: Catalogue, desk: Desk) -> dict[str, ItemView]:
    """By number."""
    height = desk.page.lines * desk.page.pitch / MM * FULL

    def view(item: Item, place: int) -> ItemView:
        plate = item.plate
        width, tall = _fitted(plate, *ENTRY)
        small_width, small_height = _fitted(plate, *SMALL)
        full_width, full_height = _fitted(plate if item.full else None, desk.width, height)
        return ItemView(
            item.number, f"item-{place}", item.title, item.kind, item.date, item.people,
            item.text, item.size, item.medium, item.origin,
            f"press-asset:{plate.name}" if plate else "",
            f"press-asset:{item.small.name}" if item.small else "",
            width, tall, small_width, small_height, full_width, full_height)

    return {item.number: view(item, n) for n, item in enumerate(catalogue.items, 1)}


def _fitted(plate: Asset | None, width: float, height: float) -> tuple[float, float]:
    """As large as it can be within a box of mm."""
    if plate is None or plate.width <= 0 or plate.height <= 0:
        return 0.0, 0.0
    scale = min(width / plate.width, height / plate.height)
    return round(plate.width * scale, 2), round(plate.height * scale, 2)


def _assets(assets: Iterable[Asset | None]) -> tuple[Asset, ...]:
    return tuple({asset.name: asset for asset in assets if asset}.values())
