"""The files of a proof: pages on their sheets, and the sheets to be filled in."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence

from press.assembly.join import join
from press.assembly.style import Style
from press.build.cache import Pieces
from press.build.digests import digest
from press.build.galley_notes import Remark
from press.build.galley_text import ProofedDocument
from press.build.plan import Composition
from press.build.settle import settle
from press.build.values import Artefact
from press.build.workshop import Workshop
from press.dataclass import dataclass
from press.galley.lines import Page
from press.galley.marks import Mark
from press.galley.setting import PITCH, SIZE, Note, Sheet, galley, sheet_for
from press.galley.views import Galley, Proof, ProofSheet
from press.layout import Layout, lay_out_proof
from press.messages import Lang, text
from press.values import Part, Problem

TOGETHER = 8
"""Pages of a proof that are typeset as one part."""
BETWEEN = {"zh": "　", "en": " · "}
"""Between things that stand side by side in one line."""

File = tuple[Artefact, bytes]


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands at the head and foot of every page."""

    book: str
    round: str
    date: str
    since: str
    """The proof that changes are counted from; empty for none."""
    lang: Lang


def galley_pages(document: ProofedDocument, heading: Heading, marks: Sequence[Mark],
                 remarks: Sequence[Remark]) -> tuple[Sheet, list[Galley]]:
    """Every page of a document with what is written around it."""
    sheet = sheet_for(document.trim)
    lang, total = heading.lang, len(document.pages)
    version = text("proofs-version", lang, digest=document.sha256[:12])
    foot = text("proofs-foot-marks", lang, since=heading.since) if heading.since \
        else text("proofs-foot-first", lang)
    more = text("proofs-more-notes", lang, count="{count}")
    pages = []
    for page in document.pages:
        where = text("proofs-head-page", lang, page=page.number, pages=total)
        if page.label and not page.label.isupper():
            where = text("proofs-head-folio", lang, page=where, folio=page.label)
        head = (f"{heading.book}（{document.label}）" if lang == "zh"
                else f"{heading.book} ({document.label})",
                BETWEEN[lang].join(filter(None, (heading.round, heading.date))), where)
        pages.append(galley(
            page, document.trim, sheet, [m for m in marks if m.page == page.number],
            _notes(page, remarks, lang), head, (foot, version), more))
    return sheet, pages


def _notes(page: Page, remarks: Sequence[Remark], lang: Lang) -> list[Note]:
    return [Note(str(number), remark.kind, remark.words(lang),
                 tuple(box for at, box in remark.boxes if at == page.number),
                 tuple(n for at, n in remark.lines if at == page.number))
            for number, remark in enumerate(remarks, start=1) if page.number in remark.pages]


def proof_file(document: ProofedDocument, sheet: Sheet, pages: Sequence[Galley], title: str,
               name: str, layout: Layout, shop: Workshop) -> tuple[File | None,
                                                                   tuple[Problem, ...]]:
    """The pages of ``document`` on their sheets, as a file called ``name``."""
    def parts() -> Iterable[tuple[str, Proof]]:
        for first in range(0, len(pages), TOGETHER):
            yield f"galley/{first + 1}", Proof(
                sheet.width, sheet.height, SIZE, PITCH,
                tuple(pages[first:first + TOGETHER]), None)

    overlay, problems = _typeset(parts, title, layout, shop)
    if overlay is None:
        return None, problems
    store = Pieces(shop.cache)
    key = digest("proof", overlay, document.pdf, document.trim, sheet, title)
    pdf = store.get(key)
    if pdf is None:
        from press.galley.write import proof_pdf

        pdf = proof_pdf(overlay, document.pdf, document.trim, sheet, title)
        store.put(key, pdf)
    return _file(name, document.label, pdf, len(pages), (sheet.width, sheet.height)), problems


def sheet_file(sheet: ProofSheet, name: str, layout: Layout,
               shop: Workshop) -> tuple[File | None, tuple[Problem, ...]]:
    """A sheet to be filled in, as a file called ``name``."""
    page = layout.config.page
    title = f"{sheet.heading} {sheet.title}"
    pdf, problems = _typeset(
        lambda: [(f"sheet/{sheet.name}", Proof(page.width, page.height, SIZE, PITCH, (), sheet))],
        title, layout, shop)
    if pdf is None:
        return None, problems
    from press.galley.write import page_count

    return _file(name, sheet.name, pdf, page_count(pdf), (page.width, page.height)), problems


def _file(name: str, label: str, pdf: bytes, pages: int, size: tuple[float, float]) -> File:
    return Artefact(name, label, "", "proof", pages, pages, size,
                    hashlib.sha256(pdf).hexdigest(), 0, len(pdf), 0.0), pdf


def _typeset(proofs: Callable[[], Iterable[tuple[str, Proof]]], title: str, layout: Layout,
             shop: Workshop) -> tuple[bytes | None, tuple[Problem, ...]]:
    """One document of these parts. What is merely not level or not full in it is of no account."""
    parts: list[Part] = []
    for key, proof in proofs():
        made, problems = lay_out_proof(proof, layout, key)
        if not made:
            return None, problems
        parts += made
    composition = Composition(tuple(parts), (), "reader", title, layout.config.lang, "", None)
    settled = settle(composition, shop)
    errors = tuple(p for p in settled.problems if p.severity == "error")
    if errors:
        return None, errors
    style = Style(title, layout.config.lang)
    joined = join(settled.parts, settled.pages, settled.placing, style, shop.library.by_name,
                  Pieces(shop.cache))
    return (None, joined.refused) if joined.refused else (joined.pdf, ())
