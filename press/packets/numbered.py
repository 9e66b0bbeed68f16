"""Numbered copies (份号) of a handout: for copies that are called back, each with its code."""

from __future__ import annotations

import time
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from press.assembly.join import join
from press.assembly.numbered import Copies, Mark, Square, write_copies
from press.assembly.sheets import MM
from press.assembly.style import Style
from press.build.cache import Pieces
from press.build.settle import settle
from press.build.workshop import Workshop
from press.build.writing import BESIDE
from press.layout.fonts import HOUSE
from press.ledger import Run, code_of, open_ledger
from press.messages import text
from press.packets.folder import FOLDER
from press.packets.qr import codes_like
from press.packets.run import Issue, PacketsResult, Ready, make_ready
from press.packets.topics import Topic
from press.packets.values import PacketFile
from press.preflight.numbered import NumberedJob, check_numbered
from press.values import Place, Problem, has_errors, problem

QR_WIDTH, EDGE, GAP = 14.0, 8.0, 3.0
"""mm: of the code; from the edges of the sheet (office printers leave 5 mm); to the number."""
SIZES = (11.0, 6.5)
"""pt, of the number and of the code below it."""


def make_numbered(folder: Path, output: Path, templates: Path, shop: Workshop,
                  environment: Mapping[str, str], *, story: str, first: int, last: int,
                  issue: Issue | None = None) -> PacketsResult:
    """One PDF with the listener's handout of ``story`` so many times, in ``output``/BOOK."""
    started = time.monotonic()
    name = folder.resolve().name
    target = output / name / FOLDER
    ready, problems = make_ready(folder, templates, shop, environment)
    if ready is None:
        return PacketsResult(name, target, (), problems)
    topic = next((t for t in ready.topics if story in t.names), None)
    if topic is None:
        known = "、".join(t.config.story for t in ready.topics)
        return PacketsResult(name, target, (), (*problems, problem(
            "numbered-unknown", Place("book.toml"), value=story, known=known or "—")))
    source, found = _source(topic, ready, shop)
    problems += found
    if has_errors(problems):
        return PacketsResult(name, target, (), problems)
    pages, digest = source[1], sha256(source[0]).hexdigest()
    code = code_of(ready.name, topic.config.story, "numbered", digest)
    path = target.with_name(
        f"{ready.name}-{topic.config.story}-{first:0{len(str(last))}}-{last}.pdf")
    try:
        file, found = _written(ready, topic, source[0], pages, code, first, last, path)
        problems += found
        if file is None:
            return PacketsResult(name, path.parent, (), problems)
        if issue is not None:
            problems += _kept(folder, Run(code, topic.config.story, first, last, digest,
                                          issue.date, issue.name), file)
    except OSError as error:
        return PacketsResult(name, path.parent, (), (*problems, problem(
            "output-unwritable", folder=path.parent, reason=error.strerror or str(error))))
    if has_errors(problems):
        return PacketsResult(name, path.parent, (), problems)
    return PacketsResult(name, path.parent, (file,), problems, 0, last - first + 1,
                         file.sheets * (last - first + 1), time.monotonic() - started)


def _source(topic: Topic, ready: Ready,
            shop: Workshop) -> tuple[tuple[bytes, int], tuple[Problem, ...]]:
    """The handout as it is printed, and its pages."""
    document = dict(topic.documents)["listener"]
    composition = document.composition
    if document.reader is not None:
        composition, lost = ready.stock.maker.with_reader_pages(composition, document.reader)
        if lost:
            return (b"", 0), lost
    settled = settle(composition, ready.stock.shop)
    if has_errors(settled.problems):
        return (b"", 0), settled.problems
    joined = join(settled.parts, settled.pages, settled.placing, Style(
        composition.title, composition.lang, composition.author, composition.date, screen=False),
        ready.stock.shop.library.by_name, Pieces(shop.cache))
    return (joined.pdf, len(settled.placing.leaves)), settled.problems


def _written(ready: Ready, topic: Topic, source: bytes, pages: int, code: str, first: int,
             last: int, path: Path
             ) -> tuple[PacketFile | None, tuple[Problem, ...]]:
    digits = len(str(last))
    codes = codes_like(f"{code}-{first:0{digits}}")
    faces = ready.stock.shop.library.by_name
    face = (HOUSE.hei[0], 400, False)
    size = topic.layout.config.for_audience("listener").page
    right, top = (size.width - EDGE) * MM, (size.height - EDGE) * MM
    edge = right - (QR_WIDTH + GAP) * MM
    label = text("numbered-copy", ready.lang)

    def number_text(copy: int) -> str:
        return f"{label} {copy:0{digits}}"

    def code_text(copy: int) -> str:
        return f"{code}-{copy:0{digits}}"

    marks = []
    for height, wide, say in ((5.0, SIZES[0], number_text), (9.0, SIZES[1], code_text)):
        width = sum(1.0 if ord(c) > 0x2E7F else 0.62 for c in say(first)) * wide
        marks.append((Mark(edge - width, top - height * MM, wide), say))
    job = Copies(
        source, f"{topic.name} · {ready.intake.book.config.title}", ready.stock.lang, first, last,
        face, tuple(marks), f"{label} -0123456789{code}",
        Square(right - QR_WIDTH * MM, top - QR_WIDTH * MM, QR_WIDTH * MM, codes.modules),
        lambda copy: codes.packed(code_text(copy)))
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{BESIDE}{path.name}")
    try:
        with beside.open("wb") as out:
            count, digest = write_copies(out, job, faces)
        problems = check_numbered(beside, NumberedJob(
            path.name, first, last, pages, code_text, number_text))
        if has_errors(problems):
            return None, problems
        amount = beside.stat().st_size
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return PacketFile(path.name, "numbered", digest, amount, count, -(-pages // 2),
                      last - first + 1, code=code), problems


def _kept(folder: Path, run: Run, file: PacketFile) -> tuple[Problem, ...]:
    ledger, problems = open_ledger(folder, create=True)
    if ledger is not None:
        try:
            ledger.add_run(run, file.sheets * file.copies)
        finally:
            ledger.close()
    return problems
