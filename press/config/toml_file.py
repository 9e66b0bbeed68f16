"""Loading a TOML file with the places of its keys, and checking it against a model.

What book.toml and layout.toml share: every fault of a file is found in one go, and each
says where it stands.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from press.config.positions import Duplicate, KeyPath, Positions, Spot, scan
from press.config.suggestions import listed, nearest
from press.config.textfile import read_text
from press.values import Place, Problem, problem

Model = TypeVar("Model", bound=BaseModel)

_AT = re.compile(r"\(at line (\d+), column (\d+)\)$")
_DATE = re.compile(r"=\s*(\d{4}-\d{2}-\d{2})")
_QUOTED = re.compile(r"'([^']*)'")

_WRONG_TYPE = {
    "string_type": "config-not-text",
    "int_type": "config-not-integer",
    "int_from_float": "config-not-integer",
    "float_type": "config-not-number",
    "bool_type": "config-not-boolean",
    "date_type": "config-not-date",
    "date_from_datetime_inexact": "config-not-date",
    "date_from_datetime_parsing": "config-not-date",
    "tuple_type": "config-not-list",
    "list_type": "config-not-list",
    "model_type": "config-not-table",
    "model_attributes_type": "config-not-table",
    "dict_type": "config-not-table",
}
"""Pydantic's error types and our codes for values of a wrong type."""

_LIMITS = {
    "greater_than": ("config-too-small", "gt"),
    "greater_than_equal": ("config-too-small", "ge"),
    "less_than": ("config-too-large", "lt"),
    "less_than_equal": ("config-too-large", "le"),
    "too_long": ("config-too-large", "max_length"),
}
"""Error types for numbers out of range and lists too long: our code and the name of the limit."""


def load_toml(path: Path, root: Path | None = None) -> tuple[
        dict[str, Any] | None, Positions, tuple[Problem, ...]]:
    """The data of a TOML file, where its keys stand, and what is wrong with it as TOML.

    ``root`` is the folder that the file may not leave and that names are relative to; by
    default the one it lies in. A key that is given twice is reported and its first value
    kept, so that the rest can be checked as well; the data are None where the file cannot
    be read or is not TOML.
    """
    root = path.parent if root is None else root
    name = path.relative_to(root).as_posix()
    text, problems = read_text(root, path)
    if text is None:
        return None, Positions(), problems
    positions = _scanned(text)
    repeated = tuple(
        problem("config-key-twice", Place(name, d.again.line, d.again.column),
                key=_dotted(d.path), first=d.first.line)
        for d in positions.duplicates)
    try:
        return _parsed(_without(text, positions.duplicates)), positions, repeated
    except tomllib.TOMLDecodeError as error:
        if repeated:  # then this is what tomllib stumbled over
            return None, positions, repeated
        spot = _spot(error, text)
        return None, positions, (problem(
            "config-syntax", Place(name, spot.line, spot.column),
            detail=_AT.sub("", str(error)).strip()),)
    except (RecursionError, ValueError) as error:  # [[[[…, and dates such as 2021-02-30
        spot = _impossible_date(text)
        return None, positions, (problem(
            "config-syntax", Place(name, spot.line, spot.column), detail=type(error).__name__),)


@lru_cache(maxsize=64)
def _scanned(text: str) -> Positions:
    """Of one text: many ask where something stands in book.toml."""
    return scan(text)


@lru_cache(maxsize=64)
def _parsed(text: str) -> dict[str, Any]:
    """The same data for all who ask: nobody changes them."""
    return tomllib.loads(text)


def validate(model: type[Model], data: Mapping[str, Any], positions: Positions,
             path: str) -> tuple[Model | None, tuple[Problem, ...]]:
    """``data`` as a ``model``, or every fault of it with its place in the file ``path``."""
    try:
        return model.model_validate({k: _frozen(v) for k, v in data.items()}), ()
    except ValidationError as error:
        # A list whose items have faults counts as empty for Pydantic: the items are told.
        faults = [_problem(e, model, positions, path)
                  for e in error.errors(include_url=False)
                  if not (e["type"] == "too_short" and e["input"])]
    # A union reports one value once per branch: the first is enough.
    unique = {(f.code, f.line, f.column, f.args): f for f in faults}
    return None, tuple(sorted(unique.values(), key=lambda f: (f.line or 0, f.column or 0)))


