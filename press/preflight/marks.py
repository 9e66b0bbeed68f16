"""Marked content in a content stream (ISO 32000-2, 14.6): what BDC and BMC begin."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import Any

from press.dataclass import dataclass
from press.preflight import access, operators
from press.preflight.shown import Artifact, Content

IN_FORM = -1
"""The MCID of text whose marked content is numbered by a form, not by the page."""

_PLAIN_MARK = re.compile(rb"/([A-Za-z0-9]+)\s*<<\s*/MCID\s+(\d+)\s*>>\s*")


@dataclass(slots=True)
class Mark:
    """One level of marked content."""

    mcid: int | None
    artifact: Artifact | None
    silenced: bool = False
    """Inside ActualText."""
    actual: str | None = None
    late: bool = False
    """Around page numbers that are bound late: in parts only."""


def open_mark(operands: bytes, resources: Any, outer: Mark, in_form: bool,
              content: Content) -> Mark:
    """The marked content that BDC begins."""
    plain = _PLAIN_MARK.fullmatch(operands)
    if plain and plain.group(1) != b"Artifact":
        plainly = IN_FORM if in_form else int(plain.group(2))
        content.marked.append(plainly)
        return Mark(plainly, outer.artifact, outer.silenced, late=outer.late)
    tag, last, said = _read(operands)
    if said is not None:
        mcid, kind, actual = said
    else:
        named = access.dictionary(access.dictionary(resources, "/Properties"),
                                  "/" + last) if last is not None else None
        number = access.number(named, "/MCID")
        mcid = None if number is None else int(number)
        kind, actual = access.text(named, "/Type") or "", access.text(named, "/ActualText")
    if mcid is not None:
        mcid = IN_FORM if in_form else mcid
        content.marked.append(mcid)
    artifact = outer.artifact
    if tag == "Artifact" and artifact is None:
        artifact = artifact_of(kind, content)
    spoken = actual if not outer.silenced else None
    return Mark(outer.mcid if mcid is None else mcid, artifact,
                outer.silenced or actual is not None, spoken, outer.late or tag == "Late")


@lru_cache(maxsize=4096)
def _read(operands: bytes) -> tuple[str, str | None, tuple[int | None, str, str | None] | None]:
    """Tag, last name, and what a property list says that stands in the content stream itself:
    MCID, type and ActualText."""
    parts = operators.tokens(operands)
    tag = operators.name_text(parts[0]) if parts else ""
    if b"<<" not in operands:
        return tag, operators.name_text(parts[-1]) if parts else None, None
    properties = dict(pairwise(parts[1:]))
    return tag, None, (
        int(properties[b"/MCID"]) if b"/MCID" in properties else None,
        operators.name_text(properties.get(b"/Type", b"/")),
        _text_string(properties[b"/ActualText"]) if b"/ActualText" in properties else None)


def artifact_of(kind: str, content: Content) -> Artifact:
    content.artifacts += 1
    return Artifact(kind, content.artifacts)


def _text_string(token: bytes) -> str:
    data = operators.string_bytes(token)
    if data.startswith(b"\xfe\xff"):
        return data[2:].decode("utf-16-be", "replace")
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:].decode("utf-8", "replace")
    return data.decode("latin-1")
