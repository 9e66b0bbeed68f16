"""The title of a manuscript, its headings, and the anchors of everything that has an id.

Anchors are unique in the book: the key of the story, ``--``, and a name. A writer's own id
and the words of a heading both lead to an anchor, see ``Anchors``.
What the press numbers itself (marks of the index, terms, events, tables) carries
``data-numbered="PREFIX"`` until ``number_anchors`` makes it ``id="PREFIX-KEY-N"``, in the order
of the manuscript, where KEY is the key of the story without ``s-``; its writer's id leads there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from press.dataclass import dataclass, field
from press.manuscript.source import Source
from press.manuscript.trees import (
    inner_html,
    line_of_element,
    move_content,
    plain_text,
    remove,
    replace,
    take,
    text_of,
    unwrap,
)
from press.values import Heading, Problem, problem

DEEPEST = 4
"""Level of the deepest heading that layouts know."""
_BARE = re.compile(r" {0,3}#{1,6}[\s#]*(?:\{[^{}]*\}\s*)?$")
_FIRST = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "td", "th", "figcaption"))
"""Blocks whose text is inline: the first of them holds what must stand at the beginning."""
_CONDITIONS = ("data-audience", "data-audience-except", "data-only", "data-except")
_TITLE_TAGS = frozenset(("em", "strong", "b", "i", "sub", "sup", "span", "code", "br", "small",
                         "cite", "q", "abbr", "ruby", "rt", "rp", "rb", "u", "s", "mark"))


@dataclass(frozen=True, slots=True)
class Title:
    """The title of a manuscript."""

    text: str
    html: str
    line: int


@dataclass(slots=True)
class Anchors:
    """What can be linked to in one story: ids and headings as a writer names them → anchor."""

    key: str
    ids: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    read: bool = True
    """False where the manuscript could not be read: then links to it are not judged."""
    taken: set[str] = field(default_factory=set)
    """Every anchor that was given."""

    def find(self, fragment: str) -> str | None:
        """The anchor of ``#fragment``: an id, or the words of a heading."""
        if not self.read:
            return self.key
        fragment = unquote(fragment)
        return self.ids.get(fragment) or self.words.get(_folded(fragment))

    def free(self, wanted: str) -> str:
        """``wanted`` or, where that is taken, the same with a number."""
        anchor, number = wanted, 2
        while anchor in self.taken:
            anchor, number = f"{wanted}-{number}", number + 1
        self.taken.add(anchor)
        return anchor


def slug(name: str) -> str:
    """``name`` in ``a-z0-9-`` only: other letters become ``u`` and their code point."""
    name = unicodedata.normalize("NFC", name).lower()
    text = "".join(c if c.isascii() and c.isalnum() else
                   f"-u{ord(c):x}-" if c.isalnum() else "-" for c in name)
    return re.sub(r"-+", "-", text).strip("-") or "x"


def take_title(root: etree._Element, source: Source, front_title: str, front_line: int,
               anchors: Anchors) -> tuple[Title | None, list[Problem]]:
    """Take the first ``# heading`` out of the tree; the front matter's title serves without.

    Ids in it lead to the story. Its index marks move to the beginning of the body, since a
    title is printed in more places than one.
    """
    problems: list[Problem] = []
    heading = next(root.iter("h1"), None)
    if heading is None:
        if front_title:
            return Title(front_title, _escaped(front_title), front_line), problems
        start = next((n for n in range(source.body_line, len(source.lines) + 1)
                      if source.lines[n - 1].strip()), source.body_line)
        problems.append(problem("title-missing", source.place(start, 1)))
        return None, problems
    line = line_of_element(heading)
    place = source.place(line, 1)
    if heading.getparent() is not root or _something_before(heading):
        problems.append(problem("title-late", place))
    if not text_of(heading):
        problems.append(problem("title-empty", place))
    if any(node.tag not in _TITLE_TAGS or node.get("class") == "footnote"
           for node in heading.iterdescendants()):
        problems.append(problem("title-content", place))
    for element in heading.iter():
        if (own := take(element, "id").strip()) and own not in anchors.ids:
            anchors.ids[own] = anchors.key
    marks = _without_marks(heading)
    for element in list(heading.iterdescendants()):
        take(element, "data-line")
        if element.tag == "span" and not element.attrib:
            unwrap(element)
    title = Title(plain_text(heading), inner_html(heading), line)
    if front_title and front_title != title.text:
        problems.append(problem("title-twice", source.place(front_line, 1), title=title.text))
    remove(heading)
    # Not one that holds nothing but a picture: it is to become a figure.
    block = next((e for e in root.iter() if e.tag in _FIRST and not _is_for_some(e)
                  and text_of(e)), None)
    for mark in reversed(marks):
        if block is not None:
            mark.tail, block.text = block.text, None
            block.insert(0, mark)
    return title, problems


