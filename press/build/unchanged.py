"""A book of which nothing has changed since it was built: told by content, before anything of it
is read as a book. So a build with nothing to do imports none of the rooms that make books.

Kept are the result of a good build (artefacts, problems) under the digest of all that a build
reads: every file in the folder of the book and in that of the layouts, the fonts, the program,
the date. The files of the book in the output folder count as they are found: where one of them
is missing or has other bytes, the book is built.

A book of plates is large. Most changes show in its small files, or in the size of one: then it is
known at once that there is something to do, and it is begun while threads read the large ones.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from stat import S_ISLNK, S_ISREG

from press.build.cache import Cache
from press.build.codec import problems_from
from press.build.digests import digest, program
from press.build.store import artefact_record, listed_records
from press.build.values import Artefact, BuildResult
from press.contents import State, file_digest, read_ahead, state_from
from press.dataclass import asdict, dataclass, replace

DATE = "SOURCE_DATE_EPOCH"
"""The one setting of the environment that a page can depend on."""
PROFILES = Path("/usr/share/color/icc/ghostscript")
"""Where Debian's package libgs-common puts the free profiles of Ghostscript."""
_HISTORY = ".git"


LARGE = 131_072
"""Bytes of a file that is not read to see at once whether something has changed."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A file that a build reads."""

    name: str
    """Below its folder."""
    path: str | None
    """None for a link, ..."""
    link: str
    """... and where that leads."""
    state: State | None


@dataclass(frozen=True, slots=True)
class Seen:
    """All that a build of a book depends on, as it was found at one moment; the same again, if
    nobody has written to any of it meanwhile."""

    name: str
    folders: tuple[tuple[Listed, ...], ...]
    rest: tuple[object, ...]

    def key(self) -> str:
        """The digest of it all. Raises OSError where a file cannot be read."""
        return digest("book", self.name, *(tuple(
            (one.name, one.link if one.path is None else file_digest(one.path))
            for one in listed) for listed in self.folders), *self.rest)

    def hint(self) -> str:
        """The digest of what is read soon: small files, and the sizes of the others. Where it is
        another, so is the key. Raises OSError."""
        return digest("hint", self.name, *(tuple(
            (one.name, one.link if one.path is None or one.state is None
             else size if (size := one.state[1]) > LARGE else file_digest(one.path))
            for one in listed) for listed in self.folders), *self.rest)

    def read_on(self) -> None:
        """Let threads read what ``hint`` does not, while the book is begun: it asks for most of
        it, and so does ``key``."""
        read_ahead([one.path for listed in self.folders for one in listed
                    if one.path is not None and one.state is not None and one.state[1] > LARGE])


def seen(folder: Path, templates: Path, output: Path, fonts: str,
         environment: Mapping[str, str], only: Collection[str]) -> Seen:
    """What a build of the book in ``folder`` depends on.

    Raises OSError where a file cannot be read: then the build itself tells of it.
    """
    return Seen(folder.resolve().name, tuple(
        tuple(_tree(root, output.resolve())) for root in (folder, templates, PROFILES)),
        (fonts, environment.get(DATE), tuple(only), program()))


def surely_changed(before: Seen, cache: Cache) -> bool:
    """Whether it takes no more than small files to know that this was never built. Raises
    OSError."""
    return cache.get("books", before.hint()) is None


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


def keep(key: str, result: BuildResult, cache: Cache, hint: str = "") -> None:
    """Keep a good result; what is told of the cache itself is of this run alone. ``hint``: of
    the same."""
    if not result.good:
        return
    if hint:
        cache.put("books", hint, b"")
    body = {"book": result.book,
            "artefacts": [asdict(replace(a, seconds=0.0)) for a in result.artefacts],
            "problems": [asdict(p) for p in result.problems if p.code != "cache-damaged"]}
    cache.put("books", key, json.dumps(body, ensure_ascii=False).encode())


def _tree(root: Path, output: Path) -> Iterator[Listed]:
    """Every file below ``root``, sorted; links as they lead."""
    top = len(os.path.join(root, ""))  # noqa: PTH118 (a Path for each of all files takes its time)
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(f for f in folders if f != _HISTORY
                            and Path(folder, f).resolve() != output)
        links = {f for f in folders if Path(folder, f).is_symlink()}
        for name in sorted([*files, *links]):
            path = os.path.join(folder, name)  # noqa: PTH118
            found = os.lstat(path)
            known = path[top:].replace(os.sep, "/")
            if S_ISLNK(found.st_mode):
                yield Listed(known, None, f"link {Path(path).readlink()}", None)
            elif S_ISREG(found.st_mode):
                yield Listed(known, path, "", state_from(found))


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
