"""A footnote stays on the page of its mark.

To keep two lines of a paragraph together at the foot of a page, WeasyPrint 70 sends the page's
last notes on to the next page (``layout/block.py: _linebox_layout``, ``report``). A reader looks
for a note below its mark: the lines go to the next page instead, with their mark.
"""

from __future__ import annotations

import inspect

from weasyprint.layout import block

_OLD = "report = not context.in_column and can_break_now and not could_break_before"


def install() -> None:
    """Compile the function anew with that one decision changed."""
    source = inspect.getsource(block._linebox_layout)
    if source.count(_OLD) != 1:
        raise RuntimeError("weasyprint.layout.block._linebox_layout is not the known one")
    code = compile(source.replace(_OLD, "report = False"), block.__file__, "exec")
    exec(code, block.__dict__)
