"""What the verbs do, each as a function that returns an exit code."""

from __future__ import annotations

import functools
import gc
import os
import shutil
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from press.build.cache import Cache
from press.build.unchanged import Seen, keep, seen, surely_changed, unchanged
from press.build.values import BuildResult
from press.cli.books import SOURCES, find_books, templates_folder
from press.cli.codes import Exit
from press.cli.options import Options
from press.cli.reporting import book_report, write_report
from press.cli.starter import start_book
from press.dataclass import dataclass, replace
from press.galley.rounds import round_name
from press.messages import text
from press.report.jsonout import report, write_json
from press.report.terminal import Reporter
from press.typeset.faces import MIXED, Library, library_folder, load_library
from press.values import Problem, has_errors, problem

if TYPE_CHECKING:
    from press.build.galleys import ProofsResult
    from press.build.handover import HandoverResult
    from press.build.pool import Workers
    from press.build.workshop import Workshop
    from press.report.html import BookReport
    from press.report.lines import Lines

CACHE = ".cache"
MACHINE_CODES = {"output-unwritable", "cluster-empty", "cluster-lost", "cluster-worker-differs",
                 "cluster-worker-failed"}
"""Problems of a build that are those of this machine, or of others that it works with."""


@dataclass(frozen=True, slots=True)
class _Pool:
    """Where parts are typeset if not on this machine, and what is to be called when all are."""

    workers: Workers | None
    close: Callable[[], None]


def build(names: Sequence[str], options: Options, *, write: bool = True,
          more: Mapping[str, object] | None = None) -> int:
    """Build the books, or check them without writing. ``more`` goes into the JSON value."""
    reporter = Reporter(options.lang, quiet=options.quiet or options.json)
    folders, library, pool, code = _ready(names, options, reporter)
    if library is None or pool is None:
        return code
    cache = Cache(options.output / CACHE)
    results: list[BuildResult] = []
    reports: list[BookReport] = []
    with _shop(options, library, cache, reporter, pool) as shop:
        for folder in folders:
            try:
                result = _built(folder, options, library, cache, shop, write=write)
            except Exception as error:  # a fault of ours in one book must not stop the others
                reporter.stop_progress()
                reporter.raw("".join(traceback.format_exception(error)))
                result = BuildResult(folder.resolve().name, (), (problem(
                    "bug", book=folder, error=f"{type(error).__name__}: {error}"),))
            reporter.problems(result.problems, folder)
            if options.report is not None:
                reports.append(book_report(result, folder, options, write=write))
            results.append(replace(result, files=()))
    artefacts = [(r.book, a) for r in results for a in r.artefacts]
    reporter.table(artefacts, options.output)
    if options.json:
        write_json({**report([(r.book, p) for r in results for p in r.problems], artefacts,
                             options.lang), **(more or {})})
    bad = [r.book for r in results if not r.good]
    if bad:
        reporter.say("books-bad", books="、".join(bad))
    elif artefacts:
        reporter.say("done" if write else "checked", files=len(artefacts), output=options.output)
        if write and any(a.kind == "booklet" for _, a in artefacts):
            reporter.say("done-booklets")
    if options.report is not None:
        fault = write_report(reports, options.report, options.lang)
        if fault is not None:
            reporter.problems([fault], None)
            return Exit.MACHINE
        reporter.say("report-written", file=options.report)
    return _code(results)


@contextmanager
def _shop(options: Options, library: Library, cache: Cache, reporter: Reporter,
          pool: _Pool, *loaded: str) -> Iterator[Callable[[], Workshop]]:
    """Inside, gives the workshop of this command, which is opened when it is first wanted;
    ``loaded``: modules that its workers need beside those that typeset."""
    with ExitStack() as stack:
        stack.callback(cache.tidy)
        stack.callback(pool.close)

        @functools.cache
        def shop() -> Workshop:
            from press.build.pool import kept_open, processes, warm

            if pool.workers is None:
                warm(*loaded)
            from press.build.workshop import Workshop

            gc.freeze()  # what is loaded by now stays
            workers = stack.enter_context(kept_open(pool.workers or processes, options.processes))
            here = pool.workers is None
            return Workshop(library, cache, options.processes, reporter.progress, workers,
                            workers if here else None, processes if here else None)

        yield shop


def watch(names: Sequence[str], options: Options) -> int:
    """Build the books, and again what is saved, until somebody stops it."""
    from press.build.ahead import Ahead
    from press.cli.watch import Watch, saved

    reporter = Reporter(options.lang, quiet=options.quiet or options.json)
    folders, library, pool, code = _ready(names, options, reporter)
    if library is None or pool is None:
        return code
    cache = Cache(options.output / CACHE, remembers=True)
    templates = templates_folder(options.templates)
    with _shop(options, library, cache, reporter, pool) as shop:
        Watch(folders, templates, options, reporter,
              lambda folder, one: _built(folder, options, library, cache, lambda: one, write=True,
                                         anew=one.anew),
              replace(shop(), ahead=Ahead())).run(saved([*folders, templates], options.output))
    return Exit.GOOD


