"""500 letters of one page, the same for every side: three fields are each reader's own."""

from __future__ import annotations

import random

COUNT = 500
FIELDS = ("name", "when", "place")
TEXT = (
    "为把讲课的事安排妥当，现将有关事项告知如下。讲课的日期、时间和地点已经定下，请提前一刻钟到场，看一看灯、"
    "话筒和座位，再把讲稿过一遍。听课的人来自各个班组，有的刚下夜班，讲得短一些、慢一些，比讲得多要好。",
    "讲义每人一份，签到表一式一份，散场后连同回执交回。讲稿只在自己手里用，不复印、不外传；换人、换地点，只换封面"
    "单，不动讲稿。数字都要核对过再讲，问到材料上没有的，就说回去查。",
    "路上如有耽搁，请先打电话说一声。讲完请把听众问得最多的三个问题记在回执上，下一场的人用得着。",
)
CSS = """@page { size: 210mm 297mm; margin: 30mm 25mm }
body { font: 12pt/22pt "Noto Serif CJK SC"; text-align: justify; margin: 0 }
h1 { font-size: 20pt; line-height: 30pt; text-align: center; margin: 0 0 20pt }
p { margin: 0 0 8pt; text-indent: 2em } .own { text-indent: 0 }
section { break-after: page } section:last-child { break-after: auto }"""


def letters() -> list[dict[str, str]]:
    """Name, date and place of every reader."""
    dice = random.Random(3)
    han = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏"
    given = "伟强芳娜敏静丽军洋勇艳杰涛明超霞平刚桂英"
    halls = ("东山礼堂", "西湾职工之家", "南岭会议室", "北坡食堂二楼")
    return [{"name": dice.choice(han) + dice.choice(given) + dice.choice(given),
             "when": f"2021年{n % 12 + 1}月{n % 28 + 1}日 {8 + n % 9}:30",
             "place": f"{dice.choice(halls)}{n + 1}号"} for n in range(COUNT)]


def html(values: dict[str, str], *, flowing: bool) -> str:
    """One letter as a section; ``flowing``: the fields stand within the text, too."""
    own = "".join(f'<p class="own">{label}：{values[name]}</p>' for label, name in (
        ("收信人", "name"), ("时间", "when"), ("地点", "place")))
    lead = (f"<p>{values['name']}同志：请您于{values['when']}到{values['place']}讲课。</p>"
            if flowing else "")
    return (f"<section><h1>讲课通知</h1>{own}{lead}"
            + "".join(f"<p>{one}</p>" for one in TEXT) + "</section>")


def typst(*, flowing: bool) -> str:
    """All letters as one document of Typst."""
    rows = ",\n".join("({})".format(", ".join(f'{k}: "{v}"' for k, v in one.items()))
                      for one in letters())
    lead = "#one.name;同志：请您于#one.when;到#one.place;讲课。\n\n" if flowing else ""
    text = "\n\n".join(TEXT)
    return f"""#set page(paper: "a4", margin: (x: 25mm, y: 30mm))
#set text(font: "Noto Serif CJK SC", size: 12pt, lang: "zh")
#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 10pt, spacing: 18pt)
#let rows = ({rows},)
#for (n, one) in rows.enumerate() [
#if n > 0 {{ pagebreak() }}
#align(center, text(20pt, weight: "bold")[讲课通知])
#par(first-line-indent: 0em)[收信人：#one.name]
#par(first-line-indent: 0em)[时间：#one.when]
#par(first-line-indent: 0em)[地点：#one.place]
{lead}{text}
]
"""
