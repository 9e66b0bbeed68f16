"""Numbered copies: the tree of pages checked whole, what stands on them by sample."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.generic import IndirectObject

from press.dataclass import dataclass
from press.preflight.needles import folded
from press.preflight.qrread import read_qr
from press.preflight.shownstrings import LATIN, decoder, shown
from press.values import Place, Problem, problem

SAMPLES = 24
"""Copies whose pages are read, the first and the last among them."""
_PAGE = re.compile(rb"<< /Type /Page /Parent (\d+) 0 R /Contents (\d+) 0 R >>")
_IMAGE = re.compile(rb"BI /W (\d+) /H (\d+) /IM true /D \[1 0\] ID (.*)\nEI Q", re.DOTALL)


@dataclass(frozen=True, slots=True)
class NumberedJob:
    """What a file of numbered copies must be."""

    path: str
    first: int
    last: int
    pages: int
    """Of a copy."""
    code: Callable[[int], str]
    """What its QR code says."""
    number: Callable[[int], str]
    """What stands on each of its pages."""


def check_numbered(file: Path, job: NumberedJob) -> tuple[Problem, ...]:
    """Everything that is wrong with ``file``; one that cannot be read whole fails."""
    try:
        return tuple(_found(file, job))
    except Exception as error:  # pypdf raises many kinds; none means passed
        reason = f"{type(error).__name__}: {error}".split("\n", 1)[0][:200]
        return (problem("numbered-wrong", Place(job.path), what=reason),)


def _found(file: Path, job: NumberedJob) -> Iterator[Problem]:
    reader = PdfReader(file, strict=True)
    place = Place(job.path)
    wanted = (job.last - job.first + 1) * job.pages
    root: Any = reader.trailer["/Root"]["/Pages"]  # type: ignore[index]
    contents = list(_contents(reader, root))
    if root["/Count"] != wanted or len(contents) != wanted or len(set(contents)) != wanted:
        yield problem("numbered-wrong", place, what=f"{len(set(contents))} / {wanted}")
        return
    fonts = (decoder(root["/Resources"]["/Font"]["/N"]["/ToUnicode"].get_data()), LATIN)
    step = max(1, (job.last - job.first) // (SAMPLES - 1))
    for copy in sorted({*range(job.first, job.last + 1, step), job.last}):
        for page in range(job.pages):
            data = reader.get_object(IndirectObject(
                contents[(copy - job.first) * job.pages + page], 0, reader)).get_data()  # type: ignore[union-attr]
            head, _, _ = data.partition(b"\nBI ")
            said = [folded(one) for one in shown(head, fonts)]
            if not data.startswith(b"/P%d Do\n" % page) or not any(
                    folded(job.number(copy)) in one and folded(job.code(copy)) in one
                    for one in said):
                yield problem("numbered-wrong", place, what=job.number(copy))
            if page == 0 and _code(data) != job.code(copy):
                yield problem("numbered-wrong", place, what=f"QR {job.code(copy)}")


def _contents(reader: PdfReader, root: Any) -> Iterator[int]:
    """The number of the content of each page, in their order; each node and the object stream
    that holds its pages is read once."""
    for kid in list.__iter__(root["/Kids"]):
        node = kid.idnum
        kids = [k.idnum for k in _raw_kids(reader, node)]
        stream = {reader.xref_objStm[number][0] for number in kids}
        if len(stream) != 1:
            raise ValueError(f"pages of node {node} lie in {len(stream)} object streams")
        bundle: Any = reader.get_object(IndirectObject(stream.pop(), 0, reader))
        data = bundle.get_data()
        pairs = list(map(int, data[:bundle["/First"]].split()))
        offsets = dict(zip(pairs[::2], pairs[1::2], strict=True))
        for number in kids:
            match = _PAGE.match(data, bundle["/First"] + offsets[number])
            if match is None or int(match[1]) != node:
                raise ValueError(f"object {number} is no page of node {node}")
            if reader.xref[0].get(int(match[2])) is None:
                raise ValueError(f"page {number} has no content")
            yield int(match[2])


def _raw_kids(reader: PdfReader, node: int) -> list[Any]:
    kids: Any = reader.get_object(IndirectObject(node, 0, reader))["/Kids"]  # type: ignore[index]
    return list(list.__iter__(kids))


def _code(data: bytes) -> str:
    match = _IMAGE.search(data)
    if match is None:
        return ""
    return read_qr(match[3], int(match[1]))
