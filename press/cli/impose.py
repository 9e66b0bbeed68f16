"""``impose FILE -o OUT``: sheets of any PDF, and the papers that go with them.

Only what a job needs is loaded, and only when it needs it: the sheets alone take no typesetter.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from press.cli.arguments import Misuse
from press.cli.codes import Exit
from press.cli.impose_options import OPTIONS, job_of
from press.cli.quick import Asked, asked, guarded
from press.dataclass import dataclass, replace
from press.imposition.job import Job
from press.messages import Lang, text
from press.report.lines import Lines
from press.values import Place, Problem, has_errors, problem

if TYPE_CHECKING:
    from press.imposition.sheets import Imposition


@dataclass(frozen=True, slots=True)
class _File:
    """A file that is to be written."""

    path: Path
    kind: str
    """imposed, dummy, instructions or flip-test."""
    data: bytes
    pages: int
    sheets: int
    trim: tuple[float, float]
    """mm."""


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is asked, understood."""

    file: Path
    output: Path
    job: Job
    two_files: bool
    papers: frozenset[str]
    """Of dummy, instructions, flip-test."""
    lang: Lang


def run(words: Sequence[str]) -> int:
    """The verb: its words without ``impose`` → its exit code."""
    told = asked(words, OPTIONS)
    return guarded(told, lambda: _impose(told))


def _impose(told: Asked) -> int:
    lang, misuse = told.lang, told.misuse
    if misuse is None and told.values.get("--help"):
        from press.cli.impose_help import help_text

        sys.stdout.write(help_text(lang))
        return Exit.GOOD
    wish, misuse = _wish(told.values, told.files, lang) if misuse is None else (None, misuse)
    if wish is None:
        sentence, args = misuse or ("usage-words", {})
        faults = (problem("impose-usage", detail=text(sentence, lang, **args)),)
        return _end(told.lines, told.as_json, lang, faults, (), Exit.USAGE)
    files, problems, code = _made(wish, told.lines)
    if not has_errors(problems):
        problems, code = _written(wish, files, problems)
    if code != Exit.GOOD:
        files = ()
    return _end(told.lines, told.as_json, lang, problems, files, code)


def _wish(values: Mapping[str, Any], others: Sequence[str],
          lang: Lang) -> tuple[_Wish | None, Misuse | None]:
    if not others:
        return None, ("usage-missing", {"option": "FILE"})
    if len(others) > 1:
        return None, ("impose-files", {"files": " ".join(others)})
    if not values.get("--output"):
        return None, ("usage-missing", {"option": "-o OUT"})
    job, misuse = job_of(values)
    if misuse is not None:
        return None, misuse
    file, output = Path(others[0]), Path(values["--output"])
    if output.is_dir():
        output /= f"{file.stem}-{job.scheme}.pdf"
    papers = frozenset(name for name in ("dummy", "instructions", "flip-test")
                       if f"--{name}" in values)
    slug = job.slug
    if "slug" in job.mark_kinds and not slug:
        slug = f"{file.stem}  {text('impose-slug', lang)}"
    job = replace(job, slug=slug,
                  side_names=(text("dummy-front", lang), text("dummy-back", lang)))
    return _Wish(file, output, job, values.get("--passes") == "two-files", papers, lang), None


def _made(wish: _Wish, lines: Lines) -> tuple[tuple[_File, ...], tuple[Problem, ...], Exit]:
    """The files, and what was found; no files with an error."""
    from press.imposition.impose import impose

    place = Place(str(wish.file))
    try:
        source = wish.file.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        return (), (problem("impose-file", place, reason=reason),), Exit.USAGE
    targets = _targets(wish)
    for target in targets:
        if _same(wish.file, target):
            return (), (problem("impose-over-input", place, output=target),), Exit.USAGE
    pdf, imposition, problems = impose(source, wish.job, name=str(wish.file))
    if imposition is None:
        return (), problems, Exit.PROBLEMS
    pages = len({slot.page for sheet in imposition.sheets for side in (sheet.front, sheet.back)
                 for slot in side.slots} - {None})
    parts = [pdf]
    if wish.two_files:
        backs, _, _ = impose(source, replace(wish.job, passes="backs"), name=str(wish.file))
        parts.append(backs)
    files = [_File(path, "imposed", data, pages, len(imposition.sheets), imposition.trim)
             for path, data in zip(_sheet_files(wish), parts, strict=True)]
    if wish.papers:
        from press.cli.verbs import prepared_fonts

        library, missing = prepared_fonts(lines)
        if library is None:
            return (), (*problems, *missing), Exit.MACHINE
        files += _papers(wish, imposition)
    return tuple(files), problems, Exit.GOOD


