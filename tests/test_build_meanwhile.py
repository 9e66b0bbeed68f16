"""What is done while something else is waited for: the same bytes, and nothing done twice."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from build_samples import WORDS, documents, library, story, workshop, write_book
from check_samples import noting, tasks_handed_out
from typeset_samples import faces, sample

from press.assembly import pieces
from press.assembly.join import beginning, join
from press.assembly.style import Style
from press.build import errands, guess, makers
from press.build import make as making
from press.build import settle as settling
from press.build import work as working
from press.build.makers import Maker
from press.build.meanwhile import Meanwhile
from press.build.plan import Composition
from press.build.pool import InProcess, run_tasks
from press.build.references import LONG
from press.build.settle import settle
from press.build.settled import Settled
from press.build.values import Task, Typeset
from press.build.workshop import Workshop
from press.dataclass import replace
from press.values import Pages, Part


class Slow(InProcess):
    """Takes everything and does it when somebody asks for the first result."""

    def __init__(self, count: int = 1) -> None:
        super().__init__(count)
        self.taken: list[str] = []
        self.may = threading.Event()

    def submit(self, fn: Any, /, *args: Any) -> Future[Any]:  # type: ignore[override]
        self.taken.append(args[0].part.key)
        future: Future[Any] = Future()

        def do() -> None:
            self.may.wait()
            future.set_result(fn(*args))

        threading.Thread(target=do).start()
        return future


def task(name: str) -> Task:
    return Task(Part(name, "", (), (), "recto", "decimal", (), ""), "recto", "", "reader", None, 0)


def done(task: Task) -> Typeset:
    return Typeset(Pages(task.part.key, b"%PDF", 1, (1, 1), 0, (), (), ()), ())


def test_this_process_has_time_when_all_is_handed_out_and_not_before() -> None:
    slow, seen = Slow(), list[tuple[str, list[str]]]()

    def handed() -> None:
        seen.append(("handed", list(slow.taken)))
        slow.may.set()

    run_tasks([task("a"), task("b"), task("c")], 2, lambda n, _: seen.append(("done", [str(n)])),
              workers=lambda _: slow, work=done, handed=handed)
    assert seen[0] == ("handed", ["a", "b", "c"])
    assert sorted(seen[1:]) == [("done", ["0"]), ("done", ["1"]), ("done", ["2"])]


def test_what_workers_are_asked_for_is_found_when_it_is_asked(
        monkeypatch: pytest.MonkeyPatch) -> None:
    from press.build import work

    monkeypatch.setattr(work, "work", done)
    monkeypatch.setattr(work, "compare", lambda task, pages: (task, pages))
    one, pages = task("a"), done(task("a")).pages
    assert errands.work(one) == done(one)
    assert errands.compare(one, pages) == (one, pages)


STYLES = {"screen": Style("书", "zh-Hans"),
          "print": Style("书", "zh-Hans", screen=False, bleed=True, marks=True)}


@pytest.mark.parametrize("style", STYLES)
def test_parts_that_were_taken_apart_before_are_joined_to_the_same_bytes(
        style: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, how = sample(), STYLES[style]
    wanted = join(whole.parts, whole.pages, whole.placing, how, faces()).pdf
    extracts: pieces.Extracts = {}
    begin = beginning(whole.parts, how, faces(), None, extracts)
    for part, pages in zip(whole.parts, whole.pages, strict=True):
        begin(part, pages)
    monkeypatch.setattr(pieces, "extract", lambda *_: pytest.fail("taken apart again"))
    assert join(whole.parts, whole.pages, whole.placing, how, faces(),
                extracts=extracts).pdf == wanted


def test_parts_of_another_document_are_not_mistaken_for_ours() -> None:
    whole, how = sample(), STYLES["screen"]
    wanted = join(whole.parts, whole.pages, whole.placing, how, faces()).pdf
    extracts: pieces.Extracts = {}
    begin = beginning(whole.parts, STYLES["print"], faces(), None, extracts)
    for part, pages in zip(whole.parts, whole.pages, strict=True):
        begin(part, pages)
    assert extracts
    assert join(whole.parts, whole.pages, whole.placing, how, faces(),
                extracts=extracts).pdf == wanted


def long_book(folder: Path) -> Path:
    """More stories than a contents can guess the pages of."""
    return write_book(folder, {f"{n:02}": story(f"第{n}篇", WORDS * 3)
                               for n in range(1, LONG + 3)})


def settled_in_turn(composition: Composition, cache: Path) -> tuple[Settled, list[str]]:
    """The composition, and its parts in the order in which they were typeset."""
    turn: list[str] = []

    def noted(task: Task) -> Typeset:
        turn.append(task.part.key)
        return working.work(task)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(errands, "work", noted)
        return settle(composition, replace(workshop(cache), checkers=InProcess)), turn


def test_a_long_list_of_pages_is_typeset_once_as_soon_as_its_numbers_are_sure(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    composition = documents(long_book(tmp_path / "b"))[0].composition
    settled, turn = settled_in_turn(composition, tmp_path / "cache")
    assert turn.count("contents") == 1
    assert turn.index("contents") < turn.index(f"story/s-{LONG}")
    # As wide as the numbers are: one digit up to page 9, then two or three.
    assert [part.key for part in settled.parts] == [part.key for part in composition.parts]
    contents = next(part for part in settled.parts if part.key == "contents")
    for name, label in settled.labels.items():
        if f'"page:{name}"' in contents.html:
            assert f'"page:{name}">{"0" * len(label)}<' in contents.html
    # Where nothing is sure it is the last, and where a guess was wrong it is set again.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settling._First, "sooner", lambda *_: {})
        late, turn = settled_in_turn(composition, tmp_path / "late")
    assert turn[-1] == "contents" and turn.count("contents") == 1
    monkeypatch.setattr(guess, "FILLED", 0.01)
    wrong, turn = settled_in_turn(composition, tmp_path / "wrong")
    assert turn.count("contents") == 2
    assert settled.pages == late.pages == wrong.pages
    assert settled.parts == late.parts == wrong.parts


def test_lists_that_the_cache_has_are_asked_for_once(tmp_path: Path) -> None:
    composition = documents(long_book(tmp_path / "b"))[0].composition
    settled_in_turn(composition, tmp_path / "cache")
    texts = [part.html for part in composition.parts]
    changed = replace(composition, parts=tuple(
        replace(part, html=part.html.replace("第", "弟")) if part.key.startswith("story") else part
        for part in composition.parts))
    assert [part.html for part in changed.parts] != texts
    settled, turn = settled_in_turn(changed, tmp_path / "cache")
    assert "contents" not in turn and len(turn) == LONG + 2
    assert [part.key for part in settled.parts] == [part.key for part in composition.parts]


def test_a_document_is_begun_while_its_parts_are_typeset(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts are taken apart in a thread as they come, and the file is the same."""
    folder = write_book(tmp_path / "b", {f"{n:02}": story(f"第{n}篇") for n in range(1, 4)})
    document = documents(folder)[0]
    shop = replace(workshop(tmp_path / "cache"), library=library())
    seen: list[Meanwhile] = []

    class Noted(Meanwhile):
        def __init__(self, *given: Any) -> None:
            super().__init__(*given)
            seen.append(self)

        def end(self) -> None:
            self._typeset.put(None)  # all that was added is done first
            if self._thread is not None:
                self._thread.join()
            super().end()

    monkeypatch.setattr(makers, "Meanwhile", Noted)
    made = Maker(shop).make(document)
    assert len(seen[0].extracts) == len(document.composition.parts)
    monkeypatch.undo()
    plain = Maker(replace(shop, cache=workshop(tmp_path / "other").cache)).make(document)
    assert [file.data for file in made.files] == [file.data for file in plain.files]
    assert made.problems == plain.problems


