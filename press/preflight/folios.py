"""Page numbers in print: folios, and what the contents and the text say of other pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.preflight import access
from press.preflight.facts import Facts
from press.preflight.findings import Finding, found
from press.preflight.job import DocumentJob, PageReference
from press.preflight.shown import Content
from press.preflight.tree import Element, Marked, Referenced, Tree

_NUMERAL = r"(?:[0-9]+|[ivxlcdm]+|[IVXLCDM]+)"
_FOLIO = re.compile(rf"第?({_NUMERAL})页?(?:[/／]?共[0-9]+页)?")
_ORNAMENT = " \u3000—–-·•.~～|‖"
"""What may stand beside a folio: ``— 12 —``."""
_LEADER = _ORNAMENT + "…‥．・⋯_"
_END = "\ue000"
"""Set behind each piece of text; private use, so in no text itself."""
_LAST = re.compile(rf"{_NUMERAL}$")
_ALONE = re.compile(rf"(?<![0-9A-Za-z]){_NUMERAL}(?![0-9A-Za-z])")
_AUTHOR = 40
"""Characters from a title to its number, with the name of the author and some leaders."""
_CLIMB = 3
"""How many elements above a link its number may stand: cell, row, item."""


def folios(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """A margin box that holds a number alone holds the page's label."""
    for index, (label, content) in enumerate(
            zip(job.labels[facts.first:], facts.contents, strict=False), facts.first):
        for words in artifact_texts(content):
            folio = _FOLIO.fullmatch(_packed(words).strip(_ORNAMENT))
            # A running head can be a word that is a roman number, too: x, I, MIX.
            if folio and folio.group(1) != label and folio.group(1).isdigit() == label.isdigit():
                yield found("pdf-folio", index, expected=label, found=folio.group(1))


def is_folio(words: str, label: str) -> bool:
    """Whether ``words`` are the folio of a page with this label, which is of figures."""
    folio = _FOLIO.fullmatch(_packed(words).strip(_ORNAMENT))
    return folio is not None and label.isdigit() and folio.group(1) == label


def numerals(content: Content) -> int:
    """How many artifacts of a page hold a number alone."""
    return sum(1 for words in artifact_texts(content)
               if _FOLIO.fullmatch(_packed(words).strip(_ORNAMENT)))


def artifact_texts(content: Content) -> list[str]:
    """The text of each artifact of pagination (or of no stated type) on a page."""
    texts: dict[int, str] = {}
    for piece in content.pieces:
        if piece.artifact is not None and piece.artifact.kind in ("", "Pagination"):
            serial = piece.artifact.serial
            texts[serial] = texts.get(serial, "") + piece.text()
    return list(texts.values())


