"""What marks need in a PDF: the colour of all plates, the letters of the slug line as forms."""

from __future__ import annotations

from collections.abc import Iterable

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from press.imposition.outlines import letters
from press.imposition.placing import spelt
from press.imposition.sheets import Mark


class Signs:
    """Made once in a PDF, when they are first asked for."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._all: Object | None = None
        self._letters: dict[str, Object] = {}

    @property
    def all_plates(self) -> Object:
        """The Separation colour space All (ISO 32000-1, 8.6.6.4): one tint on every plate."""
        if self._all is None:
            tint = Dictionary(FunctionType=2, Domain=Array([0, 1]), N=1,
                              C0=Array([0, 0, 0, 0]), C1=Array([1, 1, 1, 1]))
            self._all = self._pdf.make_indirect(
                Array([Name.Separation, Name.All, Name.DeviceCMYK, tint]))
        return self._all

    def slugs(self, marks: Iterable[Mark], objects: pikepdf.Dictionary) -> list[str]:
        """The operators of slug lines; their letters are put among the ``objects`` of the page."""
        lines = []
        for mark in marks:
            if mark.kind != "slug":
                continue
            advances = []
            for char, letter in letters(mark.text):
                name = f"U{ord(char):04X}" if letter.path else ""
                if name:
                    objects["/" + name] = self._form(name, letter.path)
                advances.append((name, letter.advance))
            if advances:
                lines.append(spelt(mark, advances))
        return lines

    def _form(self, name: str, path: str) -> Object:
        if name not in self._letters:
            form = self._pdf.make_stream(f"{path}\nf".encode("ascii"))
            form["/Type"], form["/Subtype"] = Name.XObject, Name.Form
            form["/BBox"] = Array([-1, -1, 3, 2])
            self._letters[name] = form
        return self._letters[name]