def test_nobody_waits_for_it_where_nothing_is_typeset(tmp_path: Path) -> None:
    folder = write_book(tmp_path / "b", {"01": story("第一篇")})
    one = Meanwhile(documents(folder)[0], workshop(tmp_path / "cache"))
    one.end()
    assert one._thread is None and one.extracts == {}


def meanwhile(folder: Path, while_waiting: Callable[[], Any]) -> Meanwhile:
    """Of a book of one story."""
    book = write_book(folder / "b", {"01": story("第一篇")})
    return Meanwhile(documents(book)[0], replace(
        workshop(folder / "cache"), while_waiting=while_waiting))


class Apart(InProcess):
    """Notes what it was handed."""

    def __init__(self, paths: list[str]) -> None:
        super().__init__()
        self.paths = paths

    def submit(self, fn: Any, /, *args: Any) -> Future[Any]:  # type: ignore[override]
        self.paths.append(args[0].path)
        return super().submit(fn, *args)


def test_many_new_files_are_proofed_by_a_process_of_its_own(tmp_path: Path) -> None:
    from press.build.copy_check import copy_problems
    from press.build.proofing import Proofing

    folder = write_book(tmp_path / "b", {f"{n:02}": story("一", "他说,这是一段话。")
                                         for n in range(1, 5)})
    opened, paths = list[int](), list[str]()

    def apart(count: int) -> Executor:
        opened.append(count)
        return Apart(paths)

    shop = replace(workshop(tmp_path / "cache"), jobs=2, apart=apart,
                   checkers=lambda _: pytest.fail("a worker that typesets"))
    one = Proofing(folder, shop)
    one.begin_here()
    one.begin_there()
    assert one.problems() == copy_problems(folder)
    assert opened == [1] and paths == [f"stories/{n:02}.md" for n in range(1, 5)]


