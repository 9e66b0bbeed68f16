"""The sheets that go with a proof, in words: corrections (改样单), check list (核红单) and
sign-off (三审三校记录单, 付印单)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from press.dataclass import dataclass
from press.galley.corrections import Checked
from press.galley.rounds import ROUNDS, Round
from press.galley.views import Fact, ProofSheet, SheetRow, SheetTable
from press.messages import Lang, text

BLANKS = 26
"""Empty rows of the sheet for corrections, at least."""
DIGITS = 12
"""Of a SHA-256, where it serves to tell versions apart."""


@dataclass(frozen=True, slots=True)
class BookFacts:
    """What is said of the book and of this version."""

    title: str
    notice: str
    author: str
    publisher: str
    date: str
    """As it is printed; empty where the book gives none."""
    trim: tuple[float, float]
    pages: int
    version: str
    """The first digits of the SHA-256 of the document that the proof is of."""
    counts: tuple[int, int, int]
    """Warnings, notes, accepted."""
    changed: tuple[int, int] | None
    """Lines and pages that changed; None where there is nothing to compare with."""
    since: str
    """The proof or printing that it is compared with."""


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A margin note on the sheet for corrections."""

    document: str
    """Label of the document; empty where there is only one."""
    label: str
    page: str
    line: str
    words: str


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round that was made."""

    round: Round
    version: str
    pages: int
    settled: tuple[int, int, int, int, int] | None
    """Corrections: all, done, open, doubtful, kept."""


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file of the version."""

    name: str
    pages: int
    sha256: str


def _say(lang: Lang, *codes: str) -> tuple[str, ...]:
    return tuple(text(f"proofs-{code}", lang) for code in codes)


def counts(checked: Sequence[Checked]) -> tuple[int, int, int, int, int]:
    """All, done, open, doubtful, kept."""
    found = Counter(one.verdict for one in checked)
    return (len(checked), found["done"], found["open"], found["doubtful"], found["kept"])


def corrections_sheet(book: BookFacts, made: Round, notes: Sequence[NoteRow],
                      loose: Sequence[str], table: str, lang: Lang) -> ProofSheet:
    """The sheet for corrections: blank rows, and a row for each note. ``table``: the file that
    they are entered in."""
    head = _say(lang, *(f"column-{name}" for name in (
        "number", "page", "line", "wrong", "right", "who", "decision")))
    blank = tuple(SheetRow((str(n), *[""] * 6), "blank") for n in range(1, BLANKS + 1))
    tables = [SheetTable("corrections", text("proofs-corrections-table", lang), head, blank)]
    for document in dict.fromkeys(note.document for note in notes):
        title = text("proofs-notes-table", lang)
        if document:
            title = text("proofs-notes-of", lang, title=title, document=document)
        tables.append(SheetTable("corrections", title, head, tuple(SheetRow(
            (note.label, note.page, note.line, note.words, "", "", ""), "note")
            for note in notes if note.document == document)))
    if loose:
        tables.append(SheetTable(
            "corrections", text("proofs-loose-table", lang), head, tuple(SheetRow(
                ("", "", "", words, "", "", ""), "note") for words in loose)))
    return ProofSheet(
        "corrections", text("proofs-corrections-heading", lang), book.title,
        _subtitle(book, made, lang), book.notice, (), tuple(tables),
        (text("proofs-corrections-remark-1", lang),
         text("proofs-corrections-remark-2", lang, file=table)), ())


def checklist_sheet(book: BookFacts, made: Round,
                    proofs: Sequence[tuple[Round, Sequence[Checked], bool]],
                    lang: Lang) -> ProofSheet:
    """What became of the corrections of earlier ``proofs``: each with whether it is the last one;
    of the others there is only what had been left undone."""
    head = _say(lang, *(f"column-{name}" for name in (
        "number", "marked", "wrong", "right", "verdict", "now", "found", "checked")))
    tables = tuple(SheetTable("checklist", _checked_title(before, checked, last, lang), head,
                              tuple(_checked_rows(checked, lang)))
                   for before, checked, last in proofs)
    return ProofSheet(
        "checklist", text("proofs-checklist-heading", lang), book.title,
        _subtitle(book, made, lang), book.notice, (),
        tables,
        (text("proofs-checklist-remark", lang),), _say(lang, "sign-proofreader", "sign-editor"))


def _checked_title(before: Round, checked: Sequence[Checked], last: bool, lang: Lang) -> str:
    all_, done, open_, doubtful, kept = counts(checked)
    return text("proofs-checklist-table" if last else "proofs-checklist-left", lang,
                round=before.title(lang), count=all_, done=done, open=open_, doubtful=doubtful,
                kept=kept)


