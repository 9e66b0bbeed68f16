"""A process beside the worker of a cluster: typesets what it is handed, one after the other.

Workers of a cluster run tasks in threads; but a time limit needs the main thread of a process,
and a part that crashes or hangs must take nothing with it but that. ``far`` starts this module
with the number of one end of a pipe. Each request is a pickle of (verb, arguments), each answer
a pickle of (whether it went well, what came of it); first goes out the digest of the program.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable, Sequence
from functools import lru_cache
from multiprocessing.connection import Connection
from typing import Any

from press.build.codec import typeset_to_bytes
from press.build.digests import facts, program
from press.build.values import Task, Typeset
from press.dataclass import replace
from press.typeset.faces import Library, library_folder
from press.typeset.lending import Key, Parcel, keep, lacking, library_of_keys


def look(wanted: Sequence[Key]) -> tuple[Any, ...]:
    """The facts of this program, where this machine has its fonts, and which of them it lacks."""
    folder = library_folder()
    return facts(), str(folder), lacking(folder, wanted)


def take(parcels: Sequence[Parcel]) -> None:
    """Keep faces."""
    keep(library_folder(), parcels)


def work(function: Callable[[Task], Typeset], task: Task, wanted: tuple[Key, ...]) -> bytes | None:
    """Do ``task`` with the fonts of this machine; None where one that is wanted is not here."""
    if wanted:
        library = _library(wanted)
        if library is None:
            _library.cache_clear()
            return None
        task = replace(task, fontconfig=str(library.fontconfig))
    return typeset_to_bytes(function(task))


@lru_cache(maxsize=8)
def _library(wanted: tuple[Key, ...]) -> Library | None:
    return library_of_keys(library_folder(), wanted)


VERBS: dict[str, Callable[..., Any]] = {"look": look, "take": take, "work": work}


def serve(pipe: Connection) -> None:
    """Answer until the other end is closed."""
    pipe.send_bytes(program().encode())
    while True:
        try:
            request = pipe.recv_bytes()
        except (EOFError, OSError):
            return
        try:
            verb, arguments = pickle.loads(request)
            answer = True, VERBS[verb](*arguments)
        except Exception as error:  # what went wrong is for the other end to tell
            answer = False, f"{type(error).__name__}: {error}"[:300]
        pipe.send_bytes(pickle.dumps(answer))


if __name__ == "__main__":
    serve(Connection(int(sys.argv[1])))
