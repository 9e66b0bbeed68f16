"""book.toml as typed values. The reference in docs/ is made from these docstrings.

Only ``title`` is needed; everything else has a default that suits a first book. Keys that
are not listed here are refused, so that a misspelt one is never silently without effect.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from press.config import rules
from press.config.catalogue_model import CatalogueConfig as CatalogueConfig
from press.config.cover_model import CoverConfig as CoverConfig
from press.config.imprint_model import ImprintConfig as ImprintConfig
from press.config.packets_model import PacketsConfig as PacketsConfig
from press.config.planner_model import PlannerConfig as PlannerConfig
from press.config.production_models import PrintingConfig as PrintingConfig
from press.config.proof_model import ProofConfig
from press.config.record_models import ActionsConfig as ActionsConfig
from press.config.record_models import CourseConfig as CourseConfig
from press.config.record_models import GuideConfig as GuideConfig
from press.config.roster_models import CardsConfig as CardsConfig
from press.config.roster_models import HandbookConfig as HandbookConfig
from press.config.roster_models import VisitsConfig as VisitsConfig
from press.config.tables import EditionName as EditionName
from press.config.tables import Line as Line
from press.config.tables import Name as Name
from press.config.tables import StoryPath as StoryPath
from press.config.tables import Table as Table
from press.config.tables import Text as Text
from press.config.tables import Title as Title
from press.values import Audience

DocumentKind = Literal["reading", "print", "booklet", "archive", "cover", "ticket"]
Script = Literal["zh-Hans", "zh-Hant", "zh-Hant-TW", "zh-Hant-HK"]
PrintProfile = Annotated[str, AfterValidator(rules.path_or_none)]
"""The path of a file from the folder of the book; empty for none."""


class PartConfig(Table):
    """``[[parts]]``: a part (编, 辑) of the book, with a part page of its own."""

    title: Title
    """Title of the part, without its number: the layout writes 第一编."""
    intro: Text = ""
    """A few words under the title."""
    stories: Annotated[tuple[Name, ...], Field(min_length=1), AfterValidator(rules.unique)]
    """Its stories in order: names of files in stories/, without ``.md``."""


class HandoutConfig(Table):
    """``[[handouts]]``: a lecture handout made out of one story, for listeners and speaker."""

    story: Name
    """The story: name of its file in stories/, without ``.md``."""
    edition: EditionName | None = None
    """The edition whose blocks it has, and whose pages it refers to; without it, what is for no
    edition in particular, with the pages of the first."""
    title: Title | None = None
    """Title of the handout; that of the story where none is given."""
    layout: Name = "handout-zh"
    """Its layout: a folder in templates/."""


class BookletConfig(Table):
    """``[booklet]``: how the booklet for folding and stitching is made up."""

    sheet: Literal["A4", "A3"] | None = None
    """The paper that is folded once; without it A4 where two pages fit on it, else A3."""
    max_pages: Annotated[int, Field(ge=4, le=400)] = 48
    """The thickest booklet, in pages; a longer book becomes several, divided by part."""
    caliper: Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)] = 0.10
    """Thickness of one sheet of the paper in mm; 80 g woodfree is 0.10."""


class ColourConfig(Table):
    """``[colour]``: how colours are printed, in ``print`` and ``booklet``."""

    standard: Literal["x-4", "x-1a"] = "x-4"
    """What the shop wants: PDF/X-4, or PDF/X-1a, which has nothing transparent."""
    profile: PrintProfile = ""
    """The ICC profile of the shop's printing condition (CMYK): its path from the folder of the
    book, such as ``colour/shop.icc``; without it the free profile of Ghostscript."""
    ink_limit: Annotated[int, Field(ge=240, le=400)] = 300
    """The most ink at any place, the four plates together, in per cent."""


class ArchiveConfig(Table):
    """``[archive]``: the document for keeping (``archive`` among the documents)."""

    attach: bool = False
    """Whether the manuscripts are kept in it, as the edition has them: PDF/A-3b; without them it
    is PDF/A-2b."""


class EditionConfig(Table):
    """``[[editions]]``: one edition of the book; what is not given is as in the book.

    Its files are called ``BOOK-EDITION-KIND.pdf``; ``--edition NAME`` builds it alone.
    """

    name: EditionName
    """Its name, in blocks of the manuscripts (``::: 仅 版本=…``) and in the names of files."""
    title: Title | None = None
    """Title of this edition."""
    subtitle: Line | None = None
    """Subtitle of this edition."""
    notice: Line | None = None
    """The line that every reader must see, in this edition."""
    audience: Audience = "reader"
    """For whom it is: blocks for others are left out."""
    layout: Name | None = None
    """Its layout; what the book has in its own folder layout/ changes it, too."""
    type: Literal["large"] | None = None
    """``large``: large print (大字本), in the layout that the edition's layout names for it; the
    book's folder layout/ does not change that, its layout/LAYOUT/ does."""
    script: Script | None = None
    """The Chinese script that it is printed in, from the same manuscripts: ``zh-Hans``,
    ``zh-Hant`` (the standard of Taiwan), ``zh-Hant-TW`` or ``zh-Hant-HK``; by default that of
    the book's ``lang``."""
    vocabulary: bool = False
    """Whether words give way to those of the region, too: 软件 becomes 軟體 and not 軟件."""
    documents: Annotated[tuple[DocumentKind, ...], Field(min_length=1),
                         AfterValidator(rules.unique)] | None = None
    """What is built of it."""
    pages: Annotated[int | None, Field(ge=4, le=4000)] = None
    """The pages that it must have, instead of those of the book; covers included, as there."""
    leave_out: Annotated[tuple[Name, ...], AfterValidator(rules.unique)] = ()
    """Stories that it does not have: names of files in stories/, without ``.md``."""


