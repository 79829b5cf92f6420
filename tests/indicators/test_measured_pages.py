"""The indicator pages once values have been measured: what they show and what they keep back."""

import json
from xml.etree import ElementTree as ET

import pytest
from django.urls import reverse

from chapters.models import Edition
from indicators.charts.files import LOOK, wrapped
from indicators.charts.scales import WIDTH, width_of
from tests.html import parse, text_of
from tests.indicators.measuring import (
    State,
    Status,
    measure,
    measure_years,
    source_of,
    with_many_indicators,
)

LIST = "/2021-2025/indicators/"
DETAIL = f"{LIST}3/"
PUBLIC = ["/", LIST, DETAIL, f"{DETAIL}chart.svg", f"{LIST}chart.svg"]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def measured(edition):
    """Sales measured in four years, of which one is 缺 and one preliminary."""
    measure_years(edition.plan, 3, {2021: "9.10", 2022: "9.64"})
    measure(edition.plan, 3, 2023, "", Status.MISSING)
    measure(edition.plan, 3, 2024, "11.20", Status.PRELIMINARY)
    return edition


@pytest.fixture
def two_hundred(edition):
    return with_many_indicators(edition, 200)


def rows_of(table):
    return [[text_of(cell) for cell in row] for row in table.cssselect("tbody tr")]


@pytest.mark.parametrize("state", [State.PENDING, State.RETURNED])
@pytest.mark.parametrize("address", PUBLIC)
def test_an_unconfirmed_value_is_nowhere(client, measured, address, state):
    measure(measured.plan, 3, 2025, "77.77", state=state, note="未经确认")
    measure(measured.plan, 3, 2024, "88.88", state=state if state == State.RETURNED else "RETURNED")

    shown = client.get(address).content.decode()

    assert not [secret for secret in ("77.77", "88.88", "未经确认") if secret in shown]


@pytest.mark.parametrize("address", PUBLIC)
def test_the_latest_confirmed_value_is_on_every_page_and_file(client, measured, address):
    shown = client.get(address).content.decode()

    assert "11.20" in shown or "134.9" in shown  # the index view's computed figure


def test_the_years_are_listed_with_status_source_and_time(client, measured):
    source_of(measured.plan)

    page = parse(client.get(DETAIL))

    (table,) = page.cssselect("figure .chart-points")
    years = rows_of(table)
    assert [row[:2] for row in years] == [
        ["2020年", "8.3"],
        ["2021年", "9.10"],
        ["2022年", "9.64"],
        ["2023年", "缺"],
        ["2024年", "11.20"],
        ["2025年", "12.45"],
    ]
    assert years[4][2].startswith("监测值（初步）样例部门《样例公报（虚构）》（2023-03-01）")
    assert "确认" in years[4][2]


def test_a_source_with_an_address_is_a_link(client, edition):
    source = source_of(edition.plan, address="https://example.org/bulletin")
    measure(edition.plan, 3, 2021, "9.1", source=source)

    page = parse(client.get(DETAIL))

    assert page.cssselect('.chart-points a[href="https://example.org/bulletin"]')


def test_a_revision_takes_the_earlier_values_place_which_stays_on_record(client, measured):
    measure(measured.plan, 3, 2022, "9.7", Status.REVISED)

    page = parse(client.get(DETAIL))

    current, earlier = page.cssselect(".chart-points")
    assert ["2022年", "9.7"] in [row[:2] for row in rows_of(current)]
    assert [row[:2] for row in rows_of(earlier)] == [["2022年", "9.64"]]
    assert "9.64" not in page.cssselect("figure")[0].text_content()


def test_the_verdict_stands_with_its_formula_and_inputs(client, measured):
    facts = [text_of(fact) for fact in parse(client.get(DETAIL)).cssselect("article .facts > div")]

    assert facts[0] == "结论未到目标年"
    assert any("(11.20−8.3)÷(12.45−8.3)" in fact for fact in facts)


def test_the_row_to_be_kept_shows_no_percentage_when_measured(client, edition):
    measure_years(edition.plan, 6, {2021: "1990", 2022: "2100"})

    page = parse(client.get(f"{LIST}6/"))

    shown = "".join(text_of(part) for part in page.cssselect("figcaption, svg, table, dd"))
    assert "2年" in shown
    assert "%" not in shown


def test_the_drawing_says_which_line_is_not_actual(client, measured):
    (drawing,) = parse(client.get(DETAIL)).cssselect("svg.chart-drawing")

    assert "推算，非实际值" in drawing.text_content()
    assert len(drawing.cssselect(".chart-key ~ *")) == 0


def test_the_list_has_a_bar_for_what_is_measured(client, measured):
    table, *_ = parse(client.get(LIST)).cssselect("table.indicator-table")

    third, first = rows_of(table)[2], rows_of(table)[0]
    assert third[3] == "11.202024年（初步）"
    assert first[3] == "尚未公布"
    (bar,) = table.cssselect("svg.chart-bullet")
    assert bar.get("aria-label") == "2024年 11.20（初步），2020年 8.3，2025年目标 12.45"


