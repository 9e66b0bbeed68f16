"""Lists of pages: runs, ranges, numberings, and what happens when pages move."""

from __future__ import annotations

import re
from pathlib import Path

import pypdf
import pytest
from build_samples import WORDS, build, documents, story, workshop, write_book
from check_samples import noting

from press.build import typesetting
from press.build.page_lists import as_plain, expanded, page_list
from press.build.references import (
    anchors_wanted,
    as_words,
    lost_references,
    with_stand_ins,
)
from press.build.settle import settle
from press.dataclass import replace
from press.values import Part

PAGES = {"a": "3", "b": "3", "c": "4", "d": "5", "e": "9", "f": "10", "g": "12", "x": "ix",
         "y": "x", "z": "xi", "v": "v", "cover": "A"}


def part(html: str, source: str = "") -> Part:
    return Part("index", html, (), (), "recto", "decimal", (), source)


def words(anchors: str, labels: dict[str, str] | None = None, sep: str = "、") -> str:
    """What a person reads."""
    html = expanded(part(f'<span data-late-pages="{anchors}" data-sep="{sep}">00</span>'),
                    PAGES if labels is None else labels).html
    return re.sub("<[^>]*>", "", html)


@pytest.mark.parametrize(("anchors", "expected"), [
    ("a", "3"),
    ("a b", "3"),                      # one page
    ("a c", "3、4"),                   # two in a row are no range …
    ("a b c d", "3–5"),                # … three are
    ("d c a", "3–5"),                  # in whatever order
    ("e a g", "3、9、12"),
    ("e f", "9、10"),
    ("a..c", "3–4"),                   # said to be a range
    ("c..a", "3–4"),
    ("a..b", "3"),                     # which ends where it begins
    ("a..e", "3–9"),
    ("a..e d c f", "3–10"),            # what it covers, and what touches it
    ("a..c d", "3–5"),
    ("a..c e", "3–4、9"),
    ("e..f g", "9–10、12"),
    ("x y z", "ix–xi"),
    ("x y z v a c d", "v、ix–xi、3–5"),  # each numbering for itself, front matter first
    ("z a", "xi、3"),
    ("x..a", "ix、3"),                 # from one numbering into another: no range
    ("cover a", "A、3"),
    ("none a nowhere", "3"),           # left out of this edition
    ("none..a", "3"), ("a..none", "3"), ("none..nowhere a", "3"),
    ("none", ""), ("", ""), ("..", ""),
])
def test_what_is_printed(anchors: str, expected: str) -> None:
    assert words(anchors) == expected


@pytest.mark.parametrize(("labels", "expected"), [
    (["i", "ii", "iii"], "i–iii"), (["iii", "iv", "v"], "iii–v"), (["viii", "ix", "x"], "viii–x"),
    (["xxxix", "xl", "xli"], "xxxix–xli"), (["xcix", "c", "ci"], "xcix–ci"),
    (["9", "10", "11"], "9–11"), (["99", "100", "101"], "99–101"),
    (["Z", "AA", "BB"], "Z–BB"), (["i", "ii", "3"], "i、ii、3"), (["1", "ii", "3"], "1、3、ii"),
    (["十", "十", "一"], "十、一")])
def test_runs_of_every_numbering(labels: list[str], expected: str) -> None:
    assert words("p q r", dict(zip("pqr", labels, strict=True))) == expected


def test_the_separator_of_the_layout() -> None:
    assert words("a e", sep=", ") == "3, 9"
    html = expanded(part('<span class="p" data-late-pages="a e">00</span>'), PAGES).html
    assert re.sub("<[^>]*>", "", html) == "3、9"


def test_every_number_is_a_link_and_a_page_reference_to_the_first_place_on_its_page() -> None:
    html = expanded(part('<p><span data-late-pages="b a c d g">00</span></p>'), PAGES).html
    assert html == (
        '<p><span data-late-pages="b a c d g"><span style="white-space:nowrap">'
        '<a href="press-ref:b"><span data-late="page:b">3</span></a>–'
        '<a href="press-ref:d"><span data-late="page:d">5</span></a></span>、'
        '<a href="press-ref:g"><span data-late="page:g">12</span></a></span></p>')
    assert page_list("b a", PAGES)[0].first == ("b", "3")


def test_pages_that_move_without_new_digits_leave_the_part_as_it_was() -> None:
    one = part('<span data-late-pages="a c d e">00</span> <span data-late="page:a">00</span>')
    moved = {name: str(int(page) + 1) for name, page in PAGES.items() if page in "345"}
    assert with_stand_ins(one, PAGES) == with_stand_ins(one, {**PAGES, **moved})
    assert with_stand_ins(one, PAGES).html.count("0") == 4
    wider = {**PAGES, "e": "11"}
    assert with_stand_ins(one, PAGES) != with_stand_ins(one, wider)
    apart = {**PAGES, "d": "6"}
    assert with_stand_ins(one, PAGES) != with_stand_ins(one, apart)
    # Roman numbers differ in width, so they stand as they are.
    assert ">ix<" in with_stand_ins(part('<span data-late-pages="x">00</span>'), PAGES).html


