"""docs/book-toml.md and docs/book-toml.zh.md: the reference of all settings, from the models.

``python3 -m press.config.reference`` writes both files, from the root of the repository. In
English the meaning of a key is its docstring; in Chinese, and for all other words, the texts
are in ``press/messages/reference.toml``: ``[reference.TABLE]`` with a sentence for each key and,
under ``about``, one for the table. A test holds that none is missing.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin

from pydantic import AfterValidator, BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from press.config import rules
from press.config.docstrings import below_keys
from press.config.glossary_model import TermConfig
from press.config.manuscript_keys import FrontMatter
from press.config.models import BookConfig
from press.dataclass import dataclass
from press.messages import Lang, catalogue, text

FILES: dict[Lang, str] = {"en": "docs/book-toml.md", "zh": "docs/book-toml.zh.md"}
"""Where the reference in each language lies."""

_RULES = {rules.title: "line", rules.line: "line", rules.sheet: "line", rules.text: "lines",
          rules.name: "name", rules.path: "path", rules.path_or_none: "path",
          rules.edition: "edition", rules.lang: "lang", rules.waivable: "code",
          rules.ascending: "range", rules.copy_code: "code"}
"""What a text is, by the rule that it keeps."""
_PLAIN = {str: "line", bool: "boolean", int: "integer", float: "number", dt.date: "date"}


_TITLED = ("book", "manuscript", "terms")
"""Sections that stand under more than their header."""


@dataclass(frozen=True, slots=True)
class Section:
    """A table of settings."""

    name: str
    """Its key, or that of its sentences: ``book``, ``parts``, …"""
    model: type[BaseModel]
    header: str
    """As it is written, such as ``[[parts]]``; empty for what has no table."""
    many: bool = False
    """Whether it may stand several times."""


def sections() -> tuple[Section, ...]:
    """book.toml itself, its tables in order, the head of a manuscript, glossary.toml."""
    tables = tuple(Section(name, model, f"[[{name}]]" if many else f"[{name}]", many)
                   for name, field in BookConfig.model_fields.items()
                   if (found := _table(field.annotation)) for model, many in (found,))
    return (Section("book", BookConfig, ""), *tables, Section("manuscript", FrontMatter, ""),
            Section("terms", TermConfig, "[[terms]]", many=True))


def reference(lang: Lang) -> str:
    """The whole text of the reference in one language."""
    out = [text("reference-introduction", lang)]
    for section in sections():
        title = (text(f"reference-{section.name}", lang) if section.name in _TITLED
                 else f"`{section.header}`")
        out.append(f"## {title}\n\n{about(section, lang)}\n")
        head = [text(f"reference-{name}", lang) for name in ("key", "value", "default", "meaning")]
        out.append(f"| {' | '.join(head)} |\n| --- | --- | --- | --- |")
        out += [f"| `{key}` | {_cell(kind(field, lang))} | {_default(field, lang)} "
                f"| {_cell(meaning(section, key, lang))} |"
                for key, field in section.model.model_fields.items()]
        out.append(f"\n```{example_kind(section)}\n{example(section, lang).lstrip()}```\n")
    return "\n".join(out)


def about(section: Section, lang: Lang) -> str:
    """What the table is for."""
    if lang == "zh":
        return sentences(section.name)["about"]
    words = _flow(section.model.__doc__ or "").removeprefix(f"`{section.header}`").lstrip(": ")
    return words[:1].upper() + words[1:]


def meaning(section: Section, key: str, lang: Lang) -> str:
    """What a key of the table means."""
    if lang == "zh":
        return sentences(section.name)[key]
    return _flow(below_keys(section.model).get(key, ""))


def sentences(table: str) -> dict[str, str]:
    """The Chinese sentences of a table, by key; ``about`` is the table itself."""
    found = cast("dict[str, dict[str, str]]", catalogue()["reference"])
    return found.get(table, {})


def example(section: Section, lang: Lang) -> str:
    """Every key of the table, with a value that a book could have."""
    return text(f"reference-example-{section.name}", lang)


def example_kind(section: Section) -> str:
    """The language in which the example is written."""
    return "yaml" if section.model is FrontMatter else "toml"


def kind(field: FieldInfo, lang: Lang) -> str:
    """What may stand as the value of a key, in words."""
    found = _table(field.annotation)
    if found:
        return text("reference-kind-tables" if found[1] else "reference-kind-table", lang)
    return _words(field.annotation, field.metadata, lang)


def _words(annotation: Any, metadata: list[Any], lang: Lang) -> str:
    annotation, metadata = _bare(annotation, metadata)
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        values = text("reference-or", lang).join(f"`{_toml(value)}`" for value in inner)
        return text("reference-kind-choice", lang, values=values)
    if origin is tuple and not any(getattr(m, "func", None) is rules.ascending for m in metadata):
        return text("reference-kind-list", lang, item=_words(inner[0], [], lang))
    if origin is dict:
        return text("reference-kind-names", lang)
    limits = {name: getattr(m, name) for m in metadata for name in ("ge", "gt", "le")
              if hasattr(m, name)}
    if limits:
        low = f"{limits['ge']:g}" if "ge" in limits else f"> {limits['gt']:g}"
        low = f"≥ {low}" if annotation is float and "ge" in limits else low
        return text(f"reference-kind-{_PLAIN[annotation]}-limits", lang, low=low,
                    high=f"{limits['le']:g}")
    kinds = [_RULES[m.func] for m in metadata if isinstance(m, AfterValidator)
             and m.func in _RULES]
    return text(f"reference-kind-{kinds[-1] if kinds else _PLAIN[annotation]}", lang)


def _bare(annotation: Any, metadata: list[Any]) -> tuple[Any, list[Any]]:
    """The type without ``| None`` and ``Annotated``, and what ``Annotated`` said."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation, *more = get_args(annotation)
            told = [m.metadata if isinstance(m, FieldInfo) else [m] for m in more]
            metadata = [*chain.from_iterable(told), *metadata]
        elif get_origin(annotation) in (Union, UnionType):
            annotation = next(a for a in get_args(annotation) if a is not NoneType)
        else:
            return annotation, metadata


def _table(annotation: Any) -> tuple[type[BaseModel], bool] | None:
    """The model of a table or of an array of tables, and whether it is an array."""
    annotation, _ = _bare(annotation, [])
    many = get_origin(annotation) is tuple
    if many:
        annotation = get_args(annotation)[0]
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation, many
    return None


def _default(field: FieldInfo, lang: Lang) -> str:
    value = field.default
    if value is PydanticUndefined and field.default_factory is None:
        return text("reference-required", lang)
    if value in (None, "", (), PydanticUndefined) or isinstance(value, BaseModel):
        return "—"
    return f"`{_toml(value)}`"


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _flow(words: str) -> str:
    """One paragraph a blank line apart, without the line ends of the source."""
    return "\n\n".join(" ".join(p.split()).replace("``", "`") for p in words.split("\n\n"))


def _cell(words: str) -> str:
    return words.replace("|", "\\|")


def _written() -> Iterator[str]:
    for lang, name in FILES.items():
        Path(name).write_text(reference(lang), "utf-8")
        yield name


if __name__ == "__main__":
    sys.stdout.write("".join(f"{name}\n" for name in _written()))