def proofs(names: Sequence[str], wanted: str | None, documents: Sequence[str],
           options: Options) -> int:
    """Make the proofs of books, which are built first; ``wanted``: the round, as it was written."""
    asked = round_name(wanted) if wanted else None
    if wanted and asked is None:
        return misused("proofs-round-unknown", {"value": wanted}, options)
    reporter = Reporter(options.lang, quiet=options.quiet or options.json)
    folders, library, pool, code = _ready(names, options, reporter)
    if library is None or pool is None:
        return code
    from press.build.galleys import ProofsResult as Result
    from press.build.galleys import make_proofs
    from press.report.galleys import proofs_report, say_proofs

    cache = Cache(options.output / CACHE)
    templates = templates_folder(options.templates)
    results: list[ProofsResult] = []
    with _shop(options, library, cache, reporter, pool) as shop:
        for folder in folders:
            built = _built(folder, options, library, cache, shop, write=True)
            reporter.problems(built.problems, folder)
            if not built.good:
                results.append(Result(built.book, built.problems))
                continue
            done = make_proofs(folder, options.output, templates, shop(), built, asked, documents)
            reporter.problems(done.problems, folder)
            say_proofs(reporter, done)
            results.append(replace(done, problems=(*built.problems, *done.problems)))
    if options.json:
        write_json(proofs_report(results, options.lang))
    return _code(results)


def handover(names: Sequence[str], target: Path, options: Options) -> int:
    """Make the folders for a shop, which are never changed again."""
    from press.build.handover import hand_over
    from press.report.handovers import handover_report

    reporter = Reporter(options.lang, quiet=options.quiet or options.json)
    folders, library, pool, code = _ready(names, options, reporter)
    if library is None or pool is None:
        return code
    cache = Cache(options.output / CACHE)
    results: list[HandoverResult] = []
    with _shop(options, library, cache, reporter, pool) as shop:
        for folder in folders:
            result = hand_over(folder, target, templates_folder(options.templates), shop(),
                               os.environ, only=options.editions)
            results.append(result)
            reporter.problems(result.problems, folder)
            for done in result.folders:
                reporter.say("handed-over" if done.fresh else "handover-same",
                             folder=done.folder, files=len(done.files))
    if options.json:
        write_json(handover_report(results, options.lang))
    return _code(results)


def _built(folder: Path, options: Options, library: Library, cache: Cache,
           shop: Callable[[], Workshop], *, write: bool, anew: bool = False) -> BuildResult:
    """What becomes of one book; where nothing of it has changed, what became of it before, and
    no ``shop`` is opened. ``anew``: see ``Workshop``."""
    templates = templates_folder(options.templates)

    def found() -> Seen | None:
        try:
            return seen(folder, templates, options.output, library.digest, os.environ,
                        options.editions)
        except OSError:  # the build says which file it is, and what to do
            return None

    before = found()
    # A report shows pages: it wants the files themselves.
    if before and options.report is None and not anew and (
            known := _before(before, options, cache, write=write)):
        return known
    if before:
        before.read_on()
    own = shop()
    from press.build.run import build_book

    result = build_book(folder, options.output, templates, own, os.environ, write=write,
                        only=options.editions)

    def kept() -> None:
        if before and before == found():  # nobody has saved a file meanwhile
            with suppress(OSError):
                keep(before.key(), result, cache, before.hint())

    own.put_off(kept)
    return result


def _before(found: Seen, options: Options, cache: Cache, *, write: bool) -> BuildResult | None:
    """What became of the book when it was built of this content, if it was."""
    with suppress(OSError):  # as above
        if not surely_changed(found, cache):
            return unchanged(found.key(), options.output, cache, whole=not options.editions,
                             written=write)
    return None


def _ready(names: Sequence[str], options: Options, reporter: Reporter) -> tuple[
        Sequence[Path], Library | None, _Pool | None, int]:
    """The books, the fonts and the workers of a command; without fonts or workers, what it ends
    with, which has been told."""
    folders, problems = find_books(names, options.output)
    if problems:
        return [], None, None, _end(reporter, options, problems, Exit.USAGE)
    library, problems = prepared_fonts(reporter)
    if library is None:
        return [], None, None, _end(reporter, options, problems, Exit.MACHINE)
    if options.scheduler is None:
        return folders, library, _Pool(None, lambda: None), Exit.GOOD
    from press.build.cluster import connect

    cluster, problems = connect(options.scheduler)
    if cluster is None:
        return [], None, None, _end(reporter, options, problems, Exit.MACHINE)
    return folders, library, _Pool(cluster.workers, cluster.close), Exit.GOOD


