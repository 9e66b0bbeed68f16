"""The documents of a built book that a proof is made of, and their lines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from press.build.orders import order_of
from press.build.values import Artefact, Kind
from press.dataclass import dataclass
from press.galley.lines import Line, Page
from press.preflight import DocumentJob
from press.preflight.galley import document_lines
from press.values import Problem, problem

TEXTS: tuple[Kind, ...] = ("print", "reading", "archive")
"""Documents with the text of an edition, the first that there is being the one to be read."""


@dataclass(frozen=True, slots=True)
class ProofedDocument:
    """A document that a proof is made of."""

    label: str
    """In the manifest."""
    file: str
    pdf: bytes
    sha256: str
    trim: tuple[float, float]
    """mm."""
    pages: tuple[Page, ...]


def proofed_documents(folder: Path, artefacts: Sequence[Artefact], wanted: Sequence[str] = ()
                      ) -> tuple[tuple[ProofedDocument, ...], tuple[Problem, ...]]:
    """Those with the labels ``wanted``; by default the text of each edition, that for print where
    there is one, and every handout. ``folder``: that of the book in the output."""
    known = [a for a in artefacts if a.kind in (*TEXTS, "handout")]
    if not known:
        return (), (problem("proofs-no-text"),)
    strangers = [name for name in wanted if name not in {a.document for a in known}]
    if strangers:
        return (), (problem("proofs-document-unknown", name=strangers[0],
                            known="、".join(a.document for a in known)),)
    chosen = [a for a in known if a.document in wanted] if wanted else _usual(known)
    done: list[ProofedDocument] = []
    for artefact in chosen:
        path = folder / artefact.path
        try:
            pdf = path.read_bytes()
        except OSError as error:
            return (), (problem("output-unwritable", folder=path,
                                reason=error.strerror or type(error).__name__),)
        order = order_of(path)
        job = order.job if order and isinstance(order.job, DocumentJob) else None
        found = document_lines(pdf, job.printed if job else ())
        labels = job.labels if job and len(job.labels) == len(found) else ("",) * len(found)
        done.append(ProofedDocument(
            artefact.document, artefact.path, pdf, artefact.sha256, artefact.trim, tuple(
                Page(number, label, tuple(
                    Line(n, line.left, line.top, line.width, line.height, line.text, line.path,
                         line.line) for n, line in enumerate(lines, start=1)))
                for number, (lines, label) in enumerate(
                    zip(found, labels, strict=True), start=1))))
    return tuple(done), ()


def _usual(known: Sequence[Artefact]) -> list[Artefact]:
    best: dict[str, Artefact] = {}
    for kind in reversed(TEXTS):
        best |= {a.edition: a for a in known if a.kind == kind}
    kept = {id(a) for a in best.values()}
    return [a for a in known if a.kind == "handout" or id(a) in kept]
