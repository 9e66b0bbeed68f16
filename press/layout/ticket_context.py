"""What the template of a job ticket sees."""

from __future__ import annotations

from collections.abc import Mapping

from press.dataclass import dataclass
from press.layout.context import FontsView, PageView
from press.production import Words


@dataclass(frozen=True, slots=True)
class TicketContext:
    """The variables of ``ticket.html`` and of its style sheets: another set than a book's."""

    lang: str
    """Language tag of the words."""
    anchor: str
    """The id that the template gives to its root element."""
    page: PageView
    """Page and grid."""
    fonts: FontsView
    """Typefaces by role."""
    labels: Mapping[str, str]
    """From ``[labels]`` in layout.toml."""
    ticket: Words
    """The ticket, in words: see ``press.production.words``."""
