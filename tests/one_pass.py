"""The parts of a book as one HTML document, so that WeasyPrint can set it in one pass.

Every part becomes a ``section`` on named pages of its own; its styles are rewritten by rule:
selectors are put under the section, ``@page`` gets the section's name, and numbers of pages come
from ``counter(page)`` and ``target-counter()`` instead of the join. Nothing of the press
decides here how a page looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import tinycss2

from press.assembly.placing import Placing
from press.dataclass import dataclass
from press.values import Part

_BODY = re.compile(r"<body class=\"([^\"]*)\">(.*)</body>", re.DOTALL)
_REFERENCE = re.compile(r'<span data-late="page:([^"]+)">[^<]*</span>')
_ID = re.compile(r'\bid="([^"]+)"')
_FIRST = {":first": "{0}:nth(1 of {0})", "": "{0}"}
GLOBAL = """
body { margin: 0 }
section * { margin-break: discard }
.page-break + * { margin-break: keep }
[data-at] { white-space: nowrap; font-feature-settings: "hwid" }
[data-at]::before { content: target-counter(attr(data-at), page) }
[data-at].lower-roman::before { content: target-counter(attr(data-at), page, lower-roman) }
"""


@dataclass(frozen=True)
class OnePass:
    """What to give WeasyPrint."""

    html: str
    css: str


def one_pass(parts: Sequence[Part], placing: Placing, page: str) -> OnePass:
    """The whole book. ``placing`` says only on which side each part begins; ``page`` is the
    sheet, for blank pages too."""
    styles = {anchor: part.numbering for part in parts for anchor in _ID.findall(part.html)}
    sections, sheets = [], [GLOBAL, f"@page {{ {page} }}"]
    seen: set[str] = set()
    numbering = ""
    for number, part in enumerate(parts):
        name = f"p{number}"
        classes, body = _only(_BODY.findall(part.html))
        sections.append(f'<section id="{name}" class="{classes}">{_referring(body, styles)}'
                        "</section>")
        restart = "counter-reset: page 1" if part.numbering not in ("none", numbering) else ""
        numbering = part.numbering
        sheets += [
            *(_scoped(text, name, seen) for text in part.styles),
            f"#{name} {{ page: {name}; break-before: {placing.side(number)} }}",
            f"@page {name}:nth(1 of {name}) {{ {restart} }}",
        ]
    return OnePass(
        '<!DOCTYPE html><html lang="zh-Hans"><head><title>one pass</title></head>'
        f"<body>{''.join(sections)}</body></html>", "\n".join(sheets))


def _only(found: list[Any]) -> Any:
    assert len(found) == 1
    return found[0]


def _referring(body: str, numbering: dict[str, str]) -> str:
    def refer(match: re.Match[str]) -> str:
        style = numbering[match[1]]
        assert style != "none", f"{match[1]} is on a page without a folio"
        return f'<span data-at="#{match[1]}" class="{style}"></span>'

    return _REFERENCE.sub(refer, body)


def _scoped(css: str, name: str, seen: set[str]) -> str:
    """``css`` for one section alone; rules that cannot be scoped are kept once."""
    return "\n".join(_rules(tinycss2.parse_stylesheet(
        css, skip_comments=True, skip_whitespace=True), name, seen))


def _rules(rules: Iterable[Any], name: str, seen: set[str]) -> Iterator[str]:
    for rule in rules:
        text = rule.serialize()
        if rule.type == "at-rule" and rule.lower_at_keyword == "page":
            selector = tinycss2.serialize(rule.prelude).strip()
            chosen = _FIRST.get(selector, "{0}" + selector).format(name)
            yield f"@page {chosen} {{{tinycss2.serialize(rule.content)}}}"
        elif rule.type == "at-rule":
            assert rule.lower_at_keyword == "counter-style", text
            if text not in seen:
                yield text
        else:
            assert rule.type == "qualified-rule", text
            content = tinycss2.serialize(rule.content)
            selectors = list(_selectors(rule.prelude))
            if any(re.match(r"(:root|html)\b", s) for s in selectors) and text not in seen:
                yield text  # the root: variables, rem and rlh of all the document
            yield f"{', '.join(_under(s, name) for s in selectors)} {{{content}}}"
        seen.add(text)


def _selectors(tokens: Iterable[Any]) -> Iterator[str]:
    part: list[Any] = []
    for token in tokens:
        if token.type == "literal" and token.value == ",":
            yield tinycss2.serialize(part).strip()
            part = []
        else:
            part.append(token)
    yield tinycss2.serialize(part).strip()


def _under(selector: str, name: str) -> str:
    """``selector`` inside the section, which stands for the html and body of its part."""
    root = re.match(r"(:root|html|body)(?=[\s.:\[]|$)", selector)
    return f"#{name}{selector[root.end():]}" if root else f"#{name} {selector}"
