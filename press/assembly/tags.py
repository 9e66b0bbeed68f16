"""The tag trees of parts become one (ISO 32000-1, 14.7; ISO 14289-1)."""

from __future__ import annotations

from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf


class TagTree:
    """One Document element that takes in the elements of every part."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._document = pdf.make_indirect(Dictionary(
            Type=Name.StructElem, S=Name.Document, K=Array()))
        self._next = 0
        self._nums: list[Any] = []

    def take(self, source: Pdf, pages: list[Any]) -> None:
        """Take the tree of ``source``, whose pages were copied before as ``pages``.

        The numbers by which pages and annotations find their elements go on from those that
        other parts have taken.
        """
        tree = self._pdf.copy_foreign(source.Root.StructTreeRoot)
        for element in tree.K[0].K:
            element.P = self._document
            self._document.K.append(element)
        base = self._next
        nums = tree.ParentTree.Nums
        for index in range(0, len(nums), 2):
            self._nums += [base + int(nums[index]), nums[index + 1]]
            self._next = max(self._next, base + int(nums[index]) + 1)
        for page in pages:
            page.StructParents = base + int(page.StructParents)
            for annotation in page.get("/Annots", ()):
                if "/StructParent" in annotation:
                    annotation.StructParent = base + int(annotation.StructParent)

    def write(self) -> None:
        """Put the tree into the catalog."""
        pdf = self._pdf
        root = pdf.make_indirect(Dictionary(
            Type=Name.StructTreeRoot, K=Array([self._document]),
            ParentTree=pdf.make_indirect(Dictionary(Nums=Array(self._nums))),
            ParentTreeNextKey=self._next))
        self._document.P = root
        named = sorted(((bytes(item.ID), item) for item in pdf.objects
                        if isinstance(item, Dictionary) and "/ID" in item
                        and item.get("/Type") == Name.StructElem), key=lambda pair: pair[0])
        if named:
            # Elements with an ID must stand in the IDTree (ISO 32000-1, table 322).
            root.IDTree = Dictionary(Names=Array([x for _, item in named
                                                  for x in (item.ID, item)]))
        pdf.Root.StructTreeRoot = root
