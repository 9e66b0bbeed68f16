"""One story becomes a lecture handout."""

from layout_samples import book, layout, story
from lxml import html as lhtml

from press.config import HandoutConfig
from press.layout import lay_out_handout
from press.layout.body import Dress, dress
from press.layout.views import page_view
from press.values import Part

WISH = HandoutConfig(story="a")


def parts_for(audience: str, wish: HandoutConfig = WISH) -> tuple[Part, ...]:
    sample = book()
    made, problems = lay_out_handout(
        sample, sample.sections[0].stories[0], wish, layout("handout-zh"), audience)
    assert not problems
    return made


def test_listeners_get_the_text_and_no_note_for_the_speaker() -> None:
    (part,) = parts_for("listener")
    assert part.key == "handout"
    assert "停十秒" not in part.html
    assert "讲者提示" not in part.html
    assert [e.anchor for e in part.outline] == ["s-a", "water"]


def test_the_speaker_gets_notes_with_a_label_of_the_layout_and_boxed_cues() -> None:
    cover, part = parts_for("speaker")
    assert (cover.key, cover.numbering, cover.outline) == ("cover-sheet", "none", ())
    tree = lhtml.document_fromstring(part.html)
    (note,) = tree.xpath("//aside")
    assert note[0].text == "讲者提示"
    assert note[0].get("data-words") == "layout"
    assert tree.xpath('//span[@class="cue"]/text()') == ["[PPT 12]"]
    assert "停十秒" in note.text_content()
    assert [e.anchor for e in part.outline] == ["s-a", "water", "aside"]


def test_a_cue_that_is_a_paragraph_of_its_own_is_marked() -> None:
    how = Dress("speaker", "", ("PPT",), page_view(layout("handout-zh").config))
    notes = story("a", "题", html="<p>[PPT 1]</p><p>[PPT 2] 停。</p><p>停[PPT 3]</p>")
    assert dress(notes, how).html.count('class="cue"') == 3
    assert dress(notes, how).html.count('class="cue-line"') == 1
    assert dress(notes, how).html.startswith('<p class="cue-line">')


def test_editions_differ_in_grid() -> None:
    (listener,), (_, speaker) = parts_for("listener"), parts_for("speaker")
    assert "font-size: 12.0pt" in "".join(listener.styles)
    assert "font-size: 18.0pt" in "".join(speaker.styles)


def test_a_title_of_its_own_stands_above_that_of_the_story() -> None:
    (part,) = parts_for("listener", HandoutConfig(story="a", title="一枚弹体"))
    tree = lhtml.document_fromstring(part.html)
    assert tree.xpath('//p[@class="topic"][@data-words="layout"]/text()') == ["一枚弹体"]
    assert tree.xpath("//h1/text()") == ["山里的一天"]
    assert part.outline[0].title == "一枚弹体"
    (part,) = parts_for("listener", HandoutConfig(story="a", title="山里的一天"))
    assert not lhtml.document_fromstring(part.html).xpath('//p[@class="topic"]')
