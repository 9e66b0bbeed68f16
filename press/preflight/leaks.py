"""The leak gate: a packet holds nothing that is another's, in any channel of the file.

Every object of the file is looked at, also those that no page shows: strings of dictionaries
(outline, metadata, notes, forms, tags, names of attachments), attached files, and the text of every
stream that draws text, be it white, invisible, cut off, in a note's appearance or in no use at all.
What the file must hold of its own is looked for, too. The same object in many packets is read once.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Literal

from pypdf import PdfReader
from pypdf.generic import IndirectObject, StreamObject

from press.preflight.needles import Needles, folded
from press.preflight.saidobjects import any_text, channel_of, draws, silent, strings
from press.preflight.shownstrings import LATIN, Decoder, decoder, shown
from press.values import Place, Problem, problem

Channel = Literal["body", "outline", "metadata", "attachment", "note", "tags", "other"]

_GAP = "\0"
"""Between texts that have nothing to do with each other."""


@dataclass(frozen=True, slots=True)
class Said:
    """What some objects say."""

    texts: tuple[tuple[Channel, str], ...]
    """Folded."""
    hits: frozenset[tuple[Channel, str]]
    """The words of others, or of its own, in them."""
    cmaps: tuple[int, ...] = ()
    """Numbers of ToUnicode streams that fonts among them have."""


@dataclass(slots=True)
class Memory:
    """What was found in objects, by their bytes; good for one set of words."""

    said: dict[str, Said] = field(default_factory=dict)
    decoders: dict[str, Decoder] = field(default_factory=dict)


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
    body = _GAP.join(text for one in said for channel, text in one.texts if channel == "body")
    problems = [problem("leak-speaker" if word in job.speaker else "leak-foreign",
                        Place(job.path), word=word[:40], channel=channel)
                for channel, word in sorted(hits) if word not in job.own]
    problems += [problem("packet-lacks", Place(job.path), word=word)
                 for word in dict.fromkeys(job.wanted) if folded(word) not in body]
    return tuple(problems)


def _said(pdf: bytes, words: Needles, memory: Memory) -> Iterator[Said]:
    reader = PdfReader(io.BytesIO(pdf), strict=True)
    if reader.is_encrypted:
        raise ValueError("encrypted")
    if pdf.count(b"startxref") != 1 or "/Prev" in reader.trailer:
        raise ValueError("earlier revisions are kept in the file")
    alone, bundles = _objects(reader)
    cmaps: set[int] = set()
    for number, members in bundles.items():
        one = _bundle(reader, number, members, words, memory)
        cmaps |= set(one.cmaps)
        yield one
    streams: list[tuple[int, Any]] = []
    for number in alone:
        obj = _object(reader, number)
        if isinstance(obj, StreamObject):
            streams.append((number, obj))
        one = _plain(reader, [(number, obj)], words)
        cmaps |= set(one.cmaps)
        yield one
    fonts, digest = _fonts(reader, cmaps, memory)
    for _, obj in streams:
        if obj.get("/Type") != "/ObjStm" and not silent(obj):
            yield _stream(obj, fonts, digest, words, memory)
    # What stands between the objects: comments, objects that the table does not list.
    rest = _GAP.join(map(folded, any_text(_between(pdf), hexadecimal=True)))
    yield _found((("other", rest),), words)


def _between(pdf: bytes) -> bytes:
    """The bytes of a file that are in no stream."""
    return b" ".join(piece[:at] if (at := piece.find(b"stream")) >= 0 else piece
                     for piece in pdf.split(b"endstream"))


def _objects(reader: PdfReader) -> tuple[list[int], dict[int, list[int]]]:
    """Numbers of objects that stand alone, and of object streams with those in them."""
    bundles: defaultdict[int, list[int]] = defaultdict(list)
    for number, (stream, _) in reader.xref_objStm.items():
        bundles[stream].append(number)
    listed = {number for offsets in reader.xref.values() for number in offsets}
    return sorted(listed - set(reader.xref_objStm)), {
        number: sorted(bundles[number]) for number in sorted(bundles)}


def _object(reader: PdfReader, number: int) -> Any:
    return reader.get_object(IndirectObject(number, 0, reader))


def _bundle(reader: PdfReader, number: int, members: list[int], words: Needles,
            memory: Memory) -> Said:
    key = f"{_digest(_object(reader, number))} {members}"
    if key not in memory.said:
        memory.said[key] = _plain(reader, [(n, _object(reader, n)) for n in members], words)
    return memory.said[key]


def _plain(reader: PdfReader, objects: list[tuple[int, Any]], words: Needles) -> Said:
    """The strings of dictionaries, those of streams too."""
    by_channel: defaultdict[Channel, list[str]] = defaultdict(list)
    cmaps: list[int] = []
    for number, obj in objects:
        said = list(strings(obj))
        if said:
            by_channel[channel_of(reader, obj, number)] += said
        if hasattr(obj, "raw_get") and "/ToUnicode" in obj:
            cmap = obj.raw_get("/ToUnicode")
            cmaps += [cmap.idnum] if isinstance(cmap, IndirectObject) else []
    found = _found(tuple((channel, _GAP.join(map(folded, said)))
                         for channel, said in by_channel.items()), words)
    return Said(found.texts, found.hits, tuple(cmaps))


def _fonts(reader: PdfReader, cmaps: set[int],
           memory: Memory) -> tuple[tuple[Decoder, ...], str]:
    """How the fonts of the file turn codes into text, each kind once, and a digest of them."""
    found: dict[str, Decoder] = {}
    for number in sorted(cmaps):
        stream = _object(reader, number)
        if isinstance(stream, StreamObject):
            key = sha256(stream._data).hexdigest()
            if key not in memory.decoders:
                memory.decoders[key] = decoder(stream.get_data())
            found[key] = memory.decoders[key]
    return (*found.values(), LATIN), " ".join(sorted(found))


def _stream(obj: Any, fonts: tuple[Decoder, ...], fonts_digest: str, words: Needles,
            memory: Memory) -> Said:
    key = f"{_digest(obj)} {fonts_digest}"
    if key not in memory.said:
        data = obj.get_data()
        drawn = draws(obj, data)
        if not drawn and obj.get("/Type") in ("/EmbeddedFile", "/F") and b"\0" in data:
            raise ValueError("an attached file that is no text")
        texts = [*(shown(data, fonts) if drawn else ()), *any_text(data)]
        memory.said[key] = _found((("body" if drawn else _kind(obj), _GAP.join(
            map(folded, texts))),), words)
    return memory.said[key]


def _kind(obj: Any) -> Channel:
    return {"/Metadata": "metadata", "/EmbeddedFile": "attachment",
            "/F": "attachment"}.get(str(obj.get("/Type")), "other")  # type: ignore[return-value]


def _found(texts: tuple[tuple[Channel, str], ...], words: Needles) -> Said:
    return Said(texts, frozenset((channel, word) for channel, text in texts
                                 for word in words.found(text)))


def _digest(obj: Any) -> str:
    entries = sorted((str(k), repr(v)) for k, v in obj.items() if k != "/Length")
    return sha256(repr(entries).encode() + obj._data).hexdigest()
