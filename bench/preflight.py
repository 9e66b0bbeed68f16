"""Recall and false errors of the preflight checks: faults put into finished PDFs.

``python3 bench/preflight.py`` builds the two small books of preflight_book.py, puts the faults of
preflight_file_faults.py, preflight_page_faults.py and their sisters into their
documents, one a file, and writes the figures of docs/preflight.md and docs/preflight.zh.md. The
faults are made by pikepdf or in the bytes, and share nothing with the checks. A fault is found if
a code of its check (the table of docs/preflight.md) is told as a warning or an error of the file
with the fault, and is not of the file without it. All is the same each time. Options: numbers of
checks, which are printed and not written.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent))

import preflight_book_faults
import preflight_file_faults
import preflight_ink_faults
import preflight_letter_faults
import preflight_page_faults
from preflight_book import Finished, finished
from preflight_seeds import Seed
from pypdf import PdfReader

ROOT = Path(__file__).parents[1]
TARGETS = {"en": ROOT / "docs/preflight.md", "zh": ROOT / "docs/preflight.zh.md"}
FIGURES = re.compile("(?<=<!-- figures -->\n).*?(?=<!-- /figures -->)", re.DOTALL)
FAULTS: dict[int, list[Seed]] = dict(sorted({
    **preflight_file_faults.FAULTS, **preflight_page_faults.FAULTS,
    **preflight_letter_faults.FAULTS, **preflight_ink_faults.FAULTS,
    **preflight_book_faults.FAULTS}.items()))
"""By the number of the check."""
USES = {"print": ("print", "office"), "bound": ("print", "office"), "cover": ("print",),
        "reading": ("office", "screen"), "volume": ("office", "screen"),
        "handout": ("office", "screen"), "booklet": ()}
"""What else than their orders the clean documents are held to."""
WORDS = {
    "en": ("No.", "faults", "found", "recall", "all",
           "Clean files: {files} documents of two books, {pages} pages, held to their orders and, "
           "where it fits, as files of others to print, office and screen ({checks} checks of "
           "files): {errors} false errors, {warnings} false warnings."),
    "zh": ("号", "错例", "查出", "查出率", "合计",
           "无错的文件：两本书的{files}份文件，{pages}页，各按成品的要求检查，凡合适的再当作外来文件按"
           "print、office、screen检查（共查{checks}次）：误报错误{errors}处，误报警告{warnings}处。")}


def codes_of_checks() -> dict[int, frozenset[str]]:
    """The codes that each check tells, as docs/preflight.md has them."""
    rows = re.findall(r"^\| (\d+) \| [^|]* \| ((?:`[a-z0-9-]+` ?)+)\|",
                      TARGETS["en"].read_text("utf-8"), re.MULTILINE)
    return {int(number): frozenset(re.findall("`([^`]+)`", codes)) for number, codes in rows}


NOTED = ("colour-filter",)
"""Told as notes only, and yet found."""


def told(document: Finished, pdf: bytes, profile: str) -> set[str]:
    """The codes of warnings and errors."""
    return {p.code for p in document.told(pdf, profile)
            if p.severity in ("warning", "error") or p.code in NOTED}


def is_found(seed: Seed, codes: Iterable[str], documents: Mapping[str, Finished]) -> bool:
    """Whether the fault is told by its check."""
    document = documents[seed.document]
    pdf = seed.change(document.pdf)
    assert pdf != document.pdf
    there = told(document, pdf, seed.profile) & set(codes)
    return bool(there - told(document, document.pdf, seed.profile))


def measure(number: int, documents: Mapping[str, Finished]) -> tuple[int, int]:
    """Faults of a check, and how many are found."""
    codes = codes_of_checks()[number]
    hits = 0
    for n, seed in enumerate(FAULTS[number]):
        hit = is_found(seed, codes, documents)
        hits += hit
        if not hit:
            sys.stderr.write(f"missed: {number}, fault {n}, {seed.document} {seed.profile}\n")
    return len(FAULTS[number]), hits


def row(number: int, faults: int, found: int) -> str:
    return f"| {number} | {faults} | {found} | {found / faults:.3f} |"


def clean(documents: Mapping[str, Finished]) -> dict[str, int]:
    """Files and pages without faults, and what is told of them."""
    out = {"files": len(documents), "pages": 0, "checks": 0, "errors": 0, "warnings": 0}
    for name, document in documents.items():
        out["pages"] += len(PdfReader(io.BytesIO(document.pdf)).pages)
        for profile in ("", *USES[name]):
            out["checks"] += 1
            for problem in document.told(document.pdf, profile):
                sys.stderr.write(f"told of {name} {profile}: {problem.code}\n")
                out["errors"] += problem.severity == "error"
                out["warnings"] += problem.severity == "warning"
    return out


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        documents = finished(Path(folder))
        if sys.argv[1:]:
            for number in map(int, sys.argv[1:]):
                sys.stdout.write(row(number, *measure(number, documents)) + "\n")
            return
        figures = {number: measure(number, documents) for number in FAULTS}
        good = clean(documents)
    faults, hits = (sum(column) for column in zip(*figures.values(), strict=True))
    for lang, target in TARGETS.items():
        head = WORDS[lang]
        table = ["| " + " | ".join(head[:4]) + " |", "|--:|--:|--:|--:|",
                 *(row(number, *both) for number, both in figures.items()),
                 row(0, faults, hits).replace("| 0 |", f"| {head[4]} |"), "",
                 head[5].format(**good)]
        target.write_text(FIGURES.sub(lambda _, t=table: "\n" + "\n".join(t) + "\n\n",
                                      target.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