def contents(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """Each line of the contents prints the label of the page that its link leads to."""
    if not any(facts.has(page) for page in job.contents_pages):
        return
    for entry in job.contents:
        yield from _label(facts, entry, job.contents_pages[0] if job.contents_pages else None)
        if facts.tree is None or _unlinked(facts, job):
            yield from _in_text(facts, entry, job.contents_pages)
        else:
            yield from _beside_link(facts, facts.tree, entry, job.contents_pages, last=True)


def references(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """Each page number in the text is the label of the page that it speaks of."""
    for index, entry in job.references:
        if not facts.has(index):
            continue
        yield from _label(facts, entry, index)
        if facts.tree is None or _unlinked(facts, job):
            yield from _in_text(facts, entry, (index,))
        else:
            yield from _beside_link(facts, facts.tree, entry, (index,), last=False)


def page_lists(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """In an index and its like each number that is a link is the label of its link's page.

    Whatever the build believes: the number is read off the page, the target out of the link.
    A link to a page of these lists is a cross-reference, and may be to the entry 1937.
    """
    tree = facts.tree
    if tree is None or not job.page_lists:
        return
    for link in facts.links:
        if link.page not in job.page_lists or link.target is None \
                or link.target in job.page_lists:
            continue
        for element in _link_elements(tree, {link.number}):
            words, label = _packed(facts.text_of(element)), facts.labels[link.target]
            if re.fullmatch(_NUMERAL, words) and words != label:
                yield found("pdf-reference-number", link.page, name=link.name or link.contents,
                            expected=label, found=words)


def _unlinked(facts: Facts, job: DocumentJob) -> bool:
    """Paper needs no links; a document to be read on a screen does."""
    return job.kind != "reading" and not facts.links


def _label(facts: Facts, entry: PageReference, page: int | None) -> Iterator[Finding]:
    target = facts.destinations.get(entry.anchor, entry.page)
    label = facts.labels[target] if target is not None and target < len(facts.labels) else "–"
    if label != entry.printed:
        yield found("pdf-reference-number", page, name=entry.title or entry.anchor,
                    expected=label, found=entry.printed)


def _beside_link(facts: Facts, tree: Tree, entry: PageReference, pages: tuple[int, ...],
                 last: bool) -> Iterator[Finding]:
    """The number is in the link's element, or beside it within the same item."""
    numbers = {link.number for link in facts.links
               if link.name == entry.anchor and link.page in pages}
    elements = _link_elements(tree, numbers)
    if not elements:
        yield found("pdf-reference-missing", pages[0] if pages else None,
                    name=entry.title or entry.anchor)
        return
    words = "".join(_runs(facts, element) for element in elements)
    node: Element | None = elements[-1]
    for _ in range(_CLIMB):
        if _says(words, entry, last):
            return
        node = node.parent if node else None
        if node is None or len({id(e) for e in node.walk() if e.kind == "Link"}
                               - {id(e) for e in elements}):
            break
        words = _runs(facts, node)
    number = _LAST.search(words.rstrip(_END))
    yield found("pdf-reference-number", pages[0], name=entry.title or entry.anchor,
                expected=entry.printed,
                found=number.group() if number else words.replace(_END, "")[-12:])


def within_links(facts: Facts, entry: PageReference, index: int) -> set[Marked]:
    """The marked content on a page within the links to what ``entry`` speaks of."""
    if facts.tree is None:
        return set()
    page = access.identity(facts.pages[index - facts.first])
    elements = _link_elements(facts.tree, {
        link.number for link in facts.links if link.name == entry.anchor and link.page == index})
    return {kid for element in elements for part in element.walk() for kid in part.kids
            if isinstance(kid, Marked) and kid.page == page}


def _runs(facts: Facts, element: Element) -> str:
    """The words of an element, with ``_END`` behind each run of marked content.

    A number is a run of its own: the year that a caption ends with, or the other number that
    leads to the same place, is no part of it.
    """
    return "".join(_packed(text) + _END for text in facts.texts_of(element))


def _link_elements(tree: Tree, numbers: set[int]) -> list[Element]:
    """The Link elements that hold one of the annotations, in reading order."""
    return [element for element in tree.elements if element.kind == "Link"
            and any(isinstance(kid, Referenced) and kid.target in numbers
                    for part in element.walk() for kid in part.kids)]


def _says(words: str, entry: PageReference, last: bool) -> bool:
    """Whether the words end with (or hold) the printed number, and no longer number."""
    if not last:
        # Without its blanks "page 17" is "page17": only digits can make another number of it.
        other = "0-9" if entry.printed.isdigit() else "0-9A-Za-z"
        return re.search(rf"(?<![{other}]){re.escape(entry.printed)}(?![{other}])",
                         words) is not None
    words = words.rstrip(_END)
    if not words.endswith(entry.printed):
        return False
    before = words[:-len(entry.printed)].rstrip(_LEADER + _END).replace(_END, "")
    # An author may stand right before the number; what could be part of it may not.
    longer = r"[0-9]$" if entry.printed.isdigit() else r"[0-9A-Za-z]$"
    return (not re.search(longer, words[:-len(entry.printed)])
            or (bool(entry.title) and before.endswith(_packed(entry.title))))


def _in_text(facts: Facts, entry: PageReference, pages: tuple[int, ...]) -> Iterator[Finding]:
    """Without tags: the title, leaders, and the number stand in the text of the pages."""
    # Lines run on without a space in Chinese: what one operator shows ends at _END, so that a
    # number is not read on into a title that begins with one.
    words = _packed("".join(piece.text() + _END for index in pages if facts.has(index)
                            for piece in facts.contents[index - facts.first].pieces))
    title = f"{_END}*".join(re.escape(c) for c in _packed(entry.title))
    # An author may stand between, and figures in the name, as in 411厂, be shown alone for
    # their font: any of the numbers that follow may be the one.
    behind = [words[match.end():match.end() + _AUTHOR]
              for match in re.finditer(title, words)] if title else [words]
    numbers = [number for text in behind for number in _ALONE.findall(text)]
    if not numbers:
        yield found("pdf-reference-missing", pages[0] if pages else None,
                    name=entry.title or entry.anchor)
    elif entry.printed not in numbers:
        yield found("pdf-reference-number", pages[0], name=entry.title or entry.anchor,
                    expected=entry.printed, found=numbers[0])


def _packed(words: str) -> str:
    return "".join(words.split()).replace("\u200b", "").replace("\u2060", "")
