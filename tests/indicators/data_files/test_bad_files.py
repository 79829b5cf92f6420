"""Files that must not come in: each is refused whole, with row, column and what to do."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

import openpyxl
import pytest

from indicators.models import CommitmentStatus, Measurement, Source
from indicators.recording.resources import CommitmentStatusResource, MeasurementResource
from tanggu_plan.models import AuditEntry
from tanggu_plan.text.refusals import Refused
from tests.indicators.data_files.workbooks import repacked, set_cell
from tests.indicators.files import (
    MEASUREMENT,
    STATUS,
    as_csv,
    as_xlsx,
    bring,
    commitment_of,
    saved,
    source_of,
)

GOOD = MEASUREMENT
HEADER = list(GOOD)
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)


def but(**changes):
    return GOOD | changes


def without(column):
    return {name: cell for name, cell in GOOD.items() if name != column}


def renamed(old, new):
    return {new if name == old else name: cell for name, cell in GOOD.items()}


def two_sheets():
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(GOOD)))
    book.create_sheet("备用")
    return saved(book)


def with_entity():
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><x>&a;</x>'
    return repacked(as_xlsx(GOOD), **{"xl/worksheets/sheet1.xml": bomb})


def with_float(written):
    """A workbook whose value is written as Excel writes a float."""
    content = as_xlsx(but(数值=0.24))
    sheet = "xl/worksheets/sheet1.xml"
    xml = zipfile.ZipFile(io.BytesIO(content)).read(sheet)
    return repacked(content, **{sheet: xml.replace(b">0.24<", f">{written}<".encode())})


def with_many_rows(count):
    """A workbook as openpyxl writes it, in a moment instead of its seconds."""
    sheet = "xl/worksheets/sheet1.xml"
    content = as_xlsx(HEADER, ["2"] * len(HEADER))
    xml = zipfile.ZipFile(io.BytesIO(content)).read(sheet).decode()
    xml = xml.replace('ref="A1:K2"', f'ref="A1:K{count + 1}"')
    start, end = xml.index('<row r="2"'), xml.index("</sheetData>")
    rows = [re.sub(r'r="([A-Z]*)2"', rf'r="\g<1>{n}"', xml[start:end]) for n in range(2, count + 2)]
    return repacked(content, **{sheet: "".join((xml[:start], *rows, xml[end:]))})


def encrypted():
    """A ZIP whose parts say that they are encrypted."""
    content = bytearray(as_xlsx(GOOD))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(mark)
        while place >= 0:
            content[place + offset] |= 1
            place = content.find(mark, place + 1)
    return bytes(content)


@dataclass(frozen=True)
class Bad:
    """A bad file: its bytes, or what makes them, where it is bad, and words of what to do."""

    content: bytes | Callable[[], bytes]
    row: int | None
    column: str
    remedy: str
    name: str = "数据.csv"


def xlsx(content, row, column, remedy):
    return Bad(content, row, column, remedy, "数据.xlsx")


BAD = {
    # the file
    "an empty file": Bad(b"", None, "", "先导出一份"),
    "white space only": Bad(b" \r\n \r\n", None, "", "先导出一份"),
    "a header only": Bad(as_csv(HEADER), None, "", "在表头下面一行填一条"),
    "another ending": Bad(as_csv(GOOD), None, "", "另存为其中一种", "数据.txt"),
    "GBK": Bad(as_csv(GOOD, encoding="gb18030"), None, "", "编码是 GBK"),
    "GBK further down": Bad(
        as_csv(GOOD) + as_csv(["塘沽"], encoding="gb18030"), 3, "", "CSV UTF-8"
    ),
    "UTF-16": Bad(as_csv(GOOD, encoding="utf-16"), None, "", "编码是 UTF-16"),
    "UTF-16 without its mark": Bad(as_csv(GOOD, encoding="utf-16-le"), None, "", "CSV UTF-8"),
    "a NUL byte": Bad(as_csv(but(说明="甲\0乙")), 2, "", "NUL"),
    "a missing quote": Bad(as_csv(GOOD) + b'2,"', 3, "", "引号不成对"),
    "too many cells": Bad(as_csv(GOOD, [*GOOD.values(), "多"]), 3, "第12列", "多了逗号"),
    "too few cells": Bad(as_csv(GOOD, ["2", "市场主体数量"]), 3, "第3列", "缺了一格"),
    "50,000 rows": Bad(lambda: as_csv(HEADER, *[["2"] * 11] * 50_000), 5002, "", "分成几个文件"),
    "more than 2 MB": Bad(as_csv(GOOD) + b" " * 2_000_000, None, "", "超过2MB"),
    # the header
    "a wrong column": Bad(as_csv(renamed("数值", "数据")), 1, "数据", "请改成“数值”"),
    "a missing column": Bad(as_csv(without("年度")), 1, "年度", "请补上"),
    "an extra column": Bad(as_csv(GOOD | {"完成率": "80"}), 1, "完成率", "请删去这一列"),
    "a header twice": Bad(as_csv([*HEADER, "数值"], ["1"] * 12), 1, "数值", "删去多出的一列"),
    "a header without a name": Bad(as_csv(renamed("数值", "")), 1, "第5列", "写上列名"),
    "semicolons": Bad(as_csv(GOOD).replace(b",", b";"), 1, "", "逗号分隔"),
    # values
    "N/A": Bad(as_csv(but(数值="N/A")), 2, "数值", "“数据性质”要同时填“缺”"),
    "a dash": Bad(as_csv(but(数值="—")), 2, "数值", "留空"),
    "full-width digits": Bad(as_csv(but(数值="０.２４")), 2, "数值", "请改成半角：0.24"),
    "a thousands comma": Bad(as_csv(but(数值="1,234")), 2, "数值", "请写成1234"),
    "a percent sign": Bad(as_csv(but(数值="5%")), 2, "数值", "只写数字：5"),
    "a full-width percent sign": Bad(as_csv(but(数值="5％")), 2, "数值", "只写数字：5"),
    "the unit in the cell": Bad(as_csv(but(数值="0.24万家")), 2, "数值", "只写数字：0.24"),
    "words": Bad(as_csv(but(数值="约两千")), 2, "数值", "只写阿拉伯数字"),
    "an exponent": Bad(as_csv(but(数值="1E-5")), 2, "数值", "只写"),
    "no value": Bad(as_csv(but(数值="")), 2, "数值", "“数据性质”就填“缺”"),
    "a value that is missing": Bad(as_csv(but(数据性质="缺")), 2, "数值", "数值要留空"),
    "a formula as text": Bad(as_csv(but(数值="=1+1")), 2, "数值", "只写"),
    # years and dates
    "a date for a year": Bad(as_csv(but(年度="2022-12-31")), 2, "年度", "只写年份：2022"),
    "a year with its word": Bad(as_csv(but(年度="2022年")), 2, "年度", "请写成2022"),
    "full-width years": Bad(as_csv(but(年度="２０２２")), 2, "年度", "请写成2022"),
    "a year out of the period": Bad(as_csv(but(年度="2031")), 2, "年度", "2021到2025"),
    "the base year": Bad(as_csv(but(年度="2020")), 2, "年度", "2021到2025"),
    "a year for a date": Bad(as_csv(but(文件日期="2023")), 2, "文件日期", "2024-03-01的样子"),
    "a day that is not": Bad(as_csv(but(文件日期="2023-02-30")), 2, "文件日期", "核对日期"),
    "a day to come": Bad(as_csv(but(文件日期="2999-01-01")), 2, "文件日期", "核对日期"),
    # texts
    "an unknown status": Bad(as_csv(but(数据性质="确定")), 2, "数据性质", "初步、最终、修订、缺"),
    "no source": Bad(as_csv(but(来源文件="")), 2, "来源文件", "请填上"),
    "an address that is none": Bad(as_csv(but(网址="某某网")), 2, "网址", "https://写起"),
    "a script for an address": Bad(as_csv(but(网址="javascript:x")), 2, "网址", "https://写起"),
    "10,000 signs": Bad(as_csv(but(说明="长" * 10_000)), 2, "说明", "太长了"),
    "600 signs": Bad(as_csv(but(说明="长" * 600)), 2, "说明", "缩短到500个字"),
    "a line break": Bad(as_csv(but(发布单位="一\n二")), 2, "发布单位", "写成一行"),
    "an invisible sign": Bad(as_csv(but(说明="甲\u200b乙")), 2, "说明", "看不见的字符"),
    # against the plan and against itself
    "an unknown indicator": Bad(as_csv(but(指标序号="7")), 2, "指标序号", "1到6"),
    "a number that is none": Bad(as_csv(but(指标序号="二")), 2, "指标序号", "只写数字"),
    "another indicator's name": Bad(
        as_csv(but(指标名称="商品销售总额")), 2, "指标名称", "应是“市场主体数量”"
    ),
    "another unit": Bad(as_csv(but(单位="家")), 2, "单位", "应是“万家”"),
    "a unit where the plan has none": Bad(
        as_csv(but(指标序号="1", 指标名称="规上工业企业产值", 单位="亿元")),
        2,
        "单位",
        "原文没有注明",
    ),
    "a row twice": Bad(as_csv(GOOD, but(数值="0.25")), 3, "指标序号", "与第2行重复"),
    "the very same row twice": Bad(as_csv(GOOD, GOOD), 3, "指标序号", "只留其中一行"),
    # workbooks
    "a formula": xlsx(as_xlsx(GOOD, change=set_cell("E2", "=1+1")), 2, "数值", "粘贴为“数值”"),
    "a merged cell": xlsx(
        as_xlsx(GOOD, but(年度="2023"), change=lambda sheet: sheet.merge_cells("B2:B3")),
        *(2, "第2列", "取消合并"),
    ),
    "a float's error": xlsx(with_float("0.30000000000000004"), 2, "数值", "设为“文本”格式"),
    "more stored than shown": xlsx(
        as_xlsx(GOOD, change=set_cell("E2", 0.2449, "0.00")), 2, "数值", "显示为0.24，存的是0.2449"
    ),
    "a cell in per cent": xlsx(
        as_xlsx(GOOD, change=set_cell("E2", 0.05, "0%")), 2, "数值", "只写数字：5"
    ),
    "a date in the year's cell": xlsx(
        as_xlsx(but(年度=date(2022, 12, 31))), 2, "年度", "只写年份：2022"
    ),
    "a time in the date's cell": xlsx(
        as_xlsx(but(文件日期=datetime(2022, 1, 1, 8, 30))), 2, "文件日期", "设为“文本”格式"
    ),
    "an error of Excel": xlsx(as_xlsx(GOOD, change=set_cell("E2", "#N/A")), 2, "数值", "留空"),
    "a truth value": xlsx(as_xlsx(but(数值=True)), 2, "数值", "只写阿拉伯数字"),
    "two sheets": xlsx(two_sheets(), None, "", "只留要导入的一张"),
    "a title above the header": xlsx(as_xlsx(["监测值"], HEADER), 1, "", "删去表头上面的标题"),
    "text far to the right": xlsx(
        as_xlsx(GOOD, change=set_cell("XFD2", "x")), 2, "", "删去右边多出的列"
    ),
    "50,000 rows in a workbook": xlsx(
        lambda: with_many_rows(50_000), None, "", "复制到一个新的工作簿里"
    ),
    "a CSV in disguise": xlsx(as_csv(GOOD), None, "", "重新另存为这种格式"),
    "a workbook in disguise": Bad(as_xlsx(GOOD), None, "", "重新另存为这种格式"),
    "a picture in disguise": xlsx(b"\x89PNG\r\n\x1a\n" + bytes(99), None, "", "重新另存"),
    "another archive": xlsx(repacked(as_xlsx(GOOD))[:-40], None, "", "可能已损坏"),
    "a broken archive": xlsx(b"PK\x03\x04" + bytes(500), None, "", "可能已损坏"),
    "the old format or a password": xlsx(OLE, None, "", "去掉密码"),
    "an encrypted archive": xlsx(encrypted(), None, "", "去掉密码"),
    "macros": xlsx(repacked(as_xlsx(GOOD), **{"xl/vbaProject.bin": b"x"}), None, "", "不带宏的"),
    "a file of macros": Bad(as_xlsx(GOOD), None, "", "带宏的文件不收", "数据.xlsm"),
    "a zip bomb": xlsx(
        lambda: repacked(as_xlsx(GOOD), **{"xl/media/a.bin": bytes(300_000_000)}),
        *(None, "", "解开后太大"),
    ),
    "a thousand parts": xlsx(
        lambda: repacked(as_xlsx(GOOD), **{f"xl/{n}": b"" for n in range(1000)}),
        *(None, "", "解开后太大"),
    ),
    "an entity": xlsx(with_entity(), None, "", "可能已损坏"),
}


def everything_recorded():
    return [list(model.objects.values()) for model in (Measurement, Source, AuditEntry)]


def problems_with(resource, bad, recorder):
    content = bad.content() if callable(bad.content) else bad.content
    with pytest.raises(Refused) as refusal:
        bring(resource, content, recorder, name=bad.name)
    return [(problem.row, problem.column, problem.text) for problem in refusal.value.args]


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_a_bad_file_is_refused_with_row_column_and_remedy_and_changes_nothing(plan, recorder, bad):
    before = everything_recorded()

    problems = problems_with(MeasurementResource(plan), bad, recorder)

    assert [
        text
        for row, column, text in problems
        if (row, column) == (bad.row, bad.column) and bad.remedy in text
    ], problems
    assert everything_recorded() == before


def test_every_bad_cell_of_a_file_is_told_at_once(plan, recorder):
    rows = [but(年度="2022", 数值="N/A", 网址="某某网"), but(年度="2023年"), but(年度="2024")]

    problems = problems_with(MeasurementResource(plan), Bad(as_csv(*rows), 0, "", ""), recorder)

    places = {(row, column) for row, column, _ in problems}
    assert places == {(2, "数值"), (2, "网址"), (3, "年度")}


def test_one_bad_row_keeps_the_good_rows_out(plan, recorder):
    rows = [but(年度=str(year)) for year in range(2021, 2025)]

    problems_with(
        MeasurementResource(plan),
        Bad(as_csv(*rows, but(年度="2025", 数值="五")), 6, "", ""),
        recorder,
    )

    assert not Measurement.objects.exists()
    assert not Source.objects.exists()


def test_thousands_of_bad_rows_are_told_a_hundred_at_a_time(plan, recorder):
    rows = [but(说明=str(number)) for number in range(4_000)]

    problems = problems_with(MeasurementResource(plan), Bad(as_csv(*rows), 0, "", ""), recorder)

    assert len(problems) == 100


def test_a_year_that_waits_for_confirmation_takes_no_second_value(plan, recorder):
    bring(MeasurementResource(plan), as_csv(GOOD), recorder)

    ((row, column, text),) = problems_with(
        MeasurementResource(plan), Bad(as_csv(but(数值="0.3")), 0, "", ""), recorder
    )

    assert (row, column) == (2, "年度")
    assert "0.24万家（最终），jilu记录" in text
    assert "确认或退回" in text


def test_a_registered_source_keeps_its_address(plan, recorder):
    source_of(plan, address="https://example.org/old")

    ((row, column, text),) = problems_with(
        MeasurementResource(plan), Bad(as_csv(GOOD), 0, "", ""), recorder
    )

    assert (row, column) == (2, "网址")
    assert "https://example.org/old" in text


@pytest.mark.parametrize(
    ("changes", "column", "remedy"),
    [
        ({"承诺序号": "9"}, "承诺序号", "1到1"),
        ({"承诺": "别的话"}, "承诺", "应是“做好年度财政预决算”"),
        ({"进展": "完成"}, "进展", "推进中、已达到、未达到、无法衡量"),
        ({"截至日期": "2022"}, "截至日期", "2024-03-01的样子"),
        ({"截至日期": "2019-12-31"}, "截至日期", "早于规划期"),
        ({"达到的数值": "１"}, "达到的数值", "请改成半角：1"),
        ({"达到的数值": "1次"}, "达到的数值", "只写数字：1"),
        ({"责任科室": "科" * 51}, "责任科室", "缩短到50个字"),
    ],
)
def test_a_bad_row_of_a_commitment_is_refused_too(plan, recorder, changes, column, remedy):
    commitment_of(plan)

    ((row, found, text),) = problems_with(
        CommitmentStatusResource(plan), Bad(as_csv(STATUS | changes), 0, "", ""), recorder
    )

    assert (row, found) == (2, column)
    assert remedy in text
    assert not CommitmentStatus.objects.exists()
