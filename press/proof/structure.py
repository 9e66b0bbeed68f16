"""Headings, notes and captions: rules 32, 44 and 47.

Jumps of headings, pictures without alternative text and calls of Markdown notes without a note
(41, 43, 44) are found where the manuscript is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.proof.document import HAN, Document, Hit, Rule
from press.proof.numerals import value

RUN_IN = 3
"""Hashes of a heading from which on it may be run in and end with 。"""

def _heading_stop(document: Document) -> Iterator[Hit]:
    for unit in document.units:
        if unit.kind not in ("title", "heading", "front", "caption") or (
                unit.kind == "front" and not unit.level):
            continue
        match = re.search(rf"[。，；、：．]\Z|(?<=[{HAN}”》）])[.,;]\Z", document.words(unit))
        if match is None:
            continue
        mark, at = match.group(), unit.start + match.start()
        if unit.kind == "heading" and RUN_IN <= unit.level < 9 and mark in "。：":
            continue
        if unit.kind == "caption" and document.words(unit).count("。") > 1:
            continue  # a caption of several sentences
        yield Hit(at, at + 1, {}, "", "")


_MARK = re.compile(rf"(?<=[{HAN}，。、；：？！”’》）〉])(?:\[|〔|【)(\d{{1,3}})(?:\]|〕|】)"
                   r"(?![\d号(])"
                   r"|（见?注[ ]?(\d{1,2}|[①-⑳])）|"
                   r"(?<=[^\s\x1e、，；：（①-⑳])([①-⑳])(?=[，"
                   r"。；：、”》）\x1e])")


_BEGUN = re.compile(r"(?:注[ ]?)?[\[〔【（(]?(\d{1,3}|[①-⑳])(?!年|月|日|[.．]\d)")


def _notes(document: Document) -> Iterator[Hit]:
    """[1], （注1） and ① typed by hand, with no note that begins so."""
    begun = {value(m[1]) for unit in document.units
             if (m := _BEGUN.match(document.words(unit)))}
    for match in _MARK.finditer(document.text):
        number = value(match[match.lastindex or 1])
        if number not in begun and not document.unit(match.start()).quoted:
            yield Hit(*match.span())


def _captions(document: Document) -> Iterator[Hit]:
    first: dict[str, int] = {}
    for unit in document.units:
        if unit.kind != "caption":
            continue
        words = document.words(unit).strip()
        if words in first:
            yield Hit(unit.start, unit.end, {"line": str(first[words])})
        else:
            first[words] = document.spot(unit.start)[0]


RULES = (
    Rule(32, "copy-heading-stop", _heading_stop),
    Rule(44, "copy-note-mark", _notes),
    Rule(47, "copy-caption-twice", _captions, any_language=True),
)
