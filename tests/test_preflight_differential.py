"""The writer and the reader of our Markdown, who share nothing, on hundreds of manuscripts."""

from __future__ import annotations

from pathlib import Path

import pytest
import typeset_samples as samples
from lxml import html as lhtml
from lxml.html import HtmlElement
from preflight_corpus import EVERYTHING, corpus, write_book

from press.config import load_book_config
from press.dataclass import replace
from press.layout.cutting import cut
from press.manuscript import read_book
from press.preflight import check_part, expected_text
from press.preflight.compare import normal
from press.preflight.inline import PAGE
from press.values import Audience, Story

COUNT = 300
EDITIONS: tuple[tuple[str, Audience], ...] = (("甲", "reader"), ("乙", "speaker"), ("", "listener"))


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> tuple[Story, ...]:
    folder = tmp_path_factory.mktemp("book")
    write_book(folder, corpus(COUNT, seed=3))
    config, problems = load_book_config(folder)
    assert config is not None, problems
    book, problems = read_book(folder, config)
    assert book is not None, [p for p in problems if p.severity == "error"]
    return book.stories


def visible(story: Story, edition: str, audience: Audience) -> dict[str, str]:
    """What a layout prints of ``story``, by the rules of the HTML alone."""
    root = lhtml.fragment_fromstring(story.html, create_parent="div")
    cut(root, edition, audience)
    for gone in root.xpath("//*[@data-words='layout']"):
        gone.drop_tree()
    for number in root.xpath("//*[starts-with(@data-late, 'page:')]"):
        number.text = "\ue000"  # lxml takes no control characters
    alts = [image.get("alt", "") for image in root.iter("img")]
    notes = _taken(root, "//span[contains(concat(' ', @class, ' '), ' footnote ')]")
    captions = _taken(root, "//figcaption")
    title = lhtml.fragment_fromstring(story.title_html, create_parent="div")
    return {"title": normal(title.text_content()),
            "body": normal(root.text_content()).replace("\ue000", PAGE),
            "notes": normal("".join(notes)), "captions": normal("".join(captions)),
            "alts": normal("".join(alts))}


def _taken(root: HtmlElement, path: str) -> list[str]:
    found = root.xpath(path)
    texts = [element.text_content() for element in found]
    for element in found:
        element.drop_tree()
    return texts


@pytest.mark.parametrize(("edition", "audience"), EDITIONS)
def test_they_agree(stories: tuple[Story, ...], edition: str, audience: Audience) -> None:
    assert len(stories) == COUNT
    for story in stories:
        found = expected_text(story.source, story.role, audience, edition=edition,
                              files=dict(story.files), path=story.path)
        streams = {"title": (found.title,) if found.title else (), "body": found.body,
                   "notes": found.notes, "captions": found.captions, "alts": found.alts}
        read = {name: normal("".join(p.text for p in passages))
                for name, passages in streams.items()}
        assert visible(story, edition, audience) == read, f"{story.path}\n{story.source}"


STYLE = ':root { --song: "Noto Serif CJK SC"; --hei: "Noto Sans CJK SC"; --latin: var(--song) }'


def test_print_agrees_with_the_manuscript(tmp_path: Path) -> None:
    """What the engine sets of a story with everything in it, read out of the tags."""
    write_book(tmp_path, [EVERYTHING])
    config, _ = load_book_config(tmp_path)
    assert config is not None
    book, problems = read_book(tmp_path, config)
    assert book is not None, problems
    story = book.stories[0]
    root = lhtml.fragment_fromstring(story.html, create_parent="div")
    cut(root, "甲", "reader")
    body = f"<h1>{story.title_html}</h1>" + lhtml.tostring(root, encoding="unicode")
    marks = (samples.ROOT / "templates" / "shared" / "marks.css").read_text("utf-8")
    part = replace(samples.part("story/a", body, marks, STYLE), assets=story.assets)
    made = samples.pages(part)

    def told(edition: str) -> set[str]:
        return {p.code for p in check_part(made.pdf, story.source, story.path, story.role, "reader",
                                           made.faces, edition=edition, files=dict(story.files))}
    assert told("甲") == set()
    assert told("乙") == {"text-body", "text-note"}
