"""Reader of uploaded tables: CSV or XLSX by what the file really is."""

from collections.abc import Iterable

from chapters.plantext.remarks import unseen_characters
from indicators.data_files.xlsx_reading import xlsx_rows
from tanggu_plan.text.csv_files import MOST_BYTES, csv_rows
from tanggu_plan.text.refusals import refused_file
from tanggu_plan.text.tables import Row, rows_below_header

ZIP_START, OLE_START = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
EXAMPLE = "请先导出一份，照它的格式填写。"


def read(name: str, content: bytes, columns: list[str]) -> list[Row]:
    """Return the rows below the header; else like `tables.rows_below_header`. Raises Refused."""
    return rows_below_header(
        _lines(name, content), columns, example=EXAMPLE, judge=unseen_characters
    )


def _lines(name, content) -> Iterable[list]:
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
    return xlsx_rows(content) if suffix == "xlsx" else csv_rows(content)
