import json
import math
from dataclasses import replace

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.charts.index import index_chart
from indicators.charts.indicator import indicator_chart, indicator_charts
from indicators.charts.scales import LEFT, RIGHT
from tests.indicators.strategies import indicators

PRINTED = [
    "0.9",
    "1.35",
    "0.2",
    "0.3",
    "8.3",
    "12.45",
    "0.005",
    "0.0075",
    "1.1",
    "1.6228",
    "2000",
    "2000",
]


def test_points_carry_the_printed_values(tanggu):
    points = [point for chart in indicator_charts(tanggu) for point in chart.points]

    assert [point.printed for point in points] == PRINTED


def test_the_figures_show_the_printed_values(tanggu):
    figures = json.dumps([chart.figure() for chart in indicator_charts(tanggu)], ensure_ascii=False)

    for printed in PRINTED:
        assert f" {printed}" in figures


def test_a_chart_has_no_point_for_a_year_without_data(tanggu):
    years = {point.year for chart in indicator_charts(tanggu) for point in chart.points}

    assert years == {2020, 2025}


def test_the_scale_starts_from_zero(tanggu):
    assert all(chart.scale.low == 0 for chart in indicator_charts(tanggu))


def test_a_target_equal_to_its_base_has_no_line(tanggu):
    assert indicator_chart(tanggu, tanggu.indicator(6)).dumbbell.link is None


def test_a_text_target_is_not_drawn(tanggu):
    words = replace(tanggu.indicator(1), target_value="走在全区前列")

    assert not indicator_chart(tanggu, words).is_drawn


def test_the_index_view_says_150_and_100_as_the_plan_has_them(tanggu):
    rows = index_chart(tanggu).rows

    assert [row.printed for row in rows] == ["150", "150", "150", "150", "147.5", "100（保持）"]


def test_the_interactive_figures_leave_room_for_the_dots_at_both_ends(tanggu):
    charts = [index_chart(tanggu), *indicator_charts(tanggu)]

    for chart in charts:
        low, high = chart.figure()["layout"]["xaxis"]["range"]
        assert low < chart.scale.low < chart.scale.high < high


def test_the_index_view_keeps_what_cannot_be_compared_in_its_list(tanggu):
    zero = replace(tanggu.indicator(1), base_value="0")

    (row,) = index_chart(replace(tanggu, indicators=(zero,))).rows

    assert (row.printed, row.dumbbell) == ("不折算", None)


@pytest.mark.parametrize("number", range(1, 7))
def test_plotly_accepts_the_figure(tanggu, number):
    figure = indicator_chart(tanggu, tanggu.indicator(number)).figure()

    assert len(go.Figure(figure).data) == 3
    assert len(json.dumps(figure)) < 4000


def coordinates(chart):
    dumbbell = chart.dumbbell
    return [dumbbell.base_x, dumbbell.target_x, chart.zero_x, *(dumbbell.link or ())]


@given(row=indicators)
def test_any_chart_stays_inside_its_drawing(tanggu, row):
    chart = indicator_chart(tanggu, row)

    if chart.is_drawn:
        assert all(math.isfinite(x) and LEFT <= x <= RIGHT for x in coordinates(chart))
    assert json.dumps(chart.figure() if chart.is_drawn else {}).count("NaN") == 0


@given(rows=st.lists(indicators, max_size=8))
def test_any_index_view_stays_inside_its_drawing(tanggu, rows):
    index = index_chart(replace(tanggu, indicators=tuple(rows)))

    drawn = [row.dumbbell for row in index.drawn_rows]
    assert all(
        LEFT <= x <= RIGHT for dumbbell in drawn for x in (dumbbell.base_x, dumbbell.target_x)
    )
    assert index.sentence
    assert json.dumps(index.figure())


def test_the_index_figure_says_what_its_100_is(tanggu):
    assert index_chart(tanggu).figure()["layout"]["xaxis"]["ticktext"] == ["2020年=100"]
