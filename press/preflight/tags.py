"""Checks 5 and 6 of print.md: the tags hold all text, and tree and pages name each other.

Appended pages lose their StructParents while every checker reports "clean": so each marked
content is followed to its element and back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from press.preflight import access
from press.preflight.facts import Facts
from press.preflight.findings import Finding, found, within
from press.preflight.job import DocumentJob
from press.preflight.marks import IN_FORM
from press.preflight.tree import Element, Marked, Referenced, Tree


def tags(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """The structure tree against the pages, and the pages against the tree."""
    if not job.tagged:
        return
    tree = facts.tree
    if tree is None or not tree.elements:
        yield found("pdf-untagged")
        return
    yield from _text_outside(facts)
    yield from _marked_content(facts, tree)
    yield from _elements(facts, tree)
    yield from _links(facts, tree)


def _text_outside(facts: Facts) -> Iterator[Finding]:
    """All text shown is in a tag or an artifact."""
    for index, content in enumerate(facts.contents, facts.first):
        pieces = [piece for piece in content.pieces
                  if piece.mcid is None and piece.artifact is None]
        lost = "".join(piece.text() for piece in pieces)
        if lost.strip():
            box = next((box for piece in pieces if (box := piece.box()) is not None), None)
            yield found("pdf-text-untagged", index, text=lost.strip()[:20],
                        spot=box and within(facts.pages[index - facts.first], box))


def _marked_content(facts: Facts, tree: Tree) -> Iterator[Finding]:
    """Each MCID of a page leads through the ParentTree to the element that claims it."""
    claims = Counter((kid, element.number) for element in tree.elements
                     for kid in element.kids if isinstance(kid, Marked))
    shown: set[Marked] = set()
    for index, (page, content) in enumerate(
            zip(facts.pages, facts.contents, strict=True), facts.first):
        marked = Counter(mcid for mcid in content.marked if mcid != IN_FORM)
        if not marked:
            continue
        key = access.number(page, "/StructParents")
        parents = tree.parents.get(int(key)) if key is not None else None
        if parents is None or (key is not None and int(key) in tree.single):
            yield found("pdf-parents-page", index)
            parents = []
        number = access.identity(page)
        for mcid, times in marked.items():
            here = Marked(number, mcid)
            shown.add(here)
            if times > 1:
                yield found("pdf-mark-twice", index)
            parent = parents[mcid] if mcid < len(parents) else 0
            if parents and claims[here, parent] != 1:
                yield found("pdf-mark-unresolved", index)
    for element in tree.elements:
        for kid in element.kids:
            if isinstance(kid, Marked) and kid not in shown:
                yield found("pdf-tag-without-content", facts.page_index.get(kid.page),
                            kind=element.kind)


def _elements(facts: Facts, tree: Tree) -> Iterator[Finding]:
    """Parents named rightly, ids unique, alternatives for figures, ids for notes."""
    labels = Counter(element.label for element in tree.elements if element.label)
    for label, times in labels.items():
        if times > 1:
            yield found("pdf-tag-id-twice", label=label)
    root = access.identity(facts.catalog.raw_get("/StructTreeRoot"))
    for element in tree.elements:
        page = facts.page_index.get(element.page)
        parent = element.parent.number if element.parent else root
        if element.parent_named != parent and parent > 0:
            yield found("pdf-tag-parent", page, kind=element.kind)
        if element.kind == "Figure" and not (element.alternative or "").strip():
            yield found("pdf-figure-alternative", page)
        if element.kind == "Note" and not element.label:
            yield found("pdf-note-id", page)


def _links(facts: Facts, tree: Tree) -> Iterator[Finding]:
    """Each link annotation is described, and is the object of a Link element that the
    ParentTree names."""
    holders: dict[int, list[Element]] = {}
    for element in tree.elements:
        for kid in element.kids:
            if isinstance(kid, Referenced):
                holders.setdefault(kid.target, []).append(element)
    for link in facts.links:
        if not link.contents.strip():
            yield found("pdf-link-undescribed", link.page)
        elements = holders.get(link.number, [])
        named = tree.parents.get(link.parent, []) if link.parent is not None else []
        if not (any(_in_link(element) for element in elements)
                and any(element.number in named for element in elements)):
            yield found("pdf-link-untagged", link.page)


def _in_link(element: Element) -> bool:
    """WeasyPrint gives an inline element inside a link an OBJR of its own: that will do."""
    node: Element | None = element
    while node is not None:
        if node.kind == "Link":
            return True
        node = node.parent
    return False
