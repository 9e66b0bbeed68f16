"""Pages as form XObjects, and what sides share."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from press.imposition.placing import SourcePage
from press.imposition.source import items


class Forms:
    """Turns pages into form XObjects, each once."""

    def __init__(self, pdf: Pdf, leaves: list[Object], pages: tuple[SourcePage, ...]) -> None:
        self.pdf = pdf
        self.pages = pages
        self._leaves = leaves
        self._made: dict[int, Object | None] = {}
        self._contents: dict[str, Object] = {}
        self._resources: dict[bytes, Object] = {}

    def content(self, operators: str) -> Object:
        """A content stream of a side; the same one for the same operators."""
        if operators not in self._contents:
            self._contents[operators] = self.pdf.make_stream(operators.encode("ascii"))
        return self._contents[operators]

    def of(self, number: int) -> Object | None:
        """The form of a page, from 1; None for a page without content."""
        if number not in self._made:
            self._made[number] = self._make(self._leaves[number - 1], self.pages[number - 1])
        return self._made[number]

    def _make(self, leaf: Object, page: SourcePage) -> Object | None:
        form = self._content(leaf)
        if form is None:
            return None
        form["/Subtype"] = Name.Form
        form["/BBox"] = Array([*page.extent])
        form["/Resources"] = self._shared(leaf.get("/Resources"))
        if "/Group" in leaf:
            form["/Group"] = leaf["/Group"]
        return form

    def _shared(self, resources: object) -> Object:
        """The resources as an object of their own, where they lie compressed; equal ones once."""
        if not isinstance(resources, Dictionary):
            resources = Dictionary()
        if resources.is_indirect:
            return resources
        key = resources.unparse()
        if key not in self._resources:
            self._resources[key] = self.pdf.make_indirect(resources)
        return self._resources[key]

    def _content(self, leaf: Object) -> Object | None:
        """The page's content as one stream that nothing else uses."""
        content = leaf.get("/Contents")
        if isinstance(content, Array):
            streams = [item for item in items(content) if isinstance(item, Stream)]
            leaf["/Contents"] = Array(streams)
            if len(streams) > 1:
                pikepdf.Page(leaf).contents_coalesce()
            content = leaf["/Contents"] if len(streams) > 1 else next(iter(streams), None)
        if not isinstance(content, Stream):
            return None
        if "/Subtype" in content:  # It shows another page already, or is a form of its own.
            copy = self.pdf.make_stream(content.read_raw_bytes())
            for key in ("/Filter", "/DecodeParms"):
                if key in content:
                    copy[key] = content[key]
            return copy
        return content

    def untag(self) -> None:
        """Take the keys of the lost tag tree from all that the forms use."""
        seen: set[tuple[int, int]] = set()
        waiting: list[object] = [
            form["/Resources"] for form in self._made.values() if form is not None]
        while waiting:
            resources = waiting.pop()
            objects = resources.get("/XObject") if isinstance(resources, Dictionary) else None
            for item in objects.as_dict().values() if isinstance(objects, Dictionary) else ():
                if not isinstance(item, Stream) or item.objgen in seen:
                    continue
                seen.add(item.objgen)
                for key in ("/StructParent", "/StructParents", "/PieceInfo"):
                    if key in item:
                        del item[key]
                waiting.append(item.get("/Resources"))