def _targets(wish: _Wish) -> list[Path]:
    """All that will be written: the sheets first, then the papers."""
    endings = {"dummy": ("-dummy.pdf", "-dummy.svg"), "instructions": ("-instructions.pdf",),
               "flip-test": ("-flip-test.pdf",)}
    return _sheet_files(wish) + [_beside(wish.output, ending) for name, names in endings.items()
                                 if name in wish.papers for ending in names]


def _sheet_files(wish: _Wish) -> list[Path]:
    return ([_beside(wish.output, "-fronts.pdf"), _beside(wish.output, "-backs.pdf")]
            if wish.two_files else [wish.output])


def _beside(output: Path, ending: str) -> Path:
    return output.with_name(output.stem + ending)


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # the other is not there yet
        return False


def _papers(wish: _Wish, imposition: Imposition) -> list[_File]:
    """Dummy, instructions and flip test."""
    from press.imposition.dummy import dummy_html, dummy_svg
    from press.imposition.fliptest import flip_test_html
    from press.imposition.instructions import instructions_html
    from press.typeset import to_pdf

    name, lang, a4 = wish.output.name, wish.lang, (210.0, 297.0)
    files = []
    if "dummy" in wish.papers:
        html = dummy_html(imposition, name=name, lang=lang)
        count = html.count("<svg ")
        picture = dummy_svg(imposition, name=name, lang=lang).encode("utf-8")
        files += [_File(_beside(wish.output, "-dummy.pdf"), "dummy", to_pdf(html), count, count,
                        a4),
                  _File(_beside(wish.output, "-dummy.svg"), "dummy", picture, count, count, a4)]
    if "instructions" in wish.papers:
        html = instructions_html(imposition, wish.job, lang=lang,
                                 name=", ".join(path.name for path in _sheet_files(wish)))
        files.append(_File(_beside(wish.output, "-instructions.pdf"), "instructions",
                           to_pdf(html), 1, 1, a4))
    if "flip-test" in wish.papers:
        html = flip_test_html(imposition, lang=lang)
        files.append(_File(_beside(wish.output, "-flip-test.pdf"), "flip-test", to_pdf(html), 2,
                           1, imposition.sheet_size))
    return files


def _written(wish: _Wish, files: Sequence[_File],
             problems: tuple[Problem, ...]) -> tuple[tuple[Problem, ...], Exit]:
    """Put all files in their places, or none."""
    from press.build.writing import write_together

    try:
        write_together({file.path: file.data for file in files})
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        return (*problems, problem("impose-unwritable", folder=wish.output.parent,
                                   reason=reason)), Exit.MACHINE
    return problems, Exit.GOOD


def _end(lines: Lines, as_json: bool, lang: Lang, problems: Sequence[Problem],
         files: Sequence[_File], code: Exit) -> int:
    """Say what was found and what was made."""
    lines.problems(problems)
    for file in files:
        name = "impose-sheets" if file.kind == "imposed" else f"impose-{file.kind}"
        lines.say(name, file=file.path, pages=file.pages, sheets=file.sheets)
    if as_json:
        from hashlib import sha256

        from press.report.jsonout import problem_record, write_json

        write_json({
            "problems": [{"book": "", **problem_record(one, lang)} for one in problems],
            "artefacts": [{
                "book": "", "path": str(file.path), "document": "", "edition": "",
                "kind": file.kind, "pages": file.pages, "sheets": file.sheets,
                "trim": list(file.trim), "sha256": sha256(file.data).hexdigest(),
                "problems": len(problems) if file.kind == "imposed" else 0} for file in files]})
    return code
