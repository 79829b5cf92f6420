"""XLSX reader: the one sheet of a file, its cells as the text that readers see.

A hostile file costs little: its parts are measured before any is unpacked, and nothing declared
in it (sizes, entities, macros, formulas) is believed or run.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime, time
from decimal import Decimal

import openpyxl
from openpyxl.utils.cell import column_index_from_string
from openpyxl.utils.escape import unescape

from tanggu_plan.text.refusals import Refused, refused_file
from tanggu_plan.text.tables import Unreadable

MOST_PARTS = 200
MOST_BYTES = 12_000_000  # unpacked, all parts together
WIDEST_ROW = 100
MOST_DIGITS = 15  # that a spreadsheet's number holds exactly
DAMAGED = "文件打不开，可能已损坏。请在表格软件里打开，另存为“Excel工作簿（.xlsx）”。"
DOCTYPE = re.compile(rb"<\x00?!\x00?D\x00?O\x00?C\x00?T\x00?Y\x00?P\x00?E")
MERGED_CELL = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})([0-9]{1,7})')
FIXED_DECIMALS = re.compile(r"(?:#,##)?0(?:\.(?P<zeros>0+))?[_ ]*(?:;.*)?")


def xlsx_rows(content: bytes) -> Iterator[list[str | Unreadable]]:
    """Yield the cells of each row, blank rows included, none narrower than the rows before.

    Raises Refused.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_parts(archive)
        yield from _rows(content)
    except Refused:
        raise
    except Exception as error:  # a file that is no workbook trips openpyxl up in every way
        raise refused_file(DAMAGED) from error


def _check_parts(archive):
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise refused_file("解开后太大。请把要导入的表复制到一个新的工作簿里，只留用到的行和列。")
    if any(part.flag_bits & 1 for part in parts):
        raise refused_file("文件加了密码。请去掉密码再导入。")
    if any("vbaproject" in part.filename.lower() for part in parts):
        raise refused_file("文件带有宏。请另存为不带宏的“Excel工作簿（.xlsx）”。")
    for part in parts:
        _check_content(part.filename, archive.read(part))


def _check_content(name, content):
    if DOCTYPE.search(content):
        raise refused_file(DAMAGED)
    if name.startswith("xl/worksheets/") and (merged := MERGED_CELL.search(content)):
        place = column_index_from_string(merged[1].decode())
        raise refused_file(
            "有合并的单元格。请取消合并，每一格各填各的内容。", int(merged[2]), f"第{place}列"
        )


def _rows(content):
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    if len(book.sheetnames) != 1 or not book.worksheets:
        names = "、".join(book.sheetnames)[:100]
        raise refused_file(f"有{len(book.sheetnames)}张工作表（{names}）。请只留要导入的一张。")
    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # they may be declared wrong
    width = 0
    for number, cells in enumerate(sheet.iter_rows(), 1):
        if len(cells) > WIDEST_ROW:
            raise refused_file(f"这一行用到了第{len(cells)}列。请删去右边多出的列。", number)
        width = max(width, len(cells))
        yield [_text(cell) for cell in cells] + [""] * (width - len(cells))


def _text(cell):
    """The cell as its reader sees it."""
    value = cell.value
    match value:
        case None:
            return ""
        case _ if cell.data_type == "f":
            return Unreadable("是公式。请复制这一格，选择性粘贴为“数值”，再导入。")
        case str():
            return unescape(value)
        case bool():
            return str(value).upper()
        case int() | float():
            return _number(Decimal(repr(value)), cell.number_format)
        case datetime() if value.time() == time.min:
            return value.date().isoformat()
        case _:
            return Unreadable(f"是时间“{value}”。请把单元格设为“文本”格式，再键入。")


def _number(value, number_format):
    """A number as it is shown, refused where more is stored than is shown."""
    if "%" in number_format:
        return f"{(value * 100).normalize():f}%"
    if len(value.normalize().as_tuple().digits) > MOST_DIGITS:
        return Unreadable(
            f"存的是{value}，是计算留下的误差。请把单元格设为“文本”格式，再键入要公布的数。"
        )
    printed = f"{value:f}".removesuffix(".0")
    fixed = FIXED_DECIMALS.fullmatch(number_format)
    if not fixed:
        return printed
    shown = f"{value:.{len(fixed['zeros'] or '')}f}"
    if Decimal(shown) != value:
        return Unreadable(
            f"显示为{shown}，存的是{printed}。请把单元格设为“文本”格式，再键入要公布的数。"
        )
    return shown
