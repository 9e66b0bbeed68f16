"""The front matter of a manuscript: which of its fields may be seen in print.

An own reader of the few lines of YAML between two lines ``---`` (see ``inline``).
"""

from __future__ import annotations

import re

from press.preflight.passages import Line, Passage

_FIELD = re.compile(r"([^\s:#][^:]*?)[ ]*:(?:[ ]+(.*))?$")
_PRINTED = frozenset(("title", "subtitle", "author", "summary"))
"""The others (``editions``, 版本) say what is made of the manuscript and are never words."""
_BLOCKS = frozenset(("|", ">", "|-", ">-", "|+", ">+"))


def front_matter(lines: list[Line]) -> tuple[dict[str, Passage], list[Line]]:
    """The printable fields between two lines ``---`` at the top, and the lines after them."""
    if not lines or lines[0].text.rstrip() != "---":
        return {}, lines
    end = next((i for i, line in enumerate(lines[1:], 1)
                if line.text.rstrip() in ("---", "...")), None)
    if end is None:
        return {}, lines
    fields: dict[str, Passage] = {}
    last = ""
    for line in lines[1:end]:
        field = _FIELD.match(line.text)
        if field:
            last = field.group(1).strip("\"'")
            fields[last] = Passage(_bare(field.group(2) or ""), line.number)
        elif last and line.text.startswith(" "):
            fields[last] = Passage(fields[last].text + "\n" + line.text.strip(),
                                   fields[last].line)
    return {key: value for key, value in fields.items()
            if key in _PRINTED and value.text.strip()}, lines[end + 1:]


def _bare(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return "" if value in _BLOCKS else value
