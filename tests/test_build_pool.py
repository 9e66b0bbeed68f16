"""Parts in workers: each comes to an end, the bad ones by name."""

from __future__ import annotations

import contextlib
import os
import time
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from press.build import work as working
from press.build.pool import processes, run_tasks
from press.build.timing import OutOfTime, time_limit
from press.build.values import Task, Typeset, failed
from press.values import Pages, Part


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


@pytest.mark.parametrize(("names", "jobs"), [(NAMES, 1), (NAMES[:3], 2), ([], 2)])
def test_one_job_or_few_parts_start_no_worker(names: list[str], jobs: int) -> None:
    def none(_count: int) -> Executor:
        raise AssertionError("no worker is worth its start")

    collect(names, jobs=jobs, workers=none, work=done)


def test_a_part_that_kills_its_worker_is_named_and_all_others_are_done() -> None:
    results = collect(["a", "bad-1", "b", "c", "bad-2"], workers=processes, work=dying)
    for name in ("a", "b", "c"):
        assert results[name] == done(task(name))
    for name in ("bad-1", "bad-2"):
        (fault,) = results[name].problems
        assert (fault.code, fault.path) == ("engine-died", f"stories/{name}.md")
        assert dict(fault.args)["part"] == name
        assert results[name].pages.count == 0


def test_a_bug_in_the_work_itself_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        collect(NAMES, workers=ThreadPoolExecutor, work=raising)


def test_a_part_that_hangs_is_stopped_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(*_: object) -> Pages:
        while True:
            with contextlib.suppress(Exception):  # as libraries do
                time.sleep(60)

    monkeypatch.setattr(working, "typeset", endless)
    begun = time.monotonic()
    slow = replace(task("slow"), seconds=0.2)
    assert working.work(slow) == failed(slow, "engine-hangs", seconds="0.2")
    assert time.monotonic() - begun < 5


def test_an_error_of_the_engine_is_a_problem_of_its_part(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> Pages:
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
