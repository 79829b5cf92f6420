"""The files of the open data."""

import json

from django.utils import timezone

from indicators.data_files.writing import CSV_TYPE, XLSX_TYPE, Sheet, marked, xlsx
from indicators.open_data.columns import DATE, INTEGER, TEXT
from indicators.open_data.tables import OpenData, Table
from tanggu_plan.identity import demo

JSON_TYPE = "application/json"
SCHEMA_TYPE = "application/schema+json"
SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"
ABOUT: dict[str, tuple[str, dict]] = {
    "schema": ("这份文件的 JSON Schema", TEXT),
    "table": ("哪一张表", TEXT),
    "plan": ("规划全称", TEXT),
    "edition": ("规划文本的版次", INTEGER),
    "edition_sha256": ("这一版规划文本的 SHA-256", {"type": "string", "pattern": "^[0-9a-f]{64}$"}),
    "published_on": ("这一版在本网发布的日期", DATE),
    "changed_at": ("数据最近变动的时间", {"type": "string", "format": "date-time"}),
    "licence": ("来源和使用说明", TEXT),
}


def sheet_of(table: Table) -> Sheet:
    """Return the table as a spreadsheet's: a cell that is empty has no text."""
    return marked(
        Sheet(
            title=table.title,
            header=tuple(column.header for column in table.columns),
            rows=[tuple("" if cell is None else str(cell) for cell in row) for row in table.rows],
            numeric=frozenset(column.header for column in table.columns if column.is_numeric),
        )
    )


def csv_file(data: OpenData, table: Table) -> bytes:
    return sheet_of(table).csv()


def xlsx_file(data: OpenData, table: Table) -> bytes:
    """Return the table and a second sheet that says what it is and what its columns mean."""
    return xlsx([sheet_of(table), _explanation(data, table)])


def json_file(data: OpenData, table: Table) -> bytes:
    return _json({**about(data, table), "rows": table.records})


def schema_file(data: OpenData, table: Table) -> bytes:
    """Return the JSON Schema (2020-12) that the table's JSON obeys."""
    columns = {column.key: column.schema for column in table.columns}
    properties = {key: {"description": meaning} | shape for key, (meaning, shape) in ABOUT.items()}
    return _json(
        {
            "$schema": SCHEMA_DIALECT,
            "title": f"{demo.mark()}{data.edition.document.short_title}：{table.title}",
            **_object(properties | {"rows": {"type": "array", "items": _object(columns)}}),
        }
    )


FORMATS = {
    "csv": (csv_file, CSV_TYPE),
    "xlsx": (xlsx_file, XLSX_TYPE),
    "json": (json_file, JSON_TYPE),
    "schema.json": (schema_file, SCHEMA_TYPE),
}


def about(data: OpenData, table: Table) -> dict:
    """Return what a user of the table must know, by the keys of ABOUT."""
    edition = data.edition
    return {
        "schema": f"{table.name}.schema.json",
        "table": table.title,
        "plan": edition.document.title,
        "edition": edition.number,
        "edition_sha256": edition.sha256,
        "published_on": timezone.localdate(edition.published_at).isoformat(),
        "changed_at": timezone.localtime(data.changed_at).isoformat(timespec="seconds"),
        "licence": demo.mark() + data.licence,
    }


def _explanation(data, table):
    values = about(data, table)
    rows = [(ABOUT[key][0], "", str(value)) for key, value in values.items() if key != "schema"]
    rows += [(column.header, column.kind, column.meaning) for column in table.columns]
    return Sheet("说明", ("项目或列", "类型", "内容或含义"), rows)


def _object(properties):
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _json(content):
    return json.dumps(content, ensure_ascii=False, indent=1).encode()
