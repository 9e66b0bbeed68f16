"""What was ordered of each finished file, kept so that the file can be checked again by itself.

An order lies in the cache under the digest of the file that was made of it; the manifest beside a
file tells the digest that it had. Without cache or manifest a file is one like any other.
"""

from __future__ import annotations

import json
import types
import zlib
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from press.build.cache import Cache, Pieces
from press.build.store import MANIFEST, listed_records
from press.build.waivers import Waivers
from press.config import WaiverConfig
from press.dataclass import asdict, dataclass, is_dataclass, names_of, replace
from press.preflight import BookletJob, DocumentJob, PageFace, PartPrint

CACHE = ".cache"
"""The folder of the cache, beside those of the books."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a file must be."""

    sha256: str
    """Of the file as it was made."""
    job: DocumentJob | BookletJob
    faces: tuple[PageFace, ...] = ()
    """For a booklet: the pages that are on its sheets."""
    waivers: Waivers = ()


def keep_order(cache: Cache, digest: str, job: DocumentJob | BookletJob,
               faces: Sequence[PageFace] = (), waivers: Waivers = (),
               put_off: Callable[[Callable[[], None]], None] | None = None) -> None:
    """Remember what the file with this SHA-256 was made of; writing it down may wait, if somebody
    is there to ``put_off``."""
    cache.hold("pieces", _key(digest), Order(digest, job, tuple(faces), waivers))
    write = partial(_write, cache, digest, job, faces, waivers)
    if put_off is None:
        write()
    else:
        put_off(write)


def _write(cache: Cache, digest: str, job: DocumentJob | BookletJob, faces: Sequence[PageFace],
           waivers: Waivers) -> None:
    printed = job.printed if isinstance(job, DocumentJob) else ()
    bare = replace(job, printed=()) if isinstance(job, DocumentJob) else job
    head = json.dumps({
        "kind": type(job).__name__, "job": asdict(bare), "faces": [asdict(f) for f in faces],
        "waivers": [waiver.model_dump() for waiver in waivers],
        "printed": [[p.first, p.count, p.source, len(p.data), p.faces] for p in printed]},
        ensure_ascii=False).encode()
    shown = b"".join(part.data for part in printed)
    Pieces(cache).put(_key(digest), head + b"\n" + zlib.compress(shown, 1))


def digest_of(path: Path) -> str:
    """The SHA-256 that the manifest beside the file at ``path`` gives it; empty where there is
    none, or it does not list the file."""
    folder = path.resolve().parent
    if not (folder / MANIFEST).is_file():
        return ""
    record = next((one for one in listed_records(folder) if one["path"] == path.name), None)
    digest = record.get("sha256") if record is not None else None
    return digest if isinstance(digest, str) else ""


def order_of(path: Path) -> Order | None:
    """The order of the file at ``path``, as the manifest beside it names it; None where it is not
    known (any more)."""
    digest = digest_of(path)
    if not digest:
        return None
    return kept_order(Cache(path.resolve().parent.parent / CACHE), digest)


def kept_order(cache: Cache, digest: str) -> Order | None:
    """The order of the file with that SHA-256, if ``cache`` has it (still)."""
    held = cache.held("pieces", _key(digest))
    if isinstance(held, Order):
        return held
    body = Pieces(cache).get(_key(digest))
    if body is None:
        return None
    head, _, packed = body.partition(b"\n")
    try:
        told, rest = json.loads(head), zlib.decompress(packed)
        kind = BookletJob if told["kind"] == "BookletJob" else DocumentJob
        job: Any = _made(kind, told["job"])
        printed, at = [], 0
        for first, count, source, size, faces in told["printed"]:
            printed.append(PartPrint(first, count, source, rest[at:at + size],
                                     tuple((a, b) for a, b in faces)))
            at += size
        if printed:
            job = replace(job, printed=tuple(printed))
        return Order(digest, job, tuple(_made(PageFace, face) for face in told["faces"]),
                     tuple(WaiverConfig(**waiver) for waiver in told["waivers"]))
    except (ValueError, KeyError, TypeError, zlib.error):
        return None


def _key(digest: str) -> str:
    return f"order {digest}"


def _made(kind: Any, value: Any) -> Any:
    """``value`` (of JSON) as one of ``kind``: a dataclass, a tuple, or a plain value."""
    origin, parts = get_origin(kind), get_args(kind)
    if value is None or kind is Any or origin is Literal:
        return value
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{name: _made(hints[name], value[name])
                       for name in names_of(kind) if name in value})
    if origin is tuple:
        if len(parts) == 2 and parts[1] is Ellipsis:
            return tuple(_made(parts[0], item) for item in value)
        return tuple(_made(part, item) for part, item in zip(parts, value, strict=True))
    if origin in (Union, types.UnionType):
        return _made(next(part for part in parts if part is not type(None)), value)
    return value
