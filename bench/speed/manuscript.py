"""A book that nobody wrote: as many stories as wanted, always the same ones.

Story ``n`` is made of the seed and ``n`` alone, so a longer book begins with the shorter one.
Words and sentences: words.toml. 120 stories have about 383,000 characters.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

SEED = "duben"
LENGTHS = (2500, 3600)
"""Characters of a story, notes and headings included: at least, at most."""
NOTES = (3, 6)
"""So many notes in a story."""

RunKind = Literal["text", "bold", "note", "title", "page"]
BlockKind = Literal["p", "h2", "quote", "pull", "item", "figure"]


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one kind. ``title`` and ``page`` name another story, which ``target`` counts."""

    kind: RunKind
    text: str
    target: int = -1


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading, a line of a list; of a figure the text is its caption."""

    kind: BlockKind
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """All of it, notes too."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Story:
    """One piece of the book."""

    number: int
    """From 0."""
    title: str
    blocks: tuple[Block, ...]

    @property
    def name(self) -> str:
        """Of its file, without ending."""
        return f"{self.number + 1:03d}"

    @property
    def characters(self) -> int:
        """How much there is to set."""
        return len(self.title) + sum(len(block.text) for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Section:
    """Stories under one head."""

    title: str
    intro: str
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class Manuscript:
    """The book."""

    title: str
    sections: tuple[Section, ...]
    plates: bool
    """Whether each story has a picture; ``alt`` says what is on it."""
    alt: str

    @property
    def stories(self) -> tuple[Story, ...]:
        """All of them, in order."""
        return tuple(story for section in self.sections for story in section.stories)

    @property
    def characters(self) -> int:
        """Of all stories."""
        return sum(story.characters for story in self.stories)

    def with_story(self, story: Story) -> Manuscript:
        """The same with another story in the place of one."""
        return replace(self, sections=tuple(replace(section, stories=tuple(
            story if story.number == old.number else old for old in section.stories))
            for section in self.sections))


@cache
def _words() -> dict[str, Any]:
    data = tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))
    data["things"] = {name: words.split() for name, words in data["things"].items()}
    return data


def manuscript(count: int, *, plates: bool) -> Manuscript:
    """The book of so many stories (at least one)."""
    heads = _words()["sections"]
    stories = [story(n, count, plates=plates) for n in range(count)]
    size = -(-count // len(heads))
    return Manuscript("四方手册", tuple(
        Section(head["title"], head["intro"], tuple(stories[i * size:(i + 1) * size]))
        for i, head in enumerate(heads) if stories[i * size:(i + 1) * size]),
        plates, _sentence(random.Random(SEED), _words()["sentences"]["alt"]))


def story(number: int, count: int, *, plates: bool) -> Story:
    """Story ``number`` of a book of ``count``, which only its references depend on."""
    rng = random.Random(f"{SEED} {number}")
    words = _words()["sentences"]
    length = rng.randint(*LENGTHS)
    blocks = [Block("p", (Run("text", _sentence(rng, words["opening"])),))]
    notes = sorted(rng.sample(range(1, 15), rng.randint(*NOTES)))
    special = iter(rng.sample(("quote", "pull", "list", "refer", ""), 5))
    done = paragraphs = 0
    while done < length:
        paragraphs += 1
        if paragraphs % 6 == 5:
            blocks.append(Block("h2", (Run("text", _sentence(rng, words["heading"])),)))
        blocks.append(_paragraph(rng, paragraphs in notes))
        if paragraphs % 3 == 0:
            blocks += _special(rng, next(special, ""), number, count)
        # Drawn from here, so that the text is the same with plates and without.
        caption = _sentence(rng, words["caption"])
        if plates and paragraphs == 2:
            blocks.append(Block("figure", (Run("text", caption),)))
        done = sum(len(block.text) for block in blocks if block.kind != "figure")
    return Story(number, title_of(number), tuple(blocks))


def title_of(number: int) -> str:
    """Of story ``number``; no two are the same."""
    rng = random.Random(f"{SEED} title {number}")
    return _sentence(rng, _words()["sentences"]["title"]) + f"（{number + 1}）"


def with_sentence(given: Story, number: int) -> Story:
    """The story with one sentence changed, another for each ``number``; as long as it was."""
    at = max(i for i, block in enumerate(given.blocks[:len(given.blocks) // 2])
             if block.kind == "p" and block.runs[0].kind == "text")
    block = given.blocks[at]
    first = block.runs[0].text
    new = f"改{number:03d}" + first[4:] if len(first) > 4 else f"改{number:03d}"
    runs = (Run("text", new), *block.runs[1:])
    return replace(given, blocks=(*given.blocks[:at], Block("p", runs), *given.blocks[at + 1:]))


def with_page(given: Story, number: int) -> Story:
    """The story and about a page of A5 more (700 characters), another for each ``number``."""
    rng = random.Random(f"{SEED} page {number}")
    more: list[Block] = []
    while sum(len(block.text) for block in more) < 640:
        more.append(_paragraph(rng, False))
    return replace(given, blocks=(*given.blocks, *more))


def _paragraph(rng: random.Random, note: bool) -> Block:
    words = _words()["sentences"]
    text = ""
    length = rng.choice((70, 130, 180, 240, 300))
    while len(text) < length:
        text += _sentence(rng, words["plain"])
    if note:
        return Block("p", (Run("text", text), Run("note", _sentence(rng, words["note"]))))
    if rng.random() < 0.25:
        return Block("p", (Run("text", text), Run("bold", rng.choice(words["bold"])),
                           Run("text", "：" + _sentence(rng, words["fill"]))))
    return Block("p", (Run("text", text),))


def _special(rng: random.Random, kind: str, number: int, count: int) -> Iterator[Block]:
    words = _words()["sentences"]
    if kind in ("quote", "pull"):
        name: BlockKind = "quote" if kind == "quote" else "pull"
        yield Block(name, (Run("text", _sentence(rng, words[kind])),))
    elif kind == "list":
        for pattern in rng.sample(words["item"], 4):
            yield Block("item", (Run("text", _filled(rng, pattern)),))
    elif kind == "refer":
        # Near by, as in real books: within the same dozen, forwards or back.
        target = number // 12 * 12 + rng.randrange(12)
        if target != number and target < count:
            yield Block("p", (
                Run("text", _sentence(rng, words["plain"]) + "这件事另有一篇细说，见《"),
                Run("title", title_of(target), target), Run("text", "》第"),
                Run("page", "", target), Run("text", "页。")))


def _sentence(rng: random.Random, patterns: list[str]) -> str:
    return _filled(rng, rng.choice(patterns))


def _filled(rng: random.Random, pattern: str) -> str:
    things = _words()["things"]

    def word(match: re.Match[str]) -> str:
        name = match[1]
        if name == "n":
            return str(rng.randint(2, 40))
        if name == "m":
            return f"{rng.randint(40, 900) / 10:.1f}"
        if name == "d":
            return f"{rng.randint(2, 30) / 10:.1f}"
        if name == "k":
            return str(rng.randint(120, 1400))
        return str(rng.choice(things[name]))

    return re.sub(r"\{(\w+)\}", word, pattern)
