"""The press without its tags and checks: ``unchecked.py WORDS…`` is ``build.py WORDS…`` without
them. The press has no such switch, for nobody should want it; so here what would check is put out
of action, in this process and in every worker. Exit code 5: the press is built otherwise now.
"""

from __future__ import annotations

import multiprocessing.context
import os
import sys
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
LEFT_OUT = (("press.build.make", "check", ()), ("press.build.proofing", "copies", ()))
"""Modules of this process, what of them does nothing here, and what it answers."""
IN_WORKERS = (("press.build.work", "examine_part", ((), b"")),)
"""The same of workers: this process need not load them."""
NAME = Path(__file__).stem


def leave_out(what: Iterable[tuple[str, str, tuple[Any, ...]]]) -> None:
    """No such checks from now on in this process."""
    for path, name, answer in what:
        try:
            owner = resolve_name(path)
            getattr(owner, name)
        except (ImportError, AttributeError) as error:
            sys.stderr.write(f"{path}.{name}: {error}\n")
            sys.exit(5)
        setattr(owner, name, _answering(answer))


def leave_out_tags() -> None:
    """No tags from now on in this process."""
    engine: Any = import_module("weasyprint").Document
    written = engine.write_pdf

    def write_pdf(self: Any, *words: Any, **options: Any) -> Any:
        return written(self, *words, **{**options, "pdf_tags": False})

    engine.write_pdf = write_pdf


def _answering(answer: tuple[Any, ...]) -> Any:
    return lambda *_, **__: answer


def in_workers_too() -> None:
    """Workers are forked from a process that imports some modules first; now this one, too."""
    # That process looks for modules where Python does, not where this one does.
    paths = (str(Path(__file__).parent), str(ROOT), os.environ.get("PYTHONPATH", ""))
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, paths))
    context: Any = multiprocessing.context.BaseContext
    preload = context.set_forkserver_preload

    def set_forkserver_preload(self: Any, names: Iterable[str]) -> None:
        preload(self, [*names, NAME])

    context.set_forkserver_preload = set_forkserver_preload


if __name__ != "__mp_main__":
    sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]
    leave_out(LEFT_OUT if __name__ == "__main__" else IN_WORKERS)
    if __name__ != "__main__":
        leave_out_tags()

if __name__ == "__main__":
    in_workers_too()
    import_module("press.cli").run()
