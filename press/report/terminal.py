"""Progress, problems and the table at the end, on a terminal or as plain lines in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from press.build.values import Artefact
from press.messages import Lang, hint, message, text
from press.report.excerpt import excerpt
from press.report.places import code_of, place_of, plain
from press.report.spots import spot_lines
from press.values import Problem

if TYPE_CHECKING:  # what says nothing does not wait for it
    from rich.console import Console
    from rich.progress import Progress, TaskID

_STYLES = {"error": "bold red", "warning": "yellow", "note": "cyan"}


class Reporter:
    """Writes to standard error, so that standard output stays for ``--json``."""

    def __init__(self, lang: Lang, *, quiet: bool = False) -> None:
        self.lang: Lang = lang
        self._quiet = quiet
        self._progress: Progress | None = None
        self._tasks: dict[str, TaskID] = {}

    @cached_property
    def _console(self) -> Console:
        from rich.console import Console

        return Console(stderr=True, highlight=False, soft_wrap=True)

    def say(self, code: str, **args: object) -> None:
        """One sentence of the catalogue."""
        if not self._quiet:
            self._print(text(code, self.lang, **args))

    def raw(self, words: str) -> None:
        """What no catalogue has: the trace of a fault of ours."""
        self.stop_progress()
        sys.stderr.write(words)

    def progress(self, title: str, done: int, total: int) -> None:
        """A bar on a terminal; in a pipe one line when a document begins. Without a ``title``:
        packets are made up of what is typeset."""
        if self._quiet:
            return
        words = plain(text("typesetting", self.lang, title=title, total=total) if title else
                      text("packets-progress", self.lang, total=total))
        if not self._console.is_terminal:
            if done == 0:
                self._print(words)
            return
        if self._progress is None:
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

            # Without markup: a title may hold square brackets.
            self._progress = Progress(TextColumn("{task.description}", markup=False), BarColumn(),
                                      MofNCompleteColumn(), console=self._console, transient=True)
            self._progress.start()
        if title not in self._tasks:
            self._tasks[title] = self._progress.add_task(words, total=total)
        self._progress.update(self._tasks[title], description=words, completed=done, total=total)

    def stop_progress(self) -> None:
        """Take the bars away, before anything else is written."""
        if self._progress is not None:
            self._progress.stop()
            self._progress, self._tasks = None, {}

    def problems(self, problems: Iterable[Problem], folder: Path | None) -> None:
        """Every problem: place, what is wrong, the line itself, what to do."""
        self.stop_progress()
        told = [p for p in problems if p.severity == "error" or not self._quiet]
        if not told:
            return
        from rich.text import Text

        for problem in told:
            label = text(f"severity-{problem.severity}", self.lang)
            line = Text()
            line.append(f"{label} ", _STYLES[problem.severity])
            line.append(plain(place_of(problem, folder, self.lang)), "bold")
            line.append(plain(message(problem, self.lang)))
            line.append(f"  {code_of(problem)}", "dim")
            self._console.print(line)
            for shown in excerpt(problem, folder):
                self._print(f"    {shown}")
            for shown in spot_lines(problem, self.lang):
                self._print(f"    {shown}")
            if problem.waived:
                self._print("    " + text("waived", self.lang, reason=problem.waived), "cyan")
                continue
            advice = hint(problem, self.lang)
            if advice:
                self._print(f"    → {advice}", "green")

    def diff(self, words: str) -> None:
        """A unified diff, coloured on a terminal."""
        self.stop_progress()
        if self._quiet:
            return
        styles = {"+": "green", "-": "red", "@": "cyan"}
        for line in words.split("\n"):
            self._print(line, styles.get(line[:1], ""))

    def table(self, artefacts: Sequence[tuple[str, Artefact]], output: Path) -> None:
        """Document, pages, sheets, size, time, problems."""
        self.stop_progress()
        if self._quiet or not artefacts:
            return
        names = [text(f"column-{name}", self.lang) for name in
                 ("file", "pages", "sheets", "size", "time", "problems")]
        rows = [(f"{output / book / a.path}", str(a.pages), str(a.sheets), _size(a.size),
                 f"{a.seconds:.1f} s", str(a.problems)) for book, a in artefacts]
        if not self._console.is_terminal:
            for row in rows:
                self._print("  ".join(
                    f"{name} {value}" for name, value in zip(names, row, strict=True)))
            return
        from rich.table import Table
        from rich.text import Text

        table = Table(box=None, pad_edge=False)
        for index, name in enumerate(names):
            table.add_column(name, justify="left" if index == 0 else "right", no_wrap=index > 0,
                             overflow="fold")
        for row in rows:
            table.add_row(*(Text(plain(cell)) for cell in row))
        self._console.print(table)

    def _print(self, words: str, style: str = "") -> None:
        from rich.text import Text

        self._console.print(Text(plain(words), style))


def _size(count: int) -> str:
    return f"{count / 1024:.0f} KB" if count < 1024 * 1024 else f"{count / 1024 / 1024:.1f} MB"
