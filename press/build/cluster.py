"""Workers of a Dask cluster, as an executor like any other. This module alone knows Dask.

A task goes out as bytes together with the digest of the program; ``far`` does it in a process
of its own on the other machine. What is needed there beside the program are faces: those that a
worker does not have are sent to it before the first task.
"""

from __future__ import annotations

import asyncio
import logging
import pickle
import socket
import threading
import time
import warnings
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from contextlib import suppress
from pathlib import Path
from typing import Any

from press.build import far
from press.build.codec import typeset_from_bytes
from press.build.digests import facts, program
from press.build.pool import NotTaken, WorkersLost, ended
from press.build.values import Task, Typeset, nothing
from press.typeset.faces import library_at
from press.typeset.lending import Key, keys, parcel
from press.values import Problem, problem

PATIENCE = 10.0
"""Seconds to wait for a scheduler, for its first worker, and for workers to come back."""
LOOK = 120.0
"""Seconds that a worker gets to say what it has: it may have to start a process first."""
PULSE = 1.0
"""Seconds between two looks at the cluster while it works."""


def connect(address: str, patience: float = PATIENCE) -> tuple[Cluster | None, tuple[Problem, ...]]:
    """The cluster whose scheduler is at ``address``, such as ``tcp://192.168.1.5:8786``."""
    try:
        from distributed import Client
    except ImportError:
        return None, (problem("cluster-absent"),)
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # we tell what happens ourselves
    try:
        asyncio.run(_greet(address, patience))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # versions are compared by far, and more strictly
            client = Client(address, timeout=patience, set_as_default=False, name="duben")
    except Exception as error:  # of the address, the network, TLS, or another protocol
        return None, (problem("cluster-unreachable", address=address, reason=_reason(error)),)
    cluster = Cluster(client, address, patience)
    if not cluster.has_workers(patience):
        cluster.close()
        return None, (problem("cluster-empty", address=address),)
    return cluster, ()


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "timed out"
    if isinstance(error, OSError | ValueError):
        return (getattr(error, "strerror", None) or str(error))[:200]
    return f"no Dask scheduler ({type(error).__name__})"


async def _greet(address: str, patience: float) -> None:
    """Raise where no scheduler answers in time: a Client that meets none is slow to give up, and
    Dask tries a port again and again at which nobody listens."""
    from distributed.comm import connect as call
    from distributed.comm import get_address_host_port

    if address.partition("://")[0] in ("tcp", "tls") or "://" not in address:
        host, port = get_address_host_port(address)
        socket.create_connection((host, port), timeout=patience).close()

    async def greet() -> None:
        comm = await call(address, timeout=patience)
        await comm.close()

    await asyncio.wait_for(greet(), patience)


class Cluster:
    """A connection to a scheduler."""

    def __init__(self, client: Any, address: str, patience: float = PATIENCE) -> None:
        self.client = client
        self.address = address
        self.patience = patience
        self._ready: set[tuple[str, tuple[Key, ...]]] = set()
        """Workers that were looked at, and for which faces."""
        self._seen: dict[tuple[Key, ...], float] = {}
        """For which faces all workers were good, and when."""

    def workers(self, _count: int) -> Executor:
        """All workers that there are."""
        return ClusterExecutor(self)

    def close(self) -> None:
        """The workers go on without us."""
        with suppress(Exception):
            self.client.close(timeout=2)

    def count(self) -> int | None:
        """How many workers there are; None where the scheduler does not answer."""
        if self.client.status != "running":
            return None
        try:
            return len(self.client.nthreads())
        except Exception:  # the connection broke just now
            return None

    def has_workers(self, patience: float) -> bool:
        """Whether there are workers now or within so many seconds."""
        until = time.monotonic() + patience
        while not (count := self.count()):
            if time.monotonic() >= until:
                return False
            time.sleep(0.1)
        return bool(count)

    def make_ready(self, wanted: tuple[Key, ...], folder: Path) -> None:
        """See that there are workers, and that all have this program and the faces ``wanted``,
        which lie in the library at ``folder``; raises WorkersLost with the reason."""
        if time.monotonic() - self._seen.get(wanted, -PULSE) < PULSE:
            return
        if not self.has_workers(self.patience):
            self.patience = 0.0  # who comes after does not wait again
            raise self.lost()
        try:
            new = [name for name in self.client.nthreads() if (name, wanted) not in self._ready]
            self._look(new, wanted, folder)
        except WorkersLost:
            raise
        except Exception as error:
            raise self.lost() from error
        self._ready |= {(name, wanted) for name in new}
        self._seen[wanted] = time.monotonic()

    def _look(self, names: list[str], wanted: tuple[Key, ...], folder: Path) -> None:
        looked = self._ask(dict.fromkeys(names, ("look", wanted)))
        homes: dict[tuple[str, str], tuple[str, tuple[Key, ...]]] = {}
        for name, (_, home, missing) in looked.items():
            if missing:  # workers on one machine share a folder
                homes.setdefault((_host(name), home), (name, missing))
        library = library_at(folder) if homes else None
        faces = {(face.key, face.digest): face for face in library.faces} if library else {}
        self._ask({name: ("take", [parcel(faces[key]) for key in missing])
                   for name, missing in homes.values()})

    def _ask(self, questions: Mapping[str, tuple[str, object]]) -> dict[str, Any]:
        """Each worker its question (verb and argument of ``child``), all at the same time."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            sent = {name: self.client.submit(
                far.answer, program(), pickle.dumps((verb, (argument,))), LOOK, workers=[name],
                allow_other_workers=False, pure=False)
                for name, (verb, argument) in questions.items()}
        return {name: self.value(_result(future), name) for name, future in sent.items()}

    def value(self, given: object, name: str = "") -> Any:
        """What came of a request; raises WorkersLost where a worker is not fit for use."""
        if not isinstance(given, bytes):
            raise WorkersLost(problem("cluster-worker-failed", worker=name,
                                      reason=f"{type(given).__name__}: {given}"[:200]))
        what, worker, value = pickle.loads(given)
        if what == "done":
            return value
        if what == "differs":  # and may be put right while we wait
            raise WorkersLost(problem("cluster-worker-differs", worker=worker,
                                      differences=differences(value)))
        raise WorkersLost(problem("cluster-worker-failed", worker=worker, reason=str(value)))

    def lost(self) -> WorkersLost:
        """To be raised where nothing can be done any more."""
        code = "cluster-lost" if self.count() is None else "cluster-empty"
        return WorkersLost(problem(code, address=self.address))


def differences(there: object) -> str:
    """What is another there: ``weasyprint 69.0 (70.0)``, ours in brackets."""
    here = dict(facts())
    known = dict(there) if isinstance(there, tuple) else {}
    told = [f"{name} {known.get(name, '—')} ({version})" for name, version in here.items()
            if known.get(name) != version]
    return ", ".join(told) or "—"


def _result(future: Any) -> object:
    """The result, or the error, as a value."""
    try:
        return future.result(timeout=LOOK + far.MARGIN)
    except Exception as error:
        return error


def _host(name: str) -> str:
    """``tcp://192.168.1.5:40001`` → ``tcp://192.168.1.5``."""
    return name.rpartition(":")[0]


