"""One manuscript → one ``Story``, in two steps: links need to know the whole book.

``read_draft`` does what a manuscript can do alone; ``finish`` sets its links.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from press.config.textfile import read_text
from press.manuscript.apart import apart_problems
from press.manuscript.blocks.ranges import end_ranges
from press.manuscript.characters import character_problems
from press.manuscript.convert import Converted, body_lines, convert, entries_apart, with_fences
from press.manuscript.directive_html import shape_directives
from press.manuscript.directives import Found, find_directives
from press.manuscript.draft import Draft
from press.manuscript.editions import listed_editions
from press.manuscript.facts import NO_FACTS, BookFacts
from press.manuscript.flow import join_lines
from press.manuscript.frontmatter import read_front_matter
from press.manuscript.fullwidth import fullwidth_problems
from press.manuscript.headings import Anchors, name_headings, number_anchors, take_title
from press.manuscript.index_marks import index_words
from press.manuscript.kept import draft_from_bytes, draft_key, draft_to_bytes
from press.manuscript.limits import limit_problem
from press.manuscript.links import resolve_links, restore_page_words
from press.manuscript.lists import number_lists
from press.manuscript.marks import without_own
from press.manuscript.notes_html import set_notes
from press.manuscript.pictures import Pictures, set_pictures
from press.manuscript.placing import BLOCKS, place_blocks
from press.manuscript.sanitise import Dropped, safe_tree
from press.manuscript.source import Source, make_source
from press.manuscript.spans_html import shape_spans
from press.manuscript.spans_places import Spots, broken_spans
from press.manuscript.spans_text import raise_spans
from press.manuscript.tables import Tables
from press.manuscript.trees import inner_html, take
from press.values import Place, Problem, Role, Store, Story, has_errors, problem


def read_draft(folder: Path, path: str, role: Role, key: str, pictures: Pictures,
               facts: BookFacts = NO_FACTS,
               store: Store | None = None) -> tuple[Draft | None, list[Problem]]:
    """Read the manuscript ``path`` of the book in ``folder``; None where it is no text.

    One that ``store`` keeps is taken from there.
    """
    text, faults = read_text(folder, folder / path)
    if text is None:
        return None, list(faults)
    name = draft_key(path, role, key, text, facts) if store is not None else ""
    return draft_of(folder, path, role, key, text, pictures, facts, store, name)


def draft_of(folder: Path, path: str, role: Role, key: str, text: str, pictures: Pictures,
             facts: BookFacts, store: Store | None, name: str) -> tuple[Draft, list[Problem]]:
    """The same of a manuscript whose ``text`` is at hand, and its ``name`` in the store
    (``draft_key``)."""
    if store is None:
        return _read(folder, path, role, key, text, pictures, facts)
    known = store.get(name)
    if known is not None and (
            found := draft_from_bytes(known, path, role, key, text, pictures)) is not None:
        return found
    draft, problems = _read(folder, path, role, key, text, pictures, facts)
    data = draft_to_bytes(draft, problems)
    if data is not None:
        store.put(name, data)
    return draft, problems


def _read(folder: Path, path: str, role: Role, key: str, text: str, pictures: Pictures,
          facts: BookFacts) -> tuple[Draft, list[Problem]]:
    """Read its ``text``:

    1. text, front matter, characters; 2. directives and limits; 3. Markdown with marks;
    4. a safe tree with lines; 5. its shape, see ``_shape``.
    """
    front, source, front_faults = read_front_matter(make_source(path, text))
    problems = [*front_faults, *character_problems(source)]
    draft = Draft(role, source, Anchors(key, read=False), front=front)
    draft.title_hidden = has_errors(front_faults)
    draft.editions, edition_faults = listed_editions(front, source, facts.editions)
    problems += edition_faults
    lines, code, unclosed = body_lines(source)
    problems += [problem("code-open", source.place(n, 1)) for n in unclosed]
    problems += fullwidth_problems(source, code)
    found, directive_faults = find_directives(source, code)
    problems += directive_faults
    problems += apart_problems(source, lines, found)
    lines = entries_apart(lines, found)
    too_much = limit_problem(source, lines)
    if too_much is not None:
        return draft, [*problems, too_much]
    try:
        converted = convert(with_fences(lines, found))
    except Exception as error:  # Python-Markdown's, on input that nobody foresaw
        return draft, [*problems, problem("markdown-failed", source.place(source.body_line),
                                          detail=type(error).__name__)]
    root, dropped = safe_tree(converted.html)
    problems += _dropped_problems(dropped, source)
    if root is None:
        return draft, [*problems, problem("html-deep", source.place(source.body_line))]
    place_blocks(root, source.lines, source.body_line, found.directives)
    draft.root = root
    problems += _shape(draft, converted, found, pictures, Tables(folder), facts)
    return draft, problems


def _shape(draft: Draft, converted: Converted, found: Found, pictures: Pictures,
           tables: Tables, facts: BookFacts) -> Iterator[Problem]:
    """The tree of a draft as the HTML contract has it, but for its links.

    Spans come first, since blocks look at what they make, and once more for the texts that
    blocks and pictures bring; index words come when all text is there, and marks are numbered
    last.
    """
    root, source, anchors = draft.root, draft.source, draft.anchors
    assert root is not None
    spans: Spots = set()
    yield from shape_spans(root, source, facts.terms, spans)
    yield from broken_spans(root, source, spans)
    yield from set_notes(root, source, converted.labels, converted.undefined,
                         converted.repeated)
    yield from shape_directives(root, source, found.directives, tables, facts.editions)
    draft.files = tables.files
    yield from number_lists(root, source)
    join_lines(root)
    yield from restore_page_words(root, source, outside_links=True)
    values, lines = draft.front.values, draft.front.lines
    draft.title, faults = take_title(root, source, values.get("title", ""),
                                     lines.get("title", 1), anchors)
    yield from (fault for fault in faults
                if not (fault.code == "title-missing" and draft.title_hidden))
    draft.headings, faults = name_headings(root, source, anchors)
    yield from faults
    draft.assets, faults = set_pictures(root, source, pictures, anchors)
    yield from faults
    raise_spans(root)
    yield from shape_spans(root, source, facts.terms, spans, ids=False)
    index_words(root, facts.words)
    number_anchors(root, anchors)
    end_ranges(root)
    anchors.read = True


def finish(draft: Draft, stories: Mapping[str, Anchors]) -> tuple[Story | None, list[Problem]]:
    """The story of a draft, its links resolved among all ``stories`` (path → anchors)."""
    if draft.root is None:
        return None, []
    problems = list(resolve_links(draft.root, draft.source, stories))
    for element in draft.root.iter():
        if element.tag not in BLOCKS and element.get("class") != "footnote":
            take(element, "data-line")
        for name in ("text", "tail"):  # fences that raw HTML has torn apart
            text = getattr(element, name)
            if text and max(text) >= "\U000f0000":
                setattr(element, name, without_own(text))
        classes = element.get("class", "-")
        if without_own(classes).strip() != classes:
            take(element, "class")
            if kept := without_own(classes).strip():
                element.set("class", kept)
        if (align := take(element, "align")) in ("left", "center", "right"):
            element.set("style", f"text-align:{align}")
    if draft.title is None:
        return None, problems
    values = draft.front.values
    return Story(
        key=draft.anchors.key, role=draft.role, path=draft.source.path,
        title=without_own(draft.title.text), title_html=without_own(draft.title.html),
        title_line=draft.title.line,
        subtitle=values.get("subtitle", ""), author=values.get("author", ""),
        html=inner_html(draft.root), headings=draft.headings, assets=draft.assets,
        source=draft.source.text, summary=values.get("summary", ""),
        editions=draft.editions, files=draft.files), problems


def _dropped_problems(dropped: tuple[Dropped, ...], source: Source) -> Iterator[Problem]:
    for item in dropped:
        if item.kind == "unopened":
            yield problem("html-unopened", _closing_tag(item, source), name=item.name[:40])
            continue
        of_tag = item.kind in ("element", "content", "unclosed")
        needle = f"<{item.name}" if of_tag else item.name
        yield problem(f"html-{item.kind}",
                      source.find(needle, item.line, reach=3, fold=True), name=item.name[:40])


def _closing_tag(item: Dropped, source: Source) -> Place:
    """The last end tag of that name before the place where one was left over."""
    needle = f"</{item.name}"
    for number in range(min(item.line, len(source.lines)), source.body_line - 1, -1):
        if (column := source.lines[number - 1].lower().find(needle)) >= 0:
            return source.place(number, column + 1)
    return source.find(needle, item.line, reach=3)
