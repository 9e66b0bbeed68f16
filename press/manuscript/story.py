"""One manuscript → one ``Story``, in two steps: links need to know the whole book.

``read_draft`` does what a manuscript can do alone; ``finish`` sets its links.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from press.config.textfile import read_text
from press.manuscript.characters import character_problems
from press.manuscript.convert import body_lines, convert, with_fences
from press.manuscript.directive_html import shape_directives
from press.manuscript.directives import find_directives
from press.manuscript.flow import join_lines
from press.manuscript.frontmatter import FrontMatter, read_front_matter
from press.manuscript.headings import Anchors, Title, name_headings, take_title
from press.manuscript.limits import limit_problem
from press.manuscript.links import resolve_links, restore_page_words
from press.manuscript.lists import number_lists
from press.manuscript.marks import without_own
from press.manuscript.notes_html import set_notes
from press.manuscript.pictures import Pictures, set_pictures
from press.manuscript.placing import BLOCKS, place_blocks
from press.manuscript.sanitise import Dropped, safe_tree
from press.manuscript.source import Source, make_source
from press.manuscript.trees import inner_html, take
from press.values import Asset, Heading, Problem, Role, Story, problem


@dataclass(slots=True)
class Draft:
    """A manuscript read as far as it goes alone."""

    role: Role
    source: Source
    anchors: Anchors
    root: etree._Element | None = None
    """None where it could not be converted."""
    title: Title | None = None
    front: FrontMatter = field(default_factory=lambda: FrontMatter({}, {}))
    headings: tuple[Heading, ...] = ()
    assets: tuple[Asset, ...] = ()


def read_draft(folder: Path, path: str, role: Role, key: str, pictures: Pictures) -> tuple[
        Draft | None, list[Problem]]:
    """Read the manuscript ``path`` of the book in ``folder``; None where it is no text.

    1. text, front matter, characters; 2. directives and limits; 3. Markdown with marks;
    4. a safe tree with lines; 5. title, notes, directives, headings, pictures.
    """
    text, faults = read_text(folder, folder / path)
    if text is None:
        return None, list(faults)
    front, source, front_faults = read_front_matter(make_source(path, text))
    problems = [*front_faults, *character_problems(source)]
    draft = Draft(role, source, Anchors(key, read=False), front=front)
    lines, code, unclosed = body_lines(source)
    problems += [problem("code-open", source.place(n, 1)) for n in unclosed]
    found, directive_faults = find_directives(source, code)
    problems += directive_faults
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
    problems += set_notes(root, source, converted.labels, converted.undefined,
                          converted.repeated)
    problems += shape_directives(root, source, found.directives)
    problems += number_lists(root, source)
    join_lines(root)
    problems += restore_page_words(root, source, outside_links=True)
    draft.title, title_faults = take_title(
        root, source, front.values.get("title", ""), front.lines.get("title", 1))
    draft.headings, heading_faults = name_headings(root, source, draft.anchors)
    draft.assets, picture_faults = set_pictures(root, source, pictures, draft.anchors)
    draft.root = root
    draft.anchors.read = True
    return draft, [*problems, *title_faults, *heading_faults, *picture_faults]


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
        source=draft.source.text), problems


def _dropped_problems(dropped: tuple[Dropped, ...], source: Source) -> Iterator[Problem]:
    for item in dropped:
        needle = f"<{item.name}" if item.kind in ("element", "unclosed") else item.name
        yield problem(f"html-{item.kind}", source.find(needle, item.line, reach=3),
                      name=item.name[:40])
