"""Computed styles, looked up once: the values of WeasyPrint, found by a shorter way.

Most properties of most elements are declared nowhere; pages to which the same rules apply have
the same style, whatever their number.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import weasyprint.css
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES
from weasyprint.layout import page as weasy_page

from press.typeset.weasy.patching import Patch

_Computed = weasyprint.css.ComputedStyle
_Anonymous = weasyprint.css.AnonymousStyle
_missing = _Computed.__missing__
_begin_computed, _begin_anonymous = _Computed.__init__, _Anonymous.__init__
_set_page_styles = weasy_page.set_page_type_computed_styles
_SPECIAL = frozenset(("float", "display", "position", "page"))
_LOGICAL: dict[str, tuple[str, ...]] = {
    name: tuple({function(block="ttb", inline=inline) for inline in ("ltr", "rtl")})
    for name, function in PHYSICAL_FUNCTIONS.items()}
"""Physical property → the logical ones that may stand for it."""
_INITIAL = {name: value for name, value in INITIAL_VALUES.items()
            if name not in INITIAL_NOT_COMPUTED and name not in INHERITED}
_FILLED = {name: value for name, value in _INITIAL.items()
           if name not in _SPECIAL and not name.startswith("text_decoration")}
"""What a property has that nobody declares: there before anybody asks."""
_PHYSICAL: dict[str, tuple[str, ...]] = {}
"""Logical property → the physical ones that it may stand for."""
for _name, _names in _LOGICAL.items():
    for _logical in _names:
        _PHYSICAL[_logical] = (*_PHYSICAL.get(_logical, ()), _name)
_COPIED = frozenset(("first-line", "first-letter"))
"""Of these WeasyPrint hands on whatever a style has."""


def patches() -> tuple[Patch, ...]:
    """Replace the look-up of a property and the making of the styles of a page."""
    return ((_Computed, "__init__", _computed_style), (_Anonymous, "__init__", _anonymous_style),
            (_Computed, "__missing__", _computed),
            (weasy_page, "set_page_type_computed_styles", _page_styles))


def _computed_style(self: Any, parent_style: Any, cascaded: Any, pseudo_type: Any,
                    *others: Any) -> None:
    _begin_computed(self, parent_style, cascaded, pseudo_type, *others)
    if pseudo_type in _COPIED:
        return
    self.update(_FILLED)
    for key in cascaded:
        self.pop(key, None)
        for physical in _PHYSICAL.get(key, ()):
            self.pop(physical, None)


def _anonymous_style(self: Any, parent_style: Any) -> None:
    self.update(_FILLED)
    _begin_anonymous(self, parent_style)


def _computed(self: Any, key: str) -> Any:
    """The value of a property that was not asked for before.

    One that is declared, or computed from others, WeasyPrint looks up itself.
    """
    cascaded = self.cascaded
    if key in cascaded or key in _SPECIAL or key[:2] == "__" or key[:15] == "text_decoration":
        return _missing(self, key)
    for logical in _LOGICAL.get(key, ()):
        if logical in cascaded:
            return _missing(self, key)
    if key in INHERITED:
        if self.parent_style is None:
            return _missing(self, key)
        value = self[key] = self.parent_style[key]
        return value
    if key in _INITIAL:
        value = self[key] = _INITIAL[key]
        return value
    return _missing(self, key)


def _page_styles(page_type: Any, html: Any, style_for: Any) -> None:
    """The styles of a page and its margin boxes: those of an earlier one that the same rules
    match."""
    known: dict[tuple[bool, ...], Any] = style_for.__dict__.setdefault("press_pages", {})
    key = tuple(_matches(page_type, style_for))
    computed = style_for.get_computed_styles()
    first = known.get(key)
    if first is None:
        _set_page_styles(page_type, html, style_for)
        cascaded = style_for.get_cascaded_styles()
        pseudo_types = [pseudo for element, pseudo in cascaded if element == page_type]
        known[key] = (page_type, tuple(dict.fromkeys((None, *pseudo_types))))
        for pseudo in pseudo_types:
            # WeasyPrint goes through those of all earlier pages for every page.
            del cascaded[page_type, pseudo]
        return
    other, pseudo_types = first
    for pseudo in pseudo_types:
        computed[page_type, pseudo] = computed[other, pseudo]


def _matches(page_type: Any, style_for: Any) -> Iterator[bool]:
    match = style_for._page_type_match
    for sheet, _, _ in style_for._sheets:
        for _, selectors, _ in sheet.page_rules:
            for _, _, wanted in selectors:
                yield match(wanted, page_type)