def test_the_figure_has_the_values_as_printed(client, measured):
    (figure,) = parse(client.get(DETAIL)).cssselect("#figure-indicator")

    marked = [t for t in json.loads(figure.text)["data"] if "markers" in t["mode"]]
    assert sorted(y for trace in marked for y in trace["y"]) == [
        "11.20",
        "12.45",
        "8.3",
        "9.10",
        "9.64",
    ]


def test_every_chart_names_its_sources(client, measured):
    for address in ("/", LIST, DETAIL):
        notes = parse(client.get(address)).cssselect("figure .chart-source")
        assert any("样例部门《样例公报（虚构）》（2023-03-01）" in note.text for note in notes)


@pytest.mark.parametrize(("address", "count"), [(LIST, 3), (DETAIL, 2), ("/", 5)])
def test_measured_pages_take_few_queries(
    client, measured, address, count, django_assert_num_queries
):
    with django_assert_num_queries(count):
        client.get(address)


def test_two_hundred_indicators_take_three_queries_and_several_pages(
    client, two_hundred, django_assert_num_queries
):
    with django_assert_num_queries(3):
        page = parse(client.get(LIST))

    assert len(page.cssselect(".indicator-table tbody tr")) == 25
    assert len(page.cssselect(".small-charts > li")) == 25
    assert "第1页，共8页" in text_of(page.cssselect(".pages")[0])


def test_a_later_page_has_the_charts_of_its_own_rows(client, two_hundred):
    page = parse(client.get(LIST, {"page": 8}))

    assert text_of(page.cssselect(".small-charts h3")[0]) == "指标176"
    assert page.cssselect(f'a[href="{LIST}chart.svg?page=8"]')


@pytest.mark.parametrize("number", ["0", "99", "abc", "", "-1"])
def test_a_page_that_is_not_there_is_answered_with_one_that_is(client, two_hundred, number):
    assert client.get(LIST, {"page": number}).status_code == 200


def test_the_home_page_shows_some_of_many_indicators_and_leads_to_all(client, two_hundred):
    page = parse(client.get("/"))

    assert len(page.cssselect(".small-charts > li")) == 12
    assert page.cssselect(f'a.button[href="{LIST}"]')


@pytest.mark.parametrize("address", PUBLIC[3:])
def test_the_file_stands_alone(client, measured, address):
    response = client.get(address)

    root = ET.fromstring(response.content)  # noqa: S314
    attributes = [attribute for element in root.iter() for attribute in element.attrib]
    assert response["Content-Type"] == "image/svg+xml"
    assert root.tag == f"{SVG}svg"
    assert root.find(f"{SVG}title").text
    assert root.find(f"{SVG}desc").text
    assert not {"class", "style", "href", "aria-labelledby"} & set(attributes)
    assert not list(root.iter(f"{SVG}style"))


def test_the_file_says_where_its_numbers_come_from(client, measured):
    root = ET.fromstring(client.get(f"{DETAIL}chart.svg").content)  # noqa: S314

    text = "".join(root.itertext())
    assert "样例部门《样例公报（虚构）》" in text
    assert "本网第1版" in text


def test_the_file_and_the_page_draw_the_same_dots(client, measured):
    root = ET.fromstring(client.get(f"{DETAIL}chart.svg").content)  # noqa: S314
    (drawing,) = parse(client.get(DETAIL)).cssselect("svg.chart-drawing")

    in_file = [(dot.get("cx"), dot.get("cy")) for dot in root.iter(f"{SVG}circle")]
    assert in_file == [(dot.get("cx"), dot.get("cy")) for dot in drawing.iter("circle")]


def test_every_part_of_the_drawings_has_its_look_in_the_file(client, measured):
    page = parse(client.get(LIST))

    used = {
        name
        for part in page.cssselect("svg.chart-drawing [class]")
        for name in part.get("class").split()
    }
    assert used - {"chart-key"} <= set(LOOK)


def test_hostile_text_is_inert_in_the_file(client, measured):
    hostile = "</svg><script>alert(1)</script>&\x0b<style>*{}</style>"
    json_text = json.dumps(hostile, ensure_ascii=False)[1:-1]
    Edition.objects.update(
        document_json=measured.document_json.replace("商品销售总额", json_text).replace(
            "亿元", json_text
        )
    )
    measure(measured.plan, 3, 2025, "12", source=source_of(measured.plan, hostile))

    root = ET.fromstring(client.get(f"{DETAIL}chart.svg").content)  # noqa: S314

    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        *("svg", "g", "title", "desc", "rect", "text", "line", "circle", "path")
    }


@pytest.mark.parametrize("number", [1, 7])
def test_what_has_no_chart_has_no_file(client, edition, number):
    text = edition.document_json.replace('"base_value":"0.9"', '"base_value":"走在前列"')
    Edition.objects.update(document_json=text)

    assert (
        client.get(reverse("indicators:indicator_svg", args=["2021-2025", number])).status_code
        == 404
    )


def test_notes_are_broken_into_lines_that_fit_and_keep_numbers_whole():
    lines = list(
        wrapped("来源（2021年）：" * 6 + "某某统计公报，增加约47.5%，见（2023-03-01）。" + "9" * 90)
    )

    assert all(width_of(line) <= WIDTH + 18 for line in lines)
    assert any("47.5%，" in line for line in lines)
    assert any("2023-03-01" in line for line in lines)
