"""The press's converter and the text check's, who share nothing, on hundreds of manuscripts."""

from __future__ import annotations

import random

import preflight_corpus
import pytest
from test_preflight_differential import EDITIONS, visible

from press.config import BookConfig, EditionConfig, Positions, load_book_config
from press.dataclass import replace
from press.manuscript import Book, read_book
from press.preflight import expected_text
from press.preflight.compare import normal
from press.script import Converter, convert_book
from press.values import Conversion

COUNT = 200
WORDS = ("头", "发", "发展", "面", "条", "皇后", "后", "里", "公里", "干", "部", "于", "“头", "发”",
         "‘后’", "don’t", "软件", "没有U盘", "一干人", "朴")
PHRASES = ("头发", "发展", "面条", "皇后", "以后", "公里", "干部", "于是", "“引‘语’号”", "范围",
           "干了")
AROUND = ("{}", "**{}**", "*{}*", "[{}]{{着重}}", "[{}](https://a.b/头发)", "{}\n", "{}[^n]",
          "`{}`", "[{}]{{索引}}", "<b>{}</b>", '<span lang="ja">{}</span>', "{} ", "{}  \n",
          '[{}]{{拼音="a"}}')


def split_words(seed: int) -> str:
    """A story whose words go on over marks, notes and lines."""
    dice = random.Random(seed)

    def word() -> str:
        phrase = dice.choice(PHRASES)
        at = dice.randrange(len(phrase))
        return phrase[:at] + dice.choice(AROUND).format(phrase[at]) + phrase[at + 1:]

    paragraphs = ["，".join(word() for _ in range(30)) + "。" for _ in range(3)]
    return "\n\n".join(("# 题", *paragraphs, "[^n]: 面条的头发")) + "\n"


CONVERSIONS = (
    Conversion("zh-Hans", "zh-Hant", False, (("一干人", "一干人"), ("朴", "朴"))),
    Conversion("zh-Hans", "zh-Hant-HK", False, (("头发发", "頭发發了"),)),
    Conversion("zh-Hans", "zh-Hant", vocabulary=True), Conversion("zh-Hant", "zh-Hans"))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    folder = tmp_path_factory.mktemp("book")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(preflight_corpus, "WORDS", preflight_corpus.WORDS + 2 * WORDS)
        preflight_corpus.write_book(folder, preflight_corpus.corpus(COUNT, seed=5))
    for number in range(40):
        (folder / f"stories/s{number:02}.md").write_text(split_words(number), "utf-8")
    config, problems = load_book_config(folder)
    assert config is not None, problems
    found, problems = read_book(folder, config)
    assert found is not None, [p for p in problems if p.severity == "error"]
    return found


@pytest.mark.parametrize("conversion", CONVERSIONS, ids=str)
def test_they_agree(book: Book, conversion: Conversion) -> None:
    made = convert_book(book, EditionConfig(name="甲"), Converter(conversion), Positions())
    edition, audience = EDITIONS[0]
    for story in made.stories:
        found = expected_text(story.source, story.role, audience, edition=edition,
                              files=dict(story.files), path=story.path, conversion=conversion)
        streams = {"title": (found.title,) if found.title else (), "body": found.body,
                   "notes": found.notes, "captions": found.captions, "alts": found.alts}
        read = {name: normal("".join(p.text for p in passages))
                for name, passages in streams.items()}
        assert visible(story, edition, audience) == read, f"{story.path}\n{story.source}"


def test_long_books_are_converted_in_bearable_time(book: Book) -> None:
    """A paragraph of 200,000 characters: no step of it grows with the square of its length."""
    story = book.sections[0].stories[0]
    long = replace(story, html=f"<p>{'头<b>发</b>“后”' * 30_000}</p>", headings=())
    short = Book("b", BookConfig(title="书"), (long,), (), ())
    converter = Converter(CONVERSIONS[0])
    made = convert_book(short, None, converter, Positions())
    assert made.front[0].html.count("髮") == 30_000
