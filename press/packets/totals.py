"""What came of it: totals of lectures and listeners by month, unit and topic, as tables and charts
in a report document. This is where a figure such as 45,000 comes from."""

from __future__ import annotations

import hashlib
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from press.build.workshop import Workshop
from press.build.writing import write_together
from press.layout.form_context import BarView, ChartView, FactView, SheetView, TableView
from press.messages import Lang, text
from press.packets.documents import printed
from press.packets.folder import FOLDER
from press.packets.plan import Given
from press.packets.run import PacketsResult, Ready, make_ready
from press.packets.values import PacketFile
from press.roster import read_attendance
from press.roster.attendance import Attendance
from press.roster.writing import csv_table
from press.values import Place, has_errors, problem

MOST_BARS = 24


def make_report(folder: Path, output: Path, templates: Path, shop: Workshop,
                environment: Mapping[str, str]) -> PacketsResult:
    """The report as PDF and as a table, in ``output``/BOOK."""
    started = time.monotonic()
    name = folder.resolve().name
    target = output / name
    ready, problems = make_ready(folder, templates, shop, environment)
    if ready is None:
        return PacketsResult(name, target / FOLDER, (), problems)
    if not ready.config.attendance:
        return PacketsResult(name, target, (), (*problems, problem(
            "attendance-none", Place("book.toml"))))
    came, found = read_attendance(folder, ready.config.attendance, ready.roster,
                                  ready.config.encoding)
    problems += found
    if has_errors(problems):
        return PacketsResult(name, target, (), problems)
    sheet = report(ready, came)
    title = text("totals-file", ready.lang)
    files, found = printed(ready.stock, [(PacketFile(f"{name}-{title}.pdf", "report", "", 0),
                                          [sheet])])
    problems += found
    if has_errors(problems):
        return PacketsResult(name, target, (), problems)
    files.append((PacketFile(f"{name}-{title}.csv", "table", "", 0), _table(ready, came)))
    try:
        write_together({target / file.path: data for file, data in files})
    except OSError as error:
        return PacketsResult(name, target, (), (*problems, problem(
            "output-unwritable", folder=target, reason=error.strerror or str(error))))
    done = tuple(PacketFile(f.path, f.kind, hashlib.sha256(data).hexdigest(), len(data), f.pages,
                            f.sheets) for f, data in files)
    return PacketsResult(name, target, done, problems, len(ready.lectures),
                         sum(a.attended for a in came), 0, time.monotonic() - started)


def report(ready: Ready, came: Sequence[Attendance]) -> SheetView:
    """The report as its template sees it."""
    lang = ready.lang
    by_number = {one.lecture: one for one in came}
    held = [one for one in ready.lectures if one.lecture.number in by_number]

    def listeners(one: Given) -> int:
        return by_number[one.lecture.number].attended

    groups: list[tuple[str, Callable[[Given], str]]] = [
        ("month", lambda g: text("totals-month-value", lang, year=g.lecture.date.year,
                                 month=g.lecture.date.month)),
        ("unit", lambda g: g.lecturer.unit or "—"), ("topic", lambda g: g.topic.name),
        ("audience", lambda g: g.lecture.audience or "—")]
    tables, charts = [], []
    for name, key in groups:
        totals = _totals(held, key, listeners)
        if name != "month":
            totals = _ranked(totals)
        tables.append(_group_table(name, totals, lang))
        if name != "audience":
            charts.append(_chart(name, totals, lang))
    remarks = [one for one in came if one.remarks]
    if remarks:
        tables.append(TableView(
            text("totals-remarks", lang), (text("packet-col-number", lang),
                                           text("totals-col-remarks", lang)), ("short", "text"),
            tuple((one.lecture, one.remarks) for one in remarks), (), (15, 85)))
    planned = len(ready.lectures)
    return SheetView(
        "report", text("totals", lang), "",
        (FactView(text("totals-lectures", lang),
                  text("packet-lectures-value", lang, count=len(held))),
         FactView(text("totals-listeners", lang),
                  text("totals-persons", lang, count=sum(map(listeners, held)))),
         FactView(text("totals-planned", lang),
                  text("packet-lectures-value", lang, count=planned)),
         FactView(text("totals-open", lang),
                  text("packet-lectures-value", lang, count=planned - len(held)))),
        (), tuple(tables), tuple(charts), (text("totals-note", lang),), ())


def _totals(held: Sequence[Given], key: Callable[[Given], str],
            listeners: Callable[[Given], int]) -> dict[str, tuple[int, int]]:
    """Group → lectures and listeners, in the order in which they first come."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for one in held:
        found[key(one)].append(listeners(one))
    return {name: (len(all_), sum(all_)) for name, all_ in found.items()}


def _ranked(totals: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """Those with most listeners first."""
    return dict(sorted(totals.items(), key=lambda one: -one[1][1]))


def _group_table(name: str, totals: Mapping[str, tuple[int, int]], lang: Lang) -> TableView:
    rows = tuple((group, str(count), str(people), f"{people / count:.1f}")
                 for group, (count, people) in totals.items())
    lectures = sum(count for count, _ in totals.values())
    people = sum(n for _, n in totals.values())
    return TableView(
        text(f"totals-by-{name}", lang),
        (text(f"totals-col-{name}", lang), text("packet-col-lectures", lang),
         text("totals-listeners", lang), text("totals-each", lang)),
        ("text", "number", "number", "number"), rows,
        (text("packet-total", lang), str(lectures), str(people),
         f"{people / lectures:.1f}" if lectures else "—"))


def _chart(name: str, totals: Mapping[str, tuple[int, int]], lang: Lang) -> ChartView:
    most = max((people for _, people in totals.values()), default=0) or 1
    return ChartView(
        text(f"totals-chart-{name}", lang),
        tuple(BarView(group, str(people), round(100 * people / most, 2))
              for group, (_, people) in list(totals.items())[:MOST_BARS]))


def _table(ready: Ready, came: Sequence[Attendance]) -> bytes:
    """One row for each lecture."""
    by_number = {one.lecture: one for one in came}
    head = [text(f"packet-col-{c}", ready.lang) for c in (
        "number", "date", "topic", "lecturer", "unit", "place", "copies")]
    head += [text("totals-listeners", ready.lang), text("totals-col-remarks", ready.lang)]
    rows: list[list[str | int]] = []
    for one in ready.lectures:
        known = by_number.get(one.lecture.number)
        rows.append([one.lecture.number, one.lecture.date.isoformat(), one.topic.name,
                     one.lecturer.name, one.lecturer.unit, one.values["place"],
                     one.lecture.copies, known.attended if known else "",
                     known.remarks if known else ""])
    return csv_table(head, rows)

