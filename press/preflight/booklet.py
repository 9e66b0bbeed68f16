"""Check 45 of print.md: the booklet is printed, turned, folded and read, in simulation.

The simulation knows paper, not schemes. A sheet has a front, as it leaves the printer, and a
back, which lies behind it turned about the flip edge. Everything is measured on the front's
axes: seen from the front, a back that is turned about the upright edge runs from right to
left. Sheets lie in one another, the first outermost; the fold stands upright in the middle.
A leaf is half a sheet; the reader opens at the binding, and turns leaf by leaf.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from itertools import zip_longest
from typing import Any, Literal

from press.dataclass import dataclass
from press.preflight import access, edges, opening
from press.preflight.boxed import Box, cut, moved
from press.preflight.boxes import PT_PER_MM
from press.preflight.colour import colours, plates
from press.preflight.document import opened
from press.preflight.facts import Facts
from press.preflight.findings import Finding, as_problems, found, guarded, within
from press.preflight.job import BookletJob, DocumentJob
from press.preflight.paint import ink_name
from press.preflight.placed import PageFace, Placed, page_face, placed_forms
from press.preflight.positions import Matrix
from press.preflight.shown import Content
from press.preflight.typefaces import fonts_embedded, glyphs_shown
from press.values import Problem

REGISTER = 0.01 * PT_PER_MM
"""pt: how far the two sides of a leaf may differ."""
MARGIN = 0.1 * PT_PER_MM
"""pt by which a mark may reach into a page."""
_UPRIGHT = 1e-4
_ANY = DocumentJob("booklet", (0.0, 0.0))
"""The font checks ask nothing of the job."""

Half = Literal["left", "right"]
Side = Literal["front", "back"]


@dataclass(frozen=True, slots=True)
class Stand:
    """A page image where it stands, on the axes of the sheet's front."""

    sheet: int
    """From 0, outermost first."""
    half: Half
    side: Side
    pages: frozenset[int]
    """Source pages that look like this (identical pages cannot be told apart)."""
    trim: Box


def check_booklet(pdf: bytes, source: bytes, job: BookletJob) -> tuple[Problem, ...]:
    """Whether the sheets, folded, read as the job's order; pages are known by their content
    and text, as they stand in ``source``."""
    faces, faults = source_faces(source)
    if faults:
        return as_problems(faults, job.path)
    return check_sheets(pdf, faces, job)


def check_sheets(pdf: bytes, faces: Sequence[PageFace], job: BookletJob) -> tuple[Problem, ...]:
    """The same, with the faces of all pages of the source."""
    facts, findings = opened(pdf)
    if facts is not None:
        findings += guarded("nothing_active", partial(opening.nothing_active, facts, _ANY))
        findings += guarded("no_page_acts", partial(opening.no_page_acts, facts, _ANY))
        findings += guarded("fonts_embedded", partial(fonts_embedded, facts, _ANY))
        findings += guarded("glyphs_shown", partial(glyphs_shown, facts, _ANY))
        findings += guarded("colours", partial(colours, facts, job))
        findings += guarded("plates", partial(plates, facts, job))
        findings += guarded("clipped", partial(edges.clipped, facts, _ANY))
        findings += guarded("sheets", partial(_sheets, facts, job))
        findings += guarded("fold", partial(_fold, facts, faces, job))
    return as_problems(findings, job.path)


@lru_cache(maxsize=1)
def source_faces(source: bytes) -> tuple[tuple[PageFace, ...], tuple[Finding, ...]]:
    """The face of each page of the source, or what keeps them from being known: the booklets
    of a book are cut from one source, one after the other."""
    faces: list[PageFace] = []
    original, findings = opened(source)
    if original is not None:
        facts = original

        def read() -> tuple[()]:
            faces.extend(page_face(page, facts.interpreter) for page in facts.pages)
            return ()

        findings += guarded("fold", read)
    return tuple(faces), tuple(findings)


