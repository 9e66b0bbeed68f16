"""What is begun before a book is read again saves time, and changes nothing that anybody gets."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from build_samples import WORDS, library, story, workshop, write_book

from press.build import ahead as foresight
from press.build import pool, work
from press.build.ahead import Ahead
from press.build.begun import Begun
from press.build.makers import Maker
from press.build.plan import Document, plan
from press.build.pool import InProcess
from press.build.run import build_book
from press.build.settle import settle
from press.build.settled import Settled
from press.build.values import Task, Typeset
from press.build.work import set_pages
from press.build.workshop import Workshop
from press.cli import main
from press.cli import watch as watching
from press.config import BookConfig
from press.dataclass import replace
from press.manuscript import read_book, with_story
from press.values import Part, Problem, problem

TOML = 'title = "小书"\ndocuments = ["reading"]\n'
TEMPLATES = Path(__file__).parents[1] / "templates"


def four(folder: Path, toml: str = TOML) -> Path:
    texts = {f"{n:02}": story(f"第{n}篇", WORDS * (20 * n)) for n in range(1, 5)}
    texts["03"] = story("第3篇", f"{WORDS}见[后文第{{页}}页](04.md)。", WORDS * 60)
    return write_book(folder, texts, toml)


def saved(folder: Path, name: str, old: str, new: str) -> Path:
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path


class Book:
    """A book that is made again and again by one workshop, all of it in this process."""

    def __init__(self, folder: Path, place: Path) -> None:
        self.folder, self.output = folder, place / "output"
        self.ahead = Ahead()
        shop = workshop(place / "cache")
        shop.cache.remembers = True
        self.taken: list[str] = []
        self.shown: list[tuple[str, ...]] = []
        self.shop = replace(shop, ahead=self.ahead, checkers=InProcess, shown=self._shown)

    def _shown(self, _document: Document, settled: Settled, _own: Workshop) -> None:
        self.shown.append(tuple(settled.parts[i].source for i in sorted(settled.anew)))

    def make(self, *paths: Path) -> tuple[Problem, ...]:
        if paths:
            self.ahead.begin(self.folder, set(paths), self.shop)
        result = build_book(self.folder, self.output, TEMPLATES, self.shop, {})
        self.shop.cache.tidy()
        return result.problems

    @property
    def begun(self) -> dict[str, Begun]:
        return self.ahead._begun

    @property
    def pdf(self) -> bytes:
        return (self.output / self.folder.name / f"{self.folder.name}-reading.pdf").read_bytes()


@pytest.fixture
def typeset(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every part that is typeset, by whomever."""
    seen: list[str] = []
    real = work.typeset

    def typeset(part: Part, *others: Any, **named: Any) -> Any:
        seen.append(part.key)
        return real(part, *others, **named)

    monkeypatch.setattr(work, "typeset", typeset)
    return seen


def test_what_was_begun_is_what_the_build_wants(tmp_path: Path, typeset: list[str]) -> None:
    book = Book(four(tmp_path / "b"), tmp_path)
    assert not [p for p in book.make() if p.severity == "error"]
    typeset.clear()
    path = saved(book.folder, "stories/03.md", "规矩在先", "规矩在前")
    book.ahead.begin(book.folder, {path}, book.shop)
    assert len(book.begun) == 1 and typeset == ["story/s-03"]
    book.make()
    assert book.begun == {} and typeset == ["story/s-03"]  # taken, and not set again
    assert book.shown[-1] == ("stories/03.md",)
    fresh = Book(book.folder, tmp_path / "fresh")
    fresh.make()
    assert fresh.pdf == book.pdf


@pytest.mark.parametrize("also", [
    ("stories/01.md", f"{WORDS}{WORDS}", WORDS * 60),  # the first page of 03 is another now
    ("stories/04.md", "第4篇", "第四篇"),
    ("book.toml", "小书", "小册"),
    ("book.toml", '["reading"]', '["reading", "print"]'),
])
def test_a_wrong_guess_changes_no_byte(also: tuple[str, str, str], tmp_path: Path) -> None:
    """With the story that is begun another file has changed, of which nobody has told."""
    book = Book(four(tmp_path / "b"), tmp_path)
    book.make()
    path = saved(book.folder, "stories/03.md", "规矩在先", "规矩在前")
    saved(book.folder, *also)
    problems = book.make(path)
    fresh = Book(book.folder, tmp_path / "fresh")
    assert fresh.make() == problems
    assert fresh.pdf == book.pdf


