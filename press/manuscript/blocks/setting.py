"""What a shape knows beside its element, and the small steps that shapes share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from lxml import etree

from press.dataclass import dataclass
from press.manuscript.directives import Directive
from press.manuscript.marks import DIRECTIVE
from press.manuscript.source import Source
from press.manuscript.tables import Tables
from press.manuscript.trees import append_text
from press.values import Problem

_TRANSPARENT = frozenset(("only", "except", "index"))
"""Kinds whose content belongs to what stands around them."""

_MARKS = frozenset(("index", "term"))
"""Classes of what marks a place; of an element that is divided, the first piece marks it."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The manuscript around a directive."""

    source: Source
    directives: Sequence[Directive]
    editions: tuple[str, ...]
    """Names of the editions of the book."""
    tables: Tables

    def directive_of(self, element: etree._Element) -> Directive | None:
        """The directive that ``element`` was built for, as long as it has no shape yet."""
        name = element.get("class", "")
        return self.directives[int(name.split()[0][1:])] if name.startswith(DIRECTIVE) else None


Shape = Callable[[etree._Element, Directive, Setting], Iterable[Problem]]


def own_blocks(element: etree._Element, setting: Setting) -> Iterator[etree._Element]:
    """The blocks that belong to a directive itself, those for some editions only included."""
    for child in list(element):
        inner = setting.directive_of(child)
        if (inner is not None and inner.kind in _TRANSPARENT) or _is_frame(child, inner):
            yield from own_blocks(child, setting)
        else:
            yield child


def _is_frame(element: etree._Element, directive: Directive | None) -> bool:
    """Whether ``element`` is a ``div`` of the writer's own around blocks."""
    return element.tag == "div" and directive is None and len(element) > 0 and \
        not (element.text or "").strip() and "admonition" not in element.get("class", "").split()


def later_piece(element: etree._Element) -> etree._Element:
    """What a further piece of a divided ``element`` stands in: the same, marking nothing."""
    if _MARKS & set(element.get("class", "").split()):
        return etree.Element("span")
    return etree.Element(str(element.tag), {
        str(k): str(v) for k, v in element.attrib.items() if k != "id"})


def line_of_words(name: str, text: str, directive: Directive) -> etree._Element:
    """A paragraph of class ``name`` whose words stand on the fence of the directive."""
    element = etree.Element("p", {"class": name, "data-line": str(directive.line)})
    element.text = text
    return element


def put_first(element: etree._Element, new: Sequence[etree._Element]) -> None:
    """Put ``new`` before everything in ``element``."""
    if not new:
        return
    new[-1].tail = (new[-1].tail or "") + (element.text or "")
    element.text = None
    for index, child in enumerate(new):
        element.insert(index, child)


def put_last(element: etree._Element, new: Iterable[etree._Element]) -> None:
    """Put ``new`` behind everything in ``element``."""
    for child in new:
        element.append(child)
        append_text(element, "\n")


def put_title(element: etree._Element, directive: Directive) -> None:
    """The title of a block, where there is one, at its head."""
    if directive.title:
        put_first(element, [line_of_words("block-title", directive.title, directive)])


def add_class(element: etree._Element, name: str) -> None:
    """Give ``element`` a class beside those that the writer gave it."""
    element.set("class", " ".join(filter(None, (name, element.get("class")))))


def set_cell(element: etree._Element, text: str) -> None:
    """Plain text of a table into ``element``; its line ends are kept."""
    for index, line in enumerate(text.split("\n")):
        if index:
            etree.SubElement(element, "br")
        append_text(element, line.strip())
