"""Changes that the copy check can make safely: shown as a diff, then written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from press.build.waivers import Waivers
from press.build.writing import write_together
from press.config.textfile import TEXT_LIMIT, read_bytes
from press.proof import Edit, Proofed, apply, diff

_MARK = b"\xef\xbb\xbf"
"""UTF-8 byte order mark; what a file has of it, and its line ends, it keeps."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A manuscript with its changes."""

    path: str
    """In the folder."""
    file: Path
    """Links followed: that is what is written."""
    edits: tuple[Edit, ...]
    data: bytes
    """What the file will hold."""
    diff: str
    """Unified."""


def mended(folder: Path, files: Iterable[tuple[str, Proofed]],
           waivers: Waivers = ()) -> Iterator[Mended]:
    """The files of ``folder`` that change; what a waiver accepts stays as it is."""
    for path, done in files:
        edits = tuple(e for e in done.edits if not any(
            w.code == e.code and w.path in ("", path) for w in waivers))
        data, _ = read_bytes(folder, folder / path, TEXT_LIMIT) if edits else (None, ())
        if data is None:
            continue
        mark = _MARK if data.startswith(_MARK) else b""
        before = data[len(mark):].decode("utf-8")
        after = apply(before, edits)
        if after != before:
            yield Mended(path, (folder / path).resolve(), edits, mark + after.encode(),
                         diff(path, before, after))


def write_mended(files: Sequence[Mended]) -> None:
    """Write all of them, each whole. Raises OSError."""
    write_together({one.file: one.data for one in files})
