"""What is kept of each proof beside the book: ``proofs/一校.toml`` with digests, and its lines in
``proofs/一校.lines.json``. So no old PDF is needed to tell what has changed since.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from press.build.writing import write_together
from press.config import load_toml
from press.config.textfile import read_text
from press.dataclass import dataclass
from press.galley.lines import Line, Page
from press.galley.rounds import Round, round_of
from press.messages import Lang, text
from press.values import Place, Problem, problem

FOLDER = "proofs"
LINES = ".lines.json"
_APART = ("proofs", "output", ".git")
"""Folders of a book that are not what it is made of."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A file of that version."""

    document: str
    """Its label in the manifest."""
    file: str
    kind: str
    pages: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Record:
    """A proof that was made, or a version that was released."""

    round: Round
    files: tuple[Listed, ...]
    """All files of the book then."""
    sources: tuple[tuple[str, str], ...]
    """Files of the book's folder, and the SHA-256 of each."""
    path: str = ""
    """Of the record, in the book."""
    settled: tuple[int, int, int, int, int] | None = None
    """Corrections of it that were checked by the next proof: all, done, open, doubtful, kept."""

    def sha256(self, document: str) -> str:
        """Of the file with that label; empty where there is none."""
        return next((f.sha256 for f in self.files if f.document == document), "")


def read_records(folder: Path) -> tuple[tuple[Record, ...], tuple[Problem, ...]]:
    """The records of a book, in the order of their rounds."""
    records: list[Record] = []
    problems: list[Problem] = []
    for path in sorted((folder / FOLDER).glob("*.toml")):
        found = round_of(path.stem)
        if found is None:
            continue  # somebody else's
        name = f"{FOLDER}/{path.name}"
        data, _, faults = load_toml(path, folder)
        if data is None:
            problems += faults
            continue
        try:
            records.append(_record(found, data, name))
        except (KeyError, TypeError, ValueError) as error:
            problems.append(problem("proofs-record", Place(name),
                                    reason=f"{type(error).__name__} {error}"))
    return tuple(sorted(records, key=lambda r: r.round.order)), tuple(problems)


def _record(found: Round, data: Mapping[str, Any], name: str) -> Record:
    settled = data.get("checked")
    return Record(
        found, tuple(Listed(str(d["document"]), str(d["file"]), str(d["kind"]), int(d["pages"]),
                            str(d["sha256"])) for d in data["files"]),
        tuple((str(s["path"]), str(s["sha256"])) for s in data["sources"]), name,
        None if settled is None else (int(settled["count"]), int(settled["done"]),
                                      int(settled["open"]), int(settled["doubtful"]),
                                      int(settled["kept"])))


def read_lines(folder: Path, record: Record) -> tuple[
        dict[str, tuple[Page, ...]], tuple[Problem, ...]]:
    """The pages of each document that a record was made of; their places are not kept."""
    name = record.path.removesuffix(".toml") + LINES
    body, problems = read_text(folder, folder / name)
    if body is None:
        return {}, problems
    try:
        told = json.loads(body)
        return {str(label): tuple(
            Page(number, str(folio), tuple(
                Line(int(n), 0.0, 0.0, 0.0, 0.0, str(words), str(path),
                     None if line is None else int(line)) for n, words, path, line in lines))
            for number, (folio, lines) in enumerate(pages, start=1))
            for label, pages in told.items()}, ()
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        return {}, (problem("proofs-record", Place(name), reason=type(error).__name__),)


def write_record(folder: Path, record: Record, documents: Mapping[str, Sequence[Page]],
                 lang: Lang) -> str:
    """Keep a record and its lines; its path in the book. Raises OSError."""
    stem = record.round.stem(lang)
    base = folder / FOLDER
    write_together({
        base / f"{stem}{LINES}": _lines(documents),
        base / f"{stem}.toml": _toml(record, lang).encode()})
    return f"{FOLDER}/{stem}.toml"


def with_settled(folder: Path, record: Record, counts: tuple[int, int, int, int, int],
                 lang: Lang) -> None:
    """Add to the record of an earlier proof what became of its corrections. Raises OSError."""
    from press.dataclass import replace

    if record.settled != counts and record.path:
        write_together({folder / record.path: _toml(
            replace(record, settled=counts), lang).encode()})


def _lines(documents: Mapping[str, Sequence[Page]]) -> bytes:
    """A line of JSON for each page, so that versions of it can be compared."""
    def spell(value: object) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    blocks = []
    for label, pages in documents.items():
        rows = ",\n".join(spell([page.label, [
            [line.number, line.text, line.path, line.line] for line in page.lines]])
            for page in pages)
        blocks.append(f"{spell(label)}: [\n{rows}\n]")
    return ("{" + ",\n".join(blocks) + "}\n").encode()


def _toml(record: Record, lang: Lang) -> str:
    rows = [f"# {text('proofs-record-head', lang)}",
            f"round = {_spelled(text(f'proofs-round-{record.round.name}', lang))}",
            f"printing = {record.round.printing}"]
    if record.settled is not None:
        names = ("count", "done", "open", "doubtful", "kept")
        rows += ["", "[checked]", *(f"{name} = {value}" for name, value in zip(
            names, record.settled, strict=True))]
    for file in record.files:
        rows += ["", "[[files]]", f"document = {_spelled(file.document)}",
                 f"file = {_spelled(file.file)}", f"kind = {_spelled(file.kind)}",
                 f"pages = {file.pages}", f"sha256 = {_spelled(file.sha256)}"]
    for path, digest in record.sources:
        rows += ["", "[[sources]]", f"path = {_spelled(path)}", f"sha256 = {_spelled(digest)}"]
    return "\n".join(rows) + "\n"


def _spelled(value: str) -> str:
    """A basic string of TOML; JSON writes a subset of them, but for DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def source_digests(folder: Path) -> tuple[tuple[str, str], ...]:
    """The files of a book, but not its proofs; those that cannot be read are left out."""
    found: list[tuple[str, str]] = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if name.parts[0] in _APART or any(part.startswith(".") for part in name.parts):
            continue
        try:
            if path.is_file():
                found.append((name.as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()))
        except OSError:
            continue
    return tuple(found)


def changed_sources(old: Record, now: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Files of the book that are others than then, are new, or are gone."""
    was, are = dict(old.sources), dict(now)
    return tuple(name for name in sorted({*was, *are}) if was.get(name) != are.get(name))