def test_what_fails_in_the_thread_is_left_to_whoever_needs_it(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str]) -> None:
    asked: list[str] = []

    def fails(*_: Any) -> Any:
        raise MemoryError

    monkeypatch.setattr(pieces, "last_shared", fails)
    one = meanwhile(tmp_path, lambda: asked.append("time"))
    one.begin()
    one.begin()
    assert one._thread is not None
    one._typeset.put(None)
    one._thread.join()
    assert asked == ["time"] and capsys.readouterr().err == ""
    one.end()


def test_nothing_is_begun_when_it_is_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, may = threading.Event(), threading.Event()

    def slow(*_: Any, **__: Any) -> list[str]:
        begun.set()
        may.wait()
        return []

    monkeypatch.setattr(pieces, "last_shared", slow)
    one = meanwhile(tmp_path, lambda: pytest.fail("too late"))
    one.begin()
    begun.wait()
    threading.Timer(0.05, may.set).start()
    one.end()  # waits for what is begun
    assert may.is_set() and one._thread is not None and not one._thread.is_alive()


def test_pages_that_were_begun_ahead_and_set_again_are_the_new_ones(tmp_path: Path) -> None:
    """The guess is two digits; the book is longer, so the reference has three in the end."""
    from press.build import typesetting
    from press.build.begun import Begun
    from press.build.work import set_pages

    to = LONG + 3
    texts = {f"{n:02}": story(f"第{n}篇", *(["短。"] * 70)) for n in range(1, to + 1)}
    texts["01"] = story("第一篇", f"详见[第{{页}}页]({to:02}.md)。")
    composition = documents(write_book(tmp_path / "b", texts))[0].composition
    shop, asked = workshop(tmp_path / "cache"), list[str]()
    sets: dict[str, Any] = {}
    part_key = typesetting.part_key

    class Foresight:
        def taken(self, key: str) -> Begun | None:
            part, side, source = sets[key]
            asked.append(part.key)
            if part.key != "story/s-01" or asked.count(part.key) > 1:
                return None
            executor = InProcess()
            given = typesetting.task_of(part, side, source, composition.audience, shop)
            return Begun(given, executor, shop.workers, executor.submit(set_pages, given))

    def noted(part: Part, side: Any, source: Any, *others: Any, **named: Any) -> str:
        key = part_key(part, side, source, *others, **named)
        sets[key] = part, side, source
        return key

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typesetting, "part_key", noted)
        early = settle(composition, replace(shop, ahead=Foresight()), early=True)
    assert asked.count("story/s-01") == 2, "set again"
    whole = early.whole()
    assert [p.pdf for p in whole.pages] == [p.pdf for p in early.pages]
    plain = settle(composition, workshop(tmp_path / "other"))
    assert [p.pdf for p in whole.pages] == [p.pdf for p in plain.pages]
    # Both forms are kept: the first is what the next build asks for first.
    with pytest.MonkeyPatch.context() as patch:
        handed = tasks_handed_out(patch)
        settle(composition, shop)
    assert handed == []


