"""The instruction sheet (说明页) of a job: how to print, fold and staple it, on one page of A4.

As HTML for ``press.typeset.to_pdf``. It says what holds for this very job: its sheets, its paper,
its edge, its passes; a general guide is in docs/.
"""

from __future__ import annotations

from html import escape

from press.imposition.dummy_facts import facts, layers_of
from press.imposition.dummy_sheets import cuts
from press.imposition.dummy_steps import fold_strip
from press.imposition.dummy_svg import picture
from press.imposition.job import Job
from press.imposition.sheets import Imposition
from press.imposition.sizes import spell
from press.messages import Lang, text

_CSS = """
@page { size: A4; margin: 15mm 20mm 11mm }
html { font: 9pt/1.45 "Noto Sans CJK SC" }
body { margin: 0 }
h1 { font-size: 19pt; line-height: 1.2; margin: 0 }
.file { color: #767676; margin: 1mm 0 0; padding-bottom: 2.5mm; border-bottom: .25mm solid #1a1a1a }
table { border-collapse: collapse; margin: 3mm 0 0; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .35mm 0; font-weight: 400 }
th { color: #767676; width: 24mm }
h2 { font-size: 12pt; line-height: 1.3; margin: 3.4mm 0 .6mm }
ol, ul { margin: 0; padding-left: 5.5mm }
li { margin: 0 0 .4mm }
.set { margin: 1mm 0 2mm }
.set td, .set th { border-bottom: .12mm solid #c4c4c4; padding: 1mm 2mm 1mm 0 }
.set th { color: #1a1a1a; width: 24mm }
.set td + td { color: #767676 }
b { font-weight: 700 }
svg { display: block; margin: 1mm 0 0 }
"""


def instructions_html(imposition: Imposition, job: Job, *, name: str = "",
                      lang: Lang = "zh") -> str:
    """The page; ``name`` is the file that is printed, as the person finds it."""
    rows = "".join(f"<tr><th>{escape(label)}</th><td>{escape(value)}</td></tr>"
                   for label, value in facts(imposition, lang))
    parts = [_printing(imposition, job, lang), _trial(imposition, job, lang),
             _folding(imposition, lang), _binding(imposition, lang), _looking(imposition, lang)]
    body = "".join(part for part in parts if part)
    title = text(f"print-title-{_kind(imposition)}", lang)
    language = "zh-Hans" if lang == "zh" else "en"
    return (f'<!DOCTYPE html><html lang="{language}"><title>{escape(title)}</title>'
            f"<style>{_CSS}</style><body><h1>{escape(title)}</h1>"
            f'<p class="file">{escape(name)}</p><table>{rows}</table>{body}</body></html>')


def _kind(imposition: Imposition) -> str:
    """What is made: the titles and the steps depend on it."""
    if imposition.scheme == "saddle" and layers_of(imposition) == 1:
        return "leaflet"
    if imposition.scheme in ("saddle", "signature"):
        return imposition.scheme
    return "sheets" if imposition.scheme == "nup" else "cut"


def _printing(imposition: Imposition, job: Job, lang: Lang) -> str:
    count = len(imposition.sheets)
    edge = text(f"flip-edge-{imposition.flip}", lang)
    single = imposition.sides == 1 or job.passes != "duplex" or imposition.turning != "sheetwise"
    duplex = text("print-single", lang) if single else edge
    across = imposition.sheet_size[0] >= imposition.sheet_size[1]
    settings = [("size", text("print-actual", lang), text("print-not-fit", lang)),
                ("sides", duplex, text("print-not-single" if single else "print-not-edge", lang)),
                ("way", text("print-across" if across else "print-upright", lang),
                 text("print-not-booklet", lang))]
    rows = "".join(f"<tr><th>{text(f'print-{name}', lang)}</th><td><b>{escape(value)}</b></td>"
                   f"<td>{escape(wrong)}</td></tr>" for name, value, wrong in settings)
    steps = ""
    if imposition.sides == 2 and imposition.turning != "sheetwise":
        steps = _list([text(f"print-{imposition.turning}", lang, sheets=count)])
    elif single and imposition.sides == 2:
        code = "one" if job.passes == "fronts-backs" else "two"
        steps = _list([text(f"print-fronts-{code}", lang, sheets=count),
                       text(f"print-pile-{job.backs}", lang),
                       text(f"print-backs-{code}", lang, sheets=count, first=count + 1,
                            last=2 * count)])
    return (f"<h2>{text('print-heading', lang)}</h2><table class=\"set\">{rows}</table>{steps}")


