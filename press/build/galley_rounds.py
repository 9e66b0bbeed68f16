"""Which round of proofs is due, and whether the one that was asked for can be made."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from press.build.galley_record import FOLDER, Listed, Record
from press.build.galley_table import count_rows, table_path
from press.config.suggestions import listed
from press.dataclass import dataclass
from press.galley.rounds import ROUNDS, Round, RoundName
from press.messages import Lang
from press.values import Place, Problem, problem


@dataclass(frozen=True, slots=True)
class Chosen:
    """The round that is made."""

    round: Round
    again: bool = False
    """The very same version was made before: its record stays as it is."""


def choose_round(folder: Path, asked: RoundName | None, files: Sequence[Listed],
                 records: Sequence[Record], lang: Lang
                 ) -> tuple[Chosen | None, tuple[Problem, ...]]:
    """The round that was ``asked`` for, or that which is due, for a version of these ``files``.

    Due is the first proof; after one that has corrections the next; after a release the first of
    the next printing, if anything has changed. A proof that has corrections is not made anew of
    another version: its lines would no longer be those that were marked.
    """
    last = records[-1] if records else None
    if last is None:
        return Chosen(Round(1, asked or "first")), ()
    same = _same(last, files)
    if last.round.name == "press":
        if asked == "press" or (asked is None and same):
            if same:
                return Chosen(last.round, again=True), ()
            return None, (problem("proofs-frozen", Place(last.path),
                                  printing=last.round.printing, what=_differing(last, files)),)
        return Chosen(Round(last.round.printing + 1, asked or "first")), ()
    rows = count_rows(folder, table_path(folder, last.round, FOLDER, lang))
    if asked is None:
        place = ROUNDS.index(last.round.name)
        name = ROUNDS[min(place + 1, 2)] if rows and not same else last.round.name
    else:
        name = asked
    wanted = Round(last.round.printing, name)
    if wanted.order > last.round.order:
        return Chosen(wanted), ()
    there = next((r for r in records if r.round == wanted), None)
    if there is not None and _same(there, files):
        return Chosen(wanted, again=True), ()
    if wanted != last.round:
        return None, (problem("proofs-round-passed", Place(last.path),
                              round=wanted.title(lang), later=last.round.title(lang)),)
    if rows:
        table = table_path(folder, wanted, FOLDER, lang)
        following = ROUNDS[ROUNDS.index(name) + 1]
        return None, (problem(
            "proofs-round-closed", Place(f"{FOLDER}/{table.name}"), round=wanted.title(lang),
            count=rows, next=Round(1, following).stem(lang).removesuffix("-1")
            if following == "press" or lang == "zh" else str(ROUNDS.index(following) + 1),
            file=f"{FOLDER}/{table.name}"),)
    return Chosen(wanted), ()


def _same(record: Record, files: Sequence[Listed]) -> bool:
    """Whether these are the files of that version; a document that is new or gone is a change."""
    return {f.file: f.sha256 for f in record.files} == {f.file: f.sha256 for f in files}


def _differing(record: Record, files: Sequence[Listed]) -> str:
    was = {f.file: f.sha256 for f in record.files}
    now = {f.file: f.sha256 for f in files}
    return listed(name for name in dict.fromkeys([*was, *now]) if was.get(name) != now.get(name))
