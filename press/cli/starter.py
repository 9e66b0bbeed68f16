"""Start a book: a folder that builds at once and shows how to go on."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

from press.config.suggestions import nearest
from press.messages import Lang, text
from press.values import Problem, problem

_NAME = re.compile(r"[^/\\\x00-\x1f.~][^/\\\x00-\x1f]{0,99}")


def start_book(name: str, layout: str, sources: Path, templates: Path,
               lang: Lang) -> tuple[Path | None, tuple[Problem, ...]]:
    """Make ``sources/NAME`` with book.toml and a first story; never over an existing folder."""
    if not _NAME.fullmatch(name):
        return None, (problem("name-bad", name=name),)
    folder = sources / name
    if folder.exists():
        return None, (problem("name-taken", folder=folder),)
    layouts = sorted(p.parent.name for p in templates.glob("*/layout.toml"))
    if layout not in layouts:
        return None, (problem("layout-choice", name=layout,
                              known=nearest(layout, layouts) or "、".join(layouts)),)
    sources.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=".new-", dir=sources))
    try:
        (work / "stories").mkdir()
        (work / "images").mkdir()
        title = name.replace("\\", "").replace('"', "")
        chosen = "" if layout == "reader-zh" else f'layout = "{layout}"\n'
        (work / "book.toml").write_text(f'title = "{title}"\n{chosen}', "utf-8")
        (work / "stories" / "01.md").write_text(text("starter-story", lang) + "\n", "utf-8")
        work.chmod(0o755)
        work.replace(folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return folder, ()
