"""What ``impose --help`` shows, in the language of the person who asks."""

from __future__ import annotations

from press.cli.arguments import Option
from press.cli.impose_options import GROUPS
from press.imposition.dummy_words import wrapped
from press.messages import Lang, text

NAMES = 34
"""Columns of the terminal for the names of options."""
WORDS = 32.0
"""Width of what is said of them, em: twice as many columns."""


def help_text(lang: Lang) -> str:
    """All of it; ends with a line break."""
    lines = [text("impose-help-usage", lang), "", *wrapped(text("impose-help", lang), 48.0, 1.0)]
    for name, options in GROUPS:
        lines += ["", text(f"impose-group-{name}", lang)]
        for option in options:
            lines += _option(option, lang)
    return "\n".join([*lines, "", text("impose-help-examples", lang)]) + "\n"


def _option(option: Option, lang: Lang) -> list[str]:
    names = ", ".join(name for name in (option.short, option.name) if name)
    left = f"  {names} {option.metavar}".rstrip()
    first, *more = wrapped(text(option.help, lang), WORDS, 1.0)
    if len(left) >= NAMES:
        return [left, *(" " * NAMES + line for line in (first, *more))]
    return [left.ljust(NAMES) + first, *(" " * NAMES + line for line in more)]
