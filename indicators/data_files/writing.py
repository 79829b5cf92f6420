"""CSV and XLSX writers: the same printed texts, nothing that a spreadsheet runs.

The same table gives the same bytes.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.writer.excel import ExcelWriter

from tanggu_plan.identity import demo
from tanggu_plan.text.csv_export import csv_lines, safe_cell

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_DIGITS = 15  # that a spreadsheet's number holds exactly
PLAIN_NUMBER = re.compile(r"(?:-(?=[0.]*[1-9]))?(?:0|[1-9][0-9]*)(?:\.(?P<decimals>[0-9]+))?")
ESCAPE_LOOKALIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
NO_DATE = datetime(1980, 1, 1)  # the first that a ZIP archive can hold


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of texts. In `numeric` columns plain numbers are numbers to a spreadsheet, which
    shows them as printed: 0.90 keeps its zero."""

    title: str
    header: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    numeric: frozenset[str] = field(default_factory=frozenset)

    def csv(self) -> bytes:
        return "".join(csv_lines([self.header, *self.rows])).encode()

    def xlsx(self) -> bytes:
        return xlsx([self])


def marked(sheet: Sheet) -> Sheet:
    """Return the sheet as it leaves the portal: in the demo with the mark in a first column."""
    mark = demo.mark()
    if not mark:
        return sheet
    rows = [(mark, *row) for row in sheet.rows]
    return replace(sheet, header=(mark, *sheet.header), rows=rows)


def xlsx(sheets: Iterable[Sheet]) -> bytes:
    book = Workbook(write_only=True)
    book.properties.creator = ""
    book.properties.created = book.properties.modified = NO_DATE
    for sheet in sheets:
        _write(book.create_sheet(sheet.title), sheet)
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        ExcelWriter(book, archive).write_data()
    return _without_times(raw)


def _write(worksheet, sheet):
    worksheet.freeze_panes = "A2"
    worksheet.append([_cell(worksheet, name, is_numeric=False) for name in sheet.header])
    for row in sheet.rows:
        worksheet.append(
            [
                _cell(worksheet, text, is_numeric=name in sheet.numeric)
                for name, text in zip(sheet.header, row, strict=True)
            ]
        )


def _cell(worksheet, text, *, is_numeric):
    number = PLAIN_NUMBER.fullmatch(text) if is_numeric else None
    if number and len(text) <= MOST_DIGITS:
        cell = WriteOnlyCell(worksheet)
        cell.value = Decimal(text)
        cell.number_format = f"0.{'0' * len(number['decimals'])}" if number["decimals"] else "0"
        return cell
    cell = WriteOnlyCell(worksheet, _escaped(safe_cell(text)))
    cell.data_type = "s"  # openpyxl takes what begins with = for a formula
    cell.number_format = "@"
    return cell


def _escaped(text):
    """Write as _x000D_ what XML cannot hold, and the underscore of what looks written so."""
    text = ESCAPE_LOOKALIKE.sub("_x005F_", text)
    return NOT_IN_XML.sub(lambda sign: f"_x{ord(sign[0]):04X}_", text)


def _without_times(raw):
    """The archive again, every part dated alike."""
    written = io.BytesIO()
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, NO_DATE.timetuple()[:6])
            new.writestr(part, old.read(name), zipfile.ZIP_DEFLATED)
    return written.getvalue()