def test_the_first_round_knows_nothing_of_any_neighbour() -> None:
    html = '<span data-late-pages="a c d">00</span>'
    assert with_stand_ins(part(html), PAGES).html != html
    assert expanded(part("<p>none</p>"), PAGES) == part("<p>none</p>")


def test_a_list_that_leads_nowhere_is_a_problem_and_one_that_leads_somewhere_is_not() -> None:
    one = part('<span data-late-pages="none nowhere..lost">00</span>')
    (found,) = lost_references(one, PAGES, links=True)
    assert (found.code, found.path, found.line) == ("reference-lost", None, None)
    assert dict(found.args)["anchor"] == "none nowhere lost"
    placed = replace(one, html=f'<p data-line="7">{one.html}</p>', source="stories/1.md")
    (found,) = lost_references(placed, PAGES, links=True)
    assert (found.path, found.line) == ("stories/1.md", 7)
    assert list(lost_references(part('<span data-late-pages="none a">00</span>'), PAGES,
                                links=True)) == []


def test_in_a_handout_lists_are_words() -> None:
    one = part('<b>x</b><span data-late-pages="a c d own" data-sep=", ">00</span>')
    assert anchors_wanted(one) == {"a", "c", "d", "own"}
    assert as_words(one, {"a": "3", "c": "4", "d": "5"}).html == "<b>x</b><span>3–5</span>"
    assert as_words(one, {"a": "3", "c": "", "d": "5"}).html == "<b>x</b><span>3, 5</span>"
    own = part('<span data-late-pages="own">00</span>')
    assert as_plain(own, {"a": "3"}) == own


def test_broken_html_is_left_alone() -> None:
    for html in ('<span data-late-pages="a>00</span>', '<span data-late-pages>00</span>',
                 '<span data-late-pages="a">00', '<em data-late-pages="a">00</em>',
                 "<span " + "a " * 5000 + ">"):
        assert expanded(part(html), PAGES).html == html


def indexed(folder: Path) -> Path:
    """A word on three pages, one over a range of pages."""
    far = [WORDS * 8] * 8
    return write_book(folder, {
        "01": story("一", "有[钳工]{索引}。", *far, "又有[钳工]{索引}。", *far),
        "02": story("二", "::: 索引 \"徒弟\"\n\n范围起。\n\n" + "\n\n".join(far)
                    + "\n\n范围止。\n:::", "还有[钳工]{索引}。")},
        'title = "书"\ndocuments = ["reading"]\n[index]\n')


def test_an_index_names_the_pages_that_its_words_are_on(tmp_path: Path) -> None:
    """Read off the finished pages by another program."""
    result = build(indexed(tmp_path / "b"), tmp_path / "out")
    assert result.good, result.problems
    reader = pypdf.PdfReader(tmp_path / "out/b/b-reading.pdf")
    texts = ["".join(page.extract_text().split()) for page in reader.pages]

    def page(words: str) -> str:
        return next(label for label, text in zip(reader.page_labels, texts, strict=True)
                    if words in text)

    index = next(text for text in texts if "索引" in text and "徒弟" in text)
    expected = "、".join(map(page, ("有钳工", "又有钳工", "还有钳工")))
    assert expected.count("、") == 2
    assert f"钳工{expected}" in index.replace(".", "").replace("…", "")
    assert f"徒弟{page('范围起')}–{page('范围止')}" in index.replace(".", "").replace("…", "")


def test_an_index_is_set_anew_when_its_numbers_change_and_not_otherwise(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = indexed(tmp_path / "b")
    shop = workshop(tmp_path / "cache")
    typeset: list[str] = []
    noting(monkeypatch, typesetting, "run_tasks",
           lambda tasks, *_, **__: typeset.extend(task.part.key for task in tasks))
    before = settle(documents(folder)[0].composition, shop)
    assert typeset.count("index") in (1, 2)  # twice where the guess of its numbers was wrong
    typeset.clear()
    (folder / "stories/00.md").write_text(story("零"), "utf-8")  # a page before all others
    after = settle(documents(folder)[0].composition, shop)
    moved = {n for n in before.labels if after.labels.get(n, "") != before.labels[n]}
    assert any(name.startswith("ix-") for name in moved)
    assert "story/s-02" not in typeset
    same = all(len(before.labels[n]) == len(after.labels[n]) for n in moved if n.startswith("ix-"))
    assert ("index" in typeset) == (not same)
