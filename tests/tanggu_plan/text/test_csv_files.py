"""One reader of CSV for every way in: what is no UTF-8 table is refused with place and remedy."""

import ast
import csv
import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from chapters.finding import matters
from chapters.management.commands import import_errata
from indicators.commitments import file as commitment_file
from indicators.data_files.reading import read
from tanggu_plan.text.csv_files import MOST_BYTES, read_csv
from tanggu_plan.text.refusals import Refused
from tanggu_plan.text.tables import MOST_ROWS

COLUMNS = ["编号", "名称"]
EXAMPLE = "列名见样例。"
GOOD = '编号,名称\r\n1,塘沽\r\n2,"甲,""乙"""\r\n'


def rows_of(content):
    return [
        (row.number, *row.cells.values()) for row in read_csv(content, COLUMNS, example=EXAMPLE)
    ]


def refusal_of(content):
    with pytest.raises(Refused) as refusal:
        read_csv(content, COLUMNS, example=EXAMPLE)
    return str(refusal.value)


@pytest.mark.parametrize(
    "content",
    [
        GOOD.encode(),
        GOOD.encode("utf-8-sig"),
        GOOD.replace("\r\n", "\n").encode(),
        GOOD.replace("\r\n", "\r").encode(),
        GOOD.replace("\r\n", ",,\r\n").encode(),
        GOOD.removesuffix("\r\n").encode(),
    ],
    ids=["UTF-8", "with a mark", "LF", "CR", "commas at the end", "no end of the last line"],
)
def test_what_spreadsheets_write_as_utf8_is_read(content):
    assert rows_of(content) == [(2, "1", "塘沽"), (3, "2", '甲,"乙"')]


def test_columns_may_stand_in_any_order_and_blank_rows_are_counted():
    assert rows_of("名称,编号\n\n塘沽,1\n".encode()) == [(3, "塘沽", "1")]


BAD = {
    "nothing": (b"", "文件是空的。列名见样例。"),
    "white space": (b"\r\n \r\n", "文件是空的"),
    "GBK": (GOOD.encode("gbk"), "文件的编码是 GBK（GB18030；记事本里叫 ANSI"),
    "UTF-16": (GOOD.encode("utf-16"), "文件的编码是 UTF-16（记事本里叫 Unicode）"),
    "UTF-16 without a mark": (GOOD.encode("utf-16-le"), "文件的编码是 UTF-16"),
    "damage": ((GOOD * 20).encode() + b"3,\xff\xfe\n", "第61行：从这一行起有损坏的字符"),
    "neither": (b"\x81\xff\x81\xff" * 20, "认不出文件的编码"),
    "a NUL": ("编号,名称\n1,甲\0乙\n".encode(), "第2行：含有空字符（NUL）"),
    "tabs": ("编号\t名称\n1\t甲\n".encode(), "第1行：分隔符不是逗号"),
    "semicolons": ("编号;名称\n1;甲\n".encode(), "第1行：分隔符不是逗号"),
    "sep=": ("sep=,\r\n编号,名称\r\n".encode(), "第1行：这一行不是表头"),
    "a title": ("勘误表\n编号,名称\n".encode(), "第一行写列名：编号、名称"),
    "a column twice": ("编号,名称,名称\n1,甲,乙\n".encode(), "第1行“名称”列：这一列出现了两次"),
    "a column too few": ("编号\n1\n".encode(), "第1行“名称”列：缺少这一列"),
    "a column of another name": ("编号,名字\n1,甲\n".encode(), "请改成“名称”"),
    "a column without a name": ("编号,名称,,x\n".encode(), "第3列：表头没有名称"),
    "no row": ("编号,名称\n".encode(), "只有表头，没有数据"),
    "a cell too many": ("编号,名称\n1,甲,乙\n".encode(), "第2行第3列：表头有2列，这一行有3格"),
    "a cell too few": ("编号,名称\n1\n".encode(), "第2行第2列：表头有2列，这一行有1格"),
    "an open quote": ('编号,名称\n1,甲\n2,"乙\n'.encode(), "第3行：从这一行起引号不成对"),
    "a long cell": (f"编号,名称\n1,{'长' * 2001}\n".encode(), "第2行“名称”列：有2001个字"),
    "many rows": (("编号,名称\n" + "1,甲\n" * (MOST_ROWS + 1)).encode(), f"超过{MOST_ROWS}行"),
    "many bytes": (GOOD.encode() + b" " * MOST_BYTES, "文件超过2MB"),
}


@pytest.mark.parametrize(("content", "told"), BAD.values(), ids=BAD)
def test_what_is_no_such_table_is_refused_with_its_place(content, told):
    assert told in refusal_of(content)


@pytest.mark.parametrize("encoding", ["gbk", "utf-16"])
def test_another_encoding_is_refused_with_the_remedy_of_a_spreadsheet(encoding):
    assert "请在表格软件里另存为“CSV UTF-8（逗号分隔）”" in refusal_of(GOOD.encode(encoding))


def test_every_problem_of_the_file_is_told_at_once():
    with pytest.raises(Refused) as refusal:
        read_csv("编号,名称\n1\n2,甲,乙\n".encode(), COLUMNS, example=EXAMPLE)

    assert [problem.row for problem in refusal.value.args] == [2, 3]


def file_in_gbk(folder, columns):
    path = folder / "x.csv"
    with path.open("w", encoding="gbk", newline="") as file:
        csv.writer(file).writerows([columns, ["甲"] * len(columns)])
    return path


def by_command(name):
    def told(path):
        said = io.StringIO()
        with pytest.raises(CommandError):
            call_command(name, path, "2021-2025", stderr=said)
        return said.getvalue()

    return told


def by_reader(reader):
    def told(path):
        with pytest.raises(Refused) as refusal:
            reader(path)
        return str(refusal.value)

    return told


WAYS_IN = {
    "errata": (
        [*import_errata.COLUMNS, import_errata.CATEGORY],
        by_command("import_errata"),
    ),
    "commitments": (list(commitment_file.COLUMNS), by_command("import_commitments")),
    "matters": (matters.COLUMNS, by_reader(matters.read)),
    "an upload": (COLUMNS, by_reader(lambda path: read(path.name, path.read_bytes(), COLUMNS))),
}


@pytest.mark.parametrize(("columns", "told"), WAYS_IN.values(), ids=WAYS_IN)
def test_every_way_in_names_gbk_with_the_remedy(plan, tmp_path, columns, told):
    said = told(file_in_gbk(tmp_path, columns))

    assert "文件的编码是 GBK" in said
    assert "CSV UTF-8" in said


def test_csv_is_read_in_one_module():
    reading = {
        path.relative_to(settings.BASE_DIR).as_posix()
        for app in ("chapters", "indicators", "tanggu_plan")
        for path in Path(settings.BASE_DIR, app).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and ast.unparse(node) in {"csv.reader", "csv.DictReader"}
    }

    assert reading == {"tanggu_plan/text/csv_files.py"}
