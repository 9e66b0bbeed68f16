"""HTML as Markdown leaves it → a tree that holds nothing but what a book may show.

Every tag is rebuilt from the attributes that are allowed, what is left out is reported with
its line, and nh3 then guarantees the result with the same lists. Addresses travel as
``data-href`` and ``data-src`` until ``links`` and ``pictures`` have judged them: no ``href``
or ``src`` of a manuscript ever reaches a page unseen.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator

import nh3
from lxml import etree

from press.dataclass import dataclass
from press.manuscript.marks import (
    DIRECTIVE,
    LINE_MARK,
    NOTE,
    NOTE_CALL,
    NOTES,
    SPAN,
    TAG_MARK,
    line_of,
    unmarked,
)

MAX_DEPTH = 100
"""Of elements; libxml2 refuses 256, and templates and the engine recurse too."""

_VOID = {"br", "hr", "img", "col", "wbr"}
_MAY_STAY_OPEN = {"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody",
                  "colgroup", "rt", "rb"}
TAGS = _VOID | _MAY_STAY_OPEN | {
    "a", "abbr", "b", "bdi", "bdo", "blockquote", "cite", "code", "del", "dfn", "div",
    "dl", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "i", "ins", "kbd",
    "mark", "ol", "pre", "ruby", "s", "samp", "section", "small", "span", "strong", "sub",
    "sup", "table", "u", "ul", "var"}
"""Elements that a manuscript may contain, by Markdown or as raw HTML.

Not among them, so that what stands in the manuscript is printed, once and in its order: ``q``
(its quotation marks would be CSS's), ``rp`` (hidden, and the engine sets no ruby that would
make up for it), ``caption`` and ``tfoot`` (printed elsewhere than they are written).
"""
_EVERYWHERE = {"class", "id", "lang", "dir"}
_ATTRIBUTES = {
    "a": {"href", "title"}, "abbr": {"title"}, "img": {"src", "alt", "title", "width"},
    "ol": {"start"}, "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align", "scope"}, "col": {"span"}, "colgroup": {"span"}}
RESERVED = frozenset((
    "pullquote", "questions", "questions-title", "answer-line", "speaker", "speaker-label",
    "page-break", "footnote", "caption", "credit", "table", "number", "block-title", "only",
    "oral", "turn", "turn-more", "who", "verse", "verse-author", "stanza", "line",
    "timeline", "sidebar", "sidebar-kind", "letter", "salutation",
    "document", "issuer", "example", "example-source", "example-result",
    "dots", "proper-name", "work-title", "index", "index-range", "index-end", "term",
    "heading-number", "cue", "cue-line", "name"))
"""Classes that mean something to the press: neither raw HTML nor braces can give them.

