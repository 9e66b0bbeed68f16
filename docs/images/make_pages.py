"""Make docs/images/pages.png, the picture in the README, out of the sample's real PDFs.

Run after a build, from the root of the repository: ``python docs/images/make_pages.py``
(another folder of PDFs may be given as the argument). Pages are found by the outline, so the
picture holds when the text moves on.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFilter

ROOT = Path(__file__).parent.parent.parent
BOOK = "initial-heart"
WIDTH = 1600
GAP = 32
"""Between the pieces and around them, px."""
PAGE = (360, 511)
"""One page, px: 148 × 210 mm, and very nearly A4."""
COLOURS = 96
TABLE, SHADE, FOLD = (236, 233, 227), (150, 145, 136), (214, 211, 205)


def render(document: pypdfium2.PdfDocument, index: int) -> Image.Image:
    """One page at the size of the picture."""
    page = document[index]
    image = page.render(scale=2 * PAGE[0] / page.get_width()).to_pil().convert("RGB")
    return image.resize(PAGE, Image.Resampling.LANCZOS)


def spread(document: pypdfium2.PdfDocument, verso: int) -> Image.Image:
    """Two facing pages, with the fold."""
    image = Image.new("RGB", (2 * PAGE[0], PAGE[1]))
    image.paste(render(document, verso), (0, 0))
    image.paste(render(document, verso + 1), (PAGE[0], 0))
    ImageDraw.Draw(image).line((PAGE[0], 0, PAGE[0], PAGE[1]), fill=FOLD)
    return image


def place(sheet: Image.Image, piece: Image.Image, x: int, y: int) -> None:
    """Lay a piece on the table, with a soft shadow."""
    shadow = Image.new("L", sheet.size)
    ImageDraw.Draw(shadow).rectangle(
        (x + 2, y + 5, x + piece.width + 1, y + piece.height + 4), fill=150)
    shadow = shadow.filter(ImageFilter.GaussianBlur(6))
    sheet.paste(Image.new("RGB", sheet.size, SHADE), (0, 0), shadow)
    sheet.paste(piece, (x, y))


def main() -> None:
    """Two rows: cover, contents, an opening, a handout; below them two spreads."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "output" / BOOK
    reader = pypdfium2.PdfDocument(folder / f"{BOOK}-reading.pdf")
    handout = pypdfium2.PdfDocument(next(folder.glob(f"{BOOK}-handout-*-listener.pdf")))
    found = {mark.get_title(): mark.get_dest().get_index() for mark in reader.get_toc()}
    rows = (
        (render(reader, 0), render(reader, found["目　录"]), render(reader, found["山里的一天"]),
         render(handout, 0)),
        (spread(reader, found["山里的一天"] + 1), spread(reader, found["两把卡规"])))
    sheet = Image.new("RGB", (WIDTH, 2 * PAGE[1] + 3 * GAP), TABLE)
    for number, row in enumerate(rows):
        free = WIDTH - 2 * GAP - sum(piece.width for piece in row)
        x = GAP
        for piece in row:
            place(sheet, piece, x, GAP + number * (PAGE[1] + GAP))
            x += piece.width + free // (len(row) - 1)
    sheet.quantize(COLOURS, dither=Image.Dither.NONE).save(
        Path(__file__).parent / "pages.png", optimize=True)


if __name__ == "__main__":
    main()
