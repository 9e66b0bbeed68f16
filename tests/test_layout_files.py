"""Layouts are read into memory, with inheritance and overrides; faults name file and line."""

import shutil
from pathlib import Path

import pytest
from layout_samples import TEMPLATES, book, layout

from press.layout import lay_out, load_layout
from press.messages import message
from press.values import Problem


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    folder = tmp_path / "templates"
    shutil.copytree(TEMPLATES, folder)
    return folder


def child(templates: Path, settings: str, **files: str) -> None:
    folder = templates / "mine"
    folder.mkdir()
    (folder / "layout.toml").write_text(settings, "utf-8")
    for name, text in files.items():
        (folder / f"{name}.html").write_text(text, "utf-8")


def faults(templates: Path, name: str = "mine") -> tuple[Problem, ...]:
    made, problems = load_layout(name, templates=templates, book_folder=None)
    assert made is None
    assert problems
    assert all(message(p, lang) for p in problems for lang in ("zh", "en"))
    return problems


def test_a_book_overrides_one_file_and_one_key(tmp_path: Path) -> None:
    own = tmp_path / "layout"
    own.mkdir()
    (own / "layout.toml").write_text('[labels]\ncontents = "篇目"\n', "utf-8")
    (own / "story.html").write_text(
        '{% extends "reader-zh/story.html" %}{% block body %}<hr/>{{ super() }}{% endblock %}',
        "utf-8")
    made, problems = lay_out(book(), layout(book_folder=tmp_path), audience="reader")
    assert not problems
    by_key = {p.key: p for p in made}
    assert "篇目" in by_key["contents"].html
    assert "<hr/>" in by_key["story/s-a"].html
    assert 'id="s-a"' in by_key["story/s-a"].html
    assert layout(book_folder=tmp_path).digest != layout().digest


def test_a_layout_extends_another_file_by_file(templates: Path) -> None:
    child(templates, 'extends = "reader-zh"\nname = "Mine"\n[grid]\nmeasure = 27\n',
          section='{% extends "shared/part.html" %}{% block body %}<p id="{{ anchor }}">'
                  '{{ section.title }}</p>{% endblock %}')
    made, problems = load_layout("mine", templates=templates, book_folder=None)
    assert not problems
    assert made is not None
    assert (made.config.grid.measure, made.config.grid.lines) == (27, 25)
    parts, problems = lay_out(book(), made, audience="reader")
    assert not problems
    assert '<p id="part-1">兵工摇篮</p>' in {p.key: p for p in parts}["section/part-1"].html


def test_the_digest_knows_texts_and_values_but_not_places(templates: Path) -> None:
    before, _ = load_layout("reader-zh", templates=templates, book_folder=None)
    assert before is not None
    assert before.digest == layout().digest
    style = templates / "shared" / "base.css"
    style.write_text(style.read_text("utf-8") + "\n", "utf-8")
    after, _ = load_layout("reader-zh", templates=templates, book_folder=None)
    assert after is not None
    assert after.digest != before.digest


@pytest.mark.parametrize("name", ["none", "../templates/reader-zh", "shared", ""])
def test_an_unknown_layout_lists_the_known(templates: Path, name: str) -> None:
    (fault,) = faults(templates, name)
    assert fault.code == "layout-unknown"
    assert {"handout-zh", "reader-zh"} <= set(dict(fault.args)["names"].split(", "))


def test_a_circle_of_extends(templates: Path) -> None:
    child(templates, 'extends = "mine"\n')
    (fault,) = faults(templates)
    assert fault.code == "layout-loop"
    assert ("names", "mine → mine") in fault.args
    assert fault.line == 1


def test_faults_of_keys_stand_at_the_line_of_the_file_that_has_them(templates: Path) -> None:
    parent = templates / "reader-zh" / "layout.toml"
    lines = parent.read_text("utf-8").split("\n")
    lines.insert(2, "colour = 1")
    parent.write_text("\n".join(lines), "utf-8")
    child(templates, 'extends = "reader-zh"\n\n[grid]\nmeasure = "27"\n')
    places = {(p.path, p.line) for p in faults(templates)}
    assert places == {((templates / "mine/layout.toml").as_posix(), 4), (parent.as_posix(), 3)}


