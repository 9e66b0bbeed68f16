"""Dataclasses that are made quickly: to read and to check, those of the standard library.

Of those, 370 are made whenever a book is built, each by running source text that is written for
it: a fifth of a second. Msgspec makes the same class in a fortieth of the time, fills one in a
tenth and changes one in a fifteenth. Type checkers see the standard library's; what stands below is
as much of it as the press uses, and nothing more: a class that inherits from one of these, or calls
``super()``, is none of it. Hashes are other ones in each process: sets are sorted before anything
is made of their order.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import asdict, astuple, dataclass, field, replace
else:
    import msgspec
    from msgspec.structs import replace

    class _Apart:
        """A field that two that are equal need not have in common."""

        def __init__(self, made: Any) -> None:
            self.made = made

    def field(*, compare: bool = True, **default: Any) -> Any:
        """One that is not compared is shown all the same."""
        made = msgspec.field(**default)
        return made if compare else _Apart(made)

    def dataclass(cls: type | None = None, /, **how: bool) -> Any:
        """As there, with slots or without."""
        how["dict"] = not how.pop("slots", False)
        return _made(cls, how) if cls is not None else lambda one: _made(one, how)

    def _made(cls: type, how: dict[str, bool]) -> type:
        body = {name: value for name, value in vars(cls).items()
                if name not in ("__dict__", "__weakref__")}
        body["__qualname__"] = cls.__qualname__
        apart = {name for name, value in body.items() if isinstance(value, _Apart)}
        if apart:
            body |= {name: body[name].made for name in apart}
            body |= _compared([name for name in cls.__annotations__ if name not in apart])
        bases = tuple(base for base in cls.__bases__ if base is not object)
        return type(msgspec.Struct)(cls.__name__, (msgspec.Struct, *bases), body, **how)

    def _compared(names: list[str]) -> dict[str, Callable[..., Any]]:
        told = attrgetter(*names)

        def same(self: Any, other: object) -> Any:
            return told(self) == told(other) if type(other) is type(self) else NotImplemented

        return {"__eq__": same, "__hash__": lambda self: hash(told(self))}

    def asdict(one: Any) -> dict[str, Any]:
        """With all that is in it."""
        return {name: _plain(getattr(one, name), asdict) for name in one.__struct_fields__}

    def astuple(one: Any) -> tuple[Any, ...]:
        """With all that is in it."""
        return tuple(_plain(getattr(one, name), astuple) for name in one.__struct_fields__)

    def _plain(value: Any, way: Callable[[Any], Any]) -> Any:
        if isinstance(value, msgspec.Struct):
            return way(value)
        if type(value) in (list, tuple):
            return type(value)(_plain(item, way) for item in value)
        if type(value) is dict:
            return {key: _plain(item, way) for key, item in value.items()}
        return value


def names_of(one: object) -> tuple[str, ...]:
    """The names of the fields of a dataclass or of one of its kind, in their order."""
    names: tuple[str, ...] = getattr(one, "__struct_fields__", ())
    return names


def is_dataclass(kind: object) -> bool:
    """Whether it is made here."""
    return hasattr(kind, "__struct_fields__")


__all__ = ["asdict", "astuple", "dataclass", "field", "is_dataclass", "names_of", "replace"]
