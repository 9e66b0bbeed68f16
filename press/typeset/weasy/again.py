"""A page made again: what making it has changed is put back before."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

_LISTS = ("footnotes", "reported_footnotes", "rendered_notes")


class Before:
    """A layout context and the state of its counters, as they were before a page was made."""

    def __init__(self, context: Any, state: Any, number: int) -> None:
        self._context, self._state, self._number = context, state, number
        self._lists = {name: list(getattr(context, name)) for name in _LISTS}
        self._page_footnotes = dict(context.page_footnotes)
        self._broken = dict(context.broken_out_of_flow)
        # Of running elements and strings a page changes its own only.
        self._stores = [(store, {name: list(pages[number]) for name, pages in store.items()
                                 if number in pages})
                        for store in (context.running_elements, context.string_set)]
        self._then = deepcopy(state)
        self._remake = deepcopy(context.page_maker[number - 1][-1])

    def restore(self) -> None:
        """Put it back; as often as is wished."""
        context, number = self._context, self._number
        for name, value in self._lists.items():
            setattr(context, name, list(value))
        context.page_footnotes = dict(self._page_footnotes)
        context.broken_out_of_flow = dict(self._broken)
        for store, kept in self._stores:
            for name, pages in store.items():
                pages.pop(number, None)
                if name in kept:
                    pages[number] = list(kept[name])
        for now, then in zip(self._state, deepcopy(self._then), strict=True):
            now.clear()
            now.extend(then) if isinstance(now, list) else now.update(then)
        remake = context.page_maker[number - 1][-1]
        found = remake["content_changed"]  # page numbers found on the way are found once
        remake.clear()
        remake.update(deepcopy(self._remake))
        remake["content_changed"] |= found