def _problem(error: ErrorDetails, model: type[BaseModel], positions: Positions,
             path: str) -> Problem:
    kind, context = error["type"], error.get("ctx", {})
    where: KeyPath = tuple(error["loc"])
    key = _dotted(where)
    if kind == "missing":
        spot = positions.key(where[:-1])
        return problem("config-key-missing", Place(path, spot.line, spot.column), key=key)
    if kind == "extra_forbidden":
        return _unknown_key(where, model, positions, path)
    spot = positions.value(where)
    place = Place(path, spot.line, spot.column)
    if kind in _WRONG_TYPE:
        return problem(_WRONG_TYPE[kind], place, key=key, value=_shown(error["input"]))
    if kind in _LIMITS:
        code, limit = _LIMITS[kind]
        return problem(code, place, key=key, value=_shown(error["input"]),
                       limit=context[limit])
    if kind in ("literal_error", "enum"):
        return problem("config-choice", place, key=key, value=_shown(error["input"]),
                       allowed=listed(_QUOTED.findall(context["expected"])))
    if kind in ("too_short", "string_too_short", "config-empty"):
        return problem("config-empty", place, key=key)
    if kind.startswith("config-"):  # raised by a validator of our own models
        return problem(kind, place, key=key, **context)
    return problem("config-value", place, key=key, value=_shown(error["input"]),
                   detail=error["msg"])


def _unknown_key(where: KeyPath, model: type[BaseModel], positions: Positions,
                 path: str) -> Problem:
    spot = positions.key(where)
    place = Place(path, spot.line, spot.column)
    known = _known_keys(model, where[:-1])
    similar = nearest(str(where[-1]), known)
    if similar:
        return problem("config-key-misspelt", place, key=_dotted(where), similar=similar)
    return problem("config-key-unknown", place, key=_dotted(where), allowed=listed(known))


def _known_keys(model: type[BaseModel], table: KeyPath) -> tuple[str, ...]:
    """The keys that the table at ``table`` may have."""
    kind: Any = model
    for part in table:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            found = kind.model_fields.get(str(part))
            kind = found.annotation if found else None
        else:  # a mapping of names, or an array of tables
            kind = next(iter(reversed([a for a in get_args(kind) if a is not ...])), None)
        while isinstance(kind, UnionType) or get_origin(kind) in (Annotated, Union):
            kind = next((a for a in get_args(kind) if a is not NoneType), None)
    return tuple(getattr(kind, "model_fields", ()))


def _frozen(value: Any) -> Any:
    """Arrays as tuples, so that strict frozen models accept them."""
    if isinstance(value, list):
        return tuple(_frozen(v) for v in value)
    if isinstance(value, dict):
        return {k: _frozen(v) for k, v in value.items()}
    return value


def _without(text: str, duplicates: tuple[Duplicate, ...]) -> str:
    """``text`` with repeated keys blanked, so that all else keeps its place.

    Not so repeated headers: what stands below them would fall to another table.
    """
    for d in duplicates:
        if text.startswith("[", d.start):
            continue
        blank = re.sub(r"[^\n]", " ", text[d.start:d.end])
        text = text[:d.start] + blank + text[d.end:]
    return text


def _spot(error: tomllib.TOMLDecodeError, text: str) -> Spot:
    """Where tomllib stopped; it says so in fields from 3.14 on and only in words before."""
    line, column = getattr(error, "lineno", None), getattr(error, "colno", None)
    if line and column:
        return Spot(line, column)
    match = _AT.search(str(error))
    if match:
        return Spot(int(match[1]), int(match[2]))
    return Spot(text.count("\n") + 1, len(text) - text.rfind("\n"))


def _impossible_date(text: str) -> Spot:
    """The first date of a TOML text that no calendar has; its beginning without one."""
    for number, line in enumerate(text.split("\n"), start=1):
        for match in _DATE.finditer(line):
            try:
                date.fromisoformat(match[1])
            except ValueError:
                return Spot(number, match.start(1) + 1)
    return Spot(1, 1)


def _dotted(path: KeyPath) -> str:
    """``("parts", 0, "title")`` as people count: ``parts[1].title``."""
    return "".join(f"[{p + 1}]" if isinstance(p, int) else f".{p}" for p in path).lstrip(".")


def _shown(value: object) -> str:
    """A value as TOML would write it, short."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return "[…]" if value else "[]"
    if isinstance(value, dict):
        return "{…}"
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 40 else f"{text[:39]}…"
