"""A book with packets, small enough for tests: two topics, three lecturers, five lectures."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path

from build_samples import TEMPLATES, workshop, write_book

from press.dataclass import replace
from press.packets.run import Issue, PacketsResult, make_packets

NOTE = "先把毛坯递给前排传看一遍再开口"
"""Only the speaker may read it."""
TOPIC = f"""# 关口

山里的一天从水开始，听见水声，人就起来了。

::: 讲者
{NOTE}。
:::

规矩在先，准头在后。
"""
OTHER = """# 数字

数字最公道，一次只讲一个。
"""
TOML = """title = "讲义"
date = 2021-03-01
publisher = "样书组"
documents = ["reading"]

[[handouts]]
story = "01-gate"

[[handouts]]
story = "02-figures"

[packets]
"""
LECTURERS = """编号,姓名,单位,职务,电话,备注
01,甲子,钱家沟分厂,车工班长,13811112222,
02,乙丑,李家坡分厂,锻工组长,13833334444,
03,丙寅,孙家湾分厂,,,
"""
LECTURES = """编号,主题,宣讲人,日期,时间,地点,听众,份数,联系人,联系电话
S1,关口,01,2021-12-08,9:00-10:30,东头礼堂,锻压班组,30,卯金,13955556666
S2,数字,01,2021-12-09,9:00-10:30,西头食堂,装配班组,25,卯木,13977778888
S3,关口,02,2021-12-08,9:00-10:30,南头教室,新来学徒,18,辰水,
S4,数字,02,2021-12-10,14:30-16:00,东头礼堂,检验人员,41,辰火,
S5,关口,03,2021-12-11,9:00-10:30,北头棚下,家属代表,12,辰土,
"""


def packet_book(folder: Path, lectures: str = LECTURES, lecturers: str = LECTURERS,
                toml: str = TOML, topic: str = TOPIC, **files: str) -> Path:
    """The book in ``folder``."""
    write_book(folder, {"01-gate": topic, "02-figures": OTHER}, toml,
               rosters__lectures_csv=lectures, rosters__lecturers_csv=lecturers, **files)
    return folder


@functools.cache
def cache_folder() -> Path:
    """One cache for all packets of a test run."""
    import tempfile

    return Path(tempfile.mkdtemp(prefix="duben-packets-"))


def made(book: Path, output: Path, *, issue: Issue | None = None, as_zip: bool = False,
         templates: Path = TEMPLATES, environment: Mapping[str, str] | None = None
         ) -> PacketsResult:
    """The packets of ``book``, made in this process."""
    shop = replace(workshop(cache_folder()), jobs=1)
    return make_packets(book, output, templates, shop, environment or {}, as_zip=as_zip,
                        issue=issue)
