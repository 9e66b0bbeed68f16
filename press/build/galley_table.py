"""``proofs/一校.csv``: the corrections that were marked on a proof, as an editor enters them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from press.galley.corrections import Correction
from press.galley.lines import Page
from press.galley.rounds import Round
from press.messages import Lang, text
from press.preflight.compare import normal
from press.tables import Cells, read_cells
from press.values import Place, Problem, problem

SUFFIX = ".csv"
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "page": ("页", "page"), "line": ("行", "line"), "wrong": ("错", "wrong"),
    "right": ("对", "right"), "who": ("谁", "who"), "decision": ("处理", "decision"),
    "document": ("文件", "document")}
"""What a column is for, and how it may be called."""
NEEDED = ("page", "line", "wrong", "right")
KEPT, SEEN = ("不改", "stet"), ("已核", "seen")
"""What may be decided: it stays as it is; somebody has looked at it."""


def empty_table(lang: Lang) -> bytes:
    """A table to begin with; with the mark by which Excel knows UTF-8."""
    at = 0 if lang == "zh" else 1
    names = [COLUMNS[c][at] for c in COLUMNS]
    return ("\ufeff" + ",".join(names) + "\r\n").encode()


def table_path(folder: Path, made: Round, proofs: str, lang: Lang) -> Path:
    """The table of a round: by its name in the language of the book, or in the other one."""
    languages: tuple[Lang, ...] = (lang, "en" if lang == "zh" else "zh")
    names = [folder / proofs / f"{made.stem(one)}{SUFFIX}" for one in languages]
    return next((path for path in names if path.is_file()), names[0])


def count_rows(folder: Path, path: Path) -> int:
    """How many corrections a table has; 0 where it is not there or cannot be read."""
    cells, _ = _cells(folder, path) if path.is_file() else (None, ())
    return len(cells.rows) if cells else 0


def read_corrections(folder: Path, path: Path, made: Round, documents: Mapping[str, Sequence[Page]],
                     lang: Lang) -> tuple[tuple[Correction, ...], tuple[Problem, ...]]:
    """The corrections of a round, ``documents`` being those of its proof by label; every row that
    cannot be meant is told. Nothing where there is no such file."""
    if not path.is_file():
        return (), ()
    cells, problems = _cells(folder, path)
    if cells is None:
        return (), problems
    columns = {key: index for index, name in enumerate(cells.header)
               for key, names in COLUMNS.items() if name.strip().lower() in names}
    at = 0 if lang == "zh" else 1
    missing = [problem("table-column-missing", Place(cells.name, cells.line),
                       column=COLUMNS[key][at], known="、".join(filter(None, cells.header)))
               for key in NEEDED if key not in columns]
    if missing:
        return (), (*problems, *missing)
    found: list[Correction] = []
    faults: list[Problem] = []
    for line, values in cells.rows:
        row = {key: values[index].strip() for key, index in columns.items()}
        one, fault = _correction(row, Place(cells.name, line), made, documents, lang)
        faults += fault
        if one is not None:
            found.append(one)
    return tuple(found), (*problems, *faults)


def _cells(folder: Path, path: Path) -> tuple[Cells | None, tuple[Problem, ...]]:
    """As UTF-8, else as GB 18030, which Excel in Chinese writes."""
    cells, problems = read_cells(folder, path)
    if cells is None and any(p.code in ("file-gbk", "file-not-utf8") for p in problems):
        other, others = read_cells(folder, path, encoding="gb18030")
        return (other, others) if other is not None else (None, problems)
    return cells, problems


def _correction(row: Mapping[str, str], place: Place, made: Round,
                documents: Mapping[str, Sequence[Page]],
                lang: Lang) -> tuple[Correction | None, list[Problem]]:
    at = 0 if lang == "zh" else 1
    name = made.title(lang)
    label = row.get("document", "") or next(iter(documents), "")
    if label not in documents:
        return None, [problem("proofs-correction-document", place, name=label or "—",
                              known="、".join(documents) or "—")]
    numbers: dict[str, int] = {}
    faults: list[Problem] = []
    for key in ("page", "line"):
        value = row[key]
        if value.isdecimal() and len(value) < 7:
            numbers[key] = int(value)
        else:
            faults.append(problem("proofs-correction-number", place, column=COLUMNS[key][at],
                                  value=value or "—"))
    if not row["wrong"] and not row["right"]:
        faults.append(problem("proofs-correction-empty", place))
    if faults:
        return None, faults
    pages = {page.number: page for page in documents[label]}
    page = pages.get(numbers["page"])
    if page is None:
        return None, [problem("proofs-correction-page", place, round=name,
                              old_page=numbers["page"], pages=len(pages))]
    if numbers["line"] not in {line.number for line in page.lines}:
        return None, [problem("proofs-correction-line", place, round=name, old_page=page.number,
                              line=numbers["line"], lines=len(page.lines))]
    decision = row.get("decision", "").lower()
    return Correction(
        place, label, page.number, numbers["line"], normal(row["wrong"]), normal(row["right"]),
        row.get("who", ""), decision in KEPT, decision in SEEN, (row["wrong"], row["right"])), []


def said(words: str, code: str, lang: Lang) -> str:
    """Words of a correction; where there are none what that means."""
    return words or text(code, lang)
