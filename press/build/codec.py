"""Results as bytes for the cache: a line of JSON, then the PDF. No pickle is ever read."""

from __future__ import annotations

import json
from functools import lru_cache
from hashlib import sha256
from typing import Any

from press.build.values import File, Made, Typeset
from press.dataclass import asdict, names_of, replace
from press.values import Anchor, FaceUse, Pages, Problem, problem_from

_FACE = names_of(FaceUse)


def typeset_to_bytes(done: Typeset) -> bytes:
    """A typeset part."""
    pages = done.pages
    # By hand, not by ``asdict``, which copies every number of every face.
    head = {"pages": {
        "key": pages.key, "count": pages.count, "trim": pages.trim, "bleed": pages.bleed,
        "anchors": [asdict(anchor) for anchor in pages.anchors],
        "faces": [{name: getattr(face, name) for name in _FACE} for face in pages.faces],
        "problems": [asdict(p) for p in pages.problems],
        "digest": pages.digest or sha256(pages.pdf).hexdigest()},
        "problems": [asdict(p) for p in done.problems], "printed": len(done.printed)}
    return (json.dumps(head, ensure_ascii=False).encode() + b"\n" + done.printed
            + pages.pdf)


def typeset_from_bytes(data: bytes) -> Typeset:
    """The reverse of ``typeset_to_bytes``."""
    head, _, body = data.partition(b"\n")
    done, printed = _without_bodies(head)
    return replace(done, pages=replace(done.pages, pdf=body[printed:]), printed=body[:printed])


@lru_cache(maxsize=1024)
def _without_bodies(head: bytes) -> tuple[Typeset, int]:
    """The part without its PDF and what it shows, and how many bytes the latter has."""
    record = json.loads(head)
    pages = record["pages"]
    return Typeset(
        Pages(pages["key"], b"", pages["count"], tuple(pages["trim"]), pages["bleed"],
              tuple(Anchor(**a) for a in pages["anchors"]),
              tuple(FaceUse(f["resource"], f["family"], f["weight"],
                            tuple((g, w) for g, w in f["widths"]),
                            tuple((g, t) for g, t in f["unicodes"]), f["italic"])
                    for f in pages["faces"]),
              problems_from(pages["problems"]), pages["digest"]),
        problems_from(record["problems"])), record["printed"]


def made_to_bytes(made: Made) -> bytes:
    """The files of a document."""
    files = [{**asdict(f), "data": len(f.data)} for f in made.files]
    head = {"files": files, "problems": [asdict(p) for p in made.problems]}
    return (json.dumps(head, ensure_ascii=False).encode() + b"\n"
            + b"".join(f.data for f in made.files))


def made_from_bytes(data: bytes) -> Made:
    """The reverse of ``made_to_bytes``."""
    head, _, body = data.partition(b"\n")
    record = json.loads(head)
    files, at = [], 0
    for item in record["files"]:
        size = item.pop("data")
        item["trim"] = tuple(item["trim"])
        files.append(File(**item, data=body[at:at + size]))
        at += size
    return Made(tuple(files), problems_from(record["problems"]))


def problems_from(records: list[dict[str, Any]]) -> tuple[Problem, ...]:
    """The reverse of ``asdict`` on each of some problems."""
    return tuple(map(problem_from, records))
