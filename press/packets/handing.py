"""Lots of packets are handed out to the workers of the shop."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import BrokenExecutor, as_completed

from press.build.pool import OPENINGS
from press.build.workshop import Workshop
from press.packets.values import Lot, MadeSet

NO_TITLE = ""
"""Told as progress: what goes on now is no document that has one."""


def make_lots(work: Sequence[Lot], shop: Workshop) -> list[MadeSet]:
    """The files of all lots, in any order. Raises BrokenExecutor where workers die of them."""
    # Brings what makes and reads PDF with it, which a plan can do without.
    from press.packets.make import make_lot

    made: list[MadeSet] = []
    shop.progress(NO_TITLE, 0, len(work))
    if shop.jobs < 2 or len(work) < 2:
        for count, lot in enumerate(work, 1):
            made += make_lot(lot)
            shop.progress(NO_TITLE, count, len(work))
        return made
    left, finished = sorted(work, key=lambda lot: -len(lot.orders)), 0
    for opening in range(OPENINGS):
        again: list[Lot] = []
        with shop.workers(min(shop.jobs, len(left))) as executor:
            futures = {executor.submit(make_lot, lot): lot for lot in left}
            for future in as_completed(futures):
                try:
                    made += future.result()
                except BrokenExecutor:  # a worker died, perhaps of what goes on beside
                    if opening == OPENINGS - 1:
                        raise
                    again.append(futures[future])
                    continue
                finished += 1
                shop.progress(NO_TITLE, finished, len(work))
        if not again:
            break
        left = again
    return made
