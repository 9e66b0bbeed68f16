"""Manuscripts put together at random (a fixed seed) from everything that may be written."""

from __future__ import annotations

import random
from pathlib import Path

BOOK = """title = "书"
number_headings = true

[[editions]]
name = "甲"

[[editions]]
name = "乙"
audience = "speaker"

[index]
words = ["兵工厂", "Han"]
"""
GLOSSARY = '[[terms]]\nterm = "兵工厂"\ntext = "厂"\n\n[[terms]]\nterm = "太行"\ntext = "山"\n'
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="10mm" height="20mm"/>'
FILES = {
    "book.toml": BOOK, "glossary.toml": GLOSSARY, "images/a.svg": PICTURE,
    "tables/a.csv": '项,数\n"甲, *乙*",1\n"两\n行",2\n', "stories/b.csv": "年,[x]{y}\n1941,&amp;\n",
    "tables/t.csv": "时间,事件,注\n1941年11月,打了**八**天,x\n,又八夜,\n1942年,胜利,y\n"}

FRONT = "---\nauthor: 某人\nsummary: 一句话\n---\n"
WORDS = ("黄崖洞", "兵工厂", "太行", "一九四一年", "Han", "GDP 5%", "，", "。", "——", "……",
         "“引号”",
         "A&B", "3 < 4", "1921. ", "、(c) ", "a_b", "全角　空格", "①", "#号", "：", "：：", "+1",
         "! ",
         "、{甲}")
INLINE = (
    "**{0}**", "*{0}*", "_{1}_", "`{0} [码]{{着重}}`", "[{0}](https://a.b/c)", "[{0}](001.md)",
    "[第{{页}}页{0}](002.md)", "[见{{page}}](#)", "\\*", "&amp;", "&#x4e00;",
    "<b>{0}</b>", "<!-- {0} -->", "<https://a.b>", "![{0}](a.svg)", "[^n{2}]",
    "[{0}]{{着重}}", "[{0}]{{专名 索引}}", "[{0}]{{书名}}", "[崖{1}]{{拼音}}",
    "[崖洞]{{拼音=\"yá dòng\"}}",
    "[崖·洞]{{pinyin=yádòng}}", "[崖**洞**]{{拼音=“yá dòng” 着重}}", "[{0}]{{索引=\"甲!{2};乙\"}}",
    "[]{{索引=无形}}", "[兵工厂]{{术语}}", "[{0}]{{term=太行}}", "[{0}]{{lang=en}}", "[{0}]{{.c}}",
    "[外[{0}]{{着重}}{1}]{{index}}", "[{0}[{1}](003.md)]{{专名}}", "[{0}]", "[{0}] 后",
    "**[{0}]{{着重}}**",
    "[见[{0}]{{拼音=kàn}}](002.md)", "[`{0}`[^n{2}]]{{索引}}")
LONG = ("{0}\n{1}", "[{0}\n{1}]{{书名}}", "**{0}\n{1}**", "<!-- {0}\n{1} -->后")
"""What runs over two lines."""
BLOCKS = (
    "{4}", "{4}{0}", "> {0}\n{4}", "- {4}\n- {0}", "## {0}", "### {0} ##",
    "- {0}\n- {1}\n    - {0}\n\n    {1}", "1. {0}\n2. {1}",
    "7. {0}\n8. {1}", "> {0}\n> {1}\n>\n> - {0}", "{2}词\n:   {0}\n:   {1}",
    "| {2} | 乙 |\n|---|--:|\n| {2} | 二 |",
    "```\n**{3}** [码]{{着重}} [^无]\n::: 引语\n```", "    {3}", "---",
    "![{3}](images/a.svg \"{3}[崖]{{拼音=yá}} | 馆\")",
    "<div markdown=\"1\">\n{0}\n\n- {1}\n</div>", "<div>\n<p>{3} [原](x)</p>\n</div>",
    "<div markdown=\"1\">\n<p markdown=\"1\">{3}[洞]{{着重}}</p>\n<p>[原]{{x}}</p>\n\n{0}\n</div>",
    "!!! note\n    {3}\n\n    - {3}\n\n    {3}", "!!! 提示 \"{3}\"\n    {3}\n\n        {3}",
    "!!! tip \"\"\n    {3}",
    "!!! note\n    {3}[^m{2}]\n\n    [^m{2}]: {3}\n    {3}\n\n    {3}",
    "> {3}[^m{2}]\n>\n> [^m{2}]: {3}\n>\n>     {3}\n>\n> {3}",
    "::: 分页", "::: 表格 \"{3}\" 文件=../tables/a.csv 来源=\"档案 馆\"", "::: table file=b.csv",
    "::: 表格 “甲[崖]{{拼音=yá}}” 文件=tables/a.csv", "::: 年表 \"{3}\" 文件=../tables/t.csv",
    "::: timeline file=tables/t.csv")
HOLDERS = (
    "::: 讲者", "::: 知识链接 \"{3}\"", "::: 知识链接", "::: sidebar “{3}”",
    "::: letter salutation=\"Dear X\"", "::: document signature=S", "::: 仅 版本=甲",
    "::: 文件 \"{3}\" 机关=总部 文号=〔1〕号 落款=某 日期=五日", "::: only 对象=\"讲者、听众\"",
    "::: 仅 edition=乙 audience=speaker", "::: 除 版本=\"乙\"",
    "::: except audience=\"reader\" 版本=甲", "::: 索引 \"{3}!范围\"", "::: index \"甲\"",
    "::: 示例", "::: 引语")
