"""bench/speed: its book is always the same, and docs/performance.md shows what was measured."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from bench.speed import pages, watching, works
from bench.speed.chart import chart
from bench.speed.clock import Failed, peak, timed
from bench.speed.manuscript import Manuscript, manuscript, story, title_of, with_page, with_sentence
from bench.speed.plates import SIZE, plate
from bench.speed.results import Book, Memory, Output, Result, Series, from_json, ratio, to_json
from bench.speed.sides import SIDES, Job, Side, latex, typst, web
from bench.speed.sides.ours import House
from bench.speed.sides.press_book import markdown, write_book
from bench.speed.tables import TABLES, Lang, plain, targets
from bench.speed.tables import markdown as as_markdown
from bench.speed.targets import TARGETS

ROOT = Path(__file__).parents[1]


def series(side: str, work: str, *seconds: float, stories: int = 120) -> Series:
    return Series(side, work, stories, False, seconds)


def result(*found: Series) -> Result:
    return Result("2026-01-02", {"processor": "P"}, {"press": " "}, {}, 3, (
        Book(12, False, 38_000), Book(120, False, 380_000), Book(480, False, 1_500_000)), found,
        (), ())


# --- The book


def test_the_book_is_the_same_each_time_in_each_process() -> None:
    command = ("from bench.speed.manuscript import manuscript; import hashlib, sys; sys.stdout."
               "write(hashlib.sha256(repr(manuscript(7, plates=True)).encode()).hexdigest())")
    said = {subprocess.run([sys.executable, "-c", command], cwd=ROOT, check=True, text=True,
                           capture_output=True, env={"PYTHONHASHSEED": seed}).stdout
            for seed in ("1", "2")}
    assert len(said) == 1
    assert plate(4) == plate(4) != plate(5)
    assert manuscript(7, plates=True) == manuscript(7, plates=True)


def test_a_longer_book_begins_with_the_shorter_one() -> None:
    for number in range(24):
        assert story(number, 24, plates=False) == story(number, 480, plates=False)
    assert len({title_of(n) for n in range(480)}) == 480


def test_pictures_leave_the_text_as_it_is() -> None:
    def words(plates: bool) -> list[str]:
        return [b.text for s in manuscript(3, plates=plates).stories for b in s.blocks
                if b.kind != "figure"]

    assert words(False) == words(True)


def test_the_book_has_what_a_reader_has() -> None:
    book = manuscript(120, plates=False)
    assert 370_000 < book.characters < 396_000
    kinds = {block.kind for one in book.stories for block in one.blocks}
    runs = [run for one in book.stories for block in one.blocks for run in block.runs]
    assert kinds == {"p", "h2", "quote", "pull", "item"}
    assert {run.kind for run in runs} == {"text", "bold", "note", "title", "page"}
    assert sum(run.kind == "note" for run in runs) >= 3 * 120
    assert all(0 <= run.target < 120 for run in runs if run.kind == "page")
    text = "".join(run.text for run in runs)
    assert not re.search(r"[{}]", text)
    assert len(set(text)) > 1000


def test_a_changed_sentence_is_as_long_and_a_page_more_is_a_page_more() -> None:
    one = story(5, 12, plates=False)
    assert with_sentence(one, 1) != with_sentence(one, 2) != one
    assert with_sentence(one, 1).characters == one.characters
    assert 600 < with_page(one, 1).characters - one.characters < 1200


def test_all_sides_are_given_every_word() -> None:
    book = manuscript(3, plates=True)
    for one in book.stories:
        source = {"press": markdown(book, one), "typst": typst.source(one),
                  "latex": latex.source(one), "web": web._story(book, one, True)}
        for block in one.blocks:
            for run in block.runs:
                for side, text in source.items():
                    # Marks that a language escapes are not looked at.
                    for piece in re.split(r"[^\w，。：、]+", run.text):
                        assert piece in text, (side, piece)


def test_a_plate_is_a_plate() -> None:
    assert SIZE == (1300, 800)
    assert plate(0)[:4] == b"\x89PNG"
    assert plate(2)[:2] == b"\xff\xd8"
    assert 100_000 < len(plate(2)) < len(plate(0)) < 700_000


def test_the_press_builds_the_book(tmp_path: Path) -> None:
    house = House(manuscript(2, plates=True), tmp_path)
    house.set_up()
    job = house.job()
    assert timed((*job.command, "--jobs", "1"), job.cwd, job.env) > 0
    assert job.pdf.read_bytes()[:5] == b"%PDF-"
    from bench.speed.reading import content, full_story

    found = content(job.pdf)
    book = house.book
    assert found.trim == pytest.approx((148, 210), abs=.2)
    assert len("".join(found.texts)) > book.characters
    assert 0 <= full_story(found, [s.title for s in book.stories]) < 2
    job.clear()
    assert not job.pdf.exists()


def test_plain_weasyprint_gets_the_same_styles(tmp_path: Path) -> None:
    side = next(s for s in SIDES if s.key == "weasyprint")
    job = side.prepare(manuscript(2, plates=False), tmp_path, True)
    html, css = ((tmp_path / f"page.{end}").read_text("utf-8") for end in ("html", "css"))
    assert html.count('class="footnote"') >= 6
    assert 'href="press-ref:' not in html
    assert "string(head)" in css
    # Sheets that all parts share stand once.
    assert css.count("@footnote") == 1
    program = (ROOT / "bench/speed/programs/plain_weasyprint.py").read_text("utf-8")
    assert not re.search(r"^(?:from|import) (?:press|bench)", program, re.M)
    assert "FONTCONFIG_FILE" in job.env


def test_only_what_is_changed_is_written_anew(tmp_path: Path) -> None:
    book = manuscript(2, plates=False)
    write_book(book, tmp_path, ("reading",))
    before = (tmp_path / "stories/001.md").read_text("utf-8")
    house = House(book, tmp_path / "house")
    house.set_up()
    house.rewrite(with_sentence(book.stories[0], 3))
    changed = (house.source / "stories/001.md").read_text("utf-8")
    assert changed != before
    assert (house.source / "stories/002.md").read_text("utf-8") == (
        tmp_path / "stories/002.md").read_text("utf-8")


# --- Rounds


def test_programs_take_turns_and_the_slow_ones_come_once(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def pretender(key: str, tags: tuple[bool, ...] = (True,), **more: int) -> Side:
        def prepare(book: Manuscript, folder: Path, tagged: bool) -> Job:
            with pikepdf.new() as pdf:
                for _ in book.stories:
                    pdf.add_blank_page(page_size=(419.5, 595.3))
                pdf.save(folder / "made.pdf")
            script = ("import pathlib, shutil; shutil.copy('made.pdf', 'out.pdf');"
                      f"open('{tmp_path}/log', 'a').write('{key}{len(book.stories)}{tagged:d} ')")
            return Job((sys.executable, "-c", script), folder, folder / "out.pdf")

        return Side(key, key, lambda: "1", prepare, tags, **more)

    monkeypatch.setattr(works, "SIDES", (
        pretender("a", (True, False)), pretender("b", most=2), pretender("c", once=3),
        replace(pretender("d"), version=lambda: "", missing="install d")))
    said: list[str] = []
    found = works.measure(works.Wanted((2, 3), 2, (), False), tmp_path / "run", said.append)
    log = (tmp_path / "log").read_text().split()
    tried, rounds = log[:4], log[4:]
    assert tried == ["a21", "a20", "b21", "c21"]
    assert rounds[:12] == ["a21", "a20", "b21", "c21", "a31", "a30", "c31",
                           "a21", "a20", "b21", "c21", "a31"]
    assert {(s.side, s.work, s.stories): len(s.seconds) for s in found.series} == {
        ("a", "cold", 2): 2, ("a", "bare", 2): 2, ("b", "cold", 2): 2, ("c", "cold", 2): 2,
        ("a", "cold", 3): 2, ("a", "bare", 3): 2, ("c", "cold", 3): 1}
    assert found.missing == {"d": "install d"}
    assert {(o.side, o.pages, o.trim) for o in found.outputs} == {
        (side, n, (148., 210.)) for side, n in
        (("a", 2), ("a", 3), ("b", 2), ("c", 2), ("c", 3))}
    assert from_json(to_json(found)).sizes == (2, 3)


# --- The clock


def test_seconds_and_memory_of_a_process(tmp_path: Path) -> None:
    wait = (sys.executable, "-c", "import time; time.sleep(.3)")
    assert timed(wait, tmp_path, {}) >= .3
    with pytest.raises(Failed, match="exit 3: no"):
        timed((sys.executable, "-c", "import sys; print('no'); sys.exit(3)"), tmp_path, {})
    big = "import time; x = bytes(range(256)) * 400000; time.sleep(.5)"
    child = ("import subprocess, sys; subprocess.run([sys.executable, '-c', "
             f"{big!r}], check=True)")
    held = peak((sys.executable, "-c", child), tmp_path, {})
    if held is not None:  # a machine with /proc
        assert held.parent < 60 < 100 < held.worker < 160


def test_python_may_keep_its_byte_code(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    timed((sys.executable, "-c", "import sys; sys.exit(sys.dont_write_bytecode)"), tmp_path, {})


# --- watch


WATCHING = """
import json, pathlib, sys, time
file = pathlib.Path("story")
def say(**words): print(json.dumps(words), flush=True)
print("not json", flush=True)
say(event="document", book="b", seconds=9)
before = file.read_text()
for turn in range(3):
    while file.read_text() == before: time.sleep(.01)
    before = file.read_text()
    say(event="start"); time.sleep(.05); say(event="pages", book="b", story="s", seconds=0)
    time.sleep(.1); say(event="document", book="b", seconds=0)
