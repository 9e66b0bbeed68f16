"""WeasyPrint as it comes, in one pass, with the HTML, CSS and prepared fonts of the press."""

from __future__ import annotations

import sys
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from bench.speed.manuscript import Manuscript
from bench.speed.sides.job import ROOT, Job, Side
from bench.speed.sides.press_book import write_book
from bench.speed.sides.whole import whole

PROGRAM = Path(__file__).parents[1] / "programs/plain_weasyprint.py"


def version() -> str:
    """Of the package."""
    return metadata.version("weasyprint") if find_spec("weasyprint") else ""


def prepare(book: Manuscript, folder: Path, tags: bool) -> Job:
    """Lay the book out with the press, and put its parts into one page.html."""
    from press.build.intake import take_in
    from press.build.plan import plan
    from press.typeset.engine import _STYLE
    from press.typeset.faces import library_folder, load_library

    write_book(book, folder / "book", ("reading",))
    library = load_library(library_folder())
    if library is None:
        raise RuntimeError("the fonts are not prepared: python build.py fonts")
    intake, problems = take_in(folder / "book", ROOT / "templates", library, {})
    if intake is None:
        raise RuntimeError(str(problems))
    documents, _ = plan(intake.book, intake.layouts, intake.date, (), intake.positions)
    parts = documents[0].composition.parts
    html, css = whole(parts, book.title)
    (folder / "page.html").write_text(html, "utf-8")
    (folder / "page.css").write_text(_STYLE + css, "utf-8")
    (folder / "assets").mkdir(exist_ok=True)
    for asset in {asset.name: asset for part in parts for asset in part.assets}.values():
        (folder / "assets" / quote(asset.name, safe="")).write_bytes(asset.data)
    return Job((sys.executable, str(PROGRAM), str(folder), "tags" if tags else "bare"), folder,
               folder / "out.pdf", {"FONTCONFIG_FILE": str(library.fontconfig)})


SIDE = Side("weasyprint", "WeasyPrint", version, prepare, once=400)
