"""Markdown → HTML with marks, by Python-Markdown.

A manuscript is converted twice, with marks and without. The second is the truth: where the
first, its marks taken off, differs, the mark in front of the difference is withdrawn and the
conversion repeated. So a mark can be missing, but it can never change a text.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.admonition import AdmonitionExtension
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.md_in_html import MarkdownInHtmlExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension

from press.dataclass import dataclass, field
from press.manuscript.characters import without_bad
from press.manuscript.directive_blocks import Directives
from press.manuscript.directive_kinds import CONTENT
from press.manuscript.directives import Found
from press.manuscript.marks import (
    ANY_MARK,
    DIRECTIVE_CLOSE,
    DIRECTIVE_OPEN,
    PAGE_WORDS,
    line_of,
    unmarked,
)
from press.manuscript.notes import Notes
from press.manuscript.source import Source
from press.manuscript.sourcemap import Line, code_lines, marked, plain
from press.manuscript.spans_inline import Spans

MAX_RETREATS = 12
"""Conversions of a manuscript before the marks are given up; fewer for a long one."""

_EVENT = re.compile(r" {0,3}: {1,3}\S")
_ADMONITION = re.compile(r"( *!!! ?[\w-]+(?: +[\w-]+)* +)[\"“”]([^\"“”]*)[\"“”] *$")
"""The head of an admonition, its title in any quotation marks."""

logging.getLogger("MARKDOWN").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class Converted:
    """What Markdown made of a manuscript."""

    html: str
    """With marks; not yet safe."""
    undefined: Mapping[str, int] = field(default_factory=dict)
    """Footnote calls without a definition → line."""
    repeated: Mapping[str, int] = field(default_factory=dict)
    """Footnote labels defined twice → line of the second."""
    labels: tuple[str, ...] = ()
    """Footnote labels by number."""
    withdrawn: frozenset[int] = frozenset()
    """Lines that could not be marked."""


def body_lines(source: Source) -> tuple[list[Line], frozenset[int], tuple[int, ...]]:
    """The body as Markdown shall see it, the lines of fenced code, and fences never closed."""
    texts = [without_bad(line).expandtabs(4) for line in source.lines[source.body_line - 1:]]
    code, unclosed = code_lines(texts)
    lines = []
    for index, text in enumerate(texts):
        if index not in code and text.lstrip(" ").startswith("!!!"):
            text = _ADMONITION.sub(r'\1"\2"', text)  # as Python-Markdown wants them
        if index not in code and "{" in text:
            for mark, word in PAGE_WORDS.items():
                text = text.replace(word, mark)
        lines.append(Line(text, source.body_line + index, index in code))
    return (lines, frozenset(source.body_line + i for i in code),
            tuple(source.body_line + i for i in unclosed))


def with_fences(lines: list[Line], found: Found) -> list[Line]:
    """``lines`` with each directive's fence as a block of its own that Markdown leaves alone."""
    result = []
    blank = Line("", None)
    for line in lines:
        number = line.number or 0
        if number in found.opening:
            index = found.opening[number]
            fence = f"{DIRECTIVE_OPEN}{index} {CONTENT[found.directives[index].kind]}"
        elif number in found.closing:
            fence = f"{DIRECTIVE_CLOSE}{found.closing[number]}"
        elif number in found.removed:
            fence = ""
        else:
            result.append(line)
            continue
        result += [blank, Line(fence, None), blank]
    return result


def entries_apart(lines: list[Line], found: Found) -> list[Line]:
    """``lines`` with a blank one before each date of a timeline that follows an event at once.

    Python-Markdown would take the date for the rest of the event above. One that is followed
    by no event of its own is that.
    """
    inside = {n for d in found.directives if d.kind == "timeline"
              for n in range(d.line + 1, d.end)}
    if not inside:
        return lines
    result: list[Line] = []
    after_event = False
    for line, following in zip(lines, [*lines[1:], Line("", None)], strict=True):
        if line.number in inside and not line.code:
            if after_event and line.text[:1].strip(" :") and _EVENT.match(following.text):
                result.append(Line("", None))
                after_event = False
            after_event = bool(line.text.strip()) and (
                after_event or bool(_EVENT.match(line.text)))
        result.append(line)
    return result


def convert(lines: list[Line]) -> Converted:
    """``lines`` as HTML with as many marks as change nothing."""
    text = plain(lines)
    truth, notes = _markdown(text)
    without: set[int] = set()
    for _ in range(MAX_RETREATS if len(text) < 100_000 else 3):
        html, notes = _markdown(marked(lines, without))
        if unmarked(html) == truth:
            return Converted(html, notes.undefined, notes.repeated, tuple(notes.numbers),
                             frozenset(without))
        without |= _suspects(html, truth, without)
    # Rather no lines than another text.
    _, notes = _markdown(text)
    return Converted(truth, notes.undefined, notes.repeated, tuple(notes.numbers),
                     frozenset(line.number for line in lines if line.number is not None))


def _markdown(text: str) -> tuple[str, Notes]:
    notes = Notes()
    extensions: list[Extension | str] = [
        notes, TableExtension(use_align_attribute=True), DefListExtension(),
        AttrListExtension(), AbbrExtension(), SaneListExtension(), FencedCodeExtension(),
        AdmonitionExtension(), MarkdownInHtmlExtension(), Directives(), Spans()]
    return Markdown(extensions=extensions, output_format="html").convert(text), notes


def _suspects(html: str, truth: str, without: set[int]) -> set[int]:
    """The lines whose marks stand around the first difference from ``truth``."""
    stripped = unmarked(html)
    same = _common(stripped, truth)
    before: list[int] = []
    at = removed = 0
    for match in ANY_MARK.finditer(html):
        at = match.start() - removed
        removed += len(match.group())
        before.append(line_of(match.group()))
        if at > same:
            break
    near = [line for line in before[-2:] if line not in without]
    # Also the neighbours: a difference may show earlier than the mark that made it.
    return {line + step for line in near for step in (0, 1)} or {
        line + step for line in before[-1:] for step in range(-3, 8)}


def _common(one: str, two: str) -> int:
    """Length of the common beginning."""
    low, high = 0, min(len(one), len(two))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == two[:middle]:
            low = middle
        else:
            high = middle - 1
    return low
