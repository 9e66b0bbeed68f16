"""What PDF/X and PDF/A ask of a file, as far as it is checked here.

ISO 15930-7 (X-4) and 15930-4 (X-1a:2003), ISO 19005-2 (A-2b) and 19005-3 (A-3b); which clauses
are checked, and by which code, docs/standards.md tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from press.preflight import access
from press.preflight.facts import Facts
from press.preflight.findings import Finding, found
from press.preflight.job import DocumentJob
from press.preflight.xmp import AID, MM, PDF, SCHEMA, XID, XMP, packet, simple

_X = {"x-4": "PDF/X-4", "x-1a": "PDF/X-1a:2003"}
_NEWEST = {"x-4": (1, 6), "x-1a": (1, 4), "a-2b": (1, 7), "a-3b": (1, 7)}
_PRINTED, _UNSEEN = 4, 1 | 2 | 32 | 256
"""Flags of annotations: Print; Invisible, Hidden, NoView, ToggleNoView."""
_ACTIVE = ("/JavaScript", "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide",
           "/SetOCGState", "/Rendition", "/Trans", "/GoTo3DView")


def print_standard(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """PDF/X: version, output intent, what Info and XMP say."""
    name = _X.get(job.standard)
    if name is None:
        return
    yield from _version(facts, job)
    yield from _intent(facts, "/GTS_PDFX", "CMYK", b"prtr")
    info = access.resolved(facts.reader.trailer.get("/Info"))
    xmp = packet(facts)
    said = {"Info": access.text(info, "/GTS_PDFXVersion") or "",
            "XMP": simple(xmp, f"{XID}GTS_PDFXVersion")}
    for where, value in said.items():
        if value != name:
            yield found("pdfx-name", where=where, expected=name, found=value)
    trapped = access.text(info, "/Trapped") or ""
    if trapped not in ("True", "False") or simple(xmp, f"{PDF}Trapped") != trapped:
        yield found("pdfx-missing", name="Trapped")
    for key in ("/Title", "/CreationDate", "/ModDate"):
        if not access.text(info, key):
            yield found("pdfx-missing", name=key[1:])
    for key, named in (("/CreationDate", "CreateDate"), ("/ModDate", "ModifyDate")):
        if _digits(access.text(info, key) or "") != _digits(simple(xmp, f"{XMP}{named}")):
            yield found("pdfx-dates", name=named)
    for named in ("DocumentID", "VersionID", "RenditionClass") if name == "PDF/X-4" else ():
        if not simple(xmp, f"{MM}{named}"):
            yield found("pdfx-missing", name=f"xmpMM:{named}")
    if len(access.items(facts.reader.trailer, "/ID")) != 2:
        yield found("pdfx-missing", name="ID")


def _digits(date: str) -> str:
    """Year to second of a date of Info or XMP."""
    return re.sub(r"\D", "", date)[:14]


def _version(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    header = re.search(r"(\d)\.(\d)", facts.reader.pdf_header)
    version = (int(header[1]), int(header[2])) if header else (0, 0)
    own = re.fullmatch(r"(\d)\.(\d)", access.text(facts.catalog, "/Version") or "")
    if own:
        version = max(version, (int(own[1]), int(own[2])))
    if version > _NEWEST[job.standard] or version < (1, 3):
        yield found("standard-version",
                    expected=".".join(map(str, _NEWEST[job.standard])),
                    found=".".join(map(str, version)))


def _intent(facts: Facts, kind: str, space: str, profile: bytes) -> Iterator[Finding]:
    """One output intent of the kind, with a whole profile of the right class and colours."""
    intents = [access.resolved(raw) for raw in access.items(facts.catalog, "/OutputIntents")]
    own = [i for i in intents if str(access.entry(i, "/S")) == kind]
    if len(own) != 1:
        yield found("standard-intent", space=space)
        return
    if not access.text(own[0], "/OutputConditionIdentifier"):
        yield found("standard-intent-name")
    stream = access.dictionary(own[0], "/DestOutputProfile")
    data = access.stream_bytes(stream) if stream is not None else b""
    whole = len(data) >= 132 and data[36:40] == b"acsp" and \
        int.from_bytes(data[:4], "big") <= len(data)
    named = data[16:20].decode("latin-1").strip()
    count = {"CMYK": 4, "RGB": 3, "GRAY": 1}.get(named)
    if not whole or named != space or data[12:16] != profile or \
            access.number(stream, "/N") != count:
        yield found("standard-profile", expected=space, found=named if whole else "")


def opaque(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """X-1a: nothing transparent in any page's resources, and no group."""
    for index, page in enumerate(facts.pages, facts.first) if job.standard == "x-1a" else ():
        for what in sorted(set(_transparent(page, set(), 0))):
            yield found("pdfx-transparent", index, what=what)


