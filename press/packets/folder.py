"""Manifest, checksums, and the way into the output folder: the old packets or the new ones."""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from press.build.store import MANIFEST
from press.build.writing import BESIDE, SUMS, checksums
from press.packets.values import PacketFile

FOLDER = "packets"
"""In the output folder of the book."""
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


@contextmanager
def staging(target: Path) -> Iterator[Path]:
    """A folder beside ``target`` for files that are not all there yet; gone afterwards."""
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=BESIDE, dir=target.parent))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def put(folder: Path, path: str, data: bytes) -> str:
    """Write a file; its SHA-256."""
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(data)
    return hashlib.sha256(data).hexdigest()


def record(file: PacketFile) -> dict[str, Any]:
    """A file as manifests list it."""
    return {
        "path": file.path, "kind": file.kind, "lecturer": file.lecturer, "lecture": file.lecture,
        "pages": file.pages, "sheets": file.sheets, "copies": file.copies, "code": file.code,
        "items": [{"item": s.item, "first_page": s.first + 1, "pages": s.pages}
                  for s in file.sheaves],
        "page_digests": list(file.digests), "size": file.size, "sha256": file.sha256}


def write_manifests(folder: Path, files: Sequence[PacketFile], whole: dict[str, Any]) -> None:
    """The manifest of all packets, and in each lecturer's folder one of its own, with checksums
    of all that lies beside it. Paths are relative to the manifest."""
    by_folder: dict[str, list[PacketFile]] = {}
    for file in files:
        if "/" in file.path:
            by_folder.setdefault(file.path.split("/", 1)[0], []).append(file)
    for name, own in by_folder.items():
        records = [{**record(f), "path": f.path.split("/", 1)[1]} for f in own]
        data = _json({"files": records})
        digest = put(folder, f"{name}/{MANIFEST}", data)
        put(folder, f"{name}/{SUMS}", checksums(
            [*((r["path"], r["sha256"]) for r in records), (MANIFEST, digest)]))
    data = _json({**whole, "files": [record(f) for f in files]})
    digest = put(folder, MANIFEST, data)
    put(folder, SUMS, checksums([*((f.path, f.sha256) for f in files), (MANIFEST, digest)]))


def exchange(staged: Path, target: Path) -> None:
    """Put the staged folder in the place of ``target``, whose files were all ours; what somebody
    else laid into it stays. Raises OSError, then with the old one in place."""
    for path in _foreign(target):
        there = staged / path.relative_to(target)
        if not there.exists():
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, there)
    old = staged.with_name(f"{staged.name}-old")
    if target.exists():
        target.rename(old)
    try:
        staged.rename(target)
    except OSError:
        with contextlib.suppress(OSError):
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def withdraw_packets(target: Path) -> int:
    """Delete the packets that the manifest in ``target`` lists; how many files there were."""
    names = _listed(target)
    if names is None:
        return 0
    count = 0
    for name in sorted(names):
        with contextlib.suppress(OSError):
            (target / name).unlink()
            count += 1
    for folder in sorted((p for p in target.rglob("*") if p.is_dir()), reverse=True):
        with contextlib.suppress(OSError):
            folder.rmdir()
    with contextlib.suppress(OSError):
        target.rmdir()
        target.parent.rmdir()  # fails where the book itself has been built, too
    return count


def _foreign(target: Path) -> list[Path]:
    """Files in ``target`` that no manifest of ours lists."""
    names = _listed(target)
    if names is None:
        return [p for p in target.rglob("*") if p.is_file()] if target.is_dir() else []
    return [p for p in target.rglob("*") if p.is_file()
            and p.relative_to(target).as_posix() not in names]


def _listed(target: Path) -> set[str] | None:
    """All that we wrote into ``target``, by its own manifest; None where it is none of ours."""
    try:
        files = json.loads((target / MANIFEST).read_text("utf-8"))["files"]
        names = {str(one["path"]) for one in files if one["page_digests"] is not None}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    names = {n for n in names if not n.startswith("/") and ".." not in n.split("/")}
    folders = {n.split("/", 1)[0] for n in names if "/" in n}
    zips = {f"{folder}.zip" for folder in folders}
    return names | {MANIFEST, SUMS} | zips | {
        f"{folder}/{one}" for folder in folders for one in (MANIFEST, SUMS)}


def zipped(folder: Path) -> bytes:
    """A folder as a zip file, the same bytes for the same files."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            entry = zipfile.ZipInfo(f"{folder.name}/{path.relative_to(folder).as_posix()}",
                                    _LONG_AGO)
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, path.read_bytes())
    return out.getvalue()


def _json(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
