"""Writes the archive of the sample: 411 made-up items, and a plate for each.

    python make_archive.py                      tables/items.csv and plates/*.svg, in this folder
    python make_archive.py --raster FOLDER      the whole book in FOLDER, plates of 4 megapixels

Everything comes from one seed: the same program writes the same files. Raster plates need Pillow.
"""

from __future__ import annotations

import csv
import random
import shutil
import sys
from pathlib import Path

from objects import OBJECTS, object_plate

SEED = 411
HERE = Path(__file__).resolve().parent
WIDTH, HEIGHT = 400, 300
PAPER, INK, RED = ("#efe6cf", "#f4efe0", "#e6ddc6"), "#3a332a", "#9a3b2c"

GROUPS = (
    ("设计图样", 52, "图样", ("枪机", "枪托", "表尺", "弹仓", "刺刀座", "握把"),
     "{thing}零件图，第{n}张",
     "铅笔绘，尺寸线用红铅笔。图框右下角有签字栏，“校对”一格{state}。"),
    ("工艺卡片", 46, "文书", ("车外圆", "铰孔", "淬火", "发蓝", "铣槽", "校直"),
     "{thing}工序卡",
     "油印表格，手填。工序、机床、工具、量具分栏，背面{state}。"),
    ("检验记录", 48, "文书", ("弹体", "枪管", "引信", "弹簧", "扳机", "螺纹"),
     "{thing}检验登记，第{n}册",
     "一行一件，过与不过各占一栏。页边有计数的“正”字，末页{state}。"),
    ("领料账册", 40, "账册", ("钢料", "铜料", "木料", "煤炭", "油脂", "麻绳"),
     "{thing}领料账",
     "竖格账簿，领、发、存三栏。结余每十天一清，有两处改过，改处{state}。"),
    ("往来书信", 44, "书信", ("催料", "调人", "借图", "报数", "道谢", "约期"),
     "关于{thing}的信",
     "毛边纸一页，毛笔。信末落款与日期齐全，信封{state}。"),
    ("会议记录", 30, "文书", ("班务会", "生产会", "质量会", "安全会", "评比会", "民主会"),
     "{thing}记录",
     "记录本一册，钢笔。谁说、说什么、怎样定，分三行写，封底{state}。"),
    ("功劳证章", 34, "证章", ("模范", "节约", "安全", "技术", "学习", "支前"),
     "{thing}奖章",
     "铜质，正面为齿轮与麦穗，背面编号{state}。"),
    ("工具量具", 42, "器物", ("卡规", "塞规", "扳手", "手锤", "样板", "划针"),
     "{thing}，第{n}号",
     "锻打后修光，握处磨亮。工作面{state}，盒盖内有领用人的划痕。"),
    ("生活物件", 30, "器物", ("饭盒", "油灯", "布鞋", "水壶", "针线包", "背篓"),
     "{thing}",
     "随人用过多年，补过两次，补处{state}。"),
    ("照片", 25, "照片", ("厂区", "车间", "合影", "食堂", "夜校", "河滩"),
     "{thing}旧照",
     "纸基，四边花齿。背面铅笔字三行，末行{state}。"),
    ("口述笔录", 20, "文书", ("学徒", "搬迁", "夜班", "师傅", "挑水", "试制"),
     "口述：{thing}",
     "问答体，一问一答另起行。整理人与口述人都签了名，附页{state}。"),
)
STATES = ("空着", "缺一角", "字迹清楚", "有水渍", "已修补", "不可辨")
PEOPLE = ("安某", "白某", "曹某", "丁某", "冯某", "高某", "韩某", "贾某", "康某", "李某",
          "马某", "牛某", "潘某", "秦某", "任某", "孙某", "田某",
          "王某", "许某", "杨某", "张某", "周某")