def _transparent(holder: Any, seen: set[int], depth: int) -> Iterator[str]:
    if depth > access.DEPTH or not isinstance(holder, dict):
        return
    if access.text(access.dictionary(holder, "/Group"), "/S") == "Transparency":
        yield "Group"
    if "/SMask" in holder and access.text(holder, "/Subtype") == "Image":
        yield "SMask"
    resources = access.dictionary(holder, "/Resources")
    used = _used(holder)
    for name, raw in access.raw_entries(access.dictionary(resources, "/ExtGState")):
        if used is None or name[1:].encode() in used:
            yield from _effects(access.resolved(raw))
    for kind in ("/XObject", "/Pattern"):
        for name, raw in access.raw_entries(access.dictionary(resources, kind)):
            if used is not None and name[1:].encode() not in used:
                continue
            if access.identity(raw) not in seen:
                seen.add(access.identity(raw))
                yield from _transparent(access.resolved(raw), seen, depth + 1)


def _used(holder: Any) -> set[bytes] | None:
    """Names that a content uses; None where that cannot be told: then all count."""
    if "/Contents" in holder:
        data = access.stream_bytes(holder.raw_get("/Contents"))
    elif hasattr(holder, "get_data") and access.text(holder, "/Subtype") != "Image":
        data = access.stream_bytes(holder)
    else:
        return None
    return None if b"#" in data else set(re.findall(rb"/([^\s/<>\[\]()]+)", data))


def _effects(state: Any) -> Iterator[str]:
    for key in ("/ca", "/CA"):
        if (access.number(state, key) or 0.0) < 1 and key in state:
            yield f"{key[1:]} {access.number(state, key) or 0.0:g}"
    if access.dictionary(state, "/SMask") is not None:
        yield "SMask"
    mode = access.entry(state, "/BM")
    if mode is not None and str(mode) not in ("/Normal", "/Compatible"):
        yield f"BM {mode}"


