"""The files of a document: joined, imposed, checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

from press.assembly.join import Joined, beginning, join
from press.assembly.pieces import Extracts
from press.assembly.placing import document_anchors
from press.assembly.sheets import MM
from press.assembly.style import Style
from press.build.cache import Pieces
from press.build.checking import check
from press.build.cover import CoverOrder, thickness
from press.build.folding import Fold, folded
from press.build.imprint import COPYRIGHT, covers_apart
from press.build.orders import keep_order
from press.build.plan import Composition, Document
from press.build.settled import Settled
from press.build.values import File, Made
from press.build.workshop import Workshop
from press.config.isbn import isbn_digits
from press.cover import Spread
from press.dataclass import replace
from press.imposition import split_booklets
from press.imposition.impose import impose
from press.imposition.job import Job
from press.imposition.sizes import landscape, sheet_size
from press.preflight import (
    CoverJob,
    DocumentJob,
    ImprintJob,
    OutlineLine,
    PageReference,
    PartPrint,
    Section,
    source_faces,
)
from press.production import ALLOWANCE
from press.values import Anchor, Face, OutlineEntry, Pages, Part, has_errors

CONTENTS = "contents"
PAGE_LISTS = ("chronology", "glossary", "index")
"""Keys of parts: of the table of contents, and of those with lists of pages."""
EDGE = 10.0
"""mm: between cards and the edge of their sheet: 5 that an office printer leaves white, and 5 for
the marks."""


def make(document: Document, settled: Settled, shop: Workshop,
         extracts: Extracts | None = None) -> Made:
    """Make ``document`` of its typeset parts, and check every file. ``extracts``: see
    ``taking_apart``."""
    if document.kind == "booklet":
        return _booklet(document, settled, shop)
    if document.kind == "cards":
        return _cards(document, settled, shop)
    composition = document.composition
    style = _style(document)
    name = f"{document.name}.pdf"
    joined = _join(settled, style, shop, extracts)
    if joined.refused:
        return _refused(joined, name)
    settled = settled.whole()
    if has_errors(settled.problems):
        return Made((), ())  # who has settled it tells of them
    pdf = joined.pdf
    if shop.begun is not None:
        shop.begun(name, pdf)
    job = _job(document, settled, joined, style, shop, name)
    problems = check(pdf, job, shop, settled.anew)
    keep_order(shop.cache, joined.digest, job, waivers=shop.waivers, put_off=shop.put_off)
    pages = len(settled.placing.leaves)
    # A speaker's sheets are clipped, so printed on one side; all others on both.
    clipped = document.kind == "handout" and composition.audience == "speaker"
    sheets = pages if clipped else -(-pages // 2)
    return Made((File(name, document.edition, document.kind, pages, sheets, _trim(settled), pdf,
                      joined.digest),), problems)


def taking_apart(document: Document, shop: Workshop,
                 extracts: Extracts) -> Callable[[Part, Pages], None]:
    """Begins the join of ``document`` with one of its parts, while others are not typeset yet:
    what is found in it is put into ``extracts``."""
    if document.kind in ("booklet", "cards"):
        return lambda *_: None
    return beginning(document.composition.parts, _style(document), shop.library.by_name,
                     Pieces(shop.cache), extracts)


def _style(document: Document) -> Style:
    """Of one that is not folded or cut out of another."""
    composition, screen = document.composition, document.kind != "print"
    return Style(composition.title, composition.lang, composition.author, composition.date,
                 screen=screen, bleed=not screen, marks=not screen, colour=document.colour,
                 archive=document.archive)


def make_cover(document: Document, order: CoverOrder, settled: Settled, sheet: Spread,
               pages: int, shop: Workshop) -> Made:
    """The cover sheet for a text of ``pages`` pages, and everything that is wrong with it."""
    composition, name = document.composition, f"{document.name}.pdf"
    style = Style(composition.title, composition.lang, composition.author, composition.date,
                  screen=False, bleed=True, marks=True, colour=document.colour,
                  folds=tuple(round(fold * MM, 4) for fold in sheet.folds))
    joined = _join(settled, style, shop)
    if joined.refused:
        return _refused(joined, name)
    pdf = joined.pdf
    job = replace(_job(document, settled, joined, style, shop, name),
                  cover=_cover_job(order, pages), imprint=None)
    problems = check(pdf, job, shop)
    keep_order(shop.cache, joined.digest, job, waivers=shop.waivers, put_off=shop.put_off)
    return Made((File(name, document.edition, "cover", 1, 1, _trim(settled), pdf,
                      joined.digest),), problems)


def _join(settled: Settled, style: Style, shop: Workshop,
          extracts: Extracts | None = None) -> Joined:
    return join(settled.parts, settled.pages, settled.placing, style, shop.library.by_name,
                Pieces(shop.cache), extracts=extracts)


def _refused(joined: Joined, name: str) -> Made:
    """No file: a check of it would say the same as the join, and less of it."""
    return Made((), tuple(replace(p, path=name) for p in joined.refused))


def _cover_job(order: CoverOrder, pages: int) -> CoverJob:
    """What the finished cover must be, told from the settings."""
    config = order.book.config
    thick, page = thickness(config.printing, pages), order.layout.config.page
    published = config.imprint is not None and config.imprint.kind == "published"
    return CoverJob(
        page_mm=(page.width, page.height), flaps_mm=config.cover.flaps,
        binding=config.cover.binding, pages=pages, caliper_mm=thick.caliper,
        cover_caliper_mm=thick.cover_caliper, allowance_mm=ALLOWANCE[thick.binding],
        given_mm=config.printing.spine, stitched=thick.binding == "stitch" and not thick.given,
        isbn=isbn_digits(config.imprint.isbn) if published and config.imprint else None)


def _trim(settled: Settled) -> tuple[float, float]:
    width, height = settled.pages[0].trim
    return round(width / MM, 2), round(height / MM, 2)


def _job(document: Document, settled: Settled, joined: Joined, style: Style,
         shop: Workshop, name: str) -> DocumentJob:
    """What the finished file must be, told from the parts and where they were placed."""
    faces = shop.library.by_name
    composition, placing = document.composition, settled.placing
    anchors = document_anchors(settled.pages, placing)
    entries = [e for part in settled.parts for e in part.outline if e.anchor in anchors]
    contents_pages = _pages_of(settled, CONTENTS)
    titles = {e.anchor: e.title for e in entries}
    spoken = [(r.page, PageReference(r.anchor, r.text, anchors[r.anchor].page,
                                     titles.get(r.anchor, ""))) for r in joined.references]
    return DocumentJob(
        kind=document.kind, trim_mm=_trim(settled),
        bleed_mm=round(settled.pages[0].bleed / MM, 2) if style.bleed else 0.0,
        marks=style.marks, pages=len(placing.leaves), title=composition.title,
        lang=composition.lang,
        date=composition.date.isoformat() if composition.date else None,
        tagged=style.screen, k_only=not style.screen, standard=style.standard or "",
        ink_limit=style.colour.ink_limit if style.colour else 0,
        attachments=tuple(a.name for a in style.archive.attachments) if style.archive else (),
        outline=tuple(_lines(entries, anchors)) if style.screen else (),
        destinations=tuple((a.name, a.page) for a in anchors.values()) if style.screen else (),
        contents=tuple(ref for page, ref in spoken if page in contents_pages),
        contents_pages=contents_pages,
        # In print they have no links to be found by; they are those of the reading document.
        references=tuple(pair for pair in spoken if pair[0] not in contents_pages)
        if style.screen else (),
        page_lists=_pages_of(settled, *PAGE_LISTS),
        labels=tuple(leaf.label for leaf in placing.leaves),
        sections=tuple(Section(s.first, s.count, s.numbers, s.place) for s in joined.spans),
        path=name, imprint=_imprint_job(settled, composition),
        alike=True, printed=tuple(
            PartPrint(first, pages.count, part.source, printed, tuple(
                (use.resource, _face_name(faces[use.key])) for use in pages.faces))
            for part, pages, printed, first in zip(
                settled.parts, settled.pages, settled.printed, placing.firsts, strict=True)
            if printed), blanks=_planned_blanks(settled), rectos=tuple(
            first for part, first in zip(settled.parts, placing.firsts, strict=True)
            if part.first_page == "recto"),
        **_for_press(document))


def _face_name(face: Face) -> str:
    """Of its font in a finished PDF, without the subset tag."""
    return f"{face.name}-{face.weight}{'-Italic' if face.italic else ''}"


SAFETY = 3.0
"""mm between text and the cut of a printed document."""


def _for_press(document: Document) -> dict[str, Any]:
    """What is asked of a document that goes to a shop."""
    if document.kind != "print":
        return {}
    return {"safety_mm": SAFETY, "bound": "left", "sizes": True, "crop_marks": True}


def _planned_blanks(settled: Settled) -> tuple[int, ...]:
    """Pages between parts, and those of parts that no manuscript is behind: covers, title pages."""
    return tuple(page for page, leaf in enumerate(settled.placing.leaves)
                 if leaf.part is None or not settled.parts[leaf.part].source)


def _imprint_job(settled: Settled, composition: Composition) -> ImprintJob | None:
    order = composition.imprint
    if order is None:
        return None
    covers = covers_apart(order, [(part, pages.count) for part, pages in zip(
        settled.parts, settled.pages, strict=True)])
    return ImprintJob(
        _pages_of(settled, COPYRIGHT), order.values, *order.labels, order.fraction,
        order.measure, order.lines, _pages_of(settled, *covers), order.published)


def _pages_of(settled: Settled, *keys: str) -> tuple[int, ...]:
    """The pages of the parts with these keys, those that there are."""
    return tuple(page for part, pages, first in zip(settled.parts, settled.pages,
                                                    settled.placing.firsts, strict=True)
                 if part.key in keys for page in range(first, first + pages.count))


def _lines(entries: list[OutlineEntry], anchors: Mapping[str, Anchor]) -> list[OutlineLine]:
    """Outline lines with levels as a tree has them: none is deeper than one below the last."""
    lines: list[OutlineLine] = []
    stack: list[int] = []
    for entry in entries:
        while stack and stack[-1] >= entry.level:
            stack.pop()
        stack.append(entry.level)
        lines.append(OutlineLine(len(stack), entry.title, anchors[entry.anchor].page))
    return lines


def _booklet(document: Document, settled: Settled, shop: Workshop) -> Made:
    """Sheets to fold: the pages with their bleed, in K and CMYK, two by two."""
    composition = document.composition
    sheet, max_pages, caliper = document.booklet
    style = Style(composition.title, composition.lang, composition.author, composition.date,
                  screen=False, bleed=True, colour=document.colour, claimed=False)
    joined = _join(settled, style, shop)
    if joined.refused:
        return _refused(joined, f"{document.name}.pdf")
    source = joined.pdf
    booklets, problems = split_booklets(_groups(settled, composition), max_pages)
    folds = [Fold(
        document.name + (f"-{number}" if len(booklets) > 1 else "") + ".pdf",
        range(booklet.first, booklet.last + 1), sheet, caliper,
        number == len(booklets) and settled.parts[-1].key == "back-cover", _trim(settled),
        document.colour.ink_limit if document.colour else 0)
        for number, booklet in enumerate(booklets, start=1)]
    files: list[File] = []
    for fold, done in zip(folds, folded(source, folds, shop), strict=True):
        problems += done.problems
        if done.job is None:
            continue
        digest = sha256(done.pdf).hexdigest()
        keep_order(shop.cache, digest, done.job, source_faces(source)[0], shop.waivers)
        files.append(File(fold.name, document.edition, "booklet", len(fold.pages),
                          len(done.job.order) // 4, _trim(settled), done.pdf, digest))
    return Made(tuple(files), problems)


def _cards(document: Document, settled: Settled, shop: Workshop) -> Made:
    """Sheets of cards to cut, printed on one side; the cards are checked before they are laid."""
    composition, name = document.composition, f"{document.name}.pdf"
    style = Style(composition.title, composition.lang, composition.author, composition.date,
                  screen=False, bleed=True, colour=document.colour, claimed=False)
    joined = _join(settled, style, shop)
    if joined.refused:
        return _refused(joined, name)
    problems = check(joined.pdf, replace(
        _job(document, settled, joined, style, shop, name), standard=""), shop)
    sheet = document.booklet[0]
    sheets, imposition, found = impose(joined.pdf, Job(
        "cards", sheet=sheet, sides=1, marks=("crop",),
        grid=_cards_grid(sheet, _trim(settled), settled.pages[0].bleed / MM)), name=name)
    # So many people as there are: places that are left on the last sheet are no news.
    found = tuple(p for p in found if p.code != "imposition-places-empty")
    if imposition is None:
        return Made((), (*problems, *found))
    file = File(name, document.edition, "cards", len(settled.placing.leaves),
                len(imposition.sheets), _trim(settled), sheets)
    return Made((file,), (*problems, *found))


def _cards_grid(name: str, trim: tuple[float, float],
                bleed: float) -> tuple[int, int] | None:
    """Columns and rows of cards on the sheet, the edge kept free; None where not even one fits
    so, or the sheet is none."""
    sheet, gap = sheet_size(name), 2 * bleed
    if sheet is None:
        return None
    ways = [tuple(int((side - 2 * EDGE + gap) // (card + gap))
                  for side, card in zip(size, trim, strict=True))
            for size in (sheet, landscape(sheet))]
    columns, rows = max(ways, key=lambda way: way[0] * way[1])
    return (columns, rows) if columns and rows else None


def _groups(settled: Settled, composition: Composition) -> list[tuple[str, int]]:
    """(title, pages) of what booklets may be cut between: the parts of the book, or its stories.

    Front matter goes with the first and back matter with the last.
    """
    sections = [i for i, p in enumerate(settled.parts) if p.key.startswith("section/")]
    stories = [i for i, p in enumerate(settled.parts) if p.key.startswith("story/")]
    starts = [i for i in (sections or stories) if settled.placing.firsts[i] % 2 == 0]
    firsts = [0] + [settled.placing.firsts[i] for i in starts[1:]]
    ends = [*firsts[1:], len(settled.placing.leaves)]
    titles = [settled.parts[i].outline[0].title if settled.parts[i].outline else
              composition.title for i in starts] or [composition.title]
    return [(title, end - first) for title, first, end in zip(titles, firsts, ends, strict=True)]
