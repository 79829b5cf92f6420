"""The cells of a sheet as they are stored, with what hides or strikes them."""

import re
from dataclasses import dataclass, field

from openpyxl.utils.cell import column_index_from_string

from indicators.data_files.xlsx_package import Attributes, Package, damaged
from indicators.data_files.xlsx_parts import (
    Style,
    Styles,
    Text,
    TextReader,
    is_true,
    style_of,
)
from tanggu_plan.text.refusals import refused_file
from tanggu_plan.text.tables import MOST_ROWS

LAST_ROW = MOST_ROWS + 1  # the header is one more
WIDEST_ROW = 100
PLACE = re.compile("([A-Z]{1,3})([0-9]{1,7})")
TOO_MANY_ROWS = f"超过{MOST_ROWS}行（空行也算）。请删去中间的空行，或分成几个文件导入。"
LOOK_CHANGED = "条件格式会改变或盖住数字的样子。请清除条件格式，再导入。"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds something: `kind` is that of the file format, n for a number."""

    column: int
    kind: str
    value: str
    style: Style
    has_formula: bool = False
    is_struck: bool = False


@dataclass(slots=True)
class SheetRow:
    number: int
    is_hidden: bool
    cells: list[Cell] = field(default_factory=list)


class SheetReader:
    """The rows with content of a sheet, its hidden columns, and whether it shows zeros."""

    def __init__(self, styles: Styles, texts: list[Text]):
        self.rows: list[SheetRow] = []
        self.hidden_columns: set[int] = set()
        self.shows_zeros = True
        self._styles, self._texts = styles, texts
        self._row = SheetRow(0, is_hidden=False)
        self._column = 0
        self._attributes: Attributes = {}
        self._value, self._has_formula = "", False
        self._inline = TextReader("is")

    def read(self, package: Package, part: str) -> None:
        """Read the part. Raises Refused."""
        starts = {
            "sheetViews/sheetView": self._view,
            "cols/col": self._columns,
            "sheetData/row": self._start_row,
            "row/c": self._start_cell,
            "c/f": self._formula,
            "mergeCells/mergeCell": self._merged,
            "conditionalFormatting/cfRule": self._condition,
            "cfRule/dataBar": self._covering,
            "cfRule/iconSet": self._covering,
            "dxf/numFmt": self._refuse_look,
            **self._inline.starts,
        }
        ends = {
            "c/v": self._end_value,
            "row/c": self._end_cell,
            "sheetData/row": self._end_row,
            **self._inline.ends,
        }
        package.read(part, starts, ends)

    def _view(self, attributes: Attributes) -> None:
        self.shows_zeros = self.shows_zeros and is_true(attributes, "showZeros", default=True)

    def _columns(self, attributes: Attributes) -> None:
        if is_true(attributes, "hidden") or _is_nothing(attributes.get("width")):
            first, last = int(attributes["min"]), int(attributes["max"])
            self.hidden_columns |= set(range(max(1, first), min(last, WIDEST_ROW) + 1))

    def _start_row(self, attributes: Attributes) -> None:
        number = int(attributes.get("r") or self._row.number + 1)
        if number <= self._row.number:
            raise damaged()
        is_hidden = is_true(attributes, "hidden") or _is_nothing(attributes.get("ht"))
        self._row = SheetRow(number, is_hidden)
        self._column = 0

    def _start_cell(self, attributes: Attributes) -> None:
        column = self._place(attributes.get("r"))
        if column <= self._column:
            raise damaged()
        self._column, self._attributes = column, attributes
        self._value, self._has_formula = "", False

    def _place(self, written: str | None) -> int:
        if written is None:
            return self._column + 1
        match = PLACE.fullmatch(written)
        if not match or int(match[2]) != self._row.number:
            raise damaged()
        return column_index_from_string(match[1])

    def _formula(self, attributes: Attributes) -> None:
        self._has_formula = True

    def _end_value(self, text: str) -> None:
        self._value = text

    def _end_cell(self, _: str) -> None:
        cell = self._cell()
        if not cell.value and not cell.has_formula:
            return
        if self._row.number > LAST_ROW:
            raise refused_file(TOO_MANY_ROWS, self._row.number)
        if cell.column > WIDEST_ROW:
            raise refused_file(
                f"这一行用到了第{cell.column}列。请删去右边多出的列。", self._row.number
            )
        self._row.cells.append(cell)

    def _cell(self) -> Cell:
        kind = self._attributes.get("t", "n")
        style = style_of(self._styles, self._attributes.get("s", "0"))
        inline = self._inline.take()
        text = inline if kind == "inlineStr" else Text(self._value)
        if kind == "s" and self._value:
            text = self._shared()
        return Cell(
            self._column,
            kind,
            text.text,
            style,
            self._has_formula,
            style.is_struck or text.is_struck,
        )

    def _shared(self) -> Text:
        number = int(self._value)
        if not 0 <= number < len(self._texts):
            raise damaged()
        return self._texts[number]

    def _end_row(self, _: str) -> None:
        if self._row.cells:
            self.rows.append(self._row)

    def _merged(self, attributes: Attributes) -> None:
        match = PLACE.match(attributes["ref"].replace("$", ""))
        if not match:
            raise damaged()
        place = column_index_from_string(match[1])
        raise refused_file(
            "有合并的单元格。请取消合并，每一格各填各的内容。", int(match[2]), f"第{place}列"
        )

    def _condition(self, attributes: Attributes) -> None:
        if int(attributes.get("dxfId", "-1")) in self._styles.changing:
            self._refuse_look(attributes)

    def _covering(self, attributes: Attributes) -> None:
        if not is_true(attributes, "showValue", default=True):
            self._refuse_look(attributes)

    def _refuse_look(self, attributes: Attributes) -> None:
        raise refused_file(LOOK_CHANGED)


def _is_nothing(size: str | None) -> bool:
    """Whether it is a height or a width at which nothing is seen."""
    return size is not None and float(size) < 1
