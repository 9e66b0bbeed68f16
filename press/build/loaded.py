"""Imported before worker processes are forked: so none of them imports the engine for itself."""

from __future__ import annotations

import gc
from contextlib import suppress


def _load() -> None:
    # Nothing that is loaded is litter, and what stands here stands as long as a worker: no
    # collector need ever look at it, and where none does, no page of this memory is written to,
    # so all workers share it. ``work`` sweeps up after each part instead.
    gc.disable()
    import press.build.looking
    import press.build.work  # noqa: F401

    with suppress(Exception):  # a library that is missing is told of by the part that needs it
        from press.typeset.native import load_weasyprint

        load_weasyprint()
        from press.typeset.weasy import hooks

        hooks.load()
    gc.collect()
    gc.freeze()


_load()
