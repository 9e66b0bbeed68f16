"""From Markdown to parts: a book with every mark that pages are made of, in three editions."""

import pytest
from layout_small import SMALL, lines_of, tree_of

from press.config import load_book_config, load_toml
from press.layout import index_problems, lay_out, load_layout
from press.manuscript import read_book
from press.manuscript.editions import for_edition
from press.values import Part

FILES = {
    "book.toml": """
title = "读本"
layout = "small"
number_headings = true
figure_list = {}
chronology = {}
glossary = {}

[[editions]]
name = "职工版"
[[editions]]
name = "讲者版"
audience = "speaker"
leave_out = ["02-two"]
[[editions]]
name = "读者版"
title = "另一本"

[index]
words = ["车床"]
see = { "太行" = "太行山" }
""",
    "glossary.toml": """
[[terms]]
term = "准头"
text = "打得*准*不准。"
[[terms]]
term = "哨声"
text = "上工的信号。"
""",
    "stories/01-one.md": """# 一天

## 先听水

清早[太行山]{索引}里有[准头]{术语}和车床。[^1]

[^1]: [哨声]{术语 索引=声音!哨}在注里。

::: 仅 版本=职工版
## 职工看的

![车床](../images/plan.svg "职工的图")

[黄崖洞]{索引}。[汽笛]{索引=声音!笛}

::: 年表
1939年
:   职工的事。
:::
:::

::: 讲者
[停]{索引=停顿}十秒。
:::

::: 年表
1941年
:   到厂。

1938年5月
:   建厂。
:::

::: 索引 "长文"
第一段。

第二段。
:::
""",
    "stories/02-two.md": "# 二\n\n[太行山]{索引}和[哨声]{术语}。\n",
    "appendices/list.md": "# 清单\n\n车床。\n",
    "images/plan.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="250">'
                       '<path d="M0 0h9"/></svg>',
}


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Part]]:
    folder = tmp_path_factory.mktemp("whole")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    config, problems = load_book_config(folder)
    assert not problems and config is not None
    book, problems = read_book(folder, config)
    assert not problems and book is not None
    layout, problems = load_layout("small", templates=SMALL, book_folder=folder)
    assert not problems and layout is not None
    _, positions, _ = load_toml(folder / "book.toml")
    assert index_problems(book, positions) == ()
    made: dict[str, dict[str, Part]] = {}
    for edition in config.editions:
        parts, problems = lay_out(for_edition(book, edition), layout, edition=edition.name,
                                  audience=edition.audience, positions=positions)
        assert not problems
        made[edition.name] = {p.key: p for p in parts}
    return made


def index_of(parts: dict[str, Part]) -> dict[str, int]:
    """Each entry and how many places it has."""
    items = tree_of(parts["index"]).iter("li")
    return {li.find("b").text: len((li.find("i").text or "").split()) for li in items}


def test_the_index_of_each_edition(editions: dict[str, dict[str, Part]]) -> None:
    common = {"车床": 2, "声音": 0, "哨": 1, "太行山": 2, "太行": 0, "长文": 1}
    assert index_of(editions["职工版"]) == common | {"黄崖洞": 1, "笛": 1}
    assert index_of(editions["读者版"]) == common
    assert index_of(editions["讲者版"]) == common | {"太行山": 1, "停顿": 1}


def test_the_other_lists_of_each_edition(editions: dict[str, dict[str, Part]]) -> None:
    whole, speaker, reader = (editions[n] for n in ("职工版", "讲者版", "读者版"))
    assert [line.split("|")[1] for line in lines_of(whole["chronology"], "event")] == [
        "建厂。", "职工的事。", "到厂。"]
    for parts in (speaker, reader):
        assert "figure-list" not in parts
        assert [line.split("|")[1] for line in lines_of(parts["chronology"], "event")] == [
            "建厂。", "到厂。"]
        for part in parts.values():
            assert "职工" not in part.html
            assert "职工" not in "".join(e.title for e in part.outline)
            assert part.assets == ()
    assert lines_of(whole["figure-list"], "figure") == ["职工的图|fig-01-one-1"]
    assert [e.title for e in whole["story/s-01-one"].outline] == [
        "一天", "一、先听水", "二、职工看的"]
    assert "停" in speaker["story/s-01-one"].html
    assert "停" not in reader["story/s-01-one"].html
    assert "story/s-02-two" not in speaker


def test_every_place_that_is_led_to_is_in_the_edition_once(
        editions: dict[str, dict[str, Part]]) -> None:
    for parts in editions.values():
        ids = [i for p in parts.values() for i in tree_of(p).xpath("//@id")]
        assert len(ids) == len(set(ids))
        wanted = {a for k in ("glossary", "index") for i in tree_of(parts[k]).iter("i")
                  for place in (i.text or "").split() for a in place.split("..")}
        wanted |= {h.removeprefix("press-ref:") for p in parts.values()
                   for h in tree_of(p).xpath("//@href")}
        wanted |= {e.anchor for p in parts.values() for e in p.outline}
        assert wanted <= set(ids)
