"""Books and manuscripts of a few lines for the tests of the layout room, and a layout for them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lxml import html as lhtml
from lxml.html import HtmlElement

from press.config import BookConfig
from press.layout import Layout, lay_out, load_layout
from press.layout.body import Body, Dress, dress
from press.layout.views import page_view
from press.manuscript.book import Book
from press.values import Asset, Audience, Heading, Part, Place, Problem, Role, Section, Story, Term

SMALL = Path(__file__).parent / "small_templates"


def small(name: str = "small") -> Layout:
    """A layout of ``small_templates``."""
    made, problems = load_layout(name, templates=SMALL, book_folder=None)
    assert not problems
    assert made is not None
    return made


def written(name: str, html: str, *, title: str = "", role: Role = "story", source: str = "",
            title_html: str = "", summary: str = "") -> Story:
    """A manuscript with the body ``html``; its headings and assets are found in it."""
    tree = lhtml.fragment_fromstring(html, create_parent="div")
    headings = tuple(
        Heading(int(h.tag[1]), h.text_content(), h.get("id", ""), int(h.get("data-line", "1")))
        for h in tree.iter("h2", "h3", "h4"))
    names = dict.fromkeys(i.get("src", "").removeprefix("press-asset:") for i in tree.iter("img"))
    assets = tuple(Asset(n, "image/png", b"", 2000, 1250) for n in names)
    title = title or name
    return Story(f"s-{name}", role, f"stories/{name}.md", title, title_html or title, 1, "", "",
                 html, headings, assets, source, summary)


def book(*stories: Story, terms: Iterable[str] = (), appendices: tuple[Story, ...] = (),
         front: tuple[Story, ...] = (), **config: object) -> Book:
    """A book without parts, of the layout ``small``."""
    settings = BookConfig.model_validate({"title": "读本", "layout": "small", **config})
    glossary = tuple(Term(f"term-{n}", t, f"{t}的意思", "", (), Place("glossary.toml", n))
                     for n, t in enumerate(terms, 1))
    return Book("sample", settings, front, (Section("part-1", "", "", stories),), (), appendices,
                glossary)


def parts_of(made: Book, *, audience: Audience = "reader", edition: str = "",
             layout: Layout | None = None) -> tuple[dict[str, Part], tuple[Problem, ...]]:
    """The parts by their keys, and the problems."""
    parts, problems = lay_out(made, layout or small(), audience=audience, edition=edition)
    return {p.key: p for p in parts}, problems


def tree_of(part: Part) -> HtmlElement:
    """The page of a part."""
    return lhtml.document_fromstring(part.html)


def lines_of(part: Part, name: str) -> list[str]:
    """The text of each paragraph of class ``name``."""
    return [p.text_content() for p in tree_of(part).find_class(name) if p.tag == "p"]


def dressed(html: str, *, audience: Audience = "reader", edition: str = "",
            numbers: tuple[str, ...] = (), index: bool = True, terms: Iterable[str] = (),
            source: str = "") -> Body:
    """The body ``html`` as it is dressed."""
    return dress(written("one", html, source=source), Dress(
        audience, "提示", (), page_view(small().config), edition, numbers, index,
        frozenset(terms)))