def test_pieces_files_and_room_that_are_missing_are_reported_together(templates: Path) -> None:
    child(templates, 'extends = "reader-zh"\norder = ["cover", "map"]\nstyles = ["none.css"]\n'
                     '[grid]\nmeasure = 60\n')
    codes = [p.code for p in faults(templates)]
    assert sorted(codes) == ["layout-file-missing", "layout-piece-missing", "layout-too-large"]


def test_a_template_in_gbk_and_a_link_out_of_the_folder(templates: Path) -> None:
    (templates / "reader-zh" / "story.html").write_bytes("故事在这里，写给大家看".encode("gbk"))
    (templates.parent / "secret.html").write_text("secret", "utf-8")
    (templates / "reader-zh" / "leak.html").symlink_to(templates.parent / "secret.html")
    by_path = {(p.path or "").rsplit("/", 1)[1]: p.code for p in faults(templates, "reader-zh")}
    assert by_path["story.html"] == "file-gbk"
    assert by_path["leak.html"] == "file-outside"


@pytest.mark.parametrize(("template", "code", "line"), [
    ("\n{% if %}", "template-syntax", 2),
    ("\n\n{{ book.titel }}", "template-unknown-name", 3),
    ("{{ labels.nothing }}", "template-unknown-name", 1),
    ('\n{% include "nothing.html" %}', "template-missing", 2),
    ("\n{{ 1 / 0 }}", "template-failed", 2),
    ("\n{{ book.__class__.__mro__ }}", "template-failed", 2),
    ("\n{{ range(10000000) | list }}", "template-failed", 2),
])
def test_a_fault_in_a_template_has_file_and_line(
        tmp_path: Path, template: str, code: str, line: int) -> None:
    (tmp_path / "layout").mkdir()
    (tmp_path / "layout" / "half-title.html").write_text(template, "utf-8")
    parts, problems = lay_out(book(), layout(book_folder=tmp_path), audience="reader")
    assert parts == ()
    assert [(p.code, p.path, p.line) for p in problems] == [(code, "layout/half-title.html", line)]


def test_a_bare_text_in_a_style_sheet_is_refused(tmp_path: Path) -> None:
    (tmp_path / "layout").mkdir()
    (tmp_path / "layout" / "cover.css.jinja").write_text(
        "p { }\n@page { @top-left { content: {{ book.title }} } }", "utf-8")
    _, problems = lay_out(book(), layout(book_folder=tmp_path), audience="reader")
    assert [(p.code, p.line) for p in problems] == [("template-failed", 2)]
    assert "css_string" in message(problems[0], "zh")


def test_a_book_changes_the_layouts_of_editions_and_handouts_in_folders_of_their_names(
        tmp_path: Path) -> None:
    for name, words in (("layout", "甲"), ("layout/handout-zh", "乙"), ("layout/reader-zh", "丙")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "layout.toml").write_text(
            f'[labels]\nspeaker_note = "{words}"\n', "utf-8")
    (tmp_path / "layout" / "reader-zh" / "story.html").write_text(
        '{% extends "reader-zh/story.html" %}{% block body %}<hr/>{{ super() }}{% endblock %}',
        "utf-8")

    def note(name: str, own: bool) -> str:
        made, problems = load_layout(name, templates=TEMPLATES, book_folder=tmp_path, own=own)
        assert not problems
        assert made is not None
        return made.config.labels["speaker_note"]

    assert note("reader-zh", True) == "丙"
    assert note("handout-zh", False) == "乙"
    assert note("handout-zh", True) == "乙"
    parts, problems = lay_out(book(), layout(book_folder=tmp_path), audience="reader")
    assert not problems
    assert "<hr/>" in {p.key: p for p in parts}["story/s-a"].html
