"""Where each key and value of a TOML text stands: what tomllib knows and does not tell.

A scanner over the grammar of TOML 1.0. It does not judge: it follows a text as far as it
understands it, tomllib says whether the text is right. Paths are tuples of keys and, for
elements of arrays, indexes: ``("parts", 0, "stories", 2)``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from contextlib import suppress

from press.dataclass import dataclass, field

KeyPath = tuple[str | int, ...]

MAX_DEPTH = 50
"""Of arrays and inline tables in one another; deeper values are not followed."""

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_BASIC = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_LITERAL = re.compile(r"'[^'\n]*'")
_LONG_BASIC = re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}', re.DOTALL)
_LONG_LITERAL = re.compile(r"'''.*?'{3,5}", re.DOTALL)
_SPACE = re.compile(r"[ \t]*")
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_ATOM = re.compile(r"[^\s,\]}#=\[{\"']+(?: (?=\d\d:)[^\s,\]}#]+)?")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a text: line and column, both from 1, the column in characters."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A key given a second time."""

    path: KeyPath
    first: Spot
    again: Spot
    start: int
    """Offset of the second statement."""
    end: int
    """Offset behind it."""


@dataclass(frozen=True, slots=True)
class Positions:
    """The spots of the keys and the values of one TOML text."""

    keys: Mapping[KeyPath, Spot] = field(default_factory=dict)
    """Where the key is written; for an element of an array where the element begins."""
    values: Mapping[KeyPath, Spot] = field(default_factory=dict)
    """Where the value begins; for a table its header."""
    duplicates: tuple[Duplicate, ...] = ()

    def key(self, path: KeyPath) -> Spot:
        """Where ``path`` is written, or else the nearest table around it, or the beginning."""
        return self._nearest(self.keys, path)

    def value(self, path: KeyPath) -> Spot:
        """Where the value of ``path`` begins, or else the nearest table around it."""
        return self._nearest(self.values, path)

    @staticmethod
    def _nearest(spots: Mapping[KeyPath, Spot], path: KeyPath) -> Spot:
        for length in range(len(path), 0, -1):
            if path[:length] in spots:
                return spots[path[:length]]
        return Spot(1, 1)


class _Lost(Exception):
    """The text is not TOML from here on."""


