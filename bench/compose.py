"""How long one document takes, beside plain WeasyPrint: ``python bench/compose.py [CHARACTERS…]``.

The same HTML and CSS with the same fonts in one process, by turns, medians of three: WeasyPrint as
it comes (no hooks, fonts embedded), the hooks without the composer (``rules=None``), and all.
Prints ratios to the first; then what a character costs in one long paragraph and in short ones.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent.parent))

from press.typeset.compose.rules import HOUSE, Rules
from press.typeset.engine import _STYLE, typeset
from press.typeset.faces import library_folder
from press.typeset.prepare import prepare
from press.values import Part

CSS = """
@page { size: 148mm 210mm; margin: 20mm 18mm 22mm 20mm; bleed: 3mm;
        @bottom-center { content: counter(page); font-size: 9pt }
        @top-left { content: "黄崖洞故事"; font-size: 9pt }
        @footnote { margin-top: 9pt; padding-top: 3pt; border-top: 0.4pt solid #000000 } }
@counter-style circled { system: fixed 1; symbols: ① ② ③ ④ ⑤ ⑥ ⑦ ⑧ ⑨ ⑩; suffix: "" }
html { font: 10.5pt/18pt "Noto Serif CJK SC"; color: #000000 }
body { margin: 0; text-align: justify; widows: 2; orphans: 2 }
p { margin: 0; text-indent: 2em }
article { counter-reset: footnote }
strong { font-family: "Noto Sans CJK SC"; font-weight: 700; line-height: 0 }
h2 { margin: 18pt 0 0; font: 700 13pt/18pt "Noto Sans CJK SC"; break-after: avoid }
.footnote { float: footnote; footnote-policy: line; display: block; text-indent: 0;
            font-size: 8.5pt; line-height: 13.5pt }
::footnote-call { content: counter(footnote, circled); line-height: 0; font-size: 0.75em;
                  vertical-align: 0.36em }
::footnote-marker { content: counter(footnote, circled) }
"""
SENTENCES = (
    "说起抗战年代敌后自办的兵工厂，黄崖洞总排在前面：它办得最早，规模也最大。",
    "1941年11月11日，敌人出动5000余人，分3路向水窖口扑来，守军“一个营”顶了8天8夜！",
    "《兵工志》上说：“<strong>以少胜多</strong>，敌我伤亡为6∶1”；这样的仗，在华北是头一回。",
    "车间里只有GDP、CNC这些后来才有的词说不清的老机器——皮带车床、手摇钻……样样都修过。",
    "他问：你们怕不怕？没有人应声，只听见沟里的水（夏天才有）哗哗地淌，过了好一会儿才有人说“不怕”。",
    "据统计，全年造出步枪3000多支、<strong>掷弹筒</strong>200门、炮弹2.5万发，成品率约85%。",
)
NOTE = ('<span class="footnote">见《黄崖洞兵工厂史料》第{0}页，{0}年整理；'
        '个别数字各家说法不一。</span>')


def story(characters: int, paragraph: int = 220) -> str:
    """Articles of 30 paragraphs of about that many characters, a note in every third."""
    pieces: list[str] = []
    done = number = 0
    while done < characters:
        if number % 30 == 0:
            end = "</article>" if number else ""
            pieces.append(f"{end}<article><h2>第{number // 30}篇</h2>")
        text, length = "", 0
        while length < paragraph:
            sentence = SENTENCES[(number + length) % len(SENTENCES)]
            text += sentence
            length += len(sentence)
        if number % 3 == 0:
            text += "详情另记" + NOTE.format(number) + "。"
        pieces.append(f"<p>{text}</p>")
        done += length
        number += 1
    return "".join(pieces) + "</article>"


def part_of(body: str) -> Part:
    html = ('<!DOCTYPE html><html lang="zh-Hans"><head><title>t</title></head>'
            f"<body>{body}</body></html>")
    return Part("bench", html, (CSS,), (), "recto", "decimal", (), "")


def plain(one: Part, fontconfig: Path, tags: bool) -> int:
    """WeasyPrint without any hook of ours; the pages made."""
    from weasyprint import CSS as Sheet
    from weasyprint import HTML
    from weasyprint.css.counters import CounterStyle

    from press.typeset.weasy.fontconfig import house_fonts

    with house_fonts(fontconfig) as fonts:
        counters = CounterStyle()
        sheets = [Sheet(string=text, counter_style=counters, font_config=fonts)
                  for text in (_STYLE, *one.styles)]
        document = HTML(string=one.html).render(
            stylesheets=sheets, counter_style=counters, font_config=fonts)
        document.write_pdf(pdf_tags=tags)
        return len(document.pages)


def ours(one: Part, fontconfig: Path, rules: Rules | None) -> int:
    """The pages made."""
    return typeset(one, "recto", fontconfig, whole=True, rules=rules).count


def measured(ways: dict[str, Callable[[], int]], rounds: int) -> dict[str, tuple[float, int]]:
    """Seconds of processor time (median) and pages of each, by turns."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    pages = dict.fromkeys(ways, 0)
    for _ in range(rounds):
        for name, way in ways.items():
            gc.collect()
            start = time.process_time()
            pages[name] = way()
            times[name].append(time.process_time() - start)
    return {name: (median(found), pages[name]) for name, found in times.items()}


def main() -> None:
    """See above."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("characters", type=int, nargs="*", default=[100_000, 300_000])
    arguments.add_argument("--rounds", type=int, default=3)
    given = arguments.parse_args()
    library, _ = prepare(library_folder())
    assert library is not None
    config = library.fontconfig
    small = part_of(story(3000))
    ours(small, config, HOUSE)
    plain(small, config, True)
    for count in given.characters:
        one = part_of(story(count))
        found = measured({
            "plain WeasyPrint, tags": partial(plain, one, config, True),
            "plain WeasyPrint, no tags": partial(plain, one, config, False),
            "hooks, no composer": partial(ours, one, config, None),
            "composer": partial(ours, one, config, HOUSE)}, given.rounds)
        base = found["plain WeasyPrint, tags"][0]
        sys.stdout.write(f"{count} characters\n")
        for name, (seconds, pages) in found.items():
            sys.stdout.write(
                f"  {name:28} {seconds:7.2f} s {pages:5} pages  {seconds / base:.2f}\n")
    lengths = {length: part_of(story(80_000, length)) for length in (800, 80_000)}
    found = measured({str(length): partial(ours, one, config, HOUSE)
                      for length, one in lengths.items()}, given.rounds)
    ratio = found["80000"][0] / found["800"][0]
    sys.stdout.write(f"one paragraph of 80000 characters, beside 100 of 800: {ratio:.2f}\n")


if __name__ == "__main__":
    main()
