"""The items of an archive catalogue, each with its plate."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

from press.config.catalogue_model import CatalogueConfig
from press.config.suggestions import listed
from press.config.textfile import is_inside
from press.dataclass import dataclass
from press.manuscript.images import strict
from press.manuscript.pictures import Pictures
from press.manuscript.records.reader import DATE, NAMES, YES, Reader
from press.manuscript.thumbnails import known_thumbnail, thumbnail
from press.tables.columns import Column, Record
from press.values import Asset, Place, Problem

THREADS = 4
Plate = tuple[Asset | None, Asset | None, tuple[Problem, ...]]
"""A plate, its thumbnail, and what is wrong with it."""
SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".svg")
_COLUMNS = (
    Column("number", "编号", required=True), Column("title", "题名", required=True),
    Column("group", "组"), Column("kind", "类别"), Column("date", "日期", DATE),
    Column("people", "人物", NAMES), Column("text", "说明"), Column("size", "尺寸"),
    Column("medium", "载体"), Column("origin", "来源"), Column("plate", "图"),
    Column("full", "全页", YES))


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the archive."""

    number: str
    title: str
    group: str
    kind: str
    date: str
    """As it is written; empty where it is not known."""
    people: tuple[str, ...]
    text: str
    size: str
    medium: str
    origin: str
    plate: Asset | None
    small: Asset | None
    """The same for a sheet of many."""
    full: bool
    """Whether the plate has a page of its own, too."""
    line: int
    """Of the table."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """An archive."""

    items: tuple[Item, ...]
    file: str
    """The table, for problems with its plates."""


def read_catalogue(config: CatalogueConfig, reader: Reader, pictures: Pictures) -> Catalogue:
    """The table and all plates; items without one are told together, and files without an item."""
    rows = reader.rows("catalogue", "items", config.items, config.encoding, _COLUMNS)
    reader.once(rows, "number", "编号")
    there = _files(config, reader)
    names = [_name(row, config, there) for row in rows]
    read = _plates({name: row.at("plate" if row.text("plate") else "number")
                    for row, name in zip(rows, names, strict=True) if name}, pictures)
    reader.problems += [p for _, _, found in read.values() for p in found]
    items = []
    for row, name in zip(rows, names, strict=True):
        plate, small, _ = read.get(name, (None, None, ()))
        items.append(Item(
            row.text("number"), row.text("title"), row.text("group"), row.text("kind"),
            row.text("date"), row.names("people"), row.text("text"), row.text("size"),
            row.text("medium"), row.text("origin"), plate, small, row.yes("full"),
            row.place.line or 1))
    used = set(names)
    without = [item.number for item, name in zip(items, names, strict=True) if not name]
    if config.plates and "items" not in reader.broken:
        place = reader.asked(("catalogue", "plates"))
        if without:
            reader.tell("catalogue-plates", place, count=len(without), numbers=listed(without),
                        folder=config.plates)
        if unused := sorted(set(there.values()) - used):
            reader.tell("catalogue-unused", place, count=len(unused),
                        names=listed(posixpath.basename(name) for name in unused))
    return Catalogue(tuple(items), config.items)


def _plates(wanted: Mapping[str, Place], pictures: Pictures) -> dict[str, Plate]:
    """Each plate with its thumbnail and its faults. Pillow decodes outside of Python's lock, so
    several threads read those that are not known at once; ``strict`` around them all stands for
    each of them."""
    def read(name: str) -> Plate:
        plate, found = pictures.plate(name, wanted[name])
        return plate, thumbnail(plate, pictures.store) if plate else None, found

    known: dict[str, Plate] = {}
    for name in wanted:
        plate = pictures.unread(name)
        small = plate and known_thumbnail(plate, pictures.store)
        if small:
            known[name] = plate, small, ()
    new = [name for name in wanted if name not in known]
    if not new:
        return known
    with strict(), ThreadPoolExecutor(THREADS) as pool:
        return known | dict(zip(new, pool.map(read, new), strict=True))


def _files(config: CatalogueConfig, reader: Reader) -> Mapping[str, str]:
    """The plates that there are: name without ending → path in the book."""
    folder = reader.root / config.plates
    if not config.plates or not is_inside(reader.root, folder) or not folder.is_dir():
        return {}
    return {path.stem: f"{config.plates}/{path.name}" for path in sorted(folder.iterdir())
            if path.suffix.lower() in SUFFIXES and not path.name.startswith(".")}


def _name(row: Record, config: CatalogueConfig, there: Mapping[str, str]) -> str:
    """The path of the plate of a row; empty for none."""
    written = row.text("plate")
    if not written:
        return there.get(row.text("number"), "")
    name = posixpath.normpath(posixpath.join(config.plates, written.replace("\\", "/")))
    # What leads out of the book is refused where it is read.
    return there.get(written, name)