class ClusterExecutor(Executor):
    """Hands out tasks and looks after the cluster until they are done."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self.executor = cluster.client.get_executor(pure=False)
        self.waiting: set[Future[Typeset]] = set()
        self.closed = threading.Event()
        self.watch: threading.Thread | None = None

    def submit(self, fn: Callable[[Task], Typeset], /,  # type: ignore[override]
               *args: Any) -> Future[Typeset]:
        """A task; raises WorkersLost where there is nobody who could do it."""
        task: Task = args[0]
        wanted: tuple[Key, ...] = ()
        folder = Path(task.fontconfig).parent
        if task.fontconfig and (library := library_at(folder)) is not None:
            wanted = keys(library)
        self.cluster.make_ready(wanted, folder)
        request = pickle.dumps(("work", (fn, task, wanted)))
        future: Future[Typeset] = Future()
        self.waiting.add(future)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Dask would like large pictures to go another way
            sent = self.executor.submit(far.answer, program(), request, task.seconds)
        sent.add_done_callback(lambda done: self._came(done, task, future))
        if self.watch is None:
            self.watch = threading.Thread(target=self._watch, daemon=True)
            self.watch.start()
        return future

    def _came(self, sent: Future[bytes], task: Task, future: Future[Typeset]) -> None:
        """From the thread of Dask: what became of ``task``."""
        try:
            result = self._typeset(sent, task)
        except BaseException as error:
            self._settle(future, error)
        else:
            self._settle(future, result)

    def _typeset(self, sent: Future[bytes], task: Task) -> Typeset:
        if sent.cancelled():  # Dask has lost it, not the part: others may do it
            raise NotTaken
        error = sent.exception()
        if error is not None:
            if type(error).__name__ == "KilledWorker":
                return ended(task, 0)
            raise WorkersLost(problem("cluster-worker-failed", worker=self.cluster.address,
                                      reason=f"{type(error).__name__}: {error}"[:200]))
        given = sent.result()
        what, _, value = pickle.loads(given)
        if what in ("died", "hung"):
            return ended(task, float(value))
        try:
            value = self.cluster.value(given)
        except WorkersLost as lost:
            if what == "failed":
                return nothing(task, lost.problem)
            raise
        if value is None:  # a worker that came later, without the faces
            raise NotTaken
        return typeset_from_bytes(value)

    def _settle(self, future: Future[Typeset], outcome: Typeset | BaseException) -> None:
        self.waiting.discard(future)
        with suppress(Exception):  # it is settled already
            if isinstance(outcome, BaseException):
                future.set_exception(outcome)
            else:
                future.set_result(outcome)

    def _watch(self) -> None:
        """Nobody waits for ever where no worker is left, or no scheduler."""
        seen = time.monotonic()
        while not self.closed.wait(PULSE):
            if self.cluster.count():
                seen = time.monotonic()
            elif time.monotonic() - seen > self.cluster.patience:
                lost = self.cluster.lost()
                for future in tuple(self.waiting):
                    self._settle(future, lost)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002
        """Looks after nothing any more."""
        self.closed.set()
        if self.watch is not None and wait:
            self.watch.join()
