"""A file is inside a folder where all links lead to something inside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.config.textfile import is_inside


@pytest.mark.parametrize(("path", "inside"), [
    ("book/a.md", True),
    ("book/stories/a.md", True),
    ("book/none.md", True),  # where it would lie
    ("book", True),
    ("out/a.md", False),
    ("bookish/a.md", False),
    ("book/../out/a.md", False),
    ("book/stories/../a.md", True),
    ("book/file-in.md", True),
    ("book/file-out.md", False),
    ("book/in/a.md", True),
    ("book/out/a.md", False),
    ("book/round", False),
    ("link/a.md", True),
])
@pytest.mark.parametrize("root", ["book", "link"])
def test_links_are_followed(path: str, inside: bool, root: str, tmp_path: Path) -> None:
    for name in ("book/a.md", "book/stories/a.md", "out/a.md", "bookish/a.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("text", "utf-8")
    for name, target in (("book/file-in.md", "a.md"), ("book/file-out.md", "../out/a.md"),
                         ("book/in", "stories"), ("book/out", "../out"),
                         ("book/round", "round"), ("link", "book")):
        (tmp_path / name).symlink_to(target)
    assert is_inside(tmp_path / root, Path(f"{tmp_path}/{path}")) is inside
    assert not is_inside(tmp_path / root, tmp_path / root / "a\0.md")
