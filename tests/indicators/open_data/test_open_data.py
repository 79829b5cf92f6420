"""/<plan>/data/: the published edition and confirmed data, for anybody's programs."""

import csv
import io
import json
from datetime import date

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone
from jsonschema import Draft202012Validator

from chapters.editions import publishing
from indicators.models import Commitment, CommitmentStatus, Measurement, Source
from tests.html import parse, text_of

TABLES = ["indicators", "measurements", "commitments"]
SUFFIXES = ["csv", "xlsx", "json"]


def get(client, table, suffix):
    return client.get(reverse("indicators:data_file", args=["2021-2025", table, suffix]))


def csv_rows(response):
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


def shown(cell):
    """The cell as a spreadsheet shows it."""
    if cell.value is None or isinstance(cell.value, str):
        return cell.value or ""
    decimals = len(cell.number_format.partition(".")[2])
    return f"{cell.value:.{decimals}f}"


def xlsx_rows(response, sheet=0):
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    return [[shown(cell) for cell in row] for row in book.worksheets[sheet].iter_rows()]


def json_rows(response):
    return json.loads(response.content)["rows"]


@pytest.fixture
def source(plan):
    return Source.objects.create(
        plan=plan, title="=某某公报", publisher="某某统计局", dated_on=date(2024, 3, 1)
    )


@pytest.fixture
def people(make_staff):
    return make_staff("jilu", "数据"), make_staff("queren", "数据")


def recorded(people, *, is_confirmed, **values):
    """The fields of a record, confirmed by the second of the people or not."""
    recorder, confirmer = people
    moment = timezone.now()
    confirmation = {"state": "CONFIRMED", "confirmed_by": confirmer, "confirmed_at": moment}
    return {
        "recorded_by": recorder,
        "recorded_at": moment,
        **values,
        **(confirmation if is_confirmed else {}),
    }


@pytest.fixture
def measure(plan, source, people):
    """Return a function that records a value, confirmed unless it says not."""

    def measure(year, value, number=2, *, is_confirmed=True, status="FINAL", note=""):
        return Measurement.objects.create(
            indicator=plan.indicators.get(number=number),
            **recorded(
                people,
                is_confirmed=is_confirmed,
                year=year,
                value=value,
                status=status,
                source=source,
                note=note,
            ),
        )

    return measure


@pytest.fixture
def commitment(plan):
    return Commitment.objects.create(
        plan=plan,
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


@pytest.fixture
def report(commitment, source, people):
    """Return a function that records where the commitment stands."""

    def report(*, is_confirmed, **values):
        return CommitmentStatus.objects.create(
            commitment=commitment,
            **recorded(
                people,
                is_confirmed=is_confirmed,
                progress="MET",
                as_of=date(2024, 12, 31),
                source=source,
                **values,
            ),
        )

    return report


def test_the_three_formats_carry_the_same_printed_values(client, edition, measure, report):
    measure(2022, "0.20")
    measure(2023, "-0.0075", note="@备注")
    report(is_confirmed=True, value="1", responsible="+某科")

    for table in TABLES:
        rows = [list(row.values()) for row in json_rows(get(client, table, "json"))]
        printed = [["" if cell is None else str(cell) for cell in row] for row in rows]
        harmless = [
            ["'" + cell if cell[:1] in list("=+@") else cell for cell in row] for row in printed
        ]

        assert rows
        assert csv_rows(get(client, table, "csv"))[1:] == harmless
        assert xlsx_rows(get(client, table, "xlsx"))[1:] == harmless


def test_the_values_are_those_of_the_plan_as_printed(client, edition):
    rows = json_rows(get(client, "indicators", "json"))

    values = [(row["base_value"], row["target_value"]) for row in rows]
    assert values == [
        ("0.9", "1.35"),
        ("0.2", "0.3"),
        ("8.3", "12.45"),
        ("0.005", "0.0075"),
        ("1.1", "1.6228"),
        ("2000", "2000"),
    ]
    assert rows[0]["unit"] is None


@pytest.mark.parametrize("table", TABLES)
def test_the_json_obeys_its_schema(client, edition, measure, report, table):
    measure(2022, "0.20")
    measure(2023, "", status="MISSING")
    report(is_confirmed=True)
    schema = json.loads(get(client, table, "schema.json").content)

    content = json.loads(get(client, table, "json").content)

    Draft202012Validator.check_schema(schema)
    checker = Draft202012Validator.FORMAT_CHECKER
    assert list(Draft202012Validator(schema, format_checker=checker).iter_errors(content)) == []


@pytest.mark.parametrize("table", TABLES)
def test_a_row_with_an_unknown_field_breaks_the_schema(client, edition, measure, commitment, table):
    measure(2022, "0.20")
    schema = json.loads(get(client, table, "schema.json").content)
    content = json.loads(get(client, table, "json").content)

    content["rows"][0]["invented"] = "0.2"

    assert not Draft202012Validator(schema).is_valid(content)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_unconfirmed_value_is_in_no_file(client, edition, measure, report, suffix):
    measure(2022, "0.98765", is_confirmed=False, note="未确认说明")
    report(is_confirmed=False, value="54321", responsible="未确认科室")

    for table in TABLES:
        response = get(client, table, suffix)

        cells = xlsx_rows(response) if suffix == "xlsx" else response.content.decode()
        assert not any(text in str(cells) for text in ("0.98765", "未确认", "54321"))


def test_an_unconfirmed_value_does_not_move_the_day_of_the_last_change(client, edition, measure):
    before = get(client, "measurements", "json").content

    measure(2022, "0.98765", is_confirmed=False)

    assert get(client, "measurements", "json").content == before


def test_a_later_confirmed_value_takes_the_place_of_the_earlier(client, edition, measure):
    measure(2022, "0.21", status="PRELIMINARY")
    measure(2022, "0.22", status="REVISED")

    (row,) = json_rows(get(client, "measurements", "json"))

    assert (row["year"], row["value"], row["status"]) == (2022, "0.22", "修订")


def test_a_change_in_the_working_copy_is_in_no_file(client, edition, plan):
    plan.indicators.filter(number=1).update(target_value="9.99")

    row, *_ = json_rows(get(client, "indicators", "json"))

    assert row["target_value"] == "1.35"


def test_a_commitment_says_where_it_stands_and_that_nothing_is_known_of_it(
    client, edition, commitment
):
    (row,) = json_rows(get(client, "commitments", "json"))

    assert row["place"] == "第三章第二节第3段"
    assert row["progress"] == "暂无依据"
    assert row["source"] is row["reached"] is None


@pytest.mark.parametrize("suffix", [*SUFFIXES, "schema.json"])
def test_a_file_may_be_read_by_other_sites_and_sets_no_cookie(client, edition, suffix):
    response = get(client, "indicators", suffix)

    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cache-Control"] == "no-cache"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_data_give_the_same_bytes(client, edition, measure, suffix):
    measure(2022, "0.20")

    first = get(client, "measurements", suffix).content

    assert get(client, "measurements", suffix).content == first


def test_a_spreadsheet_counts_with_the_values_and_runs_none(client, edition, measure):
    measure(2022, "0.20", note="=1+1")

    response = get(client, "measurements", "xlsx")

    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).worksheets[0]
    row = dict(zip((cell.value for cell in sheet[1]), sheet[2], strict=True))
    assert (row["数值"].value, row["数值"].number_format) == (0.2, "0.00")
    assert (row["说明"].value, row["说明"].data_type) == ("'=1+1", "s")


