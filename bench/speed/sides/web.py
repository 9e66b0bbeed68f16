"""Browsers: Chromium's own printing, and Vivliostyle, which sets pages inside one.

Chromium knows no notes at the foot and no ``target-counter``: there notes stand at the end of
their story, and contents and references have no numbers.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import partial
from html import escape
from itertools import groupby
from pathlib import Path

from bench.speed.manuscript import Manuscript, Run, Story
from bench.speed.plates import plate, plate_name
from bench.speed.sides.job import Job, Side

HERE = Path(__file__).parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def browser() -> str:
    """Where Chromium is, or ""."""
    return next(filter(None, map(shutil.which, BROWSERS)), "")


def _said(command: str) -> str:
    done = subprocess.run((command, "--version"), capture_output=True, text=True, check=False)
    return "".join(re.findall(r"\d+\.\d[\d.]*", done.stdout)[:1])


def _chromium() -> str:
    return _said(browser()) if browser() else ""


def _vivliostyle() -> str:
    return _said("vivliostyle") if shutil.which("vivliostyle") and browser() else ""


def write(book: Manuscript, folder: Path, *, foot: bool) -> None:
    """book.html, book.css and the pictures. ``foot``: notes at the foot, numbers of pages."""
    css = (HERE / "book.css").read_text("utf-8")
    css += (HERE / "foot.css").read_text("utf-8") if foot else ""
    css += _running("lists", book.title, book.title, "lower-roman")
    css += "".join(_running(f"s{story.name}", book.title, story.title, "decimal")
                   for story in book.stories)
    (folder / "book.css").write_text(css, "utf-8")
    (folder / "book.html").write_text("\n".join(_html(book, foot)), "utf-8")
    if book.plates:
        for story in book.stories:
            (folder / plate_name(story.number)).write_bytes(plate(story.number))


def _running(name: str, left: str, right: str, style: str) -> str:
    head = ("width: 100%; padding-bottom: 1.6mm; margin-bottom: 6.5mm; vertical-align: bottom;"
            " border-bottom: .4pt solid")
    foot = f"content: counter(page, {style}); padding-top: 7mm; vertical-align: top"
    none = "@top-left { content: none; border: none } @top-right { content: none; border: none }"
    return (f"@page {name}:left {{ @top-left {{ content: \"{left}\"; text-align: left; {head} }}"
            f" @bottom-left {{ {foot} }} }}\n"
            f"@page {name}:right {{ @top-right {{ content: \"{right}\"; text-align: right; {head}"
            f" }} @bottom-right {{ {foot} }} }}\n"
            f"@page {name}:first {{ {none} }}\n@page {name}:blank {{ {none} }}\n"
            f"#{name} {{ page: {name} }}\n")


def _html(book: Manuscript, foot: bool) -> list[str]:
    title = escape(book.title)
    lines = ['<!DOCTYPE html><html lang="zh-Hans"><head><meta charset="utf-8">',
             f'<title>{title}</title><link rel="stylesheet" href="book.css"></head><body>',
             f'<div class="front"><h1>{title}</h1></div>',
             f'<div class="front"><p>{title}</p></div>',
             f'<div class="front"><h1>{title}</h1></div>',
             f'<div class="front verso"><p>{title}</p></div>',
             '<nav class="contents" id="lists"><h1>目　录</h1><ol>']
    for section in book.sections:
        lines.append(_entry("head", section.title, "", foot))
        lines += [_entry("piece", s.title, f"s{s.name}", foot) for s in section.stories]
    lines.append("</ol></nav>")
    for section in book.sections:
        lines.append(f'<div class="section"><h1>{escape(section.title)}</h1>'
                     f"<p>{escape(section.intro)}</p></div>")
        lines += [_story(book, story, foot) for story in section.stories]
    return [*lines, '<div class="front verso"></div></body></html>']


def _entry(kind: str, title: str, anchor: str, foot: bool) -> str:
    number = f'<span class="dots"></span><span data-at="#{anchor}"></span>' if foot else ""
    words = f'<a href="#{anchor}">{escape(title)}</a>' if anchor else escape(title)
    return f'<li class="{kind}">{words}{number if anchor else ""}</li>'


def _story(book: Manuscript, story: Story, foot: bool) -> str:
    notes: list[str] = []
    pieces = [f'<article id="s{story.name}"><header><h1>{escape(story.title)}</h1></header>']
    run = partial(_run, notes=notes, foot=foot)
    for kind, blocks in groupby(story.blocks, key=lambda block: block.kind):
        texts = ["".join(map(run, block.runs)) for block in blocks]
        if kind == "item":
            pieces.append("<ul>" + "".join(f"<li>{text}</li>" for text in texts) + "</ul>")
        elif kind == "figure":
            pieces += [f'<figure><img src="{plate_name(story.number)}" alt="{escape(book.alt)}">'
                       f"<figcaption>{text} 程序绘制</figcaption></figure>" for text in texts]
        else:
            shape = {"h2": "<h2>{}</h2>", "quote": "<blockquote><p>{}</p></blockquote>",
                     "pull": '<div class="pull"><p>{}</p></div>'}.get(kind, "<p>{}</p>")
            pieces += map(shape.format, texts)
    pieces += [f'<p class="note" style="font-size: 8.5pt; line-height: 13.5pt">{note}</p>'
               for note in notes]
    return "\n".join([*pieces, "</article>"])


def _run(run: Run, *, notes: list[str], foot: bool) -> str:
    text = escape(run.text)
    if run.kind == "bold":
        return f"<strong>{text}</strong>"
    if run.kind == "note":
        if foot:
            return f'<span class="footnote">{text}</span>'
        mark = "①②③④⑤⑥⑦⑧⑨⑩"[len(notes)]
        notes.append(f"{mark}{text}")
        return f"<sup>{mark}</sup>"
    anchor = f"#s{run.target + 1:03d}"
    if run.kind == "title":
        return f'<a href="{anchor}">{text}</a>'
    if run.kind == "page":
        return f'<a href="{anchor}" data-at="{anchor}"></a>' if foot else "…"
    return text


def _print(book: Manuscript, folder: Path, tags: bool) -> Job:
    write(book, folder, foot=False)
    profile = folder / "profile"
    command = (browser(), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
               *(("--generate-pdf-document-outline",) if tags else ("--disable-pdf-tagging",)),
               f"--user-data-dir={profile}", "--print-to-pdf=out.pdf",
               (folder / "book.html").as_uri())
    return Job(command, folder, folder / "out.pdf", left=(profile,))


def _paginate(book: Manuscript, folder: Path, tags: bool) -> Job:  # noqa: ARG001
    write(book, folder, foot=True)
    command = ("vivliostyle", "build", "book.html", "-o", "out.pdf", "--single-doc",
               "--executable-browser", browser(), "--timeout", "1200", "--log-level", "silent")
    return Job(command, folder, folder / "out.pdf")


CHROMIUM = Side("chromium", "Chromium", _chromium, _print, missing="apt-get install chromium")
VIVLIOSTYLE = Side("vivliostyle", "Vivliostyle", _vivliostyle, _paginate, tags=(True,), most=120,
                   once=100, missing="npm install -g @vivliostyle/cli")
