"""docs/book-toml*.md: current, complete, and true."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from press.config import BookConfig, load_book_config, load_toml, validate
from press.config.glossary_model import GlossaryFile
from press.config.manuscript_keys import FrontMatter
from press.config.reference import (
    FILES,
    Section,
    about,
    example,
    meaning,
    reference,
    sections,
    sentences,
)
from press.messages import Lang

ROOT = Path(__file__).parents[1]
LANGS: tuple[Lang, ...] = ("zh", "en")
KEYS = [(section, key) for section in sections() for key in section.model.model_fields]


@pytest.mark.parametrize("lang", LANGS)
def test_the_papers_are_current(lang: Lang) -> None:
    assert (ROOT / FILES[lang]).read_text("utf-8") == reference(lang), (
        "run: python3 -m press.config.reference")


@pytest.mark.parametrize(("section", "key"), KEYS, ids=lambda v: getattr(v, "name", v))
def test_every_key_is_explained_in_both_languages(section: Section, key: str) -> None:
    words = sentences(section.name).get(key, "")
    assert words.endswith("。"), f"press/messages/reference.toml lacks {section.name}.{key}"
    assert re.search("[一-鿿]", words)
    assert meaning(section, key, "en").rstrip("`").endswith((".", ")")), f"{section.name}.{key}"
    for lang in LANGS:
        assert about(section, lang)


def test_no_sentence_explains_what_is_not_there() -> None:
    for section in sections():
        assert set(sentences(section.name)) == {"about", *section.model.model_fields}


def test_every_table_of_a_book_has_its_section() -> None:
    names = {s.name for s in sections()}
    headers = {s.header for s in sections()}
    for name, field in BookConfig.model_fields.items():
        if "Config" in str(field.annotation):
            assert name in names
            assert {f"[{name}]", f"[[{name}]]"} & headers


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("section", sections(), ids=lambda s: s.name)
def test_the_example_has_every_key_and_is_valid(section: Section, lang: Lang,
                                                tmp_path: Path) -> None:
    words = example(section, lang)
    if section.model is FrontMatter:
        data = yaml.safe_load(words.replace("---", "").strip())
        assert set(data) == set(FrontMatter.model_fields)
        assert FrontMatter.model_validate(data)
        return
    if section.name == "terms":
        (tmp_path / "glossary.toml").write_text(words, "utf-8")
        found, positions, problems = load_toml(tmp_path / "glossary.toml")
        assert found is not None and not problems
        glossary, problems = validate(GlossaryFile, found, positions, "glossary.toml")
        assert glossary is not None and not problems
        tables = found["terms"]
    else:
        table = tomllib.loads(words)
        tables = [table] if section.name == "book" else table[section.name]
        tables = tables if isinstance(tables, list) else [tables]
        stories = {"zh": ("01-一天", "02-厂房"), "en": ("01-a-day", "02-the-hall")}[lang]
        (tmp_path / "stories").mkdir()
        for name in stories:
            (tmp_path / "stories" / f"{name}.md").write_text(f"# {name}\n", "utf-8")
        before = 'title = "书"\n' if section.name != "book" else ""
        if section.name == "handouts":
            before += f'[[editions]]\nname = "{tables[0]["edition"]}"\n'
        (tmp_path / "book.toml").write_text(before + words, "utf-8")
        config, problems = load_book_config(tmp_path)
        assert problems == ()
        assert isinstance(config, BookConfig)
    # What another key excludes stands in a comment.
    shown = {key for one in tables for key in one} | set(re.findall(r"^# (\w+) = ", words, re.M))
    scalar = {key for key in section.model.model_fields
              if section.name != "book" or key not in {s.name for s in sections()}}
    assert shown == scalar


def test_required_keys_and_defaults_are_told() -> None:
    text = reference("en")
    assert "| `title` | text of one line | required | Title of the book. |" in text
    assert "| `max_pages` | a whole number, 4 to 400 | `48` |" in text
    assert '| `sheet` | `"A4"` or `"A3"` | — |' in text
    assert "| `number_headings` | `true` or `false` | `false` |" in text
    assert "| `caliper` | 数字，> 0，最大 1 | `0.1` |" in reference("zh")
