"""The structure tree of a tagged PDF, read once into plain nodes (ISO 32000-2, 14.7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from press.dataclass import dataclass, field
from press.preflight import access
from press.preflight.access import Damaged

LAYOUT_WORDS = "layout"
"""/T of an element whose words the layout added; they do not come from a manuscript."""

_DEPTH = 200


@dataclass(frozen=True, slots=True)
class Marked:
    """Marked content of a page."""

    page: int
    """Object number of the page; 0 where the element names none."""
    mcid: int


@dataclass(frozen=True, slots=True)
class Referenced:
    """An object (an annotation) that belongs to an element."""

    target: int
    """Its object number."""


@dataclass(slots=True, eq=False)
class Element:
    """A structure element."""

    kind: str
    """Its type after the role map, without slash: ``P``, ``Note``, …"""
    number: int
    """Its object number; negative for an object written in place."""
    parent: Element | None
    parent_named: int
    """The object number that its /P names."""
    page: int
    """Object number of the page that its /Pg names; 0 for none."""
    label: str
    """Its /ID; empty for none."""
    title: str
    """Its /T."""
    alternative: str | None
    """Its /Alt."""
    kids: list[Element | Marked | Referenced] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()


@dataclass(slots=True)
class Tree:
    """The whole structure."""

    roots: list[Element]
    elements: list[Element]
    """All, in reading order."""
    by_number: dict[int, Element]
    parents: dict[int, list[int]]
    """ParentTree key → object numbers of elements: an array by MCID, or one for an object."""
    single: set[int]
    """Keys of the ParentTree that name one element, not an array."""


def read_tree(catalog: Any) -> Tree | None:
    """The structure tree of the document; None where it has none."""
    root = access.dictionary(catalog, "/StructTreeRoot")
    if root is None:
        return None
    roles = roles_of(root)
    tree = Tree([], [], {}, {}, set())
    for raw in access.items(root, "/K"):
        _add(raw, None, roles, tree, 0)
    _add_parents(access.dictionary(root, "/ParentTree"), tree)
    return tree


def read_branch(raw: Any, kids: Sequence[Any], roles: dict[str, str],
                nodes: Sequence[Any]) -> Tree:
    """A root element as if it had no other ``kids``, with these ``nodes`` of the ParentTree."""
    tree = Tree([], [], {}, {}, set())
    root = _element(access.resolved(raw), access.identity(raw), None, roles, tree)
    for kid in kids:
        _add(kid, root, roles, tree, 1)
    for node in nodes:
        _add_parents(access.resolved(node), tree)
    return tree


def roles_of(root: Any) -> dict[str, str]:
    """Role → standard type, of a structure tree root."""
    return {key[1:]: str(access.resolved(value))[1:]
            for key, value in access.raw_entries(access.dictionary(root, "/RoleMap"))}


def _add_parents(node: Any, tree: Tree) -> None:
    for key, raw in access.number_tree(node):
        found = access.resolved(raw)
        if isinstance(found, list):
            tree.parents[key] = [access.identity(item) for item in found]
        else:
            tree.parents[key] = [access.identity(raw)]
            tree.single.add(key)


def _add(raw: Any, parent: Element | None, roles: dict[str, str], tree: Tree,
         depth: int) -> None:
    """Read one kid of ``parent`` (or a root) and all below it."""
    if depth > _DEPTH:
        raise Damaged("the structure tree is nested without end")
    found = access.resolved(raw)
    if isinstance(found, int):
        if parent is None:
            raise Damaged("marked content outside any structure element")
        parent.kids.append(Marked(parent.page, int(found)))
        return
    kind = access.text(found, "/Type")
    if kind == "OBJR" and parent is not None:
        parent.kids.append(Referenced(_reference(found, "/Obj")))
        return
    if kind == "MCR" and parent is not None:
        if "/Stm" not in found:
            page = _reference(found, "/Pg") or parent.page
            parent.kids.append(Marked(page, int(access.number(found, "/MCID") or 0)))
        return
    element = _element(found, access.identity(raw), parent, roles, tree)
    for kid in access.items(found, "/K"):
        _add(kid, element, roles, tree, depth + 1)


def _element(found: Any, number: int, parent: Element | None, roles: dict[str, str],
             tree: Tree) -> Element:
    """The element itself, put into the tree."""
    role = access.text(found, "/S")
    if role is None:
        raise Damaged("a structure element without a type")
    if number in tree.by_number:
        raise Damaged(f"structure element {number} stands in the tree twice")
    element = Element(
        kind=roles.get(role, role), number=number, parent=parent,
        parent_named=_reference(found, "/P"), page=_reference(found, "/Pg"),
        label=access.text(found, "/ID") or "", title=access.text(found, "/T") or "",
        alternative=access.text(found, "/Alt"))
    tree.by_number[number] = element
    tree.elements.append(element)
    (tree.roots if parent is None else parent.kids).append(element)
    return element


def _reference(holder: Any, key: str) -> int:
    """The object number that an entry refers to; 0 for none."""
    return access.identity(holder.raw_get(key)) if key in holder else 0
