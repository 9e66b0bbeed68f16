"""Pinyin above Han characters: ``<ruby>`` with a base and a reading for each of them.

HTML Ruby Markup Extensions, 3: each ``<rb>`` is followed by its ``<rt>``. What is no Han
character stands outside, so that it keeps its own rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from press.manuscript.flow import join_lines
from press.manuscript.slots import CODE, Piece, read, refill, slots
from press.manuscript.trees import move_content

HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
"""A Han character, 〇 among them."""

_UNTOUCHED = CODE | {"ruby"}


def set_pinyin(element: etree._Element, value: str | None) -> bool:
    """Set the readings of ``value`` over what ``element`` holds; False where it has no Han.

    Blanks divide readings. Where there are as many as characters each gets its own; else all
    is one reading over the whole. Without a ``value`` the readings are looked up.
    """
    join_lines(element)
    found = list(slots(element, without=_UNTOUCHED))
    text = "".join(map(read, found))
    characters = HAN.findall(text)
    if value is None:
        if not characters:
            return False
        readings = _looked_up(text)
    else:
        readings = value.split()
        if len(readings) != len(characters):
            _set_whole(element, " ".join(readings))
            return True
    rest = iter(readings)
    for slot in found:
        if HAN.search(read(slot)):
            refill(slot, list(_pieces(read(slot), rest, generated=value is None)))
    return True


def _looked_up(text: str) -> Sequence[str]:
    """The reading of each Han character of ``text``, words taken as such; empty if unknown."""
    # Imported here: its dictionaries take a tenth of a second and 30 MB, and few books need it.
    from pypinyin import Style, lazy_pinyin

    readings: list[str] = []
    for run in re.findall(f"{HAN.pattern}+", text):
        found = lazy_pinyin(run, style=Style.TONE)
        if len(found) != len(run):  # a character that it does not know took others with it
            found = [lazy_pinyin(c, style=Style.TONE)[0] for c in run]
        readings += [r if r != c else "" for c, r in zip(run, found, strict=True)]
    return readings


def _pieces(text: str, readings: Iterator[str], *, generated: bool) -> Iterator[Piece]:
    """Runs of Han characters as ruby, and what stands between them."""
    at = 0
    for run in re.finditer(f"{HAN.pattern}+", text):
        yield text[at:run.start()]
        ruby = etree.Element("ruby")
        for character in run.group():
            etree.SubElement(ruby, "rb").text = character
            reading = etree.SubElement(ruby, "rt")
            reading.text = next(readings)
            if generated:
                reading.set("data-words", "layout")
        yield ruby
        at = run.end()
    yield text[at:]


def _set_whole(element: etree._Element, reading: str) -> None:
    ruby = etree.Element("ruby")
    base = etree.SubElement(ruby, "rb")
    move_content(element, base)
    etree.SubElement(ruby, "rt").text = reading
    element.append(ruby)
