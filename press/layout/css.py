"""Texts in style sheets."""

from __future__ import annotations

from markupsafe import Markup


def css_string(value: object) -> Markup:
    """``value`` as a CSS string with its quotes; harmless also inside a style element."""
    out = ['"']
    for char in str(value):
        if char in '"\\<' or char < " " or char == "\x7f":
            # NUL would be read as U+FFFD: leave it out.
            out.append(f"\\{ord(char):x} " if char != "\0" else "")
        else:
            out.append(char)
    return Markup("".join([*out, '"']))
