"""Recall and false errors of the copy check: faults put into clean text by rules of their own.

``python3 bench/proof.py [FOLDER]`` writes the figures of docs/proof.md and docs/proof.zh.md: for
each rule at least ten faults are put into stories of the samples, one a paragraph, by the tables
below and in proof_unseen.py, which share nothing with the checker; a fault is found if a problem
of its rule is told on its line. What is told on untouched lines is a false error. Text files
(.md, .txt, .rst) in FOLDER are measured as further clean text. The random numbers have a fixed
seed.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent))

from proof_unseen import UNSEEN

from press.config.proof_model import (
    NameConfig,
    PhraseConfig,
    ProofConfig,
    ProofTermConfig,
    TotalConfig,
)
from press.messages import catalogue
from press.proof import proof

ROOT = Path(__file__).parents[1]
TARGETS = {"en": ROOT / "docs/proof.md", "zh": ROOT / "docs/proof.zh.md"}
FIGURES = re.compile("(?<=<!-- figures -->\n).*?(?=<!-- /figures -->)", re.DOTALL)
ROUNDS = 3
"""Times that each fault is put somewhere."""

Change = Callable[[str, random.Random], str | None]
"""A clean paragraph → the same with one fault, or None where it does not suit."""


def insert(words: str) -> Change:
    """A sentence more, at the end of a sentence."""
    def change(text: str, chance: random.Random) -> str | None:
        places = [m.end() for m in re.finditer("。(?![”’」』）。…])", text)]
        if not places:
            return None
        at = chance.choice(places)
        return text[:at] + words + text[at:]
    return change


def swap(old: str, new: str) -> Change:
    """One of the places that ``old`` (an expression) matches made ``new``."""
    def change(text: str, chance: random.Random) -> str | None:
        places = list(re.finditer(old, text))
        if not places:
            return None
        match = chance.choice(places)
        return text[:match.start()] + match.expand(new) + text[match.end():]
    return change


def whole(words: str) -> Change:
    """A block of its own."""
    return lambda *_: words


H = "[一-鿿]"
FAULTS: dict[int, list[Change]] = {
    1: [swap(f"({H})({H})", rf"\1{c}\2") for c in
        "\u200b\u200c\u200d\u2060\u00ad\u200e\u200f\u180e\u3164\u115f\u034f"],
    3: [insert(w) for w in ("锟斤拷锟斤拷。", "他说锟斤拷的事。", "烫烫烫烫烫。", "屯屯屯屯。",
        "第一锟斤拷段。",
                            "记录：锟斤拷锟斤拷锟斤拷。", "葺葺葺葺葺葺。", "厂里锟斤拷了。",
                            "烫烫烫。", "屯屯屯屯屯屯屯。")],
    4: [insert(w.encode().decode("gb18030", "ignore") + "。") for w in (
        "不忘初心牢记使命", "山里的工厂", "老工人的故事", "工厂的机器很多", "我们走过山路",
        "一枚零件的加工",
        "今天开会学习", "人民军工", "生产任务完成", "档案要保存好", "师傅教徒弟", "检验合格出厂")],
    5: [insert(w.encode("gb18030").decode("latin-1") + "。") for w in (
        "不忘初心", "山里的工厂", "老工人的故事", "工厂的机器", "我们走过山路", "今天开会学习")] + [
        insert(w.encode().decode("latin-1") + "。") for w in ("人民军工", "生产任务",
        "档案要保存")] + [
        insert(w.encode("gbk").decode("big5", "ignore") + "。") for w in (
            "机器开始转动了", "检验合格就出厂", "铁轨通到山外面", "昨天晚上下了雨")],
    6: [insert(w) for w in (
        "工業(yè)遺址在山里。", "黨史學(xué)習(xí)教育。", "引導(dǎo)大家讀書。",
        "系統(tǒng)黨員都來了。", "匯聚起轉(zhuǎn)型的力量。",
        "發(fā)展很快。", "組織領(lǐng)導(dǎo)。", "任務(wù)完成了。", "首責(zé)在肩。",
        "團結(jié)起來。", "訓(xùn)練了三天。", "機關(guān)幹部。")],
    7: [swap(a, b) for a, b in (("学", "學"), ("国", "國"), ("车", "車"), ("说", "說"), ("时",
        "時"),
                                ("机", "機"), ("长", "長"), ("门", "門"), ("书", "書"), ("图",
                                    "圖"),
                                ("样", "樣"), ("对", "對"))],
    8: [insert(w) for w in ("他看著窗外。", "大家跟著师傅走。", "这正起著作用。", "拿著卡尺量。",
        "机器开著。", "灯亮著。",
                            "他笑著说。", "沿著山路走。", "桌上放著图纸。", "听著水声醒来。",
                            "手里握著锤子。", "站著一个人。")],
    9: [swap("(力|女|不|来|龙|六|年|行|里|林|立|老)", c) for c in (
        "\uf98a", "\uf981", "\uf967", "\uf92d", "\uf9c4", "\uf9d1", "\uf98e", "\uf908", "\uf9e9",
        "\uf9f4", "\uf9f7", "\u2f8f")],
    11: [insert(w) for w in ("他名叫槑。", "这叫囍字。", "厂里有个囧字。", "名字里有个淼和㵘。",
        "写作靁。", "那个㸚字很怪。",
                             "取名叫旲。", "姓亝的人。", "写成兲。", "叫做嘦。", "还有嫑字。",
                             "一个氼字。")],
    12: [swap(f"({H})，({H})", r"\1,\2"), swap(f"({H})，({H})", r"\1, \2"),
         swap(f"({H})。({H})", r"\1. \2"), swap(f"({H})；", r"\1;"), swap(f"({H})：", r"\1:"),
         swap(f"({H})？", r"\1?"), swap(f"({H})。", r"\1!"), swap("。$", "."),
         insert("他来了(从山里)。"), insert("共有12人,都是工人。"), insert("图纸(共3张)收好。"),
         insert("他问:还有多少?")],
    13: [swap("“([^“”]+)”", r'"\1"'), swap("“", '"'), swap("”", '"'), insert('这叫"通规"。'),
         insert("这叫'止规'。"), insert('他说:"来了"。'), insert('"先看,再量。"他说。'),
         insert('写着"安全"两个字。'), insert("所谓'大王'是称呼。"), insert('叫做"以内定外"。')],
    14: [insert(f"共有{w}人。") for w in ("１２", "３", "４５６", "１９４１", "２０",
        "７８９０")] + [
        insert(f"他按下{w}键。") for w in ("Ａ", "ＰＤＦ", "ｏｋ", "Ｘ", "ＣＮＣ", "ｂ")],
    15: [swap(f"(?<={H}{H}{H})({H})(?={H}{H}{H}{H})", rf"\1{c}") for c in
         (" ", "  ", "\u3000", "\u00a0", " ", " ", "   ", " ", "\u3000\u3000", " ")],
    16: [swap(f"({H})，({H})", r"\1， \2"), swap(f"({H})，", r"\1 ，"), swap("。(?=.)", "。 "),
         swap(f"({H})。", r"\1 。"), swap("、", "、 "), swap("、", " 、"), swap("：", "： "),
         swap("；", "； "), swap(f"({H})“", r"\1 “"), swap(f"”({H})", r"” \1"),
         swap(f"“({H})", r"“ \1")],
    17: [swap(rf"({H})(\d+)", r"\1 \2")] * 4 + [swap(r"(\d+)([个人件份场次枚根张])",
        r"\1 \2")] * 3 + [
        insert("用 PDF 交印，PDF要定稿。"), insert("在 CNC 机床上，CNC要校。"),
        insert("共 12 人，分3组。")],
    18: [lambda t, _: "\u3000\u3000" + t, lambda t, _: "\u3000" + t, swap("，", "，\t"),
         swap("。(?=.)", "。\t"), swap("、", "、\t"), lambda t, _: "\u3000\u3000\u3000" + t,
         swap("；", "；\t"), lambda t, _: "\u3000\u3000" + t, lambda t, _: "\u3000" + t,
         swap(f"({H})的", "\\1\t的")],
    19: [swap("“([^“”]{2,9})”", r"“\1"), swap("“([^“”]{2,9})”", r"\1”"), swap("《", ""), swap("》",
        ""),
         insert("他来了（从山里。"), insert("他来了）。"), insert("读《初心一书。"),
         insert("读初心》一书。"),
         insert("这叫“通规。"), insert("这叫止规”。"), insert("【注意前面。")],
    20: [swap("“([^“”]+)”", r"”\1“"), insert("他读》初心《这本书。"), insert("他来了）从山里（。"),
         insert("他（说“来了）”。"), insert("这叫”通规“。"), insert("《读“初心》”一文。"),
         insert("看”样板“。"),
         insert("记】注意【。"), insert("“他（来了”）。"), insert("叫做”止规“的东西。")],
    21: [insert(w) for w in (
        "他说：“师傅讲‘先看’，再讲“后量”。”", "“他说“来了”。”", "他念道：“写着“安全”二字。”",
        "“叫做“通规”的东西。”",
        "写作‘通规’的东西。", "所谓‘大王’是称呼。", "他叫它‘止规’。", "“这“一关”最要紧。”",
        "这叫‘以内定外’。",
        "“请把“卡规”拿来。”", "叫‘样板’。")],
    22: [insert(w) for w in (
        "他写了《读《初心》一书》。", "《评《使命》》是文章。", "读〈初心〉有感。",
        "《谈《山里的一天》》。", "书名是〈兵工摇篮〉。",
        "《关于《办法》的通知》。", "《学习《纲要》的体会》。", "文章〈一天〉写得好。",
        "《记《卡规》的故事》。", "〈车轴〉一篇最长。")],
    23: [whole(w) for w in (
        "他说：“明天开工。\n\n大家都来。”", "这件事（说来话长。\n\n从头说起）就完了。",
        "读《山里的一天。\n\n后半本》也要读。",
        "她讲：“水开了。\n\n人就起来了。”", "（这一段是注。\n\n注到这里完。）",
        "叫做“通规。\n\n另一把叫止规”。", "写着“安全。\n\n第一”。",
        "口号是“多快。\n\n好省”。", "附注（一共两条。\n\n都在后面）。",
        "老人说：“先看。\n\n后量。”")],
    24: [swap("……", "..."), swap("……", "…"), swap("……", "。。。"), insert("还有很多..."),
         insert("他想了想...没有说。"), insert("一车,两车…他数着。"), insert("等着。。。"),
         insert("后来…………就走了。".replace("…………", "………")),
         insert("这个嘛......"), insert("山连着山・・・"), insert("一年又一年⋯⋯"),
         insert("说到这里、、、停了。")],
    25: [swap("——", "--"), swap("——", "—-"), swap("——", "－－"), insert("那就是--量具。"),
        insert("两样东西---通规和止规。"),
         insert("他想起一个人―师傅。"), insert("只有一条路─走下去。"),
         insert("这是最要紧的一道工序—检验这一关绝不能马虎。"),
         insert("三样东西———看、敲、称。"), insert("记住这句话－－量了才算。"),
         insert("最后是–– 检验。".replace(" ", ""))],
    26: [insert(w) for w in (
        "读了《一天》、《厂房》。", "分“看”、“敲”两步。", "“通规”、“止规”都要校。",
        "《车轴》、《清单》两篇。", "有“学”、“用”两样。",
        "《甲》、《乙》、《丙》三本。", "“粗车”、“精车”之后。", "讲“学”、“思”、“践”。",
        "《山》、《水》并读。", "“一关”、“二关”。")],
    27: [swap("，", "，，"), swap("。$", "。。"), swap("、", "、、"), swap("；", "；；"), swap("：",
        "：："),
         swap("，", "，。"), swap("。(?=.)", "。，"), swap("、", "、，"),
         insert("来了吗？，他问。"), insert("好！。"),
         swap("，", ",，")],
    28: [insert(w) for w in ("太好了！！！！", "真的吗？？？？", "来了！！！！！", "是谁？！？！",
        "好！！！！！！", "为什么？？？？？",
                             "快走！！！！", "怎么会？？！！", "成了！！！！！！！",
                             "还有多少？？？？？？")],
    29: [insert(f"他说：“{w}。”。") for w in ("来了", "先看", "后量", "走吧", "量了才算",
        "明天开工", "水开了", "规矩在先",
                                           "这一关最省工夫", "我认")],
    30: [insert(w) for w in ("锤子、钳子……等。", "看、敲、称……等等。", "车、铣、刨……等工序。",
        "山西、河北……等地。", "通规、止规等……",
                             "书、报、图……等。", "油、铁、煤……等物。", "学、思、用……等。",
                             "老人、孩子等等……", "桌、椅……等家具。")],
    31: [insert(w.replace("@", c)) for c in "•‧∙・･" for w in ("卡尔@马克思写过。",
        "《史记@项羽本纪》里有。")],
    32: [whole(w) for w in (
        "## 一块毛坯。", "## 车刀底下，", "## 两把卡规；", "## 六道关、", "## 最后一道手续：",
        "## 磨刀的人。",
        "## 山里的一天。", "## 后来的事。", "## 听老人讲。", "## 一张清单。")],
    33: [insert(f"见晋发{w}号。") for w in ("[2012]12", "（2012）12", "【2012】3", "(2015)7",
        "［2020］15", "[2021]101",
                                        "〔2012〕第12", "〔2012〕012", "《2019》8", "〔12〕12")],
    34: [insert(f"长{w}。") for w in ("5公分", "12KM", "3Kg", "8㎝", "20平米", "6吋", "3CM",
        "100KW", "15公尺", "7㎏", "4立米",
                                    "60千米/h")],
    35: [insert(w) for w in ("有10-20人。", "占13～17%。", "长5-8米。", "约3～5万人。",
        "用时3-5天。", "增10-20%。", "需要2--3人。",
                             "高12-15厘米。", "1～2亿元。", "每次4~6个。", "重30-40公斤。",
                             "降5—8%。")],
    36: [insert(w) for w in ("1941年十一月建成。", "一九四一年11月建成。", "1938年九月迁来。",
        "11月十一日开工。", "一九三九年6月。",
                             "1950年三月五日。", "二〇二一年7月。", "十月1日。",
                             "1942年十二月初稿。".replace("初稿", ""),
                             "5月二十日。", "三月12日。")],
    37: [insert(w) for w in ("41年11月建成。", "38年9月迁来。", "1937—45年。", "‘49年的事。",
        "80年代的事。", "1950-58年。",
                             "58年3月。", "90年代后期。", "’62年。", "78年12月。", "1931～37年。")],
    38: [insert(w) for w in ("走了三、四里。", "有七、八个人。", "用了五、六天。", "约二、三十件。",
        "住了四、五年。", "相隔两、三米。",
                             "来了六、七位。", "要八、九次。", "一、二十人。", "三、四百斤。",
                             "五、六分钟。")],
    39: [insert(w) for w in ("2月30日开会。", "2021年2月29日。", "11月31日完工。", "1941年13月。",
        "4月31日。", "2020-02-30记。",
                             "6月31日。", "十三月五日。", "一九四一年九月三十一日。", "1月32日。",
                             "25时70分。", "0月5日。")],
    40: [insert(w) for w in (
        "共90人，其中男50人，女30人。", "共411件，其中一等200件，二等150件，三等60件。",
        "总计44项，其中已办20项，未办25项。",
        "共有12本：新书5本，旧书6本。", "合计100元，其中甲60元、乙30元。",
        "共30名，包括老师10名，学生25名。",
        "一共8户，其中东头3户，西头4户。", "共计21个，其中机关8个，车间12个。",
        "共35次，其中上午20次，下午14次。",
        "共计160人，其中党员100人，群众50人。", "整理出410份红色珍贵档案。")] + [
        whole("| 组 | 人数 |\n| --- | --- |\n| 甲 | 12 |\n| 乙 | 9 |\n| 合计 | 22 |"),
        whole("| 组 | 件数 |\n| --- | --- |\n| 甲 | 4 |\n| 乙 | 5 |\n| 丙 | 6 |\n| 合计 | 16 |")],
    42: [whole(w) for w in (
        "一、先看。\n\n三、后量。", "（一）先看。\n\n（三）后量。", "1. 先看\n3. 后量",
        "（1）先看。\n\n（3）后量。",
        "一、先看。\n\n二、再敲。\n\n四、后称。", "一、先看。\n\n一、后量。",
        "（一）先看。\n\n（二）再敲。\n\n（二）后称。",
        "1．先看。\n\n2．再敲。\n\n4．后称。", "要点：一是看；二是敲；四是称。",
        "办法有三：（1）看；（2）敲；（4）称。",
        "第一，先看。第三，后量。")],
    44: [insert(w) for w in ("见原文[3]。", "据档案记载[12]。", "此事有据①。", "他说过②，",
        "早有定论[5]。", "数字有出入③。",
                             "原件已失[7]。", "尚待查考④。", "参见前文[9]。", "史料不全⑤。")],
    45: [insert(w) for w in ("这是他的的书。", "我们我们去看。", "工厂工厂里有人。",
        "他和和师傅来了。", "放在在桌上。", "图纸图纸收好。",
                             "因为因为下雨。", "把把铁块拿来。", "检验员检验员来了。",
                             "这这是新的。", "由由他来做。", "黄崖洞黄崖洞很远。")],
    46: [insert(w) for w in ("刘桂福来了。", "刘贵富设计了枪。", "刘贵夫也在。", "甄荣点的称呼。",
        "甄容典的事。", "七九式马步枪设计者刘贵福。",
                             "副厂长刘贵福到了。", "天天学，周周研，月月结。",
                             "天天学、周周讲、月月结。", "天天学周周研、月月结。", "定芯部要精车。",
                             "过规要通过。", "pdf文件交印。")],
    47: [whole(f"![甲](a.svg \"{w}\")\n\n![乙](b.svg \"{w}\")") for w in (
        "两把卡规", "车床", "山沟", "一天", "弹体", "图纸", "档案袋", "车轴", "清单", "读书班")],
}
LISTS = ProofConfig(
    names=(NameConfig(name="刘贵福", offices=("八一式马步枪设计者",), wrong=("刘桂福",)),
           NameConfig(name="甄荣典", offices=("炮弹大王",))),
    phrases=(PhraseConfig(exact="天天学、周周研、月月结"),),
    terms=(ProofTermConfig(term="通规", wrong=("过规",)), ProofTermConfig(term="PDF", wrong=("Pdf",
        ))),
    totals=(TotalConfig(what="红色珍贵档案", number=411, unit="份"),))
TERMS = ("定心部", "通规", "止规")
"""Lists such as a book has."""


def rule_of(code: str) -> int:
    return int(catalogue().get(code, {}).get("rule", 0))


def paragraphs() -> list[str]:
    """Paragraphs of the samples, plain enough to be changed."""
    found = []
    for path in sorted((ROOT / "sources/initial-heart").rglob("*.md")):
        for block in path.read_text("utf-8").split("\n\n"):
            if "\n" not in block and not re.match(r"[#>|:!\[\-<\d]|---", block) and len(block) > 60:
                found.append(re.sub(r"\[\^[^\]]*\]|\*\*", "", block))
    return found


def seeded(changes: list[Change], clean: list[str],
           chance: random.Random) -> Iterator[tuple[str, str]]:
    """The block with the fault, and the block before the change."""
    for change in changes * ROUNDS:
        for _ in range(400):
            base = chance.choice(clean)
            made = change(base, chance)
            if made is not None and made != base:
                yield made, base
                break


def measure(rule: int, changes: list[Change], clean: list[str]) -> tuple[int, int, int, list[str]]:
    """Faults, found, problems told elsewhere, and what was missed."""
    chance = random.Random(rule)
    seeds = found = wrong = 0
    missed = []
    for made, _ in seeded(changes, clean, chance):
        # Neighbours as in a story: what a rule of the whole text needs.
        around = [chance.choice(clean) for _ in range(3)]
        text = "\n\n".join(["# 篇名", around[0], made, *around[1:]]) + "\n"
        first = 1 + "\n".join(("# 篇名", "", around[0], "", "")).count("\n")
        lines = range(first, first + made.count("\n") + 1)
        problems = proof("story.md", text, "zh-Hans", LISTS, TERMS).problems
        seeds += 1
        told = any(rule_of(p.code) == rule and p.line in lines for p in problems)
        found += told
        if not told:
            missed.append(made[:200])
        wrong += sum(p.line not in lines for p in problems)
    return seeds, found, wrong, missed


def false_errors(texts: dict[str, str]) -> tuple[int, Counter[str], Counter[str]]:
    """Characters, and problems by code: all, and errors."""
    every: Counter[str] = Counter()
    errors: Counter[str] = Counter()
    size = 0
    for name, text in texts.items():
        size += len(text)
        for p in proof(name, text, "zh-Hans").problems:
            every[p.code] += 1
            errors[p.code] += p.severity == "error"
    return size, every, +errors


def speed(clean: list[str]) -> tuple[int, float]:
    """Characters and seconds of CPU."""
    text = "\n\n".join(clean)
    text = (text + "\n\n") * (1_000_000 // len(text) + 1)
    text = text[:1_000_000]
    started = time.process_time()
    proof("long.md", text, "zh-Hans")
    return len(text), time.process_time() - started


def unseen(clean: list[str]) -> dict[int, tuple[int, int]]:
    """Faults and found of each rule, in texts that the rules were not written with."""
    found: dict[int, tuple[int, int]] = {}
    for rule, texts in UNSEEN.items():
        hits = 0
        for text in texts:
            whole_text = "\n\n".join(["# 篇名", clean[0], text, *clean[1:3]]) + "\n"
            lines = range(5, 6 + text.count("\n"))
            told = any(rule_of(p.code) == rule and p.line in lines
                       for p in proof("story.md", whole_text, "zh-Hans", LISTS, TERMS).problems)
            hits += told
            if not told:
                sys.stderr.write(f"missed, unseen {rule}: {text!r}\n")
        found[rule] = len(texts), hits
    return found


WORDS = {
    "en": ("rule", "faults", "found", "recall", "unseen", "found", "told elsewhere", "all",
           "Clean text, the samples and the guide: {size:,} characters, {every} problems, {errors} "
           "of them errors.", "Speed: {characters:,} characters in {seconds} s of one core."),
    "zh": ("规则", "错例", "查出", "查出率", "未见错例", "查出", "别处误报", "合计",
           "样书和写稿指南（无错的文字）：{size:,}字，报{every}处，其中错误{errors}处。",
           "速度：{characters:,}字，单核{seconds}秒。")}


def main() -> None:
    clean = paragraphs()
    rows: list[tuple[int, int, int, int]] = []
    for rule, changes in sorted(FAULTS.items()):
        n, hit, elsewhere, lost = measure(rule, changes, clean)
        rows.append((rule, n, hit, elsewhere))
        for words in lost:
            sys.stderr.write(f"missed {rule}: {words!r}\n")
    new = unseen(clean)
    samples = {str(p.relative_to(ROOT)): p.read_text("utf-8") for p in sorted(
        [*(ROOT / "sources/initial-heart").rglob("*.md"), ROOT / "docs/write.zh.md"])}
    size, every, errors = false_errors(samples)
    characters, seconds = speed(clean)
    if len(sys.argv) > 1:
        texts = {str(p): p.read_text("utf-8", "replace") for p in sorted(
            Path(sys.argv[1]).rglob("*")) if p.suffix in (".md", ".txt", ".rst")}
        more, found, wrong = false_errors(texts)
        sys.stderr.write(f"{more} characters, {found}, errors {wrong}\n")
    sys.stderr.write(f"{seconds:.2f} s of CPU\n")
    limit = next(n for n in (5, 10, 20, 50, 1000) if seconds <= n)
    for lang, target in TARGETS.items():
        head = WORDS[lang]
        table = ["| " + " | ".join(head[:7]) + " |", "| " + " | ".join(["---:"] * 7) + " |"]
        table += [f"| {r} | {n} | {h} | {h / n:.3f} | {new[r][0]} | {new[r][1]} | {w} |"
                  for r, n, h, w in rows]
        total = [sum(column) for column in zip(*rows, strict=True)]
        table.append(f"| {head[7]} | {total[1]} | {total[2]} | {total[2] / total[1]:.3f} | "
                     f"{sum(n for n, _ in new.values())} | {sum(h for _, h in new.values())} | "
                     f"{total[3]} |")
        table += ["", head[8].format(size=size, every=sum(every.values()),
                                     errors=sum(errors.values())), "",
                  head[9].format(characters=characters, seconds=f"≤ {limit}"), ""]
        target.write_text(FIGURES.sub("\n" + "\n".join(table).replace("\\", r"\\") + "\n",
                                      target.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
