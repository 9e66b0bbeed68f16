"""The documents beside the packets: lists, labels, and the phone edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from press.assembly.join import join
from press.assembly.personal import Personal
from press.assembly.placing import place
from press.assembly.style import Style
from press.build.cache import Pieces
from press.build.plan import Composition
from press.build.settle import settle_apart
from press.config import PacketsConfig
from press.layout.files import Layout
from press.layout.form_context import BoxView, SheetView
from press.layout.forms import Form, Forms
from press.messages import Lang, text
from press.packets.lists import Lists
from press.packets.phone import phone_editions
from press.packets.plan import Given, folder_of
from press.packets.stock import Stock, shared_uses
from press.packets.values import FileKind, MadeSet, PacketFile
from press.roster.records import Lecturer
from press.roster.writing import csv_table
from press.values import Part, Problem

Files = list[tuple[PacketFile, bytes]]
LABELS_A_PART = 40
"""Labels that are typeset in one go."""


def documents(stock: Stock, phone: tuple[Forms, Layout], config: PacketsConfig,
              lectures: Sequence[Given], made: Sequence[MadeSet], lang: Lang
              ) -> tuple[Files, tuple[Problem, ...]]:
    """Every list, with its bytes; no file where an error was found."""
    lists = Lists(lang, made, whole_phones=whole_phones(stock))
    people = list({one.lecturer.number: one.lecturer for one in lectures}.values())
    by_lecturer = {one.number: [g for g in lectures if g.lecturer.number == one.number]
                   for one in people}
    views: list[tuple[PacketFile, list[SheetView], tuple[BoxView, ...]]] = []

    def wanted(kind: FileKind, name: str, sheets: list[SheetView],
               boxes: tuple[BoxView, ...] = (), lecturer: Lecturer | None = None) -> None:
        path = f"{text(f'packet-file-{name}', lang)}.pdf"
        views.append((PacketFile(
            f"{folder_of(lecturer)}/{path}" if lecturer else path, kind, "", 0,
            lecturer=lecturer.number if lecturer else ""), sheets, boxes))

    for one in people:
        wanted("packing", "packing", [lists.packing(one, by_lecturer[one.number], config.box)],
               lecturer=one)
    wanted("days", "days", list(lists.days(lectures)))
    wanted("order", "order", [lists.order(lectures, config.paper, config.box)])
    wanted("labels", "labels", [], lists.labels(lectures, config.box))
    files, problems = printed(stock, views)
    table = csv_table(lists.order_head(), lists.order_rows(lectures, config.paper))
    files.append((PacketFile(f"{text('packet-file-order', lang)}.csv", "table", "", 0), table))
    editions, found = phone_editions(stock, *phone, by_lecturer, people, lists, lang)
    return [*files, *editions], (*problems, *found)


def whole_phones(stock: Stock) -> bool:
    """Whether the layout of the lists asks for whole telephone numbers."""
    return "contact-phone-whole" in stock.forms.layout.config.parts["sheet"].fields


def printed(stock: Stock, views: Sequence[tuple[
        PacketFile, list[SheetView], tuple[BoxView, ...]]]) -> tuple[Files, tuple[Problem, ...]]:
    """Lists as PDF: all of them typeset together, then each joined by itself."""
    plans: list[tuple[PacketFile, list[Part]]] = []
    problems: tuple[Problem, ...] = ()
    for file, sheets, boxes in views:
        parts: list[Part] = []
        forms = [Form("sheet", f"sheet/{n}", sheet=sheet) for n, sheet in enumerate(sheets, 1)]
        forms += [Form("box-labels", f"boxes/{n}", boxes=boxes[at:at + LABELS_A_PART])
                  for n, at in enumerate(range(0, len(boxes), LABELS_A_PART), 1)]
        for form in forms:
            done, found = stock.forms.lay_out(form)
            problems += found
            parts += done
        plans.append((file, parts))
    if any(p.severity == "error" for p in problems):
        return [], problems
    every = tuple(part for _, parts in plans for part in parts)
    settled = settle_apart(Composition(every, (), "reader", stock.title, stock.lang, "",
                                       stock.date), stock.shop)
    problems += settled.problems
    if any(p.severity == "error" for p in problems):
        return [], problems
    pages = iter(settled.pages)
    lot = Personal(uses=shared_uses(settled.pages))
    files: Files = []
    for file, parts in plans:
        own = [next(pages) for _ in parts]
        placing = place([(part, page.count) for part, page in zip(parts, own, strict=True)])
        title = f"{parts[0].outline[0].title} · {stock.title}" if parts[0].outline else stock.title
        joined = join(parts, own, placing, Style(title, stock.lang, "", stock.date, screen=False),
                      stock.shop.library.by_name, Pieces(stock.shop.cache), lot)
        count = len(placing.leaves)
        files.append((replace(file, pages=count, sheets=count), joined.pdf))
    return files, problems
