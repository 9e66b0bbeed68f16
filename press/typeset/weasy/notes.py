"""A footnote stays on the page of its mark.

To keep two lines of a paragraph together at the foot of a page, WeasyPrint 70 sends the page's
last notes on to the next page (``layout/block.py: _linebox_layout``, ``report``). A reader looks
for a note below its mark: the lines go to the next page instead, with their mark.
"""

from __future__ import annotations

import inspect
from typing import Any

from weasyprint.layout import block

from press.typeset.weasy.patching import Patch

_OLD = "report = not context.in_column and can_break_now and not could_break_before"


def patches() -> tuple[Patch, ...]:
    """Compile the function anew with that one decision changed."""
    source = inspect.getsource(block._linebox_layout)
    if source.count(_OLD) != 1:
        raise RuntimeError("weasyprint.layout.block._linebox_layout is not the known one")
    code = compile(source.replace(_OLD, "report = False"), block.__file__, "exec")
    made: dict[str, Any] = {}
    exec(code, block.__dict__, made)
    return ((block, "_linebox_layout", made["_linebox_layout"]),)
