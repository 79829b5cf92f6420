"""Data files for tests: a good row, and files made of rows as spreadsheets make them."""

import csv
import io
from datetime import date

import openpyxl

from indicators.data_files.reading import read
from indicators.models import Source

MEASUREMENT = {
    "指标序号": "2",
    "指标名称": "市场主体数量",
    "单位": "万家",
    "年度": "2022",
    "数值": "0.24",
    "数据性质": "最终",
    "来源文件": "某某统计公报",
    "发布单位": "某某统计局",
    "文件日期": "2023-03-01",
    "网址": "https://example.org/2022",
    "说明": "样例",
}
STATUS = {
    "承诺序号": "1",
    "承诺": "做好年度财政预决算",
    "进展": "已达到",
    "截至日期": "2022-12-31",
    "达到的数值": "1",
    "责任科室": "某某科",
    "来源文件": "某某报告",
    "发布单位": "某某办事处",
    "文件日期": "2023-03-01",
    "网址": "",
    "说明": "",
}


def as_csv(*rows, encoding="utf-8-sig"):
    """The rows, given as mappings under the first one's header or as plain lists, as a file."""
    text = io.StringIO()
    csv.writer(text).writerows(lines_of(rows))
    return text.getvalue().encode(encoding)


def as_xlsx(*rows, change=lambda sheet: None):
    """The same as a workbook; `change` may spoil its sheet."""
    book = openpyxl.Workbook()
    for line in lines_of(rows):
        book.active.append(line)
    change(book.active)
    return saved(book)


def saved(book):
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def lines_of(rows):
    first, *_ = rows
    header = [list(first)] if isinstance(first, dict) else []
    return header + [list(row.values()) if isinstance(row, dict) else row for row in rows]


def bring(resource, content, user, *, name="数据.csv", dry_run=False):
    """Read the file and import it."""
    rows = read(name, content, resource.columns)
    return resource.import_rows(rows, user=user, name=name, dry_run=dry_run)


def commitment_of(plan):
    """A commitment that the real plan makes."""
    return plan.commitments.create(
        number=1,
        quote="落实政务信息公开的有关要求，做好年度财政预决算、行政处罚信息等信息的公开。",
        anchor="做好年度财政预决算",
        measure="年度财政预决算公开",
        operator="each_year",
        value="1",
        unit="次/年",
        deadline=date(2025, 12, 31),
        deadline_basis="每年",
        kind="recurring",
    )


def source_of(plan, **values):
    return Source.objects.create(
        plan=plan,
        **{
            "title": "某某统计公报",
            "publisher": "某某统计局",
            "dated_on": date(2023, 3, 1),
            "address": "https://example.org/2022",
            **values,
        },
    )
