"""Reads a file of commitments and says, cell by cell, what is wrong with it and how to mend it."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.core.exceptions import ValidationError

from chapters.models import Plan
from chapters.plan.document import Document
from chapters.plantext import unseen_characters
from indicators.commitments.places import spots_of
from indicators.commitments.words import IMPLIED, names_year
from indicators.models import Commitment
from tanggu_plan.text.refusals import Refused

COLUMNS = {
    "序号": "number",
    "原文": "quote",
    "关键语": "anchor",
    "衡量": "measure",
    "要求": "operator",
    "数值": "value",
    "单位": "unit",
    "期限": "deadline",
    "期限依据": "deadline_basis",
    "类别": "kind",
    "对象": "subject",
    "说明": "remark",
}
FIELDS = tuple(COLUMNS.values())
COLUMN_OF = {name: column for column, name in COLUMNS.items()}
PARSED = {"plan", "number", "operator", "deadline", "kind"}  # checked here, not by the model
OPERATORS = {label: value for value, label in Commitment.Operator.choices}
KINDS = {label: value for value, label in Commitment.Kind.choices}
WORDS_MAY_STAND = {Commitment.Operator.REACH.label}  # as a value: 达到“走在全区前列”
NUMBER = re.compile(r"[1-9][0-9]?")
DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
LARGEST = 1_000_000  # bytes; the plan at hand has 34 commitments in 16,000


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    cells: dict[str, str]

    def fault(self, column: str, what: str) -> str:
        return f"第{self.line}行“{column}”列：{what}"

    def commitment(self, plan: Plan) -> Commitment:
        """Return the row unsaved. Only for a row that `faults_of` finds nothing in."""
        values = {name: self.cells[column] for column, name in COLUMNS.items()} | {
            "number": int(self.cells["序号"]),
            "operator": OPERATORS[self.cells["要求"]],
            "kind": KINDS[self.cells["类别"]],
            "deadline": date.fromisoformat(self.cells["期限"]),
        }
        return Commitment(plan=plan, **values)


def read(file: Path) -> list[Row]:
    """Return the file's rows. Raises Refused where it has not the shape of such a file."""
    reader = csv.reader(io.StringIO(_text(file), newline=""), strict=True)
    try:
        header, *rows = [(reader.line_num, cells) for cells in reader if any(cells)] or [(1, [])]
    except csv.Error as error:
        raise Refused(
            f"第{reader.line_num}行：引号不成对，或者一格太长。请用表格软件另存再试。"
        ) from error
    if header[1] != list(COLUMNS):
        raise Refused(f"第1行：列名须依次是{'、'.join(COLUMNS)}。请照 fixtures 里的样例改。")
    if not rows:
        raise Refused("只有列名，没有一条承诺。请检查文件。")
    for line, cells in rows:
        if len(cells) != len(COLUMNS):
            raise Refused(
                f"第{line}行：有{len(cells)}格，应有{len(COLUMNS)}格。"
                "内容里有逗号的，请用半角双引号括起来。"
            )
    return [Row(line, dict(zip(COLUMNS, cells, strict=True))) for line, cells in rows]


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > LARGEST:
            raise Refused("文件超过1MB，不像承诺事项表。请检查选对了文件。")
        return file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Refused(f"读不出来（{error.strerror}）。请检查路径。") from error
    except UnicodeDecodeError as error:
        raise Refused("不是 UTF-8。请另存为“CSV UTF-8”再试。") from error


def faults_of(row: Row, period_end: int) -> Iterator[str]:
    """Yield what is wrong with a row by itself."""
    for column, text in row.cells.items():
        for finding in unseen_characters(text):
            yield row.fault(column, finding.message)
    yield from _faults_of_choices(row)
    yield from _faults_of_values(row)
    yield from _faults_of_deadline(row, period_end)
    yield from _faults_by_model(row)
    quote, anchor = row.cells["原文"], row.cells["关键语"]
    if quote and anchor and quote.count(anchor) != 1:
        what = f"“{anchor}”在“原文”那一格里有{quote.count(anchor)}处，须正好有一处。请照原文摘录"
        yield row.fault("关键语", what)


def _faults_of_choices(row):
    for column, choices in (("要求", OPERATORS), ("类别", KINDS)):
        if row.cells[column] not in choices:
            what = f"“{row.cells[column]}”不认识，请改成{'、'.join(choices)}之一"
            yield row.fault(column, what)


def _faults_of_values(row):
    if not NUMBER.fullmatch(row.cells["序号"]):
        yield row.fault("序号", f"“{row.cells['序号']}”须是1到99的整数，用半角数字")
    is_number = DECIMAL.fullmatch(row.cells["数值"])
    if not is_number and row.cells["要求"] not in WORDS_MAY_STAND:
        what = f"“{row.cells['数值']}”须是单纯的数字，用半角；单位写在“单位”列"
        yield row.fault("数值", what)


def _faults_of_deadline(row, period_end):
    deadline, basis = _day(row.cells["期限"]), row.cells["期限依据"]
    if deadline is None:
        what = f"“{row.cells['期限']}”不是日期，请写成 {period_end}-12-31 的样子"
        yield row.fault("期限", what)
        return
    if basis != IMPLIED and basis not in row.cells["原文"]:
        what = f"“{basis}”不是原文里的话。请照原文摘录；原文没有写的，填“{IMPLIED}”"
        yield row.fault("期限依据", what)
    elif not names_year(basis, deadline) and deadline != date(period_end, 12, 31):
        what = f"{deadline}在期限依据里没有出处，推定的期限须是 {period_end}-12-31"
        yield row.fault("期限", what)


def _day(cell):
    try:
        return date.fromisoformat(cell) if DAY.fullmatch(cell) else None
    except ValueError:
        return None


def _faults_by_model(row):
    """What the model itself refuses: a cell that is empty or too long."""
    texts = {name: row.cells[column] for column, name in COLUMNS.items() if name not in PARSED}
    try:
        Commitment(**texts).clean_fields(exclude=PARSED)
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            yield row.fault(COLUMN_OF[name], "；".join(messages).rstrip("。"))


def faults_of_numbers(rows: Sequence[Row]) -> Iterator[str]:
    """Yield each row whose number an earlier one has."""
    lines: dict[str, int] = {}
    for row in rows:
        number = row.cells["序号"]
        if lines.setdefault(number, row.line) != row.line:
            yield row.fault("序号", f"“{number}”与第{lines[number]}行重复，请改成没有用过的序号")


def faults_of_quote(row: Row, texts: Sequence[Document]) -> Iterator[str]:
    """Yield what is wrong with the quote against the plan's texts, of which the newest counts."""
    quote = row.cells["原文"]
    if not quote:
        return
    found = next((n for n in (len(list(spots_of(text, quote))) for text in texts) if n), 0)
    if found != 1:
        where = f"规划文本里有{found}处" if found else "规划文本里没有（须在同一段里，一字不差）"
        yield row.fault("原文", f"{where}，须正好有一处。请照发布的文本摘录整句")
