"""Every sentence that a person reads, by code and language.

One TOML file a room lies beside this module; together they are the catalogue. A problem::

    [image-missing]
    severity = "error"          # error, warning or note
    zh = "找不到图片 {name}"
    en = "image {name} is missing"
    zh_hint = "…"               # what to do next
    en_hint = "…"

Any other sentence (progress, tables, help) is an entry without a severity.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal, Protocol, cast

Lang = Literal["zh", "en"]
Severity = Literal["error", "warning", "note"]


class Told(Protocol):
    """What has a code and the values of its placeholders: ``press.values.Problem``."""

    @property
    def code(self) -> str:
        """Of the catalogue."""

    @property
    def args(self) -> tuple[tuple[str, str], ...]:
        """Pairs of placeholder and value."""


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Code → its entry, from all files; ValueError (a bug of ours) for a code given twice."""
    entries: dict[str, dict[str, str]] = {}
    folder = files(__package__)
    for name in sorted(f.name for f in folder.iterdir() if f.name.endswith(".toml")):
        for code, entry in tomllib.loads((folder / name).read_text("utf-8")).items():
            if code in entries:
                raise ValueError(f"{name}: {code} stands in the catalogue twice")
            entries[code] = entry
    return entries


def severity_of(code: str) -> Severity:
    """The severity of a problem code; KeyError (a bug of ours) for an unknown one."""
    return cast(Severity, catalogue()[code]["severity"])


def text(code: str, lang: Lang, **args: object) -> str:
    """The sentence of ``code`` in ``lang``, its placeholders filled."""
    return catalogue()[code][lang].format(**args)


def message(problem: Told, lang: Lang) -> str:
    """What is wrong, in ``lang``."""
    return text(problem.code, lang, **dict(problem.args))


def hint(problem: Told, lang: Lang) -> str:
    """What to do about it, in ``lang``; empty where the message says it all."""
    return catalogue()[problem.code].get(f"{lang}_hint", "").format(**dict(problem.args))