def _trial(imposition: Imposition, job: Job, lang: Lang) -> str:
    if imposition.sides == 1 or imposition.turning != "sheetwise":
        return _part("print-trial", [text("print-trial-one", lang)], lang)
    if job.passes == "duplex":
        edge = text("flip-edge-long" if imposition.flip == "short" else "flip-edge-short", lang)
        return _part("print-trial", [text("print-trial-two", lang, other=edge)], lang)
    count = len(imposition.sheets)
    if job.passes == "fronts-backs":
        # Where the pile is fed with its last sheet first, so are the backs.
        page = 2 * count if job.backs == "reversed" else count + 1
        back = text("print-back-page", lang, page=page)
    else:
        back = text(f"print-back-{job.backs}", lang)
    return _part("print-trial", [text("print-trial-passes", lang, back=back)], lang)


def _folding(imposition: Imposition, lang: Lang) -> str:
    first = imposition.sheets[0]
    steps = []
    if cuts(imposition, first):
        steps.append(text("print-cut", lang, trim=spell(imposition.trim)) if not imposition.folds
                     else text("print-cut-sheets", lang))
        if imposition.folds:
            kind = "books" if imposition.assembly == "copies" else imposition.assembly
            steps.append(text(f"dummy-pile-{kind}", lang))
    if imposition.folds:
        members = layers_of(imposition)
        if members == 1 and len(imposition.folds) == 1:
            steps.append(text("print-fold-one", lang))
        elif imposition.scheme == "saddle" and len(imposition.folds) == 1:
            steps += [text(f"print-fold-saddle-{step}", lang, sheets=members)
                      for step in ("pile", "close")]
        else:
            steps.append(text("print-fold-sheet", lang, folds=len(imposition.folds)))
    if not steps:
        return ""
    part = _part("print-fold" if imposition.folds else "print-cutting", steps, lang)
    if not imposition.folds:
        return part
    tallest = 26.0 if len(imposition.folds) < 4 else 20.0  # these take two rows
    drawn, tall = fold_strip(imposition, first, 168.0, lang, tallest=tallest)
    return part + picture((drawn,), 170.0, tall + 1.0)


def _binding(imposition: Imposition, lang: Lang) -> str:
    if _kind(imposition) == "saddle":
        side = text(f"dummy-binding-{imposition.binding}", lang)
        return _part("print-staple", [text("print-staple-how", lang, side=side),
                                      text("print-staple-press", lang)], lang)
    if imposition.scheme == "signature":
        return _part("print-gather", [text("print-gather-how", lang),
                                      text("print-gather-bind", lang)], lang)
    if imposition.scheme in ("stack", "cards"):
        return _part("print-pile", [text(f"dummy-pile-{imposition.assembly}", lang)], lang)
    return ""


def _looking(imposition: Imposition, lang: Lang) -> str:
    if imposition.scheme not in ("saddle", "signature", "stack"):
        return ""
    code = "print-look-blanks" if imposition.blanks else "print-look-whole"
    return _part("print-look", [text(code, lang, blanks=imposition.blanks)], lang)


def _part(heading: str, steps: list[str], lang: Lang) -> str:
    return f"<h2>{escape(text(heading, lang))}</h2>{_list(steps)}"


def _list(steps: list[str]) -> str:
    items = "".join(f"<li>{escape(step)}</li>" for step in steps)
    kind = "ol" if len(steps) > 1 else "ul"
    return f"<{kind}>{items}</{kind}>"
