"""book.toml of a folder → ``BookConfig``, with the stories that it names checked."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from press.config.models import BookConfig
from press.config.positions import KeyPath, Positions
from press.config.rules import is_path
from press.config.suggestions import nearest, nearest_file
from press.config.textfile import is_inside
from press.config.toml_file import load_toml, validate
from press.values import Place, Problem, has_errors, problem

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
    problems += tuple(_listed_problems(data, positions, folder))
    problems = tuple(sorted(problems, key=lambda p: (p.line or 0, p.column or 0)))
    if has_errors(problems):
        return None, problems
    return config, problems


def story_names(folder: Path) -> tuple[str, ...]:
    """The names of the files in stories/, without ``.md``, sorted."""
    stories = folder / STORIES
    if not stories.is_dir() or not is_inside(folder, stories):
        return ()
    return tuple(sorted(f.stem for f in stories.iterdir()
                        if f.suffix == ".md" and not f.name.startswith(".")))


def story_path(name: str) -> str:
    """The path in the book of a story that ``stories`` of book.toml names.

    A name alone is that of a file in stories/, without ``.md``; what has a slash or ends in
    ``.md`` is a path from the folder of the book.
    """
    return name if "/" in name or name.endswith(".md") else f"{STORIES}/{name}.md"


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
    listed = {PurePosixPath(story_path(name)).stem for _, name in _listed(data)}
    named = (*in_parts, *_named(data, "handouts", "story"),
             *_named(data, "editions", "leave_out"))
    for path, name in named:
        in_stories = name in existing or (path[0] != "parts" and name in listed)
        if in_stories or not name:
            continue
        spot = positions.value(path)
        place = Place(FILE_NAME, spot.line, spot.column)
        stem = name.removesuffix(".md")
        similar = stem if stem in existing else nearest(stem, existing)
        if similar:
            yield problem("config-story-misspelt", place, name=name, similar=similar)
        else:
            yield problem("config-story-missing", place, name=name)


def _listed_problems(data: Mapping[str, Any], positions: Positions,
                     folder: Path) -> Iterator[Problem]:
    """Stories that the key ``stories`` names and that do not exist, or that it names twice.

    The same name twice is a fault of the model; here the same story by two names.
    """
    first: dict[str, tuple[str, int]] = {}
    for path, name in _listed(data):
        spot = positions.value(path)
        place = Place(FILE_NAME, spot.line, spot.column)
        story = posixpath.normpath(story_path(name))
        other, line = first.setdefault(story, (name, spot.line))
        if other != name:
            yield problem("config-story-twice", place, name=name, first=line)
        if not is_path(name):  # a fault of the model
            continue
        if not is_inside(folder, folder / story):
            yield problem("file-outside", place, name=name)
        elif not (folder / story).is_file():
            similar = _similar(folder, story)
            story_name = PurePosixPath(name).stem
            if name == f"{story_name}.md" and story_name in story_names(folder):
                yield problem("config-story-path-misspelt", place, name=name,
                              similar=story_name)
            elif similar:
                similar = similar if name == story else PurePosixPath(similar).stem
                yield problem("config-story-path-misspelt", place, name=name, similar=similar)
            else:
                yield problem("config-story-path", place, name=name, path=story)


def _similar(folder: Path, story: str) -> str:
    """The manuscript beside ``story`` that may be meant."""
    beside = (folder / story).parent
    if not beside.is_dir():
        return ""
    found = nearest_file(story, (f.name for f in beside.iterdir()
                                 if f.suffix == ".md" and not f.name.startswith(".")))
    return posixpath.join(posixpath.dirname(story), found) if found else ""


def _listed(data: Mapping[str, Any]) -> Iterator[tuple[KeyPath, str]]:
    """What the key ``stories`` names."""
    names = data.get("stories")
    for index, name in enumerate(names if isinstance(names, list) else ()):
        if isinstance(name, str):
            yield ("stories", index), name


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
