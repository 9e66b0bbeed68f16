"""One typeset part against its manuscript: run in the worker, the result kept with the part."""

from __future__ import annotations

from press.preflight.compare import compare_text
from press.preflight.document import opened
from press.preflight.findings import as_problems, guarded
from press.preflight.plaintext import Audience, expected_text
from press.preflight.text import text_of
from press.preflight.typefaces import glyphs_of
from press.values import Place, Problem


def check_part(pdf: bytes, source: str, path: str, role: str = "story",
               audience: Audience = "reader") -> tuple[Problem, ...]:
    """Whether the part shows every word of its manuscript, in order, and each with a glyph.

    ``path``: the manuscript, as problems name it. Font programs may be missing in a part.
    """
    facts, findings = opened(pdf)
    if facts is None:
        return as_problems(findings, path)
    problems: list[Problem] = []

    def words() -> tuple[()]:
        problems.extend(compare_text(expected_text(source, role, audience), text_of(facts),
                                     Place(path)))
        return ()

    findings += guarded("part_text", words)
    findings += guarded("glyphs_shown", lambda: glyphs_of(facts.contents))
    return (*problems, *as_problems(findings, path))
