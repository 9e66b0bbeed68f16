"""What a value of book.toml must be beyond its type; each rule gives the value back or raises.

The codes are those of the catalogue; ``toml_file`` makes problems of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from pydantic import ValidationError, ValidationInfo
from pydantic_core import InitErrorDetails, PydanticCustomError

from press.config.suggestions import listed, nearest
from press.messages import catalogue

SIZES = {"初号": 42.0, "小初": 36.0, "一号": 26.0, "小一": 24.0, "二号": 21.0, "小二": 18.0,
         "三号": 16.0, "小三": 15.0, "四号": 14.0, "小四": 12.0, "五号": 10.5, "小五": 9.0,
         "六号": 7.5}
"""Sizes of type in 号 → pt, as 方正 has them; Word sets 二号 as 22 pt."""

LONGEST = 30
"""Characters in the name of an edition: names of files are made with it."""

_FILE = re.compile(r"[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*(\.[a-z]+)+\Z")
_SHEET = re.compile(r"[1-9]\d{2,3}\s*(mm)?\s*[×xX*]\s*[1-9]\d{2,3}\s*(mm)?\Z", re.ASCII)
_FORBIDDEN = frozenset('/\\:*?"<>|')
"""What one of the common file systems cannot have in a name."""


class _Edition(Protocol):
    name: str
    script: str | None


class _Cards(Protocol):
    layout: str


class _Handout(Protocol):
    story: str
    edition: str | None


def line(text: str) -> str:
    """One line of text without control characters."""
    if any(ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 or c in "\u2028\u2029" for c in text):
        raise PydanticCustomError("config-line-break", "one line of text is wanted")
    return text


def title(text: str) -> str:
    """One line of text that is not blank."""
    if not text.strip():
        raise PydanticCustomError("config-empty", "must not be empty")
    return line(text)


def text(text: str) -> str:
    """Text of one or several lines without control characters."""
    line(text.replace("\n", "").replace("\t", ""))
    return text


def sheet(text: str) -> str:
    """The size of a sheet in mm, ``880×1230``; empty for none."""
    if text and not _SHEET.match(text):
        raise PydanticCustomError("config-sheet", "a size in mm is wanted", {"value": text[:20]})
    return text


def name(text: str) -> str:
    """The name of a file or folder, never a path."""
    if not _is_name(text):
        raise PydanticCustomError("config-name", "a plain name is wanted")
    return line(text)


def path(text: str) -> str:
    """A name, or a path that does not leave its folder; forward slashes."""
    if not is_path(text):
        raise PydanticCustomError("config-path", "a path inside the book is wanted")
    return line(text)


def path_or_none(text: str) -> str:
    """The same, or nothing."""
    return path(text) if text else text


def file_name(text: str) -> str:
    """A file of a layout: a plain relative path in ASCII, with an ending."""
    if not _FILE.match(text):
        raise PydanticCustomError("config-path", "the name of a file is wanted")
    return text


def edition(text: str) -> str:
    """The name of an edition."""
    if not (0 < len(text) <= LONGEST and all(c.isalnum() or c in "-_" for c in text)
            and text[0] not in "-_"):
        raise PydanticCustomError("config-edition-name", "letters, digits, - and _ are wanted")
    return text


def points(size: object) -> object:
    """A size in 号 as pt; any other value as it is."""
    if not isinstance(size, str):
        return size
    if size not in SIZES:
        raise PydanticCustomError("config-type-size", "no size in 号", {
            "value": size[:20], "allowed": "、".join(f"{k}（{v:g}）" for k, v in SIZES.items())})
    return SIZES[size]


def lang(text: str) -> str:
    """A language tag as far as BCP 47 can be told without its registry."""
    primary, *rest = text.split("-")
    if not (2 <= len(primary) <= 3 and all(
            1 <= len(p) <= 8 and p.isascii() and p.isalnum() for p in (primary, *rest))):
        raise PydanticCustomError("config-lang", "a language tag is wanted")
    return text


def ascending(limits: tuple[float, ...]) -> tuple[float, ...]:
    """The least and the most."""
    if len(limits) != 2 or limits[0] > limits[1]:
        raise PydanticCustomError("config-range", "two numbers are wanted, the least first")
    return limits


def unique(names: tuple[str, ...]) -> tuple[str, ...]:
    """No name stands twice in the list."""
    for index, one in enumerate(names):
        if one in names[:index]:
            raise PydanticCustomError("config-listed-twice", "listed twice", {"name": one})
    return names


def waivable(code: str) -> str:
    """The code of a problem that the catalogue allows to be waived."""
    known = {c: entry for c, entry in catalogue().items() if "severity" in entry}
    if code not in known:
        similar = nearest(code, known)
        if similar:
            raise PydanticCustomError("config-waiver-misspelt", "unknown",
                                      {"name": code, "similar": similar})
        raise PydanticCustomError("config-waiver-unknown", "unknown", {"name": code})
    if not known[code].get("waivable"):
        allowed = listed(sorted(c for c, entry in known.items() if entry.get("waivable")))
        raise PydanticCustomError("config-waiver-refused", "must be mended",
                                  {"name": code, "allowed": allowed})
    return code


def copy_code(code: str) -> str:
    """The code of a rule of the copy check."""
    known = [c for c, entry in catalogue().items()
             if c.startswith("copy-") or ("rule" in entry and entry.get("waivable"))]
    if code in known:
        return code
    similar = nearest(code, known)
    if similar:
        raise PydanticCustomError("config-copy-misspelt", "unknown",
                                  {"name": code, "similar": similar})
    raise PydanticCustomError("config-copy-unknown", "unknown", {"name": code})


def unique_editions(editions: tuple[_Edition, ...]) -> tuple[_Edition, ...]:
    """No two editions of one name; case does not count, since files are named after them."""
    names = [e.name.casefold() for e in editions]
    _raise((index, "name", editions[index].name, PydanticCustomError(
        "config-edition-twice", "twice", {"name": editions[index].name}))
        for index, one in enumerate(names) if one in names[:index])
    return editions


def chinese(editions: tuple[_Edition, ...], info: ValidationInfo) -> tuple[_Edition, ...]:
    """Only a book in Chinese can be printed in another Chinese script."""
    language = _before(info, "lang") or "zh"
    if language.split("-")[0].lower() != "zh":
        _raise((index, "script", edition.script, PydanticCustomError(
            "config-script", "not in Chinese", {"language": language}))
            for index, edition in enumerate(editions) if edition.script is not None)
    return editions


def handouts(handouts: tuple[_Handout, ...], info: ValidationInfo) -> tuple[_Handout, ...]:
    """Every edition that a handout names exists, and of each a story has one handout."""
    made = [(h.story, h.edition) for h in handouts]
    _raise((index, "story", h.story, PydanticCustomError(
        "config-listed-twice", "listed twice", {"name": h.story}))
        for index, h in enumerate(handouts) if made[index] in made[:index])
    editions = _before(info, "editions")
    if editions is None:
        return handouts
    names = [e.name for e in editions]

    def fault(wanted: str) -> PydanticCustomError:
        similar = nearest(wanted, names)
        if similar:
            return PydanticCustomError("config-edition-misspelt", "unknown",
                                       {"name": wanted, "similar": similar})
        return PydanticCustomError("config-edition-unknown", "unknown",
                                   {"name": wanted, "known": listed(names) or "—"})

    _raise((index, "edition", h.edition, fault(h.edition)) for index, h in enumerate(handouts)
           if h.edition is not None and h.edition not in names)
    return handouts


def unique_cards(cards: tuple[_Cards, ...]) -> tuple[_Cards, ...]:
    """No layout of cards stands twice: files are named after them."""
    names = [one.layout for one in cards]
    _raise((index, "layout", name, PydanticCustomError(
        "config-listed-twice", "listed twice", {"name": name}))
        for index, name in enumerate(names) if name in names[:index])
    return cards


def not_with_stories(parts: tuple[Any, ...], info: ValidationInfo) -> tuple[Any, ...]:
    """The order of the stories is given once: by ``stories`` or by the parts."""
    if parts and _before(info, "stories"):
        raise PydanticCustomError("config-stories-parts", "either stories or parts")
    return parts


def is_path(text: str) -> bool:
    """Whether ``text`` is a name, or names divided by slashes."""
    return all(map(_is_name, text.split("/")))


def _is_name(text: str) -> bool:
    return bool(text) and text[0] != "." and not set(text) & _FORBIDDEN and text == text.strip()


def _before(info: ValidationInfo, key: str) -> Any:
    """The value of a key that stands before in the model; None where it has faults itself."""
    data: Mapping[str, Any] = info.data
    return data.get(key)


def _raise(faults: Iterator[tuple[int, str, str | None, PydanticCustomError]]) -> None:
    """All faults at once: index in the list, key, value and what is wrong with it."""
    errors = [InitErrorDetails(type=error, loc=(index, key), input=value)
              for index, key, value, error in faults]
    if errors:
        raise ValidationError.from_exception_data("list", errors)
