"""Files and manifest into the output folder: old or new, never in between."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from press.build.staging import Staging
from press.build.values import Artefact
from press.build.writing import BESIDE, write_together

MANIFEST = "manifest.json"


def artefact_record(artefact: Artefact) -> dict[str, object]:
    """An artefact as manifest and report list it."""
    return {"path": artefact.path, "document": artefact.document, "edition": artefact.edition,
            "kind": artefact.kind, "pages": artefact.pages, "sheets": artefact.sheets,
            "trim": list(artefact.trim), "sha256": artefact.sha256,
            "problems": artefact.problems}


def publish(folder: Path, files: Mapping[str, bytes], artefacts: Sequence[Artefact],
            documents: Sequence[str] = (), staged: Staging | None = None) -> None:
    """Put ``files`` (name → bytes) and their manifest into ``folder``; those that are ``staged``
    lie beside their places already.

    ``documents``: the labels of all that the book consists of. Those of which there is none in
    ``artefacts`` were not asked for, and their files and records stay. What holds these bytes
    already is left alone. Last, files go that the old manifest listed and the new one does not.
    Raises OSError, then with the old files and manifest in place.
    """
    old = listed(folder)
    records = [artefact_record(artefact) for artefact in artefacts]
    others = set(documents) - {artefact.document for artefact in artefacts}
    kept = [record for record in listed_records(folder) if str(record.get("document")) in others
            and record["path"] not in files and (folder / str(record["path"])).is_file()]
    if kept:
        order = {label: place for place, label in enumerate(documents)}
        records = sorted([*records, *kept], key=lambda r: order[str(r["document"])])
    manifest = json.dumps({"artefacts": records}, ensure_ascii=False, indent=2) + "\n"
    wanted = {**files, MANIFEST: manifest.encode()}
    write_together({folder / name: data for name, data in wanted.items()
                    if not _holds(folder / name, data)},
                   *((staged.taken,) if staged else ()))
    for name in sorted((old or set()) - set(wanted) - {str(record["path"]) for record in kept}):
        with contextlib.suppress(OSError):
            (folder / name).unlink()


def withdraw(folder: Path) -> int:
    """Delete the files that the manifest in ``folder`` lists, the manifest, what a killed build
    left half done, and the folder if nothing else is in it; how many files were listed and there.
    """
    names = listed(folder)
    if names is None:  # not a manifest of ours
        return 0
    count = 0
    for name in sorted(names):
        with contextlib.suppress(OSError):
            (folder / name).unlink()
            count += 1
    with contextlib.suppress(OSError):
        for left in folder.glob(f"{BESIDE}*"):
            left.unlink()
        (folder / MANIFEST).unlink()
        folder.rmdir()  # fails where something else is in it
    return count


def listed(folder: Path) -> set[str] | None:
    """The files that the manifest in ``folder`` lists; None where there is no such manifest.

    Plain names only: a manifest cannot make anything outside its folder be deleted.
    """
    records = _read(folder)
    return None if records is None else {str(record["path"]) for record in records
                                         if _is_plain(record["path"])}


def listed_records(folder: Path) -> list[dict[str, object]]:
    """What the manifest in ``folder`` lists; nothing where there is none of ours."""
    return [record for record in _read(folder) or () if _is_plain(record["path"])]


def _read(folder: Path) -> list[dict[str, object]] | None:
    try:
        records = json.loads((folder / MANIFEST).read_text("utf-8"))["artefacts"]
        return [{**record, "path": str(record["path"])} for record in records]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _is_plain(path: object) -> bool:
    name = str(path)
    return name == Path(name).name and not name.startswith(".")


def _holds(path: Path, data: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data
