"""Characters and words that are typed twice: rule 45."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.proof.document import BREAK, HAN, Document, Hit, Rule

_SINGLE: dict[str, tuple[str, str]] = {
    "的": ("目", "确士哥"), "了": ("不为除甚时", "之解结然如可"), "在": (
        "现存所内外潜实自好神", "线场校意乎职位野读编册座理握望建押逃即此前后世"),
    "和": ("柔温随平缓总饱谐共暖", "气美睦平谐解约议声"), "与": ("参给赋", "会其否众"),
    "及": ("涉普触顾波以", "时其格早"), "但": ("不非", "愿凡"), "把": ("一两几车",
    "握关手柄脉子酒兵"),
    "被": ("棉", "子告褥动"), "将": ("", "来军士领帅近要才"), "于": ("", "是右"),
    "以": ("所可难得加予足用何", "及后前上下来往为色便免此至"), "就": ("成",
    "业要地近任医读餐势义职绪此"),
    "也": ("", "许好是不"), "由": ("理自缘", "来于此衷"), "并": ("合吞兼", "列且非不购联发存"),
    "我": ("自", "们国党军省市方"), "他": ("其吉", "们人乡日国"), "它": ("其", "们"), "她": ("",
    "们"),
    "们": ("", ""), "该": ("应", ""), "从": ("自服听随", "容来此前事业军政小属未而"),
    "向": ("方动转趋志意走导倾取朝", "往导日阳上下前后外内"), "为": ("因作成认以",
    "了人民何什此国难"),
    "之": ("总反", "前后间外类一所中内下际"), "这": ("", "样里种些个一次位"),
    "那": ("", "样里种些个一次位么利"),
    "有": ("没所只拥具含还现原国固享占九", "效限关力利所着时些的机待意害名无"),
    "对": ("针面反相绝核校一成双", "方联手象比策立应面待岸于子付话称外内我他碰看胡"),
    "是": ("还但就可于不总只都也", "非否"), "而": ("然从进反因", "且今已立"),
    "不": ("要从", ""),
    "都": ("首成古京故旧东帝国陪建迁", "市城江督察会匀灵是"), "因": ("原外内基起成诱病", ""),
    "要": ("主重需必首只摘纪想还概紧险提", "求点是素害件闻义目塞冲挟紧不"),
    "到": ("", "达位处底来场了期会货头家手"), "会": (
        "大学协社机议工宴晚误体领约聚集开全分", "议员长场见费计面合谈徽所他她你我咱这那老朋"),
    "能": ("可功性技动才智职本官热核电节效机潜只", "力量够源耗手人干"),
    "得": ("觉值取获记懂晓显舍免认难懒使", "到出知力分益罪意失体手以"),
    "地": ("道当工各基土场产驻本内外草阵农林田耕营属荒圣遗盆湿空大天原实高坡山平洼领余",
          "方区位面点址理上下里形势图铁主带道段步震基球租导对空"),
    "已": ("不得而早", ""), "还": ("归偿退奉生送交", ""), "很": ("", ""), "最": ("", ""),
    "没": ("埋淹沉出吞", "无"), "使": ("大天行驱即促致", "用者命劲"), "让": ("谦转出礼忍", ""),
    "给": ("供送交发还配自补付", "予"),
    "其": ("尤与极", "他它中实余次间后格"), "所": ("究出务易诊厕会", "有以谓长在属需得用说做见")}
"""Characters that no word doubles, with those before and behind that make two words of them."""
_DOUBLED = re.compile(rf"([{''.join(_SINGLE)}])\1(?!\1)")
_WORD = re.compile(rf"([{HAN}]{{2,8}})\1")
_ABAB = frozenset(
    ["研究", "讨论", "商量", "考虑", "休息", "学习", "活动", "锻炼", "打听", "收拾", "整理", "检查",
        "调查", "了解", "介绍", "解释", "教育", "教训", "批评", "表扬", "帮助", "照顾", "关心",
        "体验", "感受", "享受", "放松", "高兴", "热闹", "凉快", "暖和", "轻松", "舒服", "开心",
        "快活", "痛快", "清醒", "冷静", "安静", "亲热", "适应", "熟悉", "观察", "琢磨", "合计",
        "计划", "准备", "打扫", "布置", "修理", "改进", "改善", "提高", "培养", "参观", "欣赏",
        "评论", "分析", "总结", "比较", "核对", "核实", "反省", "反思", "沟通", "交流", "联系",
        "联络", "走动", "溜达", "转悠", "散步", "聊天", "回忆", "回味", "想象", "估计", "估量",
        "掂量", "思考", "推敲", "斟酌", "请教", "指点", "点拨", "通融", "周旋", "应付", "对付",
        "非常", "特别", "许多", "很多", "好多", "好久", "很久", "永远", "真的", "一样",
        "哈哈", "呵呵", "嘻嘻", "谢谢", "好的", "不是", "不要", "快快", "慢慢", "来了", "加油",
        "漆黑", "雪白", "通红", "碧绿", "笔直", "冰凉", "滚烫", "乌黑", "火红", "金黄", "瓦蓝",
        "湛蓝", "嘎吱", "哗啦", "叮当", "咕咚", "轰隆", "噼啪", "呼噜", "扑通", "滴答", "咔嚓",
        "叮咚", "布谷", "知了", "咯吱", "吱呀", "哐当", "扑哧", "丁零", "轰轰", "沙沙", "隆隆",
        "丁当", "意思", "打量", "寻思", "尝试", "试验", "练习", "温习", "复习", "宣传", "动员",
        "鼓励", "安慰", "劝说", "说明", "实践", "摸索", "探讨", "探索", "磨炼", "历练", "见识",
        "认识", "明白", "清楚", "清静", "滋润", "美化", "磨合", "比划", "捉摸", "念叨", "唠叨",
        "晃悠", "端详", "张罗", "拾掇", "打点", "打理", "料理", "敲打", "拍打", "拨弄", "摆弄",
        "盘算", "算计", "活泛", "活络", "松快", "宽敞", "亮堂", "敞亮"])
_LATIN = re.compile(r"(?<![A-Za-z'’-])([A-Za-z]{2,})[ \n]+\1(?![A-Za-z'’-])", re.IGNORECASE)
_LATIN_FINE = frozenset(("that", "had", "is", "bye", "ha", "ho", "no", "so", "very", "boys", "do",
                         "new", "duran", "walla", "paw", "cha", "many"))


def _repeated(document: Document) -> Iterator[Hit]:
    """的的, 工厂工厂, the the; not 看看, 研究研究, 一步一步."""
    text = document.text
    if document.chinese:
        for match in _DOUBLED.finditer(text):
            before, behind = _SINGLE[match[1]]
            left, right = text[match.start() - 1:match.start()], text[match.end():match.end() + 1]
            if (left and left in before) or (right and right in behind) or left == match[1]:
                continue
            yield Hit(*match.span(), {"instead": match.group()[0]}, "",
                      match.group()[0] if match.group()[0] in "的们把被与于" else None)
        for match in _WORD.finditer(text):
            word = match[1]
            if _is_said_twice(word, text, match):
                continue
            yield Hit(*match.span(), {"instead": word})
    for match in _LATIN.finditer(text):
        if match[1].lower() not in _LATIN_FINE and (match[1] == match[1].lower()
                                                    or len(match[1]) > 3):
            yield Hit(*match.span(), {"instead": match[1]})


_EDGES = "“”‘’《》，。、；：？！…\n " + BREAK


def _is_said_twice(word: str, text: str, match: re.Match[str]) -> bool:
    """Whether a word is repeated for what it then says."""
    if word in _ABAB or len(set(word)) == 1 or word[0] in "一每半几两多第的之和与或" or \
            word[-1] in "来去啊呀吧着又复了一":
        return True
    if set(word) <= set("零〇一二三四五六七八九十百千万亿年月日"):
        return True
    if len(word) == 2 and text[match.end():match.end() + 1] in "看吧呗再的地" and word not in ("我"
        "们", "他们"):
        return True
    if (len(word) == 2 and word != "大家" and word[0] in "越边又很好太最真更老大小") or (
            len(word) == 4 and word[:2] == word[2:]):
        return True
    # All of a clause: a call, or the line of a song.
    before, after = text[match.start() - 1:match.start()], text[match.end():match.end() + 1]
    return (not before or before in _EDGES) and (not after or after in _EDGES)


RULES = (Rule(45, "copy-repeated", _repeated, any_language=True, verse=False),)
