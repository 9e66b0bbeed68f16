"""The leak gate: a packet holds nothing that is another's, in any channel of the file.

Every object of the file is looked at, also those that no page shows: strings of dictionaries
(outline, metadata, notes, forms, tags, names of attachments), attached files, and the text of every
stream that draws text, be it white, invisible, cut off, in a note's appearance or in no use at all.
What the file must hold of its own is looked for, too. The same object in many packets is read once.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Literal

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from press.preflight.needles import Needles, folded
from press.preflight.shownstrings import Decoder, decoders, shown
from press.values import Place, Problem, problem

Channel = Literal["body", "outline", "metadata", "attachment", "note", "tags", "other"]

_STREAM = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)
_DEPTH = 60


@dataclass(frozen=True, slots=True)
class Texts:
    """What one object says."""

    channel: Channel
    texts: tuple[str, ...]
    """Folded; of a stream one for each font that it may be set in."""


Memory = MutableMapping[str, tuple[tuple[Channel, frozenset[str]], ...]]
"""What was found in an object, by its digest; good for one set of words."""


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
        hits, text = _hits(pdf, job, {} if memory is None else memory)
    except Exception as error:  # a limit or a fault is a check that failed, never one passed
        reason = f"{type(error).__name__}: {error}".split("\n", 1)[0][:200]
        return (problem("leak-unchecked", Place(job.path), reason=reason),)
    problems = [problem("leak-speaker" if word in job.speaker else "leak-foreign",
                        Place(job.path), word=word[:40], channel=channel)
                for channel, word in sorted(hits) if word not in job.own]
    problems += [problem("packet-lacks", Place(job.path), word=word)
                 for word in dict.fromkeys(job.wanted) if folded(word) not in text]
    return tuple(problems)


def _hits(pdf: bytes, job: LeakJob, memory: Memory) -> tuple[set[tuple[Channel, str]], str]:
    """(channel, word) of all that was found; and what of ``job.wanted`` stands on the pages."""
    reader = PdfReader(io.BytesIO(pdf), strict=True)
    if reader.is_encrypted:
        raise ValueError("encrypted")
    if pdf.count(b"startxref") != 1 or "/Prev" in reader.trailer:
        raise ValueError("earlier revisions are kept in the file")
    fonts, fonts_digest = decoders(reader)
    wanted = Needles(job.wanted)
    seen = sha256("\0".join(sorted(map(str, wanted))).encode()).hexdigest()
    hits: set[tuple[Channel, str]] = set()
    there: set[str] = set()
    for number in _numbers(reader):
        obj = reader.get_object(IndirectObject(number, 0, reader))
        for channel, word in _of_object(reader, obj, number, fonts, fonts_digest, job, memory):
            hits.add((channel, word))
        if isinstance(obj, StreamObject) and _draws(obj):
            # The same words are looked for in the files of one lecture, and once.
            key = f"there {seen} {_digest(obj)} {fonts_digest}"
            if key not in memory:
                said = [folded(text) for text in shown(obj.get_data(), fonts)]
                memory[key] = (("body", frozenset(w for t in said for w in wanted.found(t))),)
            there |= memory[key][0][1]
    # What stands between the objects: comments, objects that the table does not list.
    rest = _STREAM.sub(b"", pdf)
    hits |= {("other", word) for text in _raw_texts(rest) for word in job.foreign.found(text)}
    return hits, "\0".join(there)


def _numbers(reader: PdfReader) -> list[int]:
    listed = {number for offsets in reader.xref.values() for number in offsets}
    return sorted(listed | set(reader.xref_objStm))


def _of_object(reader: PdfReader, obj: Any, number: int, fonts: tuple[Decoder, ...],
               fonts_digest: str, job: LeakJob,
               memory: Memory) -> Iterator[tuple[Channel, str]]:
    key = ""
    if isinstance(obj, StreamObject):
        if _silent(obj):
            return
        key = f"object {_digest(obj)} {fonts_digest}"
    if key not in memory:
        found = tuple((texts.channel, words) for texts in _texts(reader, obj, number, fonts)
                      if (words := frozenset(w for text in texts.texts
                                             for w in job.foreign.found(text))))
        if not key:
            yield from ((channel, word) for channel, words in found for word in words)
            return
        memory[key] = found
    yield from ((channel, word) for channel, words in memory[key] for word in words)


def _digest(obj: Any) -> str:
    entries = sorted((str(k), repr(v)) for k, v in obj.items() if k != "/Length")
    return sha256(repr(entries).encode() + obj._data).hexdigest()


def _silent(obj: Any) -> bool:
    """Whether it is a font program, which draws letters and says nothing, or a table of bytes."""
    return obj.get("/Type") == "/XRef" or "/Length1" in obj or "/Length2" in obj or obj.get(
        "/Subtype") in ("/CIDFontType0C", "/Type1C", "/OpenType")


def _draws(obj: Any) -> bool:
    return not _silent(obj) and obj.get("/Type") in (None, "/XObject", "/Pattern") and obj.get(
        "/Subtype") != "/Image" and b"begincmap" not in obj.get_data()


def _texts(reader: PdfReader, obj: Any, number: int,
           fonts: tuple[Decoder, ...]) -> Iterator[Texts]:
    channel = _channel(reader, obj, number)
    strings = list(_strings(obj, 0))
    if strings:
        yield Texts(channel, tuple(folded(text) for text in strings))
    if isinstance(obj, StreamObject) and obj.get("/Type") != "/ObjStm":
        data = obj.get_data()
        if channel == "attachment" and b"\0" in data:
            raise ValueError("an attached file that is no text")
        said = shown(data, fonts) if _draws(obj) else ()
        yield Texts("body" if _draws(obj) else channel,
                    tuple(map(folded, said)) + tuple(map(folded, _decoded(data))))


def _channel(reader: PdfReader, obj: Any, number: int) -> Channel:
    info = reader.trailer.get("/Info")
    raw = reader.trailer.raw_get("/Info") if info is not None else None
    if isinstance(raw, IndirectObject) and raw.idnum == number:
        return "metadata"
    if not isinstance(obj, DictionaryObject):
        return "other"
    kind, subtype = obj.get("/Type"), obj.get("/Subtype")
    if kind == "/Metadata":
        return "metadata"
    if kind in ("/EmbeddedFile", "/Filespec", "/F"):
        return "attachment"
    if kind == "/StructElem":
        return "tags"
    if kind == "/Annot" or "/FT" in obj or ("/Rect" in obj and subtype is not None):
        return "note"
    if "/Title" in obj and ("/Parent" in obj or "/Dest" in obj):
        return "outline"
    return "other"


def _strings(obj: Any, depth: int) -> Iterator[str]:
    """All strings, and names, in an object; what it refers to is looked at under its own number."""
    if depth > _DEPTH:
        raise ValueError("an object is nested without end")
    if isinstance(obj, TextStringObject):
        yield str(obj)
    elif isinstance(obj, ByteStringObject):
        yield from _decoded(bytes(obj))
    elif isinstance(obj, NameObject):
        if not str(obj).isascii():
            yield str(obj)
    elif isinstance(obj, DictionaryObject):
        for key in obj:
            if not str(key).isascii():
                yield str(key)
            yield from _strings(obj.raw_get(key), depth + 1)
    elif isinstance(obj, ArrayObject):
        for index in range(len(obj)):
            yield from _strings(list.__getitem__(obj, index), depth + 1)


def _decoded(data: bytes) -> Iterator[str]:
    """Bytes as any text that they may be."""
    for encoding in ("utf-8", "utf-16-be", "utf-16-le", "gb18030"):
        yield data.decode(encoding, "ignore")


_HEX = re.compile(rb"<([0-9A-Fa-f\s]{4,})>")


def _raw_texts(data: bytes) -> tuple[str, ...]:
    """Text in bytes that are not known to be any."""
    texts = [folded(text) for text in _decoded(data)]
    for match in _HEX.finditer(data):
        digits = b"".join(match[1].split())
        texts += [folded(t) for t in _decoded(bytes.fromhex((digits + b"0" * (len(digits) % 2)
                                                             ).decode()))]
    return tuple(texts)
