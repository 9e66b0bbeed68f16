"""Large files on their way into the output folder: written beside their places while they are
checked. Those that turn out bad are deleted again; nobody has seen them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from press.build.writing import write_beside
from press.dataclass import dataclass, field

LARGE = 8_000_000
"""Bytes that take long enough to write."""


@dataclass(slots=True)
class Staging:
    """Files of a book that are written before it is known whether they are good."""

    folder: Path
    """Of the book in the output folder."""
    _pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1))
    _begun: dict[Path, tuple[bytes, Future[Path]]] = field(default_factory=dict)

    def begin(self, name: str, data: bytes) -> None:
        """Write ``data`` beside the place of the file ``name``, where it is worth while. A folder
        is not made for it: it may come to nothing."""
        path = self.folder / name
        with contextlib.suppress(OSError):
            # Of as many bytes it is most likely the same, and then it is not written at all.
            if len(data) < LARGE or path in self._begun or not self.folder.is_dir() or (
                    path.is_file() and path.stat().st_size == len(data)):
                return
            self._begun[path] = data, self._pool.submit(write_beside, path, data)

    def taken(self, path: Path, data: bytes) -> Path | None:
        """Where these very bytes lie beside ``path``; it is up to the caller what becomes of them.
        Raises OSError where they could not be written."""
        begun = self._begun.get(path)
        if begun is None or begun[0] is not data:
            return None
        del self._begun[path]
        return begun[1].result()

    def close(self) -> None:
        """Delete what nobody has taken."""
        self._pool.shutdown()
        for _, beside in self._begun.values():
            with contextlib.suppress(OSError):
                beside.result().unlink(missing_ok=True)
        self._begun.clear()


@contextlib.contextmanager
def staging(folder: Path) -> Iterator[Staging]:
    """Inside, what is begun is written; afterwards nothing is left of it that was not taken."""
    one = Staging(folder)
    try:
        yield one
    finally:
        one.close()
