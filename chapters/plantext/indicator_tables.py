"""Indicator tables: the one of five columns that 规划文本/1 knows, and those with columns of their
own, whose headers say what each column is."""

import re
from collections.abc import Iterator
from unicodedata import normalize

from chapters.plan.document import Indicator, Nature
from chapters.plan.numerals import LARGEST
from chapters.plan.tables import Grid, IndicatorTable
from chapters.plantext.remarks import Remarks
from chapters.plantext.tables import Fenced, Row, is_well_formed, read_grid
from chapters.proofreading.structure import WITHOUT_UNIT

NAME_WITH_UNIT = re.compile(r"(.+)（([^（）]+)）")
NUMBER = re.compile(r"[〔\[]?[≥≤＞＜><约]?[-−－+]?\d[\d,，]*(?:\.\d+)?(?:[∶：:]\d+)?[%％‰]?[〕\]]?")
LONGEST_CELL = {"指标名称": 200, "单位": 30, "数值": 60}  # what the working copy holds
NATURES = ("预期性", "约束性")
NUMBER_BEFORE_NAME = re.compile(r"\d{1,3}\s*[.．、]\s*(?=\D)")
CLASSIC = ("序号", "指标名称", r"\d{4}年", r"\d{4}年", "属性")
ROLES = {  # what a column is by its header; the first that fits
    "number": re.compile("序号|编号"),
    "unit": re.compile("单位"),
    "nature": re.compile("属性|性质"),
    "binding": re.compile("约束性"),
    "anticipatory": re.compile("预期性"),
    "change": re.compile("年均|累计|增长|增速"),
    "target": re.compile("目标|规划值"),
    "base": re.compile("基期|现状|基准|完成|实际|实绩"),
    "category": re.compile("类别|分类|领域|维度|一级指标"),
    "name": re.compile("指标|名称|项目"),
}
NO_NAME = (
    "指标表认不出哪一列是指标的名称。请把那一列的表头写成“指标”或“指标名称”；"
    "不是指标表的，开头写“:::表 名称”"
)
NO_YEAR = "指标表没有认出哪一列是{}。这一项会空着；如果有这一列，请在表头写明“{}年”"


def indicators(
    table: Fenced, remarks: Remarks, base_year: int, target_year: int
) -> tuple[Indicator, ...] | None:
    """Return the rows of the indicator table, None where it is malformed.

    The header's years are not checked where the file information does not give them (0).
    """
    problems = Remarks()
    if is_well_formed(table, problems):
        _check_header(table.header, problems, base_year, target_year)
    body = () if problems.stop_saving else table.body
    rows = [_indicator(row, number, problems) for number, row in enumerate(body, start=1)]
    remarks += problems
    return None if problems.stop_saving else tuple(row for row in rows if row)


def _check_header(row: Row, remarks: Remarks, base_year: int, target_year: int) -> None:
    expected = (
        "序号",
        "指标名称",
        f"{base_year}年" if base_year else None,
        f"{target_year}年" if target_year else None,
        "属性",
    )
    found = tuple(map(_plain, row.cells))
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
    if nature not in NATURES:
        remarks.refuse(row.line, f"属性“{nature}”无效。请改为“预期性”或“约束性”")
        return None
    return Indicator(number, name, unit, base_value, target_value, Nature(nature))


def _check_indicator(row: Row, name: str, unit: str, remarks: Remarks) -> None:
    values = row.cells[2:4]
    if not name:
        remarks.refuse(row.line, "没有指标名称。请填写")
    elif not unit:
        remarks.hint(row.line, WITHOUT_UNIT.format(name))
    _check_length(
        row.line, Indicator(0, name, unit, values[0], values[1], Nature.UNSTATED), remarks
    )
    for value in values:
        if not value:
            remarks.hint(row.line, "有空着的数值。请核对原件")
        elif not NUMBER.fullmatch(value):
            remarks.hint(row.line, f"数值“{value}”不是数字。请核对；原件如此就保持原样")


def is_classic(table: Fenced) -> bool:
    """Whether the table has the five columns, and rows numbered from 1, that make it up anew."""
    if not table.rows or len(table.headers) > 1 or len(table.header.cells) != len(CLASSIC):
        return False
    header = map(_plain, table.header.cells)
    if not all(map(re.fullmatch, CLASSIC, header)):
        return False
    rows = [row.cells for row in table.body]
    return all(
        len(cells) == len(CLASSIC) and cells[0] == str(number) and cells[4] in NATURES
        for number, cells in enumerate(rows, start=1)
    )


