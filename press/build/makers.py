"""Make documents, each composition typeset once, finished documents kept by content."""

from __future__ import annotations

from press.build.codec import made_from_bytes, made_to_bytes
from press.build.cover import CoverOrder, thickness
from press.build.imprint import crowded
from press.build.meanwhile import Meanwhile
from press.build.plan import Composition, Document
from press.build.problem_pages import in_file
from press.build.references import anchors_of, anchors_wanted, as_words, lost_references
from press.build.settle import settle
from press.build.settled import Settled
from press.build.ticket_order import TicketOrder
from press.build.values import File, Made
from press.build.waivers import waive
from press.build.workshop import Workshop
from press.dataclass import dataclass, field, replace
from press.layout import lay_out_ticket
from press.layout.cover import lay_out_cover, overlong
from press.production import Ticket, ticket_json, ticket_words
from press.values import PagesLost, Problem, has_errors

LARGEST = 32_000_000
"""Bytes of a document that is kept as a whole: to write more takes longer than to join it again
of its parts, which hold the same pictures."""


@dataclass(slots=True)
class Maker:
    """Makes the documents of one book."""

    shop: Workshop
    settled: dict[str, Settled] = field(default_factory=dict)
    """Digest of a composition → its pages."""

    def make(self, document: Document) -> Made:
        """The files of ``document``; none where an error was found."""
        key = document.key(self.shop.library.digest, self.shop.waivers)
        known = None if self.shop.anew else self.shop.cache.get("documents", key)
        if known is not None:
            return made_from_bytes(known)
        try:
            made = self._made(document)
        except PagesLost:  # somebody deleted the cache meanwhile, or the disk lost it
            self.settled.clear()
            self.shop = replace(self.shop, unread=False)
            made = self._made(document)
        if has_errors(made.problems):
            return Made((), made.problems, made.files or made.refused)
        if sum(len(file.data) for file in made.files) > LARGEST:
            return made
        self.shop.put_off(lambda: self.shop.cache.put("documents", key, made_to_bytes(made)))
        return made

    def _made(self, document: Document) -> Made:
        composition = document.composition
        if document.cover is not None:
            return self._cover(document, document.cover)
        if document.ticket is not None:
            return self._ticket(document, document.ticket)
        if document.reader is not None:
            composition, problems = self.with_reader_pages(composition, document.reader)
            if problems:
                return Made((), problems)
        meanwhile = Meanwhile(document, self.shop)
        try:
            settled = self._settle(composition, meanwhile, early=document.kind == "reading")
        finally:
            meanwhile.end()
        if has_errors(settled.problems):
            return Made((), self._settle(composition).problems)
        self.shop.while_alone()
        if self.shop.shown is not None:
            self.shop.shown(document, settled, self.shop)
        from press.build.make import make  # pikepdf and pypdf: only when something is made

        made = make(document, settled, self.shop, meanwhile.extracts)
        settled = self._settle(composition)
        if has_errors(settled.problems):
            return Made((), settled.problems)
        # The pages of a booklet are those of what is on its sheets.
        laid = settled.problems if document.kind == "booklet" else in_file(
            settled.problems, f"{document.name}.pdf")
        return Made(made.files, (*laid, *in_file(waive(made.problems, self.shop.waivers))))

    def _cover(self, document: Document, order: CoverOrder) -> Made:
        """The cover of a text, whose pages are counted first."""
        text = self._settle(document.composition)
        if has_errors(text.problems):
            return Made((), text.problems)
        pages = len(text.placing.leaves)
        config = order.book.config
        part, sheet, found = lay_out_cover(
            order.book, order.layout, spine=thickness(config.printing, pages).spine,
            audience=order.audience, edition=order.edition, positions=order.positions)
        found = waive(found, self.shop.waivers)
        if part is None:
            return Made((), found)
        settled = self._settle(replace(document.composition, parts=(part,), sources=(),
                                       imprint=None))
        found += tuple(overlong(order.book, sheet, settled.pages[0].anchors, order.positions))
        if has_errors((*found, *settled.problems)):
            return Made((), (*found, *settled.problems))
        from press.build.make import make_cover

        made = make_cover(document, order, settled, sheet, pages, self.shop)
        return Made(made.files, (*found, *settled.problems,
                                 *waive(made.problems, self.shop.waivers)))

    def ticket(self, document: Document) -> tuple[Ticket | None, tuple[Problem, ...]]:
        """The job ticket of files that are made first; none where these have errors."""
        assert document.ticket is not None
        files: list[File] = []
        for other in document.others:
            made = self.make(other)
            if has_errors(made.problems):
                return None, made.problems
            files += made.files
        from press.build.ticket import ticket_of

        ticket, problems = ticket_of(document.ticket, self._settle(document.composition), files)
        return ticket, waive(problems, self.shop.waivers)

    def _ticket(self, document: Document, order: TicketOrder) -> Made:
        """The job ticket as a page and as JSON."""
        ticket, problems = self.ticket(document)
        if ticket is None:
            return Made((), problems)
        words = ticket_words(ticket, order.lang)
        parts, found = lay_out_ticket(words, order.form)
        if not parts:
            return Made((), (*problems, *found))
        composition = replace(
            document.composition, parts=parts, sources=(), lang=order.form.config.lang,
            title=f"{words.heading} {words.title}", imprint=None)
        settled = self._settle(composition)
        if has_errors(settled.problems):
            return Made((), (*problems, *settled.problems))
        from press.build.make import make

        made = make(replace(document, composition=composition), settled, self.shop)
        data = File(f"{document.name}.json", document.edition, "ticket", 0, 0,
                    made.files[0].trim, ticket_json(ticket, order.lang))
        return Made((*made.files, data), (*problems, *settled.problems,
                                          *waive(made.problems, self.shop.waivers)))

    def _settle(self, composition: Composition, meanwhile: Meanwhile | None = None, *,
                early: bool = False) -> Settled:
        """See ``settle``; ``meanwhile``: what is done for the document at the same time."""
        key = composition.digest
        settled = self.settled.get(key)
        if settled is None:
            shop = self.shop if meanwhile is None else replace(
                self.shop, while_waiting=meanwhile.begin, typeset=meanwhile.add)
            settled = settle(composition, shop, early=early)
        elif early or settled.rest is None:
            return settled
        else:
            settled = settled.whole()
        self.settled[key] = replace(settled, problems=(
            *settled.problems, *crowded(composition.imprint, settled.pages)))
        return self.settled[key]

    def with_reader_pages(self, composition: Composition, reader: Composition) -> tuple[
            Composition, tuple[Problem, ...]]:
        """A handout whose references to other stories give the pages of the reader."""
        own = set().union(*map(anchors_of, composition.parts))
        outside = set().union(*map(anchors_wanted, composition.parts)) - own
        if not outside:
            return composition, ()
        settled = self._settle(reader)
        errors = tuple(p for p in settled.problems if p.severity == "error")
        if errors:
            return composition, errors
        labels = settled.labels
        problems = tuple(p for part in composition.parts
                         for p in lost_references(part, own | set(labels), links=False))
        words = {name: labels.get(name, "") for name in outside}
        return replace(composition, parts=tuple(
            as_words(part, words) for part in composition.parts)), problems
