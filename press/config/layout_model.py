"""layout.toml → ``LayoutConfig``: the facts of a layout that are not templates or CSS."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from press.config import rules
from press.config.models import FontsConfig, LimitsConfig, Line, Name, Table, Title
from press.values import Numbering, Side

FileName = Annotated[str, AfterValidator(rules.file_name)]
"""A file of the layout: a plain relative path, so that no name can leave the layout."""
Millimetres = Annotated[float, Field(ge=0, le=2000, allow_inf_nan=False)]
Points = Annotated[float, Field(gt=0, le=300, allow_inf_nan=False), BeforeValidator(rules.points)]
"""A number of pt, or a size in 号: ``"五号"``."""

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
    """Body type: pt, or 号 (``"五号"`` is 10.5 pt, ``"小四"`` 12, ``"四号"`` 14)."""
    pitch: Points
    """From baseline to baseline: pt, or 号."""
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


LateName = Literal[
    "topic", "lecturer", "unit", "post", "phone", "phone-whole", "when", "date", "time", "place",
    "audience", "host", "contact", "contact-phone", "contact-phone-whole", "copies", "number",
    "remarks", "code", "box"]
"""What can be filled in for each lecture of packets. ``phone`` and ``contact-phone`` are masked;
``box`` and ``copies`` say on a label which box it is and what is in it."""


class PieceConfig(Table):
    """``[parts.NAME]``: how one piece of the book is made."""

    template: FileName
    styles: tuple[FileName, ...] = ()
    """Style sheets after those of the layout."""
    opens: Side | Literal["any"] = "any"
    """The side its first page falls on."""
    numbering: Numbering = "none"
    fields: dict[LateName, Annotated[float, Field(gt=0, le=100, allow_inf_nan=False)]] = Field(
        default_factory=dict)
    """What is filled in for each lecture of packets, and how many em there are for it on one line;
    what is longer is laid out for its lecture alone."""


class LinesConfig(Table):
    """``[lines]``: how lines of Chinese are composed."""

    breaks: Literal["basic", "strict"] = "basic"
    """禁则. ``strict``: —— and …… do not begin a line either."""
    marks: Literal["line-end-half", "full", "kaiming", "half"] = "line-end-half"
    """Widths of marks: half an em at the end of a line (行末半角), one em each (全角), 。？！ one
    em and all others half (开明), or all half (半角)."""
    gap: Annotated[float, Field(ge=0, le=0.5, allow_inf_nan=False)] = 0.25
    """Between Han and Latin, em."""


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
    kind: Literal["reader", "handout", "ticket", "packet", "card", "proof"]
    lang: Title
    extends: Name | None = None
    """The layout that lends every file and every key which this one does not have."""
    large: Name | None = None
    """The layout for large print (大字本), where an edition asks for it."""
    page: PageConfig
    grid: GridConfig
    order: Annotated[tuple[Title, ...], Field(min_length=1)]
    """The pieces in order; ``body`` stands for the sections and their stories."""
    parts: dict[str, PieceConfig]
    styles: tuple[FileName, ...]
    """Style sheets of every part, in the order of the cascade."""
    numerals: Literal["chinese", "decimal", "roman"] = "decimal"
    """How ``{number}`` in the labels is written."""
    limits: LimitsConfig = LimitsConfig()
    """How far page and grid may be changed to meet a page budget; not at all without it."""
    lines: LinesConfig = LinesConfig()
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
