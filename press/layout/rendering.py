"""Templates: a sandboxed Jinja over texts in memory; faults come back as problems.

Manuscripts are values here and are never compiled. In HTML every value is escaped unless
it is ``Markup``; in a style sheet (``*.css.jinja``) a text must pass ``css_string``.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from jinja2 import (
    FunctionLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    Undefined,
)
from jinja2.exceptions import TemplateRuntimeError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from press.dataclass import names_of
from press.layout.context import PartContext
from press.layout.css import css_string
from press.layout.files import TextFile
from press.layout.form_context import FormContext
from press.layout.proof_context import ProofContext
from press.layout.ticket_context import TicketContext
from press.layout.titles import ems, title_lines
from press.values import Place, Problem, problem

STYLE_TEMPLATE = ".css.jinja"
"""How the name of a style sheet ends that is a template; ``.css`` alone is taken as it is."""

MOST = 5000
"""Pieces of which the last text is kept: those of a book, page and styles, and many more."""
Context = PartContext | TicketContext | FormContext | ProofContext


@lru_cache(maxsize=16)
def renderer_of(files: tuple[TextFile, ...]) -> Renderer:
    """The renderer of a layout, whose templates need not be compiled again for another book, or
    for the same one when it is built again."""
    return Renderer(files)


class Renderer:
    """The templates of one layout, each compiled at its first use."""

    def __init__(self, files: tuple[TextFile, ...]) -> None:
        self._files: Mapping[str, TextFile] = {f.name: f for f in files}
        self._html = self._environment(autoescape=True)
        self._css = self._environment(autoescape=False, finalize=_safe_in_css)
        self._rendered: dict[tuple[object, ...], tuple[Context, str]] = {}

    def page(self, template: str, context: Context) -> tuple[str, tuple[Problem, ...]]:
        """The HTML of one part; empty where there are problems."""
        return self._render(self._html, template, context)

    def styles(self, names: tuple[str, ...],
               context: Context) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
        """CSS texts of one part, in the order of ``names``."""
        texts: list[str] = []
        problems: list[Problem] = []
        for name in names:
            if name.endswith(STYLE_TEMPLATE):
                text, found = self._render(self._css, name, context)
                problems += found
            else:
                text = self._files[name].text
            texts.append(text)
        return tuple(texts), tuple(problems)

    def _environment(self, *, autoescape: bool,
                     finalize: Callable[[Any], Any] | None = None) -> SandboxedEnvironment:
        environment = SandboxedEnvironment(
            loader=FunctionLoader(self._source), undefined=StrictUndefined,
            autoescape=autoescape, finalize=finalize, trim_blocks=True, lstrip_blocks=True,
            auto_reload=False, cache_size=-1)
        environment.filters.update(css_string=css_string, ems=ems, title_lines=title_lines)
        return environment

    def _source(self, name: str) -> tuple[str, str, None] | None:
        file = self._files.get(name)
        # The file name marks the frames of a traceback: by it the line of a fault is found.
        return (file.text, _frame_name(name), None) if file else None

    def _render(self, environment: SandboxedEnvironment, name: str,
                context: Context) -> tuple[str, tuple[Problem, ...]]:
        # For a book that is built again: of each piece what it gave last, if it sees the same.
        key = (environment is self._css, name, getattr(context, "part", ""),
               getattr(context, "edition", ""), getattr(context, "anchor", ""))
        known = self._rendered.get(key)
        if known is not None and known[0] == context:
            return known[1], ()
        variables = {name: getattr(context, name) for name in names_of(context)}
        try:
            text = environment.get_template(name).render(variables)
            if key in self._rendered or len(self._rendered) < MOST:
                self._rendered[key] = context, text
            return text, ()
        except TemplateSyntaxError as fault:
            return "", (problem("template-syntax", self._place(fault.name or name, fault.lineno),
                                detail=fault.message or ""),)
        except TemplateNotFound as fault:
            return "", (problem("template-missing", self._where(fault, name),
                                name=fault.name or ""),)
        except UndefinedError as fault:
            return "", (problem("template-unknown-name", self._where(fault, name),
                                detail=_unknown(fault.message or "")),)
        except Exception as fault:  # whatever a template does wrong is the template's fault
            return "", (problem("template-failed", self._where(fault, name),
                                detail=f"{type(fault).__name__}: {fault}"),)

    def _where(self, fault: BaseException, name: str) -> Place:
        """The innermost line of a template in the traceback."""
        for frame in reversed(traceback.extract_tb(fault.__traceback__)):
            for file in self._files.values():
                if frame.filename == _frame_name(file.name):
                    return self._place(file.name, frame.lineno)
        return self._place(name, None)

    def _place(self, name: str, line: int | None) -> Place:
        file = self._files.get(name)
        return Place(file.path if file else name, line)


_NO_FIELD = re.compile(
    r"'(?:[\w.]+\.)?(\w+?)(?:View)?(?: object)?' (?:object )?has no attribute '(\w+)'")
_MAPPING = {"mappingproxy": "labels", "Imprint": "book.imprint"}


def _unknown(message: str) -> str:
    """The name that a template asked for, as it stands there: ``book.titel``."""
    if found := _NO_FIELD.search(message):
        owner = _MAPPING.get(found[1], found[1].lower())
        return f"{owner}.{found[2]}"
    return message.removesuffix(" is undefined").strip("'")


def _frame_name(name: str) -> str:
    return f"<layout file {name}>"


def _safe_in_css(value: Any) -> Any:
    """Numbers and ``css_string`` may stand in a style sheet, and words that are only letters."""
    if isinstance(value, Undefined):
        str(value)  # raises, with the name
    if isinstance(value, Markup | int | float):
        return value
    if isinstance(value, str) and value.replace("-", "").isalnum() and value.isascii():
        return value
    raise TemplateRuntimeError(f"{value!r} stands in a style sheet without | css_string")
