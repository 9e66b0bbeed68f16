"""Each footnote to its call: ``<span class="footnote">`` in the running text.

What a note holds is made inline; its paragraphs and items are divided by ``<br>``. A second
call of a note repeats its text as a note of its own: marks are numbered page by page, so a
number of another page could not be referred to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy

from lxml import etree

from press.manuscript.marks import NOTE, NOTE_CALL, NOTES
from press.manuscript.placing import BLOCKS
from press.manuscript.source import Source
from press.manuscript.trees import (
    append_text,
    line_of_element,
    remove,
    replace,
    take,
    text_of,
)
from press.values import Problem, problem

_DIVIDERS = BLOCKS | {"thead", "tbody", "tfoot", "colgroup"}


def set_notes(root: etree._Element, source: Source, labels: Sequence[str],
              undefined: Mapping[str, int], repeated: Mapping[str, int]) -> Iterator[Problem]:
    """Move the notes under ``root``; yields what is wrong with them."""
    for label, line in undefined.items():
        yield problem("footnote-undefined", source.find(f"[^{label}]", line or source.body_line),
                      label=label)
    for label, line in repeated.items():
        yield problem("footnote-defined-twice",
                      source.find(f"[^{label}]:", line or source.body_line, reach=1), label=label)
    notes, bodies = _notes(root)
    called: set[int] = set()
    for call in list(root.iter("span")):
        if not call.get("class", "").startswith(NOTE_CALL):
            continue
        number = int(call.get("class", "").split()[0][1:])
        label = labels[number]
        if notes is not None and any(node is notes for node in call.iterancestors()):
            yield problem("footnote-nested",
                          source.find(f"[^{label}]", line_of_element(call)), label=label)
            called.add(number)
            remove(call)
            continue
        if number not in bodies:  # raw HTML has swallowed the notes, which is an error already
            remove(call)
            continue
        span = deepcopy(bodies[number])
        if number in called:
            for node in span.iter():
                take(node, "id")
        called.add(number)
        replace(call, span)
    for number, label in enumerate(labels):
        if number not in bodies:
            yield problem("footnote-unused", source.find(f"[^{label}]:", 1, reach=60_000),
                          label=label)
            continue
        place = source.find(f"[^{label}]:", _definition_line(bodies[number], source))
        if number not in called:
            yield problem("footnote-unused", place, label=label)
        if not text_of(bodies[number]) and bodies[number].find(".//img") is None:
            yield problem("footnote-empty", place, label=label)
    if notes is not None:
        remove(notes)


def _notes(root: etree._Element) -> tuple[etree._Element | None, dict[int, etree._Element]]:
    """The element that holds all notes, and each note made inline, by number."""
    for element in root.iter("div"):
        if element.get("class", "").startswith(NOTES):
            return element, {int(n.get("class", "")[1:]): _inline(n) for n in element
                             if n.get("class", "").startswith(NOTE)}
    return None, {}


def _definition_line(note: etree._Element, source: Source) -> int:
    """A little earlier than the note's text: its definition may stand alone on a line."""
    return max(source.body_line, int(note.get("data-line", "1")) - 1)


def _inline(note: etree._Element) -> etree._Element:
    span = etree.Element("span", {"class": "footnote", "data-line": note.get("data-line", "1")})
    for index, run in enumerate(_runs(note)):
        if index:
            etree.SubElement(span, "br")
        for piece in run:
            if isinstance(piece, str):
                append_text(span, piece)
            else:
                span.append(piece)
    return span


def _runs(block: etree._Element) -> Iterator[list[str | etree._Element]]:
    """The inline content of ``block`` and the blocks in it, block by block."""
    run: list[str | etree._Element] = []
    _add(run, block.text)
    for child in block:
        if child.tag in _DIVIDERS:
            if run:
                yield run
                run = []
            yield from _runs(child)
        else:
            copy = deepcopy(child)
            copy.tail = None
            run.append(copy)
        _add(run, child.tail)
    if run:
        yield run


def _add(run: list[str | etree._Element], text: str | None) -> None:
    if text and (text.strip() or run):
        run.append(text if run else text.lstrip())
