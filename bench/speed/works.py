"""What is measured: rounds, in each of which every side does every work once, by turns."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.speed import clock, machine, watching
from bench.speed.manuscript import Manuscript, manuscript, with_page, with_sentence
from bench.speed.reading import content, fonts, full_story
from bench.speed.results import Book, Memory, Output, Result, united
from bench.speed.sides import SIDES, Job, Side
from bench.speed.sides.ours import ALL, BUILD, House
from bench.speed.sides.typst import write_story as write_typst

FOCUS = 120
"""The size that everything is measured with."""
COLD, BARE = "cold", "bare"
"""Nothing kept from before: with tags (and our checks), without."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command asks for."""

    sizes: tuple[int, ...]
    rounds: int
    only: tuple[str, ...]
    """Keys of sides; empty for all."""
    plates: bool
    quick: bool = False
    """Slow programs stay out, and only the press is tried before."""
    most: int = 480
    """The largest book that programs beside the press make."""


@dataclass(slots=True)
class _Run:
    wanted: Wanted
    folder: Path
    say: Callable[[str], None]
    measures: list[tuple[str, str, int, bool, float]] = field(default_factory=list)
    outputs: list[Output] = field(default_factory=list)
    memory: list[Memory] = field(default_factory=list)
    missing: dict[str, str] = field(default_factory=dict)
    books: dict[tuple[int, bool], Manuscript] = field(default_factory=dict)
    jobs: dict[tuple[str, int, bool, bool], Job] = field(default_factory=dict)
    full: dict[tuple[int, bool], int] = field(default_factory=dict)
    """Book → the story that is changed in it."""

    def take(self, side: str, work: str, book: tuple[int, bool], seconds: float) -> None:
        self.measures.append((side, work, *book, seconds))
        name = f"{book[0]} stories{', plates' if book[1] else ''}"
        self.say(f"{name:22} {side:12} {work:15} {seconds:8.2f} s")


def measure(wanted: Wanted, folder: Path, say: Callable[[str], None]) -> Result:
    """All rounds. ``folder`` is empty and stays full; ``say`` is told each number."""
    run = _Run(wanted, folder, say)
    before = machine.load()
    sides = list(_sides(run))
    for book in _books(wanted):
        run.books[book] = manuscript(book[0], plates=book[1])
    for side in sides:
        _set_up(side, run)
    for number in range(wanted.rounds):
        say(f"round {number + 1} of {wanted.rounds}")
        for book in run.books:
            for side in sides:
                _cold(side, book, number, run)
                if side.key == "press":
                    _ours(book, number, run)
                elif side.key == "typst" and _is_focus(book, run):
                    _warm(side, book, number, run)
        if any(side.key == "press" for side in sides):
            for _ in range(3):
                seconds = clock.timed((sys.executable, str(BUILD), "--help"), folder, {})
                run.take("press", "help", (0, False), seconds)
    for side in sides:
        _memory(side, run)
    books = tuple(Book(*key, book.characters) for key, book in run.books.items())
    return Result(machine.today(), machine.machine(), {s.key: s.version() for s in sides},
                  run.missing, wanted.rounds, books, united(run.measures), tuple(run.outputs),
                  tuple(run.memory), before)


def _sides(run: _Run) -> Iterator[Side]:
    for side in SIDES:
        if run.wanted.only and side.key not in run.wanted.only:
            continue
        if run.wanted.quick and side.once < FOCUS:
            continue
        if side.version():
            yield side
        else:
            run.missing[side.key] = side.missing
            run.say(f"{side.name} is not installed and left out ({side.missing})")


def _books(wanted: Wanted) -> Iterator[tuple[int, bool]]:
    for plates in (False, True) if wanted.plates else (False,):
        for size in wanted.sizes:
            yield size, plates


def _is_focus(book: tuple[int, bool], run: _Run) -> bool:
    sizes = run.wanted.sizes
    return book == (FOCUS if FOCUS in sizes else max(sizes), False)


def _most(side: Side, run: _Run) -> int:
    """The largest book that it makes."""
    return side.most if side.key == "press" else min(side.most, run.wanted.most)


def _set_up(side: Side, run: _Run) -> None:
    for key, book in run.books.items():
        if key[0] > _most(side, run):
            continue
        for tags in side.tags:
            run.say(f"writing down {key[0]} stories for {side.key}")
            name = (side.key, str(key[0]), "plates" if key[1] else "", "" if tags else "bare")
            place = run.folder / "-".join(filter(None, name))
            place.mkdir(parents=True)
            job = side.prepare(book, place, tags)
            job.clear()
            run.jobs[side.key, *key, tags] = job
    if run.wanted.quick and side.key != "press":
        return
    run.say(f"trying {side.key}")
    # Once for nothing: byte code is compiled, files are read into memory, fonts are found.
    smallest = min(run.wanted.sizes)
    for tags in side.tags:
        job = run.jobs.get((side.key, smallest, False, tags))
        if job is None or (side.once < FOCUS and run.wanted.rounds == 1):
            continue
        try:
            clock.timed(job.command, job.cwd, job.env)
        except clock.Failed as error:
            _failed(side, COLD if tags else BARE, error, run)
        job.clear()


