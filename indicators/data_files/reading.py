"""Reader of uploaded tables: CSV or XLSX by what the file really is."""

from collections.abc import Iterable, Iterator

from chapters.plantext.remarks import unseen_characters
from indicators.data_files.xlsx_reading import read_xlsx
from indicators.data_files.xlsx_sheet import LAST_ROW, TOO_MANY_ROWS
from tanggu_plan.text.csv_files import MOST_BYTES, csv_rows
from tanggu_plan.text.refusals import refused_file
from tanggu_plan.text.tables import Row, rows_below_header

ZIP_START, OLE_START = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
EXAMPLE = "请先导出一份，照它的格式填写。"


class Rows(list[Row]):
    """The rows of a file; `remarks` say what of it was left out."""

    remarks: list[str]


def read(name: str, content: bytes, columns: list[str]) -> Rows:
    """Return the rows below the header; else like `tables.rows_below_header`. Raises Refused."""
    _check_kind(name, content)
    lines: Iterable[list]
    lines, remarks = (
        read_xlsx(content) if content.startswith(ZIP_START) else (csv_rows(content), [])
    )
    rows = Rows(
        rows_below_header(_limited(lines), columns, example=EXAMPLE, judge=unseen_characters)
    )
    rows.remarks = remarks
    return rows


def _check_kind(name, content):
    suffix = name.lower().rpartition(".")[2]
    if len(content) > MOST_BYTES:
        raise refused_file("文件超过2MB。请只留要导入的表，分几次导入。")
    if not content.strip():
        raise refused_file(f"文件是空的。{EXAMPLE}")
    if content.startswith(OLE_START):
        raise refused_file(
            "这是旧格式（.xls）或加了密码的Excel文件。请去掉密码，另存为“Excel工作簿（.xlsx）”。"
        )
    if suffix not in {"csv", "xlsx"}:
        raise refused_file("只收.csv和.xlsx文件。请在表格软件里另存为其中一种；带宏的文件不收。")
    if content.startswith(ZIP_START) != (suffix == "xlsx"):
        raise refused_file(
            f"文件名以.{suffix}结尾，内容却不是。请在表格软件里打开，重新另存为这种格式。"
        )


def _limited(lines: Iterable[list]) -> Iterator[list]:
    """Yield the lines, blank ones counted too. Raises Refused for one that comes too late."""
    for number, line in enumerate(lines, 1):
        if number <= LAST_ROW:
            yield line
        elif any(line):
            raise refused_file(TOO_MANY_ROWS, number)