def test_what_the_comparison_finds_is_told_with_the_document(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = Book(four(tmp_path / "b"), tmp_path)
    book.make()
    before, order = book.pdf, []
    real = work.examine_part

    def examine(*given: Any, **named: Any) -> Any:
        found, printed = real(*given, **named)
        order.append("compared")
        return (*found, problem("text-stray", None, found="规矩")), printed

    found: list[Problem] = []
    monkeypatch.setattr(work, "examine_part", examine)
    monkeypatch.setattr(book, "_shown", lambda *_: order.append("shown"))
    shop = replace(book.shop, shown=lambda *_: order.append("shown"))
    held: list[Callable[[], None]] = []
    executor = Later(held)
    shop = replace(shop, workers=lambda _: executor)
    path = saved(book.folder, "stories/03.md", "规矩在先", "规矩在前")
    book.ahead.begin(book.folder, {path}, shop)
    held.pop(0)()  # the pages; the comparison waits until somebody needs it
    found += build_book(book.folder, book.output, TEMPLATES, shop, {}).problems
    assert order == ["shown", "compared"]
    assert "text-stray" in {p.code for p in found}
    assert book.pdf == before  # of the last good state


class Later(Executor):
    """Does what it is given when it is asked to, or when somebody wants to have it."""

    def __init__(self, held: list[Callable[[], None]]) -> None:
        self.held = held

    def submit(self, fn: Callable[..., Any], /, *args: Any) -> Future[Any]:  # type: ignore[override]
        future = _Wanted()

        def do() -> None:
            if not future.done():
                future.set_result(fn(*args))

        future.do = do
        self.held.append(do)
        return future


class _Wanted(Future[Any]):
    do: Callable[[], None]

    def result(self, timeout: float | None = None) -> Any:
        if not self.done():
            self.do()
        return super().result(timeout)


def a_task(tmp_path: Path) -> Task:
    tasks: list[Task] = []
    book = Book(four(tmp_path / "b"), tmp_path)
    book.make()
    path = saved(book.folder, "stories/03.md", "规矩在先", "规矩在前")
    book.ahead.begin(book.folder, {path}, book.shop)
    tasks += [one.task for one in book.begun.values()]
    return tasks[0]


@pytest.mark.parametrize("step", [1, 2])
def test_where_a_worker_dies_the_part_is_made_anew(step: int, tmp_path: Path) -> None:
    task = a_task(tmp_path)
    given: list[str] = []

    class Dying(Executor):
        def submit(self, fn: Callable[..., Any], /, *args: Any) -> Future[Any]:  # type: ignore[override]
            given.append(fn.__name__)
            future: Future[Any] = Future()
            if len(given) == step:
                future.set_exception(BrokenExecutor())
            else:
                future.set_result(fn(*args))
            return future

    dying = Dying()
    begun = Begun(task, dying, InProcess, dying.submit(set_pages, task))
    begun.first.add_done_callback(begun.compare)
    whole = begun.whole()
    assert whole == work.work(task)
    assert whole.printed and begun.pages().pages == whole.pages
    assert given == ["set_pages", "compare"][:step]


def test_in_two_steps_a_part_is_what_it_is_in_one(tmp_path: Path) -> None:
    task = a_task(tmp_path)
    first = work.set_pages(task)
    assert first.printed == b""
    bare = replace(task, part=replace(task.part, html="", styles=(), assets=()))
    assert work.compare(bare, first.pages) == work.work(task)


def test_nothing_is_begun_of_what_is_no_manuscript(tmp_path: Path) -> None:
    book = Book(four(tmp_path / "b"), tmp_path)
    path = saved(book.folder, "stories/03.md", "规矩在先", "规矩在前")
    book.ahead.begin(book.folder, {path}, book.shop)  # nobody has read the book yet
    assert book.begun == {}
    book.make()
    (tmp_path / "else.md").write_text(story("别处"), "utf-8")
    for other in (book.folder / "book.toml", tmp_path / "else.md", book.folder / "stories/09.md"):
        book.ahead.begin(book.folder, {other}, book.shop)
        assert book.begun == {}
    path.write_text("没有标题", "utf-8")
    book.ahead.begin(book.folder, {path}, book.shop)  # an error: told by the build
    assert book.begun == {}
    path.unlink()
    book.ahead.begin(book.folder, {path}, book.shop)
    assert book.begun == {}


def test_a_part_laid_out_alone_is_that_of_the_book(tmp_path: Path) -> None:
    folder = write_book(tmp_path / "b", {f"{n:02}": story(f"第{n}篇") for n in range(1, 5)}, (
        f'{TOML}[[parts]]\ntitle = "上"\nstories = ["01", "02"]\n'
        '[[parts]]\ntitle = "下"\nstories = ["03", "04"]\n'))
    book = Book(folder, tmp_path)
    book.make()
    last = book.ahead._last[folder]
    intake = last.intake
    (whole,), _ = plan(intake.book, intake.layouts, intake.date)
    for path in ("stories/01.md", "stories/03.md", "stories/04.md"):
        (alone,), _ = plan(intake.book, intake.layouts, intake.date, of=(path,))
        assert [part.source for part in alone.composition.parts] == [path]
        assert alone.composition.parts[0] in whole.composition.parts


def test_a_manuscript_read_alone_is_that_of_the_book(tmp_path: Path) -> None:
    book = Book(four(tmp_path / "b"), tmp_path)
    book.make()
    reread = book.ahead.reread(book.folder)
    for n, (old, new) in enumerate((("规矩在先", "规矩在前"), ("04.md", "02.md"),
                                    ("# 第3篇", "# 第三篇\n\n## 旧事"))):
        saved(book.folder, "stories/03.md", old, new)
        alone = reread.story(book.folder, "stories/03.md", None)
        whole, _ = read_book(book.folder, BookConfig(title="小书"))
        assert whole is not None
        assert alone == next(s for s in whole.stories if s.path == "stories/03.md"), n
        assert with_story(whole, alone) == whole
    saved(book.folder, "stories/03.md", "02.md", "09.md")
    assert reread.story(book.folder, "stories/03.md", None) is None  # leads nowhere
    assert reread.story(book.folder, "book.toml", None) is None


def test_a_budget_of_pages_is_met_as_ever(tmp_path: Path) -> None:
    book = Book(four(tmp_path / "b", f"{TOML}pages = 24\n"), tmp_path)
    book.make()
    path = saved(book.folder, "stories/03.md", "规矩在先", "规矩在前")
    book.ahead.begin(book.folder, {path}, book.shop)
    assert book.begun == {}
    fresh = Book(book.folder, tmp_path / "fresh")
    assert book.make() == fresh.make()


def test_settled_early_and_whole_are_the_same_pages(tmp_path: Path) -> None:
    book = Book(four(tmp_path / "b"), tmp_path)
    book.make()
    path = saved(book.folder, "stories/03.md", "规矩在先", "规矩在前")
    book.ahead.begin(book.folder, {path}, book.shop)
    found: list[tuple[Settled, Settled]] = []
    real = Maker._settle

    def _settle(self: Maker, *given: Any, early: bool = False) -> Settled:
        settled = real(self, *given, early=early)
        if early:
            found.append((settled, settled.whole()))
        return settled

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Maker, "_settle", _settle)
        book.make()
    (early, whole), = found
    assert early.rest is not None and whole.rest is None
    assert (early.pages, early.placing, early.parts) == (whole.pages, whole.placing, whole.parts)
    document = book.ahead._last[book.folder].documents[0]
    again = settle(document.composition, replace(book.shop, library=library(), ahead=None))
    assert [p.pdf for p in again.pages] == [p.pdf for p in whole.pages]
    assert again.printed == whole.printed


