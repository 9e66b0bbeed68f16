"""Tables of a result: rows of cells, and how they are written in the terminal and in Markdown."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Literal

from bench.speed.results import Result, ratio, spread
from bench.speed.targets import FURTHER, TARGETS, Target

Lang = Literal["en", "zh"]
Table = list[list[str]]
"""Its first row is the head."""
NONE = "—"
ORDER = ("press", "weasyprint", "typst", "chromium", "xelatex", "vivliostyle")
OURS = ("nothing", "sentence", "page", "watch-pages", "watch-document", "all")


@cache
def _labels() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads((Path(__file__).parent / "labels.toml").read_text("utf-8"))


def label(room: str, key: str, lang: Lang) -> str:
    """A word or sentence of labels.toml."""
    return _labels()[room][key][lang]


def _heads(lang: Lang, *keys: str) -> list[str]:
    return [label("heads", key, lang) for key in keys]


def targets(result: Result, lang: Lang) -> Table:
    """What was agreed, what was measured."""
    table = [_heads(lang, "work", "target", "further", "measured", "met")]
    for target in TARGETS:
        value, met = target.value(result), target.met(result)
        beyond = target.key in FURTHER
        goal = _limit(target, target.goal)
        table.append([
            label("targets", target.key, lang), NONE if beyond else goal,
            goal if beyond else _limit(target, target.further),
            label("heads", "unmeasured", lang) if value is None else _value(target, value),
            NONE if met is None else label("heads", "yes" if met else "no", lang)])
    return table


def _limit(target: Target, value: float | None) -> str:
    return NONE if value is None else f"≤ {_value(target, value)}"


def _value(target: Target, value: float) -> str:
    number = f"{value:.0f}" if target.unit == "MB" else f"{value:.2f}"
    return f"{number} {target.unit}"


def times(result: Result, lang: Lang) -> Table:
    """From scratch, each side with tags and without: seconds, and how many times plain
    WeasyPrint's with the same."""
    books = [(book.stories, book.plates) for book in result.books]
    table = [[label("heads", "side", lang), *(
        label("heads", "plates" if plates else "stories", lang).format(size)
        for size, plates in books)]]
    for side in ORDER:
        for work in ("cold", "bare"):
            cells = [_cell(result, side, work, size, plates) for size, plates in books]
            if set(cells) != {NONE}:
                name = f"press-{work}" if side == "press" else work
                table.append([label("heads", "with", lang).format(
                    label("sides", side, lang), label("tags", name, lang)), *cells])
    return table


def _cell(result: Result, side: str, work: str, size: int, plates: bool) -> str:
    found = result.find(side, work, size, plates)
    if found is None:
        return NONE
    times = ratio(found, result.find("weasyprint", work, size, plates))
    return spread(found.seconds) + ("" if times is None else f" · {times:.2f} ×")


def again(result: Result, lang: Lang) -> Table:
    """What the press does when most is there already; Typst kept warm beside it."""
    focus = _focus(result)
    table = [_heads(lang, "work", "seconds", "ratio")]
    for side, work in [*(("press", work) for work in OURS), ("typst", "warm")]:
        found = result.find(side, work, focus)
        if found is not None:
            times = ratio(found, result.find("weasyprint", "cold", focus))
            table.append([label("works", work, lang), spread(found.seconds),
                          NONE if times is None else f"{times:.3f} ×"])
    found = result.find("press", "help", 0)
    if found is not None:
        table.append([label("works", "help", lang), spread(found.seconds), NONE])
    return table


def _focus(result: Result) -> int:
    return 120 if 120 in result.sizes else max(result.sizes)


def outputs(result: Result, lang: Lang) -> Table:
    """That all sides did the same: pages, characters, paper; and how large the file is."""
    table = [_heads(lang, "side", "stories", "pages", "written", "characters", "trim", "size")]
    table[0][1] = label("heads", "stories", lang).format("").strip()
    for book in result.books:
        for side in ORDER:
            found = result.output(side, "cold", book.stories, book.plates) or result.output(
                side, "bare", book.stories, book.plates)
            if found is not None:
                size = str(book.stories) if not book.plates else label(
                    "heads", "plates", lang).format(book.stories)
                table.append([label("sides", side, lang), size, str(found.pages),
                              str(found.written), str(found.characters),
                              f"{found.trim[0]:g} × {found.trim[1]:g}",
                              str(round(found.size / 1000))])
    return table


def memory(result: Result, lang: Lang) -> Table:
    """The most that was held."""
    table = [[label("heads", "side", lang), label("heads", "stories", lang).format("").strip(),
              *_heads(lang, "parent", "worker")]]
    for held in result.memory:
        # What a program starts to look for fonts is no worker.
        worker = f"{held.worker:.0f}" if held.worker > 20 else NONE
        table.append([label("sides", held.side, lang), str(held.stories), f"{held.parent:.0f}",
                      worker])
    return table


def machine(result: Result, lang: Lang) -> Table:
    """Where and when, with which versions."""
    table = [_heads(lang, "what", "value")]
    table.append([label("machine", "date", lang), result.date])
    table += [[label("machine", key, lang), value] for key, value in result.machine.items()]
    table += [[label("sides", key, lang), version] for key, version in result.versions.items()
              if version.strip() and key not in result.machine]
    table.append([label("machine", "rounds", lang), str(result.rounds)])
    table.append([label("machine", "load", lang), f"{result.load:.2f}"])
    return table


TABLES = {"targets": targets, "times": times, "again": again, "outputs": outputs,
          "memory": memory, "machine": machine}


def markdown(table: Table) -> str:
    """As docs have it; figures stand right."""
    first, *rest = table
    columns = list(zip(*rest, strict=True)) if rest else [()] * len(first)
    rule = ["---", *("---:" if all(c[:1].isdigit() or c == NONE for c in column) else "---"
                     for column in columns[1:])]
    return "".join(f"| {' | '.join(row)} |\n" for row in (first, rule, *rest))


def plain(table: Table) -> str:
    """For a terminal: columns as wide as their widest cell."""
    widths = [max(map(_width, column)) for column in zip(*table, strict=True)]
    return "".join("  ".join(_padded(row, widths)).rstrip() + "\n" for row in table)


def _padded(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    for cell, width in zip(row, widths, strict=True):
        yield cell + " " * (width - _width(cell))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