ORIGINS = ("厂内移交", "家属捐赠", "职工捐赠", "旧库清理", "来历不详")
SIZES = {"图样": "39×54厘米", "文书": "26×19厘米", "账册": "24×13厘米", "书信": "27×19厘米",
         "证章": "径3.6厘米", "器物": "长21厘米", "照片": "6×9厘米"}
MEDIA = {"图样": "绘图纸", "文书": "土纸", "账册": "毛边纸", "书信": "毛边纸", "证章": "铜",
         "照片": "相纸"}


def made_of(kind: str, thing: str) -> str:
    """The material of an item."""
    return OBJECTS[thing][0] if kind == "器物" else MEDIA[kind]


def date(rng: random.Random) -> str:
    """A date as archives know it: to the day, the month, the season, the year, or not at all."""
    year, month = rng.randrange(1938, 1950), rng.randrange(1, 13)
    return rng.choice((f"{year}年{month}月{rng.randrange(1, 29)}日", f"{year}年{month}月",
                       f"{year}年{rng.choice('春夏秋冬')}", f"{year}年", f"{year}年", ""))


def rows() -> list[dict[str, str]]:
    """The 411 items."""
    rng = random.Random(SEED)
    made: list[dict[str, str]] = []
    for group, count, kind, things, title, text in GROUPS:
        for n in range(1, count + 1):
            state, thing = rng.choice(STATES), things[(n - 1) % len(things)]
            made.append({
                "编号": f"{len(made) + 1:03}",
                "题名": title.format(thing=thing, n=n),
                "组": group, "类别": kind, "日期": date(rng),
                "人物": "、".join(rng.sample(PEOPLE, rng.choice((0, 0, 1, 1, 2)))),
                "说明": text.format(state=state), "尺寸": SIZES[kind], "载体": made_of(kind, thing),
                "来源": rng.choice(ORIGINS), "全页": "是" if n % 17 == 5 else ""})
    return made


def lines(rng: random.Random, x: float, y: float, w: float, count: int, gap: float) -> str:
    """Lines of writing that nobody can read."""
    out = ""
    for n in range(count):
        end = w * (rng.uniform(0.3, 0.7) if n == count - 1 else rng.uniform(0.9, 1))
        out += f"M{x:.0f} {y + n * gap:.0f}h{end:.0f}"
    return f'<path d="{out}" stroke="{INK}" stroke-width="2" stroke-dasharray="9 2.5 5 2.5"/>'


