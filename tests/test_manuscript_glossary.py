"""glossary.toml → terms."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from press.config import BookConfig
from press.manuscript import read_book
from press.manuscript.glossary import read_glossary
from press.messages import hint, message
from press.values import Place, Term


def glossary(folder: Path, text: str) -> tuple[
        tuple[Term, ...] | None, list[tuple[str, int | None, int | None]]]:
    (folder / "glossary.toml").write_text(text, "utf-8")
    terms, problems = read_glossary(folder)
    assert {p.path for p in problems} <= {"glossary.toml"}
    for problem in problems:
        assert all(message(problem, lang) and hint(problem, lang) for lang in ("zh", "en"))
    return terms, [(p.code, p.line, p.column) for p in problems]


def entry(text: str) -> str:
    return f"[[terms]]\nterm = \"甲\"\ntext = '''\n{text}'''\n"


def test_a_book_without_one_has_no_terms(tmp_path: Path) -> None:
    assert read_glossary(tmp_path) == ((), ())


def test_everything_that_may_be_said(tmp_path: Path) -> None:
    terms, problems = glossary(tmp_path, '# 术语\n[[terms]]\nterm = "抗大"\ntext = "释"\n\n'
                               '[[terms]]\nterm = "单县"\ntext = "地名"\n'
                               'reading = "shàn xiàn"\nsee = ["抗大"]\n')
    assert problems == []
    assert terms == (
        Term("term-1", "抗大", "释", "", (), Place("glossary.toml", 3, 8)),
        Term("term-2", "单县", "地名", "shàn xiàn", ("抗大",), Place("glossary.toml", 7, 8)))


@pytest.mark.parametrize(("text", "html"), [
    ("**甲***乙*`丙`", "<strong>甲</strong><em>乙</em><code>丙</code>"),
    ("见[网](https://a.b/?x=1&y 'z')", '见<a href="https://a.b/?x=1&amp;y">网</a>'),
    ("<https://a.b>", '<a href="https://a.b">https://a.b</a>'),
    ("在\n  山西\n\nabc\ndef", "在山西\nabc\ndef"),
    ("# 一\n- 二\n1. 三\n> 四", "# 一\n- 二\n1. 三\n&gt; 四"),
    ("    甲", "甲"),
    ("<b>粗</b> &amp; <script>x</script>",
     "&lt;b&gt;粗&lt;/b&gt; &amp; &lt;script&gt;x&lt;/script&gt;"),
    ("![图](x.png)", "![图](x.png)"),
    ("[简称]{着重}[书]{书名}[x]{语言=en}[字]{拼音=zì}",
     '<em class="dots">简称</em><span class="work-title">书</span><span lang="en">x</span>'
     "<ruby><rb>字</rb><rt>zì</rt></ruby>"),
    ("a[^1] {x}", "a[^1] {x}"),
])
def test_the_text_is_one_paragraph_of_inline_html(tmp_path: Path, text: str, html: str) -> None:
    terms, problems = glossary(tmp_path, entry(text))
    # The picture: "!" and a link without https, which is told.
    assert problems == [] or (text.startswith("!") and [p[0] for p in problems] == ["term-link"])
    assert terms is not None
    if not problems:
        assert re.sub(r"\s+", " ", terms[0].html) == re.sub(r"\s+", " ", html)


@pytest.mark.parametrize(("text", "expected"), [
    (entry("[a](http://b.c)"), [("term-link", 3, 8)]),
    (entry("[a](02.md) [b](javascript:x)"), [("term-link", 3, 8), ("term-link", 3, 8)]),
    (entry("甲[a]{索引}[b]{#c}"), [("span-elsewhere", 4, 6), ("span-elsewhere", 4, 13)]),
    (entry("[甲]{着种}"), [("span-misspelt", 4, 5)]),
    (entry("[甲] {着重}"), [("span-broken", 4, 3)]),
    (entry("长" * 6000), [("term-long", 3, 8)]),
    (entry("[" * 40 + "a" + "]" * 40), [("term-long", 3, 8)]),
    (entry("甲\U0010ff08着"), [("character-private", 4, 2)]),
    ('[[terms]]\nterm = "甲\\uE000"\ntext = "\\U0010FF08"\n',
     [("character-private", 2, 8), ("character-private", 3, 8)]),
    (entry("x") + entry("y"), [("term-twice", 6, 8)]),
    (entry("x") + 'see = ["甲"]\n', [("term-see-itself", 5, 8)]),
    ('[[terms]]\nterm = "解放区"\ntext = "x"\nsee = ["乙", "解放去"]\n',
     [("term-missing", 4, 8), ("term-missing", 4, 13)]),
    ('[[terms]]\nterm = "lathe"\ntext = "x"\nsee = ["lathes"]\n', [("term-misspelt", 4, 8)]),
    ('[[terms]]\nterm = ""\ntxet = "x"\n',
     [("config-key-missing", 1, 1), ("config-empty", 2, 8), ("config-key-misspelt", 3, 1)]),
    ('[[terms]]\nterm = "x"\ntext = " "\n', [("config-empty", 3, 8)]),
    ('[[terms]]\nterm = "x\n', [("config-syntax", 2, 10)]),
    ('[terms]\nterm = "x"\n', [("config-not-list", 1, 1)]),
])
def test_what_is_told_and_where(tmp_path: Path, text: str,
                                expected: list[tuple[str, int, int]]) -> None:
    assert glossary(tmp_path, text)[1] == expected


def test_hostile_texts_are_safe(tmp_path: Path) -> None:
    for text in ("<img src=x onerror=y>", "[a](javascript:x)", "[a](https://x){onclick=y}",
                 "[a]{.index}", "&#x10ff02;0 &#x3c;script&#x3e;", '[a](https://b "onclick=x")'):
        terms, _ = glossary(tmp_path, entry(text))
        assert terms is not None
        for tag in re.findall("<[^>]*>", terms[0].html):
            assert not re.search("on|script|class|img|title", tag), tag


def test_terms_of_a_glossary_with_faults_are_not_judged(tmp_path: Path) -> None:
    (tmp_path / "stories").mkdir()
    (tmp_path / "stories" / "a.md").write_text("# 一\n\n[甲]{术语}\n", "utf-8")
    (tmp_path / "glossary.toml").write_text('[[terms]]\nterm = "甲"\n', "utf-8")
    book, problems = read_book(tmp_path, BookConfig(title="书"))
    assert book is None
    assert [(p.code, p.path) for p in problems] == [("config-key-missing", "glossary.toml")]


def test_no_glossary_outside_the_book(tmp_path: Path) -> None:
    book = tmp_path / "book"
    book.mkdir()
    (tmp_path / "glossary.toml").write_text(entry("x"), "utf-8")
    (book / "glossary.toml").symlink_to("../glossary.toml")
    terms, problems = read_glossary(book)
    assert terms is None and [p.code for p in problems] == ["file-outside"]
