"""The command: ``python -m bench.speed`` (``make bench``)."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.speed.pages import NUMBERS, kept, rewrite
from bench.speed.results import to_json
from bench.speed.tables import TABLES, plain
from bench.speed.works import Wanted, in_folder, sides_named


def _numbers(words: str) -> tuple[int, ...]:
    return tuple(sorted({int(word) for word in words.split(",")}))


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print; with ``--docs`` keep the numbers and write the pages, too."""
    parser = argparse.ArgumentParser(prog="make bench", description=(
        "How fast the press is, beside others, with a generated book."))
    parser.add_argument("--sizes", type=_numbers, default=(12, 120, 480), metavar="12,120,480",
                        help="how many stories the books have")
    parser.add_argument("--runs", type=int, default=3, help="rounds")
    parser.add_argument("--only", type=lambda s: tuple(s.split(",")), default=(),
                        metavar="press,weasyprint", help="only these programs")
    parser.add_argument("--most", type=int, default=480, metavar="120",
                        help="the largest book that programs beside the press make")
    parser.add_argument("--no-plates", action="store_true", help="no books with pictures")
    parser.add_argument("--quick", action="store_true",
                        help="12 stories, one round, without pictures and slow programs")
    parser.add_argument("--docs", action="store_true",
                        help="write docs/performance.json, the pages and the chart")
    parser.add_argument("--redraw", action="store_true",
                        help="the pages and the chart again, from the numbers that are kept")
    parser.add_argument("--keep", type=Path, help="a new folder for the books, which stay there")
    given = parser.parse_args(arguments)
    unknown = sides_named(given.only)
    if unknown or min(given.sizes) < 1 or given.runs < 1:
        parser.error(", ".join(unknown) or "--sizes, --runs: at least 1")
    if given.redraw:
        rewrite(kept())
        return 0
    wanted = Wanted((12,) if given.quick else given.sizes, 1 if given.quick else given.runs,
                    given.only, not (given.quick or given.no_plates), given.quick, given.most)
    if given.keep:
        given.keep.mkdir(parents=True)
    result = in_folder(wanted, _say, given.keep or Path(tempfile.mkdtemp(prefix="duben-bench-")),
                       keep=bool(given.keep))
    for table in TABLES.values():
        sys.stdout.write("\n" + plain(table(result, "en")))
    for name, why in result.missing.items():
        sys.stdout.write(f"\nleft out: {name}: {why}\n")
    if given.docs:
        NUMBERS.write_text(to_json(result), "utf-8")
        rewrite(kept())
    return 0


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