def _sheets(facts: Facts, job: BookletJob) -> Iterator[Finding]:
    """Two sides a sheet, each of the sheet's size, unturned."""
    sides = len(facts.pages)
    if sides != len(job.order) // 2:
        yield found("booklet-sides", expected=len(job.order) // 2, found=sides)
    width, height = (PT_PER_MM * side for side in job.sheet_mm)
    for index, page in enumerate(facts.pages):
        media = access.rectangle(page, "/MediaBox") or (0.0, 0.0, 0.0, 0.0)
        if (abs(media[2] - media[0] - width) > REGISTER
                or abs(media[3] - media[1] - height) > REGISTER
                or access.number(page, "/Rotate")):
            yield found("booklet-sheet-size", index,
                        expected=f"{job.sheet_mm[0]:g} × {job.sheet_mm[1]:g} mm",
                        found=f"{(media[2] - media[0]) / PT_PER_MM:.2f} × "
                              f"{(media[3] - media[1]) / PT_PER_MM:.2f} mm")


def _fold(facts: Facts, faces: Sequence[PageFace], job: BookletJob) -> Iterator[Finding]:
    """Find the pages on the sheets, look at each, fold, and read."""
    digests = {face.digest for face in faces}
    texts = {face.text for face in faces if face.text.strip()}
    stands: list[Stand] = []
    for index, page in enumerate(facts.pages):
        media = access.rectangle(page, "/MediaBox")
        assert media is not None  # pypdf's page tree has none without
        trims = [_half(media, side, job) for side in (0, 1)]
        for form in placed_forms(page, lambda d, t: d in digests or t in texts,
                                 facts.interpreter):
            pages = _known(form, faces)
            if not pages:
                yield found("booklet-page-unknown", index, text=form.text.strip()[:20])
                continue
            if not any(faces[page].pictures == form.pictures for page in pages):
                yield found("preflight-picture-other", index, spot=within(page, cut(
                    form.window, moved(faces[min(pages)].trim, form.matrix))))
            trim = moved(faces[min(pages)].trim, form.matrix)
            if not any(faces[page].inks == form.inks for page in pages):
                wanted, there = next(pair for pair in zip_longest(
                    faces[min(pages)].inks, form.inks, fillvalue="") if pair[0] != pair[1])
                yield found("preflight-recoloured", index, text=form.text.strip()[:16],
                            spot=within(page, cut(form.window, trim)),
                            expected=ink_name(wanted), found=ink_name(there))
            name = page_name(pages)
            yield from _upright(form.matrix, index, name, job)
            yield from _whole(trim, form, media, index, name, job)
            stands.append(_stand(index, trim, media, pages, job))
            trims.append(trim)
        yield from _marks(page, facts.contents[index], index, trims)
    yield from _places(stands, job)
    yield from _register(stands)
    blank = frozenset(i for i, face in enumerate(faces) if face.empty)
    yield from _read(stands, blank, job)


def _known(form: Placed, faces: Sequence[PageFace]) -> frozenset[int]:
    """The source pages whose content and text this is; text alone where the content was
    written anew."""
    same = [i for i, face in enumerate(faces)
            if face.digest == form.digest and face.text == form.text]
    if not same and form.text.strip():
        same = [i for i, face in enumerate(faces) if face.text == form.text]
    return frozenset(same)


def page_name(pages: frozenset[int]) -> str:
    """The page as people count it."""
    return str(min(pages) + 1)


def _upright(matrix: Matrix, index: int, name: str, job: BookletJob) -> Iterator[Finding]:
    """Life size and the right way up; a back turned over head first is printed head down."""
    a, b, c, d, _, _ = matrix
    way = -1.0 if index % 2 and not _turns_upright(job) else 1.0
    if max(abs(a - way), abs(b), abs(c), abs(d - way)) > _UPRIGHT:
        yield found("booklet-turned", index, number=name)


def _turns_upright(job: BookletJob) -> bool:
    """Whether the printer turns the sheet about an upright edge, as one turns a leaf."""
    return (job.flip == "short") == (job.sheet_mm[0] > job.sheet_mm[1])


def _whole(trim: Box, form: Placed, media: Box, index: int, name: str, job: BookletJob
           ) -> Iterator[Finding]:
    """The trimmed page is of the job's size, all on the sheet, and nothing of it is clipped
    (but for the creep, at the fold)."""
    width, height = (PT_PER_MM * side for side in job.trim_mm)
    if (abs(trim[2] - trim[0] - width) > REGISTER
            or abs(trim[3] - trim[1] - height) > REGISTER):
        yield found("booklet-trim-size", index, number=name)
    slack = REGISTER + PT_PER_MM * job.creep_mm
    seen = cut(trim, media)
    if max(abs(x - y) for x, y in zip(seen, trim, strict=True)) > REGISTER:
        yield found("booklet-off-sheet", index, number=name)
    seen = cut(trim, form.window)
    if max(abs(x - y) for x, y in zip(seen, trim, strict=True)) > slack:
        yield found("booklet-clipped", index, number=name)


def _half(media: Box, side: int, job: BookletJob) -> Box:
    """Where a page is trimmed that is blank, and so is not there: at the fold, at mid height,
    and by the creep narrower, since others may be moved by as much."""
    width, height = (PT_PER_MM * length for length in job.trim_mm)
    width -= PT_PER_MM * job.creep_mm
    fold, low = (media[0] + media[2]) / 2, (media[1] + media[3] - height) / 2
    return (fold, low, fold + width, low + height) if side else (
        fold - width, low, fold, low + height)


def _marks(page: Any, content: Content, index: int, trims: Sequence[Box]) -> Iterator[Finding]:
    """Check 46: what the sheet itself shows, its marks and its slug, stays outside its pages."""
    drawn = [cut(part, paint.seen) for paint in content.paints if paint.depth == 0
             for part in paint.parts or (paint.box,)]
    drawn += [box for piece in content.pieces if piece.depth == 0
              and (box := piece.box()) is not None]
    for trim in trims:
        inner = (trim[0] + MARGIN, trim[1] + MARGIN, trim[2] - MARGIN, trim[3] - MARGIN)
        over = next((left for box in drawn if box[0] <= box[2] and box[1] <= box[3]
                     and (left := cut(box, inner))[0] <= left[2] and left[1] <= left[3]), None)
        if over is not None:
            yield found("booklet-mark-inside", index, spot=within(page, over))
            return


def _stand(index: int, trim: Box, media: Box, pages: frozenset[int], job: BookletJob) -> Stand:
    """Where a page image stands, its back turned over behind the front."""
    x0, y0, x1, y1 = (trim[0] - media[0], trim[1] - media[1],
                      trim[2] - media[0], trim[3] - media[1])
    width, height = media[2] - media[0], media[3] - media[1]
    if index % 2:
        if _turns_upright(job):
            x0, x1 = width - x1, width - x0
        else:
            y0, y1 = height - y1, height - y0
    half: Half = "left" if (x0 + x1) / 2 < width / 2 else "right"
    fold = width / 2
    return Stand(index // 2, half, "back" if index % 2 else "front", pages,
                 (x0 - fold, y0, x1 - fold, y1))


def _places(stands: list[Stand], job: BookletJob) -> Iterator[Finding]:
    """Each page begins at the fold, or within the creep of it."""
    for stand in stands:
        gap = stand.trim[0] if stand.half == "right" else -stand.trim[2]
        if gap > REGISTER or gap < -REGISTER - PT_PER_MM * job.creep_mm:
            yield found("booklet-spine", 2 * stand.sheet + (stand.side == "back"),
                        number=page_name(stand.pages), gap=f"{gap / PT_PER_MM:.2f}")


def _register(stands: list[Stand]) -> Iterator[Finding]:
    """The two sides of a leaf lie on one another."""
    fronts = {(s.sheet, s.half): s for s in stands if s.side == "front"}
    for back in stands:
        front = fronts.get((back.sheet, back.half)) if back.side == "back" else None
        if front is not None:
            off = max(abs(x - y) for x, y in zip(front.trim, back.trim, strict=True))
            if off > REGISTER:
                yield found("booklet-register", 2 * back.sheet + 1, number=page_name(back.pages),
                            off=f"{off / PT_PER_MM:.3f}")


def _read(stands: list[Stand], blank: frozenset[int], job: BookletJob) -> Iterator[Finding]:
    """Leaf by leaf: half the sheets inwards, the other half outwards. A source page that
    shows nothing (``blank``) may be missing."""
    sheets = max([len(job.order) // 4, *(stand.sheet + 1 for stand in stands)])
    there: dict[tuple[int, Half, Side], Stand] = {}
    for stand in stands:
        key = stand.sheet, stand.half, stand.side
        if key in there:
            yield found("booklet-two-on-one", 2 * stand.sheet + (stand.side == "back"),
                        number=page_name(stand.pages), other=page_name(there[key].pages))
        there[key] = stand
    first: Half = "right" if job.binding == "left" else "left"
    last: Half = "left" if job.binding == "left" else "right"
    way: list[tuple[int, Half, Side]] = []
    for sheet in range(sheets):
        way += [(sheet, first, "front"), (sheet, first, "back")]
    for sheet in reversed(range(sheets)):
        way += [(sheet, last, "back"), (sheet, last, "front")]
    for position, expected in enumerate(job.order):
        stand_there = there.get(way[position]) if position < len(way) else None
        seen = stand_there.pages if stand_there else None
        if expected is None and seen is not None:
            yield found("booklet-not-blank", position=position + 1, found=page_name(seen))
        elif expected is not None and (
                expected not in seen if seen is not None else expected not in blank):
            yield found("booklet-order", position=position + 1, expected=expected + 1,
                        found=page_name(seen) if seen else "–")