class FigureListConfig(Table):
    """``[figure_list]``: asks for a list of figures behind the contents."""

    title: Line = ""
    """Its title; that of the layout where none is given."""


class ChronologyConfig(Table):
    """``[chronology]``: asks for a chronology of all entries of all timelines, with pages."""

    title: Line = ""
    """Its title; that of the layout where none is given."""


Order = Literal["pinyin", "stroke", "alphabet"]


class GlossaryConfig(Table):
    """``[glossary]``: asks for the glossary, from glossary.toml, with pages."""

    title: Line = ""
    """Its title; that of the layout where none is given."""
    order: Order | None = None
    """Sorted by ``pinyin``, ``stroke`` (笔画) or ``alphabet``; by default as the language wants:
    pinyin for simplified Chinese, strokes for traditional, alphabet else."""


class IndexConfig(Table):
    """``[index]``: asks for an index of the marked places, with pages."""

    title: Line = ""
    """Its title; that of the layout where none is given."""
    order: Order | None = None
    """Sorted by ``pinyin``, ``stroke`` (笔画) or ``alphabet``; by default as the language wants."""
    words: Annotated[tuple[Title, ...], AfterValidator(rules.unique)] = ()
    """Words that are indexed wherever they stand, without a mark in the manuscript."""
    see: dict[str, Title] = Field(default_factory=dict)
    """References from one entry to another (见): ``"太行" = "太行山"``."""
    readings: dict[str, Title] = Field(default_factory=dict)
    """Pinyin of entries whose usual reading is wrong: ``"单县" = "shàn xiàn"``."""


Range = Annotated[
    tuple[Annotated[float, Field(gt=0, le=1000, allow_inf_nan=False)], ...],
    AfterValidator(rules.ascending)]
"""``[least, most]``."""


class LimitsConfig(Table):
    """How far the page may be changed to meet a page budget, in a layout (``[limits]``)."""

    line_height: Range | None = None
    """From baseline to baseline, in em of the body type: ``[1.6, 1.8]``."""
    inner: Range | None = None
    """Margin at the spine, mm."""
    outer: Range | None = None
    """Margin at the fore edge, mm."""
    top: Range | None = None
    """Margin above the text block, mm."""
    bottom: Range | None = None
    """Margin below the text block, mm."""
    type: Range | None = None
    """Size of the body type, pt: ``[10, 11]``."""


class BudgetConfig(LimitsConfig):
    """``[budget]``: how far the page may be changed so that the book has ``pages``.

    What is not given may go as far as the layout allows (``[limits]`` of layout.toml).
    """

    blanks: Annotated[int, Field(ge=0, le=64)] = 3
    """How many blank pages may fill up the end, before the back cover."""


class FontsConfig(Table):
    """``[fonts]``: typefaces by their role in the page, out of the folder fonts/ of the book.

    Each role has a list: the first is the one that is wanted, the others stand in, character
    by character, for what it lacks. A name is that of a file in fonts/ (``方正小标宋.ttf``) or
    of a family of the house (``Noto Serif CJK SC``).
    """

    song: tuple[Title, ...] = ()
    """宋: the text."""
    kai: tuple[Title, ...] = ()
    """楷: quotations, emphasis, captions."""
    fangsong: tuple[Title, ...] = ()
    """仿宋: documents, signatures."""
    hei: tuple[Title, ...] = ()
    """黑: headings, strong words."""
    biaosong: tuple[Title, ...] = ()
    """标宋: titles."""
    latin: tuple[Title, ...] = ()
    """Latin letters and digits."""


class ConversionConfig(Table):
    """``[conversion]``: the book's exceptions, for editions in another Chinese script.

    They count before all rules, the longest first; what is not used is told.
    """

    keep: Annotated[tuple[Title, ...], AfterValidator(rules.unique)] = ()
    """Words that are never converted, such as names: ``"朴槿惠"``."""
    words: dict[str, Title] = Field(default_factory=dict)
    """Words and what they become, whatever the rules say: ``"后土" = "后土"``."""
    reviewed: Line = ""
    """Characters that may become several, whose places somebody has read through: no notes are
    given for them any more."""


class WaiverConfig(Table):
    """``[[waivers]]``: a problem that is accepted, by whom and why."""

    code: Annotated[Title, AfterValidator(rules.waivable)]
    """Its code, as the report shows it in brackets."""
    path: Line = ""
    """The file that it is reported in, or that it names; empty for any."""
    reason: Title
    """Why it is accepted."""
    by: Title
    """The role that decided, such as 责任编辑."""
    seal: Line = ""
    """The eight digits that the report shows behind the code. With them the problem comes back
    when the text around it changes; without, it stays accepted whatever becomes of the text."""


