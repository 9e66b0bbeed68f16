"""Raw HTML at the left edge: how far it reaches, and which of it is Markdown after all.

Markdown inside raw HTML is that of Python-Markdown's md_in_html: an element with the attribute
``markdown`` is read as blocks (``div``, …) or as running text (``p``, ``li``, …), one inside it
without the attribute is raw again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from press.preflight.passages import Line

State = Literal["block", "span", "raw", "after"]
"""How a stretch of an element is read; ``after`` is text behind its end."""

_NAMES = (
    "address|article|aside|blockquote|body|center|dd|details|dialog|div|dl|dt|fieldset|"
    "figcaption|figure|footer|form|h[1-6]|head|header|hgroup|hr|html|iframe|legend|li|link|main|"
    "menu|meta|nav|noscript|object|ol|p|param|pre|script|section|style|summary|table|tbody|td|"
    "template|textarea|tfoot|th|thead|title|tr|ul|video|canvas|math|svg")
_OPENS = re.compile(rf"[ ]{{0,3}}<({_NAMES})\b", re.IGNORECASE)
_TAG = re.compile(rf"<(/?)({_NAMES})\b((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>", re.IGNORECASE)
_MARKDOWN = re.compile(r"\smarkdown(?:\s*=\s*[\"']?([a-z0-9]*)[\"']?)?(?=[\s/>]|$)",
                       re.IGNORECASE)
_VOID = frozenset(("hr", "link", "meta", "param"))
_RUNNING = re.compile(r"address|dd|dt|h[1-6]|legend|li|p|summary|td|th")
"""Elements whose Markdown is running text."""
_RAW = frozenset(("canvas", "math", "pre", "script", "style", "textarea", "svg"))


def html_begins(line: Line) -> str | None:
    """The name of the element that a raw block begins with."""
    found = _OPENS.match(line.text)
    return found.group(1) if found else None


def html_end(lines: list[Line], begin: int, name: str) -> int:
    """The index after a raw HTML block: where its first tag is closed, or the end."""
    if name.lower() in _VOID:
        return begin + 1
    depth = 0
    for index in range(begin, len(lines)):
        depth += len(re.findall(rf"<{name}\b[^>]*(?<!/)>", lines[index].text, re.IGNORECASE))
        depth -= len(re.findall(rf"</{name}\s*>", lines[index].text, re.IGNORECASE))
        if depth <= 0:
            return index + 1
    return len(lines)


def holds_markdown(lines: list[Line]) -> bool:
    """Whether the first element of a raw block has the attribute ``markdown``."""
    found = _TAG.search("\n".join(line.text for line in lines))
    return found is not None and _state(found, "block") != "raw"


def stretches(lines: list[Line]) -> Iterator[tuple[State, list[Line]]]:
    """The text between the tags of a raw block that holds Markdown, and how it is read."""
    text = "\n".join(line.text for line in lines)
    number, position = lines[0].number, 0
    stack: list[tuple[str, State]] = []

    def until(end: int) -> list[Line]:
        nonlocal number
        rows = text[position:end].split("\n")
        cut = [Line(number + row, words) for row, words in enumerate(rows)]
        number += len(rows) - 1
        return cut

    for tag in _TAG.finditer(text):
        name = tag.group(2).lower()
        state: State = stack[-1][1] if stack else "after"
        if name in _VOID or (tag.group(1) and name not in (have for have, _ in stack)):
            continue
        yield state, until(tag.start())
        position = tag.start()
        until(tag.end())
        position = tag.end()
        if tag.group(1):
            while stack.pop()[0] != name:
                pass
        else:
            stack.append((name, _state(tag, state)))
    yield stack[-1][1] if stack else "after", until(len(text))


def _state(tag: re.Match[str], around: State) -> State:
    """How the content of an element is read whose start tag this is."""
    name, wanted = tag.group(2).lower(), _MARKDOWN.search(tag.group(3))
    if wanted is None or around == "raw" or name in _RAW:
        return "raw"
    asked = wanted.group(1) or "1"
    if asked not in ("1", "block", "span", "markdown"):
        return "raw"
    running = bool(_RUNNING.fullmatch(name))
    return "span" if around == "span" or asked == "span" or (running and asked != "block") else \
        "block"
