"""Typesetting begun ahead: for a process that stays, and for somebody who waits for a page.

A manuscript that was saved is read by itself, and its part goes to a worker before anything else
of the book is looked at. What goes there is a guess: the book as it was made last, with this one
manuscript as it is now. The build that follows reads everything, as ever, and takes what was begun
only under the key of all that the part depends on (``typesetting.part_key``). So a wrong guess
costs some time of a worker, and no page tells that there was one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from press.build.begun import Begun, begin
from press.build.cache import Pieces
from press.build.guess import Labels
from press.build.intake import Intake
from press.build.plan import Document, plan
from press.build.references import with_stand_ins
from press.build.settled import Settled
from press.build.typesetting import part_key, task_of
from press.build.values import Source, Task
from press.build.workshop import Workshop
from press.dataclass import dataclass, field, replace
from press.manuscript import Reread, with_story
from press.values import Part, Side


@dataclass(frozen=True, slots=True)
class _Last:
    """A book as it was made last."""

    intake: Intake
    documents: Sequence[Document]
    settled: Mapping[str, Settled]
    only: Collection[str]


@dataclass(slots=True)
class Ahead:
    """What is begun ahead, of any number of books."""

    _reread: dict[Path, Reread] = field(default_factory=dict)
    _last: dict[Path, _Last] = field(default_factory=dict)
    _begun: dict[str, Begun] = field(default_factory=dict)

    def reread(self, folder: Path) -> Reread:
        """Takes note of how the book in ``folder`` is read."""
        return self._reread.setdefault(folder, Reread())

    def remember(self, folder: Path, intake: Intake, documents: Sequence[Document],
                 settled: Mapping[str, Settled], only: Collection[str]) -> None:
        """What became of the book; ``settled``: digest of a composition → its pages."""
        if documents:
            self._last[folder] = _Last(intake, documents, settled, only)

    def taken(self, key: str) -> Begun | None:
        """The part with this key, if it was begun; nobody else gets it."""
        return self._begun.pop(key, None)

    def begin(self, folder: Path, paths: Collection[Path], shop: Workshop) -> None:
        """Begin what saving ``paths`` will probably ask for; what was begun before and not wanted
        is forgotten."""
        for one in self._begun.values():
            one.first.cancel()
        self._begun.clear()
        last = self._last.get(folder)
        # Elsewhere there is nobody near; and with a budget any change may change all pages.
        if last is None or shop.checkers is None or _has_budget(last.intake):
            return
        # Other faults are told by the build itself, which meets them again.
        shop = replace(shop, library=last.intake.library)
        for path in sorted(paths)[:shop.jobs]:
            story = self.reread(folder).story(folder, _name(folder, path), Pieces(shop.cache))
            if story is not None:
                book = with_story(last.intake.book, story)
                for key, task in _wanted(replace(last.intake, book=book), last, story.path, shop):
                    self._begin(key, task, shop)

    def _begin(self, key: str, task: Task, shop: Workshop) -> None:
        if key in self._begun or shop.cache.get("parts", key) is not None:
            return
        begun = begin(task, shop.workers)
        if begun is not None:
            self._begun[key] = begun


def _wanted(intake: Intake, last: _Last, path: str,
            shop: Workshop) -> Iterator[tuple[str, Task]]:
    """The part of the manuscript ``path`` in every document that is read as pages: its key, and
    what a worker is told. Where it stands, and what its references say, is as it was."""
    documents, _ = plan(intake.book, intake.layouts, intake.date, last.only, intake.positions,
                        intake.colours, store=Pieces(shop.cache), of=(path,))
    before = {one.label: one.composition.digest for one in last.documents}
    for document in documents:
        settled = last.settled.get(before.get(document.label, ""))
        composition = document.composition
        if document.kind != "reading" or settled is None:
            continue
        keys = [part.key for part in settled.parts]
        sources: Mapping[str, Source] = dict(composition.sources)
        for part in composition.parts:
            if part.source == path and part.key in keys:
                set_part, side = _as_set(part, keys.index(part.key), settled)
                source = sources.get(part.key)
                yield (part_key(set_part, side, source, composition.audience, shop.library),
                       task_of(set_part, side, source, composition.audience, shop))


def _as_set(part: Part, index: int, settled: Settled) -> tuple[Part, Side]:
    labels = Labels(settled.labels)
    return with_stand_ins(part, labels), settled.placing.side(index)


def _has_budget(intake: Intake) -> bool:
    config = intake.book.config
    return config.pages is not None or any(one.pages is not None for one in config.editions)


def _name(folder: Path, path: Path) -> str:
    """The name of a file in the book, with forward slashes; empty for one elsewhere."""
    try:
        return path.resolve().relative_to(folder.resolve()).as_posix()
    except (OSError, ValueError):
        return ""
