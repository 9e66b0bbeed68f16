"""Changes applied to the text of a manuscript, and shown beforehand as a unified diff."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

from press.proof.document import Edit

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


def apply(text: str, edits: Sequence[Edit]) -> str:
    """``text``, whose line ends may be of any kind and stay, with ``edits`` made.

    An edit whose words do not stand at its place is left out: the file has changed.
    """
    lines = _LINE.findall(text)
    for edit in reversed(edits):
        if edit.line > len(lines):
            continue
        line, at = lines[edit.line - 1], edit.column - 1
        if line[at:at + len(edit.old)] == edit.old:
            lines[edit.line - 1] = line[:at] + edit.new + line[at + len(edit.old):]
    return "".join(lines)


def diff(path: str, before: str, after: str) -> str:
    """A unified diff, empty where nothing changes."""
    made = difflib.unified_diff(before.splitlines(), after.splitlines(), path, path, lineterm="",
                                n=1)
    return "\n".join(made)