def archive_standard(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """PDF/A-2b and -3b: what it says it is, its colours, what it must not have."""
    if job.standard not in ("a-2b", "a-3b"):
        return
    yield from _version(facts, job)
    yield from _intent(facts, "/GTS_PDFA1", "RGB", b"mntr")
    xmp = packet(facts)
    claim = simple(xmp, f"{AID}part") + simple(xmp, f"{AID}conformance").lower()
    if claim != job.standard[2:]:
        yield found("pdfa-name", expected=job.standard[2:], found=claim)
    known = {(node.text or "").strip() for node in xmp.iter(f"{SCHEMA}prefix")}
    if b"pdfuaid:part" in _raw(facts) and "pdfuaid" not in known:
        yield found("pdfa-schema", name="pdfuaid")
    if len(access.items(facts.reader.trailer, "/ID")) != 2:
        yield found("pdfx-missing", name="ID")
    yield from _names(facts)
    yield from _attached(facts, job)


def kept(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """The same of its pages: filters, colours, annotations."""
    if job.standard not in ("a-2b", "a-3b"):
        return
    for index, page in enumerate(facts.pages, facts.first):
        yield from _objects(page, index)
        yield from _notes(page, index)


def _raw(facts: Facts) -> bytes:
    stream = access.dictionary(facts.catalog, "/Metadata")
    return access.stream_bytes(stream) if stream is not None else b""


def _objects(page: Any, index: int) -> Iterator[Finding]:
    """Streams, images and states below a page: filters, interpolation, colours, functions."""
    seen: set[int] = set()
    waiting: list[Any] = [page]
    while waiting:
        holder = waiting.pop()
        resources = access.dictionary(holder, "/Resources")
        for raw in (*access.items(holder, "/Contents"), holder):
            names = {str(access.resolved(f)) for f in access.items(access.resolved(raw),
                                                                  "/Filter")}
            if names & {"/LZWDecode", "/LZW", "/Crypt"}:
                yield found("pdfa-object", index, what=" ".join(sorted(names)))
        if access.truth(holder, "/Interpolate"):
            yield found("pdfa-object", index, what="Interpolate")
        for key in ("/OPI", "/PS", "/Ref", "/Alternates"):
            if key in holder and holder is not page:
                yield found("pdfa-object", index, what=key[1:])
        if _is_bare_cmyk(holder, resources):
            yield found("pdfa-device", index)
        for _, raw in access.raw_entries(access.dictionary(resources, "/ExtGState")):
            state = access.resolved(raw)
            for key in ("/TR", "/TR2", "/HTP"):
                if key in state and str(access.entry(state, key)) != "/Default":
                    yield found("pdfa-object", index, what=key[1:])
            mask = access.dictionary(access.dictionary(state, "/SMask"), "/G")
            if mask is not None and access.identity(mask) not in seen:
                seen.add(access.identity(mask))
                waiting.append(mask)
        for kind in ("/XObject", "/Pattern"):
            for _, raw in access.raw_entries(access.dictionary(resources, kind)):
                if access.identity(raw) not in seen:
                    seen.add(access.identity(raw))
                    item = access.resolved(raw)
                    if item is not None:
                        waiting.append(item)
                    if _device(access.entry(item, "/ColorSpace")) == "/DeviceCMYK" and \
                            not _has_default(resources):
                        yield found("pdfa-device", index)


def _device(space: Any) -> str:
    if isinstance(space, list) and len(space) > 1 and str(space[0]) == "/Indexed":
        space = access.resolved(space[1])
    return str(space) if isinstance(space, str) else ""


def _has_default(resources: Any) -> bool:
    return access.entry(access.dictionary(resources, "/ColorSpace"), "/DefaultCMYK") is not None


_CMYK = re.compile(rb"(?:^|\s)[\d.]+\s+[\d.]+\s+[\d.]+\s+[\d.]+\s+[kK](?=\s|$)|/DeviceCMYK\s+cs",
                   re.IGNORECASE)


def _is_bare_cmyk(holder: Any, resources: Any) -> bool:
    """Whether a content paints in CMYK though no profile says what that is (6.2.4.3)."""
    if _has_default(resources) or access.text(holder, "/Subtype") == "Image":
        return False
    data = b""
    if "/Contents" in holder:
        data = access.stream_bytes(holder.raw_get("/Contents"))
    elif hasattr(holder, "get_data"):
        data = access.stream_bytes(holder)
    return bool(_CMYK.search(data))


def _notes(page: Any, index: int) -> Iterator[Finding]:
    """Annotations are printed, and shown (6.3.2)."""
    for raw in access.items(page, "/Annots"):
        note = access.resolved(raw)
        flags = int(access.number(note, "/F") or 0)
        kind = access.text(note, "/Subtype") or "?"
        if kind != "Popup" and (not flags & _PRINTED or flags & _UNSEEN):
            yield found("pdfa-annotation", index, kind=kind)
        action = str(access.entry(access.dictionary(note, "/A"), "/S"))
        if action in _ACTIVE:
            yield found("pdfa-object", index, what=action[1:])


def _names(facts: Facts) -> Iterator[Finding]:
    names = access.dictionary(facts.catalog, "/Names")
    for key in ("/JavaScript", "/AlternatePresentations"):
        if names is not None and key in names:
            yield found("pdfa-object", what=key[1:])
    for key in ("/NeedsRendering", "/XFA", "/Requirements"):
        if key in facts.catalog:
            yield found("pdfa-object", what=key[1:])


def _attached(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """The files that were ordered, each with its media type and what it is to the document."""
    names = access.dictionary(access.dictionary(facts.catalog, "/Names"), "/EmbeddedFiles")
    files = {access.text(access.resolved(raw), "/UF") or name: access.resolved(raw)
             for name, raw in access.name_tree(names)}
    related = {access.identity(raw) for raw in access.items(facts.catalog, "/AF")}
    for name in sorted(set(files) ^ set(job.attachments)):
        yield found("pdfa-attached", name=name)
    for name, specification in sorted(files.items()):
        stream = access.dictionary(access.dictionary(specification, "/EF"), "/F")
        if stream is None or not access.text(stream, "/Subtype") or \
                not access.text(specification, "/F"):
            yield found("pdfa-attached", name=name)
        if access.text(specification, "/AFRelationship") not in (
                "Source", "Data", "Alternative", "Supplement", "Unspecified") or \
                access.identity(specification) not in related:
            yield found("pdfa-relationship", name=name)
