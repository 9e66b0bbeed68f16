"""Fences of colons: what each prints of its own, and for whom its content is.

An own reader (see ``inline``). A fence is ``::: name "title" key=value #id``; most are closed
by ``:::``, and what stands between is read as any text. So all that matters here is which of
the words behind the colons are printed before or behind the content, and in which order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from press.dataclass import dataclass
from press.preflight.spans import outside_markdown

_FENCE = re.compile(r"[ ]{0,3}:{3,}[ \u3000]*(.*?)[ \u3000]*$")
_QUOTED = r"\"[^\"]*\"|“[^”]*”|[\"“”][^\"“”]*[\"“”]"
"""A pair of quotation marks, or any two: input methods turn them as they please."""
_TOKEN = re.compile(rf"""\s*(?:(?P<title>{_QUOTED})
    |(?P<key>[^\s=＝\"“”]+)[=＝](?P<value>{_QUOTED}|[^\s\"“”]*)
    |(?P<word>[^\s\"“”]+)
    |(?P<rest>[\"“”].*))""", re.VERBOSE)
_APART = re.compile(r"[\s、，,;；]+")

_KINDS = {name: kind for kind, names in {
    "pullquote": "引语 pullquote", "questions": "思考题 questions", "speaker": "讲者 speaker",
    "pagebreak": "分页 pagebreak", "oral": "口述 oral", "verse": "诗 verse",
    "timeline": "年表 timeline", "sidebar": "知识链接 sidebar", "letter": "信 letter",
    "document": "文件 document", "only": "仅 only", "except": "除 except", "index": "索引 index",
    "table": "表格 table", "example": "示例 example"}.items() for name in names.split()}
_KEYS = {name: key for key, names in {
    "author": "作者 author", "file": "文件 file", "credit": "来源 credit",
    "salutation": "称呼 salutation", "signature": "落款 signature", "date": "日期 date",
    "issuer": "机关 issuer", "number": "文号 number", "edition": "版本 edition",
    "audience": "对象 audience"}.items() for name in names.split()}
_AUDIENCES = {"读者": "reader", "听众": "listener", "讲者": "speaker"}

_BEFORE = {"oral": ("title",), "verse": ("title",), "timeline": ("title",),
           "sidebar": ("title",), "letter": ("title", "salutation"),
           "document": ("issuer", "number", "title")}
"""Kind → what is printed before its content, in this order."""
_BEHIND = {"letter": ("signature", "date"), "document": ("signature", "date")}
_WITH_SPANS = frozenset(("title", "credit"))
_KIND_PRINTED = "知识链接"
"""The one name of a fence that is printed though a title is given; ``sidebar`` is not."""


@dataclass(frozen=True, slots=True)
class Fence:
    """An opening fence as typed, or (without a name) a closing one."""

    name: str
    title: str | None
    """The words in quotes."""
    values: Mapping[str, str]
    """Meaning of a key → its value."""
    line: int

    @property
    def kind(self) -> str:
        """What it asks for; empty where nobody knows."""
        return _KINDS.get(self.name, "")

    @property
    def closes(self) -> bool:
        """Whether it closes what was opened before."""
        return not self.name

    @property
    def holds(self) -> bool:
        """Whether it has a content and a closing fence."""
        return not (self.kind in ("pagebreak", "table")
                    or (self.kind == "timeline" and self.values.get("file", "").strip()))

    @property
    def before(self) -> tuple[str, ...]:
        """What it prints before its content."""
        if self.kind == "questions":
            return self._printed(("title",)) if self.title is not None else (self.name,)
        words = self._printed(_BEFORE.get(self.kind, ()))
        if self.kind == "sidebar" and self.name == _KIND_PRINTED:
            return (self.name, *words)
        if self.kind == "verse" and words:
            return (*words, *self._printed(("author",)))
        return words

    @property
    def behind(self) -> tuple[str, ...]:
        """What it prints behind its content."""
        if self.kind == "verse" and not self.title:
            return self._printed(("author",))
        return self._printed(_BEHIND.get(self.kind, ()))

    @property
    def caption(self) -> tuple[str, ...]:
        """Of a table: its title and where it comes from."""
        return self._printed(("title", "credit"))

    def shown(self, audience: str, edition: str) -> bool:
        """Whether its content is for ``audience`` and ``edition``."""
        if self.kind == "speaker":
            return audience == "speaker"
        if self.kind not in ("only", "except"):
            return True
        sides = [have in wanted for have, wanted in (
            (edition, self._names("edition")), (audience, self._names("audience"))) if wanted]
        return all(sides) if self.kind == "only" else not any(sides)

    def _printed(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        values = {**self.values, "title": self.title or ""}
        return tuple(outside_markdown(value) if key in _WITH_SPANS else value for key in keys
                     if (value := values.get(key, "").strip()))

    def _names(self, key: str) -> tuple[str, ...]:
        names = _APART.split(self.values.get(key, ""))
        return tuple(_AUDIENCES.get(name, name) for name in names if name)


def read_fence(text: str, line: int) -> Fence | None:
    """The fence that a line of the manuscript is; None where it is none."""
    found = _FENCE.match(text)
    if found is None:
        return None
    name, title = "", None
    values: dict[str, str] = {}
    for place, token in enumerate(_TOKEN.finditer(found.group(1))):
        if place == 0:
            name = token["word"] or token[0].strip()
        elif token["title"] and title is None:
            title = token["title"][1:-1]
        elif token["key"]:
            key = _KEYS.get(token["key"])
            if key is not None:
                values.setdefault(key, _bare(token["value"]))
    return Fence(name, title, values, line)


def _bare(value: str) -> str:
    """A value without the quotation marks around it."""
    return value[1:-1] if value[:1] in tuple("\"“”") else value
