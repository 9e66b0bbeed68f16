"""What an edition does not have is nowhere in it: three editions of one book."""

import pytest
from layout_small import book, lines_of, parts_of, small, tree_of, written

from press.config import HandoutConfig
from press.dataclass import replace
from press.layout import lay_out_handout
from press.manuscript.book import Book
from press.values import Audience, Part


def block(edition: str, n: int, condition: str) -> str:
    """A block with everything that the rest of the book speaks of."""
    return (f'<div class="only" data-line="3" {condition}>'
            f'<h2 id="h-{n}" data-line="5">{edition}题</h2>'
            f'<p><span class="index" id="ix-a-{n}" data-index="{edition}条">{edition}文</span>'
            f'<span class="term" id="tm-a-{n}" data-term="term-{n}">{edition}词</span></p>'
            f'<figure id="fig-a-{n}"><img src="press-asset:images/{n}.png" alt=""/><figcaption>'
            f'<span class="caption">{edition}图</span></figcaption></figure>'
            f'<section class="timeline"><dl><dt id="ev-a-{n}" data-date="194{n}">194{n}年</dt>'
            f'<dd>{edition}事</dd></dl></section></div>')


BODY = (block("甲", 1, 'data-only="甲"') + block("乙", 2, 'data-only="乙 丙"')
        + block("讲", 3, 'data-audience="speaker"') + block("众", 4, 'data-except="丙"'))
TERMS = ("甲词", "乙词", "讲词", "众词")
WHO = {1: "甲", 2: "乙", 3: "讲", 4: "众"}

EDITIONS: list[tuple[str, Audience, set[int]]] = [
    ("甲", "reader", {1, 4}), ("乙", "speaker", {2, 3, 4}), ("丙", "reader", {2}),
    ("", "reader", {4})]


def whole() -> Book:
    return book(written("a", BODY), terms=TERMS, number_headings=True, figure_list={},
                chronology={}, glossary={}, index={})


@pytest.mark.parametrize(("edition", "audience", "present"), EDITIONS)
def test_only_what_is_in_the_edition_is_anywhere(
        edition: str, audience: Audience, present: set[int]) -> None:
    parts, problems = parts_of(whole(), audience=audience, edition=edition)
    assert not problems
    story = parts["story/s-a"]
    everything = "".join(p.html for k, p in parts.items() if k != "glossary")
    outline = [e.title for p in parts.values() for e in p.outline]
    for n, who in WHO.items():
        expected = n in present
        assert (f"{who}文" in story.html) == expected
        for word in ("题", "条", "图", "事"):
            assert (f"{who}{word}" in everything) == expected, (who, word)
        for anchor in (f"h-{n}", f"ix-a-{n}", f"tm-a-{n}", f"fig-a-{n}", f"ev-a-{n}"):
            assert any(anchor in p.html for p in parts.values()) == expected, anchor
        assert any(f"{who}题" in title for title in outline) == expected
        assert (f"images/{n}.png" in {a.name for a in story.assets}) == expected
    numbers = "一二三"
    assert [e.title for e in story.outline[1:]] == [
        f"{numbers[i]}、{WHO[n]}题" for i, n in enumerate(sorted(present))]
    assert lines_of(parts["figure-list"], "figure") == [
        f"{WHO[n]}图|fig-a-{n}" for n in sorted(present)]
    assert [i.text for i in tree_of(parts["glossary"]).iter("i") if i.text] == [
        f"tm-a-{n}" for n in sorted(present, key=lambda n: {1: 1, 2: 3, 3: 0, 4: 4}[n])]


def test_every_place_that_a_list_leads_to_exists_once() -> None:
    for edition, audience, _ in EDITIONS:
        parts, _ = parts_of(whole(), audience=audience, edition=edition)
        ids = [i for p in parts.values() for i in tree_of(p).xpath("//@id")]
        assert len(ids) == len(set(ids))
        wanted = {i.text for k in ("glossary", "index")
                  for i in tree_of(parts[k]).iter("i") if i.text}
        assert wanted and wanted <= set(ids)


def test_lists_with_nothing_in_the_edition_are_left_out() -> None:
    body = block("甲", 1, 'data-only="甲"')
    made = book(written("a", body), number_headings=True, figure_list={}, chronology={},
                index={})
    assert list(parts_of(made, edition="乙")[0]) == ["contents", "story/s-a"]
    assert list(parts_of(made, edition="甲")[0]) == [
        "contents", "figure-list", "story/s-a", "chronology", "index"]


def handout(wish: HandoutConfig, audience: Audience) -> Part:
    made = whole()
    assert audience != "reader"
    parts, problems = lay_out_handout(
        made, made.sections[0].stories[0], wish, small("small-handout"), audience)
    assert not problems
    (part,) = parts
    return part


def test_a_handout_is_of_one_edition_and_one_audience() -> None:
    for edition, audience, present in [
            ("甲", "listener", "甲众"), ("甲", "speaker", "甲讲众"), (None, "listener", "众")]:
        part = handout(HandoutConfig(story="a", edition=edition), audience)  # type: ignore[arg-type]
        assert "".join(who for who in WHO.values() if f"{who}文" in part.html) == present
        assert [e.title[2] for e in part.outline[1:]] == list(present)
        assert "press-ref:term" not in part.html  # it has no glossary
        assert "ix-a" not in part.html


def test_a_layout_without_numbers_numbers_nothing() -> None:
    layout = small()
    bare = replace(layout, config=layout.config.model_copy(
        update={"headings": type(layout.config.headings)()}))
    parts, _ = parts_of(whole(), layout=bare)
    assert [e.title for e in parts["story/s-a"].outline] == ["a", "众题"]
