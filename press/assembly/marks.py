"""Page content without the marks of a tag tree, for documents that have none."""

from __future__ import annotations

import re

_MARK = re.compile(rb"^/([A-Za-z]+)\s(?:<<(?:[^<>]|<[0-9a-f]*>)*>>\s)?(?:BDC|BMC)\n|^EMC\n?",
                   re.MULTILINE)


def without_tags(content: bytes) -> bytes:
    """``content`` without the marks of a tag tree, which sheets do not have.

    Artifacts stay marked: they tell a running head from the text, for anyone who reads on; and
    so does text that says what it stands for across a gap, and text that is not known yet.
    """
    kept: list[bool] = []

    def mark(match: re.Match[bytes]) -> bytes:
        keeps = kept.pop() if match[1] is None else \
            match[1] in (b"Artifact", b"Late") or b"/ActualText" in match[0]
        if match[1] is not None:
            kept.append(keeps)
        return match[0] if keeps else b""

    return _MARK.sub(mark, content)
