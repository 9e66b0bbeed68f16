"""Parts in workers: each comes to an end, the bad ones by name."""

from __future__ import annotations

import contextlib
import gc
import os
import subprocess
import sys
import time
from collections import deque
from concurrent.futures import Executor, ThreadPoolExecutor
from itertools import repeat
from pathlib import Path
from typing import Any

import pytest

from press.build import pool, timing
from press.build import work as working
from press.build.pool import (
    InProcess,
    NotTaken,
    WorkersLost,
    ended,
    kept_open,
    processes,
    run_tasks,
)
from press.build.timing import GRACE, OutOfTime, time_limit
from press.build.values import Task, Typeset, failed
from press.dataclass import replace
from press.values import Pages, Part, problem


def task(name: str) -> Task:
    part = Part(name, "", (), (), "recto", "decimal", (), f"stories/{name}.md")
    return Task(part, "recto", "", "reader", None, 0)


def done(task: Task) -> Typeset:
    return Typeset(Pages(task.part.key, b"%PDF", 1, (1, 1), 0, (), (), ()), ())


def dying(task: Task) -> Typeset:
    """Worker function: two of the parts take their process with them."""
    if task.part.key.startswith("bad"):
        os._exit(1)
    return done(task)


def raising(task: Task) -> Typeset:
    raise ZeroDivisionError(task.part.key)


def collect(names: list[str], **how: Any) -> dict[str, Typeset]:
    results: dict[str, Typeset] = {}

    def keep(index: int, result: Typeset) -> None:
        assert names[index] not in results, "told of twice"
        results[names[index]] = result

    run_tasks([task(name) for name in names], how.pop("jobs", 2), keep, **how)
    assert set(results) == set(names)
    return results


NAMES = ["a", "b", "c", "d", "e"]


def test_any_executor_will_do() -> None:
    asked: list[int] = []

    class Counting(ThreadPoolExecutor):
        def map(self, *_: Any, **__: Any) -> Any:
            raise AssertionError("only submit is promised")

    def threads(count: int) -> Executor:
        asked.append(count)
        return Counting(count)

    results = collect(NAMES, workers=threads, work=done)
    assert all(r.pages.key == name for name, r in results.items())
    assert asked == [2]


def test_nothing_to_do_starts_no_worker() -> None:
    def none(_count: int) -> Executor:
        raise AssertionError("no worker is worth its start")

    collect([], workers=none, work=done)


def test_in_this_process_each_part_is_told_of_when_it_is_done() -> None:
    order: list[str] = []

    def noted(task: Task) -> Typeset:
        order.append(f"do {task.part.key}")
        return done(task)

    run_tasks([task(name) for name in "ab"], 1,
              lambda index, _: order.append(f"told {'ab'[index]}"), workers=InProcess, work=noted)
    assert order == ["do a", "told a", "do b", "told b"]


def test_what_is_asked_for_on_the_way_goes_before_the_last() -> None:
    names = [f"{n:02}" for n in range(20)]
    turn: list[str] = []
    told: dict[int, str] = {}
    asked = 0

    def work(task: Task) -> Typeset:
        turn.append(task.part.key)
        time.sleep(0.001)
        return done(task)

    def more() -> list[Task]:
        nonlocal asked
        asked += 1
        return [task("x"), task("y")] if asked == 3 else []

    run_tasks([task(name) for name in names], 1,
              lambda index, result: told.__setitem__(index, result.pages.key),
              workers=ThreadPoolExecutor, work=work, more=more)
    assert asked == 3, "not again when there were any"
    assert turn == [*names[:-pool.LAST], "x", "y", *names[-pool.LAST:]]
    assert told == dict(enumerate([*names, "x", "y"]))


def test_the_last_wait_for_nothing_that_does_not_come() -> None:
    names = [f"{n:02}" for n in range(20)]
    told: list[int] = []
    run_tasks([task(name) for name in names], 1, lambda index, _: told.append(index),
              workers=ThreadPoolExecutor, work=done, more=list)
    assert sorted(told) == list(range(20))


def test_a_pool_is_kept_open_until_it_breaks() -> None:
    opened: list[Executor] = []

    def counted(count: int) -> Executor:
        opened.append(processes(count))
        return opened[-1]

    with kept_open(counted, 2) as workers:
        collect(NAMES, workers=workers, work=done)
        collect(NAMES, workers=workers, work=done)
        assert len(opened) == 1
        assert collect(["bad", "a"], workers=workers, work=dying)["a"] == done(task("a"))
        collect(NAMES, workers=workers, work=done)
    assert 2 <= len(opened) <= 3
    with pytest.raises(RuntimeError):  # closed
        opened[-1].submit(done, task("a"))


def test_an_exit_timer_is_told_from_another_death() -> None:
    slow = replace(task("slow"), seconds=2)
    assert ended(slow, 2 + GRACE) == failed(slow, "engine-hangs", seconds="2")
    assert ended(slow, 2.5) == failed(slow, "engine-died")
    assert ended(task("free"), 1000) == failed(task("free"), "engine-died")


def test_where_there_are_no_workers_left_every_part_says_so() -> None:
    reason = problem("cluster-empty", address="tcp://x")

    class Nowhere(Executor):
        def submit(self, *_: Any, **__: Any) -> Any:
            raise WorkersLost(reason)

    for result in collect(NAMES, workers=lambda _: Nowhere(), work=done).values():
        assert result.problems == (reason,)


