"""What a speaker needs: notes with a label, cues in small boxes."""

from __future__ import annotations

import re

from lxml import html as lhtml
from lxml.html import HtmlElement

from press.layout.wrapping import wrap


def label_notes(root: HtmlElement, label: str) -> None:
    """Put ``label`` at the head of every note for the speaker."""
    for note in root.xpath(".//aside[contains(concat(' ', @class, ' '), ' speaker ')]"):
        line = lhtml.Element("p")
        line.set("class", "speaker-label")
        line.set("data-words", "layout")
        line.text = label
        line.tail, note.text = note.text, None
        note.insert(0, line)


def box_cues(root: HtmlElement, words: tuple[str, ...]) -> None:
    """``[PPT 12]`` → the same in ``<span class="cue">``, brackets kept for the text.

    A paragraph that is nothing but a cue becomes ``<p class="cue-line">``.
    """
    pattern = re.compile(rf"[\[［](?:{'|'.join(map(re.escape, words))})[  ]?\d*[\]］]")
    for element in list(root.iter()):
        if isinstance(element.tag, str) and element.tag not in ("code", "pre"):
            cues = wrap(element, pattern, "cue")
            if element.tag == "p" and len(cues) == len(element) == 1 and not (
                    (element.text or "").strip() or (cues[0].tail or "").strip()):
                element.set("class", "cue-line")
