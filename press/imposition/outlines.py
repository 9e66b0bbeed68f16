"""Letters of the slug line as outlines, so that a sheet needs no font of its own.

Chinese names stand in it, which no PDF viewer has a font for; and PDF/X wants every font embedded.
The one module here that knows HarfBuzz.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from press.dataclass import dataclass

FILE: Final = "NotoSansCJK-Regular.ttc"
FACE: Final = 2
"""Its face for simplified Chinese."""
FOLDERS: Final = ("/usr/share/fonts/opentype/noto", "/usr/share/fonts/noto-cjk",
                  "/usr/share/fonts", "/usr/local/share/fonts")


@dataclass(frozen=True, slots=True)
class Letter:
    """A glyph, in em, on the baseline."""

    path: str
    """Operators of a page's content, without the paint; empty for a space."""
    advance: float


@cache
def _font() -> Any | None:
    import uharfbuzz as hb

    for folder in map(Path, FOLDERS):
        plain = folder / FILE
        found = [plain] if plain.is_file() else sorted(folder.rglob(FILE))
        if found:
            return hb.Font(hb.Face(hb.Blob.from_file_path(str(found[0])), FACE))
    return None


def letter(char: str) -> Letter | None:
    """The outline of a character; None where this machine lacks the font. One that the font
    lacks shows as its empty box."""
    font = _font()
    if font is None:
        return None
    return _drawn(char)


@cache
def _drawn(char: str) -> Letter:
    import uharfbuzz as hb

    font = _font()
    assert font is not None
    glyph = font.get_nominal_glyph(ord(char)) or 0
    path: list[str] = []
    upem = font.face.upem
    here = (0.0, 0.0)

    def add(operator: str, *points: tuple[float, float]) -> None:
        nonlocal here
        here = points[-1] if points else here
        path.append(" ".join([*(_spell(v / upem) for point in points for v in point), operator]))

    def quadratic(x1: float, y1: float, x: float, y: float) -> None:
        start = here
        add("c", *((a + 2 * (c - a) / 3, b + 2 * (d - b) / 3)
                   for (a, b), (c, d) in ((start, (x1, y1)), ((x, y), (x1, y1)))), (x, y))

    funcs = hb.DrawFuncs()
    funcs.set_move_to_func(lambda x, y, _: add("m", (x, y)))
    funcs.set_line_to_func(lambda x, y, _: add("l", (x, y)))
    funcs.set_cubic_to_func(lambda a, b, c, d, x, y, _: add("c", (a, b), (c, d), (x, y)))
    funcs.set_quadratic_to_func(lambda a, b, x, y, _: quadratic(a, b, x, y))
    funcs.set_close_path_func(lambda _: path.append("h"))
    font.draw_glyph(glyph, funcs, None)
    return Letter("\n".join(path), font.get_glyph_h_advance(glyph) / upem)


def letters(text: str) -> Iterator[tuple[str, Letter]]:
    """The characters of a line with their outlines; none where the font is missing."""
    for char in text:
        drawn = letter(char)
        if drawn is not None:
            yield char, drawn


def _spell(number: float) -> str:
    return f"{number:.3f}".rstrip("0").rstrip(".") or "0"
