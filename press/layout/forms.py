"""A form or a list of packets → its part, in a layout of kind ``packet``."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from markupsafe import Markup

from press.config.models import FontsConfig
from press.dataclass import dataclass, field, replace
from press.layout.columns import with_columns
from press.layout.files import Layout
from press.layout.filling import NOTHING
from press.layout.fonts import font_lists, role_variables
from press.layout.form_context import BoxView, FormContext, SheetView
from press.layout.line_rules import line_rules
from press.layout.pieces import Outcome
from press.layout.rendering import renderer_of
from press.layout.views import book_view, page_view
from press.manuscript.book import Book
from press.values import OutlineEntry, Part, Place, Problem, problem


@dataclass(frozen=True, slots=True)
class Form:
    """What is on a form."""

    piece: str
    """A name out of ``[parts]`` of the layout."""
    key: str
    """Of its part."""
    topic: str = ""
    fields: Mapping[str, Markup] = field(default_factory=lambda: NOTHING)
    rows: int = 0
    sheet: SheetView | None = None
    boxes: tuple[BoxView, ...] = ()


class Forms:
    """The forms of one book, out of one layout."""

    def __init__(self, book: Book, layout: Layout, issuer: str) -> None:
        self.layout, self._book, self._issuer = layout, book, issuer
        self._renderer = renderer_of(layout.files)

    @property
    def labels(self) -> Mapping[str, str]:
        """The words of the layout."""
        return MappingProxyType(self.layout.config.labels)

    def lacking(self, *pieces: str) -> tuple[Problem, ...]:
        """What the layout must have and does not."""
        config = self.layout.config
        if config.kind != "packet":
            return (problem("layout-kind", None, name=self.layout.name, kind=config.kind,
                            wanted="packet"),)
        return tuple(problem("layout-piece-missing", Place(f"{self.layout.name}/layout.toml"),
                             name=piece) for piece in pieces if piece not in config.parts)

    def lay_out(self, form: Form) -> Outcome:
        """The one part of ``form``."""
        config = self.layout.config
        chosen = config.parts[form.piece]
        context = FormContext(
            config.lang, form.piece, form.key.replace("/", "-"), chosen.numbering,
            book_view(self._book), page_view(config),
            font_lists(self._book.config.fonts or FontsConfig(), config.fonts), self.labels,
            self._issuer, form.topic, form.fields, form.rows,
            form.sheet and with_columns(form.sheet, config.grid.measure), form.boxes)
        html, problems = self._renderer.page(chosen.template, context)
        styles, found = self._renderer.styles((*config.styles, *chosen.styles), context)
        if problems or found:
            return (), (*problems, *found)
        variables = role_variables(context.fonts) + line_rules(config.lines)
        title = form.sheet.heading if form.sheet else form.topic
        outline = (OutlineEntry(1, title, context.anchor),) if title else ()
        part = Part(form.key, html, (variables, *styles), (), chosen.opens, chosen.numbering,
                    outline, "")
        return (part,), ()


def renamed(part: Part, key: str) -> Part:
    """The same part under another key."""
    return replace(part, key=key)
