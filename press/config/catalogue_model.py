"""The table of book.toml for an archive catalogue."""

from __future__ import annotations

from press.config.record_models import Encoding, OptionalFile, TableFile
from press.config.tables import Table


class CatalogueConfig(Table):
    """``[catalogue]``: an archive catalogue (档案图录): every item with its plate, and indexes."""

    items: TableFile
    """The items: 编号, 题名, 组, 类别, 日期, 人物, 说明, 尺寸, 载体, 来源, 图, 全页 (是 for
    a plate of a whole page, too)."""
    plates: OptionalFile = ""
    """The folder of the plates; a plate is called as its item is numbered, unless 图 names it."""
    encoding: Encoding = "utf-8"
    """In which a table in CSV is written: ``utf-8``, or ``gb18030`` as Excel writes CSV."""
