"""The front matter of a manuscript: a few lines of YAML, of which only plain text is used.

Read from PyYAML's events: nothing is constructed, so tags, aliases and nesting can do no
harm, and the events know where everything stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from press.config.suggestions import listed, nearest
from press.dataclass import dataclass, replace
from press.manuscript.source import Source
from press.values import Place, Problem, problem

if TYPE_CHECKING:
    import yaml

KEYS = ("title", "subtitle", "author", "summary", "editions", "版本")
"""What a front matter may say; every value is one text."""

SAME = {"版本": "editions"}
"""Keys that say the same as others."""

_DASHES = re.compile(r"[-－—–―_＿]{2,}\s*$")
"""What an input method may make of ``---``."""
_MARKS = re.compile(r"\*\*|\][({]|\[\^|`|</?[a-z]+>|(?<!\w)[*_](?=\S)[^*_]+(?<=\S)[*_](?!\w)")
"""Marks of Markdown, which have no effect in a front matter."""
MAX_LINES = 12
"""Lines within which a front matter with such dashes ends; else it is a rule."""
SIZE_LIMIT = 20_000
"""Characters; PyYAML is slow, and this is forty times a long summary."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The values of a front matter and the lines of their keys."""

    values: Mapping[str, str]
    lines: Mapping[str, int]


def read_front_matter(source: Source) -> tuple[FrontMatter, Source, tuple[Problem, ...]]:
    """The front matter, the source with its ``body_line`` set, and what is wrong."""
    nothing = FrontMatter({}, {})
    first = next((i for i, line in enumerate(source.lines) if line.strip()), 0)
    if source.lines[first].rstrip() != "---":
        dashes = _DASHES.match(source.lines[first]) and any(
            _DASHES.match(line) for line in source.lines[first + 1:first + MAX_LINES])
        return nothing, source, (
            problem("front-matter-dashes", source.place(first + 1, 1)),) if dashes else ()
    end = next((i for i, line in enumerate(source.lines[first + 1:], start=first + 1)
                if line.rstrip() in ("---", "...")), None)
    if end is None:
        # The text probably begins behind the first empty line.
        start = next((i for i, line in enumerate(source.lines)
                      if i > first and not line.strip()), 0)
        return nothing, replace(source, body_line=start + 1), (
            problem("front-matter-open", source.place(first + 1, 1)),)
    body = replace(source, body_line=end + 2)
    # The first fence as an empty line: so places in the text are those in the file.
    text = "\n".join(("",) * (first + 1) + source.lines[first + 1:end]) + "\n"
    if len(text) > SIZE_LIMIT:
        return nothing, body, (problem("front-matter-long", source.place(first + 1, 1),
                                       limit=SIZE_LIMIT),)
    import yaml  # takes a while to load, and many books have no front matter

    values: dict[str, str] = {}
    lines: dict[str, int] = {}
    problems = []
    try:
        for item in _pairs(text, source):
            if isinstance(item, Problem):
                problems.append(item)
                continue
            key, value, place = item
            name = SAME.get(key, key)
            if name in values:
                problems.append(problem("front-matter-twice", place, key=key,
                                        first=lines[name]))
            elif key not in KEYS:
                problems.append(_unknown(key, place))
            else:
                values[name], lines[name] = value, place.line or 1
                if _MARKS.search(value):
                    problems.append(problem("front-matter-marks", place, key=key))
    except yaml.MarkedYAMLError as error:
        ended = error.context_mark is not None and error.problem_mark is not None and \
            error.problem_mark.index >= len(text) - 1  # a quote that is never closed
        mark = error.context_mark if ended else error.problem_mark
        problems.append(problem("front-matter-syntax", _place(source, mark),
                                detail=error.problem or type(error).__name__))
    except yaml.YAMLError as error:  # a character that YAML does not allow
        offset = getattr(error, "position", 0)
        line = text.count("\n", 0, offset)
        column = offset - text.rfind("\n", 0, offset)
        problems.append(problem("front-matter-syntax", source.place(line + 1, column),
                                detail="character"))
    except RecursionError:
        problems.append(problem("front-matter-syntax", source.place(1, 1), detail="nesting"))
    return FrontMatter(values, lines), body, tuple(problems)


def _pairs(text: str, source: Source) -> Iterator[Problem | tuple[str, str, Place]]:
    """Key, value and place of each entry, or a problem instead of it."""
    import yaml

    events = yaml.parse(text, Loader=yaml.SafeLoader)
    depth, key = 0, None
    for event in events:
        place = _place(source, event.start_mark)
        if isinstance(event, (yaml.StreamStartEvent, yaml.DocumentStartEvent,
                              yaml.DocumentEndEvent, yaml.StreamEndEvent)):
            continue
        if depth == 0:
            if isinstance(event, yaml.MappingStartEvent):
                depth = 1
            elif not (isinstance(event, yaml.ScalarEvent) and not event.value):
                yield problem("front-matter-pairs", place)
                return
            continue
        if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1
            continue
        if depth == 1 and _is_plain(event):
            assert isinstance(event, yaml.ScalarEvent)
            if key is None:
                key = (event.value, place)
            else:
                yield key[0], event.value.strip(), key[1]
                key = None
            continue
        if depth == 1:
            yield problem("front-matter-value", place, key=key[0] if key else "?")
            key = None if key else ("?", place)
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            depth += 1


def _is_plain(event: yaml.Event) -> bool:
    import yaml

    return isinstance(event, yaml.ScalarEvent) and not event.anchor and event.tag is None


def _unknown(key: str, place: Place) -> Problem:
    similar = nearest(key, KEYS)
    if similar:
        return problem("front-matter-misspelt", place, key=key, similar=similar)
    return problem("front-matter-unknown", place, key=key[:40], allowed=listed(KEYS))


def _place(source: Source, mark: Any) -> Place:
    """YAML counts from 0."""
    if mark is None:
        return source.place(1, 1)
    return source.place(mark.line + 1, mark.column + 1)