def _cold(side: Side, book: tuple[int, bool], number: int, run: _Run) -> None:
    for tags in side.tags:
        work = COLD if tags else BARE
        job = run.jobs.get((side.key, *book, tags))
        if job is None or f"{side.key}-{work}" in run.missing:
            continue
        if number and book[0] >= side.once:
            continue
        job.clear()
        try:
            run.take(side.key, work, book, clock.timed(job.command, job.cwd, job.env))
        except clock.Failed as error:
            _failed(side, work, error, run)
            continue
        if number == 0 and not (tags is False and True in side.tags):
            _read(side.key, work, book, job.pdf, run)


def _failed(side: Side, work: str, error: clock.Failed, run: _Run) -> None:
    """The work is left out from now on. What was said is not kept: it names folders."""
    run.missing[f"{side.key}-{work}"] = "failed"
    run.say(f"{side.key}, {work}: left out: {error}")


def _read(side: str, work: str, book: tuple[int, bool], pdf: Path, run: _Run) -> None:
    found = content(pdf)
    run.outputs.append(Output(
        side, work, *book, len(found.texts), sum(map(bool, found.texts)),
        sum(map(len, found.texts)), (round(found.trim[0], 1), round(found.trim[1], 1)),
        pdf.stat().st_size, fonts(pdf)))
    if side == "press":
        titles = [story.title for story in run.books[book].stories]
        run.full[book] = full_story(found, titles)


def _ours(book: tuple[int, bool], number: int, run: _Run) -> None:
    """What only the press does: behind a cold build, whose output is still there."""
    job = run.jobs["press", *book, True]
    house = House(run.books[book], job.pdf.parents[2])
    story = house.book.stories[run.full.get(book, book[0] // 2)]

    def again(work: str) -> None:
        run.take("press", work, book, clock.timed(job.command, job.cwd, job.env))

    if book[0] <= FOCUS:
        again("nothing")
        house.rewrite(with_sentence(story, number))
        again("sentence")
    if _is_focus(book, run):
        house.rewrite(story)
        clock.timed(job.command, job.cwd, job.env)
        pages = len(content(job.pdf).texts)
        house.rewrite(with_page(story, number))
        again("page")
        if len(content(job.pdf).texts) <= pages:
            run.missing["press-page"] = "no page was added"
        house.rewrite(story)
        _watch(house, job, book, run)
        house.documents(ALL)
        job.clear()
        again("all")
        house.documents(("reading",))
    house.rewrite(story)


def _watch(house: House, job: Job, book: tuple[int, bool], run: _Run) -> None:
    if "press-watch" in run.missing:
        return
    story = house.book.stories[run.full.get(book, book[0] // 2)]
    command = (job.command[0], job.command[1], "watch", job.command[2], "--output",
               job.command[4], "--json")
    try:
        pages, document = watching.press(
            command, job.cwd, job.env, lambda n: house.rewrite(with_sentence(story, 100 + n)))
    except watching.NotThere as error:
        run.missing["press-watch"] = f"build.py watch --json: {error}"
        run.say(run.missing["press-watch"])
        return
    run.take("press", "watch-pages", book, pages)
    run.take("press", "watch-document", book, document)


def _warm(side: Side, book: tuple[int, bool], number: int, run: _Run) -> None:
    job = run.jobs[side.key, *book, True]
    story = run.books[book].stories[run.full.get(book, book[0] // 2)]

    def edit(n: int) -> None:
        write_typst(with_sentence(story, 10 * number + n), job.cwd)

    try:
        run.take("typst", "warm", book, watching.typst((*job.command, "--warm"), job.cwd, edit))
    except watching.NotThere as error:
        run.missing["typst-warm"] = str(error)
    write_typst(story, job.cwd)


def _memory(side: Side, run: _Run) -> None:
    """Of the largest book without pictures, once, apart from the clock."""
    sizes = [size for size in run.wanted.sizes if size <= _most(side, run)]
    if not sizes or side.once < FOCUS or (run.wanted.quick and side.key != "press"):
        return
    job = run.jobs[side.key, max(sizes), False, side.tags[0]]
    job.clear()
    try:
        found = clock.peak(job.command, job.cwd, job.env)
    except clock.Failed:
        return
    if found is not None:
        run.memory.append(Memory(side.key, max(sizes), found.parent, found.worker))
        run.say(f"memory of {side.key}: {found.parent:.0f} MB, workers {found.worker:.0f} MB")


def in_folder(wanted: Wanted, say: Callable[[str], None], where: Path, *, keep: bool) -> Result:
    """The same, in a folder that is cleared afterwards if it is not to be kept."""
    try:
        return measure(wanted, where, say)
    finally:
        if not keep:
            shutil.rmtree(where, ignore_errors=True)


def sides_named(names: Sequence[str]) -> list[str]:
    """Names of sides that there are not."""
    return [name for name in names if name not in {side.key for side in SIDES}]
