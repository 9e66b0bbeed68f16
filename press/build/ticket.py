"""The job ticket of an edition: what it is made of, and the facts that a shop asks for."""

from __future__ import annotations

from collections.abc import Sequence

from press.assembly.placing import place
from press.build.imprint import COVERS
from press.build.settled import Settled
from press.build.ticket_order import TicketOrder
from press.build.values import File
from press.dataclass import replace
from press.production import Job, Ticket, TicketFile, Wishes, reckon
from press.values import Problem, problem


def ticket_of(order: TicketOrder, settled: Settled, files: Sequence[File]) -> tuple[
        Ticket, tuple[Problem, ...]]:
    """The ticket of ``files``, the print file first, and what a person should look at.

    ``settled``: what the print file was made of.
    """
    from press.preflight.colour_pages import colour_pages

    printed, *others = files
    colour, problems = colour_pages(printed.data, printed.name)
    covers = [colour_pages(f.data, f.name) for f in others if f.kind == "cover"]
    problems += tuple(p for _, found in covers for p in found)
    ticket = reckon(replace(job_of(order, settled, printed, others, colour),
                            cover_colour=any(pages for pages, _ in covers)))
    return ticket, (*problems, *(problem(doubt.code, order.place, page=None, **dict(doubt.args))
                                 for doubt in ticket.doubts))


def job_of(order: TicketOrder, settled: Settled, printed: File, others: Sequence[File],
           colour: tuple[int, ...]) -> Job:
    """The job: ``printed`` is the print file, ``settled`` what it was made of, ``others`` the files
    that go with it; ``colour`` its pages with colour."""
    config, page, grid = order.config, order.layout.config.page, order.layout.config.grid
    leaves = settled.placing.leaves
    counts = [(part, pages.count) for part, pages in zip(
        settled.parts, settled.pages, strict=True)]
    inside = len(place([(part, n) for part, n in counts if part.key not in COVERS]).leaves)
    apart = len(leaves) > inside and any(part.key in COVERS for part, _ in counts)
    front = settled.placing.firsts[1] if apart and counts[0][0].key == COVERS[0] \
        and len(counts) > 1 else 0
    return Job(
        title=("　" if order.lang == "zh" else ": ").join(filter(
            None, (config.title, config.subtitle))), notice=config.notice,
        edition=order.edition, trim=(page.width, page.height), bleed=page.bleed, marks=True,
        pages=len(leaves), front=front, back=len(leaves) - inside - front if apart else 0,
        colour=colour, measure=grid.measure, lines=grid.lines,
        text_pages=sum(1 for leaf in leaves
                       if leaf.part is not None and leaf.numbering != "none"),
        inner=page.inner, binding_side=config.cover.binding,
        files=(_file(printed), *(_file(f) for f in others if f.kind == "cover")),
        booklets=tuple(_file(f) for f in others if f.kind == "booklet"),
        wishes=wishes_of(order))


def wishes_of(order: TicketOrder) -> Wishes:
    """``[printing]`` of the book."""
    asked = order.config.printing
    return Wishes(
        asked.sheet, asked.fraction, asked.paper, asked.caliper, asked.cover_paper,
        asked.cover_caliper, asked.copies, asked.spoilage, asked.binding, asked.signature,
        asked.spine, asked.edition, asked.printing)


def _file(file: File) -> TicketFile:
    return TicketFile(file.name, file.kind, file.pages, file.sheets, file.trim,
                      file.sha256)
