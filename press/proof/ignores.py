"""Marks that take a rule off a line: ``<!-- 校对：忽略 copy-dash 原文如此 -->``.

A mark alone on its line is for the next line that is not blank; at the end of a line for that
line. ``<!-- 校对：照录 -->`` in the same places says that a block is a quotation.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from press.config.suggestions import nearest
from press.dataclass import dataclass, field
from press.values import Place, Problem, problem

_MARK = re.compile(
    r"<!--\s*(?:校对|proof)\s*[：:]\s*(?P<verb>忽略|ignore|照录|引文照录|quoted)"
    r"(?P<words>[^\n]*?)\s*-->", re.IGNORECASE)
_CODE = re.compile(r"copy-[a-z0-9-]+|heading-[a-z]+|image-[a-z]+")


@dataclass(slots=True)
class Ignore:
    """A mark that takes rules off a line."""

    code: str
    line: int
    """That it is for."""
    written: int
    """Line that it stands on."""
    column: int
    reason: str
    used: bool = False


@dataclass(slots=True)
class Marks:
    """All marks of a manuscript."""

    ignores: list[Ignore] = field(default_factory=list)
    quoted: list[int] = field(default_factory=list)
    """Lines of blocks that are quotations."""
    problems: list[Problem] = field(default_factory=list)

    def covers(self, code: str, line: int) -> bool:
        """Whether a mark takes ``code`` off ``line``; it has then had its effect."""
        found = [i for i in self.ignores if i.code == code and i.line == line]
        for ignore in found:
            ignore.used = True
        return bool(found)

    def unused(self, path: str, others: Collection[str]) -> Iterator[Problem]:
        """A warning for each mark without effect; ``others``: codes that are told elsewhere."""
        for ignore in self.ignores:
            if not ignore.used and ignore.code not in others:
                yield problem("copy-ignore-unused", Place(path, ignore.written, ignore.column),
                              name=ignore.code)


def read_marks(path: str, lines: Sequence[str], codes: Collection[str],
               code_lines: Collection[int]) -> Marks:
    """The marks of a manuscript; ``code_lines`` (from 0) are shown as they stand."""
    marks = Marks()
    for index, line in enumerate(lines):
        if "<!--" not in line or index in code_lines:
            continue
        for match in _MARK.finditer(line):
            if line.count("`", 0, match.start()) % 2:
                continue
            place = Place(path, index + 1, match.start() + 1)
            target = _target(lines, index, match)
            if match["verb"] in ("照录", "引文照录", "quoted"):
                marks.quoted.append(target)
                continue
            _ignore(match, target, place, codes, marks)
    return marks


def _target(lines: Sequence[str], index: int, match: re.Match[str]) -> int:
    """The line that a mark is for, from 1."""
    rest = lines[index][:match.start()] + lines[index][match.end():]
    if re.sub(r"<!--.*?-->", "", rest).strip():
        return index + 1
    following = index + 1
    while following < len(lines) and not re.sub(r"<!--.*?-->", "", lines[following]).strip():
        following += 1
    return following + 1


def _ignore(match: re.Match[str], target: int, place: Place, codes: Collection[str],
            marks: Marks) -> None:
    words = match["words"]
    found = _CODE.findall(words)
    reason = _CODE.sub("", words).strip(" \t,，、：:;；—-")
    if not found:
        marks.problems.append(problem("copy-ignore-code", place))
        return
    for code in found:
        if code not in codes:
            similar = nearest(code, codes)
            marks.problems.append(problem(
                "copy-ignore-misspelt" if similar else "copy-ignore-unknown", place, name=code,
                similar=similar))
        elif not reason:
            marks.problems.append(problem("copy-ignore-reason", place, name=code))
        else:
            marks.ignores.append(Ignore(code, target, place.line or 1, place.column or 1, reason))
