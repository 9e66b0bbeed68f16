"""The leak gate: a packet holds nothing that is another's, in any channel of the file.

Every object of the file is looked at, also those that no page shows: strings of dictionaries
(outline, metadata, notes, forms, tags, names of attachments), attached files, and the text of every
stream that draws text, be it white, invisible, cut off, in a note's appearance or in no use at all.
What the file must hold of its own is looked for, too. The same object in many packets is read once.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import pairwise
from typing import Any, Literal

from pypdf import PdfReader
from pypdf.generic import IndirectObject, StreamObject

from press.dataclass import dataclass, field, replace
from press.preflight.fontnames import Known, Named, font_names, known, named_maps
from press.preflight.inorder import in_order
from press.preflight.needles import SEAM, Needles, folded, meets_by_chance
from press.preflight.saidobjects import any_text, channel_of, draws, silent, strings
from press.preflight.shownstrings import LATIN, Decoder, decoder, shown, text_strings
from press.values import Place, Problem, problem

Channel = Literal["body", "outline", "metadata", "attachment", "note", "tags", "other"]

_GAP = f"{SEAM}\0{SEAM}"
"""Between texts that have nothing to do with each other."""
_REFERS = re.compile(rb"\d\s+\d+\s+R\b")


@dataclass(frozen=True, slots=True)
class Said:
    """What some objects say."""

    texts: tuple[tuple[Channel, str], ...]
    """Folded."""
    seamed: tuple[str, ...]
    """The same texts with seams between what stands apart."""
    hits: frozenset[tuple[Channel, str]]
    """The words of others, or of its own, in them."""
    cmaps: tuple[int, ...] = ()
    """Numbers of ToUnicode streams that fonts among them have."""
    fonts: tuple[Named, ...] = ()
    """What fonts are called in resources among them."""
    known: tuple[Known, ...] = ()
    """Which of them are fonts, or may be what names fonts."""
    drawn: bool = False
    """Whether the object is a stream whose data may say something, too."""


@dataclass(slots=True)
class Memory:
    """What was found in objects, by their bytes; good for one set of words."""

    said: dict[tuple[object, ...], Said] = field(default_factory=dict)
    decoders: dict[int, Decoder] = field(default_factory=dict)
    pieces: dict[bytes, int] = field(default_factory=dict)
    """The bytes of objects → a number for them."""

    def known(self, make: Callable[[], Said], *key: object) -> Said:
        """What ``make`` finds, or found before under the same key."""
        found = self.said.get(key)
        if found is None:
            found = self.said[key] = make()
        return found


@dataclass(frozen=True, slots=True)
class LeakJob:
    """What a file may not hold, and what it must."""

    path: str
    """As problems name it."""
    foreign: Needles
    """Words that are somebody's: of all rows, and the passages for speakers."""
    own: frozenset[str]
    """Those of them, folded, that may stand in this file."""
    wanted: tuple[str, ...] = ()
    """What must stand on its pages."""
    speaker: frozenset[str] = frozenset()
    """Those of ``foreign`` that are a speaker's text, not a row's."""


def check_leaks(pdf: bytes, job: LeakJob, memory: Memory | None = None) -> tuple[Problem, ...]:
    """Every foreign word, with the channel that it is in; a file that cannot be read whole fails.

    ``memory`` must not outlive ``job.foreign``.
    """
    try:
        said = list(_said(pdf, job.foreign, memory or Memory()))
    except Exception as error:  # a limit or a fault is a check that failed, never one passed
        reason = f"{type(error).__name__}: {error}".split("\n", 1)[0][:200]
        return (problem("leak-unchecked", Place(job.path), reason=reason),)
    hits = {hit for one in said for hit in one.hits}
    bodies = [text for one in said for channel, text in one.texts if channel == "body"]
    problems = [problem("leak-speaker" if word in job.speaker else "leak-foreign",
                        Place(job.path), word=word[:40], channel=channel)
                for channel, word in sorted(hits) if word not in job.own and not all(
                    meets_by_chance(word, seamed, job.own)
                    for one in said if (channel, word) in one.hits for seamed in one.seamed)]
    for word in dict.fromkeys(job.wanted):
        sought = folded(word)
        if not any(sought in body for body in bodies):
            problems.append(problem("packet-lacks", Place(job.path), word=word))
    return tuple(problems)


def _said(pdf: bytes, words: Needles, memory: Memory) -> Iterator[Said]:
    reader = PdfReader(io.BytesIO(pdf), strict=True)
    if reader.is_encrypted:
        raise ValueError("encrypted")
    if pdf.count(b"startxref") != 1 or "/Prev" in reader.trailer:
        raise ValueError("earlier revisions are kept in the file")
    alone, bundles = _objects(reader)
    pieces = _pieces(pdf, alone)
    ids = {number: memory.pieces.setdefault(piece, len(memory.pieces))
           for number, piece in pieces.items()}
    raw = reader.trailer.raw_get("/Info") if "/Info" in reader.trailer else None
    info = raw.idnum if isinstance(raw, IndirectObject) else 0
    found: list[Said] = []
    for number, members in bundles.items():
        found.append(memory.known(partial(_bundle, reader, number, members, words),
                                  ids[number], tuple(members), info))
    plain = {number: memory.known(partial(_alone, reader, number, words), ids[number], info)
             for number in alone}
    found += plain.values()
    yield from found
    fonts, digest = _fonts(reader, {n for one in found for n in one.cmaps}, ids, memory)
    names = named_maps((one for said in found for one in said.fonts),
                       dict(one for said in found for one in said.known))
    by_name = {name: ids[cmap] if cmap else 0 for name, cmap in names.items()
               if not cmap or ids.get(cmap) in memory.decoders}
    digest += tuple(sorted(by_name.items()))
    decoders = {name: memory.decoders[by_name[name]] if cmap else LATIN
                for name, cmap in names.items() if name in by_name}
    for number, one in plain.items():
        if one.drawn:
            stream = partial(_stream, reader, number, fonts, decoders, words)
            # What its dictionary refers to (a length, a filter) may be another in another file.
            own = _REFERS.search(pieces[number].partition(b"stream")[0])
            yield stream() if own else memory.known(stream, ids[number], digest)
    # What stands between the objects: comments, objects that the table does not list.
    yield _beside(pdf[:min(alone.values())], words)
    for number, piece in pieces.items():
        yield memory.known(partial(_beside, piece, words), "beside", ids[number])


