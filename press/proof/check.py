"""One manuscript, read and held against every rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from press.config.proof_model import SWITCHED, ProofConfig
from press.dataclass import dataclass, replace
from press.proof.document import Document, Edit, Hit, Unit
from press.proof.ignores import Marks, read_marks
from press.proof.lines import blocks
from press.proof.lists import of_lists
from press.proof.reading import read_manuscript, read_table
from press.proof.rules import RULES, codes
from press.values import Place, Problem, problem

LIMIT = 500
"""Problems of one code in one file; nobody reads more, and what is behind them is one fault."""
GARBLED = frozenset((3, 4, 5))
"""Rules about text that is none: it breaks many others, too."""
SHOWN = 24
"""Characters of a place that a message shows."""
_NO_CONFIG = ProofConfig()


@dataclass(frozen=True, slots=True)
class Proofed:
    """What the copy check found in one file."""

    problems: tuple[Problem, ...]
    """By line and column."""
    edits: tuple[Edit, ...] = ()
    """Changes that mend some of them safely, in the same order; they do not overlap."""


def proof(path: str, text: str, lang: str, config: ProofConfig = _NO_CONFIG,
          glossary: Sequence[str] = ()) -> Proofed:
    """Check a manuscript; line ends must be ``\\n``. ``glossary``: the terms of the book."""
    lines = text.split("\n")
    code = blocks(lines)[1] if "<!--" in text else frozenset()
    marks = read_marks(path, lines, codes(), code)
    document = read_manuscript(path, text, lang, marks.quoted)
    return _proofed(document, config, glossary, marks, lines)


def proof_table(path: str, text: str, lang: str, config: ProofConfig = _NO_CONFIG,
                glossary: Sequence[str] = ()) -> Proofed:
    """Check a CSV table; nothing of it is mended."""
    done = _proofed(read_table(path, text, lang), config, glossary, Marks(), text.split("\n"))
    return replace(done, edits=())


def settled(problems: Sequence[Problem], text: Callable[[str], str | None],
            config: ProofConfig) -> tuple[Problem, ...]:
    """``problems`` of other rooms, without those rules of the copy check that are taken off.

    ``text`` gives the manuscript of a path.
    """
    marks: dict[str, Marks] = {}
    kept = []
    for one in problems:
        path = one.path or ""
        if one.code in SWITCHED:
            if path not in marks:
                lines = (text(path) or "").split("\n")
                marks[path] = read_marks(path, lines, codes(), blocks(lines)[1])
            if one.code in config.off or marks[path].covers(one.code, one.line or 0):
                continue
            one = _severe(one, config)
        kept.append(one)
    return tuple(kept)


def _proofed(document: Document, config: ProofConfig, glossary: Sequence[str], marks: Marks,
             lines: Sequence[str]) -> Proofed:
    found: dict[tuple[str, int, int], tuple[Problem, Edit | None]] = {}
    count: Counter[str] = Counter()
    for code, hit, sure in _hits(document, config, glossary):
        line, column = document.spot(hit.start)
        if marks.covers(code, line):
            continue
        count[code] += 1
        if count[code] > LIMIT:
            continue
        told = _told(document, code, hit, Place(document.path, line, column), config)
        edit = _edit(document, hit, line, column, code, lines) if sure else None
        found.setdefault((code, line, column), (told, edit))
    problems = [told for told, _ in found.values()]
    problems += [_severe(problem("copy-more", Place(document.path), name=code,
                                 count=n - LIMIT), config)
                 for code, n in count.items() if n > LIMIT]
    problems += marks.problems
    problems += marks.unused(document.path, SWITCHED)
    return Proofed(tuple(sorted(problems, key=_order)),
                   _apart([e for _, e in found.values() if e is not None]))


def _hits(document: Document, config: ProofConfig,
          glossary: Sequence[str]) -> Iterator[tuple[str, Hit, bool]]:
    """Code, place, and whether it may be mended, of everything that is found."""
    off = frozenset(config.off)
    garbled: set[int] = set()
    for rule in RULES:
        if not (document.chinese or rule.any_language):
            continue
        for hit in rule.find(document):
            code = hit.code or rule.code
            unit = document.unit(hit.start)
            if rule.number in GARBLED:
                garbled.update(range(hit.start, hit.end))
            elif hit.start in garbled:
                continue  # what is wrong with it has been said
            if code in off or (unit.quoted and not rule.quotations) or (
                    unit.verse and not rule.verse):
                continue
            yield code, hit, _mendable(hit, unit)
    for hit in of_lists(document, config, glossary):
        if hit.code not in off:
            yield hit.code, hit, _mendable(hit, document.unit(hit.start))


def _mendable(hit: Hit, unit: Unit) -> bool:
    return hit.instead is not None and not unit.quoted


def _told(document: Document, code: str, hit: Hit, place: Place, config: ProofConfig) -> Problem:
    words = document.text[hit.start:min(hit.end, hit.start + SHOWN)]
    args = {"found": words}
    if hit.instead is not None:
        args["instead"] = hit.instead
    shown: dict[str, Any] = {**args, **hit.args}
    return _severe(problem(code, place, **shown), config)


def _severe(found: Problem, config: ProofConfig) -> Problem:
    severity = config.severity.get(found.code)
    return replace(found, severity=severity) if severity else found


def _edit(document: Document, hit: Hit, line: int, column: int, code: str,
          lines: Sequence[str]) -> Edit | None:
    """The change, where the words stand in the source as they are printed, on one line."""
    old = document.text[hit.start:hit.end]
    source = lines[line - 1] if line <= len(lines) else ""
    if hit.instead is None or source[column - 1:column - 1 + len(old)] != old or "\n" in old:
        return None
    return Edit(line, column, old, hit.instead, code)


def _apart(edits: list[Edit]) -> tuple[Edit, ...]:
    """``edits`` by place; of those that touch the first."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (e.line, e.column, -len(e.old))):
        last = kept[-1] if kept else None
        if last is not None and last.line == edit.line and (
                edit.column < last.column + len(last.old)):
            continue
        kept.append(edit)
    return tuple(kept)


def _order(found: Problem) -> tuple[int, int, str]:
    return found.line or 1 << 30, found.column or 0, found.code
