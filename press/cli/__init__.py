"""The command: verbs, progress and exit codes. Everything that is done lives in other rooms."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn


def run() -> NoReturn:
    """The command as a program, which ends at once with its exit code: to let go of all that it
    has loaded, one by one, would take a tenth of a second."""
    code = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # nobody listens any more
            stream.flush()
    os._exit(code)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; its exit code.

    ``impose`` goes its own way: what the other verbs load takes longer than most of its jobs.
    """
    # A command loads a great deal, and keeps nearly all that it makes to its end: the collector,
    # which would look through all of it again and again, is called seldom.
    gc.set_threshold(200_000, 20, 20)
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words[:1] == ["preflight"]:
        from press.cli.preflight import run as preflight

        return preflight(words[1:])
    if words[:1] == ["impose"]:
        from press.cli.impose import run as impose

        return impose(words[1:])
    from press.cli import app

    return app.main(words)


__all__ = ["main", "run"]
