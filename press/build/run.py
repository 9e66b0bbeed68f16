"""Build one book. ``build_book`` reads as the table of contents of the whole press."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from press.build.codec import made_from_bytes, made_to_bytes
from press.build.plan import Composition, Document, plan
from press.build.settle import Settled, Workshop, settle
from press.build.store import write_file, write_manifest
from press.build.values import Artefact, Made
from press.config import book_date, load_book_config
from press.manuscript import Book, characters, read_book
from press.typeset.coverage import missing_characters
from press.values import Part, Place, Problem, problem


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What became of one book."""

    book: str
    artefacts: tuple[Artefact, ...]
    problems: tuple[Problem, ...]
    """Paths are relative to the folder of the book, or name a file of the output folder."""

    @property
    def good(self) -> bool:
        """Whether nothing of severity error was found."""
        return not any(p.severity == "error" for p in self.problems)


def build_book(folder: Path, output: Path, templates: Path, shop: Workshop,
               environment: Mapping[str, str], *, write: bool = True) -> BuildResult:
    """Read, lay out, typeset, join, check and (unless told not to) write the book in ``folder``.

    A document in which a check finds an error is not written, and what stood in its place stays.
    """
    name = folder.resolve().name
    config, problems = load_book_config(folder)
    if config is None:
        return BuildResult(name, (), problems)
    book, found = read_book(folder, config)
    problems += found
    if book is None:
        return BuildResult(name, (), problems)
    problems += _uncovered(book, shop)
    date, found = book_date(config, environment)
    problems += found
    documents, found = plan(book, templates, folder, date)
    problems += found
    if any(p.severity == "error" for p in problems):
        return BuildResult(name, (), tuple(dict.fromkeys(problems)))
    makers = _Makers(shop)
    artefacts: list[Artefact] = []
    for document in documents:
        started = time.monotonic()
        made = makers.make(document)
        seconds = round(time.monotonic() - started, 2)
        problems += made.problems
        if any(p.severity == "error" for p in made.problems):
            continue
        artefacts += _store(document, made, output / name, seconds, write)
    problems = tuple(dict.fromkeys(problems))
    result = BuildResult(name, tuple(artefacts), problems)
    if write and result.good:
        write_manifest(output / name, artefacts)
    return result


def _uncovered(book: Book, shop: Workshop) -> tuple[Problem, ...]:
    """Characters that the body font does not have, with their places."""
    problems: list[Problem] = []
    for story in book.stories:
        used = characters(story)
        for character in missing_characters(used, shop.library):
            line, column = used[character]
            problems.append(problem(
                "character-missing", Place(story.path, line, column), character=character,
                codepoint=f"U+{ord(character):04X}"))
    config = book.config
    words = "".join((config.title, config.subtitle, config.author, config.compiler,
                     config.publisher, config.notice,
                     *(p.title + p.intro for p in config.parts),
                     *(str(v) for v in (config.imprint.model_dump().values()
                                        if config.imprint else ())),
                     *(h.title or "" for h in config.handouts)))
    problems += [problem("character-missing", Place("book.toml"), character=c,
                         codepoint=f"U+{ord(c):04X}")
                 for c in missing_characters(dict.fromkeys(words), shop.library)]
    return tuple(problems)


def _store(document: Document, made: Made, folder: Path, seconds: float,
           write: bool) -> list[Artefact]:
    artefacts = []
    for file in made.files:
        digest = (write_file(folder / file.name, file.data) if write
                  else hashlib.sha256(file.data).hexdigest())
        count = sum(1 for p in made.problems if p.path == file.name)
        artefacts.append(Artefact(
            file.name, document.name.removeprefix(f"{folder.name}-"), file.edition, file.kind,
            file.pages, file.sheets, file.trim, digest, count, len(file.data), seconds))
    return artefacts


@dataclass(slots=True)
class _Makers:
    """Makes documents; compositions that several share are typeset once."""

    shop: Workshop
    _settled: dict[str, Settled] = field(default_factory=dict)

    def make(self, document: Document) -> Made:
        key = document.key(self.shop.library.digest)
        known = self.shop.cache.get("documents", key)
        if known is not None:
            return made_from_bytes(known)
        made = self._made(document)
        if not any(p.severity == "error" for p in made.problems):
            self.shop.cache.put("documents", key, made_to_bytes(made))
        return made

    def _made(self, document: Document) -> Made:
        composition = document.composition
        if document.reader is not None:
            composition = self._with_reader_pages(composition, document.reader)
        settled = self._settle(composition)
        if any(p.severity == "error" for p in settled.problems):
            return Made((), settled.problems)
        from press.build.make import make  # pikepdf and pypdf: only when something is made

        made = make(document, settled, self.shop.library)
        return Made(made.files, (*settled.problems, *made.problems))

    def _settle(self, composition: Composition) -> Settled:
        key = composition.digest
        if key not in self._settled:
            self._settled[key] = settle(composition, self.shop)
        return self._settled[key]

    def _with_reader_pages(self, composition: Composition, reader: Composition) -> Composition:
        """A handout whose references to other stories give the pages of the reader."""
        outside = {name for part in composition.parts for name in _references(part)}
        outside -= {a for part in composition.parts for a in _own_anchors(part)}
        if not outside:
            return composition
        labels = self._settle(reader).labels
        return replace(composition, parts=tuple(
            _bound(part, {name: labels.get(name, "") for name in outside})
            for part in composition.parts))


_REFERENCE = re.compile(r'(?:press-ref|page):([^"]+)"')
_ID = re.compile(r'\sid="([^"]+)"')


def _references(part: Part) -> list[str]:
    return _REFERENCE.findall(part.html)


def _own_anchors(part: Part) -> list[str]:
    return _ID.findall(part.html)


def _bound(part: Part, labels: Mapping[str, str]) -> Part:
    """``part`` with links and references to these anchors made plain text."""
    html = part.html
    for name, label in sorted(labels.items()):
        html = html.replace(f' href="press-ref:{name}"', "")
        html = re.sub(rf' data-late="page:{re.escape(name)}">[^<]*<', f">{label}<", html)
    return replace(part, html=html)
