"""[[waivers]]: what is accepted, by whom and why."""

from __future__ import annotations

from pathlib import Path

import pytest
from build_samples import build, codes, story, workshop, write_book

from press.build import work as working
from press.build.waivers import unused, waive
from press.config import WaiverConfig, load_book_config
from press.dataclass import replace
from press.messages import catalogue
from press.values import Place, Problem, problem

ALT = WaiverConfig(code="image-alt", path="images/a.png", reason="装饰图", by="责任编辑")
ANY = WaiverConfig(code="image-alt", reason="都是装饰图", by="责任编辑")


def alt(name: str = "images/a.png", path: str = "stories/01.md") -> Problem:
    return problem("image-alt", Place(path, 3, 1), name=name)


@pytest.mark.parametrize(("found", "waived"), [
    (alt(), "装饰图 (责任编辑)"),                                  # a file that it names
    (alt("images/b.png"), ""),
    (alt("images/b.png", "images/a.png"), "装饰图 (责任编辑)"),     # the file it is reported in
    (problem("story-unlisted", Place("images/a.png"), name="images/a.png"), "")])
def test_a_waiver_is_for_one_kind_of_problem_and_one_file(found: Problem, waived: str) -> None:
    (after,) = waive((found,), (ALT,))
    assert after.waived == waived
    assert after.severity == ("note" if waived else "warning")
    assert replace(after, waived="", severity="warning") == found


def test_without_a_path_it_is_for_any_file_and_the_first_waiver_counts() -> None:
    after = waive((alt(), alt("x"), problem("book-empty")), (ALT, ANY))
    assert [p.waived for p in after] == ["装饰图 (责任编辑)", "都是装饰图 (责任编辑)", ""]
    assert waive(after, (ANY,)) == after
    assert waive([alt()], ()) == (alt(),)


def test_a_waiver_without_use_is_told_at_its_line(tmp_path: Path) -> None:
    folder = write_book(tmp_path / "b", toml='''title = "书"
[[waivers]]
code = "image-alt"
reason = "装饰图"
by = "责任编辑"

[[waivers]]
reason = "会改"
by = "责任编辑"
code = "heading-skipped"
''')
    config, problems = load_book_config(folder)
    assert config is not None and not problems
    waived = waive((alt(),), config.waivers)
    (found,) = unused(waived, config.waivers, folder)
    assert (found.code, found.path, found.line, found.column) == (
        "waiver-unused", "book.toml", 10, 8)
    assert codes(list(unused((), config.waivers, folder))) == ["waiver-unused"] * 2


def test_only_matters_of_quality_can_be_waived() -> None:
    """Never what says that something is missing, cannot be read, or is not printed."""
    waivable = {code for code, entry in catalogue().items() if entry.get("waivable")}
    assert {"font-fallback", "image-alt", "imposition-thick"} <= waivable
    for code in waivable:
        assert not any(word in code for word in (
            "missing", "lost", "damaged", "unreadable", "unknown", "outside")), code
        assert "severity" in catalogue()[code]


def test_a_book_that_waives_a_warning_is_built_and_says_so(tmp_path: Path) -> None:
    toml = 'title = "书"\ndocuments = ["reading"]\n'
    waiver = '[[waivers]]\ncode = "heading-skipped"\nreason = "原稿如此"\nby = "责任编辑"\n'
    folder = write_book(tmp_path / "b", {"01": story("一", "## 节", "#### 小节", "正文。")}, toml)
    assert [(p.code, p.severity) for p in build(folder, tmp_path / "out").problems] == [
        ("heading-skipped", "warning")]
    (folder / "book.toml").write_text(toml + waiver, "utf-8")
    for _ in range(2):  # the second time from the cache
        (found,) = build(folder, tmp_path / "out").problems
        assert (found.severity, found.waived) == ("note", "原稿如此 (责任编辑)")


def test_an_error_that_is_waived_does_not_stop_the_book(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also one that is found late, in a worker."""
    fault = replace(problem("engine-message", Place("stories/01.md"), message="!", part="p"),
                    severity="error")
    examine_part = working.examine_part

    def examined(*args: object, **named: object) -> tuple[tuple[Problem, ...], bytes]:
        problems, printed = examine_part(*args, **named)  # type: ignore[arg-type]
        return (*problems, fault), printed

    monkeypatch.setattr(working, "examine_part", examined)
    toml = 'title = "书"\ndocuments = ["reading"]\n'
    folder = write_book(tmp_path / "b", {"01": story("一")}, toml)
    result = build(folder, tmp_path / "out", shop=workshop(tmp_path / "1"))
    assert (result.good, codes(result.problems)) == (False, ["engine-message"])
    (folder / "book.toml").write_text(
        toml + '[[waivers]]\ncode = "engine-message"\nreason = "无妨"\nby = "主编"\n', "utf-8")
    result = build(folder, tmp_path / "out", shop=workshop(tmp_path / "1"))
    assert result.good
    assert [p.waived for p in result.problems] == ["无妨 (主编)"]


def test_a_sealed_waiver_holds_until_the_text_around_it_changes(tmp_path: Path) -> None:
    toml = 'title = "书"\ndocuments = ["reading"]\n'
    waiver = '[[waivers]]\ncode = "heading-skipped"\nreason = "原稿如此"\nby = "责任编辑"\n'
    folder = write_book(tmp_path / "b", {"01": story("一", "## 节", "#### 小节", "正文。")}, toml)
    (found,) = build(folder, tmp_path / "out").problems
    assert len(found.seal) == 8
    (folder / "book.toml").write_text(f'{toml}{waiver}seal = "{found.seal}"\n', "utf-8")
    (after,) = build(folder, tmp_path / "out").problems
    assert (after.severity, after.waived) == ("note", "原稿如此 (责任编辑)")
    path = folder / "stories/01.md"
    path.write_text(path.read_text("utf-8").replace("正文。", "正文还长。"), "utf-8")
    assert codes(build(folder, tmp_path / "out").problems) == ["heading-skipped"]  # far from it
    path.write_text(path.read_text("utf-8").replace("小节", "另一小节"), "utf-8")
    again, stale = build(folder, tmp_path / "out").problems
    assert (again.code, again.severity, again.waived) == ("heading-skipped", "warning", "")
    assert stale.code == "waiver-stale" and dict(stale.args)["seal"] == again.seal != found.seal
