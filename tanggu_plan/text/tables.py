"""Tables of files, read strictly: what is not plainly the expected table is refused whole."""

import difflib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from tanggu_plan.text.composed import composed
from tanggu_plan.text.csv_export import original_cell
from tanggu_plan.text.refusals import Problem, Refused, refused_file

MOST_PROBLEMS = 100  # that a clerk is told of at once
MOST_ROWS = 5_000
LONGEST_CELL = 2_000


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell whose text cannot be told, such as a formula; `why` says so, with the remedy."""

    why: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file: its number in the spreadsheet and its cells by column, stripped."""

    number: int
    cells: dict[str, str]

    def problem(self, column: str, text: str) -> Problem:
        return Problem(self.number, column, text)


class Fault(Protocol):
    @property
    def message(self) -> str: ...


Cell = str | Unreadable
Judge = Callable[[str], Iterable[Fault]]


def rows_below_header(
    lines: Iterable[Sequence[Cell]], columns: list[str], *, example: str, judge: Judge | None = None
) -> list[Row]:
    """Return the rows below the header, which must name just these columns, in any order.

    `example` says where a right file is found. Raises Refused with up to MOST_PROBLEMS problems.
    """
    numbered = (line for line in enumerate(lines, 1) if any(map(_stripped, line[1])))
    first = next(numbered, None)
    if first is None:
        raise refused_file(f"文件是空的。{example}")
    number, header = first
    names = _column_names(number, _tidied(header, 0), columns)
    rows = list(_rows(numbered, names, judge))
    if not rows:
        raise refused_file("只有表头，没有数据。请在表头下面一行填一条。")
    return rows


def repetitions(rows: Iterable[Row], column: str) -> Iterator[Problem]:
    """Yield a problem for each row whose cell in the column an earlier one has."""
    first: dict[str, Row] = {}
    for row in rows:
        text = row.cells[column]
        if (earlier := first.setdefault(text, row)) is not row:
            yield row.problem(column, f"“{text}”与第{earlier.number}行重复。请只留其中一行。")


def tidy(text: str) -> str:
    """Return the text in composed letters, without white space around it, line ends alike."""
    return composed(text.replace("\r\n", "\n").strip())


def _stripped(cell: Cell) -> Cell:
    return cell if isinstance(cell, Unreadable) else tidy(cell)


def _column_names(number: int, names: list[Cell], columns: list[str]) -> list[str]:
    """Return the names of the header. Raises Refused where they are not the columns."""
    if not set(names) & set(columns):
        if any(sign in str(name) for name in names for sign in ";；\t"):
            raise refused_file(
                "分隔符不是逗号。请在表格软件里把各列分到各格，再另存为“CSV UTF-8（逗号分隔）”。",
                number,
            )
        raise refused_file(
            f"这一行不是表头。请删去表头上面的标题，第一行写列名：{'、'.join(columns)}。", number
        )
    if problems := list(_header_problems(number, names, columns)):
        raise Refused(*problems)
    return [name for name in names if isinstance(name, str)]


def _header_problems(number: int, names: list[Cell], columns: list[str]) -> Iterator[Problem]:
    for place, name in enumerate(names, 1):
        if isinstance(name, Unreadable) or not name:
            yield Problem(number, f"第{place}列", "表头没有名称。请写上列名，或删去这一列。")
        elif name in names[: place - 1]:
            yield Problem(number, name, "这一列出现了两次。请删去多出的一列。")
        elif name not in columns:
            yield Problem(number, name[:30], f"不认识这一列。{_meant(name, names, columns)}")
    for column in columns:
        if column not in names:
            yield Problem(number, column, "缺少这一列。请补上；没有内容可以留空，列名不能少。")


def _meant(name: str, names: list[Cell], columns: list[str]) -> str:
    missing = [column for column in columns if column not in names]
    close = difflib.get_close_matches(name, missing, n=1, cutoff=0.4)
    return f"请改成“{close[0]}”。" if close else "请删去这一列，或照样例的表头改名。"


def _rows(
    lines: Iterable[tuple[int, Sequence[Cell]]], names: list[str], judge: Judge | None
) -> Iterator[Row]:
    problems: list[Problem] = []
    for count, (number, cells) in enumerate(lines, 1):
        if count > MOST_ROWS:
            raise refused_file(f"超过{MOST_ROWS}行。请分成几个文件导入。", number)
        texts = _tidied(cells, len(names))
        problems += islice(_row_problems(number, names, texts, judge), MOST_PROBLEMS)
        if len(problems) >= MOST_PROBLEMS:
            break
        if not problems:
            pairs = zip(names, texts, strict=False)
            yield Row(number, {name: original_cell(str(text)) for name, text in pairs})
    if problems:
        raise Refused(*problems[:MOST_PROBLEMS])


def _tidied(cells: Sequence[Cell], width: int) -> list[Cell]:
    """Return the cells tidy, without blank ones at the end of a row wider than that."""
    texts = [_stripped(cell) for cell in cells]
    while len(texts) > width and texts[-1] == "":
        texts.pop()
    return texts


def _row_problems(
    number: int, names: list[str], texts: list[Cell], judge: Judge | None
) -> Iterator[Problem]:
    if len(texts) != len(names):
        yield Problem(
            number,
            f"第{min(len(texts), len(names)) + 1}列",
            f"表头有{len(names)}列，这一行有{len(texts)}格。请检查是否多了逗号、少了引号或缺了一格。",
        )
    for name, text in zip(names, texts, strict=False):
        if isinstance(text, Unreadable):
            yield Problem(number, name, text.why)
        elif len(text) > LONGEST_CELL:
            yield Problem(number, name, f"有{len(text)}个字，太长了。请缩短到这一列规定的字数。")
        elif judge:
            yield from (Problem(number, name, fault.message) for fault in judge(text))
