"""Characters that can become several, and the places where no phrase of OpenCC tells which.

The characters are those of OpenCC's STCharacters and TSCharacters (Apache License 2.0) that have
several forms, without those whose forms differ in shape alone (峰 峯) or only in rare words. The
places are found by OpenCC itself: by its own phrases, and with marks for the characters.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from press.script.regions import is_traditional, steps

_SIMPLIFIED = """
    曲曲麴 淀澱淀 钟鐘鍾 饥飢饑 须須鬚 郁鬱郁 适適适 面面麪 采採采 里裏里 谷谷穀 辟闢辟
    荡蕩盪 胡胡鬍 脏髒臟 苏蘇甦 苹蘋苹 获獲穫 腊臘腊 范範范 蒙蒙矇濛 舍舍捨 蔑蔑衊 蜡蠟蜡
    表表錶 致致緻 准準准 几幾几 凶兇凶 出出齣 历歷曆 划劃划 别別彆 刮刮颳 制制製 千千韆
    升升昇 卜卜蔔 占佔占 卤滷鹵 卷卷捲 参參蔘 发發髮 只只隻 台臺檯颱台 叶葉叶 吁籲吁
    合合閤 吊吊弔 后後后 向向嚮 布布佈 帘簾帘 冲衝沖 周周週 岳嶽岳 克克剋 坛壇罈 宁寧甯
    家家傢 弥彌瀰 回回迴 团團糰 困困睏 复復複覆 夸誇夸 咸鹹咸 咽咽嚥 尝嘗嚐 尸屍尸 尽盡儘
    当當噹 彩彩綵 志志誌 念念唸 干幹乾干 并並併幷 征徵征 御御禦 借借藉 姜姜薑 纤纖縴
    秋秋鞦 种種种 筑築筑 签籤簽 症症癥 系系係繫 累累纍 挽挽輓 栗栗慄 涂塗涂 杆杆桿 杯杯盃
    松松鬆 板板闆 沈沈瀋 扎扎紮 托托託 注注註 恶惡噁 游遊游 折折摺 斗鬥斗 昆昆崑 愈愈癒
    术術朮 朱朱硃 朴樸朴 梁梁樑 欲欲慾 汇匯彙 丑醜丑 丰豐丰 伙夥伙 了了瞭 于於于 云雲云
    仆僕仆 余餘余 佣傭佣"""
_TRADITIONAL = """
    乾干乾 瞭了瞭 於于於 徵征徵 著着著 藉借藉 覆覆复 鍾钟锺 餘余馀 夥伙夥 沈沈沉 甯宁甯
    甦苏甦 畫画划 麼么麽"""
_FORMS = {word[0]: word[1:] for table in (_SIMPLIFIED, _TRADITIONAL) for word in table.split()}
_MARK = "\ue000"


def forms(character: str, source: str, target: str) -> str:
    """What ``character`` can become, as the region of ``target`` writes it."""
    return "".join(dict.fromkeys(
        _regional(form, source, target) for form in _FORMS.get(character, "")))


def doubtful_places(text: str, source: str, target: str) -> Iterator[int]:
    """Indices of such characters in ``text`` that stand in no phrase known to OpenCC."""
    if is_traditional(source) == is_traditional(target) or not _FORMS.keys() & set(text):
        return
    marked = _marking(is_traditional(target)).convert(text)
    if len(marked) == len(text):  # phrases keep their length
        yield from (i for i, c in enumerate(marked) if c == _MARK and text[i] != _MARK)


@lru_cache(maxsize=2)
def _marking(to_traditional: bool) -> Any:
    """OpenCC with its phrases, and marks in place of its characters."""
    import opencc

    data = Path(opencc.__file__).parent / "clib/share/opencc"
    names = ("STPhrases", "STPhrases_GeneratedFromRegionalPhrases") if to_traditional else (
        "TWVariantsRevPhrases", "TSPhrases")
    phrases = {"type": "group", "match_policy": "union", "dicts": [
        {"type": "ocd2", "file": str(data / f"{name}.ocd2")} for name in names]}
    table = _SIMPLIFIED if to_traditional else _TRADITIONAL
    marks = {"type": "inline", "entries": {word[0]: _MARK for word in table.split()}}
    config = {"name": "doubtful", "segmentation": {"type": "mmseg", "dict": phrases},
              "conversion_chain": [{"dict": {"type": "group", "match_policy": "short_circuit",
                                             "dicts": [phrases, marks]}}]}
    with tempfile.TemporaryDirectory() as folder:  # it takes a configuration from a file alone
        file = Path(folder) / "doubtful.json"
        file.write_text(json.dumps(config), "utf-8")
        return opencc.OpenCC(str(file))


def _regional(form: str, source: str, target: str) -> str:
    """A form of OpenCC's own standard, as it is written in the region."""
    if is_traditional(target):
        return str(_config(steps(source, target)[-1].replace("s2", "t2")).convert(form))
    return form


@lru_cache(maxsize=4)
def _config(name: str) -> Any:
    from opencc import OpenCC

    return OpenCC(name)
