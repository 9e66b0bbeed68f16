"""The directives that exist: what may be typed behind ``:::`` and what it means.

Every name and every attribute has a Chinese and an English form; both mean the same. To add a
directive: a ``Kind`` here and its shape in ``blocks``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from press.config.suggestions import nearest
from press.dataclass import dataclass, field

MAX_ANSWER_LINES = 40

Content = Literal["blocks", "verse", "inherited"]
"""How Markdown reads what a directive holds: as blocks; as verse, where every line is one; or
as what stands around it is read."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A directive that exists."""

    kind: str
    names: tuple[str, ...]
    """What a writer may type: Chinese first, then English."""
    fenced: bool = True
    """Whether it has a content and a closing fence."""
    titled: bool = False
    """Whether it may have a title in quotes."""
    numbers: Mapping[str, str] = field(default_factory=dict)
    """Attributes whose value is a number: what is typed → what it means."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """Attributes whose value is text: what is typed → what it means."""
    instead: str = ""
    """The attribute (by its meaning) that stands for the content: then nothing is closed."""
    content: Content = "blocks"


_FILE = {"文件": "file", "file": "file", "编码": "encoding", "encoding": "encoding"}
_SIGNED = {"落款": "signature", "signature": "signature", "日期": "date", "date": "date"}
_FOR = {"版本": "edition", "edition": "edition", "对象": "audience", "audience": "audience"}

KINDS = (
    Kind("pullquote", ("引语", "pullquote")),
    Kind("questions", ("思考题", "questions"), titled=True,
         numbers={"行": "lines", "lines": "lines"}),
    Kind("speaker", ("讲者", "speaker")),
    Kind("pagebreak", ("分页", "pagebreak"), fenced=False),
    Kind("oral", ("口述", "oral"), titled=True),
    Kind("verse", ("诗", "verse"), titled=True, content="verse",
         texts={"作者": "author", "author": "author"}),
    Kind("timeline", ("年表", "timeline"), titled=True, texts=_FILE, instead="file"),
    Kind("sidebar", ("知识链接", "sidebar"), titled=True),
    Kind("letter", ("信", "letter"), titled=True,
         texts={"称呼": "salutation", "salutation": "salutation", **_SIGNED}),
    Kind("document", ("文件", "document"), titled=True,
         texts={"机关": "issuer", "issuer": "issuer", "文号": "number", "number": "number",
                **_SIGNED}),
    Kind("only", ("仅", "only"), texts=_FOR, content="inherited"),
    Kind("except", ("除", "except"), texts=_FOR, content="inherited"),
    Kind("index", ("索引", "index"), titled=True, content="inherited"),
    Kind("table", ("表格", "table"), fenced=False, titled=True,
         texts={**_FILE, "来源": "credit", "credit": "credit"}),
    Kind("example", ("示例", "example")),
)

BY_NAME: Mapping[str, Kind] = {name: kind for kind in KINDS for name in kind.names}
CONTENT: Mapping[str, Content] = {kind.kind: kind.content for kind in KINDS}


def similar_name(name: str, known: Iterable[str]) -> str:
    """The one of ``known`` that is most like ``name``, or an empty string.

    Chinese names are so short that one wrong character is half of them: the only one of the
    same length that differs in one will do.
    """
    known = tuple(known)
    found = nearest(name, known)
    if found or name.isascii():
        return found
    close = [k for k in known if len(k) == len(name) > 1 and
             sum(a != b for a, b in zip(k, name, strict=True)) == 1]
    return close[0] if len(close) == 1 else ""


def directive_names() -> str:
    """All directives, for a message."""
    return ", ".join("/".join(kind.names) for kind in KINDS)


def usage(kind: Kind) -> str:
    """What may follow the name of a directive, for a message."""
    parts = ['"…"'] if kind.titled else []
    parts += [f"{key}=3" for key in kind.numbers]
    parts += [f"{key}=…" for key in kind.texts]
    return ", ".join((*parts, "#…"))
