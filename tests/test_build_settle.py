"""Page numbers and sides hold still, and only what must is typeset again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from build_samples import (
    WORDS,
    codes,
    documents,
    library,
    story,
    workshop,
    write_book,
)
from check_samples import noting

from press.build import settle as settling
from press.build import typesetting
from press.build.cache import Cache
from press.build.makers import Maker
from press.build.pool import InProcess
from press.build.settle import settle
from press.build.settled import Settled
from press.build.workshop import Workshop
from press.dataclass import replace

LONG = "\n\n".join([WORDS * 15] * 4)
"""More than two pages."""


class Counted:
    """Settles a book and knows which parts were typeset for it."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.shop = folder, workshop(folder.parent / "cache")
        self.set: list[str] = []
        noting(monkeypatch, typesetting, "run_tasks",
               lambda tasks, *_, **__: self.set.extend(task.part.key for task in tasks))

    def settle(self) -> Settled:
        self.set.clear()
        return settle(documents(self.folder)[0].composition, self.shop)


def book(folder: Path, **stories: str) -> Path:
    """Five short stories; the second refers to one that ``to`` names."""
    to = stories.pop("to")
    texts = {f"{n:02}": story(f"第{n}篇") for n in range(1, 6)}
    texts["02"] = story("第2篇", f"{WORDS}详见[后文第{{页}}页]({to}.md)。")
    return write_book(folder, {**texts, **stories})


def test_a_story_that_grows_typesets_no_other_also_not_what_refers_past_it(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Counted(book(tmp_path / "b", to="03"), monkeypatch)
    before = counted.settle()
    assert counted.settle().pages == before.pages
    assert counted.set == []
    (tmp_path / "b/stories/01.md").write_text(story("第1篇", LONG), "utf-8")
    after = counted.settle()
    # The contents have gained a digit: 05 has moved from page 9 to 11.
    assert sorted(counted.set) == ["contents", "story/s-01"]
    assert (before.labels["s-03"], after.labels["s-03"]) == ("5", "7")
    assert (before.labels["s-05"], after.labels["s-05"]) == ("9", "11")


def test_a_reference_that_gains_a_digit_typesets_only_what_holds_it(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Counted(book(tmp_path / "b", to="05"), monkeypatch)
    settled = counted.settle()
    index = [p.key for p in settled.parts].index("story/s-02")
    assert ">0</span>" in settled.parts[index].html
    (tmp_path / "b/stories/01.md").write_text(story("第1篇", LONG), "utf-8")
    settled = counted.settle()
    assert ">00</span>" in settled.parts[index].html
    assert sorted(counted.set) == ["contents", "story/s-01", "story/s-02"]
    (tmp_path / "b/stories/01.md").write_text(story("第1篇", *[LONG] * 2), "utf-8")
    counted.settle()
    assert "story/s-02" not in counted.set


def test_a_reference_that_loses_a_digit_typesets_only_what_holds_it(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Counted(book(tmp_path / "b", to="05", **{"01": story("第1篇", LONG)}), monkeypatch)
    counted.settle()
    (tmp_path / "b/stories/01.md").write_text(story("第1篇"), "utf-8")
    counted.settle()
    assert sorted(counted.set) == ["contents", "story/s-01", "story/s-02"]


def test_a_reference_to_what_readers_do_not_see_is_told_with_its_line(tmp_path: Path) -> None:
    folder = write_book(tmp_path / "b", {
        "01": story("一", WORDS, "见[备用第{页}页](02.md#x)，又见[备用](02.md#x)。"),
        "02": story("二", WORDS, "::: 讲者\n\n## 备用 {#x}\n\n停十秒。\n:::")})
    settled = settle(documents(folder)[0].composition, workshop(tmp_path / "cache"))
    (found,) = settled.problems
    assert (found.code, found.severity, found.path, found.line) == (
        "reference-lost", "error", "stories/01.md", 5)


def test_a_reference_that_never_holds_still_is_given_up(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if a story were a page longer whenever its reference has one digit."""
    composition = documents(book(tmp_path / "b", to="05"))[0].composition
    typeset = settling.typeset_parts

    def restless(wanted: Any, *others: Any, **named: Any) -> Any:
        done = typeset(wanted, *others, **named)
        for i, (part, _) in wanted.items():
            if part.key == "story/s-02" and ">0</span>" in part.html:
                pages = replace(done[i].pages, count=done[i].pages.count + 2)
                done[i] = replace(done[i], pages=pages)
        return done

    monkeypatch.setattr(settling, "typeset_parts", restless)
    settled = settle(composition, workshop(tmp_path / "cache"))
    assert codes(settled.problems) == ["references-unstable"]


def test_a_part_that_fails_is_named_and_others_are_kept(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from press.build import work

    typeset = work.typeset

    def failing(part: Any, *others: Any, **named: Any) -> Any:
        if part.key == "story/s-03":
            raise RuntimeError("no room")
        return typeset(part, *others, **named)

    monkeypatch.setattr(work, "typeset", failing)
    folder = book(tmp_path / "b", to="05")
    shop = workshop(tmp_path / "cache")
    made = Maker(shop).make(documents(folder)[0])
    assert made.files == ()
    (fault,) = made.problems
    assert (fault.code, fault.path) == ("engine-failed", "stories/03.md")
    assert dict(fault.args) == {"part": "story/s-03", "message": "RuntimeError: no room"}
    monkeypatch.setattr(work, "typeset", typeset)
    counted = Counted(folder, monkeypatch)
    assert counted.settle().problems == ()
    assert "story/s-03" in counted.set
    assert "story/s-04" not in counted.set


def test_a_handout_gives_page_numbers_of_the_reader(tmp_path: Path) -> None:
    folder = write_book(
        tmp_path / "b", {
            "01": story("一", LONG),
            "02": story("二", "见[后文第{页}页](03.md)，也见[这里](#own)。", "## 小节 {#own}",
                        WORDS),
            "03": story("三")},
        'title = "小书"\n[[handouts]]\nstory = "02"\n')
    listener = next(d for d in documents(folder) if d.edition == "listener")
    maker = Maker(Workshop(library(), Cache(tmp_path / "cache"), 1, lambda *_: None, InProcess))
    assert listener.reader is not None
    label = settle(listener.reader, maker.shop).labels["s-03"]
    assert int(label) > 5
    composition, problems = maker.with_reader_pages(listener.composition, listener.reader)
    assert problems == ()
    (part,) = composition.parts
    assert f"见<a>后文第<span>{label}</span>页</a>" in part.html
    assert 'href="press-ref:s-02--own"' in part.html


@pytest.mark.parametrize(("link", "found"), [
    ("[备用](03.md#x)", []), ("[备用第{页}页](03.md#x)", ["reference-lost"])])
def test_a_speaker_may_be_led_to_what_only_speakers_see_but_by_no_page(
        tmp_path: Path, link: str, found: list[str]) -> None:
    folder = write_book(tmp_path / "b", {
        "01": story("一"), "02": story("二", WORDS, f"::: 讲者\n\n见{link}。\n:::"),
        "03": story("三", WORDS, "::: 讲者\n\n## 备用 {#x}\n\n停。\n:::")},
        'title = "小书"\n[[handouts]]\nstory = "02"\n')
    speaker = next(d for d in documents(folder) if d.edition == "speaker")
    made = Maker(workshop(tmp_path / "cache")).make(speaker)
    assert codes(made.problems) == found
    assert len(made.files) == (not found)