def _checked_rows(checked: Sequence[Checked], lang: Lang) -> Iterator[SheetRow]:
    for number, one in enumerate(checked, start=1):
        wrong, right = written(one, lang)
        where = one.correction
        yield SheetRow((
            str(number), _place(where.page, where.line, lang), wrong, right,
            text(f"proofs-verdict-{one.verdict}", lang), _place(one.page, one.line, lang),
            one.found, ""), one.verdict)


def written(one: Checked, lang: Lang) -> tuple[str, str]:
    """Wrong and right of a correction, with what it means where one is empty."""
    wrong, right = one.correction.written
    return (wrong or text("proofs-insert", lang), right or text("proofs-nothing", lang))


def signoff_sheet(book: BookFacts, made: Round, rounds: Sequence[RoundRow],
                  files: Sequence[FileRow], lang: Lang) -> ProofSheet:
    """三审三校记录单; of a version that is released 付印单."""
    press = made.name == "press"
    reviews = tuple(SheetRow((text(f"proofs-review-{n}", lang), "", "",
                              text("proofs-day", lang)), "blank") for n in (1, 2, 3))
    tables = [
        SheetTable("reviews", text("proofs-reviews-table", lang), _say(
            lang, "column-review", "column-opinion", "column-signature", "column-date"), reviews),
        SheetTable("rounds", text("proofs-rounds-table", lang), _say(
            lang, *(f"column-{name}" for name in (
                "round", "version", "pages", "count", "result", "signature", "date"))),
            tuple(_rounds(rounds, made, lang))),
        SheetTable("files", text("proofs-files-table", lang), _say(
            lang, "column-file", "column-pages", "column-sha"), tuple(SheetRow(
                (file.name, str(file.pages) if file.pages else "—", file.sha256), "done")
                for file in files))]
    signed = _say(lang, *(f"sign-{name}" for name in (
        "editor", "proofreader", "review", "final", "production", "day"))) if press else ()
    heading = text("proofs-press-heading" if press else "proofs-signoff-heading", lang)
    remark = text("proofs-press-remark" if press else "proofs-signoff-remark", lang)
    return ProofSheet("signoff", heading, book.title, _subtitle(book, made, lang), book.notice,
                      _facts(book, lang), tuple(tables), (remark,), signed)


def _rounds(rounds: Sequence[RoundRow], made: Round, lang: Lang) -> Iterator[SheetRow]:
    known = {row.round.name: row for row in rounds if row.round.printing == made.printing}
    for name in ROUNDS[:-1]:
        row = known.get(name)
        title = text(f"proofs-round-{name}", lang)
        if row is None:
            yield SheetRow((title, *[""] * 5, text("proofs-day", lang)), "blank")
            continue
        count = result = ""
        if row.settled is not None:
            all_, done, open_, doubtful, kept = row.settled
            count = str(all_)
            result = text("proofs-result", lang, done=done, open=open_, doubtful=doubtful,
                          kept=kept)
        yield SheetRow((title, row.version, str(row.pages), count, result, "",
                        text("proofs-day", lang)), "blank")
    yield SheetRow((text("proofs-round-reading", lang), *[""] * 5,
                    text("proofs-day", lang)), "blank")


def _facts(book: BookFacts, lang: Lang) -> tuple[Fact, ...]:
    width, height = book.trim
    warnings, notes, waived = book.counts
    told = [("title", book.title), ("author", book.author), ("publisher", book.publisher),
            ("trim", text("proofs-size", lang, width=f"{width:g}", height=f"{height:g}")),
            ("pages", str(book.pages)), ("date", book.date),
            ("problems", text("proofs-problem-counts", lang, warnings=warnings, notes=notes,
                              waived=waived))]
    if book.changed is not None:
        told.append(("changed", text("proofs-changed-lines", lang, since=book.since,
                                     lines=book.changed[0], pages=book.changed[1])))
    return tuple(Fact(text(f"proofs-fact-{name}", lang), value) for name, value in told if value)


def _subtitle(book: BookFacts, made: Round, lang: Lang) -> str:
    date = book.date + ("　" if lang == "zh" else ", ") if book.date else ""
    return text("proofs-subtitle", lang, round=made.title(lang), date=date,
                version=text("proofs-version", lang, digest=book.version))


def _place(page: int | None, line: int | None, lang: Lang) -> str:
    return "—" if page is None else text("proofs-place", lang, page=page, line=line)