class BookConfig(Table):
    """What stands at the top of book.toml, before any ``[table]``. Only ``title`` is needed."""

    title: Title
    """Title of the book."""
    subtitle: Line = ""
    """Subtitle."""
    lang: Annotated[str, AfterValidator(rules.lang)] = "zh-Hans"
    """Language of the text as a BCP 47 tag, such as ``zh-Hans``, ``zh-Hant`` or ``en``."""
    layout: Name = "reader-zh"
    """The layout: a folder in templates/."""
    date: dt.date | None = None
    """The only date used anywhere in the files that are made, without quotes: ``2021-07-01``.
    Without it SOURCE_DATE_EPOCH counts, and without that there is no date."""
    author: Line = ""
    """Author, for the cover and the title page."""
    compiler: Line = ""
    """The 编者 line of the cover and the title page, such as ``…编``."""
    publisher: Line = ""
    """编印单位, for the title page and the copyright page."""
    notice: Line = ""
    """A line that every reader must see, such as "this is a sample"."""
    documents: Annotated[tuple[DocumentKind, ...], Field(min_length=1),
                         AfterValidator(rules.unique)] = ("reading", "print", "booklet")
    """What is built: ``reading`` for the screen, ``print`` for a shop, ``booklet`` to fold,
    ``archive`` for keeping; ``cover``: the cover on one sheet for the shop, and then ``print`` is
    the text without it; ``ticket``: the job ticket for the shop."""
    stories: Annotated[tuple[StoryPath, ...], AfterValidator(rules.unique)] = ()
    """The stories in order, for a book without parts: names of files in stories/, without
    ``.md``, or paths from the folder of the book, with it. Without it all files in stories/."""
    parts: Annotated[tuple[PartConfig, ...], AfterValidator(rules.not_with_stories)] = ()
    """The parts in order; without any, all stories in order of their file names."""
    editions: Annotated[tuple[EditionConfig, ...], AfterValidator(rules.unique_editions),
                        AfterValidator(rules.chinese)] = ()
    """The editions; without any there is one, called ``reader``."""
    pages: Annotated[int | None, Field(ge=4, le=4000)] = None
    """The pages that the book must have; any number without it. Covers are counted, but where the
    cover is a document of its own (``"cover"`` in ``documents``) these are the pages of the text
    without it. The page is changed within the limits of ``[budget]``, and what was changed is
    told."""
    number_headings: bool = False
    """Whether headings inside stories are numbered, as the layout does it: 一、（一）1. （1）."""
    figure_list: FigureListConfig | None = None
    """A list of figures; none without it."""
    chronology: ChronologyConfig | None = None
    """A chronology; none without it."""
    glossary: GlossaryConfig | None = None
    """A glossary; none without it."""
    index: IndexConfig | None = None
    """An index; none without it."""
    fonts: FontsConfig = FontsConfig()
    """Typefaces of the book's own."""
    conversion: ConversionConfig = ConversionConfig()
    """Exceptions for editions in another Chinese script."""
    waivers: tuple[WaiverConfig, ...] = ()
    """Problems that are accepted."""
    proof: ProofConfig = ProofConfig()
    """The copy check of the manuscripts."""
    imprint: ImprintConfig | None = None
    """The copyright page; none without it."""
    handouts: Annotated[tuple[HandoutConfig, ...], AfterValidator(rules.handouts)] = ()
    """Lecture handouts."""
    booklet: BookletConfig = BookletConfig()
    """How the booklet is made up."""
    colour: ColourConfig = ColourConfig()
    """How colours are printed."""
    archive: ArchiveConfig = ArchiveConfig()
    """The document for keeping."""
    printing: PrintingConfig = PrintingConfig()
    """How it is printed and bound: paper, copies, binding."""
    cover: CoverConfig = CoverConfig()
    """The cover, for a shop."""
    budget: BudgetConfig = BudgetConfig()
    """How far the page may be changed to meet ``pages``."""
    packets: PacketsConfig | None = None
    """Packets out of a roster of lectures; none without it."""
    guide: GuideConfig | None = None
    """A reading guide, in the layout ``guide-zh``; none without it."""
    course: CourseConfig | None = None
    """A course booklet, in the layout ``course-zh``; none without it."""
    actions: ActionsConfig | None = None
    """Action lists, in the layout ``actions-zh``; none without them."""
    planner: PlannerConfig | None = None
    """A study planner, in the layout ``planner-zh``; none without it."""
    handbook: HandbookConfig | None = None
    """A class handbook, in the layout ``handbook-zh``; none without it."""
    cards: Annotated[tuple[CardsConfig, ...], AfterValidator(rules.unique_cards)] = ()
    """Cards for everybody in the handbook."""
    visits: VisitsConfig | None = None
    """Roster sheets, in the layout ``visits-zh``; none without them."""
    catalogue: CatalogueConfig | None = None
    """An archive catalogue, in the layout ``catalogue-zh``; none without it."""
