"""Small books and a workshop for the tests of the rooms build, cli and report."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from press.build.cache import Cache
from press.build.intake import take_in
from press.build.plan import Document, plan
from press.build.pool import InProcess
from press.build.run import BuildResult, build_book
from press.build.workshop import Workshop
from press.typeset.faces import Library, library_folder, load_library
from press.values import Problem

ROOT = Path(__file__).parents[1]
TEMPLATES = ROOT / "templates"

WORDS = "山里的一天从水开始，听见水声，人就起来了。规矩在先，准头在后。"
"""A sentence; 60 of it fill more than two pages."""

DOT = ('<svg xmlns="http://www.w3.org/2000/svg" width="40" height="25" viewBox="0 0 40 25">'
       '<path d="M2 2h{0}v9" fill="none" stroke="#000"/></svg>')


def story(title: str, *paragraphs: str) -> str:
    return "\n\n".join((f"# {title}", *(paragraphs or (WORDS,)))) + "\n"


def write_book(folder: Path, stories: Mapping[str, str] | None = None,
               toml: str = 'title = "小书"\n', **files: str) -> Path:
    """A book in ``folder``: ``stories`` by stem; ``files`` beside book.toml, ``__`` for ``/``."""
    for name, text in (stories or {"01": story("第一篇"), "02": story("第二篇")}).items():
        path = folder / "stories" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (folder / "book.toml").write_text(toml, "utf-8")
    for name, text in files.items():
        stem, _, suffix = name.rpartition("_")
        path = folder / f"{stem.replace('__', '/')}.{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


@cache
def library() -> Library:
    """The prepared fonts of this machine."""
    found = load_library(library_folder())
    if found is None:
        from press.typeset.prepare import prepare

        found, problems = prepare(library_folder())
        assert found is not None, problems
    return found


def workshop(cache_folder: Path) -> Workshop:
    """One that works in this process and says nothing."""
    return Workshop(library(), Cache(cache_folder), 1, lambda *_: None, InProcess)


def build(folder: Path, output: Path, *, environment: Mapping[str, str] | None = None,
          shop: Workshop | None = None, write: bool = True) -> BuildResult:
    """Build the book in ``folder``; the cache lies in ``output`` where none is given."""
    return build_book(folder, output, TEMPLATES, shop or workshop(output / ".cache"),
                      environment or {}, write=write)


def documents(folder: Path, date: dt.date | None = None) -> tuple[Document, ...]:
    """The plan of a book that has no faults."""
    intake, problems = take_in(folder, TEMPLATES, library(), {})
    assert intake is not None, problems
    planned, problems = plan(intake.book, intake.layouts, date)
    assert not problems
    return planned


def codes(problems: Sequence[Problem]) -> list[str]:
    return [p.code for p in problems]


def run(*words: str, cwd: Path, code: str = "", **environment: str,
        ) -> subprocess.CompletedProcess[str]:
    """build.py in a process of its own, or Python ``code`` instead of it."""
    start = ["-c", code] if code else [str(ROOT / "build.py")]
    env = {name: value for name, value in os.environ.items()
           if not name.startswith(("LC_", "LANG", "SOURCE_DATE", "FORCE_COLOR"))}
    return subprocess.run(
        [sys.executable, *start, *words], cwd=cwd, capture_output=True, text=True, timeout=100,
        env={**env, "PYTHONPATH": str(ROOT), **environment}, check=False)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder`` but the cache, by path."""
    return {p.relative_to(folder).as_posix(): p.read_bytes()
            for p in sorted(folder.rglob("*")) if p.is_file() and ".cache" not in p.parts}
