"""docs/markdown.md shows every construct, prints what it shows, and quotes what the press says.

docs/ is a book: it is built, and the result of each example is looked for on its pages.
"""

from __future__ import annotations

import re
import shutil
import tomllib
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Literal

import pypdf
import pypdfium2
import pytest
from build_samples import build
from lxml import html
from lxml.html import HtmlElement

from press.config import BookConfig, load_book_config, load_toml, validate
from press.config.glossary_model import GlossaryFile
from press.dataclass import dataclass
from press.layout.cutting import cut
from press.manuscript import read_book
from press.manuscript.directive_kinds import KINDS
from press.manuscript.frontmatter import KEYS
from press.manuscript.spans import SPANS
from press.messages import catalogue, message

DOCS = Path(__file__).parents[1] / "docs"
GUIDE = (DOCS / "markdown.md").read_text("utf-8")
FENCE = re.compile(r":::(?: (\S+).*)?$")
MISTAKES = re.findall(r"写错了：`([^`]+)` .*?会报：\*([^*]+)\*", GUIDE)
SAID = re.findall(r"会报：\s*\*([^*]+)\*", GUIDE)
PDFS: dict[str, Literal["reader", "speaker"]] = {"读者本": "reader", "讲者本": "speaker"}
LATE = "◇"
"""For a number that is known only on the page."""
APART = "◆"
"""Between words of which nobody knows how they stand to each other."""
BLOCKS = ("p", "pre", "li", "dt", "dd", "td", "th", "h4", "blockquote")


def examples() -> list[str]:
    """The source of each ``::: 示例``, those inside others not apart."""
    found: list[str] = []
    depth = 0
    start = code = 0
    lines = GUIDE.split("\n")
    for number, line in enumerate(lines):
        code ^= line.startswith("```")
        match = FENCE.match(line)
        if not match or code:
            continue
        single = match[1] in ("分页", "表格") or (match[1] == "年表" and "文件=" in line)
        if match[1] and not depth:
            assert match[1] == "示例", f"line {number + 1} shows nothing of its source"
            start = number + 1
        if not match[1] and depth == 1:
            found.append("\n".join(lines[start:number]))
        depth += 0 if single else 1 if match[1] else -1
    assert depth == 0
    return found


def test_every_construct_has_an_example() -> None:
    shown = "\n".join(examples())
    for kind in KINDS:
        assert re.search(rf"^::: {kind.names[0]}( |$)", shown, re.M), kind.names[0]
        assert kind.names[1] in GUIDE
        for key in (*kind.numbers, *kind.texts):
            assert re.search(rf"(?<!\w){key}(?!\w)|{key}(?=[=、])", GUIDE), (kind.names[0], key)
    for span in SPANS:
        name = span.names[0]
        assert re.search(rf"\]\{{(?:[^}}]* )?{name}(?:[ =}}])", shown), name
        if span.value == "optional":
            assert re.search(rf"\]\{{{name}\}}", shown) and re.search(rf"\{{{name}=", shown), name
        assert f"（{name} {span.names[1]}" in GUIDE or f"（{span.names[1]}" in GUIDE
    for key in KEYS:
        assert f"{key}:" in GUIDE or key == "title"


@pytest.mark.parametrize("mark", [
    r"\*\*", r"(?<!\*)\*(?!\*)", r"<br>", r"\\#", r"<sup>", r"^```", r"<!--", r"^---$",
    r"^#### ", r"\{#", r"^- ", r"^    - ", r"^1\. ", r"^> ", r"^:   ", r"^\*\[", r"\]\(#",
    r"\]\(\w+\.zh\.md\)", r"\]\(glossary\.toml\)", r"\{页\}", r"https://", r"^!\[", r"width=\d+%",
    r"width=\d+mm", r"\[\^\w+\]:", r"^\| ", r"---:", r"\{: ", r"^!!! ", r'markdown="1"',
])
def test_marks_of_markdown_itself_have_an_example(mark: str) -> None:
    assert re.search(mark, "\n".join(examples()), re.M)


def test_web_pages_show_fences_apart() -> None:
    """Web pages know no fences: only a blank line keeps one from flowing into the text."""
    lines = GUIDE.split("\n")
    for number, line in enumerate(lines):
        if FENCE.match(line):
            assert not lines[number - 1] and (not lines[number + 1] or line.startswith("::: 诗"))


# --- What the press says


@cache
def templates_of_messages() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(re.sub(r"\\{\w+\\}", ".+", re.escape(entry["zh"])) + "$")
                 for entry in catalogue().values() if "severity" in entry)


@pytest.mark.parametrize("said", SAID, ids=lambda s: s[:16])
def test_what_is_quoted_is_in_the_catalogue(said: str) -> None:
    said = re.sub(r"(`+) ?(.+?) ?\1", r"\2", said)
    if "这里的" in said and "没有结束" in said:
        said = said.replace("` ``` `", "```")
    assert any(pattern.match(said) for pattern in templates_of_messages()), said


@pytest.mark.parametrize(("mistake", "said"), MISTAKES, ids=lambda s: s[:16])
def test_mistakes_say_what_the_guide_says(tmp_path: Path, mistake: str, said: str) -> None:
    for name in ("images", "tables"):
        shutil.copytree(DOCS / name, tmp_path / name)
    shutil.copy(DOCS / "glossary.toml", tmp_path)
    toml = (DOCS / "book.toml").read_text("utf-8")
    (tmp_path / "book.toml").write_text(re.sub(r"(?m)^stories = .*", "", toml), "utf-8")
    fence = FENCE.match(mistake)
    body = f"{mistake}\n\n一段文字。\n\n:::\n" if fence and "表格" not in mistake else mistake
    (tmp_path / "stories").mkdir()
    (tmp_path / "stories/01.md").write_text(f"# 篇\n\n一段。\n\n## 节\n\n{body}\n", "utf-8")
    config, problems = load_book_config(tmp_path)
    assert config is not None and not problems
    _, problems = read_book(tmp_path, config)
    assert said.replace("`", "") in [message(p, "zh") for p in problems]