def names_indicators(table: Fenced) -> bool:
    """Whether a header says which column has the names."""
    return any(ROLES["name"].search(_plain(cell)) for row in table.headers for cell in row.cells)


def own_columns(
    table: Fenced, remarks: Remarks, base_year: int, target_year: int
) -> tuple[IndicatorTable, tuple[Indicator, ...]] | None:
    """Return a table as printed, with the indicators that its columns name; None for no table.

    The years find the columns of the base and target values; 0 where they are not known.
    """
    grid = read_grid(table, remarks)
    if not grid:
        return None
    roles = _roles(grid, base_year, target_year)
    if "name" not in roles:
        remarks.refuse(table.line, NO_NAME)
        return None
    for role, year, words in (("base", base_year, "基期值"), ("target", target_year, "目标值")):
        if year and role not in roles:
            remarks.hint(table.line, NO_YEAR.format(words, year))
    header, *further = grid.headers
    printed = IndicatorTable(
        table.opening.caption, tuple(table.notes), header, grid.rows, tuple(further), grid.spans
    )
    indicators = tuple(derived(printed, base_year, target_year))
    for row, indicator in zip(_named_rows(grid, roles), indicators, strict=True):
        _check_length(table.body[row].line, indicator, remarks)
    return printed, indicators


def derived(table: IndicatorTable, base_year: int, target_year: int) -> Iterator[Indicator]:
    """Yield the indicators that a table with columns of its own names, nothing guessed.

    A row without a name of its own is a group or the rest of the row above.
    """
    grid = Grid((table.header, *table.further_headers), table.rows, table.spans)
    roles = _roles(grid, base_year, target_year)
    cells = _filled(grid)
    for number, row in enumerate(_named_rows(grid, roles), start=1):
        printed = cells[len(grid.headers) + row]

        def cell(role: str, printed: tuple[str, ...] = printed) -> str:
            return printed[roles[role]] if role in roles else ""

        name, unit = cell("name"), cell("unit")
        if "number" not in roles:
            name = NUMBER_BEFORE_NAME.sub("", name, count=1)
        if not unit and (match := NAME_WITH_UNIT.fullmatch(name)):
            name, unit = match.groups()
        nature = _nature(cell("nature"), cell("binding"), cell("anticipatory"))
        yield Indicator(number, name, unit, cell("base"), cell("target"), nature)


def _roles(grid: Grid, base_year: int, target_year: int) -> dict[str, int]:
    """Return the column of each role that the headers name."""
    filled = _filled(grid)[: len(grid.headers)]
    titles = [_plain("".join(dict.fromkeys(column))) for column in zip(*filled, strict=True)]
    roles: dict[str, int] = {}
    for column, title in enumerate(titles):
        role = next((role for role, words in ROLES.items() if words.search(title)), "")
        if role not in ("number", "unit", "nature", "binding", "anticipatory", "change"):
            years = {f"{base_year}年": "base", f"{target_year}年": "target"}
            role = next((years[year] for year in years if year in title), role)
        if role:
            roles.setdefault(role, column)
    return roles


def _named_rows(grid: Grid, roles: dict[str, int]) -> Iterator[int]:
    """Yield the rows that name an indicator."""
    if "name" not in roles:
        return
    column = roles["name"]
    for at, cells in enumerate(grid.rows):
        if cells[column] and len({cell for cell in cells if cell}) > 1:
            yield at


def _filled(grid: Grid) -> list[tuple[str, ...]]:
    """Return all rows, each covered cell with the text of the cell that covers it."""
    rows = [list(row) for row in (*grid.headers, *grid.rows)]
    for span in grid.spans:
        for row in range(span.row, span.row + span.rows):
            for column in range(span.column, span.column + span.columns):
                rows[row][column] = rows[span.row][span.column]
    return [tuple(row) for row in rows]


def _nature(printed: str, binding: str, anticipatory: str) -> Nature:
    if "约束" in printed or (binding and not anticipatory):
        return Nature.BINDING
    if "预期" in printed or (anticipatory and not binding):
        return Nature.ANTICIPATORY
    return Nature.UNSTATED


def _plain(text: str) -> str:
    return "".join(normalize("NFKC", text).split())


def _check_length(line: int, indicator: Indicator, remarks: Remarks) -> None:
    for column, cell in [
        ("指标名称", indicator.name),
        ("单位", indicator.unit),
        ("数值", indicator.base_value),
        ("数值", indicator.target_value),
    ]:
        if len(cell) > LONGEST_CELL[column]:
            remarks.refuse(line, f"{column}超过{LONGEST_CELL[column]}个字。请缩短或核对是否串格")