def _code(results: Sequence[BuildResult] | Sequence[HandoverResult] | Sequence[ProofsResult]
          ) -> int:
    """The exit code: a fault of ours before one of this machine, and that before the books'."""
    errors = [p for r in results for p in r.problems if p.severity == "error"]
    codes = {p.code for p in errors}
    if "bug" in codes:
        return Exit.BUG
    if codes & MACHINE_CODES:
        return Exit.MACHINE
    if not errors:
        return Exit.GOOD
    # Where only book.toml or layout.toml is at fault, nothing was tried.
    only_config = all((p.path or "").endswith(".toml") for p in errors)
    return Exit.USAGE if only_config else Exit.PROBLEMS


def prepared_fonts(reporter: Reporter | Lines) -> tuple[Library | None, tuple[Problem, ...]]:
    """The prepared fonts, prepared now if they are not there."""
    library = load_library(library_folder())
    return (library, ()) if library is not None else _prepared(reporter)


def _prepared(reporter: Reporter | Lines) -> tuple[Library | None, tuple[Problem, ...]]:
    from press.typeset import prepare

    folder = library_folder()
    reporter.say("preparing-fonts", folder=folder)
    try:
        return prepare.prepare(folder, prepare.FOLDERS)
    except OSError as error:
        return None, (problem("fonts-unwritable", folder=folder,
                              reason=error.strerror or type(error).__name__),)


def fonts(options: Options) -> int:
    """Prepare the fonts, or see that they are as the installed ones."""
    reporter = Reporter(options.lang)
    library, problems = _prepared(reporter)
    reporter.problems(problems, None)
    if library is None:
        return Exit.MACHINE
    for face in library.faces:
        if not face.family.endswith(MIXED):  # the same again, for use within Chinese
            style = f"{face.weight} Italic" if face.italic else face.weight
            reporter.say("font-ready", family=face.family, weight=style)
    return Exit.GOOD


def doctor(options: Options) -> int:
    """Say what this machine lacks."""
    from press.doctor import examine

    reporter = Reporter(options.lang, quiet=options.json)
    problems = examine(options.output)
    if load_library(library_folder()) is None:
        problems += (problem("fonts-unprepared"),)
    bad = has_errors(problems)
    if not bad:
        reporter.say("doctor-good")
    return _end(reporter, options, problems, Exit.MACHINE if bad else Exit.GOOD)


def new(name: str, layout: str, options: Options) -> int:
    """Start a book in sources/NAME."""
    reporter = Reporter(options.lang)
    folder, problems = start_book(name, layout, SOURCES, templates_folder(options.templates))
    reporter.problems(problems, None)
    if folder is None:
        return Exit.USAGE
    reporter.say("book-started", folder=folder, name=folder.name)
    return Exit.GOOD


def clean(options: Options) -> int:
    """Delete what builds have written, and nothing else that lies in the output folder."""
    from press.build.galley_record import FOLDER as PROOFS
    from press.build.store import MANIFEST, withdraw
    from press.cli.watch import PAGES

    reporter = Reporter(options.lang)
    Cache(options.output / CACHE).clear()
    shutil.rmtree(options.output / PAGES, ignore_errors=True)
    count = 0
    if packets := sorted(options.output.glob(f"*/packets/{MANIFEST}")):
        from press.packets.folder import withdraw_packets

        count = sum(withdraw_packets(one.parent) for one in packets)
    folders = [m.parent for m in sorted(options.output.glob(f"*/{PROOFS}/{MANIFEST}"))]
    folders += [m.parent for m in sorted(options.output.glob(f"*/{MANIFEST}"))]
    reporter.say("cleaned", output=options.output, files=count + sum(map(withdraw, folders)))
    return Exit.GOOD


def misused(code: str, args: Mapping[str, str], options: Options) -> int:
    """Tell of a command that cannot be understood: ``code`` is the sentence that says why."""
    reporter = Reporter(options.lang, quiet=options.json)
    detail = text(code, options.lang, **args)
    return _end(reporter, options, (problem("usage", detail=detail),), Exit.USAGE)


def bug(error: Exception, options: Options) -> int:
    """Tell of a fault of ours, with what a maintainer needs."""
    reporter = Reporter(options.lang, quiet=options.json)
    reporter.raw("".join(traceback.format_exception(error)))
    return _end(reporter, options, (problem(
        "bug", book="—", error=f"{type(error).__name__}: {error}"),), Exit.BUG)


def _end(reporter: Reporter, options: Options, problems: Sequence[Problem], code: Exit) -> int:
    """Say what was found where there are no results."""
    reporter.problems(problems, None)
    if options.json:
        write_json(report([("", p) for p in problems], (), options.lang))
    return code