def test_a_short_list_of_pages_waits_for_nobody() -> None:
    from press.build.references import is_list

    def listed(count: int) -> Part:
        return Part("index", "".join(
            f'<span data-late="page:a{n}">00</span>' for n in range(count)), (), (), "any",
            "decimal", (), "")

    assert not is_list(listed(LONG)) and is_list(listed(LONG + 1))
    assert not is_list(replace(listed(LONG + 1), source="stories/01.md"))


@pytest.mark.parametrize("mask", [0o022, 0o077])
def test_files_can_be_read_by_whom_they_are_handed_to(mask: int, tmp_path: Path) -> None:
    from press.build.writing import write_atomically

    old = os.umask(mask)
    try:
        write_atomically(tmp_path / "new" / "a.pdf", b"one", b"two")
    finally:
        os.umask(old)
    assert (tmp_path / "new/a.pdf").read_bytes() == b"onetwo"
    assert (tmp_path / "new/a.pdf").stat().st_mode & 0o777 == 0o644
    assert [p.name for p in (tmp_path / "new").iterdir()] == ["a.pdf"]


def test_who_is_told_too_late_proofs_nothing(tmp_path: Path) -> None:
    from press.build import proofing

    folder = write_book(tmp_path / "b", {f"{n:02}": story("一", "他说,这是一段话。")
                                         for n in range(1, 5)})
    one = proofing.Proofing(folder, workshop(tmp_path / "cache"))
    found = one.problems()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(proofing, "proofed", lambda _: pytest.fail("twice"))
        one.begin_here()
        one.begin_there()
        assert one._beside is None and one.problems() == found


def test_a_process_that_cannot_be_opened_leaves_it_to_this_one(tmp_path: Path) -> None:
    from press.build.copy_check import copy_problems
    from press.build.proofing import Proofing

    folder = write_book(tmp_path / "b", {f"{n:02}": story("一", "他说,这是一段话。")
                                         for n in range(1, 5)})

    def full(_: int) -> Executor:
        raise BlockingIOError

    shop = replace(workshop(tmp_path / "cache"), jobs=2, apart=full)
    assert Proofing(folder, shop).problems() == copy_problems(folder)


def lending(folder: Path, executor: Executor) -> Workshop:
    """A workshop with two workers that are kept open."""
    def lend(_: int) -> Executor:
        return executor

    return replace(workshop(folder / "cache"), jobs=2, workers=lend, checkers=lend)


class Kept(ThreadPoolExecutor):
    """Outlives those who are done with it; a comparison waits until somebody ``may`` have it."""

    def __init__(self) -> None:
        super().__init__(1)  # the engine is not for two threads
        self.done: list[str] = []
        self.may = threading.Event()
        self.may.set()

    def __exit__(self, *_: object) -> None:
        """Others come."""

    def submit(self, fn: Any, /, *args: Any) -> Future[Any]:  # type: ignore[override]
        def do() -> Any:
            if fn is errands.compare:
                self.may.wait(30)
            result = fn(*args)
            self.done.append(fn.__name__)
            return result

        return super().submit(do)


