"""Lines that the layout breaks or spaces itself: pull quotes, and names of persons."""

from __future__ import annotations

import re

from lxml import html as lhtml
from lxml.html import HtmlElement
from markupsafe import Markup

from press.layout.titles import title_lines
from press.layout.wrapping import wrap

_PAIR = re.compile(r"(?<![\w·])([㐀-鿿])([㐀-鿿])(?![\w·])")
"""Two Han characters that stand alone: a name, in a list of names."""


def break_quotes(root: HtmlElement, measure: float) -> None:
    """Break the paragraphs of pull quotes by sense where they are plain text.

    ``measure``: the room for a line, in em of the quote's own type.
    """
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


def spread_names(root: HtmlElement) -> None:
    """Mark 王强 as ``<span class="name">王<span>强</span></span>``: CSS sets it to three."""
    for element in root.xpath(".//dd | .//td | .//li | .//dd//p"):
        for at in wrap(element, _PAIR, "name"):
            pair = at.text or ""
            at.text = pair[0]
            second = lhtml.Element("span")
            second.text = pair[1:]
            at.append(second)
