"""Write folios and page references into finished pages. Bytes in, bytes out.

A part marks the operators that draw such text (see ``press.typeset.weasy.late``):
``/Late <</Data <hex>>> BDC … EMC``. Here its glyphs are exchanged, and text that ends or is
centred at a fixed place is moved by what its width has changed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import uharfbuzz as hb

from press.assembly.numbers import number
from press.dataclass import dataclass, replace
from press.values import Face, FaceKey, FaceUse

FIELDS = re.compile(rb"/Late <</Data <([0-9a-f]+)>>> BDC\n(.*?)\nEMC\n?", re.DOTALL)
_SHOW = re.compile(rb"\[([^\]]*)\] TJ")
_FONT = re.compile(rb"/(\S+) [\d.]+ Tf")
_PLACE = re.compile(rb"^([-\d.]+ [-\d.]+ [-\d.]+ [-\d.]+) ([-\d.]+) ([-\d.]+) Tm$", re.MULTILINE)
_TOKEN = re.compile(rb"<([0-9a-f]*)>|(-?[\d.]+)")

Used = Callable[[str, int, int, str], None]
"""Told of every glyph that is written: resource, glyph, advance in 1/1000 em, text."""


def fields(content: bytes) -> tuple[str, ...]:
    """The names of all fields of late text in ``content``."""
    if b"/Late" not in content:
        return ()
    return tuple(what for match in FIELDS.finditer(content)
                 for what, _, _ in json.loads(bytes.fromhex(match[1].decode()))["fields"])


_Features = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class _Run:
    """A run of late text, taken apart."""

    resource: str
    """Of its font."""
    lead: bytes
    """Operators up to its glyphs."""
    end: bytes
    """And behind them."""
    tokens: tuple[bytes | float, ...]
    fields: tuple[tuple[str, str, int, int], ...]
    """The last first: name, stand-in, and which tokens it is, from and to."""
    features: _Features
    size: float
    align: float
    after: bytes = b""
    """What follows in the content."""


class Late:
    """Fills the late text of one part."""

    def __init__(self, uses: tuple[FaceUse, ...], faces: Mapping[FaceKey, Face],
                 used: Used) -> None:
        self._faces = {use.resource: faces[use.key] for use in uses}
        self._used = used

    def fill(self, content: bytes, text_of: Callable[[str], str]) -> bytes:
        """``content`` with every field's text from ``text_of(field name)``."""
        if b"/Late" not in content:
            return content
        beginning, runs = _runs(content)
        out = [beginning]
        for run in runs:
            out += (self._filled(run, text_of), b"\n", run.after)
        return b"".join(out)

    def set(self, resource: str, text: str, data: dict[str, Any]) -> bool:
        """Tell ``used`` of all glyphs of ``text``, set as ``data`` of a field say; False, and
        nothing is told, where the face does not have them, one glyph a character."""
        try:
            shaped = self._shape(resource, text, _features(data), data["size"])
        except ValueError:
            return False
        if any(glyph == 0 for glyph, _, _ in shaped):
            return False
        for character, (glyph, _, thousandths) in zip(text, shaped, strict=True):
            self._used(resource, glyph, thousandths, character)
        return True

    def _filled(self, run: _Run, text_of: Callable[[str], str]) -> bytes:
        """The operators that draw a run, with the texts of its fields."""
        tokens = list(run.tokens)
        change = 0.0
        for what, old, first, last in run.fields:
            new = text_of(what)
            after = self._shape(run.resource, new, run.features, run.size)
            for character, (glyph, _, thousandths) in zip(new, after, strict=True):
                self._used(run.resource, glyph, thousandths, character)
            tokens[first:last] = [b"%04x" % glyph for glyph, _, _ in after]
            if run.align:
                change += sum(advance for _, advance, _ in after) - sum(
                    advance for _, advance, _ in self._shape(
                        run.resource, old, run.features, run.size))
        inner = run.lead + _written(tokens) + run.end
        shift = -change * run.align
        if shift:
            inner = _PLACE.sub(lambda m: b"%s %s %s Tm" % (
                m[1], number(float(m[2]) + shift, 6), m[3]), inner, count=1)
        return inner

    def _shape(self, resource: str, text: str, features: _Features,
               size: float) -> tuple[tuple[int, float, int], ...]:
        if not text:
            return ()
        face = self._faces[resource]
        return _shaped(face.file, face.units, text, features, size)


