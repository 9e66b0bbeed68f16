"""Changes that the copy check can make safely: shown as a diff, then written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from press.build.copy_check import glossary_terms, proof_text
from press.build.writing import write_together
from press.config import BookConfig
from press.config.textfile import TEXT_LIMIT, read_bytes
from press.dataclass import dataclass
from press.proof import Edit, Proofed, apply, diff

PASSES = 4
"""Times that a file is mended at most; two are enough for nearly any."""
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
    """By passes; the places of each are those that the pass before it left."""
    data: bytes
    """What the file will hold."""
    diff: str
    """Unified."""


def mended(folder: Path, files: Iterable[tuple[str, Proofed]],
           config: BookConfig) -> Iterator[Mended]:
    """The files of ``folder`` that change; what a waiver accepts stays as it is.

    What is mended may show more to mend (a space beside a mark that was half-width), so that
    each file is proofed anew until nothing is left.
    """
    terms = glossary_terms(folder)
    for path, done in files:
        edits = _allowed(path, done, config)
        data, _ = read_bytes(folder, folder / path, TEXT_LIMIT) if edits else (None, ())
        if data is None:
            continue
        mark = _MARK if data.startswith(_MARK) else b""
        before = after = data[len(mark):].decode("utf-8")
        made: tuple[Edit, ...] = ()
        for _ in range(PASSES):
            after, made = apply(after, edits), (*made, *edits)
            lines = after.replace("\r\n", "\n").replace("\r", "\n")
            edits = _allowed(path, proof_text(path, lines, config.lang, config.proof, terms),
                             config)
            if not edits:
                break
        if after != before:
            yield Mended(path, (folder / path).resolve(), made, mark + after.encode(),
                         diff(path, before, after))


def _allowed(path: str, done: Proofed, config: BookConfig) -> tuple[Edit, ...]:
    return tuple(e for e in done.edits if not any(
        w.code == e.code and w.path in ("", path) for w in config.waivers))


def write_mended(files: Sequence[Mended]) -> None:
    """Write all of them, each whole. Raises OSError."""
    write_together({one.file: one.data for one in files})
