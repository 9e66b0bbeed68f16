"""Sheets out of the bytes of any PDF: what a build or a verb calls.

Wrong input comes back as problems; see the package for the steps.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from press.dataclass import replace
from press.imposition.advice import advice, listed
from press.imposition.checks import contradictions
from press.imposition.creep import Creep
from press.imposition.fit import Small, fit
from press.imposition.job import Job
from press.imposition.layout import lay_out
from press.imposition.placing import SourcePage
from press.imposition.sheets import Binding, Flip, Imposition, SheetSide, Size, Slot
from press.imposition.sizes import KNOWN, landscape, sheet_size, spell
from press.imposition.source import open_source
from press.imposition.write import DamagedError, write
from press.values import Place, Problem, has_errors, problem

SAME_SIZE = 0.5
"""mm by which a page may differ from the others before a person is told."""
BLEED = 0.1
"""mm; a BleedBox less than that outside the trim is no bleed."""

Result = tuple[bytes, Imposition | None, tuple[Problem, ...]]


def impose(pdf: bytes, job: Job, *, name: str = "") -> Result:
    """The sheets of any PDF as a PDF, their geometry, and what a person should know.

    ``name`` is what problems call the file. With a problem of severity error there are no bytes
    (``b""``) and no imposition.
    """
    place = Place(name) if name else None
    wrong = contradictions(job, place)
    if wrong:
        return b"", None, wrong
    source, problems = open_source(pdf, name)
    if source is None:
        return b"", None, problems
    found = list(problems)
    count = len(source.pages)
    numbers = tuple(range(1, count + 1)) if job.pages is None else job.pages
    outside = [number for number in numbers if not 1 <= number <= count]
    if outside or not numbers:
        found.append(problem("imposition-page-range", place, count=count, pages=listed(outside)))
        return b"", None, tuple(found)
    chosen = {number: source.pages[number - 1] for number in numbers}
    trim = job.trim or _commonest(chosen.values())
    adapts = job.scale in ("shrink", "fill") or (job.scale is None and job.scheme == "nup")
    found += _differing(chosen, trim, job.trim is not None, adapts, place)
    sheet = sheet_size(job.sheet) if isinstance(job.sheet, str) else job.sheet
    if sheet is None:
        found.append(problem("imposition-sheet-unknown", place, sheet=job.sheet,
                             known=", ".join(KNOWN)))
    if sheet is None or has_errors(found):
        return b"", None, tuple(found)
    fitted = fit(job, trim, sheet, bleeding=any(map(_bleeds, chosen.values())))
    if isinstance(fitted, Small):
        found.append(_small(fitted, trim, sheet, place))
        return b"", None, tuple(found)
    try:
        imposition = lay_out(numbers, job, fitted)
    except ValueError:
        if job.creep is None:
            raise
        # Sizes and pages were found good: the creep pushes pages off the sheet or over the spine.
        found.append(problem("imposition-creep", place, caliper=job.creep.caliper, k=job.creep.k))
        return b"", None, tuple(found)
    if adapts:
        imposition = _adapted(imposition, chosen)
    found += advice(imposition, job, chosen, place)
    try:
        return write(source, imposition, job.passes, job.backs), imposition, tuple(found)
    except DamagedError as error:
        found.append(problem("imposition-unreadable", place, reason=str(error)))
        return b"", None, tuple(found)


def impose_saddle(pdf: bytes, *, name: str = "", pages: Sequence[int] | None = None,
                  sheet: str | Size = "A4", trim: Size | None = None,
                  binding: Binding = "left", flip: Flip = "short", bleed: float = 3.0,
                  creep: Creep | None = None, back_cover: bool = True,
                  marks: bool = True) -> Result:
    """``impose`` for a saddle-stitched booklet; every argument as in ``Job``."""
    return impose(pdf, Job(
        "saddle", sheet=sheet, pages=None if pages is None else tuple(pages), trim=trim,
        bleed=bleed, binding=binding, back_cover=back_cover, creep=creep, flip=flip,
        marks=("crop", "fold") if marks else ()), name=name)


def _commonest(pages: Iterable[SourcePage]) -> Size:
    """The trim that most pages have, to 0.01 mm; of equals the first."""
    sizes = Counter((round(page.trim[0], 2), round(page.trim[1], 2)) for page in pages)
    return sizes.most_common(1)[0][0]


def _bleeds(page: SourcePage) -> bool:
    """Whether it has bleed of its own."""
    pt = BLEED * 72 / 25.4 / page.unit
    return max(page.box[0] - page.extent[0], page.box[1] - page.extent[1],
               page.extent[2] - page.box[2], page.extent[3] - page.box[3]) > pt


def _small(small: Small, trim: Size, sheet: Size, place: Place | None) -> Problem:
    if (small.columns, small.rows) == (2, 1):
        return problem("imposition-sheet-small", place, sheet=spell(landscape(sheet)),
                       trim=spell(trim), needed=spell(small.needed))
    return problem("imposition-grid-small", place, sheet=spell(landscape(sheet)),
                   trim=spell(trim), columns=small.columns, rows=small.rows,
                   needed=spell(small.needed))


def _differing(pages: Mapping[int, SourcePage], trim: Size, asked: bool, adapts: bool,
               place: Place | None) -> list[Problem]:
    """Pages of another size than ``trim``, grouped by what comes of it and by size."""
    groups: dict[tuple[str, str], list[int]] = {}
    larger = ("imposition-page-shrunk" if adapts else
              "imposition-page-cut" if asked else "imposition-page-large")
    for number, page in pages.items():
        excess = [have - want for have, want in zip(page.trim, trim, strict=True)]
        if max(map(abs, excess)) <= SAME_SIZE:
            continue
        code = larger if max(excess) > SAME_SIZE else "imposition-page-small"
        groups.setdefault((code, spell(page.trim)), []).append(number)
    return [problem(code, place, page=numbers[0], pages=listed(numbers), size=size,
                    trim=spell(trim))
            for (code, size), numbers in groups.items()]


def _adapted(imposition: Imposition, pages: Mapping[int, SourcePage]) -> Imposition:
    """Pages larger than the others made so small that they, too, fill their places."""
    full = imposition.trim[0] / imposition.scale, imposition.trim[1] / imposition.scale
    factors = {
        number: factor for number, page in pages.items()
        if (factor := min(want / have for want, have in zip(full, page.trim, strict=True)))
        < 1 - SAME_SIZE / max(full)}
    if not factors:
        return imposition

    def slot(one: Slot) -> Slot:
        factor = factors.get(one.page or 0)
        return one if factor is None else replace(one, scale=one.scale * factor)

    def side(one: SheetSide) -> SheetSide:
        return replace(one, slots=tuple(map(slot, one.slots)))

    return replace(imposition, sheets=tuple(
        replace(sheet, front=side(sheet.front), back=side(sheet.back))
        for sheet in imposition.sheets))
