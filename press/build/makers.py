"""Make documents, each composition typeset once, finished documents kept by content."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from press.build.codec import made_from_bytes, made_to_bytes
from press.build.plan import Composition, Document
from press.build.references import anchors_of, anchors_wanted, as_words, lost_references
from press.build.settle import Settled, Workshop, settle
from press.build.values import Made
from press.build.waivers import waive
from press.values import Problem


@dataclass(slots=True)
class Maker:
    """Makes the documents of one book."""

    shop: Workshop
    _settled: dict[str, Settled] = field(default_factory=dict)

    def make(self, document: Document) -> Made:
        """The files of ``document``; none where an error was found."""
        key = document.key(self.shop.library.digest, self.shop.waivers)
        known = self.shop.cache.get("documents", key)
        if known is not None:
            return made_from_bytes(known)
        made = self._made(document)
        if any(p.severity == "error" for p in made.problems):
            return Made((), made.problems)
        self.shop.cache.put("documents", key, made_to_bytes(made))
        return made

    def _made(self, document: Document) -> Made:
        composition = document.composition
        if document.reader is not None:
            composition, problems = self._with_reader_pages(composition, document.reader)
            if problems:
                return Made((), problems)
        settled = self._settle(composition)
        if any(p.severity == "error" for p in settled.problems):
            return Made((), settled.problems)
        if self.shop.shown is not None:
            self.shop.shown(document, settled)
        from press.build.make import make  # pikepdf and pypdf: only when something is made

        made = make(document, settled, self.shop.library, self.shop.cache)
        return Made(made.files, (*settled.problems, *waive(made.problems, self.shop.waivers)))

    def _settle(self, composition: Composition) -> Settled:
        key = composition.digest
        if key not in self._settled:
            self._settled[key] = settle(composition, self.shop)
        return self._settled[key]

    def _with_reader_pages(self, composition: Composition, reader: Composition) -> tuple[
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
