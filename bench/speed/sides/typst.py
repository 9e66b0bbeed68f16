"""Typst: its package from PyPI, in a fresh process or kept warm in one (``run_typst.py``)."""

from __future__ import annotations

import json
import re
import sys
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from bench.speed.manuscript import Block, Manuscript, Run, Story
from bench.speed.plates import plate, plate_name
from bench.speed.sides.job import Job, Side
from bench.speed.sides.typefaces import gather

HERE = Path(__file__).parent
RUN = HERE.parent / "programs/run_typst.py"


def version() -> str:
    """Of the package."""
    return metadata.version("typst") if find_spec("typst") else ""


def prepare(book: Manuscript, folder: Path, tags: bool) -> Job:
    """main.typ, the look, a file a story, and the font files that the book needs."""
    gather(folder / "fonts")
    look = (HERE / "book.typ").read_text("utf-8")
    (folder / "look.typ").write_text(
        look.replace("TITLE", book.title).replace("ALT", book.alt), "utf-8")
    lines = ['#import "look.typ": *', "#show: look", "#front"]
    first = "#pagebreak(to: \"odd\")\n#counter(page).update(1)"
    for section in book.sections:
        lines += [first, f"#part({_quoted(section.title)}, {_quoted(section.intro)})"]
        first = ""
        for story in section.stories:
            lines.append(f'#include "{story.name}.typ"')
            write_story(story, folder)
    lines.append('#pagebreak(to: "even")\n#v(1fr)')
    (folder / "main.typ").write_text("\n".join(lines) + "\n", "utf-8")
    if book.plates:
        for story in book.stories:
            (folder / plate_name(story.number)).write_bytes(plate(story.number))
    return Job((sys.executable, str(RUN), "main.typ", "out.pdf", *(() if tags else ("--bare",))),
               folder, folder / "out.pdf")


def write_story(story: Story, folder: Path) -> None:
    """One file, which main.typ includes."""
    (folder / f"{story.name}.typ").write_text(source(story), "utf-8")


def source(story: Story) -> str:
    """The story in Typst's markup."""
    pieces = ['#import "look.typ": *',
              f"#show: story.with({_quoted(story.title)}, {_quoted('s' + story.name)})"]
    for block in story.blocks:
        text = "".join(map(_run, block.runs))
        pieces.append({
            "h2": f"=== {text}", "quote": f"#quoted[{text}]", "pull": f"#pull[{text}]",
            "item": f"- {text}",
            "figure": f"#plate({_quoted(plate_name(story.number))})[{text} 程序绘制]",
        }.get(block.kind, text))
    return "\n\n".join(_tight(pieces, story.blocks)) + "\n"


def _tight(pieces: list[str], blocks: tuple[Block, ...]) -> list[str]:
    """Lines of one list with no empty line between them."""
    found = pieces[:2]
    before = ""
    for piece, block in zip(pieces[2:], blocks, strict=True):
        if block.kind == before == "item":
            found[-1] += "\n" + piece
        else:
            found.append(piece)
        before = block.kind
    return found


def _run(run: Run) -> str:
    text = re.sub(r"([\\#$*_`<>@\[\]~])", r"\\\1", run.text)
    if run.kind == "bold":
        return f"#strong[{text}]"
    if run.kind == "note":
        return f"#footnote[{text}]"
    if run.kind == "title":
        return f'#to("s{run.target + 1:03d}")[{text}]'
    if run.kind == "page":
        return f'#at("s{run.target + 1:03d}")'
    return text


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


SIDE = Side("typst", "Typst", version, prepare, missing="pip install typst")
