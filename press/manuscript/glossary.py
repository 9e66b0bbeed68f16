"""glossary.toml → ``Term``s: each entry checked, its text as safe inline HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import etree
from markdown import Markdown

from press.config import Positions, load_toml, validate
from press.config.glossary_model import GlossaryFile, TermConfig
from press.config.suggestions import listed, nearest
from press.config.textfile import read_text
from press.dataclass import replace
from press.manuscript.characters import character_problems, without_bad
from press.manuscript.flow import join_lines
from press.manuscript.limits import limit_problem
from press.manuscript.sanitise import safe_tree
from press.manuscript.source import Source, make_source
from press.manuscript.sourcemap import Line
from press.manuscript.spans_html import MARKS, shape_spans
from press.manuscript.spans_inline import Spans
from press.manuscript.spans_places import Spots, broken_spans
from press.manuscript.trees import inner_html, take
from press.values import Place, Problem, Term, problem

FILE_NAME = "glossary.toml"
ANCHOR = "glossary"
"""Of the glossary as a whole, for links to it."""

MAX_TEXT = 5_000
"""Characters of an explanation."""


def read_glossary(folder: Path) -> tuple[tuple[Term, ...] | None, tuple[Problem, ...]]:
    """The glossary of the book in ``folder`` and all that is wrong in it.

    A book without one has no terms; None where it cannot be read.
    """
    path = folder / FILE_NAME
    if not (path.exists() or path.is_symlink()):
        return (), ()
    data, positions, problems = load_toml(path)
    text, _ = read_text(folder, path)
    if data is None or text is None:
        return None, problems
    source = make_source(FILE_NAME, text)
    problems += tuple(character_problems(source))
    glossary, faults = validate(GlossaryFile, data, positions, FILE_NAME)
    problems += faults
    if glossary is None:
        return None, _sorted(problems)
    found = list(problems)
    if not any(p.code.startswith("character-") for p in found):
        found += _escaped_problems(glossary.terms, positions)
    terms = []
    for index, entry in enumerate(glossary.terms):
        spot = positions.value(("terms", index, "term"))
        terms.append(Term(
            f"term-{index + 1}", without_bad(entry.term),
            _text(entry.text, _spot(positions, index, "text"), source, found),
            without_bad(entry.reading), tuple(map(without_bad, entry.see)),
            Place(FILE_NAME, spot.line, spot.column)))
    found += _term_problems(glossary.terms, positions)
    return tuple(terms), _sorted(found)


def _sorted(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda p: (p.line or 0, p.column or 0)))


def _spot(positions: Positions, index: int, key: str, element: int | None = None) -> Place:
    path = ("terms", index, key) if element is None else ("terms", index, key, element)
    spot = positions.value(path)
    return Place(FILE_NAME, spot.line, spot.column)


def _escaped_problems(entries: Sequence[TermConfig], positions: Positions) -> Iterator[Problem]:
    """Bad characters that are written as escapes, at the values that hold them."""
    for index, entry in enumerate(entries):
        values = {"term": entry.term, "text": entry.text, "reading": entry.reading,
                  "see": "".join(entry.see)}
        for key, value in values.items():
            place = _spot(positions, index, key)
            for fault in character_problems(make_source(FILE_NAME, value)):
                yield replace(fault, line=place.line, column=place.column)


def _term_problems(entries: Sequence[TermConfig], positions: Positions) -> Iterator[Problem]:
    """Terms explained twice, and references that lead nowhere."""
    first: dict[str, Place] = {}
    for index, entry in enumerate(entries):
        place = _spot(positions, index, "term")
        if entry.term in first:
            yield problem("term-twice", place, name=entry.term[:40],
                          first=first[entry.term].line)
        first.setdefault(entry.term, place)
    for index, entry in enumerate(entries):
        for number, wanted in enumerate(entry.see):
            place = _spot(positions, index, "see", number)
            if wanted == entry.term:
                yield problem("term-see-itself", place, name=wanted[:40])
            elif wanted not in first:
                similar = nearest(wanted, first)
                yield problem("term-misspelt" if similar else "term-missing", place,
                              name=wanted[:40], similar=similar, known=listed(first))


def _text(text: str, place: Place, source: Source, problems: list[Problem]) -> str:
    """An explanation as inline HTML; what is wrong with it is added to ``problems``."""
    lines = (line.strip() for line in without_bad(text).split("\n"))
    text = "\n".join(filter(None, lines))  # one paragraph, whatever blank lines there are
    if len(text) > MAX_TEXT or limit_problem(source, [Line(text, place.line)]) is not None:
        problems.append(problem("term-long", place, limit=MAX_TEXT))
        return ""
    root, dropped = safe_tree(_markdown().convert(text))
    problems += [problem(f"html-{item.kind}", place, name=item.name[:40]) for item in dropped]
    if root is None:
        problems.append(problem("html-deep", place))
        return ""
    for element in root.iter():
        element.set("data-line", str(place.line))
    spans: Spots = set()
    problems += shape_spans(root, source, {}, spans, allowed=MARKS, ids=False)
    problems += broken_spans(root, source, spans)
    join_lines(root)
    problems += _link_problems(root, place)
    for element in root.iterdescendants():
        for name in ("data-line", "id"):
            take(element, name)
    paragraph = root.find("p")
    return inner_html(paragraph) if paragraph is not None else ""


def _markdown() -> Markdown:
    """Markdown that knows one paragraph and what stands in it; HTML is text to it."""
    markdown = Markdown(extensions=[Spans()], output_format="html")
    markdown.preprocessors.deregister("html_block")
    for name in ("html", "image_link", "image_reference", "short_image_ref"):
        markdown.inlinePatterns.deregister(name)
    blocks = markdown.parser.blockprocessors
    for name in ("indent", "code", "hashheader", "setextheader", "hr", "olist", "ulist", "quote",
                 "reference"):
        blocks.deregister(name)
    return markdown


def _link_problems(root: etree._Element, place: Place) -> Iterator[Problem]:
    for link in root.iter("a"):
        address = take(link, "data-href").strip()
        take(link, "title")
        if address.lower().startswith("https://"):
            link.set("href", address)
        else:
            yield problem("term-link", place, address=address[:80])