"""


def test_watch_is_timed_from_saving_to_each_event(tmp_path: Path) -> None:
    (tmp_path / "story").write_text("0")
    shown, joined = watching.press(
        (sys.executable, "-c", WATCHING), tmp_path, {},
        lambda n: (tmp_path / "story").write_text(str(n + 1)) and None)
    assert .05 <= shown < joined - .08


@pytest.mark.parametrize(("program", "reason"), [
    ("import sys; sys.exit(2)", "ended with exit code 2"),
    ("print('{\"problems\": []}')", "ended with exit code 0"),
    ("print('[1]'); print('{')", "ended with exit code 0")])
def test_a_press_without_watch_is_told(tmp_path: Path, program: str, reason: str) -> None:
    with pytest.raises(watching.NotThere, match=reason):
        watching.press((sys.executable, "-c", program), tmp_path, {}, lambda _: None)


# --- Tables and chart


FOUND = result(
    series("press", "cold", 6., 5., 7.), series("weasyprint", "cold", 20., 10., 35.),
    series("press", "sentence", 1., 1., 1.), series("press", "page", 1.2, 1.6, 1.4),
    series("press", "cold", 20., 22., 24., stories=480), series("press", "nothing", .2, .3, .25),
    series("typst", "warm", .4, .5, .45))


def test_ratios_are_taken_round_by_round() -> None:
    assert ratio(FOUND.find("press", "cold", 120), FOUND.find("weasyprint", "cold", 120)) == .3
    assert ratio(series("a", "b", 2., 9.), series("a", "b", 1.)) == 2
    assert ratio(None, series("a", "b", 1.)) is None


def test_targets_are_met_or_not_or_unmeasured() -> None:
    rows = {row[0]: row[1:] for row in targets(FOUND, "en")[1:]}
    assert rows["120 stories from scratch, to plain WeasyPrint"] == [
        "≤ 0.30 ×", "—", "0.30 ×", "yes"]
    assert rows["a change that adds a page, to one that does not"] == [
        "≤ 1.50 ×", "—", "1.40 ×", "yes"]
    assert rows["480 stories, to 120"] == ["≤ 4.30 ×", "≤ 4.00 ×", "3.43 ×", "yes"]
    assert rows["nothing changed"] == ["≤ 0.30 s", "≤ 0.20 s", "0.25 s", "yes"]
    assert rows["480 stories, memory of a worker"][2:] == ["not measured", "—"]
    slow = replace(FOUND, memory=(Memory("press", 480, 700, 260),))
    assert [row[3:] for row in targets(slow, "en") if "memory" in row[0]] == [
        ["260 MB", "no"], ["700 MB", "no"]]


def test_sizes_are_compared_with_the_one_pass_file() -> None:
    made = [Output(side, "cold", 120, False, 600, 590, 380_000, (148., 210.), size, ())
            for side, size in (("press", 900), ("weasyprint", 1000))]
    target = next(t for t in TARGETS if t.key == "size")
    assert target.value(replace(FOUND, outputs=tuple(made))) == .9


def test_times_say_the_median_the_range_and_the_ratio() -> None:
    table = TABLES["times"](FOUND, "en")
    assert table[0] == ["program", "12 stories", "120 stories", "480 stories"]
    assert table[1] == ["this press, tags, checks", "—", "6.00 (5.00–7.00) · 0.30 ×",
                        "22.00 (20.00–24.00)"]
    assert all(len(line) == len(table[0]) for line in table)
    assert as_markdown(table).startswith("| program | 12 stories |")
    assert plain(table).split("\n")[0].startswith("program   ")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_chart_has_a_dot_for_every_number_in_order(lang: Lang) -> None:
    drawn = ET.fromstring(chart(FOUND, lang))
    circles = [c for c in drawn.iter() if c.tag.endswith("circle")]
    across = [float(c.attrib["cx"]) for c in circles]
    down = [float(c.attrib["cy"]) for c in circles]
    # Two from scratch; nothing, Typst, sentence, page and plain WeasyPrint again.
    assert len(circles) == 7
    assert down == sorted(down)
    assert across[:2] == sorted(across[:2])
    assert across[2:] == sorted(across[2:])
    # A decade is as wide as any other: 20 s is to 2 s as 2 s to 0.2 s.
    assert across[1] - across[0] > 0
    texts = ["".join(t.itertext()) for t in drawn.iter() if t.tag.endswith("text")]
    assert "6.00" in texts
    assert "20.0" in texts
    assert all(0 < x < int(drawn.attrib["width"]) for x in across)


def test_numbers_survive_being_kept() -> None:
    whole = replace(FOUND, memory=(Memory("press", 480, 1.5, 2.5),), outputs=(
        Output("press", "cold", 12, True, 9, 8, 7, (148., 210.), 6, ("F",)),))
    assert from_json(to_json(whole)) == whole


# --- The docs


@pytest.mark.parametrize(("name", "lang", "picture"), pages.PAGES)
def test_the_docs_show_the_numbers_that_are_kept(name: str, lang: Lang, picture: str) -> None:
    text = (ROOT / "docs" / name).read_text("utf-8")
    assert pages.filled(text, pages.kept(), lang) == text, "python -m bench.speed --redraw"
    for table in TABLES:
        assert f"<!-- {table} -->\n\n|" in text
    assert (ROOT / "docs" / picture).read_text("utf-8") == chart(pages.kept(), lang)


def test_sides_did_the_same_work() -> None:
    """Same text, same paper, as many written pages: within a tenth."""
    kept = pages.kept()
    assert json.loads(pages.NUMBERS.read_text("utf-8"))["date"] == kept.date
    for book in kept.books:
        made = [o for o in kept.outputs if (o.stories, o.plates) == (book.stories, book.plates)]
        plain = next((o for o in made if o.side == "weasyprint"), made[0])
        for one in made:
            assert one.written == pytest.approx(plain.written, rel=.1), one.side
            assert one.characters == pytest.approx(plain.characters, rel=.05), one.side
            assert one.trim == pytest.approx((148, 210), abs=.3), one.side
            # Chromium draws fonts of this kind as pictures of their letters, without a name.
            assert any(re.search(r"NotoSerifCJK|^$", font.replace("-", ""))
                       for font in one.fonts), one.side


def test_the_press_without_tags_and_checks_makes_the_same_pages(tmp_path: Path) -> None:
    house = House(manuscript(1, plates=False), tmp_path)
    house.set_up()
    kept = {}
    for name, checked in (("all", True), ("bare", False)):
        job = house.job(name, checked=checked)
        timed(job.command, ROOT, {})
        with pikepdf.open(job.pdf) as pdf:
            texts = [b"".join(re.findall(rb"<[0-9a-f]+>", page.Contents.read_bytes()))
                     for page in pdf.pages]
            kept[name] = texts, sum("/StructParents" in page for page in pdf.pages), any(
                b"/MCID" in page.Contents.read_bytes() for page in pdf.pages)
    assert kept["all"][0] == kept["bare"][0]
    assert any(kept["all"][0]) and kept["all"][2]
    assert not kept["bare"][2]