def drawing(row: dict[str, str]) -> str:
    """The plate of an item: what it is, in a few strokes."""
    rng = random.Random(f"{SEED} {row['编号']}")
    paper, kind = rng.choice(PAPER), row["类别"]
    sheet = (f'<rect x="20" y="14" width="360" height="272" fill="{paper}" '
             f'stroke="#cbbf9f" stroke-width="2"/>'
             if kind not in ("证章", "器物") else "")
    shapes = ""
    if kind == "图样":
        w, h, r = rng.randrange(150, 220), rng.randrange(46, 90), rng.randrange(12, 22)
        x, y = (400 - w) / 2, (260 - h) / 2
        shapes = (f'<rect x="34" y="28" width="332" height="244"/><path d="M246 236h120M246 254h120'
                  f'M246 218v54"/><rect x="{x}" y="{y}" width="{w}" height="{h}" stroke-width="3"/>'
                  f'<circle cx="{x + w * .3:.0f}" cy="130" r="{r}" stroke-width="3"/>'
                  f'<circle cx="{x + w * .75:.0f}" cy="130" r="{r // 2}" stroke-width="3"/>'
                  f'<path d="M{x} {y + h + 22}h{w}m0-6v12M{x} {y + h + 16}v12M{x - 22} {y}v{h}" '
                  f'stroke="{RED}"/><path d="M{x - 14} 130h{w + 28}" stroke-dasharray="14 4 3 4"/>')
    elif kind == "账册":
        columns = "".join(f"M{60 + 28 * n} 40v220" for n in range(11))
        shapes = f'<path d="{columns}M48 70h304" stroke="{RED}"/>' + "".join(
            lines(rng, 64 + 56 * n, 84, 20, rng.randrange(6, 15), 12) for n in range(5))
    elif kind in ("文书", "书信"):
        shapes = lines(rng, 60, 60, 280, rng.randrange(9, 14), 15)
        if kind == "书信" or rng.random() < 0.4:
            shapes += (f'<rect x="{rng.randrange(250, 300)}" y="222" width="44" height="44" '
                       f'stroke="{RED}" stroke-width="4" transform="rotate({rng.randrange(-8, 8)} '
                       '280 240)"/>')
    elif kind == "证章":
        teeth = 2 * rng.randrange(8, 13)
        shapes = (f'<circle cx="200" cy="150" r="104" fill="#c9a35a"/><circle cx="200" cy="150" '
                  f'r="96" stroke-width="12" stroke-dasharray="{603 / teeth:.1f}" '
                  'stroke="#8a6a2c"/>'
                  f'<circle cx="200" cy="150" r="66" fill="#e0c07c" stroke="#8a6a2c"/>'
                  f'<path d="M200 100l15 32 35 4-26 24 7 34-31-17-31 17 7-34-26-24 35-4z" '
                  f'fill="{RED}" stroke="none"/>')
    elif kind == "器物":
        shapes = object_plate(row["题名"].partition("，")[0], rng)
    else:
        ridge, y = "", 170
        for n in range(12):
            y = max(90, min(200, y + rng.randrange(-34, 35)))
            ridge += f"L{44 + n * 28} {y}"
        shapes = (f'<rect x="36" y="30" width="328" height="240" fill="#d8d2c4"/><path d="M36 230'
                  f'{ridge}L364 190V270H36z" fill="#8f897c" stroke="none"/>'
                  f'<path d="M36 246h328v24H36z" fill="#5d574c" stroke="none"/>' + "".join(
                      f'<rect x="{rng.randrange(70, 300)}" y="{rng.randrange(206, 226)}" '
                      'width="34" height="22" fill="#efe9da"/>' for _ in range(3)))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
            f'viewBox="0 0 {WIDTH} {HEIGHT}">{sheet}'
            f'<g fill="none" stroke="{INK}" stroke-width="2">{shapes}</g></svg>\n')


def raster(number: str, file: Path) -> None:
    """A plate of 4 megapixels: grain, marks, an edge; as heavy as a scan."""
    from PIL import Image, ImageChops, ImageDraw

    rng = random.Random(f"{SEED} {number}")
    size = (2312, 1734)
    picture = Image.new("L", size, rng.randrange(205, 235))
    draw = ImageDraw.Draw(picture)
    for n in range(rng.randrange(16, 26)):
        y = 220 + n * 58
        draw.line([(260, y), (260 + rng.randrange(900, 1780), y)], fill=60, width=9)
    draw.rectangle([110, 90, size[0] - 110, size[1] - 90], outline=90, width=7)
    grain = Image.frombytes("L", (256, 256), rng.randbytes(256 * 256)).point(lambda v: v // 14)
    tiled = Image.new("L", size)
    for x in range(0, size[0], 256):
        for y in range(0, size[1], 256):
            tiled.paste(grain, (x, y))
    ImageChops.subtract(picture, tiled).save(file, "JPEG", quality=80)


def main(words: list[str]) -> None:
    big = words[:1] == ["--raster"]
    folder = Path(words[1]) if big else HERE
    for name in ("tables", "plates"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    if big:
        shutil.copy(HERE / "book.toml", folder / "book.toml")
    made = rows()
    with (folder / "tables/items.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(made[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(made)
    for row in made:
        if big:
            raster(row["编号"], folder / f"plates/{row['编号']}.jpg")
        else:
            (folder / f"plates/{row['编号']}.svg").write_text(drawing(row), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