@pytest.mark.parametrize("guessed", [True, False])
def test_the_pages_of_the_story_are_those_of_the_document(
        guessed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str]) -> None:
    folder = four(tmp_path / "b")
    monkeypatch.setattr(pool, "processes", InProcess)
    monkeypatch.chdir(tmp_path)
    if not guessed:
        monkeypatch.setattr(foresight.Ahead, "begin", lambda *_: None)

    def changes(_folders: Sequence[Path], _output: Path) -> Iterator[set[Path]]:
        yield {saved(folder, "stories/03.md", "规矩在先", "规矩在前")}

    monkeypatch.setattr(watching, "saved", changes)
    assert main(["watch", str(folder), "--json", "--jobs", "1"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["event"] for line in lines] == ["document", "ready", "pages", "document"]
    own = (tmp_path / lines[2]["path"]).read_bytes()
    whole = (tmp_path / "output/b/b-reading.pdf").read_bytes()
    with pikepdf.open(io.BytesIO(own)) as part, pikepdf.open(io.BytesIO(whole)) as document:
        shown = [page.Contents.read_bytes() for page in part.pages]
        all_of_it = [page.Contents.read_bytes() for page in document.pages]
    assert len(shown) > 1
    first = all_of_it.index(shown[0])
    assert all_of_it[first:first + len(shown)] == shown
    KEPT.setdefault("own", own)
    assert KEPT["own"] == own  # the same bytes, guessed or not


KEPT: dict[str, bytes] = {}


def test_a_part_that_could_not_be_typeset_is_not_compared(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    task = a_task(tmp_path)

    def typeset(*_: Any, **__: Any) -> Any:
        raise ValueError("no pages")

    monkeypatch.setattr(work, "typeset", typeset)
    begun = Begun(task, InProcess(), InProcess, InProcess().submit(set_pages, task))
    begun.first.add_done_callback(begun.compare)
    told: Typeset = begun.whole()
    assert told.pages.count == 0 and [p.code for p in told.problems] == ["engine-failed"]
    assert begun.second == []
