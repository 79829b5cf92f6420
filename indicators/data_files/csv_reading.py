"""CSV in UTF-8, as spreadsheets write it; other encodings are told by name."""

import csv
import io
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator

from indicators.data_files.problems import refused

SAVE_AS_UTF8 = "请在表格软件里另存为“CSV UTF-8（逗号分隔）”，再导入。"


def csv_rows(content: bytes) -> Iterator[list[str]]:
    """Yield the cells of each row, blank rows included. Raises Refused."""
    text = _decoded(content)
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 0
    try:
        for row in rows:
            number += 1
            yield row
    except csv.Error as error:
        raise refused(
            '从这一行起引号不成对。文字里有引号时要写成两个（""），前后再各加一个；'
            "用表格软件另存一次就会写对。",
            number + 1,
        ) from error


def _decoded(content):
    if content.startswith((BOM_UTF16_BE, BOM_UTF16_LE)):
        raise refused(f"文件的编码是UTF-16。{SAVE_AS_UTF8}")
    if b"\x00" in content:
        row = content[: content.index(b"\x00")].count(b"\n") + 1
        raise refused(f"含有空字符（NUL），不是正常的CSV。{SAVE_AS_UTF8}", row)
    content = content.removeprefix(BOM_UTF8)
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        raise refused(f"从这一行起不是UTF-8编码{_likely(content)}。{SAVE_AS_UTF8}", row) from error


def _likely(content):
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "，看来是GBK（Excel的“CSV（逗号分隔）”）"
