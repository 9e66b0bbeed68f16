"""The book of the press as one HTML document with one style sheet, for WeasyPrint as it comes.

The press lays out a book in parts, each with styles of its own. Here they become what a person
would write for one pass: sheets that all parts share stand once and unscoped; those of one kind
of part (cover, contents …) under its class; ``@page`` rules under a named page of the kind;
running heads come from ``string-set``, page numbers from ``counter`` and ``target-counter``.
(tests/one_pass.py does the same exactly, with rules for every single part; that would make
WeasyPrint match 130 times as many selectors, so it is not what speed is compared with.)
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape, unescape
from typing import Any

import tinycss2  # type: ignore[import-untyped]

from press.values import Part

_BODY = re.compile(r"<body class=\"([^\"]*)\">(.*)</body>", re.DOTALL)
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_LATE = re.compile(r'<span data-late="page:([^"]+)">[^<]*</span>')
_ID = re.compile(r'\bid="([^"]+)"')
_ROOT = re.compile(r"(:root|html|body)(?=[\s.:\[]|$)")
HEAD = "string(head)"
GLOBAL = """
body { margin: 0 }
.whole > section { string-set: head attr(data-head) }
section * { margin-break: discard }
.page-break + * { margin-break: keep }
[data-at] { white-space: nowrap; font-feature-settings: "hwid" }
[data-at]::before { content: target-counter(attr(data-at), page) }
[data-at].lower-roman::before { content: target-counter(attr(data-at), page, lower-roman) }
"""


def whole(parts: Sequence[Part], title: str) -> tuple[str, str]:
    """HTML and CSS. ValueError where parts of one kind have different styles."""
    numberings = {anchor: part.numbering for part in parts for anchor in _ID.findall(part.html)}
    shared = [text for text in parts[0].styles if all(text in part.styles for part in parts)]
    css = [GLOBAL, *shared]
    own: dict[str, tuple[str, ...]] = {}
    names: dict[str, list[str]] = {}
    sections = []
    numbering = ""
    for part in parts:
        kind, head = part.key.split("/")[0], unescape(_TITLE.findall(part.html)[0])
        quoted = json.dumps(head, ensure_ascii=False)
        texts = tuple(text.replace(quoted, HEAD) for text in part.styles if text not in shared)
        if own.setdefault(kind, texts) != texts:
            raise ValueError(f"{part.key}: styles unlike those of other parts of its kind")
        name = kind
        if part.numbering not in ("none", numbering):
            name += "-first"
            css.append(f"@page {name}:nth(1 of {name}) {{ counter-reset: page 1 }}")
        numbering = part.numbering
        if name not in names.setdefault(kind, []):
            names[kind].append(name)
        classes, body = _BODY.findall(part.html)[0]
        side = part.first_page if part.first_page in ("recto", "verso") else "page"
        sections.append(f'<section class="{classes} kind-{kind}" data-head="{escape(head)}" '
                        f'style="page: {name}; break-before: {side}">'
                        f"{_referring(body, numberings)}</section>")
    seen: set[str] = set()
    for kind, texts in own.items():
        for text in texts:
            css += _rules(text, kind, names[kind], seen)
    html = (f'<!DOCTYPE html><html lang="zh-Hans"><head><title>{escape(title)}</title></head>'
            f'<body class="whole">{"".join(sections)}</body></html>')
    return html, "\n".join(css)


def _referring(body: str, numberings: Mapping[str, str]) -> str:
    body = _LATE.sub(lambda m: f'<span data-at="#{m[1]}" class="{numberings[m[1]]}"></span>', body)
    return body.replace('href="press-ref:', 'href="#')


def _rules(css: str, kind: str, names: Sequence[str], seen: set[str]) -> Iterator[str]:
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        content = tinycss2.serialize(rule.content or ())
        if rule.type == "at-rule" and rule.lower_at_keyword == "page":
            selector = tinycss2.serialize(rule.prelude).strip()
            chosen = [f"{name}:nth(1 of {name})" if selector == ":first" else name + selector
                      for name in names]
            text = f"@page {', '.join(chosen)} {{{content}}}"
        elif rule.type == "at-rule":
            text = rule.serialize()
        else:
            chosen = [_under(s, f".kind-{kind}") for s in _selectors(rule.prelude)]
            text = f"{', '.join(chosen)} {{{content}}}"
        if text not in seen:
            seen.add(text)
            yield text


def _selectors(tokens: Sequence[Any]) -> Iterator[str]:
    part: list[Any] = []
    for token in tokens:
        if token.type == "literal" and token.value == ",":
            yield tinycss2.serialize(part).strip()
            part = []
        else:
            part.append(token)
    yield tinycss2.serialize(part).strip()


def _under(selector: str, scope: str) -> str:
    root = _ROOT.match(selector)
    return f"{scope}{selector[root.end():]}" if root else f"{scope} {selector}"
