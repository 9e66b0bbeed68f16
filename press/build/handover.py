"""The folder for a shop: all that it needs to print one edition, and nothing else. Frozen.

It does not lie in the output folder: what is there may be deleted and made again at any time,
and what a shop was given must still be there when the books come back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from pathlib import Path

from press.build.budget import plan_within_budget
from press.build.cache import Pieces
from press.build.copy_check import copy_problems, once
from press.build.freezing import freeze
from press.build.frozen import changes_since_release
from press.build.intake import take_in
from press.build.makers import Maker
from press.build.plan import Document
from press.build.values import File
from press.build.workshop import Workshop
from press.build.writing import SUMS, checksums
from press.config import BookConfig, DocumentKind
from press.config.suggestions import listed
from press.dataclass import dataclass, replace
from press.messages import Lang, text
from press.production import Ticket, colour_list, readme
from press.values import Problem, has_errors, problem

_LONGEST = 80
"""Bytes; three such stand in one name, of which file systems bear 255."""
_FORBIDDEN = frozenset('/\\:*?"<>|')


@dataclass(frozen=True, slots=True)
class Handover:
    """A folder that was handed over, now or before."""

    edition: str
    folder: Path
    files: tuple[tuple[str, str], ...]
    """Name in the folder and SHA-256, in the order of the checksums file."""
    fresh: bool
    """Whether it was written now."""


@dataclass(frozen=True, slots=True)
class HandoverResult:
    """What became of one book."""

    book: str
    folders: tuple[Handover, ...]
    problems: tuple[Problem, ...]

    @property
    def good(self) -> bool:
        """Whether nothing of severity error was found."""
        return not has_errors(self.problems)


def hand_over(folder: Path, target: Path, templates: Path, shop: Workshop,
              environment: Mapping[str, str], *, only: Collection[str] = ()) -> HandoverResult:
    """Make a folder in ``target``/BOOK for every edition of the book in ``folder`` (``only``: of
    those that are named), unless the same one is there. Where an error is found none is made."""
    name = folder.resolve().name
    intake, problems = take_in(folder, templates, shop.library, environment, only,
                               Pieces(shop.cache), for_shop)
    problems = once((*problems, *copy_problems(folder, Pieces(shop.cache))))
    if intake is None or has_errors(problems):
        return HandoverResult(name, (), problems)
    own = replace(shop, library=intake.library, waivers=intake.book.config.waivers)
    documents, found = plan_within_budget(intake, own, only)
    problems = tuple(dict.fromkeys((*problems, *found)))
    maker = Maker(own)
    ready: list[tuple[str, Path, dict[str, bytes]]] = []
    for document in (d for d in documents if d.ticket is not None):
        if has_errors(problems):
            break
        made, ticket, found = _made(maker, document)
        problems = tuple(dict.fromkeys((*problems, *found)))
        if ticket is not None and document.ticket is not None:
            problems += changes_since_release(folder, {
                file.name: file.sha256 for file in made},
                intake.book.config.lang, whole=False)
            ready.append((document.edition, target / name / folder_name(ticket, document),
                          _contents(made, ticket, document.ticket.lang)))
    problems = (*problems, *shop.cache.take_problems())
    if has_errors(problems):
        return HandoverResult(name, (), problems)
    return _frozen(name, ready, problems)


def for_shop(config: BookConfig) -> BookConfig:
    """The settings of a book, asking for what a shop is given: text, cover if the book has one as
    a document, ticket; and booklets, which the ticket mentions."""
    def kinds(asked: tuple[DocumentKind, ...]) -> tuple[DocumentKind, ...]:
        order: tuple[DocumentKind, ...] = ("print", "cover", "booklet", "ticket")
        return tuple(k for k in order if k in ("print", "ticket") or k in asked)

    return config.model_copy(update={
        "documents": kinds(config.documents),
        "editions": tuple(e.model_copy(update={"documents": kinds(e.documents)})
                          if e.documents else e for e in config.editions)})


def folder_name(ticket: Ticket, document: Document) -> str:
    """Edition and printing: ``第1版-第1次印刷``; before it the name of an edition of several."""
    order, wishes = document.ticket, ticket.job.wishes
    assert order is not None
    named = (order.edition, wishes.edition or text("handover-edition", order.lang),
             wishes.printing or text("handover-printing", order.lang))
    return "-".join(filter(None, map(_plain, named)))


def _plain(words: str) -> str:
    """As part of a file's name: without what one of the common file systems cannot have."""
    kept = "".join("_" if c in _FORBIDDEN or c.isspace() else c for c in words.strip()).strip("._")
    if len(kept.encode()) <= _LONGEST:
        return kept
    # Two long ones that begin alike are still two printings.
    mark = hashlib.sha256(words.encode()).hexdigest()[:8]
    return kept.encode()[:_LONGEST - 9].decode("utf-8", "ignore") + f"~{mark}"


def _made(maker: Maker, document: Document) -> tuple[
        tuple[File, ...], Ticket | None, tuple[Problem, ...]]:
    """The files for the shop, the ticket's last; none where an error was found."""
    files: list[File] = []
    problems: tuple[Problem, ...] = ()
    for one in (*(d for d in document.others if d.kind != "booklet"), document):
        made = maker.make(one)
        problems += made.problems
        files += made.files
    if has_errors(problems):
        return (), None, problems
    ticket, found = maker.ticket(document)
    return tuple(files), ticket, (*problems, *found)


def _contents(files: tuple[File, ...], ticket: Ticket, lang: Lang) -> dict[str, bytes]:
    """Name → bytes of everything in the folder; the checksums last."""
    from press.preflight.pictures import page_pictures, sample_pages

    what = {"print": "text", "cover": "cover"}
    out = {file.name: file.data for file in files}
    names = [(f.name, what.get(f.kind) or ("ticket" if f.name.endswith(".pdf") else "data"))
             for f in files]
    listing, papers = text("handover-colour-name", lang), text("handover-readme-name", lang)
    folder = text("handover-samples-name", lang)
    out[listing] = colour_list(ticket, lang)
    for file in files:
        if file.kind in what:
            pages = sample_pages(file.data)
            for picture in page_pictures(file.data, pages):
                part = "" if file.kind == "print" else f"{file.kind}-"
                out[f"{folder}/{part}{picture.page:03}.jpg"] = picture.jpeg
    names += [(listing, "colour"), (f"{folder}/", "samples"), (SUMS, "sums")]
    out[papers] = readme(ticket, names, lang)
    ordered = {papers: out.pop(papers), **out}
    return {**ordered, SUMS: checksums(
        (name, hashlib.sha256(data).hexdigest()) for name, data in ordered.items())}


def _frozen(book: str, ready: list[tuple[str, Path, dict[str, bytes]]],
            problems: tuple[Problem, ...]) -> HandoverResult:
    done: list[Handover] = []
    for edition, folder, files in ready:
        try:
            state, other = freeze(folder, files)
        except OSError as error:
            problems = (*problems, problem("output-unwritable", folder=folder,
                                           reason=error.strerror or type(error).__name__))
            continue
        if state == "other":
            problems = (*problems, problem("handover-frozen", folder=folder,
                                           files=listed(sorted(other))))
            continue
        done.append(Handover(edition, folder, tuple(
            (name, hashlib.sha256(data).hexdigest()) for name, data in files.items()),
            state == "new"))
    return HandoverResult(book, tuple(done), problems)
