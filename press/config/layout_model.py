"""layout.toml → ``LayoutConfig``: the facts of a layout that are not templates or CSS."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from press.config import rules
from press.config.models import FontsConfig, Line, Name, Table, Title
from press.values import Numbering, Side

FileName = Annotated[str, AfterValidator(rules.file_name)]
"""A file of the layout: a plain relative path, so that no name can leave the layout."""
Millimetres = Annotated[float, Field(ge=0, le=2000, allow_inf_nan=False)]
Points = Annotated[float, Field(gt=0, le=300, allow_inf_nan=False)]

MM = 72 / 25.4
"""Points in a millimetre."""


class PageConfig(Table):
    """``[page]``: the trimmed page in mm; the outer and bottom margins follow from the grid."""

    width: Annotated[float, Field(ge=50, le=1500, allow_inf_nan=False)]
    height: Annotated[float, Field(ge=50, le=1500, allow_inf_nan=False)]
    bleed: Annotated[float, Field(ge=0, le=10, allow_inf_nan=False)] = 3
    top: Millimetres
    """Margin above the text block."""
    inner: Millimetres
    """Margin at the spine; print.md: 15–18 mm stitched, 18–22 mm perfect bound."""


class GridConfig(Table):
    """``[grid]``: the text block as characters × lines."""

    size: Points
    """Body type, pt."""
    pitch: Points
    """From baseline to baseline, pt."""
    measure: Annotated[int, Field(ge=4, le=100)]
    lines: Annotated[int, Field(ge=4, le=200)]

    @property
    def width(self) -> float:
        """Of the text block, mm."""
        return self.measure * self.size / MM

    @property
    def height(self) -> float:
        """Of the text block, mm."""
        return self.lines * self.pitch / MM


class PieceConfig(Table):
    """``[parts.NAME]``: how one piece of the book is made."""

    template: FileName
    styles: tuple[FileName, ...] = ()
    """Style sheets after those of the layout."""
    opens: Side | Literal["any"] = "any"
    """The side its first page falls on."""
    numbering: Numbering = "none"


class HeadingsConfig(Table):
    """``[headings]``: how headings are numbered, in a book that asks for it."""

    numbers: Annotated[tuple[Line, ...], Field(max_length=5)] = ()
    """For headings of level 2, 3, …: text with ``{chinese}``, ``{decimal}``, ``{roman}`` or
    ``{letter}``, the number in its own level; ``{h2}``, ``{h3}``, … are those of the levels
    above, as digits. ``["{chinese}、", "（{chinese}）", "{decimal}. "]``; empty for no number."""


class ContentsConfig(Table):
    """``[contents]``: what the table of contents lists."""

    depth: Annotated[int, Field(ge=1, le=4)] = 1
    """1: titles; 2: headings ``##`` of the stories too; 3: also ``###``; 4: also ``####``."""


class EditionConfig(Table):
    """``[editions.AUDIENCE]``: what differs for one audience of a handout."""

    page: PageConfig | None = None
    grid: GridConfig | None = None
    order: tuple[Title, ...] | None = None
    styles: tuple[FileName, ...] = ()
    """Style sheets after those of the layout."""


class LayoutConfig(Table):
    """A whole layout.toml, with what it inherits."""

    name: Title
    """For people."""
    kind: Literal["reader", "handout"]
    lang: Title
    extends: Name | None = None
    """The layout that lends every file and every key which this one does not have."""
    page: PageConfig
    grid: GridConfig
    order: Annotated[tuple[Title, ...], Field(min_length=1)]
    """The pieces in order; ``body`` stands for the sections and their stories."""
    parts: dict[str, PieceConfig]
    styles: tuple[FileName, ...]
    """Style sheets of every part, in the order of the cascade."""
    numerals: Literal["chinese", "decimal", "roman"] = "decimal"
    """How ``{number}`` in the labels is written."""
    headings: HeadingsConfig = HeadingsConfig()
    contents: ContentsConfig = ContentsConfig()
    fonts: FontsConfig = FontsConfig()
    """Families of each role, by which the layout is set where a book has no fonts of its own."""
    cues: tuple[Title, ...] = ()
    """Words that, with a number in square brackets, are cues: ``[PPT 12]``."""
    labels: dict[str, str]
    editions: dict[Literal["listener", "speaker"], EditionConfig] = Field(default_factory=dict)

    def for_audience(self, audience: str) -> LayoutConfig:
        """This layout with the edition of one audience laid over it."""
        edition = next((e for a, e in self.editions.items() if a == audience), None)
        if edition is None:
            return self
        return self.model_copy(update={
            "page": edition.page or self.page,
            "grid": edition.grid or self.grid,
            "order": edition.order or self.order,
            "styles": (*self.styles, *edition.styles),
            "editions": {},
        })
