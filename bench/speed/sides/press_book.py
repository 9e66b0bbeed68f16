"""The generated book as a book of the press: book.toml, stories, images."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from bench.speed.manuscript import Manuscript, Run, Story
from bench.speed.plates import plate, plate_name


def write_book(book: Manuscript, folder: Path, documents: Sequence[str]) -> None:
    """Write all of it into ``folder``, which need not exist."""
    (folder / "stories").mkdir(parents=True, exist_ok=True)
    write_config(book, folder, documents)
    for story in book.stories:
        write_story(book, story, folder)
    if book.plates:
        (folder / "images").mkdir(exist_ok=True)
        for story in book.stories:
            (folder / "images" / plate_name(story.number)).write_bytes(plate(story.number))


def write_config(book: Manuscript, folder: Path, documents: Sequence[str]) -> None:
    """book.toml."""
    lines = [f"title = {_quoted(book.title)}", 'subtitle = "为量快慢而写"', 'layout = "reader-zh"',
             "date = 2021-07-01", 'compiler = "程序编"',
             f"documents = {json.dumps(list(documents))}"]
    for section in book.sections:
        lines += ["", "[[parts]]", f"title = {_quoted(section.title)}",
                  f"intro = {_quoted(section.intro)}",
                  f"stories = {json.dumps([story.name for story in section.stories])}"]
    (folder / "book.toml").write_text("\n".join(lines) + "\n", "utf-8")


def write_story(book: Manuscript, story: Story, folder: Path) -> None:
    """One file of stories/."""
    (folder / "stories" / f"{story.name}.md").write_text(markdown(book, story), "utf-8")


def markdown(book: Manuscript, story: Story) -> str:
    """As an editor would write it."""
    pieces = [f"# {story.title}"]
    notes: list[str] = []
    items: list[str] = []
    for block in story.blocks:
        if block.kind != "item" and items:
            pieces.append("\n".join(items))
            items = []
        text = "".join(_run(run, notes) for run in block.runs)
        if block.kind == "item":
            items.append(f"- {text}")
        elif block.kind == "figure":
            pieces.append(f'![{book.alt}](images/{plate_name(story.number)} "{text} | '
                          '程序绘制"){ width=100% }')
        else:
            pieces.append({"h2": f"## {text}", "quote": f"> {text}",
                           "pull": f"::: 引语\n{text}\n:::"}.get(block.kind, text))
    if items:
        pieces.append("\n".join(items))
    return "\n\n".join([*pieces, *notes]) + "\n"


def _run(run: Run, notes: list[str]) -> str:
    if run.kind == "bold":
        return f"**{run.text}**"
    if run.kind == "note":
        notes.append(f"[^{len(notes) + 1}]: {run.text}")
        return f"[^{len(notes)}]"
    if run.kind == "title":
        return f"[{run.text}]({run.target + 1:03d}.md)"
    if run.kind == "page":
        return f"[{{页}}]({run.target + 1:03d}.md)"
    return run.text


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
