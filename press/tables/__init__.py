"""Tables that people keep in a spreadsheet, read: CSV or xlsx, from inside a book's folder.

1. ``cells``     a table as it stands: its header, its rows, the line of each
2. ``delimited`` CSV in UTF-8 or GB 18030, and ``workbook`` xlsx, as ``Cells``; ``file``, either
3. ``typed``     what may stand in a cell (a day, a time, a number …) → values
4. ``columns``   declared columns → rows of typed values, each fault with its line; ``spots``,
                 where in a line of CSV a value begins
5. ``phones``    telephone numbers as they are printed
"""

from press.tables.cells import Cells
from press.tables.delimited import ENCODINGS
from press.tables.file import is_workbook, read_cells

__all__ = ["ENCODINGS", "Cells", "is_workbook", "read_cells"]
