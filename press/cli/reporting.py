"""``--report FILE``: what was found, as a page for a browser."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from press.build.values import BuildResult
from press.cli.options import Options
from press.messages import Lang
from press.values import Problem, problem

if TYPE_CHECKING:
    from press.report.html import BookReport


def book_report(result: BuildResult, folder: Path, options: Options, *, write: bool
                ) -> BookReport:
    """What the report shows of a book just built. Files that were ``written`` can be opened."""
    from press.build.pictures import page_images
    from press.report.html import BookReport

    assert options.report is not None
    there = options.output / result.book
    links = {a.path: address(there / a.path, options.report) for a in result.artefacts} \
        if write else {}
    pdfs = {file.name: file.data for file in result.files if file.name.endswith(".pdf")}
    return BookReport(result.book, folder, result.problems,
                      page_images(result.problems, pdfs), links)


def file_report(path: Path, problems: Sequence[Problem], target: Path) -> BookReport:
    """What the report shows of one PDF, anybody's."""
    from press.build.pictures import page_images_apart
    from press.report.html import BookReport

    return BookReport(path.name, None, tuple(problems),
                      page_images_apart(problems, str(path)),
                      {str(path): address(path, target)})


def address(path: Path, report: Path) -> str:
    """Where ``path`` lies, as seen from the report beside which it may be moved."""
    try:
        relative = os.path.relpath(path.absolute(), report.absolute().parent)
    except ValueError:  # another drive
        return path.absolute().as_uri()
    return quote(Path(relative).as_posix())


def write_report(books: Sequence[BookReport], target: Path, lang: Lang) -> Problem | None:
    """Write the report; what kept it from being written."""
    from press.build.writing import write_atomically
    from press.report.html import html_report

    try:
        write_atomically(target, html_report(books, lang).encode())
    except OSError as error:
        return problem("output-unwritable", folder=target.parent,
                       reason=error.strerror or type(error).__name__)
    return None
