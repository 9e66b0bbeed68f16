"""Links: to other stories by their file, to places by their id, to the outside by https.

Everything else is refused: an address that is not understood must not end up in a PDF.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from lxml import etree

from press.config.suggestions import nearest, nearest_file
from press.manuscript.headings import Anchors
from press.manuscript.marks import PAGE_WORDS
from press.manuscript.source import Source
from press.manuscript.trees import line_of_element, take
from press.values import Place, Problem, problem

REACH = 60
"""Lines behind the beginning of a block within which its links are looked for."""
SCHEMES = ("http", "https", "mailto")


def resolve_links(root: etree._Element, source: Source, stories: Mapping[str, Anchors],
                  ) -> Iterator[Problem]:
    """Turn the addresses under ``root`` into links; yields those that lead nowhere.

    ``stories`` maps the path of each manuscript in the book to what can be linked to there.
    """
    seen: Counter[tuple[int, str]] = Counter()
    for link in root.iter("a"):
        linked = "data-href" in link.attrib
        address = take(link, "data-href")
        line = line_of_element(link)
        take(link, "data-line")
        take(link, "title")
        if not linked:
            continue
        place = _place(address, line, source, seen)
        address = address.strip()
        scheme, colon, _ = address.partition(":")
        if not address:
            yield problem("link-empty", source.find("]()", line, opening="["))
        elif colon and scheme.lower() in SCHEMES:
            link.set("href", address)
        elif address.startswith("//") or (colon and "/" not in scheme and "#" not in scheme):
            yield problem("link-scheme", place, address=address[:80],
                          schemes=", ".join(SCHEMES))
        else:
            anchor, fault = _anchor(address, source, stories)
            if anchor is None:
                code, similar = fault
                yield problem(code, place, address=address[:80], similar=similar)
                _set_page_numbers(link, "")  # no second problem for the same link
                continue
            link.set("href", f"press-ref:{anchor}")
            _set_page_numbers(link, anchor)
    yield from restore_page_words(root, source)


def _place(address: str, line: int, source: Source, seen: Counter[tuple[int, str]]) -> Place:
    """Where the link to ``address`` is written, told from others that begin like it.

    ``seen`` counts the links of a block with the same address: the second is not the first.
    """
    written = re.compile(rf"(?:\]\(\s*<?|<){re.escape(address)}[\s)>]")
    skip = seen[line, address]
    seen[line, address] += 1
    for number in range(max(line, 1), min(line + REACH, len(source.lines)) + 1):
        text = source.lines[number - 1]
        for match in written.finditer(text) if address else ():
            if not skip:
                start = text.rfind("[", 0, match.start() + 1)
                return source.place(number, (start if start >= 0 else match.start()) + 1)
            skip -= 1
    # Of a reference, [text][name], the address stands in the definition.
    definition = re.compile(rf" {{0,3}}\[[^\]]+\]:\s*<?{re.escape(address)}(?:[\s>]|$)")
    for number, text in enumerate(source.lines, start=1):
        if address and definition.match(text):
            return source.place(number, text.index("[") + 1)
    return source.find(address, line, opening="[")


def _anchor(address: str, source: Source, stories: Mapping[str, Anchors]) -> tuple[
        str | None, tuple[str, str]]:
    """The anchor of ``02-name.md#id``, or the code of the problem and what may be meant."""
    path, _, fragment = address.partition("#")
    path = unquote(path)
    if path:
        target = _story(path, source, stories)
        if target is None:
            similar = nearest_file(path, (posixpath.basename(p) for p in stories))
            return None, ("link-story-misspelt" if similar else "link-story-missing", similar)
    else:
        target = source.path
    anchors = stories[target]
    if not fragment:
        return anchors.key, ("", "")
    found = anchors.find(fragment)
    if found is None:
        known = (*anchors.ids, *anchors.words)
        similar = nearest(unquote(fragment), known)
        return None, ("link-anchor-misspelt" if similar else "link-anchor-missing", similar)
    return found, ("", "")


def _story(path: str, source: Source, stories: Mapping[str, Anchors]) -> str | None:
    """The manuscript meant by ``path``: beside this one, in the book, or anywhere by its name."""
    folder = posixpath.dirname(source.path)
    for candidate in (posixpath.normpath(posixpath.join(folder, path)),
                      posixpath.normpath(path)):
        if candidate in stories:
            return candidate
    same = [p for p in stories if posixpath.basename(p) == posixpath.basename(path)]
    return same[0] if len(same) == 1 and "/" not in path else None


def _set_page_numbers(link: etree._Element, anchor: str) -> None:
    """``{页}`` in the text of ``link`` → a number that binds late."""
    for element in list(link.iter()):
        for name in ("text", "tail"):
            text = getattr(element, name)
            if not text or (name == "tail" and element is link):
                continue
            pieces = _divided(text)
            if len(pieces) == 1:
                continue
            setattr(element, name, pieces[0])
            after = element if name == "tail" else None
            for piece in pieces[1:]:
                number = etree.Element("span", {"data-late": f"page:{anchor}"})
                number.text = "00"
                number.tail = piece
                if after is None:
                    element.insert(0, number)
                else:
                    parent = after.getparent()
                    assert parent is not None
                    parent.insert(parent.index(after) + 1, number)
                after = number


def _divided(text: str) -> list[str]:
    for mark in PAGE_WORDS:
        text = text.replace(mark, "\0")
    return text.split("\0")


def restore_page_words(root: etree._Element, source: Source, *,
                       outside_links: bool = False) -> Iterator[Problem]:
    """Make page marks what was typed again, everywhere or only outside links."""
    linked = {e for a in root.iter("a") for e in a.iter()} if outside_links else set()
    heads = set(root.iter("a")) if outside_links else set()
    for element in root.iter():
        for name in ("text", "tail"):
            text = getattr(element, name)
            if not text or (element in linked and (name == "text" or element not in heads)):
                continue
            for mark, word in PAGE_WORDS.items():
                if mark in text:
                    if name == "tail" or not _in_code(element):
                        yield problem("link-page-elsewhere",
                                      source.find(word, line_of_element(element)), word=word)
                    text = text.replace(mark, word)
            setattr(element, name, text)


def _in_code(element: etree._Element) -> bool:
    return any(str(n.tag) in ("code", "pre", "kbd", "samp")
               for n in (element, *element.iterancestors()))
