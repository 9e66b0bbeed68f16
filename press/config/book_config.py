"""book.toml of a folder → ``BookConfig``, with the stories that it names checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from press.config.models import BookConfig
from press.config.positions import KeyPath, Positions
from press.config.suggestions import nearest
from press.config.textfile import is_inside
from press.config.toml_file import load_toml, validate
from press.values import Place, Problem, problem

FILE_NAME = "book.toml"
STORIES = "stories"


def load_book_config(folder: Path) -> tuple[BookConfig | None, tuple[Problem, ...]]:
    """The settings of the book in ``folder``, or every fault of its book.toml at once."""
    data, positions, problems = load_toml(folder / FILE_NAME)
    if data is None:
        return None, problems
    config, faults = validate(BookConfig, data, positions, FILE_NAME)
    problems += faults
    problems += tuple(_story_problems(data, positions, story_names(folder)))
    problems = tuple(sorted(problems, key=lambda p: (p.line or 0, p.column or 0)))
    if any(p.severity == "error" for p in problems):
        return None, problems
    return config, problems


def story_names(folder: Path) -> tuple[str, ...]:
    """The names of the files in stories/, without ``.md``, sorted."""
    stories = folder / STORIES
    if not stories.is_dir() or not is_inside(folder, stories):
        return ()
    return tuple(sorted(f.stem for f in stories.iterdir()
                        if f.suffix == ".md" and not f.name.startswith(".")))


def book_date(config: BookConfig, environment: Mapping[str, str]) -> tuple[
        date | None, tuple[Problem, ...]]:
    """The one date of the book: from book.toml, else SOURCE_DATE_EPOCH (seconds, UTC), else none.

    See https://reproducible-builds.org/specs/source-date-epoch/.
    """
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    if config.date is not None or not epoch:
        return config.date, ()
    try:
        if not (epoch.isascii() and epoch.isdigit()):
            raise ValueError(epoch)
        return datetime.fromtimestamp(int(epoch), UTC).date(), ()
    except (ValueError, OverflowError, OSError):
        return None, (problem("config-epoch", value=epoch[:40]),)


def _story_problems(data: Mapping[str, Any], positions: Positions,
                    existing: tuple[str, ...]) -> Iterator[Problem]:
    """Stories that are named and do not exist, or stand in two parts.

    Works on the raw data, so that these faults come together with those of the model.
    """
    seen: dict[str, tuple[KeyPath, int]] = {}
    in_parts = list(_named(data, "parts", "stories"))
    for path, name in in_parts:
        spot = positions.value(path)
        first, line = seen.setdefault(name, (path, spot.line))
        if first[:2] != path[:2]:  # twice in one part is a fault of the model
            yield problem("config-story-twice", Place(FILE_NAME, spot.line, spot.column),
                          name=name, first=line)
    for path, name in (*in_parts, *_named(data, "handouts", "story")):
        if name in existing or not name:
            continue
        spot = positions.value(path)
        place = Place(FILE_NAME, spot.line, spot.column)
        stem = name.removesuffix(".md")
        similar = stem if stem in existing else nearest(stem, existing)
        if similar:
            yield problem("config-story-misspelt", place, name=name, similar=similar)
        else:
            yield problem("config-story-missing", place, name=name)


def _named(data: Mapping[str, Any], tables: str, key: str) -> Iterator[tuple[KeyPath, str]]:
    """The stories that ``key`` of each of ``tables`` names, one or a list."""
    rows = data.get(tables)
    for index, row in enumerate(rows if isinstance(rows, list) else ()):
        value = row.get(key) if isinstance(row, dict) else None
        if isinstance(value, str):
            yield (tables, index, key), value
        elif isinstance(value, list):
            for place, name in enumerate(value):
                if isinstance(name, str):
                    yield (tables, index, key, place), name