Not ``admonition`` and what goes with it: Python-Markdown gives that before this room looks. Nor
``signature`` and ``date``, which set a line to the right and which a foreword may want, too.
"""
_WITH_CONTENT = {"script", "style", "iframe", "object", "embed", "noscript", "template", "title",
                 "textarea", "select", "svg", "math", "noembed", "noframes", "xmp", "plaintext"}
"""Elements that go together with what is in them, if they are closed."""
_CARRIED = {"href": "data-href", "src": "data-src"}
_OWN = (DIRECTIVE, NOTE_CALL, NOTES, NOTE, SPAN)

_DECLARATION = re.compile(r"<([!?]\[?\w*)")
_TAG = re.compile(
    r"""<(/?)([a-zA-Z][^\s/>]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>""")
_ATTRIBUTE = re.compile(
    r"""([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+))?""")
_FIRST_MARK = re.compile(rf"(?:\s|<[^<>]*>)*({LINE_MARK.pattern})")
_CLASS = re.compile(r"[A-Za-z][A-Za-z0-9_-]*$")

_CLEANER = nh3.Cleaner(
    tags=TAGS, clean_content_tags=_WITH_CONTENT, link_rel=None, strip_comments=True,
    attributes={"*": _EVERYWHERE | {"data-m"},
                **{tag: {_CARRIED.get(a, a) for a in names} for tag, names in _ATTRIBUTES.items()}},
    url_schemes=set())


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something of a manuscript that is not printed."""

    kind: str
    """``element``, ``content`` (an element with all that it holds), ``attribute``, ``class``,
    ``unclosed`` or ``unopened``."""
    name: str
    line: int


def safe_tree(html: str) -> tuple[etree._Element | None, tuple[Dropped, ...]]:
    """The tree of ``html`` under a ``div``, still marked, and what was left out.

    None where elements stand in one another too deeply.
    """
    rebuilt, dropped = _rebuilt(html)
    clean = _CLEANER.clean(rebuilt)
    if _depth(clean) > MAX_DEPTH:
        return None, tuple(dropped)
    return _parsed(clean), tuple(dropped)


def _rebuilt(html: str) -> tuple[str, list[Dropped]]:
    """``html`` with every tag reduced to what is allowed and marked with its line."""
    pieces: list[str] = []
    dropped: list[Dropped] = []
    opened: list[tuple[str, int]] = []
    line = 1
    at = 0
    while True:
        start = html.find("<", at)
        text = html[at:start if start >= 0 else len(html)]
        pieces.append(text)
        marks = LINE_MARK.findall(text)
        line = line_of(marks[-1]) if marks else line
        if start < 0:
            break
        if html.startswith("<!--", start):
            comment = html.find("-->", start + 4)
            at = comment + 3 if comment >= 0 else len(html)
            continue
        match = _TAG.match(html, start)
        if not match:
            declaration = _DECLARATION.match(html, start)
            if declaration:  # nh3 drops it up to its end
                dropped.append(Dropped("content", unmarked(declaration[1]).lower(), line))
            pieces.append("<" if declaration else "&lt;")
            at = start + 1
            continue
        at = match.end()
        closing, name = match[1], unmarked(match[2]).lower()
        own = TAG_MARK.search(match[0])
        here = line_of(own.group()) if own else line if name in _VOID else \
            _line_inside(html, at, line)
        if closing:
            if not _close(name, opened) and name in TAGS - _VOID - _MAY_STAY_OPEN:
                # It would end what the press has opened, and show what is hidden.
                dropped.append(Dropped("unopened", name, here))
                continue
        elif name in TAGS:
            if name not in _VOID | _MAY_STAY_OPEN and not match[3].rstrip().endswith("/"):
                opened.append((name, here))
        else:
            # Without an end it takes nothing with it: no text may vanish unseen.
            end = re.compile(f"</{re.escape(name)}\\s*>", re.IGNORECASE).search(html, at) \
                if name in _WITH_CONTENT else None
            held = end and unmarked(html[at:end.start()]).strip()
            dropped.append(Dropped("content" if held else "element", name, here))
            at = end.end() if end else at
        if name in TAGS:
            pieces.append(f"</{name}>" if closing else
                          _tag(name, match[3], own.group() if own else "", here, dropped))
    dropped += [Dropped("unclosed", name, where) for name, where in opened]
    return "".join(pieces), dropped


def _line_inside(html: str, at: int, line: int) -> int:
    """The line of the text that a tag begins with; ``line`` where it begins with none."""
    match = _FIRST_MARK.match(html, at, at + 500)
    return line_of(match[1]) if match else line


def _close(name: str, opened: list[tuple[str, int]]) -> bool:
    """Take the innermost element ``name`` off ``opened``; False where there is none."""
    for index in range(len(opened) - 1, -1, -1):
        if opened[index][0] == name:
            del opened[index]
            return True
    return False


def _tag(name: str, attributes: str, mark: str, line: int, dropped: list[Dropped]) -> str:
    """A start tag with only what it may have."""
    kept = {}
    for match in _ATTRIBUTE.finditer(TAG_MARK.sub("", attributes)):
        key = LINE_MARK.sub("", match[1]).lower()
        value = entities.unescape((match[2] or "").strip("\"'")) if match[2] else ""
        value = LINE_MARK.sub("", value)
        if not key or key in kept:
            continue
        if key not in _EVERYWHERE and key not in _ATTRIBUTES.get(name, ()):
            dropped.append(Dropped("attribute", key, line))
        elif key == "class":
            if classes := " ".join(_classes(value, line, dropped)):
                kept[key] = classes
        else:
            kept[_CARRIED.get(key, key)] = value
    if mark:
        kept["data-m"] = mark.strip()
    return "".join((f"<{name}", *(f' {k}="{entities.escape(v)}"' for k, v in kept.items()), ">"))


def _classes(value: str, line: int, dropped: list[Dropped]) -> Iterator[str]:
    for name in value.split():
        if name in RESERVED:
            dropped.append(Dropped("class", name, line))
        elif name[0] in _OWN or _CLASS.match(name):
            yield name


# What nh3 writes is regular: names in lower case, values in double quotes, text escaped.
_CLEAN_TAG = re.compile(r'<(/?)([a-z0-9]+)((?: [a-z-]+="[^"]*")*)>')
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _depth(clean: str) -> int:
    depth = deepest = 0
    for match in _CLEAN_TAG.finditer(clean):
        if match[1]:
            depth -= 1
        elif match[2] not in _VOID:
            depth += 1
            deepest = max(deepest, depth)
    return deepest


def _parsed(clean: str) -> etree._Element:
    """nh3's HTML as a tree, by way of XML: lxml's HTML parser would move elements about."""
    def as_xml(match: re.Match[str]) -> str:
        end = "/>" if match[2] in _VOID and not match[1] else ">"
        return f"<{match[1]}{match[2]}{match[3].replace('<', '&lt;')}{end}"

    xml = _CLEAN_TAG.sub(as_xml, _NOT_XML.sub("\ufffd", clean)).replace("&nbsp;", "\u00a0")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(f"<div>{xml}</div>", parser)
    for pre in root.iter("pre"):  # HTML drops a line end here, XML would keep it
        pre.text = pre.text.lstrip("\n") if pre.text else pre.text
    return root
