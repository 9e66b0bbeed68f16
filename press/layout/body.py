"""What the layout does to the body of a manuscript before a template shows it.

What is not for this edition and audience goes first (``cutting``), so that it is gone from
all that follows: headings, outline, assets, lists, index. Then the rest is dressed: headings
get their numbers, terms lead to the glossary, notes for the speaker have a label, cues become
small boxes, figures take a whole number of lines, timelines
fall into rows, pull quotes are broken by sense, names of
two characters are set to three.
"""

from __future__ import annotations

from functools import lru_cache

from lxml import html as lhtml
from lxml.html import HtmlElement

from press.dataclass import dataclass
from press.layout.context import PageView
from press.layout.cutting import cut
from press.layout.figures import Printed, fit_figures
from press.layout.gathering import Gathered, gather, inner_html, together
from press.layout.lines import break_quotes, spread_names
from press.layout.marks import settle_marks
from press.layout.numbering import number_headings
from press.layout.speaking import box_cues, label_notes
from press.layout.tables import fit_tables
from press.layout.timelines import name_events, row_timelines
from press.values import Asset, Audience, Heading, Problem, Story

QUOTE_INDENT = 2
"""Room left free on both sides of a pull quote, in em of the body, as base.css has it."""
QUOTE_SIZE = 1.1905
"""Size of a pull quote to the body's: 12.5 pt in 10.5 pt."""


@dataclass(frozen=True, slots=True)
class Body:
    """A manuscript's body, cut and dressed for one edition and audience."""

    html: str
    title_html: str
    """The title, without the marks that the press worked by."""
    headings: tuple[Heading, ...]
    """Those that are left, with their numbers."""
    assets: tuple[Asset, ...]
    """Those that are shown."""
    gathered: Gathered
    """For the lists at the ends of the book; places in the title are among them."""
    problems: tuple[Problem, ...]
    printed: tuple[Printed, ...]
    """Each place of a picture, with its printed width."""


@dataclass(frozen=True, slots=True)
class Dress:
    """How a body is dressed."""

    audience: Audience
    speaker_label: str
    """Stands at the head of a note for the speaker."""
    cues: tuple[str, ...]
    """Words of cues: ``PPT`` for ``[PPT 12]``."""
    page: PageView
    """The grid that figures keep to."""
    edition: str = ""
    """Name of the edition, or empty."""
    numbers: tuple[str, ...] = ()
    """How headings are numbered, from level 2; empty for not at all."""
    index: bool = False
    """Whether an index is printed, which leads to places in the text."""
    terms: frozenset[str] = frozenset()
    """Anchors of the terms in the glossary that is printed, to which the text leads."""
    names: bool = False
    """Whether the cells and items of this body are names of persons."""


@lru_cache(maxsize=512)
def dress(story: Story, how: Dress) -> Body:
    """The body of ``story`` for one edition and audience; kept for when the book is built again."""
    root, title = _tree(story.html), _tree(story.title_html)
    cut(root, how.edition, how.audience)
    name_events(root)
    gathered = together(gather(title), gather(root))
    settle_marks(title, index=how.index, terms=frozenset())
    settle_marks(root, index=how.index, terms=how.terms)
    kept = {e.get("id") for e in root.iter() if e.get("id")}
    headings = tuple(h for h in story.headings if h.anchor in kept)
    headings, problems = number_headings(root, story, headings, how.numbers)
    label_notes(root, how.speaker_label)
    if how.cues and how.audience == "speaker":
        box_cues(root, how.cues)
    printed = fit_figures(root, {a.name: a for a in story.assets}, how.page)
    fit_tables(root, how.page)
    row_timelines(root)
    break_quotes(root, (how.page.measure - 2 * QUOTE_INDENT) / QUOTE_SIZE)
    if how.names:
        spread_names(root)
    used = {(e.get("src") or "").removeprefix("press-asset:") for e in root.iter("img")}
    return Body(
        inner_html(root), inner_html(title), headings,
        tuple(a for a in story.assets if a.name in used), gathered, problems, printed)


def _tree(html: str) -> HtmlElement:
    return lhtml.fragment_fromstring(html, create_parent="div")
