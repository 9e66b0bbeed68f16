"""What fonts are called in the resources of a file, and which of them a name is certain to mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

Named = tuple[str, int]
"""A name of a resource and the number of the font's object. ``TABLE``: the number is that of a
dictionary of such names; ``UNSURE``: the font cannot be told by its name."""
Known = tuple[int, int | tuple[Named, ...]]
"""The number of an object, and of a font that of its ToUnicode stream (0 for none); of another
dictionary the names in it, for it may be such a ``TABLE``."""
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


def known(obj: Any, number: int) -> Iterator[Known]:
    """What ``named_maps`` has to know of an object."""
    if not isinstance(obj, DictionaryObject):
        return
    if obj.get("/Type") == "/Font":
        cmap = obj.raw_get("/ToUnicode") if "/ToUnicode" in obj else None
        yield number, cmap.idnum if isinstance(cmap, IndirectObject) else 0
    elif "/Type" not in obj and all(isinstance(obj.raw_get(key), IndirectObject) for key in obj):
        yield number, tuple(_table(obj))


def _table(value: Any) -> Iterator[Named]:
    if isinstance(value, IndirectObject):
        yield TABLE, value.idnum
    elif isinstance(value, DictionaryObject):
        for name in value:
            font = value.raw_get(name)
            yield (str(name), font.idnum) if isinstance(font, IndirectObject) else (UNSURE, 0)
    else:  # a graphics state that sets a font has an array here
        yield UNSURE, 0


def named_maps(names: Iterable[Named], objects: Mapping[int, int | tuple[Named, ...]]
               ) -> dict[bytes, int]:
    """Name, without its slash → number of the ToUnicode stream of its font, 0 for none; only for
    names that mean fonts with the same one wherever they stand; none where one is unsure."""
    found: defaultdict[bytes, set[int]] = defaultdict(set)
    pending = list(dict.fromkeys(names))
    seen: set[Named] = set()
    while pending:
        one = name, number = pending.pop()
        if one in seen:
            continue
        seen.add(one)
        what = objects.get(number)
        if name == TABLE and isinstance(what, tuple):
            pending += what
        elif name not in (TABLE, UNSURE) and isinstance(what, int):
            found[name[1:].encode("utf-8", "surrogateescape")].add(what)
        else:
            return {}
    return {name: next(iter(maps)) for name, maps in found.items() if len(maps) == 1}
