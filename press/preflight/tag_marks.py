"""Raw HTML tags: which of them begin or end words that are printed as written."""

from __future__ import annotations

import re

from press.preflight.passages import FREE, KEPT

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)(?P<rest>[^<>]*)>")
_CODE = frozenset(("code", "pre", "kbd", "samp"))
_LANGUAGE = re.compile(r"\slang\s*=", re.IGNORECASE)
_VOID = frozenset(("br", "hr", "img", "wbr", "col", "input"))


class Tags:
    """Follows the tags of one text."""

    def __init__(self) -> None:
        self._opened: list[tuple[str, bool]] = []

    def marked(self, tag: re.Match[str]) -> str:
        """``mark`` of what a pattern has found."""
        return self.mark(tag.group())

    def mark(self, tag: str) -> str:
        """What stands for a tag among the words: KEPT, FREE or nothing."""
        found = _TAG.match(tag)
        name = found["name"].lower() if found else ""
        if found is None or name in _VOID:
            return ""
        if not found["end"]:
            keeps = name in _CODE or bool(_LANGUAGE.search(found["rest"]))
            self._opened.append((name, keeps))
            return KEPT if keeps else ""
        marks = ""
        if any(name == opened for opened, _ in self._opened):
            while self._opened:
                opened, keeps = self._opened.pop()
                marks += FREE if keeps else ""
                if opened == name:
                    break
        return marks
