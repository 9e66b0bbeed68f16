"""What a machine lacks, and how to get it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from press.dataclass import replace
from press.doctor import (
    FONTS,
    LIBRARIES,
    PROFILE_FILES,
    PROFILE_PACKAGE,
    Machine,
    diagnose,
    examine,
    look,
)
from press.messages import hint, message

GOOD = Machine(
    python=(3, 11),
    libraries=frozenset(library.name for library in LIBRARIES),
    fonts=frozenset(font.file for font in FONTS),
    profiles=frozenset(PROFILE_FILES),
    output=Path("output"),
    writable=True,
)


def test_a_good_machine_lacks_nothing() -> None:
    assert diagnose(GOOD) == ()


def test_each_lack_is_a_problem_with_the_way_to_mend_it() -> None:
    bare = Machine((3, 9), frozenset(), frozenset(), frozenset(), Path("out"), False)
    problems = diagnose(bare)
    assert [p.code for p in problems] == [
        "doctor-python", *["doctor-library"] * len(LIBRARIES), *["doctor-font"] * len(FONTS),
        *["doctor-profile"] * len(PROFILE_FILES),
        "doctor-output"]
    assert all(p.severity == "error" for p in problems)
    for lang in ("zh", "en"):
        assert all(message(p, lang) and hint(p, lang) for p in problems)


def test_the_words_name_the_thing_and_the_package() -> None:
    fonts = GOOD.fonts - {"LXGWWenKai-Regular.ttf"}
    (font,) = diagnose(replace(GOOD, fonts=fonts))
    assert message(font, "zh") == "缺少字体文件 LXGWWenKai-Regular.ttf"
    assert hint(font, "zh").endswith("sudo apt-get install fonts-lxgw-wenkai")
    (library,) = diagnose(replace(GOOD, libraries=GOOD.libraries - {"harfbuzz-subset"}))
    assert message(library, "en") == (
        "the system library harfbuzz-subset, which sets the pages, is missing")
    assert hint(library, "en").endswith("sudo apt-get install libharfbuzz-subset0")


def test_this_machine_can_build() -> None:
    """The set-up has run here: what it installs is what the doctor looks for."""
    assert examine(Path("output")) == ()


def test_packages_are_those_that_setup_installs() -> None:
    setup = (Path(__file__).parents[1] / "setup.sh").read_text("utf-8")
    packages = re.search(r'^packages="([^"]+)"', setup, re.M)
    assert packages
    named = set(packages[1].replace("\\\n", " ").split())
    assert {PROFILE_PACKAGE, *(item.package for item in (*LIBRARIES, *FONTS))} <= named


def test_a_library_that_is_not_there_is_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    absent = replace(LIBRARIES[0], name="no-such-library", file="libno-such-library.so.0")
    monkeypatch.setattr("press.doctor.LIBRARIES", (absent, LIBRARIES[1]))
    assert look(Path("output")).libraries == {LIBRARIES[1].name}


def test_fonts_elsewhere_are_found_by_fontconfig(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("press.doctor.FONT_FOLDERS", ())
    assert look(Path("output")).fonts == GOOD.fonts
    monkeypatch.setenv("PATH", "")
    assert look(Path("output")).fonts == frozenset()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (problem,) = examine(tmp_path / "file" / "output")
    assert problem.code == "doctor-output"
    assert str(tmp_path / "file" / "output") in message(problem, "en")
    assert examine(tmp_path / "new" / "output") == ()
