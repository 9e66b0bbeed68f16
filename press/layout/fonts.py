"""Typefaces by role: lists for CSS out of what book.toml and layout.toml name.

What a book names for a role takes the place of the layout's list, and that the place of the
house's; so what stands in for a character is what somebody wrote down, and no more. Behind
every list there is the text font, by fontconfig: nothing is lost, and it is told.
"""

from __future__ import annotations

from markupsafe import Markup

from press.config.models import FontsConfig
from press.dataclass import names_of
from press.layout.context import FontsView
from press.layout.css import css_string

_GENERIC = frozenset(("serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui"))
_SONG, _HEI, _KAI = "Noto Serif CJK SC", "Noto Sans CJK SC", "LXGW WenKai"
HOUSE = FontsConfig(
    song=(_SONG,), kai=(_KAI, _SONG), hei=(_HEI, _SONG), biaosong=(_SONG,),
    fangsong=(_KAI, _SONG))  # no free 仿宋 has all characters of names
"""What nobody names a typeface for. Latin letters are those of each role's own typeface."""
ROLES = tuple(FontsConfig.model_fields)


def role_lists(book: FontsConfig, layout: FontsConfig) -> FontsConfig:
    """The families of each role, as they are named; ``latin`` may be empty."""
    return FontsConfig(**{role: getattr(book, role) or getattr(layout, role)
                          or getattr(HOUSE, role) for role in ROLES})


def font_lists(book: FontsConfig, layout: FontsConfig) -> FontsView:
    """The list of each role for CSS."""
    lists = role_lists(book, layout)
    own = {role: getattr(lists, role) for role in ROLES}
    own["latin"] = (*lists.latin, *lists.song)
    return FontsView(**{name: _list(own[name]) for name in names_of(FontsView)})


def role_variables(view: FontsView) -> str:
    """The style sheet before all others: ``--song`` and the like, which no ``:root`` changes."""
    lines = [f"  --{name}: {getattr(view, name)};" for name in names_of(FontsView)]
    return "\n".join(["html:root {", *lines, "}", ""])


def _list(names: tuple[str, ...]) -> Markup:
    return Markup(", ").join(
        Markup(n) if n in _GENERIC else css_string(n) for n in dict.fromkeys(names))