def test_few_parts_are_joined_while_they_are_compared(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    executor, joined = Kept(), list[list[str]]()
    folder = write_book(tmp_path / "b", {f"{n:02}": story(f"第{n}篇") for n in range(1, 8)})
    shop = replace(lending(tmp_path, executor), library=library())
    first = Maker(shop).make(documents(folder)[0])
    assert not first.problems and "compare" not in executor.done, "there were many"
    (folder / "stories/04.md").write_text(story("第4篇", f"{WORDS}又一句。"), "utf-8")
    executor.done.clear()
    executor.may.clear()

    def begun(*_: Any, **__: Any) -> None:
        joined.append([*executor.done])
        executor.may.set()

    noting(monkeypatch, making, "_join", begun)
    second = Maker(shop).make(documents(folder)[0])
    assert joined == [["set_pages"]] and executor.done.count("compare") == 1
    alone = Maker(replace(workshop(tmp_path / "other"), library=library()))
    assert [f.data for f in second.files] == [
        f.data for f in alone.make(documents(folder)[0]).files]
    assert [f.data for f in Maker(shop).make(documents(folder)[0]).files] == [
        f.data for f in second.files]


def test_what_a_late_comparison_finds_is_told_and_no_file_is_made(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from press.values import problem

    def compared(task: Task, pages: Pages) -> Typeset:
        lost = problem("text-stray", found="字")
        return Typeset(pages, (lost,) if task.part.source else ())

    monkeypatch.setattr(working, "compare", compared)
    folder = write_book(tmp_path / "b", {"01": story("第一篇")})
    shop = replace(lending(tmp_path, Kept()), library=library(), jobs=20)
    made = Maker(shop).make(documents(folder)[0])
    assert not made.files and "text-stray" in {p.code for p in made.problems}


def test_workers_that_are_lost_leave_few_parts_to_the_others(tmp_path: Path) -> None:
    from concurrent.futures import BrokenExecutor

    asked: list[int] = []

    def lend(count: int) -> Executor:
        asked.append(count)
        if len(asked) == 1:
            raise BrokenExecutor
        return InProcess()

    folder = write_book(tmp_path / "b", {"01": story("第一篇")})
    composition = documents(folder)[0].composition
    shop = replace(workshop(tmp_path / "cache"), jobs=20, workers=lend, checkers=lend)
    settled = settle(composition, shop, early=True).whole()
    assert [p.pdf for p in settled.pages] == [
        p.pdf for p in settle(composition, workshop(tmp_path / "other")).pages]


def test_a_fault_that_stops_a_build_does_not_hide_what_comparisons_find(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from press.build.values import failed
    from press.values import problem

    set_pages = working.set_pages

    def fails(task: Task) -> Typeset:
        return failed(task, "engine-died") if task.part.key == "story/s-01" else set_pages(task)

    def compared(task: Task, pages: Pages) -> Typeset:
        found = (problem("text-stray", found="字"),) if task.part.key == "story/s-02" else ()
        return Typeset(pages, found)

    monkeypatch.setattr(working, "set_pages", fails)
    monkeypatch.setattr(working, "compare", compared)
    folder = write_book(tmp_path / "b", {f"{n:02}": story(f"第{n}篇") for n in (1, 2, 3)})
    shop = replace(lending(tmp_path, Kept()), library=library(), jobs=20)
    made = Maker(shop).make(documents(folder)[0])
    assert {"engine-died", "text-stray"} <= {p.code for p in made.problems}
    # What was good is kept, and not set again.
    executor = Kept()
    monkeypatch.setattr(working, "set_pages", set_pages)
    again = replace(lending(tmp_path, executor), library=library(), jobs=20)
    Maker(again).make(documents(folder)[0])
    assert executor.done.count("set_pages") == 1


def test_what_a_dying_worker_had_begun_is_done_once_more_and_not_twice() -> None:
    from concurrent.futures import BrokenExecutor

    from press.build.begun import begin

    class Dying(InProcess):
        def submit(self, fn: Any, /, *args: Any) -> Future[Any]:  # type: ignore[override]
            future: Future[Any] = Future()
            if fn is errands.set_pages:
                future.set_exception(BrokenExecutor())
            else:
                whole.append(args[0].part.key)
                future.set_result(done(args[0]))
            return future

    whole: list[str] = []
    one = begin(task("a"), lambda _: Dying())
    assert one is not None
    assert one.pages() == one.whole() == one.whole() == done(task("a"))
    assert whole == ["a"]
