"""The source map: marks change nothing, and every block knows its line."""

from __future__ import annotations

import re
from pathlib import Path

import markdown
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from press.manuscript.convert import _markdown, body_lines, convert
from press.manuscript.marks import unmarked
from press.manuscript.pictures import Pictures
from press.manuscript.source import make_source
from press.manuscript.sourcemap import marked, plain
from press.manuscript.story import finish, read_draft

STOCK = ["tables", "def_list", "attr_list", "abbr", "sane_lists", "fenced_code", "admonition",
         "md_in_html"]

TEXTS = (
    "# 标题\n\n正文第一行\n第二行\n第三行  \n第四行",
    "setext\n======\n\nanother\n-------\n\ntext",
    "- one\n- two\n    - nested\n    - nested *b*\n        1. deep\n\n            para\n- three",
    "1. one\n2. two\n\n    second paragraph\n\n3. three\n\n7. seven",
    "- - - x\n- \n- y",
    "> quote\n> more\n>\n> > nested\n> > 1. list\n\nafter",
    "> lazy\ncontinuation\n\n> - in quote\n>   more",
    "| a | b |\n|---|:-:|\n| 1 | `x|y` |\n| *2* | [l](u) |\n\na | b\n--|--\nc | d",
    "Term\n: definition\n\nOther\n\n:   para one\n\n    para two\n\n    - list",
    "```python\ndef f():\n    return '<b>'\n\n\n# x\n```\n\n~~~\n::: 引语\n~~~",
    "text\n\n    code\n      deeper\n\n    after blank\n\nmore",
    "*em* at the start\n**strong** too\n_under_ and __both__\n***all***",
    "a *b\nc* d **e\nf** g\n*h* i_j_k",
    "[link](http://a.b 'title') first\n[ref][r] and [r]\n\n[r]: http://c.d\n    'Title'",
    "[r]:\nhttp://c.d\n\nsee [r]",
    "![picture](images/x.png \"caption\"){ width=60% }\n\ntext ![inline](y.png) text",
    "<div class=\"x\">\n文字\n<b>bold</b>\n</div>\n\nafter <span>inline</span>\n<b>start</b> text",
    "<div\n  id=\"y\">\ntext</div>\n\n<!-- comment\nof two lines -->\n\ntext",
    "para\n{: .note #id }\n\n## heading { #h }\n\n- item\n{: .cls}",
    "The HTML text\nHTML again\n\n*[HTML]: Hyper Text",
    "one\n***\ntwo\n\n---\n\n* * *\n\nthree",
    "line with <http://a.b/c> and <x@y.z>\n<http://start.of/line>\n&amp; &copy; entity",
    "\\# no heading\n\\* no item\n1986\\. no list\n\\> no quote",
    "`code` first\n``a ` b``\ntext `over\nlines` end",
    "# 5 hash\n##no space\n####### seven\n# closed #",
    "1. a\n\n    ```\n    not fenced\n    ```\n\n2. b",
    "text\twith\ttabs\n\ttab code\n\n-\titem",
    "黄崖洞兵工厂\n*最早*的工厂\n（一）一\n“引号”\n——破折号",
    "* a\n\n* b\n\n\n* c\n\n    d\n\npara",
    "!!! note \"Title *x*\"\n    body\n\n    - more\n\n!!! tip\n    x\n\n"
    "!!! tip \"\"\n    y\n!!! no, this",
    "<div markdown=\"1\" class=\"x\">\n*a*\n\n<p>b</p>\n- c\n</div>\n\n"
    "<section markdown>\n## h\n</section>",
    "　　甲\n　　乙\n\n　　**丙**",
)


@pytest.mark.parametrize("text", TEXTS)
def test_marks_change_nothing(text: str) -> None:
    lines, _, _ = body_lines(make_source("x.md", text))
    truth = _markdown(plain(lines))[0]
    assert unmarked(_markdown(marked(lines))[0]) == truth
    stock = markdown.markdown(text, extensions=STOCK, output_format="html",
                              extension_configs={"tables": {"use_align_attribute": True}})
    assert truth == stock
    assert not convert(lines).withdrawn


TOKENS = ["中文", "word", " ", "  ", "*", "**", "_", "`", "[", "]", "](x)", "![a](b)", "[^1]",
          "\n[^1]: 注", "<b>", "</b>", "<div>", "</div>", "\\", "> ", "- ", "1. ", "# ", "    ",
          "\t", "|", "\n| a | b |\n|---|---|\n", "---", "***", "\n```\n", ": 定义", "[r]",
          "[r]: http://a.b", "{: .x }", "]{着重}", "]{索引=\"甲\n乙\"}", "]{", "}",
          "\n", "\n", "\n\n", "\n\n", '\n!!! a "b"\n    ', "　　",
          "<div markdown=1>", "<!-- c -->", "。", "&lt;"]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(TOKENS), max_size=40).map("".join))
def test_any_text_is_converted_as_without_marks(text: str) -> None:
    lines, _, _ = body_lines(make_source("x.md", text))
    assert unmarked(convert(lines).html) == _markdown(plain(lines))[0]


def test_a_mark_that_would_change_the_text_is_withdrawn() -> None:
    lines, _, _ = body_lines(make_source("x.md", "fine\n\n[a\nb]\n\nfine\n\n[a b]: http://c.d"))
    converted = convert(lines)
    assert converted.withdrawn and not converted.withdrawn & {1, 6}
    assert unmarked(converted.html) == _markdown(plain(lines))[0]
    assert '<a href="http://c.d">' in converted.html


