"""Files and manifest into the output folder: old or new, never in between."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from press.build.cache import write_atomically
from press.build.values import Artefact

MANIFEST = "manifest.json"


def write_file(path: Path, data: bytes) -> str:
    """Write ``data`` to ``path`` unless that is what it holds; the SHA-256 in hex."""
    digest = hashlib.sha256(data).hexdigest()
    if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
        write_atomically(path, data)
    return digest


def write_manifest(folder: Path, artefacts: Sequence[Artefact]) -> None:
    """List ``artefacts``; then delete what the last manifest listed and this one does not."""
    old = listed(folder)
    records = [{"path": a.path, "document": a.document, "edition": a.edition, "kind": a.kind,
                "pages": a.pages, "sheets": a.sheets, "trim": list(a.trim), "sha256": a.sha256,
                "problems": a.problems} for a in artefacts]
    data = json.dumps({"artefacts": records}, ensure_ascii=False, indent=2).encode() + b"\n"
    write_file(folder / MANIFEST, data)
    for name in sorted(old - {a.path for a in artefacts}):
        with contextlib.suppress(OSError):
            (folder / name).unlink()


def listed(folder: Path) -> set[str]:
    """The files that the manifest in ``folder`` lists; plain names only."""
    try:
        records = json.loads((folder / MANIFEST).read_text("utf-8"))["artefacts"]
        names = {str(record["path"]) for record in records}
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    return {name for name in names if name == Path(name).name and not name.startswith(".")}
