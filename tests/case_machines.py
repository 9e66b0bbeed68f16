"""Faults of machines and programs, by name: what a case of the command is run under.

Each is put in place with ``monkeypatch``; ``here`` is the folder in which the command is given.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from press import doctor
from press.build import cluster as clusters
from press.build import digests, errands, makers, pool, settle, typesetting, work
from press.build.timing import time_limit
from press.build.values import Task, Typeset
from press.dataclass import replace
from press.typeset import prepare
from press.typeset.faces import SOURCES

Patch = pytest.MonkeyPatch


def python(patch: Patch, here: Path, version: list[int]) -> None:  # noqa: ARG001
    """Another Python."""
    patch.setattr(doctor, "sys", SimpleNamespace(version_info=(*version, 0, "final", 0)))


def library_absent(patch: Patch, here: Path, file: str) -> None:  # noqa: ARG001
    """A shared library that does not load, by any name."""
    real, name = doctor._opens, file.partition(".so")[0]
    patch.setattr(doctor, "_opens", lambda asked: name not in (asked or "") and real(asked))


def font_absent(patch: Patch, here: Path, file: str) -> None:
    """All fonts lie in one folder but this."""
    folder = here / "fonts"
    folder.mkdir()
    for font in doctor.FONTS:
        if font.file != file:
            (folder / font.file).write_bytes(b"")
    patch.setattr(doctor, "FONT_FOLDERS", (folder,))
    patch.setenv("PATH", "")  # nor does fontconfig know of it


def profile_absent(patch: Patch, here: Path, file: str) -> None:
    """All colour profiles lie in one folder but this."""
    folder = here / "profiles"
    folder.mkdir()
    for name in doctor.PROFILE_FILES:
        if name != file:
            (folder / name).write_bytes(b"")
    patch.setattr(doctor, "PROFILES", folder)


def font_not_installed(patch: Patch, here: Path, file: str) -> None:
    """The fonts were never prepared, and one is not there to be prepared."""
    folder = here / "installed"
    folder.mkdir()
    for source in SOURCES:
        if source.file != file:
            (folder / source.file).write_bytes(b"")
    patch.setattr(prepare, "FOLDERS", (folder,))
    patch.setenv("DUBEN_FONTS", str(here / "none"))


def program_fails(patch: Patch, here: Path, words: str) -> None:  # noqa: ARG001
    """A fault of ours."""
    def failing(*_: object, **__: object) -> None:
        raise RuntimeError(words)

    patch.setattr(makers, "settle", failing)


def engine_hangs(patch: Patch, here: Path) -> None:  # noqa: ARG001
    """The engine comes to no end, and swallows what would stop it; the limit is near."""
    def endless(*_: object, **__: object) -> None:
        while True:
            with contextlib.suppress(Exception):
                time.sleep(60)

    patch.setattr(pool, "processes", pool.InProcess)
    patch.setattr(work, "typeset", endless)
    patch.setattr(work, "time_limit", lambda _: time_limit(0.2))


def worker_dies(patch: Patch, here: Path) -> None:  # noqa: ARG001
    """Of a story, and takes its process with it."""
    patch.setattr(errands, "work", dying)


def dying(task: Task) -> Typeset:
    """Worker function."""
    if task.part.key == "story/s-02":
        os._exit(1)
    return work.work(task)


def pages_restless(patch: Patch, here: Path) -> None:  # noqa: ARG001
    """The first story is two pages longer whenever its reference has one digit."""
    typeset = settle.typeset_parts

    def restless(wanted: Mapping[int, typesetting.Set], *others: Any,
                 **named: Any) -> dict[int, Typeset]:
        done = typeset(wanted, *others, **named)
        for i, (part, _) in wanted.items():
            if part.key == "story/s-01" and ">0</span>" in part.html:
                pages = replace(done[i].pages, count=done[i].pages.count + 2)
                done[i] = replace(done[i], pages=pages)
        return done

    patch.setattr(settle, "typeset_parts", restless)


def cache_damaged(patch: Patch, here: Path) -> None:  # noqa: ARG001
    """A bit of what is kept of a whole book has changed on the disk."""
    entry = max((here / "output/.cache/books").glob("*/*"), key=lambda one: one.stat().st_size)
    entry.write_bytes(entry.read_bytes()[:-1] + b"x")


def cluster(patch: Patch, here: Path, state: str) -> None:  # noqa: ARG001
    """A cluster that is ``absent``, ``silent``, ``empty``, ``lost`` or of ``other`` or ``bad``
    workers."""
    pytest.importorskip("distributed")
    patch.setattr(clusters, "PATIENCE", 0.2)
    if state == "absent":
        patch.setitem(sys.modules, "distributed", None)
        return

    async def greet(address: str, patience: float) -> None:  # noqa: ARG001
        if state == "silent":
            raise OSError(f"Timed out trying to connect to {address}")

    patch.setattr(clusters, "_greet", greet)

    class Future:
        def __init__(self, *request: Any) -> None:
            self.request = request

        def result(self, timeout: float) -> object:  # noqa: ARG002
            if state == "bad":
                raise ModuleNotFoundError("No module named 'press'")
            return pickle.dumps(("differs", "press-2 (77)", digests.facts()[1:]))

    class Client:
        status = "running"

        def __init__(self, address: str, **_: object) -> None:
            self.address = address

        def nthreads(self) -> dict[str, int]:
            if state == "lost":
                self.status = "closed"
            return {} if state == "empty" else {"tcp://press-2:4000": 1}

        def submit(self, *request: Any, **_: object) -> Future:
            return Future(*request)

        def get_executor(self, **_: object) -> None:
            pass

        def close(self, **_: object) -> None:
            pass

    patch.setattr("distributed.Client", Client)


MACHINES: Mapping[str, Callable[..., None]] = {made.__name__: made for made in (
    python, library_absent, font_absent, profile_absent, font_not_installed, program_fails,
    engine_hangs, worker_dies, pages_restless, cache_damaged, cluster)}