@lru_cache(maxsize=64)
def _runs(content: bytes) -> tuple[bytes, tuple[_Run, ...]]:
    """What stands before the first run of late text, and all runs: the same page is filled for
    many readers, and taken apart once."""
    found: list[_Run] = []
    beginning, at = b"", 0
    for match in FIELDS.finditer(content):
        between = content[at:match.start()]
        if found:
            found[-1] = replace(found[-1], after=between)
        else:
            beginning = between
        found.append(_run(match))
        at = match.end()
    if found:
        found[-1] = replace(found[-1], after=content[at:])
    return beginning, tuple(found)


def _run(match: re.Match[bytes]) -> _Run:
    data: dict[str, Any] = json.loads(bytes.fromhex(match[1].decode()))
    inner = match[2]
    shown = _single(_SHOW, inner)
    tokens = _tokens(shown[1])
    places = [i for i, token in enumerate(tokens) if isinstance(token, bytes)]
    return _Run(
        resource_of(inner), inner[:shown.start(1)], inner[shown.end(1):], tuple(tokens),
        tuple((what, data["text"][start:start + length], places[start],
               places[start + length - 1] + 1)
              for what, start, length in reversed(data["fields"])),
        _features(data), data["size"], data["align"])


def _features(data: Mapping[str, Any]) -> _Features:
    return tuple(sorted(data["features"].items()))


@lru_cache(maxsize=4096)
def _shaped(file: Path, em: int, text: str, features: tuple[tuple[str, int], ...],
            size: float) -> tuple[tuple[int, float, int], ...]:
    """For each character its glyph, advance in CSS px (rounded as Pango does) and 1/1000 em."""
    font = _font(file)
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer, {name: bool(on) for name, on in features})
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    if len(infos) != len(text):
        raise ValueError(f"{text!r} is not set in one glyph a character")
    units = int(size * 1024)
    return tuple(
        (info.codepoint, round(place.x_advance * units / em) / 1024,
         round(font.get_glyph_h_advance(info.codepoint) * 1000 / em))
        for info, place in zip(infos, positions, strict=True))


@lru_cache(maxsize=32)
def _font(file: Path) -> Any:
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(file))))


def glyphs_of(face: Face, letter: str) -> tuple[int, int]:
    """The glyph of a character, and its advance in 1/1000 em."""
    (glyph, _, advance), = _shaped(face.file, face.units, letter, (), 1000.0)
    return glyph, advance


def resource_of(inner: bytes) -> str:
    """The font resource in which a run of late text is set."""
    return _single(_FONT, inner)[1].decode()


def _single(pattern: re.Pattern[bytes], inner: bytes) -> re.Match[bytes]:
    found = list(pattern.finditer(inner))
    if len(found) != 1:
        raise ValueError(f"late text must be set in one font on one line: {inner!r}")
    return found[0]


def _tokens(array: bytes) -> list[bytes | float]:
    """The glyphs (four hexadecimal digits each) and adjustments of a TJ array."""
    tokens: list[bytes | float] = []
    for match in _TOKEN.finditer(array):
        if match[2] is not None:
            tokens.append(float(match[2]))
        else:
            tokens += [match[1][i:i + 4] for i in range(0, len(match[1]), 4)]
    return tokens


def _written(tokens: list[bytes | float]) -> bytes:
    out, inside = b"", False
    for token in tokens:
        if isinstance(token, bytes):
            out += token if inside else b"<" + token
            inside = True
        else:
            out += (b">" if inside else b"") + number(token, 6)
            inside = False
    return out + (b">" if inside else b"")
