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
from pathlib import Path
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
    for path in sorted(Path(__file__).parent.glob("*.toml")):
        for code, entry in _file(path.name).items():
            if code in entries:
                raise ValueError(f"{path.name}: {code} stands in the catalogue twice")
            entries[code] = entry
    return entries


def codes(room: str) -> tuple[str, ...]:
    """The codes of one room's file, in its order."""
    return tuple(_file(f"{room}.toml"))


@cache
def _file(name: str) -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / name).read_text("utf-8"))


@cache
def _entry(code: str) -> dict[str, str]:
    """One entry, out of the one file that has it: to read all takes longer than to impose a page.

    KeyError (a bug of ours) for an unknown code.
    """
    head = f"[{code}]\n"
    for path in sorted(Path(__file__).parent.glob("*.toml")):
        if head in path.read_text("utf-8") and code in _file(path.name):
            return _file(path.name)[code]
    raise KeyError(code)


def severity_of(code: str) -> Severity:
    """The severity of a problem code; KeyError (a bug of ours) for an unknown one."""
    return cast(Severity, _entry(code)["severity"])


def text(code: str, lang: Lang, **args: object) -> str:
    """The sentence of ``code`` in ``lang``, its placeholders filled."""
    return _entry(code)[lang].format(**args)


def message(problem: Told, lang: Lang) -> str:
    """What is wrong, in ``lang``."""
    args: dict[str, object] = {key: value.replace(", ", "、") if lang == "zh" and key == "pages"
                               else value for key, value in problem.args}
    return text(problem.code, lang, **args)


def hint(problem: Told, lang: Lang) -> str:
    """What to do about it, in ``lang``; empty where the message says it all.

    Where our own files can only have it by a fault of ours (``ours = true``), the advice for a
    file that another program made (an argument ``foreign``) is another; so it is where there
    is advice for such a file (``zh_foreign``).
    """
    entry, args = _entry(problem.code), dict(problem.args)
    if "foreign" in args and f"{lang}_foreign" in entry:
        return entry[f"{lang}_foreign"].format(**args)
    if "foreign" in args and entry.get("ours"):
        return text("hint-foreign", lang)
    return entry.get(f"{lang}_hint", "").format(**args)
