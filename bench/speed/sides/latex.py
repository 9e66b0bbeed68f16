"""XeLaTeX with ctex: as often as it takes until contents and references hold still."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from itertools import groupby
from pathlib import Path

from bench.speed.manuscript import Manuscript, Run, Story
from bench.speed.plates import plate, plate_name
from bench.speed.sides.job import Job, Side

HERE = Path(__file__).parent
RUN = HERE.parent / "programs/run_latex.py"


def version() -> str:
    """Of TeX Live, where the classes are there, too."""
    if not shutil.which("xelatex") or not _finds("ctexbook.cls") or not _finds("pzdr.tfm"):
        return ""
    said = subprocess.check_output(("xelatex", "--version"), text=True)
    return "".join(re.findall(r"TeX Live \d+", said)[:1])


def _finds(name: str) -> bool:
    return subprocess.run(("kpsewhich", name), capture_output=True, check=False).returncode == 0


def prepare(book: Manuscript, folder: Path, tags: bool) -> Job:  # noqa: ARG001
    """One file; and the pictures."""
    whole = (HERE / "book.tex").read_text("utf-8").replace("TITLE", book.title)
    for section in book.sections:
        whole += f"\\sectionpage{{{section.title}}}{{{section.intro}}}\n"
        whole += "".join(map(source, section.stories))
    (folder / "book.tex").write_text(whole + "\\cleardoublepage\\end{document}\n", "utf-8")
    if book.plates:
        for story in book.stories:
            (folder / plate_name(story.number)).write_bytes(plate(story.number))
    left = tuple(folder / f"book.{end}" for end in ("aux", "toc", "out", "log", "xdv"))
    return Job((sys.executable, str(RUN), "book"), folder, folder / "book.pdf", left=left)


def source(story: Story) -> str:
    """The story in LaTeX."""
    pieces = [f"\\story{{{_plain(story.title)}}}{{s{story.name}}}"]
    for kind, blocks in groupby(story.blocks, key=lambda block: block.kind):
        texts = ["".join(map(_run, block.runs)) for block in blocks]
        if kind == "item":
            items = "\n".join(f"\\item {text}" for text in texts)
            pieces.append(f"\\begin{{itemize}}\n{items}\n\\end{{itemize}}")
            continue
        pieces += [_shaped(kind, text, story) for text in texts]
    return "\n\n".join(pieces) + "\n\n"


def _shaped(kind: str, text: str, story: Story) -> str:
    if kind == "figure":
        return f"\\plate{{{plate_name(story.number)}}}{{{text} 程序绘制}}"
    command = {"h2": "section", "quote": "quoted", "pull": "pull"}.get(kind)
    return f"\\{command}{{{text}}}" if command else text


def _run(run: Run) -> str:
    text = _plain(run.text)
    if run.kind == "bold":
        return f"\\textbf{{{text}}}"
    if run.kind == "note":
        return f"\\footnote{{{text}}}"
    if run.kind == "title":
        return f"\\hyperref[s{run.target + 1:03d}]{{{text}}}"
    if run.kind == "page":
        return f"\\pageref{{s{run.target + 1:03d}}}"
    return text


def _plain(text: str) -> str:
    return re.sub(r"([#$%&_{}])", r"\\\1", text)


SIDE = Side("xelatex", "XeLaTeX, ctex", version, prepare, tags=(False,), most=120,
            missing="apt-get install texlive-xetex texlive-lang-chinese texlive-fonts-recommended")
