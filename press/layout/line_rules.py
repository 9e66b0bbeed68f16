"""``[lines]`` of layout.toml for the typesetter: properties of its own, beside those of CSS."""

from __future__ import annotations

from press.config.layout_model import LinesConfig

_STANDARD = LinesConfig()


def line_rules(lines: LinesConfig) -> str:
    """A rule for the whole part; nothing where all is as the typesetter has it anyway."""
    found = []
    if lines.breaks != _STANDARD.breaks:
        found.append(f"line-break: {lines.breaks}")
    if lines.marks != _STANDARD.marks:
        found.append(f"-press-marks: {lines.marks}")
    if lines.gap != _STANDARD.gap:
        found.append(f"-press-gap: {lines.gap:g}em")
    return f"html {{ {'; '.join(found)} }}\n" if found else ""
