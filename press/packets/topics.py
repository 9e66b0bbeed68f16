"""Which handout a topic of the roster is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from press.build.editions import handout_label
from press.build.plan import Document
from press.config import HandoutConfig
from press.dataclass import dataclass
from press.layout import Layout
from press.layout.handout import Filled, lay_out_handout
from press.layout.pieces import Outcome
from press.manuscript import Book
from press.manuscript.editions import for_edition
from press.manuscript.filtered import filtered
from press.packets.values import SetKind
from press.values import Story

_LEAST = 8
"""Characters of a passage that can be told from chance."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A handout that lectures are about."""

    name: str
    """As it is printed: the title of the handout."""
    config: HandoutConfig
    story: Story
    book: Book
    """As it is for the edition of the handout."""
    layout: Layout
    documents: tuple[tuple[SetKind, Document], ...]
    """The handouts for listeners and for the speaker, as ``build`` makes them."""

    @property
    def names(self) -> tuple[str, ...]:
        """What the roster may call it: title of the handout, of the story, name of its file."""
        return tuple(dict.fromkeys((self.name, self.story.title, self.config.story)))

    def lay_out(self, audience: SetKind, filled: Filled) -> Outcome:
        """Its parts for packets."""
        return lay_out_handout(self.book, self.story, self.config, self.layout, audience, filled)

    @property
    def text(self) -> str:
        """All that its listeners may read."""
        return filtered(self.story.source, self.config.edition or "", "listener")

    @property
    def secret(self) -> tuple[str, ...]:
        """Passages that only the speaker may read."""
        whole = filtered(self.story.source, self.config.edition or "", "speaker")
        known = _passages(self.text)
        return tuple(p for p in _passages(whole) if p not in known and len(p) >= _LEAST)


def topics(book: Book, documents: Sequence[Document],
           layouts: dict[str, Layout]) -> tuple[Topic, ...]:
    """One for each ``[[handouts]]`` of the book that could be laid out."""
    by_label = {document.label: document for document in documents}
    found: list[Topic] = []
    kinds: tuple[SetKind, ...] = ("listener", "speaker")
    for wanted in book.config.handouts:
        edition = next((e for e in book.config.editions if e.name == wanted.edition), None)
        own = for_edition(book, edition)
        story = next((s for s in own.stories if s.role == "story"
                      and s.path.rsplit("/", 1)[-1] == f"{wanted.story}.md"), None)
        made = [(kind, by_label.get(handout_label(wanted, kind))) for kind in kinds]
        if story is not None and all(document is not None for _, document in made):
            found.append(Topic(wanted.title or story.title, wanted, story, own,
                               layouts[wanted.layout],
                               tuple((kind, document) for kind, document in made if document)))
    return tuple(found)


def _passages(source: str) -> tuple[str, ...]:
    """The clauses of a manuscript, without the marks of Markdown at their edges."""
    pieces = re.split(r"[，。；：！？、…—“”‘’（）《》〔〕,.;:!?()\[\]{}|*_`~\n#>=\"]+", source)
    return tuple(dict.fromkeys(p.strip(" 　-+") for p in pieces if p.strip(" 　-+")))
