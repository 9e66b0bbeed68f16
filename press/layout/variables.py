"""templates/README.md: the reference of what a template sees, made from the typed context."""

from __future__ import annotations

import ast
import inspect
import sys
from pathlib import Path
from types import ModuleType

from press.galley import views
from press.layout import (
    catalogue_context,
    context,
    cover_context,
    form_context,
    proof_context,
    record_context,
    roster_context,
    ticket_context,
)
from press.production import words

_FIRST = "PartContext"
_FILTERS = (
    ("css_string", "a text as a quoted CSS string; every text in a `.css.jinja` file needs it"),
    ("ems", "the width of a text in em: Han characters 1, others one half"),
    ("title_lines(n)", "a title broken by sense into lines of at most `n` em"),
)


def reference() -> str:
    """The whole text of templates/README.md."""
    modules = (context, cover_context, record_context, roster_context, catalogue_context,
               ticket_context, words, form_context, proof_context, views)
    classes = {c.name: c for module in modules for c in _classes(module)}
    order = [_FIRST, *(name for name in classes if name != _FIRST)]
    out = [_INTRODUCTION]
    for name in order:
        node = classes[name]
        out.append(f"### {name}\n\n{_flow(ast.get_docstring(node) or '')}\n")
        out.append("| name | type | meaning |\n| --- | --- | --- |")
        out += [f"| `{field}` | {_cell(f'`{kind}`')} | {_cell(words)} |"
                for field, kind, words in _fields(node)]
        out.append("")
    out.append("## Filters\n\nBeside those of Jinja:\n\n| filter | does |\n| --- | --- |")
    out += [f"| `{name}` | {words} |" for name, words in _FILTERS]
    return "\n".join(out) + "\n"


def _classes(module: ModuleType) -> list[ast.ClassDef]:
    return [n for n in ast.parse(inspect.getsource(module)).body if isinstance(n, ast.ClassDef)]


def _fields(node: ast.ClassDef) -> list[tuple[str, str, str]]:
    """Name, type and docstring of each field, in order."""
    found: list[tuple[str, str, str]] = []
    for at, line in enumerate(node.body):
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
            after = node.body[at + 1] if at + 1 < len(node.body) else None
            words = (after.value.value if isinstance(after, ast.Expr)
                     and isinstance(after.value, ast.Constant) else "")
            found.append((line.target.id, ast.unparse(line.annotation), _flow(str(words))))
    return found


def _flow(text: str) -> str:
    """One paragraph a blank line apart, without the line ends of the source."""
    return "\n\n".join(" ".join(p.split()).replace("``", "`") for p in text.split("\n\n"))


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


_INTRODUCTION = """\
# Layouts

A layout is a folder: `layout.toml`, templates (`*.html`, Jinja) and style sheets. No Python.

- `layout.toml` gives the page, the grid, the order of the pieces, and the words that the
  layout adds (`[labels]`). Its keys are explained in `reader-zh/layout.toml`.
- `*.html` makes one piece of the book each: every story, part page and the like is typeset
  apart. The root element carries `id="{{ anchor }}"`.
- `*.css` is taken as it is; `*.css.jinja` is a template too. `1rlh` is a line of the grid,
  `1rem` a character of the body.
- `extends = "reader-zh"` lends every file and every key that the folder does not have itself.
- A book overrides single files in its own folder `layout/`, those of the layouts of editions
  and handouts in `layout/NAME/`, such as `layout/handout-zh/`. Inside an override,
  `{% extends "reader-zh/story.html" %}` is the file that it overrides; `shared/…` are the
  files of `templates/shared`.

Rules for templates:

- Words that the layout adds in the flow stand in an element with `data-words="layout"`: the
  check that compares the pages with the manuscript leaves them out.
- A page number is `<span data-late="page:ANCHOR">00</span>`, a link to another part
  `href="press-ref:ANCHOR"`; both bind when all pages are known. A list of pages, as an index
  has it, is `<span data-late-pages="{{ entry.late }}" data-sep=", ">00</span>` (`、` without
  `data-sep`); it brings its own links.
- A part that knows how many pages it will have may say so, `data-pages="3"` on any of its
  elements: parts behind it are then set on the right side at once. It changes no page.
- Typefaces are named by their role only: `font-family: var(--song)`; the roles are the fields of
  `FontsView`. In margin boxes, which know no variables, `{{ fonts.song }}`.
- The fronts and backs of covers are `cover-front.html` and `cover-back.html`: pages of their own
  (`cover` is none there), or panels of the sheet (`cover-spread`).
- Running heads and folios stand in margin boxes (`@page`); a folio is `counter(page)`.
- Colours are written as hex. No gradients, no transparency, no addresses: a part carries all
  that it shows.
- A text in a `.css.jinja` file must pass `css_string`.

## Variables

This section is made from `press/layout/context.py`, `cover_context.py`, `record_context.py`,
`roster_context.py`, `catalogue_context.py`, `ticket_context.py`, `form_context.py`,
`proof_context.py`, `press/production/words.py` and `press/galley/views.py` by
`press.layout.variables.reference()`, and a test holds it to that.
A template sees the fields of one `PartContext` by their names (that of a job ticket, of a layout of
the kind `ticket`, those of one `TicketContext`; those of packets, of the kind `packet`, of one
`FormContext`; that of a proof, of the kind `proof`, those of one `ProofContext`):
`{{ book.title }}`, `{{ page.measure }}`. A name that does not exist is an error, with the
template's file and line.
"""


if __name__ == "__main__":
    Path("templates/README.md").write_text(reference(), "utf-8")
    sys.stdout.write("templates/README.md\n")
