"""Packets and the ledger: what is different from last time, and keeping what is given out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

from press.assembly.picking import picked
from press.dataclass import replace
from press.layout.form_context import SheetView
from press.ledger import Distribution, Kept, Ledger
from press.messages import Lang, text
from press.packets import words
from press.packets.binding import Files
from press.packets.delta import Delta, Sheets, delta
from press.packets.documents import View, printed
from press.packets.gate import Gate
from press.packets.notices import Notices
from press.packets.plan import own_words_of
from press.packets.stock import Stock
from press.packets.values import FileKind, MadeSet, PacketFile
from press.roster.records import Roster
from press.roster.writing import csv_table
from press.values import Problem, has_errors


def kept_files(made: Sequence[MadeSet]) -> tuple[Kept, ...]:
    """The packets as the ledger keeps them."""
    return tuple(Kept(one.path, one.kind, one.lecture, one.lecturer, one.code, one.copies,
                      one.digests, tuple((s.item, s.first, s.pages) for s in one.sheaves))
                 for one in made)


def recorded(ledger: Ledger, name: str, date: dt.date, roster: Roster,
             made: Sequence[MadeSet], sheets: int) -> Distribution:
    """Keep what is given out now."""
    return ledger.record(Distribution(0, name, date, roster.lecturers, roster.lectures,
                                      kept_files(made)), sheets)


def title_of(one: Distribution, lang: Lang) -> str:
    """A distribution in words."""
    return text("packet-distribution", lang, number=one.number, name=one.name,
                date=one.date.isoformat())


def changed_files(stock: Stock, last: Distribution, roster: Roster, made: Sequence[MadeSet],
                  folder: Path, lang: Lang, gate: Gate, topics: Mapping[str, str]
                  ) -> tuple[Files, Delta, tuple[Problem, ...]]:
    """The papers about all changes since ``last``, the packets lying in ``folder``; ``topics``:
    what rosters call a topic → its title."""
    found = delta(last, roster, made)
    own: dict[str, tuple[str, ...]] = {}
    if not (found.changes or found.again or found.void):
        return [], found, ()
    say = Notices(lang, found, last.roster, roster, title_of(last, lang), topics)
    home = text("packet-folder-changes", lang)
    views: list[View] = []

    def wanted(kind: FileKind, name: str, sheet: SheetView, lecturer: str = "",
               suffix: str = "") -> None:
        views.append((PacketFile(f"{home}/{text(f'packet-file-{name}', lang)}{suffix}.pdf", kind,
                                 "", 0, lecturer=lecturer), [sheet]))

    for number in found.lecturers:
        person = say.person(number)
        wanted("notice", "notice", say.notice(number), number,
               f"-{number}-{words.file_name(person.name)}")
        rows = [row for c in found.changes for row in (c.before, c.after)
                if row is not None and row.lecturer == number]
        # What was his and is no more may stand in his notice, too.
        own[number] = tuple(own_words_of(person, rows))
    if found.void:
        wanted("void", "void", say.void())
    if found.again:
        wanted("order", "reprint-order", say.reprint())
    errata = say.errata()
    if errata is not None:
        wanted("errata", "errata", errata)
    files, problems = printed(stock, views, gate=gate, more=own)
    if has_errors(problems):
        return [], found, problems
    if found.void:
        files.append((PacketFile(f"{home}/{text('packet-file-void', lang)}.csv", "table", "", 0),
                      csv_table([text(f"packet-col-{c}", lang) for c in (
                          "number", "item", "pages", "copies", "sheets", "code")],
                          [[one.lecture, text(f"packet-item-{one.item}", lang),
                            " ".join(map(str, one.own_pages)), one.copies, one.total, one.code]
                           for one in found.void])))
    return [*files, *_again(found.again, made, folder, home, stock, lang)], found, problems


def _again(again: Sequence[Sheets], made: Sequence[MadeSet], folder: Path, home: str,
           stock: Stock, lang: Lang) -> Files:
    """The sheets to print again: a file for each lecture, sides and number of copies."""
    kinds = {one.path: one.kind for one in made}
    groups: dict[tuple[str, str, int], list[Sheets]] = {}
    for one in again:
        groups.setdefault((one.lecture, one.path, one.copies), []).append(one)
    files: Files = []
    for (lecture, path, copies), own in groups.items():
        duplex = kinds[path] == "listener"
        numbers: list[int | None] = []
        for one in own:
            numbers += one.pages
            numbers += [None] * (duplex and len(numbers) % 2)
        name = text("packet-file-reprint", lang)
        sides = text("packet-duplex" if duplex else "packet-simplex", lang).split("·")[0]
        count = text("packet-copies-value", lang, count=copies).replace(" ", "")
        data = picked([((folder / path).read_bytes(), numbers)],
                      title=f"{name} {lecture} · {stock.title}", lang=stock.lang)
        files.append((PacketFile(
            f"{home}/{name}-{lecture}-{words.file_name(sides)}-{words.file_name(count)}.pdf",
            "reprint", "", 0, pages=len(numbers),
            sheets=sum(one.sheets for one in own), copies=copies, lecture=lecture,
            code=own[0].code), data))
    return [(replace(file, lecturer=""), data) for file, data in files]