def test_the_guide_quotes_enough() -> None:
    assert len(MISTAKES) >= 25 and len(SAID) >= 32


@pytest.mark.parametrize("toml", re.findall(r"^```toml\n(.*?)^```", GUIDE, re.M | re.S))
def test_settings_in_the_guide_are_valid(tmp_path: Path, toml: str) -> None:
    path = tmp_path / "some.toml"
    path.write_text(toml, "utf-8")
    data, positions, problems = load_toml(path)
    model = GlossaryFile if "terms" in tomllib.loads(toml) else BookConfig
    assert data is not None and not problems
    assert validate(model, data, positions, path.name)[1] == ()


# --- The book


@dataclass(frozen=True)
class Sheets:
    """The pages of an edition."""

    path: Path
    pages: tuple[str, ...]
    text: str
    """Of all pages, without blanks."""


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Sheets]:
    output = tmp_path_factory.mktemp("docs")
    result = build(DOCS, output)
    assert (result.good, [message(p, "zh") for p in result.problems
                           if p.severity != "note"]) == (True, [])
    found = {}
    for edition in PDFS:
        path = output / f"docs/docs-{edition}-reading.pdf"
        pages = tuple(page.get_textpage().get_text_range()
                      for page in pypdfium2.PdfDocument(path))
        found[edition] = Sheets(path, pages, _bare("".join(pages)))
    return found


def results(edition: str) -> Iterator[tuple[str, list[str]]]:
    """Source and printed texts of each example, as the manuscript room made them."""
    config, _ = load_book_config(DOCS)
    assert config is not None
    book, problems = read_book(DOCS, config)
    assert book is not None and problems == ()
    story = next(s for s in book.sections[0].stories if s.path == "markdown.md")
    root = html.fromstring(f"<div>{story.html}</div>")
    cut(root, edition, PDFS[edition])
    for example in root.iter("section"):
        if example.get("class") == "example":
            source, result = example
            yield "".join(map(str, source.itertext())), list(_texts(deepcopy(result)))


def _texts(result: HtmlElement) -> Iterator[str]:
    for element in list(result.iter()):
        if element.tag in ("rb", "rt"):  # stand anywhere among the words of their line
            yield _bare(element.text_content())
            element.text = APART
        elif element.get("class") in ("footnote", "example-source"):
            element.drop_tree()
        elif element.get("data-late"):
            element.text = LATE
    for block in result.iter(*BLOCKS, "span"):
        if block.tag == "span" and block.get("class") not in ("caption", "credit", "line"):
            continue
        if not any(child.tag in (*BLOCKS, "ul", "ol") for child in block) and \
                not any(e.get("class") == "line" for e in block.iterdescendants()):
            yield from filter(None, _bare(block.text_content()).split(APART))


def _bare(text: str) -> str:
    return re.sub(r"[\s\u200b\u2060\ufeff\x02\ufffe]", "", text)


@pytest.mark.parametrize("edition", PDFS)
def test_the_result_of_each_example_is_printed(sheets: dict[str, Sheets], edition: str) -> None:
    """Where the same words stand in the source they are printed twice."""
    printed = sheets[edition].text
    every = list(results(edition))
    assert len(every) == len(examples()) + 1  # one stands in another
    for source, texts in every:
        assert texts, source
        for text, count in Counter(texts).items():
            wanted = count + _bare(source).count(text)
            pattern = r"\d+".join(map(re.escape, text.split(LATE)))
            assert len(re.findall(pattern, printed)) >= wanted, text


def test_editions_differ_in_what_is_for_them(sheets: dict[str, Sheets]) -> None:
    for words, edition in (("这一段只在读者本里有。", "读者本"), ("这一段只给讲者看。", "讲者本"),
                           ("除了讲者本，都有这一段。", "读者本"),
                           ("这一段读者和听众都看不到。", "讲者本"),
                           ("放两段敲击声，请听众举手。", "讲者本")):
        assert {name: sheet.text.count(words) for name, sheet in sheets.items()} == {
            name: 2 if name == edition else 1 for name in PDFS}


@pytest.mark.parametrize("edition", PDFS)
def test_links_lead_to_the_pages_that_they_name(sheets: dict[str, Sheets], edition: str) -> None:
    pdf = pypdf.PdfReader(sheets[edition].path)
    drawn = pypdfium2.PdfDocument(sheets[edition].path)
    number = {page.indirect_reference.idnum: index for index, page in enumerate(pdf.pages)
              if page.indirect_reference}
    named = inside = 0
    for index, page in enumerate(pdf.pages):
        words = drawn[index].get_textpage()
        for note in page.get("/Annots") or ():
            link = note.get_object()
            target = link.get("/Dest") or link["/A"].get("/D")
            if target is None:
                assert link["/A"]["/URI"].startswith("https://")
                continue
            if isinstance(target, str):
                target = pdf.named_destinations[target].dest_array
            label = pdf.page_labels[number[target[0].idnum]]
            inside += 1
            left, bottom, right, top = map(float, link["/Rect"])
            text = _bare(words.get_text_bounded(left - 1, bottom - 1, right + 1, top + 1))
            if match := re.search(r"第(\d+)页", text):
                assert match[1] == label, text
                named += 1
    assert named >= 6 and inside > 60
