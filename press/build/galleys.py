"""Proofs of a built book: pages with what is written around them, the sheets that go with them, and
the record of the round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from press.build.book_fonts import book_fonts
from press.build.galley_check import Checking, checked_corrections
from press.build.galley_files import File, Heading, galley_pages, proof_file, sheet_file
from press.build.galley_notes import Remark, remarks
from press.build.galley_record import (
    FOLDER,
    Listed,
    Record,
    read_lines,
    read_records,
    source_digests,
    with_settled,
    write_record,
)
from press.build.galley_rounds import Chosen, choose_round
from press.build.galley_table import empty_table, table_path
from press.build.galley_text import ProofedDocument, proofed_documents
from press.build.store import listed_records, publish
from press.build.ticket_order import ticket_lang
from press.build.values import Artefact, BuildResult
from press.build.workshop import Workshop
from press.build.writing import write_atomically
from press.config import BookConfig, load_book_config
from press.dataclass import dataclass, replace
from press.galley.lines import Page, text_of
from press.galley.marks import Mark, marks
from press.galley.rounds import Round, RoundName
from press.galley.views import ProofSheet
from press.galley.words import (
    DIGITS,
    BookFacts,
    FileRow,
    NoteRow,
    RoundRow,
    checklist_sheet,
    corrections_sheet,
    counts,
    signoff_sheet,
)
from press.layout import Layout, load_layout
from press.messages import Lang, text
from press.values import Problem, has_errors, problem


@dataclass(frozen=True, slots=True)
class ProofsResult:
    """What became of the proof of one book."""

    book: str
    problems: tuple[Problem, ...]
    round: Round | None = None
    lang: Lang = "zh"
    """Of the book."""
    folder: Path | None = None
    """Where its files are; None where none was made."""
    artefacts: tuple[Artefact, ...] = ()
    checkings: tuple[Checking, ...] = ()
    """What became of the corrections of earlier proofs, the last one first."""
    table: str = ""
    """Where corrections of this proof are entered, in the book; empty for a release."""
    frozen: str = ""
    """The record of the version that is released, in the book."""

    @property
    def good(self) -> bool:
        """Whether nothing of severity error was found."""
        return not _bad(self.problems)


@dataclass(frozen=True, slots=True)
class _Round:
    """All that is known before anything is set."""

    config: BookConfig
    lang: Lang
    chosen: Chosen
    records: tuple[Record, ...]
    base: Record | None
    """The proof or release before it."""
    files: tuple[Listed, ...]
    """Of the book."""
    documents: tuple[ProofedDocument, ...]
    marks: Mapping[str, tuple[Mark, ...]]
    """By document; nothing for one of which there is no older proof."""
    remarks: Mapping[str, tuple[Remark, ...]]
    checkings: tuple[Checking, ...]
    table: str
    """Name of the table of corrections in ``proofs/``."""


def make_proofs(folder: Path, output: Path, templates: Path, shop: Workshop, built: BuildResult,
                asked: RoundName | None = None, documents: Sequence[str] = ()) -> ProofsResult:
    """The proof of the book in ``folder``, which was ``built`` into ``output``.

    ``asked``: the round; by default that which is due. ``documents``: labels of those that it is
    made of; by default the text of each edition and the handouts. Nothing is written where an
    error is found.
    """
    name = built.book
    known, problems = _known(folder, output / name, built, asked, documents)
    if known is None:
        return ProofsResult(name, problems)
    chosen, lang = known.chosen, known.lang
    if _bad(problems):
        return ProofsResult(name, problems, chosen.round, lang, checkings=known.checkings)
    layout, found = load_layout(f"proof-{lang}", templates=templates, book_folder=folder,
                                own=False)
    problems += found
    files: tuple[File, ...] = ()
    if layout is not None:
        # In the typefaces of the house, whatever the book itself is set in.
        fonts, found = book_fonts(folder, BookConfig(title=name, lang=known.config.lang),
                                  {layout.name: layout}, shop.library)
        problems += found
        files, found = _set(known, name, fonts.layouts[layout.name],
                            replace(shop, library=fonts.library), built.problems)
        problems += found
    if _bad(problems):
        return ProofsResult(name, problems, chosen.round, lang)
    target = output / name / FOLDER
    try:
        _publish(target, files, chosen.round.stem(lang))
        record = _keep(folder, known)
    except OSError as error:
        return ProofsResult(name, (*problems, problem(
            "output-unwritable", folder=target, reason=error.strerror or type(error).__name__)))
    press = chosen.round.name == "press"
    return ProofsResult(
        name, problems, chosen.round, lang, target, tuple(file for file, _ in files),
        known.checkings, "" if press else f"{FOLDER}/{known.table}", record if press else "")


def _publish(target: Path, files: Sequence[File], stem: str) -> None:
    """Put the files of a round into ``target``; those of other rounds stay. Raises OSError."""
    mine = [replace(file, document=f"{stem}/{file.document}") for file, _ in files]
    others = [str(r.get("document")) for r in listed_records(target)]
    publish(target, {file.path: data for file, data in files}, mine,
            [*(o for o in dict.fromkeys(others) if not o.startswith(f"{stem}/")),
             *(file.document for file in mine)])


def _known(folder: Path, output: Path, built: BuildResult, asked: RoundName | None,
           wanted: Sequence[str]) -> tuple[_Round | None, tuple[Problem, ...]]:
    config, problems = load_book_config(folder)
    if config is None:
        return None, problems
    lang = ticket_lang(config.lang)
    documents, problems = proofed_documents(output, built.artefacts, wanted)
    records, found = read_records(folder)
    problems += found
    if _bad(problems):
        return None, problems
    now = tuple(Listed(a.document, a.path, a.kind, a.pages, a.sha256) for a in built.artefacts)
    chosen, problems = choose_round(folder, asked, now, records, lang)
    if chosen is None:
        return None, problems
    base = next((r for r in reversed(records) if r.round.order < chosen.round.order), None)
    old, found = read_lines(folder, base) if base else ({}, ())
    problems += found
    earlier: list[tuple[Record, dict[str, tuple[Page, ...]]]] = []
    for record in records:
        if record.round.printing == chosen.round.printing and record.round.name != "press" \
                and record.round.order < chosen.round.order:
            pages, found = (old, ()) if record is base else read_lines(folder, record)
            problems += found
            earlier.append((record, pages))
    checkings, found = checked_corrections(
        folder, earlier, {one.label: one.pages for one in documents}, chosen.round, lang)
    problems += found
    if base is None and chosen.round.name != "first":
        problems += (problem("proofs-unproofed") if chosen.round.name == "press" else problem(
            "proofs-no-base", round=chosen.round.title(lang)),)
    names = [a.path for a in built.artefacts]
    return _Round(
        config, lang, chosen, records, base, now, documents, _marked(documents, old),
        {one.label: remarks(built.problems, one.file, names, folder, one.pages)
         for one in documents},
        checkings, table_path(folder, chosen.round, FOLDER, lang).name), problems


def _marked(documents: Sequence[ProofedDocument], old: Mapping[str, tuple[Page, ...]]
            ) -> dict[str, tuple[Mark, ...]]:
    return {one.label: marks(text_of(old[one.label]), text_of(one.pages))
            for one in documents if one.label in old}


def _set(known: _Round, name: str, layout: Layout, shop: Workshop,
         built: Sequence[Problem]) -> tuple[tuple[File, ...], tuple[Problem, ...]]:
    """All files of the proof; they are named after book, document and round."""
    lang, made = known.lang, known.chosen.round
    since = known.base.round.title(lang) if known.base else ""
    files: list[File] = []
    stem = made.stem(lang)
    for one in known.documents:
        heading = Heading(known.config.title, made.title(lang), _date(known.config, lang),
                          since if one.label in known.marks else "", lang)
        sheet, pages = galley_pages(one, heading, known.marks.get(one.label, ()),
                                    known.remarks[one.label])
        title = f"{known.config.title} {made.title(lang)}"
        file, problems = proof_file(one, sheet, pages, title, f"{name}-{one.label}-{stem}.pdf",
                                    layout, shop)
        if file is None:
            return (), problems
        files.append(file)
    for form in _sheets(known, built):
        kind = "press" if form.name == "signoff" and made.name == "press" else form.name
        word = text(f"proofs-file-{kind}", lang)
        file, problems = sheet_file(form, f"{name}-{stem}-{word}.pdf", layout, shop)
        if file is None:
            return (), problems
        files.append(file)
    return tuple(files), ()


def _sheets(known: _Round, built: Sequence[Problem]) -> list[ProofSheet]:
    """What is filled in by hand: corrections (but not of a release), check list, sign-off."""
    lang, made, facts = known.lang, known.chosen.round, _facts(known, built)
    sheets: list[ProofSheet] = []
    if made.name != "press":
        notes, loose = _note_rows(known)
        sheets.append(corrections_sheet(facts, made, notes, loose,
                                        f"{FOLDER}/{known.table}", lang))
    checked = [(c.round, c.checked, c.last) for c in known.checkings if c.checked]
    if checked:
        sheets.append(checklist_sheet(facts, made, checked, lang))
    rows = [RoundRow(r.round, r.sha256(known.documents[0].label)[:DIGITS], next(
        (f.pages for f in r.files if f.document == known.documents[0].label), 0),
        _counts_of(known, r) or r.settled) for r in known.records if r.round != made]
    rows.append(RoundRow(made, facts.version, facts.pages, None))
    files = [FileRow(f.file, f.pages, f.sha256) for f in known.files]
    sheets.append(signoff_sheet(facts, made, rows, files, lang))
    return sheets


def _counts_of(known: _Round, record: Record) -> tuple[int, int, int, int, int] | None:
    """Of the corrections of a proof of this printing; None where it has none."""
    return next((counts(c.all) for c in known.checkings if c.round == record.round), None)


def _note_rows(known: _Round) -> tuple[list[NoteRow], list[str]]:
    """The margin notes of all documents, each with its place; and those without a place."""
    rows: list[NoteRow] = []
    loose: list[str] = []
    several = len(known.documents) > 1
    for one in known.documents:
        for number, remark in enumerate(known.remarks[one.label], start=1):
            words = remark.words(known.lang)
            if not remark.pages:
                loose.append(words)
                continue
            line = "、".join(str(n) for page, n in remark.lines if page == remark.pages[0]) \
                or _line_at(remark, one.pages)
            rows.append(NoteRow(one.label if several else "", str(number),
                                _pages(remark.pages), line, words))
    return rows, list(dict.fromkeys(loose))


def _line_at(remark: Remark, pages: Sequence[Page]) -> str:
    """The line that the first box of a remark lies on."""
    if not remark.boxes:
        return ""
    page, (_, top, _, height) = remark.boxes[0]
    lines = pages[page - 1].lines if page <= len(pages) else ()
    near = min(lines, key=lambda line: abs(
        line.top + line.height / 2 - top - height / 2), default=None)
    return "" if near is None or height > 12 else str(near.number)


def _pages(pages: Sequence[int]) -> str:
    return str(pages[0]) if len(pages) == 1 else f"{pages[0]}…{pages[-1]}"


def _facts(known: _Round, built: Sequence[Problem]) -> BookFacts:
    config, first = known.config, known.documents[0]
    marked = known.marks.get(first.label)
    told = [p for p in built if p.severity != "error"]
    return BookFacts(
        ("　" if known.lang == "zh" else ": ").join(filter(
            None, (config.title, config.subtitle))), config.notice,
        config.author or config.compiler, config.publisher, _date(config, known.lang),
        first.trim, len(first.pages), first.sha256[:DIGITS],
        (sum(p.severity == "warning" for p in told),
         sum(p.severity == "note" and not p.waived for p in told),
         sum(bool(p.waived) for p in told)),
        None if marked is None else (len(marked), len({m.page for m in marked})),
        known.base.round.title(known.lang) if known.base else "")


def _date(config: BookConfig, lang: Lang) -> str:
    """The date that the book gives; never that of a clock."""
    date = config.date
    if date is None:
        return ""
    return f"{date.year}年{date.month}月{date.day}日" if lang == "zh" else date.isoformat()


def _keep(folder: Path, known: _Round) -> str:
    """Write the record of the round, an empty table for its corrections, and what became of those
    of the last one; the path of the record. Raises OSError."""
    made, lang = known.chosen.round, known.lang
    for record in known.records:
        settled = _counts_of(known, record)
        if settled is not None:
            with_settled(folder, record, settled, lang)
    path = f"{FOLDER}/{made.stem(lang)}.toml"
    lines = {one.label: one.pages for one in known.documents}
    there = next((r for r in known.records if r.round == made), None)
    if not known.chosen.again or there is None:
        write_record(folder, Record(made, known.files, source_digests(folder)), lines, lang)
    else:
        kept, _ = read_lines(folder, there)
        if not set(lines) <= set(kept):  # this time of another document of the same version
            write_record(folder, there, {**kept, **lines}, lang)
    table = folder / FOLDER / known.table
    if made.name != "press" and not table.exists():
        write_atomically(table, empty_table(lang))
    return path


def _bad(problems: Sequence[Problem]) -> bool:
    return has_errors(problems)
