"""XLSX reader: the one sheet of a file, its cells as the text that readers see.

What its reader does not see is not imported: hidden rows and struck ones are left out and named.
"""

import io
import zipfile
from collections.abc import Sequence

from indicators.data_files.seen_cells import CellReader, ranges
from indicators.data_files.xlsx_package import DAMAGED, Package
from indicators.data_files.xlsx_parts import read_book, read_styles, read_texts
from indicators.data_files.xlsx_sheet import SheetReader, SheetRow
from tanggu_plan.text.refusals import Problem, Refused, refused_file
from tanggu_plan.text.tables import Unreadable

Line = list[str | Unreadable]
HIDDEN = (
    "在表格里是隐藏的（筛选掉或手工隐藏），没有导入。要导入就取消筛选和隐藏，看过内容再选一次文件。"
)
STRUCK = "有画了删除线的内容，整行没有导入。要导入就去掉删除线，再选一次文件。"
COMMENTED = "表格里有批注。批注不会导入；要公布的话请写进“说明”列。"


def read_xlsx(content: bytes) -> tuple[list[Line], list[str]]:
    """Return the cells of each row, blank rows included, and remarks on what is left out.

    No row is narrower than the header. Raises Refused.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _read(Package(archive))
    except Refused:
        raise
    except Exception as error:  # a file that is no workbook fails in every way
        raise refused_file(DAMAGED) from error


def _read(package):
    book = read_book(package)
    sheet = _only_sheet(book.sheets)
    styles, texts = read_styles(package, book.styles), read_texts(package, book.texts)
    reader = SheetReader(styles, texts)
    reader.read(package, sheet.part)
    if not reader.rows:
        return [], []
    _check_header(reader)
    cells = CellReader(book.epoch, shows_zeros=reader.shows_zeros)
    lines, hidden, struck = _lines(package, reader.rows, cells)
    return lines, [*_remarks(hidden, struck), *_comments(package)]


def _only_sheet(sheets):
    if len(sheets) != 1:
        names = "、".join(f"{sheet.name}{'（隐藏）' * sheet.is_hidden}" for sheet in sheets)[:100]
        raise refused_file(
            f"有{len(sheets)}张工作表（{names}）。请只留要导入的一张；隐藏的先取消隐藏，再删去。"
        )
    (sheet,) = sheets
    if sheet.is_hidden or not sheet.part:
        raise refused_file(
            f"工作表“{sheet.name[:30]}”是隐藏的，或不是表格。请取消隐藏，看过内容再导入。"
        )
    return sheet


def _check_header(reader):
    """Refuse a header that is not seen, or columns with content that are not."""
    header, *rows = reader.rows
    if _is_left_out(header):
        raise refused_file("表头是隐藏的或画了删除线。请取消隐藏、去掉删除线。", header.number)
    names = {cell.column: cell.value for cell in header.cells}
    filled = {cell.column for row in rows for cell in row.cells}
    problems = [
        Problem(
            header.number,
            names.get(column, f"第{column}列")[:30],
            "这一列在表格里是隐藏的。请取消隐藏，看过内容再导入；用不着的列，把内容清空。",
        )
        for column in sorted(reader.hidden_columns & filled)
    ]
    if problems:
        raise Refused(*problems)


def _lines(package, rows: Sequence[SheetRow], cells: CellReader):
    """Return the lines, blank for rows that are left out, and the numbers of those, by why."""
    lines: list[Line] = []
    hidden: list[int] = []
    struck: list[int] = []
    width = max(cell.column for cell in rows[0].cells)
    for row in rows:
        package.check_time()
        lines.extend([] for _ in range(row.number - 1 - len(lines)))
        if row.is_hidden:
            hidden.append(row.number)
        elif _is_left_out(row):
            struck.append(row.number)
        lines.append([] if _is_left_out(row) else _line(row, cells, width))
    if not any(lines[rows[0].number :]) and hidden + struck:
        raise refused_file(f"没有可以导入的行：{'；'.join(_remarks(hidden, struck))}")
    return lines, hidden, struck


def _line(row, cells, width):
    texts = {cell.column: cells.text(cell) for cell in row.cells}
    return [texts.get(column, "") for column in range(1, max(width, *texts) + 1)]


def _is_left_out(row):
    return row.is_hidden or any(cell.is_struck for cell in row.cells)


def _remarks(hidden, struck):
    found = ((hidden, HIDDEN), (struck, STRUCK))
    return [f"{ranges(numbers)}{why}" for numbers, why in found if numbers]


def _comments(package):
    has_comments = any("comments" in name.lower() for name in package.names())
    return [COMMENTED] if has_comments else []