# Documents whose every text is the number of its line.

def _paragraph(n: int) -> list[str]:
    return [f"L{n} text", f"*L{n + 1}* more"]


def _list(n: int) -> list[str]:
    return [f"- L{n}", f"    - L{n + 1}", f"    - L{n + 2}", f"- **L{n + 3}**",
            f"    1. L{n + 4}"]


def _loose(n: int) -> list[str]:
    return [f"1. L{n}", "", f"    L{n + 2}", "", f"2. L{n + 4}", "", f"    > L{n + 6}"]


def _quote(n: int) -> list[str]:
    return [f"> L{n}", ">", f"> > L{n + 2}", ">", f"> - L{n + 4}"]


def _table(n: int) -> list[str]:
    return [f"| L{n} | L{n} |", "|---|---|", f"| L{n + 2} | L{n + 2} |", f"| | L{n + 3} |"]


def _definitions(n: int) -> list[str]:
    return [f"L{n}", f": L{n + 1}", "", f"    L{n + 3}", "", f"L{n + 5}", "", f":   L{n + 7}"]


def _code(n: int) -> list[str]:
    return ["```", f"L{n + 1}", f"L{n + 2}", "```"]


def _indented(n: int) -> list[str]:
    return [f"L{n}", "", f"    L{n + 2}", f"    L{n + 3}"]


def _html(n: int) -> list[str]:
    return [f"<div><p>L{n}</p>", f"<p>L{n + 1}</p>", f"L{n + 2}</div>"]


def _headings(n: int) -> list[str]:
    return [f"## L{n}", f"L{n + 1}", f"### *L{n + 2}*", "", f"L{n + 4}", "---"]


def _note(n: int) -> list[str]:
    return [f"L{n} [^{n}] text", "", f"[^{n}]: L{n + 2}", "", f"    L{n + 4}"]


def _directive(n: int) -> list[str]:
    return ["::: 引语", f"L{n + 1}", "", f"- L{n + 3}", ":::", f"L{n + 5}"]


def _comment(n: int) -> list[str]:
    return ["<!-- c", "c -->", "", f"L{n + 3}", "***", "", f"L{n + 6}"]


def _verse(n: int) -> list[str]:
    return ["::: 诗", f"　L{n + 1}", f"- L{n + 2}", "", f"*L{n + 4}*", ":::"]


def _timeline(n: int) -> list[str]:
    return ["::: 年表", f"L{n + 1}", f":   L{n + 2}", f"L{n + 3}", f": L{n + 4}", f": L{n + 5}",
            "", f"L{n + 7}", "", f":   L{n + 9}", ":::"]


def _admonition(n: int) -> list[str]:
    return [f'!!! note "L{n}"', f"    L{n + 1}", "", f"    - L{n + 3}"]


def _markdown_in_html(n: int) -> list[str]:
    return ['<div markdown="1" class="x">', f"L{n + 1}", f"<p>L{n + 2}</p>", f"- L{n + 3}",
            "</div>"]


BUILDERS = [_paragraph, _list, _loose, _quote, _table, _definitions, _code, _indented, _html,
            _headings, _note, _directive, _comment, _verse, _timeline, _admonition,
            _markdown_in_html]


@settings(max_examples=60, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(blocks=st.lists(st.tuples(st.sampled_from(BUILDERS), st.integers(1, 3)), min_size=1,
                       max_size=9), front=st.booleans())
def test_every_block_knows_its_line(tmp_path: Path, blocks: list[tuple[object, int]],
                                    front: bool) -> None:
    lines = ["---", "author: x", "---"] if front else []
    lines += ["# T", ""]
    for build, blanks in blocks:
        lines += build(len(lines) + 1)  # type: ignore[operator]
        # What divides two lists of the same kind, so that they do not become one.
        lines += ["", "<!-- -->", *[""] * blanks]
    (tmp_path / "s.md").write_text("\n".join(lines), "utf-8")
    draft, problems = read_draft(tmp_path, "s.md", "story", "s-s", Pictures(tmp_path))
    assert [p.code for p in problems if p.severity == "error"] == []
    assert draft is not None
    story, _ = finish(draft, {"s.md": draft.anchors})
    assert story is not None
    checked = 0
    for element in etree.fromstring(f"<x>{story.html}</x>").iter():
        line = element.get("data-line")
        text = "".join(element.itertext())
        if element.tag in ("hr", "div") or element.get("class") in ("pullquote", "line"):
            continue
        if element.tag in ("p", "li", "td", "th", "dt", "dd", "pre", "h2", "h3", "ul", "ol",
                           "table", "tr", "blockquote", "dl", "span") and text.strip():
            first = re.search(r"L(\d+)", text)
            assert first and line == first[1], etree.tostring(element)
            checked += 1
    assert checked


def test_a_rule_is_found_between_its_neighbours(tmp_path: Path) -> None:
    (tmp_path / "s.md").write_text("# T\n\none\n\n***\n\ntwo\n\n- - -\n\n* \n* x\n\n___\n", "utf-8")
    draft, _ = read_draft(tmp_path, "s.md", "story", "s-s", Pictures(tmp_path))
    assert draft is not None and draft.root is not None
    assert [h.get("data-line") for h in draft.root.iter("hr")] == ["5", "9", "14"]
    assert [h.get("data-line") for h in draft.root.iter("li")] == ["11", "12"]
