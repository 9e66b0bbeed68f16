"""The packets of one book. ``make_packets`` reads as the table of contents of this room."""

from __future__ import annotations

import contextlib
import datetime as dt
import time
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from press.build.budget import plan_within_budget
from press.build.cache import Pieces
from press.build.copy_check import copy_problems, once
from press.build.editions import READER
from press.build.intake import Intake, take_in
from press.build.makers import Maker
from press.build.workshop import Workshop
from press.config import PacketsConfig
from press.dataclass import dataclass, names_of, replace
from press.layout.files import Layout, load_layout
from press.layout.forms import Forms
from press.ledger import Ledger, open_ledger
from press.messages import Lang
from press.packets import words
from press.packets.beside import beside
from press.packets.binding import Files
from press.packets.delta import Delta
from press.packets.documents import documents, whole_phones
from press.packets.folder import FOLDER, exchange, put, staging, write_manifests, zipped
from press.packets.gate import Gate
from press.packets.handing import make_lots
from press.packets.issue import changed_files, recorded
from press.packets.labels import label_sheet
from press.packets.lists import Lists
from press.packets.paper import lines, sheets
from press.packets.phone import phone_editions
from press.packets.plan import Given, given, lots, problems_of, stock_up
from press.packets.stock import Stock
from press.packets.topics import Topic, topics
from press.packets.values import Lot, MadeSet, PacketFile
from press.roster import Lecture, Lecturer, Roster, RosterFiles, clashes, read_rows, read_ways
from press.typeset.coverage import missing_characters
from press.typeset.faces import Library
from press.values import Place, Problem, has_errors, problem

PIECES = ("sign-in", "receipt", "feedback", "sheet", "box-labels")


@dataclass(frozen=True, slots=True)
class Issue:
    """A distribution that takes place now."""

    name: str
    date: dt.date


@dataclass(frozen=True, slots=True)
class PacketsResult:
    """What became of the packets of one book."""

    book: str
    folder: Path
    files: tuple[PacketFile, ...]
    problems: tuple[Problem, ...]
    lectures: int = 0
    copies: int = 0
    sheets: int = 0
    seconds: float = 0.0
    delta: Delta | None = None
    """Against the last distribution, if there was one."""

    @property
    def good(self) -> bool:
        """Whether nothing of severity error was found."""
        return not has_errors(self.problems)


@dataclass(frozen=True, slots=True)
class Ready:
    """A book whose rosters and layouts are read and good."""

    name: str
    intake: Intake
    config: PacketsConfig
    roster: Roster
    topics: tuple[Topic, ...]
    lectures: tuple[Given, ...]
    stock: Stock
    phone: Forms
    phone_layout: Layout
    """Of the texts of the phone edition."""
    lang: Lang
    issuer: str


def make_packets(folder: Path, output: Path, templates: Path, shop: Workshop,
                 environment: Mapping[str, str], *, as_zip: bool = False,
                 issue: Issue | None = None) -> PacketsResult:
    """Read the rosters of the book in ``folder``, and write the packets of all lectures into
    ``output``/BOOK/packets: all of them, or where an error is found none. ``issue``: they are
    given out, which the ledger keeps."""
    name = folder.resolve().name
    target = output / name / FOLDER
    ledger, problems = open_ledger(folder, create=issue is not None)
    if has_errors(problems):
        return PacketsResult(name, target, (), problems)
    with contextlib.closing(ledger) if ledger else contextlib.nullcontext():
        return _made(folder, name, target, templates, shop, environment, as_zip, issue, ledger)


