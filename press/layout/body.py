"""What the layout does to the body of a manuscript before a template shows it.

Blocks for another audience go (they are gone from everything that follows: outline,
assets, text); notes for the speaker get their label; cues become small boxes; figures take
a whole number of lines; pull quotes are broken by sense; names of two characters are set to
three.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import html as lhtml
from lxml.html import HtmlElement
from markupsafe import Markup

from press.layout.context import Audience, PageView
from press.layout.figures import fit_figures
from press.layout.tables import fit_tables
from press.layout.titles import title_lines
from press.values import Asset, Heading, Story

_PAIR = re.compile(r"(?<![\w·])([㐀-鿿])([㐀-鿿])(?![\w·])")
"""Two Han characters that stand alone: a name, in a list of names."""

QUOTE_INDENT = 2
"""Room left free on both sides of a pull quote, in em of the body, as base.css has it."""
QUOTE_SIZE = 1.1905
"""Size of a pull quote to the body's: 12.5 pt in 10.5 pt."""


@dataclass(frozen=True, slots=True)
class Body:
    """A manuscript's body, cut and dressed for one audience."""

    html: str
    headings: tuple[Heading, ...]
    assets: tuple[Asset, ...]


@dataclass(frozen=True, slots=True)
class Dress:
    """How a body is dressed."""

    audience: Audience
    speaker_label: str
    """Stands at the head of a note for the speaker."""
    cues: tuple[str, ...]
    """Words of cues: ``PPT`` for ``[PPT 12]``."""
    page: PageView
    """The grid that figures keep to."""
    names: bool = False
    """Whether the cells and items of this body are names of persons."""


def dress(story: Story, how: Dress) -> Body:
    """The body of ``story`` for one audience."""
    root = lhtml.fragment_fromstring(story.html, create_parent="div")
    _cut(root, how.audience)
    _label_notes(root, how.speaker_label)
    if how.cues and how.audience == "speaker":
        _box_cues(root, how.cues)
    fit_figures(root, {a.name: a for a in story.assets}, how.page)
    fit_tables(root, how.page)
    _break_quotes(root, (how.page.measure - 2 * QUOTE_INDENT) / QUOTE_SIZE)
    if how.names:
        _spread_names(root)
    kept = {e.get("id") for e in root.iter() if e.get("id")}
    used = {(e.get("src") or "").removeprefix("press-asset:") for e in root.iter("img")}
    return Body(
        _inner(root),
        tuple(h for h in story.headings if h.anchor in kept),
        tuple(a for a in story.assets if a.name in used))


def _cut(root: HtmlElement, audience: Audience) -> None:
    """Drop what is marked for other audiences only."""
    for element in root.xpath(".//*[@data-audience]"):
        if audience not in element.get("data-audience", "").split():
            element.drop_tree()


def _label_notes(root: HtmlElement, label: str) -> None:
    for note in root.xpath(".//aside[contains(concat(' ', @class, ' '), ' speaker ')]"):
        line = lhtml.Element("p")
        line.set("class", "speaker-label")
        line.set("data-words", "layout")
        line.text = label
        line.tail, note.text = note.text, None
        note.insert(0, line)


def _box_cues(root: HtmlElement, words: tuple[str, ...]) -> None:
    """``[PPT 12]`` → the same in ``<span class="cue">``, brackets kept for the text.

    A paragraph that is nothing but a cue becomes ``<p class="cue-line">``.
    """
    pattern = re.compile(rf"[\[［](?:{'|'.join(map(re.escape, words))})[  ]?\d*[\]］]")
    for element in list(root.iter()):
        if isinstance(element.tag, str) and element.tag not in ("code", "pre"):
            cues = _wrap(element, pattern, "cue")
            if element.tag == "p" and len(cues) == len(element) == 1 and not (
                    (element.text or "").strip() or (cues[0].tail or "").strip()):
                element.set("class", "cue-line")


def _break_quotes(root: HtmlElement, measure: float) -> None:
    """Break the paragraphs of pull quotes by sense where they are plain text."""
    for line in root.xpath(".//blockquote[contains(concat(' ', @class, ' '), ' pullquote ')]//p"):
        if len(line) == 0 and line.text:
            broken = str(title_lines(" ".join(line.text.split()), measure))
            line.text = None
            for n, piece in enumerate(broken.split("<br/>")):
                words = str(Markup(piece).unescape())
                if n:
                    line.append(lhtml.Element("br"))
                    line[-1].tail = words
                else:
                    line.text = words


def _spread_names(root: HtmlElement) -> None:
    """Mark 王强 as ``<span class="name">王<span>强</span></span>``: CSS sets it to three."""
    for element in root.xpath(".//dd | .//td | .//li | .//dd//p"):
        for at in _wrap(element, _PAIR, "name"):
            pair = at.text or ""
            at.text = pair[0]
            second = lhtml.Element("span")
            second.text = pair[1:]
            at.append(second)


def _wrap(element: HtmlElement, pattern: re.Pattern[str], name: str) -> list[HtmlElement]:
    """Put every match in the element's own text, and in its children's tails, in a span."""
    made: list[HtmlElement] = []

    def spans(text: str) -> tuple[str, list[HtmlElement]]:
        found: list[HtmlElement] = []
        end = 0
        head = text
        for match in pattern.finditer(text):
            span = lhtml.Element("span")
            span.set("class", name)
            span.text = match.group()
            if found:
                found[-1].tail = text[end:match.start()]
            else:
                head = text[:match.start()]
            found.append(span)
            end = match.end()
        if found:
            found[-1].tail = text[end:]
        made.extend(found)
        return head, found

    children = list(element)
    if element.text:
        element.text, new = spans(element.text)
        for n, span in enumerate(new):
            element.insert(n, span)
    for child in children:
        if child.tail:
            tail, new = spans(child.tail)
            child.tail = tail
            for span in reversed(new):
                keep = span.tail
                child.addnext(span)
                span.tail = keep
    return made


def _inner(root: HtmlElement) -> str:
    """The children of ``root`` as HTML."""
    out: str = lhtml.tostring(root, encoding="unicode")
    return out[out.index(">") + 1:out.rindex("</div>")]
