"""Each way to make a PDF of the generated book; ``SIDES`` has them all, ours first."""

from bench.speed.sides import latex, ours, typst, weasyprint, web
from bench.speed.sides.job import Job, Side

SIDES: tuple[Side, ...] = (ours.SIDE, weasyprint.SIDE, typst.SIDE, web.CHROMIUM, latex.SIDE,
                           web.VIVLIOSTYLE)

__all__ = ["SIDES", "Job", "Side"]
