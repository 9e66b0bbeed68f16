"""A manuscript between being read and knowing where its links lead."""

from __future__ import annotations

from lxml import etree

from press.dataclass import dataclass, field
from press.manuscript.frontmatter import FrontMatter
from press.manuscript.headings import Anchors, Title
from press.manuscript.source import Source
from press.values import Asset, Heading, Role


@dataclass(slots=True)
class Draft:
    """A manuscript read as far as it goes alone."""

    role: Role
    source: Source
    anchors: Anchors
    root: etree._Element | None = None
    """None where it could not be converted."""
    title: Title | None = None
    front: FrontMatter = field(default_factory=lambda: FrontMatter({}, {}))
    title_hidden: bool = False
    """Whether the front matter, which may hold the title, could not be read in full."""
    headings: tuple[Heading, ...] = ()
    assets: tuple[Asset, ...] = ()
    editions: tuple[str, ...] = ()
    """The editions that have it, as in ``Story``."""
    files: tuple[tuple[str, str], ...] = ()
    """Tables that it prints, as in ``Story``."""