def test_the_workbook_explains_itself_on_a_second_sheet(client, edition):
    rows = {row[0]: row[2] for row in xlsx_rows(get(client, "indicators", "xlsx"), sheet=1)}

    assert rows["这一版规划文本的 SHA-256"] == edition.sha256
    assert rows["规划文本的版次"] == "1"
    assert "使用时请注明来源和版次" in rows["来源和使用说明"]
    assert rows["基期值"] == "照原文。"


def test_the_page_explains_every_column_and_links_every_file(client, edition, measure):
    measure(2022, "0.20")

    page = parse(client.get(reverse("indicators:data", args=["2021-2025"])))

    links = {link.get("href") for link in page.cssselect("main a")}
    for table in TABLES:
        header = csv_rows(get(client, table, "csv"))[0]
        section = page.get_element_by_id(table).getparent()
        assert [text_of(cell) for cell in section.cssselect("dt")] == header
        for suffix in [*SUFFIXES, "schema.json"]:
            assert reverse("indicators:data_file", args=["2021-2025", table, suffix]) in links
    assert edition.sha256 in text_of(page)


def test_the_text_of_the_plan_still_answers_beside_the_data(client, edition):
    response = client.get("/2021-2025/data/plan.json")

    assert response.content == edition.document_json.encode()


@pytest.mark.parametrize("path", ["secrets.csv", "indicators.exe", "indicators.csv/"])
def test_no_other_file_is_there(client, edition, path):
    assert client.get(f"/2021-2025/data/{path}").status_code == 404


def test_the_data_of_a_withdrawn_plan_are_gone(client, edition, publisher):
    publishing.withdraw(edition, by=publisher, reason="内容有误")

    assert get(client, "indicators", "csv").status_code == 410


@pytest.mark.parametrize("name", ["data", "data_file"])
def test_the_queries_stay_few_however_many_values_there_are(
    client, edition, measure, report, django_assert_max_num_queries, name
):
    for year in range(2021, 2026):
        for number in range(1, 7):
            measure(year, "0.2", number)
    report(is_confirmed=True)
    arguments = ["2021-2025"] if name == "data" else ["2021-2025", "commitments", "xlsx"]

    with django_assert_max_num_queries(6):
        client.get(reverse(f"indicators:{name}", args=arguments))


def test_the_sitemap_names_the_page(client, edition):
    assert "/2021-2025/data/</loc>" in client.get("/sitemap.xml").content.decode()
