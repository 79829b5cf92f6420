"""One indicator's values as printed strings, compared over everything the portal gives out."""

import json
import subprocess
from xml.etree import ElementTree as ET

import pytest
from django.utils import timezone

from indicators.evaluation import pdf
from indicators.evaluation.evaluating import evaluation_on
from tests.html import parse, text_of
from tests.indicators.measuring import Status, measure, measure_years
from tests.indicators.open_data.test_open_data import csv_rows, get, json_rows, xlsx_rows

NUMBER, PLANNED = 3, {"2020": "8.3", "2025": "12.45"}
MEASURED = {"2021": "9.10", "2022": "9.64", "2024": "11.20"}
PAGE = f"/2021-2025/indicators/{NUMBER}/"


@pytest.fixture
def measured(edition):
    """Values that a float would print otherwise, and one year without."""
    measure_years(edition.plan, NUMBER, {int(year): value for year, value in MEASURED.items()})
    measure(edition.plan, NUMBER, 2023, "", Status.MISSING)
    return edition


def test_page_drawing_figure_files_and_pdf_carry_the_same_numbers(client, measured, tmp_path):
    printed = sorted([*PLANNED.values(), *MEASURED.values()])

    told = {
        "table": table_of(client),
        "SVG": labels_of(client),
        "figure": figure_of(client),
        "CSV": [*planned(csv_rows, client, "csv"), *yearly(csv_rows, client, "csv")],
        "XLSX": [*planned(xlsx_rows, client, "xlsx"), *yearly(xlsx_rows, client, "xlsx")],
        "JSON": numbers_of_json(client),
        "PDF": numbers_of_pdf(printed, tmp_path),
    }

    assert {name: sorted(numbers) for name, numbers in told.items()} == dict.fromkeys(told, printed)


def table_of(client):
    rows = parse(client.get(PAGE)).cssselect("figure .chart-points tbody tr")
    return [value for row in rows if (value := text_of(row[1])) != "缺"]


def labels_of(client):
    drawn = ET.fromstring(client.get(f"{PAGE}chart.svg").content)  # noqa: S314, our own
    words = " ".join(
        "".join(text.itertext()) for text in drawn.iter("{http://www.w3.org/2000/svg}text")
    ).split()
    return [word for word in words if word in {*PLANNED.values(), *MEASURED.values()}]


def figure_of(client):
    (script,) = parse(client.get(PAGE)).cssselect("main script[type='application/json']")
    traces = [trace for trace in json.loads(script.text)["data"] if "markers" in trace["mode"]]
    return [value for trace in traces for value in trace["y"]]


def planned(read, client, suffix):
    header, *rows = read(get(client, "indicators", suffix))
    row = next(row for row in rows if row[0] == str(NUMBER))
    return [row[header.index("基期值")], row[header.index("目标值")]]


def yearly(read, client, suffix):
    header, *rows = read(get(client, "measurements", suffix))
    at = header.index("数值")
    return [row[at] for row in rows if row[0] == str(NUMBER) and row[at]]


def numbers_of_json(client):
    (row,) = (
        row for row in json_rows(get(client, "indicators", "json")) if row["number"] == NUMBER
    )
    values = json_rows(get(client, "measurements", "json"))
    return [row["base_value"], row["target_value"], *(v["value"] for v in values if v["value"])]


def numbers_of_pdf(printed, folder):
    """The numbers that stand in the report's part on the indicator, each once."""
    path = folder / "report.pdf"
    today = timezone.localdate()
    path.write_bytes(pdf.render(evaluation_on("2021-2025", today), timezone.now()))
    command = ["pdftotext", "-raw", "-enc", "UTF-8", str(path), "-"]
    words = subprocess.run(command, capture_output=True, check=True, text=True).stdout.split()
    return [value for value in printed if value in words]
