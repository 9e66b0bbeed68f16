"""Results kept by content, in output/.cache. Safe to delete, also while a build runs.

An entry is a file named by the digest of all that the result depends on. Its first line is a
SHA-256 over that name and the rest: an entry that is damaged, or not the one that was asked
for, is taken out and made again. It is written beside its place and renamed, so that two
builds at once can share the folder. The folder is kept within bounds by ``pruning``.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Literal

from press.build.digests import digest, program
from press.build.pruning import MOST, USES, prune, record
from press.build.writing import write_atomically
from press.dataclass import dataclass, field
from press.values import Problem, problem

Shelf = Literal["parts", "pieces", "documents", "books"]
SEVERAL = 20
"""Builds after which a process that stays looks through the whole folder."""
_CHECK = 65
"""Bytes of the first line of an entry."""
SHELVES: tuple[Shelf, ...] = ("parts", "pieces", "documents", "books")
"""Folders of the cache: typeset parts, pieces of work of any room, finished documents, what
became of whole books."""


@dataclass(slots=True)
class Cache:
    """Bytes by key."""

    folder: Path
    most: int = MOST
    """Bytes that are kept."""
    remembers: bool = False
    """Whether what the last build used is kept in memory, too: for a process that stays."""
    waits: bool = False
    """Whether what is new is written down only at the end of a build (``tidy``), and what is too
    much taken out only after several: for one that ``remembers``, while somebody waits."""
    _memory: dict[str, bytes] = field(default_factory=dict)
    _ahead: dict[str, bytes] = field(default_factory=dict)
    _held: dict[str, object] = field(default_factory=dict)
    _asked: set[str] = field(default_factory=set)
    _damaged: list[str] = field(default_factory=list)
    _used: set[str] = field(default_factory=set)
    _grown: bool = False
    _unwritten: list[tuple[Shelf, str]] = field(default_factory=list)
    _unpruned: int = 0

    def get(self, shelf: Shelf, key: str) -> bytes | None:
        """The bytes under ``key``; None where there are none or they are not whole."""
        name = f"{shelf}/{key}"
        known = self._memory.get(name)
        if known is not None:
            self._used.add(name)
            return known
        ahead = self._ahead.pop(name, None)
        body = self._read(shelf, key) if ahead is None else ahead
        if body is not None:
            self._use(name, body)
        return body

    def read_ahead(self, shelf: Shelf, keys: Iterable[str], stop: Callable[[], bool]) -> None:
        """Read entries that will probably be asked for, until ``stop``; for a thread, while this
        process waits for others."""
        for key in keys:
            name = f"{shelf}/{key}"
            if stop():
                return
            if name not in self._memory and (body := self._read(shelf, key)) is not None:
                self._ahead[name] = body

    def _read(self, shelf: Shelf, key: str) -> bytes | None:
        path = self._path(shelf, key)
        try:
            # Apart and unbuffered: entries can be large, and copies cost.
            with path.open("rb", buffering=0) as file:
                check, body = file.read(_CHECK), file.readall()
        except OSError:
            return None
        if check == _check(key, body):
            return body
        self._damaged.append(f"{shelf}/{key[:12]}")
        with contextlib.suppress(OSError):
            path.unlink()
        return None

    def has(self, shelf: Shelf, key: str, size: int) -> bool:
        """Whether there is an entry of so many bytes under ``key``; what it holds is not looked
        at."""
        name = f"{shelf}/{key}"
        with contextlib.suppress(OSError):
            if name in self._memory or self._path(shelf, key).stat().st_size == _CHECK + size:
                self._used.add(name)
                return True
        return False

    def put(self, shelf: Shelf, key: str, body: bytes) -> None:
        """Keep ``body`` under ``key``; a full or read-only disk is no reason to fail."""
        self._use(f"{shelf}/{key}", body)
        self._grown = True
        if self.remembers and self.waits:
            self._unwritten.append((shelf, key))
        else:
            self._write(shelf, key, body)

    def _write(self, shelf: Shelf, key: str, body: bytes) -> None:
        with contextlib.suppress(OSError):
            write_atomically(self._path(shelf, key), _check(key, body), body)

    def hold(self, shelf: Shelf, key: str, value: object) -> None:
        """Let this process have what an entry is made of, until a build does without it."""
        self._held[f"{shelf}/{key}"] = value
        self._asked.add(f"{shelf}/{key}")

    def held(self, shelf: Shelf, key: str) -> object | None:
        """What was held under ``key``."""
        self._asked.add(f"{shelf}/{key}")
        return self._held.get(f"{shelf}/{key}")

    def _use(self, name: str, body: bytes) -> None:
        self._used.add(name)
        if self.remembers:
            self._memory[name] = body

    def take_problems(self) -> tuple[Problem, ...]:
        """A note for each damaged entry that was met since this was asked last."""
        problems = tuple(problem("cache-damaged", entry=entry) for entry in self._damaged)
        self._damaged.clear()
        return problems

    def tidy(self) -> None:
        """At the end of a build: note what it used; where too much is kept, take out what was not
        used for longest."""
        for shelf, key in self._unwritten:
            self._write(shelf, key, self._memory[f"{shelf}/{key}"])
        self._unwritten.clear()
        if self._grown:
            record(self.folder, self._used)
            self._unpruned += 1
        if self._unpruned >= (SEVERAL if self.waits else 1):
            prune(self.folder, SHELVES, self.most)
            self._unpruned = 0
        for name in self._memory.keys() - self._used:
            del self._memory[name]
        for name in self._held.keys() - self._asked:
            del self._held[name]
        self._ahead.clear()
        self._asked.clear()
        self._used.clear()
        self._grown = False

    def clear(self) -> None:
        """Delete every entry, and nothing that another program keeps in the same folder."""
        for shelf in (*SHELVES, USES):
            shutil.rmtree(self.folder / shelf, ignore_errors=True)
        with contextlib.suppress(OSError):
            self.folder.rmdir()

    def _path(self, shelf: Shelf, key: str) -> Path:
        # At once: a book asks for thousands of entries, and to join one by one takes ten times
        # as long as this.
        return Path(f"{self.folder}{os.sep}{shelf}{os.sep}{key[:2]}{os.sep}{key[2:]}")


@dataclass(frozen=True, slots=True)
class Pieces:
    """The shelf where any room keeps what may serve again, for as long as the program is the
    same; in its keys a room names all else that the thing depends on."""

    cache: Cache

    def get(self, key: str) -> bytes | None:
        """The bytes under ``key``, made by this very program."""
        return self.cache.get("pieces", digest(key, program()))

    def read_ahead(self, keys: Iterable[str], stop: Callable[[], bool]) -> None:
        """See ``Cache.read_ahead``."""
        made = program()
        self.cache.read_ahead("pieces", (digest(key, made) for key in keys), stop)

    def has(self, key: str, size: int) -> bool:
        """See ``Cache.has``."""
        return self.cache.has("pieces", digest(key, program()), size)

    def put(self, key: str, body: bytes) -> None:
        """Keep ``body`` under ``key``."""
        self.cache.put("pieces", digest(key, program()), body)


def _check(key: str, body: bytes) -> bytes:
    """The first line of an entry."""
    total = hashlib.sha256(key.encode() + b"\n")
    total.update(body)
    return total.hexdigest().encode() + b"\n"
