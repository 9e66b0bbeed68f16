"""The table of book.toml for the copyright page: of a published book, or of internal material."""

from __future__ import annotations

from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from press.config.isbn import valid_isbn
from press.config.tables import Line, Table, Title

Value = TypeVar("Value")


def _only(kind: str) -> AfterValidator:
    """A key that only the other branch may not have: the two exclude each other."""
    def rule(value: Value, info: ValidationInfo) -> Value:
        own = info.data.get("kind")
        if value and own is not None and own != kind:
            raise PydanticCustomError(f"config-imprint-{own}", "of the other branch",
                                      {"name": info.field_name or ""})
        return value
    return AfterValidator(rule)


_PUBLISHED, _INTERNAL = _only("published"), _only("internal")


class ImprintConfig(Table):
    """``[imprint]``: the copyright page (版权页), in one of two branches that exclude each other.
    Every value is text, printed as it stands; format, printed sheets and number of characters
    (开本, 印张, 字数) are computed and never written. What is not known yet is ``"××××"``."""

    kind: Literal["internal", "published"] = "internal"
    """``internal``: internal material (内部资料), free of charge, without ISBN; ``published``: a
    book of a publisher."""
    permit: Annotated[Line, _INTERNAL] = ""
    """准印证号, the number of the printing permit. Internal material only."""
    audience: Annotated[Line, _INTERNAL] = ""
    """发送对象, whom it is sent to. Internal material only."""
    publisher: Annotated[Line, _PUBLISHED] = ""
    """出版者; by default the ``publisher`` of the book. Published books only, as all that follows
    down to ``cip``."""
    address: Annotated[Line, _PUBLISHED] = ""
    """地址 and 邮编 of the publisher."""
    distributor: Annotated[Line, _PUBLISHED] = ""
    """发行者, who distributes it."""
    staff: Annotated[dict[str, Title], _PUBLISHED] = Field(default_factory=dict)
    """Who is responsible for what: ``"责任编辑" = "×××"``."""
    isbn: Annotated[Line, AfterValidator(valid_isbn), _PUBLISHED] = ""
    """书号: the ISBN with its hyphens. The bar code on the cover is made of it."""
    price: Annotated[Line, _PUBLISHED] = ""
    """定价, such as ``"××.00 元"``."""
    cip: Annotated[tuple[Line, ...], _PUBLISHED] = ()
    """CIP data, line by line as the authority gave them, without their heading; an empty line
    parts what stands apart."""
    printer: Line = ""
    """印刷单位, who prints it."""
    print_date: Line = ""
    """印刷日期, as it shall be printed."""
    copies: Line = ""
    """印数, as it shall be printed; by default the ``copies`` of ``[printing]``."""
    lines: tuple[Line, ...] = ()
    """Further lines, each set as it stands."""
