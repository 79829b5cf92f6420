"""Reader of a file of commitments: cell by cell what is wrong, and how to mend it."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from chapters.management.table_import import problems_of_fields
from chapters.models import Plan
from chapters.plan.document import Document
from chapters.plantext.remarks import unseen_characters
from indicators.commitments.places import spots_of
from indicators.commitments.words import IMPLIED, names_year
from indicators.models import Commitment
from tanggu_plan.text.csv_files import read_csv
from tanggu_plan.text.refusals import Problem
from tanggu_plan.text.tables import Row

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
WORDS_MAY_STAND = {Commitment.Operator.REACH.label}  # 达到“走在全区前列”
NUMBER = re.compile(r"[1-9][0-9]?")
DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read(content: bytes) -> list[Row]:
    """Return the file's rows. Raises Refused where it has not the shape of such a file."""
    return read_csv(
        content, list(COLUMNS), example="列名见 fixtures 里的样例。", judge=unseen_characters
    )


def commitment_of(row: Row, plan: Plan) -> Commitment:
    """Return the row's commitment unsaved. Only for a row that `problems_of` finds nothing in."""
    values = {name: row.cells[column] for column, name in COLUMNS.items()} | {
        "number": int(row.cells["序号"]),
        "operator": OPERATORS[row.cells["要求"]],
        "kind": KINDS[row.cells["类别"]],
        "deadline": date.fromisoformat(row.cells["期限"]),
    }
    return Commitment(plan=plan, **values)


def problems_of(row: Row, period_end: int) -> Iterator[Problem]:
    """Yield what is wrong with a row by itself."""
    yield from _problems_of_choices(row)
    yield from _problems_of_values(row)
    yield from _problems_of_deadline(row, period_end)
    texts = {name: row.cells[column] for column, name in COLUMNS.items() if name not in PARSED}
    yield from problems_of_fields(row, Commitment(**texts), COLUMN_OF, PARSED)
    quote, anchor = row.cells["原文"], row.cells["关键语"]
    if quote and anchor and quote.count(anchor) != 1:
        what = f"“{anchor}”在“原文”那一格里有{quote.count(anchor)}处，须正好有一处。请照原文摘录。"
        yield row.problem("关键语", what)


def _problems_of_choices(row):
    for column, choices in (("要求", OPERATORS), ("类别", KINDS)):
        if row.cells[column] not in choices:
            what = f"“{row.cells[column]}”不认识，请改成{'、'.join(choices)}之一。"
            yield row.problem(column, what)


def _problems_of_values(row):
    if not NUMBER.fullmatch(row.cells["序号"]):
        yield row.problem("序号", f"“{row.cells['序号']}”须是1到99的整数，用半角数字。")
    is_number = DECIMAL.fullmatch(row.cells["数值"])
    if not is_number and row.cells["要求"] not in WORDS_MAY_STAND:
        what = f"“{row.cells['数值']}”须是单纯的数字，用半角；单位写在“单位”列。"
        yield row.problem("数值", what)


def _problems_of_deadline(row, period_end):
    deadline, basis = _day(row.cells["期限"]), row.cells["期限依据"]
    if deadline is None:
        what = f"“{row.cells['期限']}”不是日期，请写成 {period_end}-12-31 的样子。"
        yield row.problem("期限", what)
        return
    if basis != IMPLIED and basis not in row.cells["原文"]:
        what = f"“{basis}”不是原文里的话。请照原文摘录；原文没有写的，填“{IMPLIED}”。"
        yield row.problem("期限依据", what)
    elif not names_year(basis, deadline) and deadline != date(period_end, 12, 31):
        what = f"{deadline}在期限依据里没有出处，推定的期限须是 {period_end}-12-31。"
        yield row.problem("期限", what)


def _day(cell):
    try:
        return date.fromisoformat(cell) if DAY.fullmatch(cell) else None
    except ValueError:
        return None


def problems_of_quote(row: Row, texts: Sequence[Document]) -> Iterator[Problem]:
    """Yield what is wrong with the quote against the plan's texts, of which the newest counts."""
    quote = row.cells["原文"]
    if not quote:
        return
    found = next((n for n in (len(list(spots_of(text, quote))) for text in texts) if n), 0)
    if found != 1:
        where = f"规划文本里有{found}处" if found else "规划文本里没有（须在同一段里，一字不差）"
        yield row.problem("原文", f"{where}，须正好有一处。请照发布的文本摘录整句。")
