"""Page budgets: a book that asks for so many pages has them, or it is told what is in the way.

The page is changed by the gentlest step that does it (``press.layout.budget``), found by
bisection; each trial typesets the parts, which are kept like all others. Nothing is changed
without a note that says what.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache

from press.assembly.placing import place
from press.assembly.sheets import MM
from press.build.cache import Pieces
from press.build.editions import READER, layout_name
from press.build.gentlest import gentlest_longer, gentlest_shorter
from press.build.intake import Intake
from press.build.plan import Composition, Plan, plan
from press.build.settle import settle
from press.build.settled import Settled
from press.build.workshop import Workshop
from press.config import FILE_NAME, EditionConfig
from press.config.models import LimitsConfig
from press.dataclass import dataclass
from press.layout.budget import (
    LAST,
    Change,
    Setting,
    beyond,
    merged,
    outside,
    setting_of,
    steps,
    wider,
    with_blanks,
)
from press.values import Part, Place, Problem, has_errors, problem

MOST_CUTS = 8
"""Stories that are named, at most."""

Found = tuple[Problem, ...]


def plan_within_budget(intake: Intake, shop: Workshop, only: Collection[str]) -> Plan:
    """The documents of a book, as ``plan`` has them, with the pages that it asks for."""
    changes, found = meet_budgets(intake, shop, only)
    documents, problems = plan(intake.book, intake.layouts, intake.date, only,
                               intake.positions, intake.colours, changes, Pieces(shop.cache))
    return documents, (*found, *problems)


def meet_budgets(intake: Intake, shop: Workshop,
                 only: Collection[str]) -> tuple[Mapping[str, Change], Found]:
    """What is to be changed in each edition that has a budget, and what is told of it.

    Where a book has faults that have nothing to do with its pages nothing is said here.
    """
    config = intake.book.config
    changes: dict[str, Change] = {}
    problems: Found = ()
    editions: tuple[EditionConfig | None, ...] = config.editions or (None,)
    for index, edition in enumerate(editions):
        name = edition.name if edition else READER
        own = edition.pages if edition else None
        wanted = own or config.pages
        if wanted is None or (only and name not in only):
            continue
        spot = intake.positions.value(("editions", index, "pages") if own else ("pages",))
        book = _Budget(intake, shop, edition, wanted, Place(FILE_NAME, spot.line, spot.column))
        change, found = book.met()
        if change is not None:
            changes[name] = change
        problems += found
    return changes, problems


class _Unfit(Exception):
    """The book has faults of its own: no pages can be counted."""


@dataclass(frozen=True, slots=True)
class _Budget:
    """The budget of one edition."""

    intake: Intake
    shop: Workshop
    edition: EditionConfig | None
    wanted: int
    spot: Place

    def met(self) -> tuple[Change | None, Found]:
        """The change that makes the pages as many as wanted; or what is in the way."""
        config = self.intake.book.config
        layout = self.intake.layouts[layout_name(config, self.edition, self.intake.layouts)]
        base = setting_of(layout.config)
        limits = merged(config.budget, layout.config.limits)
        faults = tuple(self._outside(base, config.budget))
        if faults:
            return None, faults
        try:
            before = _pages(self._settled(base))
            if before == self.wanted:
                return None, ()
            return self._changed(base, limits, before)
        except _Unfit:
            return None, ()

    def _outside(self, base: Setting, own: LimitsConfig) -> Iterator[Problem]:
        for key, value, limit in outside(base, own):
            spot = self.intake.positions.value(("budget", key))
            yield problem("budget-range", Place(FILE_NAME, spot.line, spot.column), key=key,
                          value=f"{value:.2f}", low=f"{limit[0]:g}", high=f"{limit[1]:g}")

    def _changed(self, base: Setting, limits: LimitsConfig, before: int) -> tuple[
            Change | None, Found]:
        way = 1 if before > self.wanted else -1
        line = steps(base, limits, way)

        @cache
        def pages(index: int) -> int:
            return _pages(self._settled(line[index]))

        index, below = (gentlest_shorter if way > 0 else gentlest_longer)(
            pages, len(line) - 1, self.wanted)
        if index is None:
            return None, self._over(base, line[-1], limits, before)
        setting, count = line[index], pages(index)
        if count == self.wanted:
            return Change(setting), self._told(base, setting, before, 0)
        blanks = self._blanks(setting)
        if blanks is None:
            if below is None:
                return None, (problem("budget-short", self.spot, pages=self.wanted, count=count,
                                      before=before),)
            return None, (problem("budget-between", self.spot, pages=self.wanted, below=count,
                                  above=below),)
        return Change(setting, blanks), self._told(base, setting, before, self.wanted - count)

    def _settled(self, setting: Setting) -> Settled:
        settled = settle(self._composition(Change(setting)), self.shop)
        if has_errors(settled.problems):
            raise _Unfit
        return settled

    def _composition(self, change: Change) -> Composition:
        book = self.intake.book
        name = self.edition.name if self.edition else READER
        documents, problems = plan(book, self.intake.layouts, self.intake.date, (name,),
                                   self.intake.positions, self.intake.colours, {name: change})
        if not documents or has_errors(problems):
            raise _Unfit
        # Where the cover is a document of its own, the pages are those of the text without it.
        return next((d for d in documents if d.kind in ("print", "cover", "ticket")),
                    documents[0]).composition

    def _blanks(self, setting: Setting) -> int | None:
        """How many blank parts make up what is missing; None where the limit forbids them or no
        number of them does."""
        config = self.intake.book.config
        settled = self._settled(setting)
        missing = self.wanted - _pages(settled)
        if missing > config.budget.blanks:
            return None
        layout = self.intake.layouts[layout_name(config, self.edition, self.intake.layouts)]
        counts = {part.key: pages.count
                  for part, pages in zip(settled.parts, settled.pages, strict=True)}
        for number in range(1, missing + 1):
            parts = with_blanks(settled.parts, Change(setting, number), layout)
            leaves = place([(part, counts.get(part.key, 1)) for part in parts]).leaves
            if len(leaves) == self.wanted:
                return number
        return None

    def _told(self, base: Setting, now: Setting, before: int, blanks: int) -> Found:
        """One note for everything that was changed."""
        found = [problem("budget-met", self.spot, pages=self.wanted, before=before)]
        if now.line_height != base.line_height:
            found.append(problem(
                "budget-line-height", self.spot, old=f"{base.line_height:.2f}",
                new=f"{now.line_height:.2f}", pitch=f"{now.pitch:g}", lines=now.lines))
        margins = [(getattr(base, side), getattr(now, side))
                   for side in ("inner", "outer", "top", "bottom")]
        if any(abs(old - new) > 0.5 for old, new in margins):
            found.append(problem(
                "budget-margins", self.spot, measure=now.measure, lines=now.lines,
                old="/".join(f"{old:.1f}" for old, _ in margins),
                new="/".join(f"{new:.1f}" for _, new in margins)))
        if now.size != base.size:
            found.append(problem("budget-type", self.spot, old=f"{base.size:g}",
                                 new=f"{now.size:g}"))
        if blanks:
            found.append(problem("budget-blanks", self.spot, count=blanks))
        return tuple(found)

    def _over(self, base: Setting, tightest: Setting, limits: LimitsConfig,
              before: int) -> Found:
        """That it does not fit, and what would make it fit: wider limits, shorter stories."""
        settled = self._settled(tightest)
        count = _pages(settled)
        error = problem("budget-over", self.spot, pages=self.wanted, count=count, before=before,
                        over=count - self.wanted,
                        blanks=sum(leaf.part is None for leaf in settled.placing.leaves))
        return (error, *self._wider(base, limits),
                *cuts(settled, tightest, count - self.wanted))

    def _wider(self, base: Setting, limits: LimitsConfig) -> Iterator[Problem]:
        """What ``[budget]`` must allow beyond ``limits``, if pages can be that tight."""
        layout = self.intake.layouts[layout_name(self.intake.book.config, self.edition,
                                                 self.intake.layouts)]
        wide = wider(limits, layout.config.limits, base)
        fitting = self._fitting(base, wide)
        if fitting is None:
            return
        more = dict(beyond(fitting, limits))
        # The steps depend on their limits: with just what is needed they may come to less.
        if self._fitting(base, limits.model_copy(update=more)) is None:
            more = {key: limit for key, limit in wide if limit != getattr(limits, key)}
        yield problem("budget-wider", self.spot, pages=self.wanted, limits=", ".join(
            f"{key} = [{low:g}, {high:g}]" for key, (low, high) in more.items()))

    def _fitting(self, base: Setting, limits: LimitsConfig) -> Setting | None:
        """The gentlest setting within ``limits`` that is tight enough; None where none is."""
        line = steps(base, limits, 1)

        @cache
        def pages(index: int) -> int:
            return _pages(self._settled(line[index]))

        index, _ = gentlest_shorter(pages, len(line) - 1, self.wanted)
        if index is None or (pages(index) < self.wanted and self._blanks(line[index]) is None):
            return None
        return line[index]


def _pages(settled: Settled) -> int:
    return len(settled.placing.leaves)


def cuts(settled: Settled, setting: Setting, over: int) -> Iterator[Problem]:
    """The stories that can lose a page for the fewest lines, cheapest first: as many as it takes
    to save ``over`` pages, each told alone, and no more than MOST_CUTS."""
    from press.preflight import last_page_lines

    parts: list[tuple[Part, int]] = [
        (part, pages.count) for part, pages in zip(settled.parts, settled.pages, strict=True)]
    # A back cover on a left page makes the number even: what one story saves shows before it.
    if parts and parts[-1][0].key == LAST:
        parts.pop()
    total = len(place(parts).leaves)
    found: list[tuple[int, int, Part]] = []
    for index, (part, count) in enumerate(parts):
        if not part.source or count < 2:
            continue
        shorter = [*parts[:index], (part, count - 1), *parts[index + 1:]]
        saved = total - len(place(shorter).leaves)
        if saved <= 0:
            continue
        pages = settled.pages[index]
        lines = last_page_lines(pages.pdf, {f.resource: dict(f.widths) for f in pages.faces},
                                setting.top * MM, setting.pitch)
        if lines is not None:
            found.append((lines, saved, part))
    gained = 0
    for lines, saved, part in sorted(found, key=lambda one: (one[0], -one[1]))[:MOST_CUTS]:
        title = part.outline[0].title if part.outline else part.key
        yield problem("budget-cut", Place(part.source), title=title, lines=lines, saved=saved)
        gained += saved
        if gained >= over:
            return
