"""What a job ticket is made for."""

from __future__ import annotations

from press.build.digests import digest
from press.config import BookConfig
from press.dataclass import dataclass
from press.layout import Layout
from press.messages import Lang
from press.values import Place


@dataclass(frozen=True, slots=True)
class TicketOrder:
    """One edition of a book, and the layout of its ticket."""

    config: BookConfig
    """As it is for the edition."""
    layout: Layout
    """Of the book."""
    form: Layout
    """Of the ticket."""
    edition: str
    """Name of the edition; empty for a book without several."""
    place: Place
    """Of ``[printing]`` in book.toml, for what a person should look at."""

    @property
    def lang(self) -> Lang:
        """The language of its words."""
        return ticket_lang(self.config.lang)

    @property
    def digest(self) -> str:
        """Of all of it."""
        return digest(self.config.model_dump_json(), self.layout.digest, self.form.digest,
                      self.edition, self.place)


def ticket_lang(lang: str) -> Lang:
    """Chinese for a book in any Chinese, else English."""
    return "zh" if lang.lower().startswith("zh") else "en"


def ticket_layout(lang: str) -> str:
    """The name of the layout of the ticket for a book in ``lang``."""
    return f"ticket-{ticket_lang(lang)}"
