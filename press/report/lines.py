"""Problems and sentences as plain lines, for verbs that must not wait for Rich.

Rich takes as long to load as a small job takes to impose. The lines are those that ``terminal``
writes: place, what is wrong, code, what to do; in colour on a terminal (see no-color.org).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping

from press.messages import Lang, hint, message, text
from press.report.places import code_of, place_of, plain
from press.report.spots import spot_lines
from press.values import Problem

_STYLES = {"error": "1;31", "warning": "33", "note": "36", "bold": "1", "dim": "2", "green": "32"}
"""Parameters of SGR (ECMA-48, 8.3.117)."""


class Lines:
    """Writes to standard error, so that standard output stays for ``--json``."""

    def __init__(self, lang: Lang, *, quiet: bool = False,
                 environment: Mapping[str, str] = os.environ) -> None:
        self.lang: Lang = lang
        self.quiet = quiet
        self._coloured = (sys.stderr.isatty() and not environment.get("NO_COLOR")
                          and environment.get("TERM") != "dumb")

    def say(self, code: str, **args: object) -> None:
        """One sentence of the catalogue."""
        if not self.quiet:
            self._write(plain(text(code, self.lang, **args)))

    def problems(self, problems: Iterable[Problem]) -> None:
        """Every problem; only errors where it is to be quiet."""
        for problem in problems:
            if self.quiet and problem.severity != "error":
                continue
            label = self._styled(text(f"severity-{problem.severity}", self.lang), problem.severity)
            place = self._styled(plain(place_of(problem, None, self.lang)), "bold")
            code = self._styled(code_of(problem), "dim")
            self._write(f"{label} {place}{plain(message(problem, self.lang))}  {code}")
            for spot in spot_lines(problem, self.lang):
                self._write(self._styled(f"    {plain(spot)}", "dim"))
            if problem.waived:
                self._write("    " + plain(text("waived", self.lang, reason=problem.waived)))
                continue
            advice = hint(problem, self.lang)
            if advice:
                self._write(self._styled(f"    → {plain(advice)}", "green"))

    def _styled(self, words: str, style: str) -> str:
        return f"\x1b[{_STYLES[style]}m{words}\x1b[0m" if words and self._coloured else words

    def _write(self, line: str) -> None:
        sys.stderr.write(line + "\n")
