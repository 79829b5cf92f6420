"""CSV reader: UTF-8, commas, quotes in pairs, and just the columns asked for."""

import csv
import io
from collections.abc import Iterator

from tanggu_plan.text.encodings import utf8_text
from tanggu_plan.text.refusals import refused_file
from tanggu_plan.text.tables import Judge, Row, rows_below_header

SAVE_AS = "请在表格软件里另存为“CSV UTF-8（逗号分隔）”，再试一次。"
MOST_BYTES = 2_000_000


def read_csv(
    content: bytes, columns: list[str], *, example: str, judge: Judge | None = None
) -> list[Row]:
    """Return the rows of a CSV file; else like `tables.rows_below_header`. Raises Refused."""
    return rows_below_header(csv_rows(content), columns, example=example, judge=judge)


def csv_rows(content: bytes) -> Iterator[list[str]]:
    """Yield the cells of each row, blank rows included. Raises Refused."""
    if len(content) > MOST_BYTES:
        raise refused_file("文件超过2MB。请检查选对了文件；表太大时分几个文件导入。")
    text = utf8_text(content, save_as=SAVE_AS)
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise refused_file(f"含有空字符（NUL），不是正常的CSV。{SAVE_AS}", line)
    number = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), strict=True):
            number += 1
            yield row
    except csv.Error as error:
        raise refused_file(
            '从这一行起引号不成对。文字里有引号时要写成两个（""），前后再各加一个；'
            "用表格软件另存一次就会写对。",
            number + 1,
        ) from error
