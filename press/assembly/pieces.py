"""Parts on their way into a document, each step kept by what it depends on.

``piece``   taken apart: depends on the part and the style
``filled``  its content with folios and page references: on these, too
``placed``  its other objects under their numbers: on these, and on those of its fonts
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from itertools import count

from press.assembly.extract import DOCUMENT, NODE, Extract, Head, extract
from press.assembly.file import PLAIN, Region, compressed, region
from press.assembly.late import Late
from press.assembly.numbering import DOCUMENT as DOCUMENT_NUMBER
from press.assembly.numbering import Slot
from press.assembly.objects import Shared, StreamBody, closed
from press.assembly.recent import Recent
from press.assembly.sheets import PageBoxes
from press.assembly.standards import VERSIONS
from press.assembly.style import Style
from press.dataclass import astuple, dataclass, field, replace
from press.values import Face, FaceKey, FaceUse, Pages, PagesLost, Store

LateGlyph = tuple[str, int, int, str]
"""Written as late text: resource, glyph, advance in 1/1000 em, character."""


Extracts = dict[str, Extract]
"""Key of a piece → the part, taken apart."""


@dataclass(slots=True)
class Piece:
    """A part, taken apart; its objects are read where they are needed."""

    key: str
    pages: Pages
    head: Head
    bodies: Callable[[], Extract]


@dataclass(frozen=True, slots=True)
class Filled:
    """A piece whose late text is known."""

    key: str
    piece: Piece
    contents: tuple[bytes, ...]
    """Content of each page, deflated."""
    uses: tuple[FaceUse, ...]
    """What the part uses of its faces, late text included."""
    again: bool = False
    """Whether these very values were joined before, by a process that stays."""


@dataclass(slots=True)
class Bench:
    """Where the parts of one document are worked on."""

    style: Style
    boxes: PageBoxes
    faces: Mapping[FaceKey, Face]
    store: Store | None
    extracts: Extracts = field(default_factory=dict)
    _contents: dict[str, tuple[bytes, ...]] = field(default_factory=dict)
    _told: list[str] = field(default_factory=list)

    @property
    def plain(self) -> bool:
        """Whether every object stands by itself."""
        return self.style.standard is not None and VERSIONS[self.style.standard] == PLAIN

    def piece(self, pages: Pages, titles: Mapping[str, str]) -> Piece:
        """The part taken apart; ``titles``: see ``extract``."""
        if not self._told:  # the same for all parts
            self._told.append(_digest(self.style.of_parts, astuple(self.boxes)))
        key = _digest("piece", pages.digest or sha256(pages.pdf).hexdigest(), *self._told,
                      sorted(titles.items()))

        def bodies() -> Extract:
            if key not in self.extracts:
                self.extracts[key] = extract(self._whole(pages), self.style, self.boxes, titles)
            return self.extracts[key]

        known = self._known(key)
        if known is not None:
            return Piece(key, pages, _head(known), bodies)
        head = bodies().head
        self._keep(key, json.dumps(astuple(head)).encode())
        if any(head.late):  # with other folios the rest need not be taken apart again
            contents = bodies().contents
            self._keep(_digest("contents", key), json.dumps(list(map(len, contents))).encode()
                       + b"\n" + zlib.compress(b"".join(contents), 1))
        return Piece(key, pages, head, bodies)

    def _whole(self, pages: Pages) -> Pages:
        """``pages`` with their PDF. Raises PagesLost."""
        if pages.pdf:
            return pages
        pdf = self._known(pages.kept_as)
        if pdf is None:
            raise PagesLost(pages.key)
        return replace(pages, pdf=pdf)

    def filled(self, piece: Piece, texts: Sequence[Mapping[str, str]]) -> Filled:
        """The content of its pages, with ``texts``: for each page, field → what it says."""
        key = _digest("filled", piece.key, [sorted(said.items()) for said in texts])
        known = self._known(key)
        if known is not None:
            before = _joined_before.get(key)
            if before is None:
                there, glyphs = _filled(known)
                before = _joined_before.put(key, (there, with_late(piece.pages.faces, glyphs)))
                return Filled(key, piece, *before)
            return Filled(key, piece, *before, again=True)
        used: list[LateGlyph] = []
        contents = tuple(self.page(piece, page, said, used) for page, said in enumerate(texts))
        more = list(dict.fromkeys(used))
        lead = json.dumps([[len(content) for content in contents], more]).encode()
        self._keep(key, lead + b"\n" + b"".join(contents))
        return Filled(key, piece, contents, with_late(piece.pages.faces, more))

    def page(self, piece: Piece, page: int, said: Mapping[str, str],
             used: list[LateGlyph]) -> bytes:
        """The content of one page, deflated; the glyphs of its late text go to ``used``."""
        late = Late(piece.pages.faces, self.faces, lambda *use: used.append(use))
        content = late.fill(self._contents_of(piece)[page], said.__getitem__)
        return bytes(compressed(self.boxes.dress(content)).data)

    def _contents_of(self, piece: Piece) -> tuple[bytes, ...]:
        """The content of each page of a piece, its late text still open."""
        if piece.key not in self._contents:
            known = None if piece.key in self.extracts else self._known(
                _digest("contents", piece.key))
            if known is None:
                return piece.bodies().contents
            lengths, _, packed = known.partition(b"\n")
            self._contents[piece.key] = _cut(zlib.decompress(packed), json.loads(lengths))
        return self._contents[piece.key]

    def placed(self, done: Filled, slot: Slot, fonts: Mapping[str, int],
               shared: Mapping[str, int]) -> tuple[Region, Region]:
        """The content of its pages and its other objects, as they stand in the file.

        ``fonts``: resource name → number; ``shared``: digest → number.
        """
        return self.contents(slot, dict(enumerate(done.contents))), self.objects(
            done.piece, slot, fonts, shared)

    def contents(self, slot: Slot, contents: Mapping[int, bytes]) -> Region:
        """The content of some pages of a part, deflated, as it stands in the file."""
        return region({}, {slot.contents + page: StreamBody(b"/Filter /FlateDecode", content)
                           for page, content in contents.items()}, count())

    def objects(self, piece: Piece, slot: Slot, fonts: Mapping[str, int],
                shared: Mapping[str, int]) -> Region:
        """The other objects of a part as they stand in the file."""
        return self._objects(piece, slot, fonts, {
            digest: shared[digest] for digest in piece.head.shared})

    def shared(self, pieces: Sequence[Piece], digests: Iterable[str]) -> dict[str, Shared]:
        """The streams that parts share, by digest; each part is asked for its own."""
        found: dict[str, Shared] = {}
        for digest in digests:
            known = self._known(f"shared-{digest}")
            if known is not None:
                at = known.index(b"\n\n")
                # A view, for all plates of a book together are large.
                found[digest] = Shared(digest, StreamBody(known[:at], memoryview(known)[at + 2:]))
        for piece in pieces:
            if set(piece.head.shared) - set(found):
                for one in piece.bodies().shared:
                    found[one.digest] = one
                    self._keep(f"shared-{one.digest}", one.body.entries + b"\n\n" + one.body.data)
        return found

    def kept(self, what: str, make: Callable[[], bytes]) -> bytes:
        """What ``make`` makes, or what it made before under the same name."""
        key = _digest("kept", what)
        known = self._known(key)
        if known is None:
            known = make()
            self._keep(key, known)
        return known

    def last_glyphs(self, faces: Iterable[FaceKey]) -> dict[FaceKey, Sequence[int]]:
        """Face → the glyphs that a document of this title had last: their subset is kept."""
        found = {key: self._known(self._glyphs_key(key)) for key in faces}
        return {key: json.loads(known) for key, known in found.items() if known is not None}

    def keep_glyphs(self, glyphs: Mapping[FaceKey, Sequence[int]]) -> None:
        """Note what the document has of each face."""
        for key, used in glyphs.items():
            name, body = self._glyphs_key(key), json.dumps(used).encode()
            if self._known(name) != body:
                self._keep(name, body)

    def keep_shared(self, digests: Iterable[str]) -> None:
        """Note the streams that the document has, for ``last_shared``."""
        name, body = _shared_key(self.style.title, screen=self.style.screen), json.dumps(
            sorted(digests)).encode()
        if self._known(name) != body:
            self._keep(name, body)

    def _glyphs_key(self, key: FaceKey) -> str:
        return _digest("glyphs", self.faces[key].digest, self.style.title, self.style.screen)

    def _objects(self, piece: Piece, slot: Slot, fonts: Mapping[str, int],
                 shared: Mapping[str, int]) -> Region:
        key = _digest("objects", piece.key, slot.base, slot.tags, sorted(fonts.items()),
                      sorted(shared.items()))
        known = self._known(key)
        if known is not None:
            return _region(known)
        made = self._made(piece, slot, fonts, shared)
        self._keep(key, json.dumps([made.offsets, made.bundled]).encode() + b"\n" + made.data)
        return made

    def _made(self, piece: Piece, slot: Slot, fonts: Mapping[str, int],
              shared: Mapping[str, int]) -> Region:
        bodies, head = piece.bodies(), piece.head
        names = {DOCUMENT: DOCUMENT_NUMBER, NODE: slot.node}
        names |= {b"F" + name.encode(): number for name, number in fonts.items()}
        names |= {b"S" + digest.encode(): number for digest, number in shared.items()}
        names |= {b"C%d" % page: slot.contents + page for page in range(head.pages)}

        def number_of(mark: bytes) -> bytes:
            if mark[:1] == b"L":
                return b"%d 0 R" % (slot.base + int(mark[1:]))
            if mark[:1] == b"T":
                return b"%d" % (slot.tags + int(mark[1:]))
            return b"%d 0 R" % names[mark]

        plain = {slot.base + n: closed(body, number_of) for n, body in enumerate(bodies.plain)}
        streams = {slot.base + head.plain + n: StreamBody(closed(one.entries, number_of), one.data)
                   for n, one in enumerate(bodies.streams)}
        return region(plain, streams, None if self.plain else count(slot.bundles))

    def _known(self, key: str) -> bytes | None:
        return self.store.get(key) if self.store else None

    def _keep(self, key: str, body: bytes) -> None:
        if self.store:
            self.store.put(key, body)


def last_shared(title: str, store: Store, *, screen: bool) -> tuple[str, ...]:
    """What a store has the streams under that a document of this title had last: most likely they
    are in it again."""
    known = store.get(_shared_key(title, screen=screen))
    return tuple(f"shared-{digest}" for digest in json.loads(known)) if known else ()


def _shared_key(title: str, *, screen: bool) -> str:
    return _digest("shared of", title, screen)


def _digest(*values: object) -> str:
    return sha256(repr(values).encode()).hexdigest()


# What was kept is read once: a process that stays joins the same parts again.
@lru_cache(maxsize=2048)
def _head(known: bytes) -> Head:
    """The reverse of ``astuple`` and JSON."""
    def frozen(value: object) -> object:
        return tuple(map(frozen, value)) if isinstance(value, list) else value

    return Head(*map(frozen, json.loads(known)))  # type: ignore[arg-type]


def _filled(known: bytes) -> tuple[tuple[bytes, ...], tuple[LateGlyph, ...]]:
    """The content of each page, and the glyphs of their late text."""
    lead, _, data = known.partition(b"\n")
    lengths, more = json.loads(lead)
    return _cut(data, lengths), tuple((r, g, w, t) for r, g, w, t in more)


@lru_cache(maxsize=1024)
def _region(known: bytes) -> Region:
    lead, _, data = known.partition(b"\n")
    offsets, bundled = json.loads(lead)
    return Region((data,), tuple((n, at) for n, at in offsets),
                  tuple((a, b, c, d) for a, b, c, d in bundled))


_joined_before: Recent[tuple[tuple[bytes, ...], tuple[FaceUse, ...]]] = Recent(1024)
"""Key of what was filled → its content and its uses."""


def _cut(data: bytes, lengths: Sequence[int]) -> tuple[bytes, ...]:
    found, at = [], 0
    for length in lengths:
        found.append(data[at:at + length])
        at += length
    return tuple(found)


def with_late(uses: Iterable[FaceUse], more: Sequence[Sequence[object]]) -> tuple[FaceUse, ...]:
    """``uses`` with the glyphs that late text uses: resource, glyph, width, text."""
    by_resource: dict[str, list[tuple[int, int, str]]] = {}
    for resource, glyph, width, text in more:
        by_resource.setdefault(str(resource), []).append(
            (int(str(glyph)), int(str(width)), str(text)))
    found = []
    for use in uses:
        added = by_resource.get(use.resource, ())
        widths = {glyph: width for glyph, width, _ in added} | dict(use.widths)
        unicodes = {glyph: text for glyph, _, text in added} | dict(use.unicodes)
        found.append(replace(use, widths=tuple(sorted(widths.items())),
                             unicodes=tuple(sorted(unicodes.items()))) if added else use)
    return tuple(found)
