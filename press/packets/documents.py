"""The documents beside the packets: lists and labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from press.assembly.style import Style
from press.build.plan import Composition
from press.build.settle import settle_apart
from press.config import PacketsConfig
from press.dataclass import dataclass
from press.layout.form_context import SheetView
from press.layout.forms import Form
from press.messages import text
from press.packets.binding import Binding, Files, bind
from press.packets.gate import Gate
from press.packets.labels import Filled, LabelSheet, label_parts
from press.packets.lists import Lists
from press.packets.plan import Given, by_lecturer, folder_of
from press.packets.stock import Stock, shared_uses
from press.packets.values import FileKind, PacketFile
from press.roster.records import Lecturer
from press.roster.writing import csv_table
from press.values import FaceUse, Pages, Part, Problem, has_errors

View = tuple[PacketFile, Sequence[SheetView]]
"""A document of lists."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A document whose parts are laid out."""

    file: PacketFile
    parts: tuple[Part | Filled, ...]


def documents(stock: Stock, config: PacketsConfig, lectures: Sequence[Given], lists: Lists,
              sheet: LabelSheet | None, gate: Gate) -> tuple[Files, tuple[Problem, ...]]:
    """Every list, with its bytes; no file where an error was found."""
    views: list[View] = []

    def file(kind: FileKind, name: str, lecturer: Lecturer | None = None) -> PacketFile:
        path = f"{text(f'packet-file-{name}', lists.lang)}.pdf"
        return PacketFile(f"{folder_of(lecturer)}/{path}" if lecturer else path, kind, "", 0,
                          lecturer=lecturer.number if lecturer else "")

    # The longest first: so no worker is left alone with it at the end.
    views.append((file("order", "order"), [lists.order(lectures, config.paper, config.box)]))
    for own in by_lecturer(lectures).values():
        person = own[0].lecturer
        views.append((file("packing", "packing", person),
                      [lists.packing(person, own, config.box)]))
    views.append((file("days", "days"), lists.days(lectures)))
    parts, uses, problems = label_parts(stock, lists, sheet, lists.labels(lectures, config.box))
    labels = Draft(file("labels", "labels"), tuple(parts))
    files, found = printed(stock, views, [labels], uses, gate)
    table = csv_table(lists.order_head(), lists.order_rows(lectures, config.paper))
    files.append((PacketFile(f"{text('packet-file-order', lists.lang)}.csv", "table", "", 0),
                  table))
    return files, (*problems, *found)


def whole_phones(stock: Stock) -> bool:
    """Whether the layout of the lists asks for whole telephone numbers."""
    return "contact-phone-whole" in stock.forms.layout.config.parts["sheet"].fields


def printed(stock: Stock, views: Sequence[View], drafts: Sequence[Draft] = (),
            uses: Sequence[FaceUse] = (), gate: Gate | None = None,
            more: Mapping[str, Sequence[str]] = MappingProxyType({})
            ) -> tuple[Files, tuple[Problem, ...]]:
    """Lists as PDF: all of them typeset together, then each joined by itself, and those of a
    lecturer passed through the ``gate``. ``uses``: what is filled into ``drafts`` asks of the
    faces; ``more``: what a lecturer may read beside his rows, by his number."""
    drafts = list(drafts)
    problems: tuple[Problem, ...] = ()
    for place, (file, sheets) in enumerate(views):
        parts: list[Part] = []
        for n, sheet in enumerate(sheets, 1):
            done, found = stock.forms.lay_out(Form("sheet", f"sheet/{n}", sheet=sheet))
            problems += found
            parts += done
        drafts.insert(place, Draft(file, tuple(parts)))
    if has_errors(problems):
        return [], problems
    every = tuple(part for one in drafts for part in one.parts if isinstance(part, Part))
    settled = settle_apart(Composition(every, (), "reader", stock.title, stock.lang, "",
                                       stock.date), stock.shop, tree=False)
    problems += settled.problems
    if has_errors(problems):
        return [], problems
    pages = iter(settled.pages)
    bindings = [_binding(stock, one, [next(pages) if isinstance(part, Part) else part.pages
                                      for part in one.parts], gate, more) for one in drafts]
    files, found = bind(bindings, shared_uses(
        (p for one in bindings for p in one.pages), uses), stock.shop)
    return files, (*problems, *found)


def _binding(stock: Stock, draft: Draft, pages: Sequence[Pages], gate: Gate | None,
             more: Mapping[str, Sequence[str]]) -> Binding:
    parts = tuple(part if isinstance(part, Part) else part.part for part in draft.parts)
    titles = [entry.title for entry in parts[0].outline[:1]] if parts else []
    said = tuple({} if isinstance(part, Part) else part.said for part in draft.parts)
    return Binding(
        draft.file, parts, tuple(pages),
        Style(" · ".join([*titles, stock.title]), stock.lang, "", stock.date, screen=False),
        said if any(said) else (),
        gate.job(draft.file, more.get(draft.file.lecturer, ())) if gate else None)
