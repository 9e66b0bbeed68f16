"""Ordered lists that begin at another number than 1.

The engine takes no presentational hints, so ``start`` alone would do nothing. HTML (15.3.7,
Lists) says what it means: the counter ``list-item`` begins one below the first number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from press.manuscript.source import Source
from press.manuscript.trees import line_of_element, take
from press.values import Problem, problem

_START = re.compile(r"-?[0-9]{1,9}")


def number_lists(root: etree._Element, source: Source) -> Iterator[Problem]:
    """``start`` of each list under ``root`` → the style that every engine obeys."""
    for ordered in root.iter("ol"):
        start = take(ordered, "start").strip()
        if not start:
            continue
        if not _START.fullmatch(start):
            yield problem("html-attribute", source.find("start", line_of_element(ordered), reach=3),
                          name=f"start={start}"[:40])
        elif int(start) != 1:
            ordered.set("style", f"counter-reset: list-item {int(start) - 1}")