def scan(text: str) -> Positions:
    """The positions of all keys and values of ``text``, as far as it is TOML."""
    scanner = _Scanner(text)
    with suppress(_Lost):
        scanner.document()
    return Positions(scanner.keys, scanner.values, tuple(scanner.duplicates))


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.line = 1
        self.line_start = 0
        self.counted = 0
        self.keys: dict[KeyPath, Spot] = {}
        self.values: dict[KeyPath, Spot] = {}
        self.assigned: dict[KeyPath, Spot] = {}
        self.lengths: dict[KeyPath, int] = {}
        """How many elements each array of tables has so far."""
        self.duplicates: list[Duplicate] = []

    def spot(self) -> Spot:
        """The current place; only ever asked going forward."""
        newline = self.text.rfind("\n", self.counted, self.at)
        if newline >= 0:
            self.line += self.text.count("\n", self.counted, self.at)
            self.line_start = newline + 1
        self.counted = self.at
        return Spot(self.line, self.at - self.line_start + 1)

    def skip(self, pattern: re.Pattern[str]) -> None:
        match = pattern.match(self.text, self.at)
        if match:
            self.at = match.end()

    def take(self, token: str) -> None:
        if not self.text.startswith(token, self.at):
            raise _Lost
        self.at += len(token)

    def document(self) -> None:
        table: KeyPath = ()
        while True:
            self.skip(_BLANK)
            if self.at >= len(self.text):
                return
            if self.text.startswith("[", self.at):
                table = self.header()
            else:
                self.pair(table, 0)
            self.skip(_SPACE)
            if self.at < len(self.text) and self.text[self.at] not in "\r\n#":
                raise _Lost

    def header(self) -> KeyPath:
        start, spot = self.at, self.spot()
        array = self.text.startswith("[[", self.at)
        self.at += 2 if array else 1
        self.skip(_SPACE)
        parts = self.dotted()
        self.take("]]" if array else "]")
        path: KeyPath = ()
        for part in parts[:-1]:
            path = (*path, part)
            self.keys.setdefault(path, spot)
            self.values.setdefault(path, spot)
            if path in self.lengths:  # a table in the newest element of an array of tables
                path = (*path, self.lengths[path] - 1)
        path = (*path, parts[-1])
        self.keys.setdefault(path, spot)
        self.values.setdefault(path, spot)
        if path in (self.assigned if array else self.lengths):
            first = self.keys[path]  # [name] once and [[name]] once
            self.duplicates.append(Duplicate(path, first, spot, start, self.at))
        elif array:
            index = self.lengths.get(path, 0)
            self.lengths[path] = index + 1
            path = (*path, index)
            self.keys[path] = self.values[path] = spot
        elif path in self.assigned:
            self.duplicates.append(Duplicate(path, self.assigned[path], spot, start, self.at))
        else:
            self.assigned[path] = spot
        return path

    def pair(self, table: KeyPath, depth: int) -> None:
        start, spot = self.at, self.spot()
        parts = self.dotted()
        self.take("=")
        self.skip(_SPACE)
        path = (*table, *parts)
        for length in range(len(table) + 1, len(path)):
            self.keys.setdefault(path[:length], spot)
            self.values.setdefault(path[:length], spot)
        first = self.assigned.get(path)
        if first is None:
            self.assigned[path] = self.keys[path] = spot
            self.value(path, depth)
        else:
            self.value(("", *path), depth)  # its spots must not replace those of the first
            self.duplicates.append(Duplicate(path, first, spot, start, self.at))

    def dotted(self) -> tuple[str, ...]:
        parts: list[str] = []
        while True:
            self.skip(_SPACE)
            for pattern in (_BARE, _BASIC, _LITERAL):
                match = pattern.match(self.text, self.at)
                if match:
                    break
            else:
                raise _Lost
            parts.append(_unquoted(match.group()))
            self.at = match.end()
            self.skip(_SPACE)
            if not self.text.startswith(".", self.at):
                return tuple(parts)
            self.at += 1

    def value(self, path: KeyPath, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise _Lost
        self.values[path] = self.spot()
        if self.text.startswith("[", self.at):
            self.array(path, depth)
        elif self.text.startswith("{", self.at):
            self.inline_table(path, depth)
        else:
            for pattern in (_LONG_BASIC, _LONG_LITERAL, _BASIC, _LITERAL, _ATOM):
                match = pattern.match(self.text, self.at)
                if match:
                    self.at = match.end()
                    return
            raise _Lost

    def array(self, path: KeyPath, depth: int) -> None:
        self.at += 1
        index = 0
        while True:
            self.skip(_BLANK)
            if self.text.startswith("]", self.at):
                self.at += 1
                return
            element = (*path, index)
            self.keys[element] = self.spot()
            self.value(element, depth + 1)
            index += 1
            self.skip(_BLANK)
            if self.text.startswith(",", self.at):
                self.at += 1
            elif not self.text.startswith("]", self.at):
                raise _Lost

    def inline_table(self, path: KeyPath, depth: int) -> None:
        self.at += 1
        self.skip(_SPACE)
        if self.text.startswith("}", self.at):
            self.at += 1
            return
        while True:
            self.skip(_SPACE)
            self.pair(path, depth + 1)
            self.skip(_SPACE)
            if self.text.startswith("}", self.at):
                self.at += 1
                return
            self.take(",")


def _unquoted(key: str) -> str:
    if key[0] not in "\"'":
        return key
    try:
        return str(tomllib.loads(f"k = {key}")["k"])
    except tomllib.TOMLDecodeError:
        raise _Lost from None
