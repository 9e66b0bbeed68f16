"""核红: the corrections of the proofs so far against this version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from press.build.galley_record import FOLDER, Record
from press.build.galley_table import read_corrections, table_path
from press.dataclass import dataclass
from press.galley.corrections import Checked, Correction, check
from press.galley.lines import Page, text_of
from press.galley.rounds import Round
from press.galley.words import counts, written
from press.messages import Lang
from press.values import Problem, problem

Documents = Mapping[str, Sequence[Page]]
"""Label of a document → its pages."""
_TOLD = 6
"""Places of corrections that a message names."""


@dataclass(frozen=True, slots=True)
class Checking:
    """What became of the corrections of one proof."""

    round: Round
    """That proof."""
    checked: tuple[Checked, ...]
    """All of the last proof; of those before it what was left undone."""
    last: bool
    """Whether it is the last proof."""
    all: tuple[Checked, ...]
    """All of it, as they stand now."""


def checked_corrections(folder: Path, earlier: Sequence[tuple[Record, Documents]], now: Documents,
                        made: Round, lang: Lang
                        ) -> tuple[tuple[Checking, ...], tuple[Problem, ...]]:
    """Every correction of the proofs ``earlier`` in this printing, which had these pages, the last
    one first. What the next proof after one had already done is not asked again. Before a
    release those that are not done are errors."""
    found: list[Checking] = []
    problems: tuple[Problem, ...] = ()
    for number in range(len(earlier) - 1, -1, -1):
        record, pages = earlier[number]
        path = table_path(folder, record.round, FOLDER, lang)
        corrections, faults = read_corrections(folder, path, record.round, pages, lang)
        problems += faults
        if not corrections:
            continue
        last = number == len(earlier) - 1
        settled: tuple[Checked, ...] = ()
        if not last:
            then = _against(corrections, pages, earlier[number + 1][1])
            settled = tuple(one for one in then if one.verdict in ("done", "kept"))
            known = {id(one.correction) for one in settled}
            corrections = tuple(one for one in corrections if id(one) not in known)
        checked = _against(corrections, pages, now)
        found.append(Checking(record.round, checked, last, (*settled, *checked)))
        problems += tuple(_told(checked, record.round, pages, now, lang))
        open_ = [one for one in checked if one.verdict == "open"]
        if made.name == "press" and open_:
            places = "、".join(f"{o.correction.page}:{o.correction.line}" for o in open_[:_TOLD])
            problems += (problem(
                "proofs-press-open", open_[0].correction.place, round=record.round.title(lang),
                count=len(open_), places=places + ("…" if len(open_) > _TOLD else ""),
                file=f"{FOLDER}/{path.name}"),)
    return tuple(found), problems


def _against(corrections: Sequence[Correction], old: Documents, now: Documents
             ) -> tuple[Checked, ...]:
    """The corrections, in their order; those of documents that are not made now are left out."""
    checked: list[Checked] = []
    for label, pages in old.items():
        own = [c for c in corrections if c.document == label]
        if own and label in now:
            checked += check(own, text_of(pages), text_of(now[label]))
    order = {id(c): n for n, c in enumerate(corrections)}
    return tuple(sorted(checked, key=lambda one: order[id(one.correction)]))


def _told(checked: Sequence[Checked], base: Round, old: Documents, now: Documents,
          lang: Lang) -> Iterator[Problem]:
    for one in checked:
        where = one.correction
        wrong, right = written(one, lang)
        if one.misplaced and one.verdict == "doubtful":
            there = next((line.text for page in old[where.document] if page.number == where.page
                          for line in page.lines if line.number == where.line), "")
            yield problem("proofs-correction-lost", where.place, round=base.title(lang),
                          old_page=where.page, line=where.line, wrong=wrong, there=there[:40])
        elif one.verdict in ("open", "doubtful"):
            code = "proofs-not-done" if one.verdict == "open" else "proofs-doubtful"
            yield problem(code, where.place, wrong=wrong, right=right, found=one.found or "—",
                          now_page=one.page or "—", now_line=one.line or "—",
                          source=_source(one, now[where.document]))


def _source(one: Checked, pages: Sequence[Page]) -> str:
    """The manuscript and line of where a correction is now."""
    line = next((line for page in pages if page.number == one.page for line in page.lines
                 if line.number == one.line and line.path), None)
    if line is None:
        return "—"
    return line.path if line.line is None else f"{line.path}:{line.line}"


def summary(checking: Checking) -> dict[str, int]:
    """How many of each verdict."""
    return dict(zip(("count", "done", "open", "doubtful", "kept"), counts(checking.checked),
                    strict=True))
