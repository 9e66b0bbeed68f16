"""Inline Markdown, read for its words alone: an own reader that shares nothing with the writer.

What stays of a piece of manuscript once every mark that asks for something is taken away:
links keep their text, images give their alternative text, calls of notes are noted. Emphasis
marks (``*``, ``_``) and backticks are left where they are: the comparison ignores them on both
sides, for the rules of which of them count are long and the marks are never words.

The rules are those of Python-Markdown's documentation and syntax tests, not of its code.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from press.dataclass import dataclass, field
from press.preflight.passages import kept
from press.preflight.spans import read_span
from press.preflight.tag_marks import Tags

PAGE = "\x1a"
"""Stands for a page number that is bound late: matches any numeral."""

SILENT = ("script|style|iframe|object|embed|noscript|template|title|textarea|select|svg|math|"
          "noembed|noframes|xmp|plaintext")
"""Raw HTML elements that go together with what is in them."""

_ESCAPABLE = "\\`*_{}[]()>#+-.!|"
_TOKEN = re.compile(
    r"(?P<code>(?P<ticks>`+)(?P<literal>.+?)(?<!`)(?P=ticks)(?!`))"
    rf"|\\(?P<escaped>[{re.escape(_ESCAPABLE)}])"
    r"|\[\^(?P<call>[^\]]*)\]"
    r"|(?P<open>!?\[)"
    r"|<(?P<address>(?:https?|ftp)://[^<>]*|[^<> !]+@[^@<> ]+)>"
    rf"|(?P<dropped><!--.*?-->|<(?P<raw>{SILENT})\b[^>]*>.*?</(?P=raw)\s*>"
    r"|</?[A-Za-z][^<>@ ]*(?: [^<>]*)?>)"
    r"|(?P<entity>&(?:[A-Za-z0-9]+;|\#(?:[0-9]+|x[0-9A-Fa-f]+)(?:;|(?=[^0-9A-Fa-f;]))))",
    re.DOTALL | re.IGNORECASE)
_WORD = r"""[^\s{}="']+=(?:"[^"\n]*"|'[^'\n]*'|[^\s{}]+)|[#.][^\s{}]+"""
ATTRIBUTES = rf"\{{:?[ ]*(?:(?:{_WORD})[ ]*)+\}}"
"""An attribute list as the contract allows it: ids, classes, key=value."""

_ATTRIBUTES = re.compile(ATTRIBUTES)
_EMPHASIS = re.compile(rf"(\*{{1,3}}|_{{1,3}})(?![\s*_])([^*_\n]+?)(?<!\s)\1{ATTRIBUTES}")
_PAGE_WORD = re.compile(r"\{(?:页|page)\}")
_TITLE = re.compile(r"""^(?P<url><[^<>]*>|.*?)?\s*(?:"(?P<two>.*)"|'(?P<one>.*)')?\s*$""",
                    re.DOTALL)


@dataclass(frozen=True, slots=True)
class Image:
    """An image as written."""

    alternative: str
    title: str


@dataclass(slots=True)
class Inline:
    """What a piece of inline Markdown holds."""

    text: str = ""
    """Its words; line ends are kept, so that a place can be counted in lines."""
    calls: list[str] = field(default_factory=list)
    """Labels of the notes it calls, in order."""
    images: list[Image] = field(default_factory=list)


def read_inline(source: str, notes: Mapping[str, object], links: Mapping[str, str]) -> Inline:
    """The words of ``source``.

    ``notes``: labels that have a definition (a call of any other is literal text);
    ``links``: link definitions, label in lower case → title.
    """
    out = Inline()
    parts: list[str] = []
    tags = Tags()
    position = 0
    while found := _TOKEN.search(source, position):
        parts.append(source[position:found.start()])
        position = found.end()
        element = False
        if found["code"] is not None:
            parts.append(kept(found["literal"]))
            element = True
        elif found["escaped"] is not None:
            parts.append(found["escaped"])
        elif found["call"] is not None and found["call"] in notes:
            out.calls.append(found["call"])
            element = True
        elif found["open"] is not None or found["call"] is not None:
            end = _bracketed(source, found, notes, links, out, parts)
            element = end is not None
            position = end if end is not None else _literal(source, found, parts)
        elif found["address"] is not None:
            parts.append(re.sub(r"^mailto:", "", found["address"]))
            element = True
        elif found["entity"] is not None:
            parts.append(html.unescape(found["entity"]))
        elif found["dropped"] is not None:
            parts.append(tags.mark(found["dropped"]))
        if element and (attributes := _ATTRIBUTES.match(source, position)):
            position = attributes.end()
    parts.append(source[position:])
    # Emphasis is no token here; an attribute list behind its closing mark is.
    out.text = _EMPHASIS.sub(r"\1\2\1", "".join(parts))
    return out


def _literal(source: str, found: re.Match[str], parts: list[str]) -> int:
    """An opening bracket that opens nothing stands for itself."""
    width = 2 if source.startswith("![", found.start()) else 1
    parts.append(source[found.start():found.start() + width])
    return found.start() + width


def _bracketed(source: str, found: re.Match[str], notes: Mapping[str, object],
               links: Mapping[str, str], out: Inline, parts: list[str]) -> int | None:
    """Read a link, an image or a span that begins at ``found``; where it ends, or None."""
    is_image = source.startswith("!", found.start())
    begin = found.start() + (2 if is_image else 1)
    close = matching(source, begin, "[", "]")
    if close is None:
        return None
    label, end = source[begin:close], close + 1
    if source.startswith("(", end):
        stop = matching(source, end + 1, "(", ")")
        target = _TITLE.match(source[end + 1:stop].strip()) if stop is not None else None
        if stop is not None and target is not None:
            title = target["two"] if target["two"] is not None else target["one"] or ""
            _element(is_image, label, target["url"] or "", title, notes, links, out, parts)
            return stop + 1
    reference = re.compile(r"[ ]?\n?\[([^\[\]]*)\]").match(source, end)
    name = (reference.group(1) or label) if reference else label
    key = " ".join(name.lower().split())
    if key in links:
        _element(is_image, label, "", links[key], notes, links, out, parts)
        return reference.end() if reference else end
    span = read_span(source, end)
    if span is None:
        return None
    parts.append("!" * is_image + span.words(_inner(label, notes, links, out)))
    return span.end


def _element(is_image: bool, label: str, url: str, title: str, notes: Mapping[str, object],
             links: Mapping[str, str], out: Inline, parts: list[str]) -> None:
    if is_image:
        out.images.append(Image(unescaped(label), unescaped(title)))
        return
    words = _inner(label, notes, links, out)
    external = re.match(r"<?[a-z][a-z0-9+.-]*:", url, re.IGNORECASE)
    parts.append(words if external else _PAGE_WORD.sub(PAGE, words))


def _inner(label: str, notes: Mapping[str, object], links: Mapping[str, str],
           out: Inline) -> str:
    """The words in brackets; what they call and show is noted in ``out``."""
    inner = read_inline(label, notes, links)
    out.calls += inner.calls
    out.images += inner.images
    return inner.text


def matching(source: str, begin: int, opening: str, closing: str) -> int | None:
    """Where the bracket closes that was opened before ``begin``; code, escapes and (inside
    round brackets) quoted titles are stepped over."""
    depth, position = 1, begin
    while position < len(source):
        mark = source[position]
        if mark == "\\":
            position += 1
        elif mark == "`":
            code = re.compile(r"(`+)(?:.+?)(?<!`)\1(?!`)", re.DOTALL).match(source, position)
            position = code.end() - 1 if code else position
        elif opening == "(" and mark in "\"'" and source[position - 1:position].isspace():
            title = re.compile(rf"{mark}\s*\)").search(source, position + 1)
            if title and depth == 1:
                return title.end() - 1
        elif mark == opening:
            depth += 1
        elif mark == closing:
            depth -= 1
            if not depth:
                return position
        position += 1
    return None


def unescaped(words: str) -> str:
    """Backslash escapes and entities resolved, nothing else: titles and alternatives."""
    words = re.sub(rf"\\([{re.escape(_ESCAPABLE)}])", r"\1", words)
    return re.sub(r"&(?:[A-Za-z0-9]+|#[0-9]+|#x[0-9A-Fa-f]+);",
                  lambda found: html.unescape(found.group()), words)