"""Fences that hold any blocks."""
FENCES = (
    "::: 引语\n{0}", "::: 思考题\n1. {0}\n2. {1}", "::: questions \"{3}\" lines=1\n{0}",
    "::: 口述 \"{3}\"\n问：{0}\n\n王强: {1}\n\n{0}", "::: oral\n**A**: {0}",
    "::: 诗 \"{3}\" 作者=某人\n一{0}\n二{1}\n\n- 三\n    四\n1. 五",
    "::: verse author=\"Li Bai\"\n{3}\n# {3}",
    "::: 诗\n一{0}\n::: 仅 版本=甲\n- 二\n:::\n::: 索引 \"三\"\n    三\n:::",
    "::: 年表 \"{3}\"\n1941年11月\n:   {0}\n:   {1}\n1942年\n:   {1}",
    "::: 信 \"{3}\" 落款=儿 日期=\"三 日\"\n母亲：\n\n{0}")
"""Fences with a content of their own kind."""
PLAIN = ("黄崖洞", "八天八夜", "兵工厂", "note", "再读 一遍")


def corpus(count: int, seed: int) -> list[str]:
    """``count`` manuscripts."""
    return [_Writer(random.Random(seed * 100_000 + n)).manuscript() for n in range(count)]


def write_book(folder: Path, manuscripts: list[str]) -> None:
    """A book of them in ``folder``, with all that they name."""
    stories = {f"stories/{n:03}.md": text for n, text in enumerate(manuscripts, 1)}
    pictures = {"stories/a.svg": PICTURE}
    for name, text in {**FILES, **pictures, **stories}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


class _Writer:
    """Writes one manuscript."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.notes: list[str] = []
        self.number = 0

    def manuscript(self) -> str:
        front = self.dice.choice(("", "", FRONT))
        title = "# 题" + self.dice.choice(("", "[崖]{拼音=yá}", "*目*", " [目]{索引} {#t}"))
        body = self.blocks(0, self.dice.randint(1, 6))
        notes = "\n".join(self.notes)
        return f"{front}{title}\n\n{body}\n\n尾。\n\n{notes}\n"

    def blocks(self, depth: int, count: int) -> str:
        """Blocks, mostly with a blank line between two."""
        text = self.block(depth)
        for _ in range(count - 1):
            text += self.dice.choice(("\n\n", "\n\n", "\n\n", "\n")) + self.block(depth)
        return text

    def block(self, depth: int) -> str:
        if depth < 4 and self.dice.random() < 0.35:
            head = self.filled(self.dice.choice(HOLDERS))
            return f"{head}\n{self.blocks(depth + 1, self.dice.randint(1, 3))}\n:::"
        if self.dice.random() < 0.25:
            return self.filled(self.dice.choice(FENCES)) + "\n:::"
        return self.filled(self.dice.choice(BLOCKS))

    def filled(self, form: str) -> str:
        self.number += 1
        texts = [self.text() if f"{{{place}}}" in form else "" for place in (0, 1)]
        paragraph = self.text(LONG) if "{4}" in form else ""
        return form.format(*texts, self.number, self.dice.choice(PLAIN), paragraph)

    def text(self, more: tuple[str, ...] = ()) -> str:
        """Running text that looks like no block of its own; on one line but for ``more``."""
        pieces = ["文"]
        for _ in range(self.dice.randint(0, 5)):
            if self.dice.random() < 0.5:
                pieces.append(self.dice.choice(WORDS))
            else:
                self.number += 1
                form = self.dice.choice(INLINE + 3 * more)
                words = [self.dice.choice(PLAIN) for _ in range(2)]
                pieces.append(form.format(*words, self.number))
                if "[^n" in form:
                    self.notes.append(f"[^n{self.number}]: 注{self.dice.choice(PLAIN)}"
                                      + self.dice.choice(("", "[乙]{拼音=yǐ}", "\n    续*行*")))
        return "".join(pieces)


EVERYTHING = """---
author: 某人
---
# 黄[崖]{拼音=yá}洞 [记]{索引=黄崖洞!记}

::: 口述 "王强口述"
问：**好**吗？[^1]

王强：好，[兵工厂]{术语 索引}好，见第[{页}页](001.md)。
:::

::: 诗 "七律" 作者=某人
一行[字]{着重}
二行[长
三行]{书名}
:::

::: 年表 "大事"
1941年11月
:   打了**八天**
:   八夜
1942年
:   胜利
:::

::: 年表 文件=../tables/t.csv

::: 知识链接 "火药"
一硫二硝[崖洞]{拼音="yá dòng"}三[木炭]{拼音=mùtàn}，[硝石]{拼音}。

::: 信 "家书" 落款=儿 日期=“一月二日”
母亲：

文
:::
:::

::: 文件 "命令" 机关=总部 文号=〔1〕号 落款=司令
- 一
- 二
:::

::: 表格 "产量[崖]{拼音=yá}" 文件=../tables/a.csv 来源=档案馆

![图](images/a.svg "图题 | 图源")

::: 示例
**例**与`码`

::: 思考题
1. 一
2. 二
:::
:::

::: 仅 版本=甲
只在甲[^2]
:::

::: 除 版本=甲
不在甲
:::

::: 讲者
讲者看
:::

::: 索引 "范围"
范围一

范围二
:::

!!! note "提示"
    内

    - 项

<div markdown="1">
块 [文]{专名}

1. 甲
</div>

| 甲 | 乙 |
|---|---|
| [一]{拼音=yī} | 2 |

[^1]: 注一[乙]{拼音=yǐ}
[^2]: 注二

## 节 [崖]{拼音}

尾。
"""
"""One manuscript with all of it; its link leads to itself."""