def _made(folder: Path, name: str, target: Path, templates: Path, shop: Workshop,
          environment: Mapping[str, str], as_zip: bool, issue: Issue | None,
          ledger: Ledger | None) -> PacketsResult:
    started = time.monotonic()
    ready, problems = make_ready(folder, templates, shop, environment)
    if ready is None:
        return PacketsResult(name, target, (), problems)
    try:
        with staging(target) as staged:
            gate = Gate(ready.roster, ready.lectures, _printed(ready),
                        whole_phones=whole_phones(ready.stock))
            work, found = orders(ready, staged, shop)
            problems = tuple(dict.fromkeys((*problems, *found)))
            if has_errors(problems):
                return PacketsResult(name, target, (), problems)
            with beside(shop) as later:
                quiet, blank = _beside(ready)
                sheet = later(partial(label_sheet, quiet, blank))
                editions = later(partial(phone_editions, quiet, ready.phone, ready.phone_layout,
                                         ready.lectures, blank, gate))
                made, found = make_sets(ready, work, shop)
                problems = tuple(dict.fromkeys((*problems, *found)))
                if has_errors(problems):
                    return PacketsResult(name, target, (), problems)
                labels, found = sheet()
                others, also = documents(ready.stock, ready.config, ready.lectures,
                                         blank.of(made), labels, gate)
                changed, what, more = _changed(ready, ledger, made, staged, gate)
                phone, last = editions()
            others += [*changed, *phone]
            problems = tuple(dict.fromkeys((*problems, *found, *also, *more, *last)))
            if has_errors(problems):
                return PacketsResult(name, target, (), problems)
            files = [_file(one) for one in made]
            files += [replace(file, sha256=put(staged, file.path, data), size=len(data))
                      for file, data in others]
            files.sort(key=lambda file: file.path)
            whole = totals(ready, made)
            write_manifests(staged, files, whole)
            if as_zip:
                for one in sorted(p for p in staged.iterdir() if p.is_dir()):
                    put(staged, f"{one.name}.zip", zipped(one))
            exchange(staged, target)
        if ledger is not None and issue is not None:
            recorded(ledger, issue.name, issue.date, ready.roster, made, sheets(made))
    except OSError as error:
        fault = problem("output-unwritable", folder=target,
                        reason=getattr(error, "strerror", None) or str(error))
        return PacketsResult(name, target, (), (*problems, fault))
    return PacketsResult(
        name, target, tuple(files), problems, len(ready.lectures),
        sum(one.lecture.copies for one in ready.lectures), sheets(made),
        time.monotonic() - started, what)


def _beside(ready: Ready) -> tuple[Stock, Lists]:
    """For what needs no packets: a stock for itself, and lists of nothing yet."""
    stock = ready.stock.apart()
    return stock, Lists(ready.lang, (), whole_phones=whole_phones(stock))


def _changed(ready: Ready, ledger: Ledger | None, made: Sequence[MadeSet], staged: Path,
             gate: Gate) -> tuple[Files, Delta | None, tuple[Problem, ...]]:
    """The papers about what has changed since packets were given out last, if they were."""
    last = ledger.last() if ledger else None
    if last is None:
        return [], None, ()
    titles = {name: topic.name for topic in reversed(ready.topics) for name in topic.names}
    return changed_files(ready.stock, last, ready.roster, made, staged, ready.lang, gate, titles)


def make_ready(folder: Path, templates: Path, shop: Workshop, environment: Mapping[str, str]
               ) -> tuple[Ready | None, tuple[Problem, ...]]:
    """Everything read, or None where an error was found."""
    intake, problems = take_in(folder, templates, shop.library, environment, (),
                               Pieces(shop.cache))
    problems = once((*problems, *copy_problems(folder, Pieces(shop.cache))))
    if intake is None or has_errors(problems):
        return None, problems
    config = intake.book.config.packets
    if config is None:
        return None, (*problems, problem("packets-none", Place("book.toml")))
    own = replace(shop, library=intake.library, waivers=intake.book.config.waivers)
    planned, found = plan_within_budget(intake, own, ())
    problems += found
    known = topics(intake.book, planned, dict(intake.layouts))
    roster, found = read_rows(folder, files_of(config),
                              tuple(n for topic in known for n in topic.names))
    problems += found
    # Also of the good rows of a roster with bad ones: whoever mends it learns all at once.
    ways, found = read_ways(folder, config.ways, roster, config.encoding) if config.ways else (
        {}, ())
    problems += tuple(p for p in found if p.severity == "error" or not has_errors(problems))
    problems += clashes(roster, config.travel, ways)
    problems += tuple(_unprintable(roster, intake.library))
    if not roster.given and not has_errors(problems):
        problems += (problem("packets-empty", Place(config.lectures)),)
    issuer = config.issuer or intake.book.config.publisher
    forms, found = _forms(intake, config.layout, templates, folder, issuer, PIECES)
    problems += found
    phone, found = _forms(intake, config.phone_forms, templates, folder, issuer, ("sheet",))
    problems += found
    layout, found = load_layout(config.phone_layout, templates=templates, book_folder=folder,
                                own=False)
    problems = tuple(dict.fromkeys((*problems, *found)))
    if forms is None or phone is None or layout is None or has_errors(problems):
        return None, problems
    lang = words.lang_of(intake.book.config.lang)
    stock = Stock(own, Maker(own), forms, intake.book.config.title, intake.book.config.lang,
                  intake.date)
    return Ready(folder.resolve().name, intake, config, roster, known,
                 given(roster, known, lang), stock, phone, layout, lang, issuer), problems