def _pieces(pdf: bytes, alone: Mapping[int, int]) -> dict[int, bytes]:
    """The bytes from where an object begins to where the next one does; ``alone``: number →
    place."""
    places = sorted({*alone.values(), len(pdf)})
    ends = dict(pairwise(places))
    return {number: pdf[place:ends[place]] for number, place in alone.items()}


def _beside(piece: bytes, words: Needles) -> Said:
    """What the bytes of a piece say that are in no stream."""
    plain = b" ".join(part[:at] if (at := part.find(b"stream")) >= 0 else part
                      for part in piece.split(b"endstream"))
    return _found((("other", any_text(plain, hexadecimal=True)),), words)


def _objects(reader: PdfReader) -> tuple[dict[int, int], dict[int, list[int]]]:
    """Objects that stand alone: number → place; and object streams with those in them."""
    bundles: defaultdict[int, list[int]] = defaultdict(list)
    for number, (stream, _) in reader.xref_objStm.items():
        bundles[stream].append(number)
    listed = {number: place for places in reader.xref.values()
              for number, place in places.items() if number not in reader.xref_objStm}
    return dict(sorted(listed.items())), {
        number: sorted(bundles[number]) for number in sorted(bundles)}


def _object(reader: PdfReader, number: int) -> Any:
    return reader.get_object(IndirectObject(number, 0, reader))


def _bundle(reader: PdfReader, number: int, members: list[int], words: Needles) -> Said:
    """What the objects of an object stream say."""
    if not isinstance(_object(reader, number), StreamObject):
        raise ValueError("an object stream that is none")
    return _plain(reader, [(n, _object(reader, n)) for n in members], words)


def _alone(reader: PdfReader, number: int, words: Needles) -> Said:
    """What an object says, but for the data of a stream."""
    obj = _object(reader, number)
    drawn = isinstance(obj, StreamObject) and obj.get("/Type") != "/ObjStm" and not silent(obj)
    return replace(_plain(reader, [(number, obj)], words), drawn=drawn)


def _plain(reader: PdfReader, objects: list[tuple[int, Any]], words: Needles) -> Said:
    """The strings of dictionaries, those of streams too."""
    by_channel: defaultdict[Channel, list[str]] = defaultdict(list)
    cmaps: list[int] = []
    fonts: list[Named] = []
    fonts_known: list[Known] = []
    for number, obj in objects:
        fonts += font_names(obj)
        fonts_known += known(obj, number)
        said = list(strings(obj))
        if said:
            by_channel[channel_of(reader, obj, number)] += said
        if hasattr(obj, "raw_get") and "/ToUnicode" in obj:
            cmap = obj.raw_get("/ToUnicode")
            cmaps += [cmap.idnum] if isinstance(cmap, IndirectObject) else []
    found = _found(by_channel.items(), words)
    return replace(found, cmaps=tuple(cmaps), fonts=tuple(fonts), known=tuple(fonts_known))


def _fonts(reader: PdfReader, cmaps: set[int], ids: Mapping[int, int],
           memory: Memory) -> tuple[tuple[Decoder, ...], tuple[object, ...]]:
    """How the fonts of the file turn codes into text, each kind once, and what they are known
    by."""
    found: dict[int, Decoder] = {}
    for number in sorted(cmaps):
        if number in ids:
            key = ids[number]
            if key not in memory.decoders:
                stream = _object(reader, number)
                memory.decoders[key] = (decoder(stream.get_data())
                                        if isinstance(stream, StreamObject) else LATIN)
            found[key] = memory.decoders[key]
    return (*found.values(), LATIN), tuple(sorted(found))


def _stream(reader: PdfReader, number: int, fonts: tuple[Decoder, ...],
            by_name: Mapping[bytes, Decoder], words: Needles) -> Said:
    """What the data of a stream say: in order, where it is told which font is which."""
    obj = _object(reader, number)
    data = obj.get_data()
    drawn = draws(obj, data)
    if not drawn and obj.get("/Type") in ("/EmbeddedFile", "/F") and b"\0" in data:
        raise ValueError("an attached file that is no text")
    texts = list(any_text(data))
    if drawn:
        ordered = in_order(data, by_name)
        texts += [text_strings(data), *(shown(data, fonts) if ordered is None else [ordered])]
    return _found((("body" if drawn else _kind(obj), texts),), words)


def _kind(obj: Any) -> Channel:
    return {"/Metadata": "metadata", "/EmbeddedFile": "attachment",
            "/F": "attachment"}.get(str(obj.get("/Type")), "other")  # type: ignore[return-value]


def _found(texts: Iterable[tuple[Channel, Iterable[str]]], words: Needles) -> Said:
    seamed = [(channel, _GAP.join(folded(one, SEAM) for one in said)) for channel, said in texts]
    plain = tuple((channel, text.replace(SEAM, "")) for channel, text in seamed)
    return Said(plain, tuple(text for _, text in seamed), frozenset(
        (channel, word) for channel, text in plain for word in words.found(text)))
