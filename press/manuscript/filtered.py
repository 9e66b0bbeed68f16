"""A manuscript as one edition and audience have it, still as Markdown.

Blocks for others go with their fences; those that are kept lose the fences that said for whom
they are. What else stands in the file stays as it was written, word for word.
"""

from __future__ import annotations

import re

from press.manuscript.blocks.conditions import AUDIENCES
from press.manuscript.directives import Directive, find_directives
from press.manuscript.source import make_source
from press.manuscript.sourcemap import code_lines
from press.values import Audience

_NAMES = re.compile(r"[^\s、，,;；]+")


def filtered(text: str, edition: str, audience: Audience) -> str:
    """``text`` of a manuscript without what is for other editions or audiences."""
    source = make_source("", text)
    code, _ = code_lines(list(source.lines))
    found, _ = find_directives(source, {index + 1 for index in code})
    gone: set[int] = set()
    for one in found.directives:
        if one.kind == "speaker" and audience != "speaker":
            gone |= set(range(one.line, one.end + 1))
        elif one.kind in ("only", "except"):
            gone |= {one.line, one.end} if _is_shown(one, edition, audience) else \
                set(range(one.line, one.end + 1))
    kept = "\n".join(line for number, line in enumerate(source.lines, 1) if number not in gone)
    return re.sub(r"\n{3,}", "\n\n", kept) if gone else text


def _is_shown(one: Directive, edition: str, audience: Audience) -> bool:
    names = {part: set(_NAMES.findall(one.texts.get(part, ""))) for part in one.texts}
    meets = []
    if "edition" in names:
        meets.append(edition in names["edition"])
    if "audience" in names:
        meets.append(audience in {AUDIENCES.get(name, "") for name in names["audience"]})
    return all(meets) if one.kind == "only" else not any(meets)
