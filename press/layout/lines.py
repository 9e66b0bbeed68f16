"""Lines that the layout breaks or spaces itself: pull quotes, and names of persons."""

from __future__ import annotations

import re

from lxml import html as lhtml
from lxml.html import HtmlElement
from markupsafe import Markup

from press.layout.gathering import inner_html
from press.layout.titles import title_lines
from press.layout.wrapping import wrap

_PAIR = re.compile(r"(?<![\w·])([㐀-鿿])([㐀-鿿])(?![\w·])")
"""Two Han characters that stand alone: a name, in a list of names."""

_BLANKS = re.compile(r"[ \t\r\n]+")
"""What HTML shows as one blank; never the full-width one."""


def break_quotes(root: HtmlElement, measure: float) -> None:
    """Break the paragraphs of pull quotes by sense, with the marks that stand in them.

    ``measure``: the room for a line, in em of the quote's own type. What has a note, readings
    over its characters, an image or lines of its own is left to the typesetter.
    """
    for line in root.xpath(".//blockquote[contains(concat(' ', @class, ' '), ' pullquote ')]//p"):
        if line.xpath(".//br | .//img | .//ruby"):
            continue
        _fill(line, title_lines(Markup(_BLANKS.sub(" ", inner_html(line).strip())), measure))


def _fill(element: HtmlElement, html: str) -> None:
    """Make ``html`` all that stands in ``element``."""
    new = lhtml.fragment_fromstring(html, create_parent=element.tag)
    element.text = new.text
    element[:] = new[:]


def spread_names(root: HtmlElement) -> None:
    """Mark 王强 as ``<span class="name">王<span>强</span></span>``: CSS sets it to three."""
    for element in root.xpath(".//dd | .//td | .//li | .//dd//p"):
        for at in wrap(element, _PAIR, "name"):
            pair = at.text or ""
            at.text = pair[0]
            second = lhtml.Element("span")
            second.text = pair[1:]
            at.append(second)