def _unprintable(roster: Roster, library: Library) -> Iterator[Problem]:
    """Characters of the rosters that no typeface has, each at the first row that has it."""
    seen: set[str] = set()
    rows: tuple[Lecturer | Lecture, ...] = (*roster.lecturers, *roster.lectures)
    for row in rows:
        words_ = "".join(v for name in names_of(row) if isinstance(v := getattr(row, name), str))
        for character in missing_characters(dict.fromkeys(words_), library):
            if character not in seen:
                seen.add(character)
                yield problem("character-missing", row.place, character=character,
                              codepoint=f"U+{ord(character):04X}")


def files_of(config: PacketsConfig) -> RosterFiles:
    """Where the tables lie."""
    return RosterFiles(config.lecturers, config.lectures, config.encoding, config.minutes)


def orders(ready: Ready, folder: Path,
           shop: Workshop) -> tuple[tuple[Lot, ...], tuple[Problem, ...]]:
    """All that lectures share typeset, and what is to be made of it in ``folder``."""
    stock = ready.stock
    handouts = stock_up(stock, ready.lectures)
    if not stock.ok():
        return (), problems_of(stock)
    author = ready.intake.book.config.author
    work = lots(stock, ready.lectures, ready.roster, handouts, str(folder), ready.name, author,
                _printed(ready), shop.jobs, ready.lang)
    return work if stock.ok() else (), problems_of(stock)


def make_sets(ready: Ready, work: Sequence[Lot],
              shop: Workshop) -> tuple[tuple[MadeSet, ...], tuple[Problem, ...]]:
    """The two files of each lecture, in the order of the lectures."""
    made = make_lots(work, shop)
    place = {(one.lecture.number): n for n, one in enumerate(ready.lectures)}
    made.sort(key=lambda one: (place[one.lecture], one.kind != "speaker"))
    return tuple(made), tuple(p for one in made for p in one.problems)


def totals(ready: Ready, made: Sequence[MadeSet]) -> dict[str, object]:
    """What the manifest says of all packets together."""
    return {
        "book": ready.name, "lecturers": len({one.lecturer.number for one in ready.lectures}),
        "lectures": len(ready.lectures),
        "copies": sum(one.lecture.copies for one in ready.lectures), "sheets": sheets(made),
        "print": [{"item": line.item, "path": line.path, "copies": line.copies,
                   "sheets": line.sheets, "total": line.total}
                  for one in made for line in lines(one)]}


def _file(one: MadeSet) -> PacketFile:
    return PacketFile(
        one.path, "speaker-set" if one.kind == "speaker" else "listener-set", one.sha256, one.size,
        one.pages, sum(line.sheets for line in lines(one)), one.copies, one.lecturer, one.lecture,
        one.code, one.sheaves, one.digests)


def _forms(intake: Intake, name: str, templates: Path, folder: Path, issuer: str,
           pieces: Sequence[str]) -> tuple[Forms | None, tuple[Problem, ...]]:
    layout, problems = load_layout(name, templates=templates, book_folder=folder, own=False)
    if layout is None:
        return None, problems
    forms = Forms(intake.book, layout, issuer)
    return forms, (*problems, *forms.lacking(*pieces))


def _printed(ready: Ready) -> str:
    """What stands in every packet, whoever it is for: words of the layout and of the book."""
    config = ready.intake.book.config
    layouts = [ready.stock.forms.layout, *(topic.layout for topic in ready.topics)]
    return "\0".join((config.title, config.subtitle, config.publisher, config.notice,
                      config.author, config.compiler, ready.issuer, READER,
                      *(label for layout in layouts for label in layout.config.labels.values())))
