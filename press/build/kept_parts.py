"""Typeset parts in the cache.

The PDF of a part with pictures is large, and of a part that has not changed the join needs it no
more: so it is kept apart from all else, and who can do without is told where it is.
"""

from __future__ import annotations

from hashlib import sha256

from press.build.cache import Cache, Pieces
from press.build.codec import typeset_from_bytes, typeset_to_bytes
from press.build.values import Typeset
from press.dataclass import replace

LARGE = 65_536
"""Bytes of a PDF that is kept apart; a story of text alone has about 12,000."""


def keep(cache: Cache, key: str, done: Typeset) -> None:
    """Keep a part under ``key``."""
    size = len(done.pages.pdf)
    if size < LARGE:
        cache.put("parts", key, b"0\n" + typeset_to_bytes(done))
        return
    pages = replace(done.pages, digest=done.pages.digest or sha256(done.pages.pdf).hexdigest())
    # First what the other entry promises to be there.
    Pieces(cache).put(pages.kept_as, pages.pdf)
    cache.put("parts", key, b"%d\n" % size + typeset_to_bytes(
        replace(done, pages=replace(pages, pdf=b""))))


def known(cache: Cache, key: str, *, unread: bool) -> Typeset | None:
    """The part under ``key``, if all of it is there; ``unread``: a large PDF may stay where it is
    (see ``Pages.pdf``)."""
    body = cache.get("parts", key)
    if body is None:
        return None
    lead, _, rest = body.partition(b"\n")
    done, size = typeset_from_bytes(rest), int(lead)
    if not size:
        return done
    pieces = Pieces(cache)
    if unread:
        return done if pieces.has(done.pages.kept_as, size) else None
    pdf = pieces.get(done.pages.kept_as)
    return None if pdf is None else replace(done, pages=replace(done.pages, pdf=pdf))