def test_what_a_worker_could_not_take_is_handed_out_again() -> None:
    tried: list[str] = []

    def reluctant(task: Task) -> Typeset:
        tried.append(task.part.key)
        if tried.count(task.part.key) == 1:
            raise NotTaken
        return done(task)

    collect(NAMES, workers=InProcess, work=reluctant)
    assert tried == NAMES * 2


def test_a_part_that_kills_its_worker_is_named_and_all_others_are_done() -> None:
    results = collect(["a", "bad-1", "b", "c", "bad-2"], workers=processes, work=dying)
    for name in ("a", "b", "c"):
        assert results[name] == done(task(name))
    for name in ("bad-1", "bad-2"):
        (fault,) = results[name].problems
        assert (fault.code, fault.path) == ("engine-died", f"stories/{name}.md")
        assert dict(fault.args)["part"] == name
        assert results[name].pages.count == 0


def stuck(task: Task) -> Typeset:
    """Worker function: one part never comes back from C, where no signal reaches it."""
    if task.part.key == "bad":
        timing.GRACE = 0.4
        with time_limit(0.1):
            deque(repeat(0), maxlen=0)
    return done(task)


def test_a_part_that_hangs_in_c_ends_its_worker_and_is_named(
        monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "GRACE", 0.4)
    tasks = [replace(task(name), seconds=0.1) for name in ("a", "bad", "b")]
    results: dict[int, Typeset] = {}
    run_tasks(tasks, 2, results.__setitem__, work=stuck)
    assert results[1] == failed(tasks[1], "engine-hangs", seconds="0.1")
    assert (results[0], results[2]) == (done(tasks[0]), done(tasks[2]))


def sweeping(task: Task) -> Typeset:
    """Worker function: what one part leaves behind hangs in C when it is swept up."""
    if task.part.key == "bad":
        timing.GRACE, working.LITTER = 0.4, -1
        working.gc.collect = lambda: deque(repeat(0), maxlen=0)  # type: ignore[assignment]
        gc.disable()
    working.typeset = lambda *_, **__: done(task).pages  # type: ignore[assignment]
    return working.work(task)


def test_litter_that_hangs_in_c_ends_its_worker_and_the_part_is_named(
        monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "GRACE", 0.4)
    tasks = [replace(task(name), seconds=0.1) for name in ("a", "bad", "b")]
    results: dict[int, Typeset] = {}
    run_tasks(tasks, 2, results.__setitem__, work=sweeping)
    assert results[1] == failed(tasks[1], "engine-hangs", seconds="0.1")
    # Their PDFs are none, which is told, too.
    assert [results[n].pages for n in (0, 2)] == [done(tasks[n]).pages for n in (0, 2)]


def test_a_timer_inside_another_leaves_it_armed(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    monkeypatch.setenv(timing.WORKER, "1")
    monkeypatch.setattr(timing.faulthandler, "dump_traceback_later",
                        lambda *_, **__: calls.append("armed"))
    monkeypatch.setattr(timing.faulthandler, "cancel_dump_traceback_later",
                        lambda: calls.append("off"))
    with timing.last_resort(5):
        with time_limit(5):
            pass
        assert calls == ["armed"]
    assert calls == ["armed", "off"]
    with timing.last_resort(5):
        pass
    assert calls == ["armed", "off"] * 2


def test_a_bug_in_the_work_itself_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        collect(NAMES, workers=ThreadPoolExecutor, work=raising)


def test_a_part_that_hangs_is_stopped_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(*_: object, **__: object) -> Pages:
        while True:
            with contextlib.suppress(Exception):  # as libraries do
                time.sleep(60)

    monkeypatch.setattr(working, "typeset", endless)
    begun = time.monotonic()
    slow = replace(task("slow"), seconds=0.2)
    assert working.work(slow) == failed(slow, "engine-hangs", seconds="0.2")
    assert time.monotonic() - begun < 5


def test_an_error_of_the_engine_is_a_problem_of_its_part(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> Pages:
        raise ValueError("x" * 1000)

    monkeypatch.setattr(working, "typeset", failing)
    (fault,) = working.work(task("a")).problems
    assert fault.code == "engine-failed"
    assert dict(fault.args)["message"] == "ValueError: " + "x" * 288


def test_the_limit_is_gone_when_the_work_is_done() -> None:
    with time_limit(0.05):
        pass
    time.sleep(0.1)
    with pytest.raises(OutOfTime), time_limit(0.05):
        time.sleep(5)


def test_workers_end_when_their_build_is_killed() -> None:
    code = ("import os, time\n"
            "from press.build.pool import processes\n"
            "if __name__ == '__main__':\n"
            "    pool = processes(2)\n"
            "    print(*{f.result() for f in [pool.submit(os.getpid) for _ in range(20)]},"
            " flush=True)\n"
            "    time.sleep(600)\n")
    build = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True,
                             cwd=Path(__file__).parents[1])
    assert build.stdout is not None
    workers = [int(word) for word in build.stdout.readline().split()]
    assert workers
    build.kill()
    build.wait(30)
    last = time.monotonic() + 30
    while time.monotonic() < last and any(map(_lives, workers)):
        time.sleep(0.05)
    assert not any(map(_lives, workers))


def _lives(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
