"""CSS properties that WeasyPrint 70 does not know and the composer obeys.

| property | values | inherited |
| --- | --- | --- |
| ``line-break`` | ``auto`` ``loose`` ``normal`` ``strict`` (CSS Text 3, 5.3) | yes |
| ``text-autospace`` | ``normal`` ``no-autospace`` (CSS Text 4, 8.4) | yes |
| ``-press-marks`` | ``auto`` ``line-end-half`` ``full`` ``kaiming`` ``half`` | yes |
| ``-press-gap`` | ``auto``, or between Han and Latin in em, from 0 to 0.5 | yes |
| ``-press-notes`` | ``story``, or ``page``: counted from 1 on every page | yes |
| ``-press-emphasis`` | ``none`` ``dot`` (着重号) | yes |
| ``-press-reading`` | ``above``, or ``behind``: in the line (no room above it) | yes |
| ``-press-line-under`` | ``none`` ``straight`` (专名号) ``wavy`` (书名号) | no |

``auto`` is what the layout says (``compose.rules``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

import weasyprint.css
from weasyprint.css import properties as weasy_properties
from weasyprint.css import validation
from weasyprint.css.validation import properties as validators

from press.dataclass import replace
from press.typeset.compose.rules import Rules, has_centred_marks
from press.typeset.weasy.patching import Patch

_PREFIX = "-press-"
_WORDS = {
    "line-break": ("auto", "loose", "normal", "strict"),
    "text-autospace": ("normal", "no-autospace"),
    "press-marks": ("auto", "line-end-half", "full", "kaiming", "half"),
    "press-gap": ("auto",),
    "press-notes": ("story", "page"),
    "press-emphasis": ("none", "dot"),
    "press-reading": ("above", "behind"),
    "press-line-under": ("none", "straight", "wavy"),
}
"""Names as WeasyPrint keeps them → keywords, the initial one first."""
_OWN = frozenset(("press-line-under",))
"""Not inherited."""
_MOST_GAP = 0.5
_preprocess = validation.preprocess_declarations


def patches() -> tuple[Patch, ...]:
    """Let declarations with our prefix through; WeasyPrint looks in two places."""
    return ((validation, "preprocess_declarations", _declarations),
            (weasyprint.css, "preprocess_declarations", _declarations))


@contextmanager
def registered() -> Iterator[None]:
    """Inside, style sheets may use the properties; the tables of WeasyPrint are left as found."""
    for name, words in _WORDS.items():
        key = name.replace("-", "_")
        weasy_properties.KNOWN_PROPERTIES.add(name)
        weasy_properties.INITIAL_VALUES[key] = words[0]
        validators.PROPERTIES[name] = _validator(name)
        if name not in _OWN:
            weasy_properties.INHERITED.add(key)
    try:
        yield
    finally:
        for name in _WORDS:
            key = name.replace("-", "_")
            weasy_properties.KNOWN_PROPERTIES.discard(name)
            weasy_properties.INITIAL_VALUES.pop(key, None)
            validators.PROPERTIES.pop(name, None)
            weasy_properties.INHERITED.discard(key)


def rules_of(style: Any, house: Rules) -> Rules:
    """The rules of a paragraph whose line box has ``style``."""
    return _rules(house, style["line_break"], style["press_marks"], style["text_autospace"],
                  style["press_gap"], style["lang"] or "")


@cache
def _rules(house: Rules, level: str, marks: Any, autospace: str, gap: Any, lang: str) -> Rules:
    rules = house
    if level != "auto":
        rules = replace(rules, strict=level == "strict", lenient=level == "loose")
    if marks != "auto":
        rules = replace(rules, marks=marks)
    if gap != "auto":
        rules = replace(rules, gap=gap, least_gap=min(gap, rules.least_gap),
                        most_gap=rules.most_gap if gap else 0.0)
    if autospace != "normal":
        rules = replace(rules, autospace=False)
    if has_centred_marks(lang):
        rules = replace(rules, centred=True)
    return rules


def _declarations(base_url: Any, declarations: Any, prelude: Any = None) -> Any:
    declarations = list(declarations)
    for declaration in declarations:
        if declaration.type == "declaration" and declaration.lower_name.startswith(_PREFIX):
            # WeasyPrint drops all names with a hyphen before them, whatever it knows.
            declaration.lower_name = declaration.lower_name[1:]
    return _preprocess(base_url, declarations, prelude)


@cache
def _validator(name: str) -> Any:
    words = _WORDS[name]

    def validate(tokens: Sequence[Any]) -> Any:
        if len(tokens) != 1:
            return None
        token, = tokens
        if token.type == "ident" and token.lower_value in words:
            return token.lower_value
        return _ems(token) if name == "press-gap" else None

    validate.wants_base_url = False  # type: ignore[attr-defined]
    return validate


def _ems(token: Any) -> float | None:
    """A length in em; None for another or one that makes no sense."""
    if token.type == "number" and token.value == 0:
        return 0.0
    if token.type == "dimension" and token.lower_unit == "em" and 0 <= token.value <= _MOST_GAP:
        return float(token.value)
    return None
