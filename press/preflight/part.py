"""One typeset part against its manuscript: run in the worker, the result kept with the part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from press.dataclass import replace
from press.preflight.compare import compare_text
from press.preflight.document import opened
from press.preflight.facts import Facts
from press.preflight.findings import as_problems, guarded
from press.preflight.outside import excerpt, text_outside
from press.preflight.plaintext import expected_text
from press.preflight.printed import printed_pages
from press.preflight.text import text_of
from press.preflight.typefaces import glyphs_of
from press.values import Audience, Conversion, FaceUse, Place, Problem, Spot, problem


def check_part(pdf: bytes, source: str, path: str, role: str = "story",
               audience: Audience = "reader", faces: Sequence[FaceUse] = (), *,
               edition: str = "", files: Mapping[str, str] = MappingProxyType({}),
               conversion: Conversion | None = None) -> tuple[Problem, ...]:
    """Whether the part shows every word of its manuscript, in order, and each with a glyph.

    ``path``: the manuscript in the book, as problems name it; ``edition`` and ``files``: see
    ``expected_text``. Font programs may be missing in a part, and widths too: ``faces`` gives
    them; without, only the beginning of each run of text is known. ``conversion``: how the
    manuscript's words are printed in another script.
    """
    return examine_part(pdf, source, path, role, audience, faces, edition=edition, files=files,
                        conversion=conversion)[0]


def examine_part(pdf: bytes, source: str | None, path: str, role: str = "story",
                 audience: Audience = "reader", faces: Sequence[FaceUse] = (), *,
                 edition: str = "", files: Mapping[str, str] = MappingProxyType({}),
                 conversion: Conversion | None = None) -> tuple[tuple[Problem, ...], bytes]:
    """The same, and what the part shows (``printed``), to hold the finished document to it;
    ``source`` is None for a part without a manuscript, of which only the latter is told."""
    facts, findings = opened(pdf, {face.resource: dict(face.widths) for face in faces})
    if facts is None:
        return as_problems(findings, path), b""
    problems: list[Problem] = []
    expected = None
    shown = b""

    def words() -> tuple[()]:
        nonlocal expected
        if source is not None:
            expected = expected_text(source, role, audience, edition=edition, files=files,
                                     path=path, conversion=conversion)
            problems.extend(compare_text(expected, text_of(facts), Place(path)))
        return ()

    def printed() -> tuple[()]:
        nonlocal shown
        shown = printed_pages(facts, expected)
        return ()

    def outside() -> tuple[()]:
        problems.extend(_outside(facts, source or "", path))
        return ()

    findings += guarded("part_text", words)
    findings += guarded("printed", printed)
    if source is not None:
        findings += guarded("text_inside", outside)
        findings += guarded("glyphs_shown", lambda: glyphs_of(facts.contents))
    facts.close()
    return (*problems, *as_problems(findings, path)), shown


def _outside(facts: Facts, source: str, path: str) -> Iterator[Problem]:
    """Text outside the trim, with its line where its words stand in the manuscript once."""
    for index, words, box in text_outside(facts):
        line = source[:source.index(words)].count("\n") + 1 if source.count(words) == 1 else None
        told = problem("pdf-text-outside", Place(path, line), page=index + 1,
                       text=excerpt(words), pages=str(index + 1))
        yield replace(told, spots=(Spot(index + 1, box, path, line),))