def _is_for_some(element: etree._Element) -> bool:
    """Whether ``element`` is left out for some edition or audience."""
    return any(name in e.attrib for e in (element, *element.iterancestors())
               for name in _CONDITIONS)


def _without_marks(heading: etree._Element) -> list[etree._Element]:
    """Take index and glossary marks out of ``heading``; the former come back, empty."""
    marks = []
    for element in list(heading.iter("span")):
        if entries := element.get("data-index"):
            marks.append(etree.Element("span", {"class": "index", "data-index": entries,
                                                "data-numbered": "ix"}))
        if entries or "data-term" in element.attrib:
            unwrap(element)
    return marks


def number_anchors(root: etree._Element, anchors: Anchors) -> None:
    """Give everything that the press numbers its anchor, see above."""
    key = anchors.key.removeprefix("s-")
    counts: dict[str, int] = {}
    renamed: dict[str, str] = {}
    for element in root.iter():
        prefix = take(element, "data-numbered")
        if not prefix:
            continue
        counts[prefix] = counts.get(prefix, 0) + 1
        anchor = f"{prefix}-{key}-{counts[prefix]}"
        if own := element.get("id"):
            renamed[own] = anchor
        element.set("id", anchor)
    anchors.ids.update({name: renamed[old] for name, old in anchors.ids.items()
                        if old in renamed})


def name_headings(root: etree._Element, source: Source, anchors: Anchors) -> tuple[
        tuple[Heading, ...], list[Problem]]:
    """Give every id its anchor and every heading an id; h1 becomes h2, h5 and h6 become h4."""
    problems = list(_name_ids(root, source, anchors))
    headings: list[Heading] = []
    previous = 1
    found = list(root.iter("h1", "h2", "h3", "h4", "h5", "h6"))
    for number, element in enumerate(found, start=1):
        level = int(str(element.tag)[1])
        line = line_of_element(element)
        place = source.place(line, 1)
        if level == 1:
            problems.append(problem("title-second", place))
            level = 2
        elif level > DEEPEST:
            problems.append(problem("heading-deep", place, limit=DEEPEST))
            level = DEEPEST
        elif level > previous + 1:
            problems.append(problem("heading-skipped", place, level=level, wanted=previous + 1))
        previous = level
        heading = _renamed(element, f"h{level}")
        text = plain_text(heading)
        if not text:  # without text nothing tells its line: it is the next bare one
            own = next((n for n in range(max(line, 1), len(source.lines) + 1)
                        if _BARE.match(source.lines[n - 1])), line)
            bare = not len(heading)
            problems.append(problem("heading-empty", source.place(own if bare else line, 1)))
        if not heading.get("id"):
            heading.set("id", anchors.free(f"{anchors.key}--h{number}"))
        anchor = heading.get("id", "")
        anchors.words.setdefault(_folded(text), anchor)
        headings.append(Heading(level, text, anchor, line))
    return tuple(headings), problems


def _name_ids(root: etree._Element, source: Source, anchors: Anchors) -> Iterator[Problem]:
    for element in root.iter():
        own = element.get("id")
        if own is None:
            continue
        if own in anchors.ids or not own.strip():
            line = line_of_element(element)
            yield problem("id-twice", source.find(own, line), name=own)
            del element.attrib["id"]
            continue
        anchors.ids[own] = anchors.free(f"{anchors.key}--{slug(own)}")
        element.set("id", anchors.ids[own])


def _something_before(heading: etree._Element) -> bool:
    parent = heading.getparent()
    if parent is None:
        return False
    before = parent.text or ""
    for sibling in heading.itersiblings(preceding=True):
        before += text_of(sibling) + (sibling.tail or "")
        if sibling.tag in ("hr", "img") or sibling.find(".//img") is not None:
            return True
    return bool(before.strip())


def _renamed(element: etree._Element, tag: str) -> etree._Element:
    if element.tag == tag:
        return element
    new = etree.Element(tag, {str(k): str(v) for k, v in element.attrib.items()})
    move_content(element, new)
    replace(element, new)
    return new


def _folded(words: str) -> str:
    """Words as they are compared: no case, spaces, hyphens or marks."""
    words = unicodedata.normalize("NFKC", words).casefold()
    return "".join(c for c in words if c.isalnum())


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
