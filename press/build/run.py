"""Build one book. ``build_book`` reads as the table of contents of the whole press."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping
from pathlib import Path

from press.build.budget import plan_within_budget
from press.build.cache import Pieces
from press.build.copy_check import once
from press.build.editions import all_labels
from press.build.frozen import changes_since_release
from press.build.intake import take_in
from press.build.makers import Maker
from press.build.plan import Document
from press.build.problem_pages import distinct
from press.build.proofing import Proofing
from press.build.seals import sealed
from press.build.staging import Staging, staging
from press.build.store import publish
from press.build.values import Artefact, BuildResult, File, Made
from press.build.waivers import unused, waive
from press.build.whereabouts import located
from press.build.workshop import Workshop
from press.dataclass import replace
from press.values import has_errors, problem


def build_book(folder: Path, output: Path, templates: Path, shop: Workshop,
               environment: Mapping[str, str], *, write: bool = True,
               only: Collection[str] = ()) -> BuildResult:
    """Read, lay out, typeset, join, check and (unless told not to) write the book in ``folder``.

    Where any stage finds an error nothing is written: the folder of the book in ``output``
    holds the old files or the new ones. ``only``: the names of editions, where not all are
    wanted; the files of the others stay as they are.
    """
    with staging(output / folder.resolve().name) as staged:
        return _built(folder, templates, shop, environment, staged if write else None, only)


def _built(folder: Path, templates: Path, shop: Workshop, environment: Mapping[str, str],
           staged: Staging | None, only: Collection[str]) -> BuildResult:
    """The same; files that are not ``staged`` are not to be written."""
    name = folder.resolve().name
    proofing = Proofing(folder, shop)
    if shop.ahead is not None:  # a process that stays: its workers are there and have time
        proofing.begin_there()
    intake, problems = take_in(folder, templates, shop.library, environment, only,
                               Pieces(shop.cache),
                               reread=shop.ahead.reread(folder) if shop.ahead else None)
    if intake is None:
        return BuildResult(name, (), once((*problems, *proofing.problems())))
    config = intake.book.config
    artefacts: list[Artefact] = []
    files: list[File] = []
    own = replace(shop, library=intake.library, waivers=config.waivers,
                  while_waiting=proofing.begin_here, while_alone=proofing.begin_there)
    documents, found = plan_within_budget(intake, own, only)
    problems += waive(found, config.waivers)
    maker = Maker(replace(own, unread=True, begun=staged.begin if staged else None))
    if has_errors(problems):
        documents = ()
    for document in documents:
        started = time.monotonic()
        made = maker.make(document)
        problems += made.problems
        artefacts += _artefacts(document, made, time.monotonic() - started)
        files += made.files or made.refused
    problems = once((*problems, *proofing.problems()))
    problems = located(distinct(problems), folder, [(a.path, a.sha256) for a in artefacts],
                       shop.cache)
    problems += shop.cache.take_problems()
    # Another edition, or a document that failed, may have what a waiver is for.
    if not only and not has_errors(problems):
        problems += tuple(unused(problems, config.waivers, folder))
    problems += changes_since_release(folder, {a.path: a.sha256 for a in artefacts}, config.lang,
                                      whole=not only)
    if shop.ahead is not None:
        shop.ahead.remember(folder, intake, documents, maker.settled, only)
    result = BuildResult(name, tuple(artefacts), sealed(
        distinct(problems), config.waivers, folder), tuple(files))
    if not result.good:
        return replace(result, artefacts=())
    if staged:
        try:
            publish(staged.folder, {file.name: file.data for file in files}, artefacts,
                    all_labels(config), staged)
        except OSError as error:
            fault = problem("output-unwritable", folder=staged.folder,
                            reason=error.strerror or type(error).__name__)
            return replace(result, artefacts=(), problems=(*result.problems, fault))
    return result


def _artefacts(document: Document, made: Made, seconds: float) -> list[Artefact]:
    return [Artefact(
        file.name, document.label, file.edition, file.kind, file.pages, file.sheets, file.trim,
        file.sha256, sum(1 for p in made.problems if p.path == file.name), len(file.data), seconds)
        for file in made.files]
