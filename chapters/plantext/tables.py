"""Reader and writer of tables between ::: lines, and of the indicator table's rows."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from unicodedata import normalize

from chapters.plan.document import Indicator, Nature
from chapters.plan.numerals import LARGEST
from chapters.plan.tables import IndicatorTable, Table
from chapters.plantext.lines import Closing, Line, Opening, is_table_row, mark_of
from chapters.plantext.remarks import Remarks
from chapters.proofreading.structure import WITHOUT_UNIT

NOTE = re.compile(r"注\d*\s*[：:]")
CELL = re.compile(r"([^|\\]*(?:\\.?[^|\\]*)*)(?:\||$)")
ESCAPED = re.compile(r"\\([\\|])")
RULING = re.compile(r":?-+:?")
NAME_WITH_UNIT = re.compile(r"(.+)（([^（）]+)）")
NUMBER = re.compile(r"[〔\[]?[≥≤＞＜><约]?[-−－+]?\d[\d,，]*(?:\.\d+)?(?:[∶：:]\d+)?[%％‰]?[〕\]]?")
LONGEST_CELL = {"指标名称": 100, "单位": 30, "数值": 30}  # what the working copy holds


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    cells: tuple[str, ...]


@dataclass(slots=True)
class Fenced:
    """The lines of one table, from its opening to its closing if it has one."""

    opening: Opening
    lines: list[Line]
    is_closed: bool
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    strays: list[Line] = field(default_factory=list)

    @property
    def line(self) -> int:
        return self.lines[0].number

    @property
    def header(self) -> Row:
        return self.rows[0]

    @property
    def body(self) -> list[Row]:
        """The rows below the header, without the ruling |---|---|."""
        has_ruling = len(self.rows) > 1 and all(map(RULING.fullmatch, self.rows[1].cells))
        return self.rows[2 if has_ruling else 1 :]

    def indicator_table(self) -> IndicatorTable:
        return IndicatorTable(self.opening.caption, tuple(self.notes))


def take_table(opening: Opening, lines: list[Line], start: int) -> Fenced:
    """Gather the table that opens at `start`. Without a closing line it ends with its rows."""
    end = start + 1
    while end < len(lines) and not isinstance(mark_of(lines[end].text), Opening | Closing):
        end += 1
    is_closed = end < len(lines) and isinstance(mark_of(lines[end].text), Closing)
    if not is_closed:
        end = start + 1
        while end < len(lines) and is_table_row(lines[end].text):
            end += 1
    table = Fenced(opening, lines[start : end + is_closed], is_closed)
    for line in lines[start + 1 : end]:
        _sort_in(table, line)
    return table


def _sort_in(table: Fenced, line: Line) -> None:
    if NOTE.match(line.text):
        table.notes.append(line.text)
    elif is_table_row(line.text) or "\t" in line.text:
        table.rows.append(Row(line.number, split_cells(line.text)))
    else:
        table.strays.append(line)


def split_cells(line: str) -> tuple[str, ...]:
    if not line.startswith("|"):
        return tuple(cell.strip() for cell in line.split("\t"))
    cells = CELL.findall(line[1:])[:-1]
    return tuple(ESCAPED.sub(r"\1", cell.strip()) for cell in cells) or ("",)


def join_cells(cells: Iterable[str]) -> str:
    escaped = (cell.replace("\\", "\\\\").replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(escaped)} |"


def table_lines(
    name: str,
    caption: str,
    header: tuple[str, ...],
    rows: Iterable[tuple[str, ...]],
    notes: Iterable[str],
) -> Iterator[str]:
    """Write a table; `name` is 表 or 指标表."""
    yield f":::{name} {caption}".rstrip()
    yield join_cells(header)
    yield "|" + "---|" * len(header)
    yield from map(join_cells, rows)
    yield from notes
    yield ":::"


def plain_table(table: Fenced, remarks: Remarks) -> Table | None:
    """Return the table, None where it is malformed; the remarks say why."""
    if not _is_well_formed(table, remarks):
        return None
    for row in [table.header, *table.body]:
        for cell in row.cells:
            remarks.proofread(row.line, cell)
    return Table(
        caption=table.opening.caption,
        header=table.header.cells,
        rows=tuple(row.cells for row in table.body),
        notes=tuple(table.notes),
    )


def indicators(
    table: Fenced, remarks: Remarks, base_year: int, target_year: int
) -> tuple[Indicator, ...] | None:
    """Return the rows of the indicator table, None where it is malformed.

    The header's years are not checked where the file information does not give them (0).
    """
    problems = Remarks()
    if _is_well_formed(table, problems):
        _check_header(table.header, problems, base_year, target_year)
    body = () if problems.stop_saving else table.body
    rows = [_indicator(row, number, problems) for number, row in enumerate(body, start=1)]
    remarks += problems
    return None if problems.stop_saving else tuple(row for row in rows if row)


def _is_well_formed(table: Fenced, remarks: Remarks) -> bool:
    problems = Remarks()
    if not table.is_closed:
        problems.refuse(table.line, "表格没有结束。请在表格最后一行之后加一行“:::”")
    for stray in table.strays:
        problems.refuse(
            stray.number, "表格里只能有以“|”开头的行和“注：”行。请改正这一行，或把“:::”移到它前面"
        )
    if not table.rows:
        problems.refuse(table.line, "表格里没有一行。请写表头和各行，如“| 序号 | 名称 |”")
    elif not table.body:
        problems.hint(table.line, "表格只有表头，没有内容。请核对")
    for row in [*table.rows[:1], *table.body]:
        if len(row.cells) != (width := len(table.header.cells)):
            problems.refuse(
                row.line,
                f"这一行有{len(row.cells)}格，表头有{width}格。请补齐或删去多余的格；"
                "格里的“|”写成“\\|”",
            )
    remarks += problems
    return not problems.stop_saving


def _check_header(row: Row, remarks: Remarks, base_year: int, target_year: int) -> None:
    expected = (
        "序号",
        "指标名称",
        f"{base_year}年" if base_year else None,
        f"{target_year}年" if target_year else None,
        "属性",
    )
    found = tuple("".join(normalize("NFKC", cell).split()) for cell in row.cells)
    if len(found) != len(expected) or any(
        wanted not in (None, cell) for wanted, cell in zip(expected, found, strict=True)
    ):
        wording = " | ".join(cell or "××××年" for cell in expected)
        remarks.refuse(
            row.line,
            f"指标表的表头应是“{wording}”。请改成这样；年份是文件信息里的基期和规划期末年",
        )


def _indicator(row: Row, number: int, remarks: Remarks) -> Indicator | None:
    """Return the row's indicator; None with an error where the nature is unknown."""
    printed_number, printed_name, base_value, target_value, nature = row.cells
    if normalize("NFKC", printed_number) != str(number) or number > LARGEST:
        remarks.refuse(
            row.line,
            f"序号应是{number}，这里是“{printed_number}”。请从1起逐行编号，最多{LARGEST}行",
        )
    for cell in row.cells[1:4]:
        remarks.proofread(row.line, cell)
    match = NAME_WITH_UNIT.fullmatch(printed_name)
    name, unit = match.groups() if match else (printed_name, "")
    _check_indicator(row, name, unit, remarks)
    if nature not in set(Nature):
        remarks.refuse(row.line, f"属性“{nature}”无效。请改为“预期性”或“约束性”")
        return None
    return Indicator(number, name, unit, base_value, target_value, Nature(nature))


def _check_indicator(row: Row, name: str, unit: str, remarks: Remarks) -> None:
    values = row.cells[2:4]
    if not name:
        remarks.refuse(row.line, "没有指标名称。请填写")
    elif not unit:
        remarks.hint(row.line, WITHOUT_UNIT.format(name))
    for column, cell in [
        ("指标名称", name),
        ("单位", unit),
        *(("数值", value) for value in values),
    ]:
        if len(cell) > LONGEST_CELL[column]:
            remarks.refuse(
                row.line, f"{column}超过{LONGEST_CELL[column]}个字。请缩短或核对是否串格"
            )
    for value in values:
        if not value:
            remarks.hint(row.line, "有空着的数值。请核对原件")
        elif not NUMBER.fullmatch(value):
            remarks.hint(row.line, f"数值“{value}”不是数字。请核对；原件如此就保持原样")
