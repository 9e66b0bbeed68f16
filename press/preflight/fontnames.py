"""What fonts are called in the resources of a file, and which of them a name is certain to mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

Named = tuple[str, int]
"""A name of a resource and the number of the font's object. ``TABLE``: the number is that of a
dictionary of such names; ``UNSURE``: the font cannot be told by its name."""
TABLE, UNSURE = "/Font", ""
_DEPTH = 60


def font_names(obj: Any, depth: int = 0) -> Iterator[Named]:
    """All that is said of names of fonts in an object; what it refers to is asked under its own
    number. ValueError for one that is nested without end."""
    if depth > _DEPTH:
        raise ValueError("an object is nested without end")
    if isinstance(obj, ArrayObject):
        for value in list.__iter__(obj):
            yield from font_names(value, depth + 1)
    elif isinstance(obj, DictionaryObject):
        for key in obj:
            value = obj.raw_get(key)
            if key == "/Font":
                yield from _table(value)
            elif not isinstance(value, IndirectObject):
                yield from font_names(value, depth + 1)


def _table(value: Any) -> Iterator[Named]:
    if isinstance(value, IndirectObject):
        yield TABLE, value.idnum
    elif isinstance(value, DictionaryObject):
        for name in value:
            font = value.raw_get(name)
            yield (str(name), font.idnum) if isinstance(font, IndirectObject) else (UNSURE, 0)
    else:  # a graphics state that sets a font has an array here
        yield UNSURE, 0


def named_maps(reader: PdfReader, names: Iterable[Named]) -> dict[bytes, int]:
    """Name, without its slash → number of the ToUnicode stream of its font, 0 for none; only for
    names that mean fonts with the same one wherever they stand; none where one is unsure."""
    found: defaultdict[bytes, set[int]] = defaultdict(set)
    pending = list(dict.fromkeys(names))
    tables: set[int] = set()
    while pending:
        name, number = pending.pop()
        if name == UNSURE:
            return {}
        obj = reader.get_object(IndirectObject(number, 0, reader))
        if not isinstance(obj, DictionaryObject):
            return {}
        if name == TABLE and number not in tables and obj.get("/Type") != "/Font":
            tables.add(number)
            pending += _table(obj)
        elif name != TABLE:
            cmap = obj.raw_get("/ToUnicode") if "/ToUnicode" in obj else None
            found[name[1:].encode("utf-8", "surrogateescape")].add(
                cmap.idnum if isinstance(cmap, IndirectObject) else 0)
    return {name: next(iter(maps)) for name, maps in found.items() if len(maps) == 1}
