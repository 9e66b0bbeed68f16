"""A book of which nothing has changed since it was built: told by content, before anything of it
is read as a book. So a build with nothing to do imports none of the rooms that make books.

Kept are the result of a good build (artefacts, problems) under the digest of all that a build
reads: every file in the folder of the book and in that of the layouts, the fonts, the program,
the date. The files of the book in the output folder count as they are found: where one of them
is missing or has other bytes, the book is built.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path

from press.build.cache import Cache
from press.build.codec import problems_from
from press.build.digests import digest, program
from press.build.store import artefact_record, listed_records
from press.build.values import Artefact, BuildResult
from press.contents import file_digest

DATE = "SOURCE_DATE_EPOCH"
"""The one setting of the environment that a page can depend on."""
PROFILES = Path("/usr/share/color/icc/ghostscript")
"""Where Debian's package libgs-common puts the free profiles of Ghostscript."""
_HISTORY = ".git"


def book_key(folder: Path, templates: Path, output: Path, fonts: str,
             environment: Mapping[str, str], only: Collection[str]) -> str:
    """The digest of all that a build of the book in ``folder`` depends on.

    Raises OSError where a file cannot be read: then the build itself tells of it.
    """
    return digest("book", folder.resolve().name, tuple(_tree(folder, output.resolve())),
                  tuple(_tree(templates, output.resolve())),
                  tuple(_tree(PROFILES, output.resolve())), fonts,
                  environment.get(DATE), tuple(only), program())


def unchanged(key: str, output: Path, cache: Cache, *, whole: bool,
              written: bool) -> BuildResult | None:
    """The result of the build of this content, if there was one and its files are still there.

    ``whole``: all editions are asked for, so the manifest must list nothing else. Where results
    are not ``written`` nobody looks at the output folder.
    """
    body = cache.get("books", key)
    if body is None:
        return None
    record = json.loads(body)
    result = BuildResult(
        record["book"],
        tuple(Artefact(**{**a, "trim": tuple(a["trim"])}) for a in record["artefacts"]),
        problems_from(record["problems"]))
    if written and not _stand(output / result.book, result.artefacts, whole):
        return None
    return result


def keep(key: str, result: BuildResult, cache: Cache) -> None:
    """Keep a good result; what is told of the cache itself is of this run alone."""
    if not result.good:
        return
    body = {"book": result.book,
            "artefacts": [asdict(replace(a, seconds=0.0)) for a in result.artefacts],
            "problems": [asdict(p) for p in result.problems if p.code != "cache-damaged"]}
    cache.put("books", key, json.dumps(body, ensure_ascii=False).encode())


def _tree(root: Path, output: Path) -> Iterator[tuple[str, str]]:
    """Every file below ``root``, sorted, with the digest of its bytes; links as they lead."""
    top = len(os.path.join(root, ""))  # noqa: PTH118 (a Path for each of all files takes its time)
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(f for f in folders if f != _HISTORY
                            and Path(folder, f).resolve() != output)
        links = {f for f in folders if Path(folder, f).is_symlink()}
        for name in sorted([*files, *links]):
            path = os.path.join(folder, name)  # noqa: PTH118
            mode = os.lstat(path).st_mode
            known = path[top:].replace(os.sep, "/")
            if stat.S_ISLNK(mode):
                yield known, f"link {Path(path).readlink()}"
            elif stat.S_ISREG(mode):
                yield known, file_digest(path)


def _stand(folder: Path, artefacts: tuple[Artefact, ...], whole: bool) -> bool:
    """Whether the manifest in ``folder`` lists them, and each file holds what it lists."""
    listed = listed_records(folder)
    wanted = [json.loads(json.dumps(artefact_record(artefact))) for artefact in artefacts]
    if (listed != wanted) if whole else any(record not in listed for record in wanted):
        return False
    try:
        return all(hashlib.sha256((folder / str(record["path"])).read_bytes()).hexdigest()
                   == record["sha256"] for record in listed)
    except OSError:
        return False
