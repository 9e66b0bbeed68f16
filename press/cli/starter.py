"""Start a book: a folder that builds at once and shows how to go on."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from press.cli.books import BOOK_FILE
from press.messages import text
from press.values import Problem, problem

LONGEST = 120
"""Bytes of a name: files in output/ begin with it, and 255 is what file systems bear."""
_FORBIDDEN = frozenset('/\\:*?"<>|')
"""As in names in book.toml: what one of the common file systems cannot have in a name."""


def start_book(name: str, layout: str, sources: Path,
               templates: Path) -> tuple[Path | None, tuple[Problem, ...]]:
    """Make ``sources/NAME`` with book.toml and a first story, in the language of the layout;
    never over an existing folder."""
    from press.build.intake import reader_layouts
    from press.config.suggestions import nearest

    if not _is_good(name):
        return None, (problem("name-bad", name=name),)
    folder = sources / name
    if os.path.lexists(folder):
        return None, (problem("name-taken", folder=folder),)
    layouts = reader_layouts(templates)
    if layout not in layouts:
        return None, (problem("layout-choice", name=layout,
                              known=nearest(layout, layouts) or "、".join(layouts) or "—"),)
    try:
        _write(folder, layout, layouts[layout])
    except OSError as error:
        return None, (problem("book-unwritable", folder=folder,
                              reason=error.strerror or type(error).__name__),)
    return folder, ()


def _is_good(name: str) -> bool:
    return (bool(name) and name.isprintable() and not set(name) & _FORBIDDEN
            and name[0] not in ".-~" and name == name.strip(" ").rstrip(".")
            and len(name.encode()) <= LONGEST)


def _write(folder: Path, layout: str, lang: str) -> None:
    """All of it beside its place, then renamed; of book.toml what is not the default."""
    from press.config import BookConfig

    usual = BookConfig(title=folder.name)
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=".new-", dir=folder.parent))
    try:
        (work / "stories").mkdir()
        (work / "images").mkdir()
        settings = {"title": folder.name} | ({"lang": lang} if lang != usual.lang else {}) | (
            {"layout": layout} if layout != usual.layout else {})
        (work / BOOK_FILE).write_text(
            "".join(f'{key} = "{value}"\n' for key, value in settings.items()), "utf-8")
        story = text("starter-story", "zh" if lang.lower().startswith("zh") else "en")
        (work / "stories" / "01.md").write_text(f"{story}\n", "utf-8")
        work.chmod(0o755)
        work.replace(folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)
