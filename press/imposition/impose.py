"""A saddle-stitched booklet out of the bytes of any PDF: what a build or a verb calls.

Wrong input comes back as problems; see the package for the steps.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from press.imposition.creep import Creep
from press.imposition.job import Job
from press.imposition.placing import SourcePage
from press.imposition.saddle import saddle
from press.imposition.sheets import Binding, Flip, Imposition, Size
from press.imposition.sizes import SHEETS, landscape, spell
from press.imposition.write import DamagedError, open_source, write
from press.values import Place, Problem, problem

STITCH_PAGES = 64
"""More pages than that hardly lie flat under a staple (the usual limit is 48 to 64)."""
STITCH_CREEP = 3.0
"""mm; so much creep eats the inner margins."""
SAME_SIZE = 0.5
"""mm by which a page may differ from the others before a person is told."""
OVERHANG = 0.5
"""mm that two trims may stick out of a sheet: A4 pages from an office are often 210.02 mm wide."""

Result = tuple[bytes, Imposition | None, tuple[Problem, ...]]


def impose(pdf: bytes, job: Job, *, name: str = "") -> Result:
    """The sheets of any PDF as a PDF, their geometry, and what a person should know.

    ``name`` is what problems call the file. With a problem of severity error there are no bytes
    (``b""``) and no imposition.
    """
    return impose_saddle(pdf, name=name, pages=job.pages, sheet=job.sheet, trim=job.trim,
                         binding=job.binding, flip=job.flip, bleed=job.bleed, creep=job.creep,
                         back_cover=job.back_cover, marks=bool(job.mark_kinds))


def impose_saddle(pdf: bytes, *, name: str = "", pages: Sequence[int] | None = None,
                  sheet: str | Size = "A4", trim: Size | None = None,
                  binding: Binding = "left", flip: Flip = "short", bleed: float = 3.0,
                  creep: Creep | None = None, back_cover: bool = True,
                  marks: bool = True) -> Result:
    """The sheets of a booklet as PDF, their geometry, and what a person should know.

    ``name`` is what problems call the file. ``pages`` are the pages to take, from 1 (default: all);
    ``sheet`` a name in ``SHEETS`` or (width, height) in mm, laid so that two pages fit; ``trim``
    the size of a page in mm (default: the commonest among the pages); ``bleed`` in mm;
    ``back_cover`` keeps the last page last when blanks are added. With a problem of severity
    error there are no bytes (``b""``) and no imposition.
    """
    place = Place(name) if name else None
    source, problems = open_source(pdf, name)
    if source is None:
        return b"", None, problems
    found = list(problems)
    count = len(source.pages)
    numbers = tuple(range(1, count + 1) if pages is None else pages)
    outside = [number for number in numbers if not 1 <= number <= count]
    if outside or not numbers:
        found.append(problem("imposition-page-range", place, count=count, pages=_listed(outside)))
        return b"", None, tuple(found)
    chosen = {number: source.pages[number - 1] for number in numbers}
    size = trim or _commonest(chosen.values())
    found += _differing(chosen, size, trim is not None, place)
    named = SHEETS.get(sheet.upper()) if isinstance(sheet, str) else sheet
    fit = _fit(size, named) if named else None
    if named is None:
        found.append(problem("imposition-sheet-unknown", place, sheet=sheet,
                             known=", ".join(SHEETS)))
    elif fit is None:
        found.append(problem("imposition-sheet-small", place, sheet=spell(landscape(named)),
                             trim=spell(size), needed=spell((2 * size[0], size[1]))))
    if fit is None or any(one.severity == "error" for one in found):
        return b"", None, tuple(found)
    try:
        imposition = saddle(numbers, trim=fit[0], sheet=fit[1], binding=binding, flip=flip,
                            bleed=bleed, creep=creep, back_cover=back_cover, marks=marks)
    except ValueError:
        if creep is None:
            raise
        # Sizes and pages were found good: the creep pushes pages off the sheet or over the spine.
        found.append(problem("imposition-creep", place, caliper=creep.caliper, k=creep.k))
        return b"", None, tuple(found)
    found += _advice(imposition, chosen, place)
    try:
        return write(source, imposition), imposition, tuple(found)
    except DamagedError as error:
        found.append(problem("imposition-unreadable", place, reason=str(error)))
        return b"", None, tuple(found)


def _commonest(pages: Iterable[SourcePage]) -> Size:
    """The trim that most pages have, to 0.01 mm; of equals the first."""
    sizes = Counter((round(page.trim[0], 2), round(page.trim[1], 2)) for page in pages)
    return sizes.most_common(1)[0][0]


def _fit(trim: Size, sheet: Size) -> tuple[Size, Size] | None:
    """Trim and sheet, the sheet lying so that two trims fit side by side; None if they do not.

    A hair too much is taken from the trim: the page stays centred, and loses it on both sides.
    """
    across = landscape(sheet)
    for lying in (across, across[::-1]):
        if 2 * trim[0] <= lying[0] + OVERHANG and trim[1] <= lying[1] + OVERHANG:
            return (min(trim[0], lying[0] / 2), min(trim[1], lying[1])), lying
    return None


def _differing(pages: Mapping[int, SourcePage], trim: Size, asked: bool,
               place: Place | None) -> list[Problem]:
    """Pages that do not have the size of the job, in groups of one size.

    A larger page would be cut: an error, unless the person ``asked`` for this trim.
    """
    groups: dict[tuple[str, str], list[int]] = {}
    for number, page in pages.items():
        excess = [have - want for have, want in zip(page.trim, trim, strict=True)]
        if max(map(abs, excess)) <= SAME_SIZE:
            continue
        larger = "imposition-page-cut" if asked else "imposition-page-large"
        code = larger if max(excess) > SAME_SIZE else "imposition-page-small"
        groups.setdefault((code, spell(page.trim)), []).append(number)
    return [problem(code, place, page=numbers[0], pages=_listed(numbers), size=size,
                    trim=spell(trim))
            for (code, size), numbers in groups.items()]


def _advice(imposition: Imposition, pages: Mapping[int, SourcePage],
            place: Place | None) -> list[Problem]:
    """What is possible, but should be known before printing."""
    found = []
    most = max(abs(sheet.shift) for sheet in imposition.sheets)
    if imposition.places > STITCH_PAGES or most > STITCH_CREEP:
        found.append(problem("imposition-thick", place, pages=imposition.places,
                             sheets=len(imposition.sheets), limit=STITCH_PAGES))
    if imposition.blanks:
        found.append(problem("imposition-blanks", place, blanks=imposition.blanks,
                             pages=imposition.places))
    lost = [number for number, page in pages.items() if page.annotations]
    if lost:
        found.append(problem("imposition-annotations", place, page=lost[0], pages=_listed(lost)))
    return found


def _listed(numbers: Sequence[int]) -> str:
    """A few numbers, and how many in all where there are more than eight."""
    shown = ", ".join(map(str, numbers[:8]))
    return f"{shown} … ({len(numbers)})" if len(numbers) > 8 else shown or "–"
