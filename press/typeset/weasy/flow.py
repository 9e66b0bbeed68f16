"""Page counters in the flow of a part: it does not know its page numbers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.css.targets import TargetCollector

from press.typeset.weasy.patching import Patch

_collect = TargetCollector.collect_missing_counters
_alone = [False]


def patches() -> tuple[Patch, ...]:
    """Look at every counter that only the pages can tell."""
    return ((TargetCollector, "collect_missing_counters", _collect_missing_counters),)


@contextmanager
def whole(alone: bool) -> Iterator[None]:
    """Inside, what is typeset is a whole document (``alone``): its own page counters are right."""
    before, _alone[0] = _alone[0], alone
    try:
        yield
    finally:
        _alone[0] = before


def _collect_missing_counters(self: Any, box: Any, token: str, again: Any, counters: Any,
                              targets: Any) -> None:
    asked = {*counters, *(name for names in targets.values() for name in names)}
    if not _alone[0] and self.collecting and token == "content" and asked & {"page", "pages"}:
        raise ValueError(
            f"<{box.element_tag}>: a part does not know its page numbers; write "
            '<span data-late="page:ANCHOR">00</span> instead of counter() or target-counter()')
    _collect(self, box, token, again, counters, targets)
