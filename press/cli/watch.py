"""``watch``: a press that stays warm, and makes anew what is saved."""

from __future__ import annotations

import gc
import json
import sys
import time
import traceback
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from press.build.values import BuildResult
from press.build.writing import write_atomically
from press.cli.options import Options
from press.dataclass import replace
from press.report.jsonout import problem_record
from press.report.terminal import Reporter
from press.values import problem

if TYPE_CHECKING:
    from press.build.plan import Document
    from press.build.settled import Settled
    from press.build.workshop import Workshop

PAGES = ".pages"
"""Where in the output folder the pages of single manuscripts lie; ``clean`` takes them away."""
DEBOUNCE = 25
"""ms after a change in which more may come: editors save in several steps."""
STEP = 4
"""ms between two looks."""


class Watch:
    """Books that are looked at, and what is told of them."""

    def __init__(self, folders: Sequence[Path], templates: Path, options: Options,
                 reporter: Reporter, build: Callable[[Path, Workshop], BuildResult],
                 shop: Workshop) -> None:
        self._folders = folders
        self._templates = templates
        self._options = options
        self._reporter = reporter
        self._build = build
        self._shop = shop
        self._begun = 0.0

    def run(self, changes: Iterable[set[Path]]) -> None:
        """Make every book once, then those that ``changes`` (paths that were saved) touch."""
        for folder in self._folders:
            self._make(folder, time.monotonic(), (), first=True)
        self._shop.cache.waits = True
        # What is there now stays for as long as somebody writes.
        gc.collect()
        gc.freeze()
        self._tell("ready", "watch-ready", folders="、".join(map(str, self._folders)))
        Thread(target=import_module, args=("press.proof",), daemon=True).start()
        for paths in changes:
            begun = time.monotonic()
            for folder in self._folders:
                if any(_within(path, folder) or _within(path, self._templates) for path in paths):
                    self._make(folder, begun, paths)

    def _make(self, folder: Path, begun: float, paths: Collection[Path], *,
              first: bool = False) -> None:
        """Make a book of which ``paths`` were saved, and tell what became of it; then there is
        time for the cache."""
        self._begun = begun
        later: list[Callable[[], None]] = []
        self._told(folder.resolve().name, folder, paths, later, first=first)
        for task in later:
            task()
        self._shop.cache.tidy()

    def _told(self, book: str, folder: Path, paths: Collection[Path],
              later: list[Callable[[], None]], *, first: bool) -> None:
        shop = replace(self._shop, later=later, anew=first,
                       shown=lambda document, settled, own: self._pages(
                           book, document, settled, own))
        try:
            if shop.ahead is not None:
                shop.ahead.begin(folder, paths, shop)
            result = self._build(folder, shop)
        except Exception as error:  # a fault of ours must not end the watch
            self._reporter.stop_progress()
            self._reporter.raw("".join(traceback.format_exception(error)))
            result = BuildResult(book, (), (problem(
                "bug", book=folder, error=f"{type(error).__name__}: {error}"),))
        if self._options.json:
            self._line("document", book=book, good=result.good,
                       seconds=self._seconds(),
                       files=[str(self._options.output / book / a.path)
                              for a in result.artefacts],
                       problems=[problem_record(p, self._options.lang) for p in result.problems])
            return
        self._reporter.problems(result.problems, folder)
        self._tell("", "watch-document" if result.good else "watch-bad", book=book,
                   seconds=f"{self._seconds():.2f}", files=len(result.artefacts))

    def _pages(self, book: str, document: Document, settled: Settled, own: Workshop) -> None:
        """The manuscripts of a reader that were typeset now, before the whole is joined."""
        if document.kind != "reading" or len(settled.anew) == len(settled.parts):
            return
        from press.build.proofs import changed_pages, warm_up

        if own.anew and not settled.anew:
            warm_up(document, settled, own)
        for source, name, pdf in changed_pages(document, settled, own):
            path = self._options.output / PAGES / book / name
            write_atomically(path, pdf)
            if self._options.json:
                self._line("pages", book=book, story=source, path=str(path),
                           seconds=self._seconds())
            else:
                self._tell("", "watch-pages", story=source, path=path,
                           seconds=f"{self._seconds():.2f}")

    def _tell(self, event: str, code: str, **args: object) -> None:
        if not self._options.json:
            self._reporter.stop_progress()
            self._reporter.say(code, **args)
        elif event:
            self._line(event)

    def _line(self, event: str, **values: object) -> None:
        sys.stdout.write(json.dumps({"event": event, **values}, ensure_ascii=False) + "\n")
        sys.stdout.flush()

    def _seconds(self) -> float:
        return round(time.monotonic() - self._begun, 4)


def saved(folders: Sequence[Path], output: Path) -> Iterator[set[Path]]:
    """Sets of files that were saved, one after another, until somebody stops it (Ctrl-C)."""
    from watchfiles import watch

    results = output.resolve()
    for changes in watch(*folders, debounce=DEBOUNCE, step=STEP, raise_interrupt=False,
                         recursive=True):
        paths = {Path(name) for _, name in changes}
        found = {path for path in paths if not _within(path, results)
                 and not path.name.startswith((".", "~", "#")) and not path.name.endswith("~")}
        if found:
            yield found


def _within(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())
