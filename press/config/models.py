"""book.toml as typed values. The reference in docs/ is made from these docstrings.

Only ``title`` is needed; everything else has a default that suits a first book. Keys that
are not listed here are refused, so that a misspelt one is never silently without effect.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

DocumentKind = Literal["reading", "print", "booklet"]


def _line(text: str) -> str:
    if any(ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 or c in "\u2028\u2029" for c in text):
        raise PydanticCustomError("config-line-break", "one line of text is wanted")
    return text


def _title(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("config-empty", "must not be empty")
    return _line(text)


def _text(text: str) -> str:
    _line(text.replace("\n", "").replace("\t", ""))
    return text


def _name(text: str) -> str:
    if not text or text[0] in ". " or set(text) & set('/\\:*?"<>|') or text != text.strip():
        raise PydanticCustomError("config-name", "a plain name is wanted")
    return _line(text)


def _lang(text: str) -> str:
    primary, *rest = text.split("-")
    if not (2 <= len(primary) <= 3 and all(
            1 <= len(p) <= 8 and p.isascii() and p.isalnum() for p in (primary, *rest))):
        raise PydanticCustomError("config-lang", "a language tag is wanted")
    return text


def _unique(names: tuple[str, ...]) -> tuple[str, ...]:
    for index, name in enumerate(names):
        if name in names[:index]:
            raise PydanticCustomError("config-listed-twice", "listed twice", {"name": name})
    return names


Line = Annotated[str, AfterValidator(_line)]
"""One line of text; may be empty."""
Title = Annotated[str, AfterValidator(_title)]
"""One line of text; must not be empty."""
Text = Annotated[str, AfterValidator(_text)]
"""Text of one or several lines."""
Name = Annotated[str, AfterValidator(_name)]
"""The name of a file without its ending, or of a folder: never a path."""


class Table(BaseModel):
    """A table of book.toml: unknown keys and values of another type are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True,
                              use_attribute_docstrings=True)


class PartConfig(Table):
    """``[[parts]]``: a part (编, 辑) of the book, with a part page of its own."""

    title: Title
    """Title of the part, without its number: the layout writes 第一编."""
    intro: Text = ""
    """A few words under the title."""
    stories: Annotated[tuple[Name, ...], Field(min_length=1), AfterValidator(_unique)]
    """Its stories in order: names of files in stories/, without ``.md``."""


class ImprintConfig(Table):
    """``[imprint]``: the copyright page (版权页). Every value is text, printed as it stands."""

    kind: Literal["internal"] = "internal"
    """``internal``: internal material (内部资料), free of charge, without ISBN."""
    permit: Line = ""
    """准印证号, the number of the printing permit."""
    audience: Line = ""
    """发送对象, whom it is sent to."""
    printer: Line = ""
    """印刷单位, who prints it."""
    print_date: Line = ""
    """印刷日期, as it shall be printed."""
    copies: Line = ""
    """印数, as it shall be printed."""
    lines: tuple[Line, ...] = ()
    """Further lines, each set as it stands."""


class HandoutConfig(Table):
    """``[[handouts]]``: a lecture handout made out of one story, for listeners and speaker."""

    story: Name
    """The story: name of its file in stories/, without ``.md``."""
    title: Title | None = None
    """Title of the handout; that of the story where none is given."""
    layout: Name = "handout-zh"
    """Its layout: a folder in templates/."""


class BookletConfig(Table):
    """``[booklet]``: how the booklet for folding and stitching is made up."""

    sheet: Literal["A4", "A3"] = "A4"
    """The paper that is folded once."""
    max_pages: Annotated[int, Field(ge=4, le=400)] = 48
    """The thickest booklet, in pages; a longer book becomes several, divided by part."""
    caliper: Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)] = 0.10
    """Thickness of one sheet of the paper in mm; 80 g woodfree is 0.10."""


class BookConfig(Table):
    """A whole book.toml."""

    title: Title
    """Title of the book."""
    subtitle: Line = ""
    """Subtitle."""
    lang: Annotated[str, AfterValidator(_lang)] = "zh-Hans"
    """Language of the text as a BCP 47 tag, such as ``zh-Hans``, ``zh-Hant`` or ``en``."""
    layout: Name = "reader-zh"
    """The layout: a folder in templates/."""
    date: dt.date | None = None
    """The only date used anywhere in the files that are made, without quotes: ``2021-07-01``.
    Without it SOURCE_DATE_EPOCH counts, and without that there is no date."""
    author: Line = ""
    """Author, for the cover and the title page."""
    compiler: Line = ""
    """The 编者 line of the cover and the title page, such as ``…编``."""
    publisher: Line = ""
    """编印单位, for the title page and the copyright page."""
    notice: Line = ""
    """A line that every reader must see, such as "this is a sample"."""
    documents: Annotated[tuple[DocumentKind, ...], Field(min_length=1),
                         AfterValidator(_unique)] = ("reading", "print", "booklet")
    """What is built: ``reading`` for the screen, ``print`` for a shop, ``booklet`` to fold."""
    parts: tuple[PartConfig, ...] = ()
    """The parts in order; without any, all stories in order of their file names."""
    imprint: ImprintConfig | None = None
    """The copyright page; none without it."""
    handouts: tuple[HandoutConfig, ...] = ()
    """Lecture handouts."""
    booklet: BookletConfig = BookletConfig()
    """How the booklet is made up."""
