"""The shape of bracketed spans in HTML; see ``spans`` for what may be typed.

Marks of one span stand in one another: index and term outside, then language, id and classes,
then the lines and dots, and the pinyin innermost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from copy import deepcopy

from lxml import etree

from press.config.suggestions import listed, nearest
from press.dataclass import dataclass, field
from press.manuscript.flow import join_lines
from press.manuscript.index_marks import entry_of_text, read_entries
from press.manuscript.marks import SPAN
from press.manuscript.sanitise import RESERVED
from press.manuscript.source import Source
from press.manuscript.spans import SPANS, SPANS_BY_NAME, Word, read_words, span_names
from press.manuscript.spans_inline import braces_of
from press.manuscript.spans_places import Spots, places_of
from press.manuscript.spans_ruby import set_pinyin
from press.manuscript.trees import (
    move_content,
    plain_text,
    take,
    unwrap,
)
from press.values import Place, Problem, problem

MARKS: tuple[str, ...] = ("lang", "name", "work", "dots", "pinyin")
"""Words that ask nothing of the book around them."""
ALL: tuple[str, ...] = tuple(kind.kind for kind in SPANS)

MAX_GUESSES = 200
"""Misspelt words of one manuscript for which a likely one is looked for."""

_LANG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$")


@dataclass(slots=True)
class _Shaper:
    source: Source
    terms: Mapping[str, str] | None
    allowed: Collection[str]
    ids: bool
    problems: list[Problem] = field(default_factory=list)
    guesses: int = 0

    def tell(self, code: str, place: Place, **args: str) -> None:
        self.problems.append(problem(code, place, page=None, **args))

    def similar(self, name: str, known: Collection[str]) -> str:
        self.guesses += 1
        if self.guesses > MAX_GUESSES:
            return ""
        return nearest(name, known)


def _one_off(name: str) -> str:
    """The only word that differs from ``name`` in one Han character."""
    alike = [k for k in SPANS_BY_NAME if len(k) == len(name) and not k.isascii()
             and sum(a != b for a, b in zip(k, name, strict=True)) == 1]
    return alike[0] if len(alike) == 1 else ""


def shape_spans(root: etree._Element, source: Source, terms: Mapping[str, str] | None,
                taken: Spots, *, allowed: Collection[str] = ALL,
                ids: bool = True) -> Iterator[Problem]:
    """Give every span's element under ``root`` its shape; yields what is wrong.

    ``terms`` are those of the glossary with their anchors (None: unknown), ``allowed`` the
    words that mean something here; ``ids`` says whether ``#id`` does. The places in the
    manuscript where spans end are added to ``taken``.
    """
    shaper = _Shaper(source, terms, allowed, ids)
    found: list[tuple[etree._Element, tuple[Word, ...], Callable[[int], Place]]] = []
    for element in root.iter("span"):
        classes = element.get("class", "").split()
        if not classes or not classes[0].startswith(SPAN):
            continue
        if classes[1:]:
            element.set("class", " ".join(classes[1:]))
        else:
            del element.attrib["class"]
        braces = braces_of(classes[0])
        found.append((element, read_words(braces),
                      places_of(element, braces, source, taken)))
    for element, words, place in reversed(found):  # the inner ones first
        _shape(element, words, place, shaper)
    yield from shaper.problems


def _shape(element: etree._Element, words: Sequence[Word], place: Callable[[int], Place],
           shaper: _Shaper) -> None:
    """Set the marks of one span around what it holds."""
    values = _judged(words, place, shaper)
    own = {"id": take(element, "id"), "class": take(element, "class"),
           "lang": take(element, "lang"), "dir": take(element, "dir")}
    for word in words:
        if word.kind == "id" and not shaper.ids:
            shaper.tell("span-elsewhere", place(word.offset), name=f"#{word.name}"[:40])
        elif word.kind == "id":
            own["id"] = word.name
        elif word.kind == "class" and word.name in RESERVED:
            shaper.tell("html-class", place(word.offset), name=word.name)
        elif word.kind == "class":
            own["class"] = f"{own['class']} {word.name}".strip()
    text = _text(element)
    if "pinyin" in values:
        value, offset = values["pinyin"]
        if text and not set_pinyin(element, value):
            shaper.tell("span-pinyin", place(offset), text=text[:40])
    for kind, tag, name in (("dots", "em", "dots"), ("work", "span", "work-title"),
                            ("name", "span", "proper-name")):
        if kind in values:
            _wrap(element, tag, {"class": name})
    if "lang" in values:
        own["lang"] = values["lang"][0] or ""
    if any(own.values()):
        _wrap(element, "span", {k: v for k, v in own.items() if v})
    if "term" in values:
        _set_term(element, text, *values["term"], place, shaper)
    if "index" in values:
        value, _ = values["index"]
        entries = entry_of_text(text) if value is None else read_entries(value) or ""
        if entries:
            _wrap(element, "span", {"class": "index", "data-index": entries,
                                    "data-numbered": "ix"})
    if not text and not (element.find(".//img") is not None) and any(
            kind != "index" or values[kind][0] is None for kind in values):
        shaper.tell("span-empty", place(0))
    _dissolve(element)


def _text(element: etree._Element) -> str:
    """The words of a span as an index lists them, on one line."""
    if not len(element) and "\n" not in (element.text or ""):
        return " ".join((element.text or "").split())
    copy = deepcopy(element)
    copy.tail = None
    join_lines(copy)
    return plain_text(copy)


def _judged(words: Sequence[Word], place: Callable[[int], Place],
            shaper: _Shaper) -> dict[str, tuple[str | None, int]]:
    """Kind → value and offset of each word that may stand here; tells what is wrong."""
    values: dict[str, tuple[str | None, int]] = {}
    if not words:
        shaper.tell("span-braces", place(0), value="{}")
    for word in words:
        here = place(word.offset)
        if word.kind == "garbage":
            shaper.tell("span-braces", here, value=word.name[:40])
        if word.kind != "word":
            continue
        kind = SPANS_BY_NAME.get(word.name)
        if kind is None:
            similar = shaper.similar(word.name, SPANS_BY_NAME) or _one_off(word.name)
            shaper.tell("span-misspelt" if similar else "span-unknown", here,
                        name=word.name[:40], similar=similar, names=span_names())
            continue
        missing = word.value is None or not word.value.strip()
        if kind.kind not in shaper.allowed:
            shaper.tell("span-elsewhere", here, name=word.name)
        elif kind.kind in values:
            shaper.tell("span-twice", here, name=word.name)
        elif (kind.value == "none" and word.value is not None) or (
                missing and (kind.value == "required" or word.value is not None)):
            shaper.tell("span-value", here, name=word.name, value=(word.value or "")[:40],
                        usage=" / ".join(f"{{{n}{_USAGE[kind.kind]}}}" for n in kind.names))
        elif kind.kind == "lang" and not _LANG.match(word.value or ""):
            shaper.tell("span-lang", here, value=(word.value or "")[:40])
        elif kind.kind == "index" and word.value and read_entries(word.value) is None:
            shaper.tell("index-entry", here, value=word.value[:40])
        else:
            values[kind.kind] = word.value, word.offset
    return values


_USAGE = {"dots": "", "name": "", "work": "", "pinyin": '="hàn zì"', "index": '="…"',
          "term": '="…"', "lang": "=en"}
"""How the value of each word is written, for a message."""


def _set_term(element: etree._Element, text: str, value: str | None, offset: int,
              place: Callable[[int], Place], shaper: _Shaper) -> None:
    term = " ".join((value or text).split())
    if shaper.terms is None:
        return
    anchor = shaper.terms.get(term)
    if anchor:
        _wrap(element, "span", {"class": "term", "data-term": anchor, "data-numbered": "tm"})
    elif term:
        similar = shaper.similar(term, shaper.terms)
        shaper.tell("term-misspelt" if similar else "term-missing", place(offset),
                    name=term[:40], similar=similar, known=listed(shaper.terms) or "–")


def _wrap(element: etree._Element, tag: str, attributes: dict[str, str]) -> None:
    """Put all that ``element`` holds in a new element in it."""
    inner = etree.Element(tag, attributes)
    move_content(element, inner)
    element.append(inner)


def _dissolve(element: etree._Element) -> None:
    """Leave out the element itself where it says nothing."""
    if any(name != "data-line" for name in element.attrib):
        return
    parent = element.getparent()
    if parent is None:
        return
    line = element.get("data-line")
    if line and len(element) == 1 and not element.text and not element[0].tail:
        element[0].set("data-line", line)
    unwrap(element)
