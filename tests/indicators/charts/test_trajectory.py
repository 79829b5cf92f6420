import json
import math
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, pairwise

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.charts.index import index_chart
from indicators.charts.indicator import indicator_chart
from indicators.charts.labels import place_labels
from indicators.charts.points import points_of, source_notes
from indicators.charts.scales import WIDTH
from indicators.models import Measurement, Source
from tests.indicators.progress.judging import confirmed
from tests.indicators.strategies import indicators, printed_values

Status = Measurement.Status
SOURCE = Source(pk=1, title="样例公报", publisher="样例部门", dated_on=None)


def measured(values, status=Status.FINAL):
    """Unsaved measurements of {year: value}; "" is 缺."""
    return [
        Measurement(
            pk=year,
            year=year,
            value=value,
            status=status if value else Status.MISSING,
            source=SOURCE,
        )
        for year, value in values.items()
    ]


def chart_of(tanggu, number, values, status=Status.FINAL):
    return indicator_chart(tanggu, tanggu.indicator(number), measured(values, status))


def shapes(trajectory):
    return [mark.shape for mark in trajectory.marks]


def test_the_points_are_base_years_and_target_as_printed(tanggu):
    points = points_of(tanggu, tanggu.indicator(4), measured({2022: "0.0060", 2021: "0.0052"}))

    assert [(point.year, point.role.value, point.printed) for point in points] == [
        (2020, "基期值", "0.005"),
        (2021, "监测值", "0.0052"),
        (2022, "监测值", "0.0060"),
        (2025, "目标值", "0.0075"),
    ]


def test_before_anything_is_measured_the_dumbbell_is_drawn(tanggu):
    chart = chart_of(tanggu, 3, {})

    assert chart.trajectory is None
    assert chart.dumbbell is not None


def test_a_year_that_its_source_lacks_is_listed_and_not_drawn(tanggu):
    chart = chart_of(tanggu, 3, {2021: "9.1", 2022: ""})

    assert [point.shown for point in chart.points] == ["8.3", "9.1", "缺", "12.45"]
    assert len(chart.trajectory.marks) == 3


def test_a_year_without_data_has_no_point(tanggu):
    chart = chart_of(tanggu, 3, {2021: "9.1", 2024: "11.2"})

    assert [point.year for point in chart.trajectory.points] == [2020, 2021, 2024, 2025]


def test_no_line_leads_across_a_missing_year(tanggu):
    drawn = chart_of(tanggu, 3, {2021: "9.1", 2022: "", 2023: "10", 2024: "11.2"}).trajectory

    place = {point.year: drawn.at(point) for point in drawn.points}
    assert drawn.segments == [(*place[2020], *place[2021]), (*place[2023], *place[2024])]


def test_a_preliminary_value_is_hollow_and_a_revised_one_has_its_own_mark(tanggu):
    rows = [*measured({2021: "9.1"}, Status.PRELIMINARY), *measured({2022: "9"}, Status.REVISED)]

    chart = indicator_chart(tanggu, tanggu.indicator(3), rows)

    assert shapes(chart.trajectory) == ["base", "preliminary", "revised", "target"]
    assert [key.text for key in chart.trajectory.keys] == [
        "基期值",
        "初步",
        "修订",
        "目标",
        "推算，非实际值",
    ]


def test_the_axis_starts_from_zero(tanggu):
    drawn = chart_of(tanggu, 3, {2021: "9.1"}).trajectory

    assert drawn.values.low == 0
    assert drawn.zero_y == max(y for _, y, *_ in drawn.segments for y in (drawn.zero_y, y))


def test_the_path_leads_from_base_to_target_and_no_further(tanggu):
    drawn = chart_of(tanggu, 3, {2021: "9.1", 2026: "13"}).trajectory

    assert drawn.path.name == "推算，非实际值"
    assert drawn.path_ends == ((2020, Decimal("8.3")), (2025, Decimal("12.45")))


def test_the_row_to_be_kept_has_a_level_line_and_no_percentage(tanggu):
    chart = chart_of(tanggu, 6, {2021: "1990", 2022: "2100"})

    _, first_y, _, last_y = chart.trajectory.path_line
    assert first_y == last_y
    assert chart.trajectory.path.name == "保持水平"
    said = [chart.sentence, chart.description, *(part.working for part in chart.formulas)]
    plotted = json.dumps(chart.figure()).replace("%{customdata}", "")
    assert "%" not in "".join(said) + plotted


def test_a_limit_is_drawn_as_a_level_line(tanggu):
    row = replace(tanggu.indicator(5), base_value="3", target_value="≥6", unit="支")

    drawn = indicator_chart(tanggu, row, measured({2021: "4"})).trajectory

    assert drawn.path.name == "目标 ≥6"
    assert shapes(drawn) == ["base", "measured"]


def test_a_sum_over_the_years_is_not_drawn_among_the_years(tanggu):
    row = confirmed(replace(tanggu.indicator(5), base_value="3", target_value="〔48〕", unit="个"))

    chart = indicator_chart(tanggu, row, measured({2021: "6", 2022: "12"}))

    assert shapes(chart.trajectory) == ["measured", "measured"]
    assert "各年之和" in chart.undrawn_note


def test_a_target_in_words_is_quoted_beside_the_measured_years(tanggu):
    row = replace(tanggu.indicator(5), target_value="走在全区前列")

    chart = indicator_chart(tanggu, row, measured({2021: "6"}))

    assert chart.trajectory.path is None
    assert "走在全区前列" in chart.undrawn_note


@pytest.mark.parametrize("number", range(1, 7))
def test_svg_and_figure_have_the_same_points(tanggu, number):
    chart = chart_of(tanggu, number, {2021: "1", 2022: "2.50", 2024: "3"})

    dots = [trace for trace in chart.figure()["data"] if "markers" in trace["mode"]]
    plotted = sorted(
        (x, Decimal(y)) for dot in dots for x, y in zip(dot["x"], dot["y"], strict=True)
    )
    assert plotted == sorted((str(point.year), point.value) for point in chart.trajectory.points)
    assert len(go.Figure(chart.figure()).data) == len(chart.figure()["data"])


def test_the_figure_leaves_the_missing_year_out_of_its_line(tanggu):
    figure = chart_of(tanggu, 3, {2021: "9.1", 2023: "10", 2024: "11"}).figure()

    (line,) = [trace for trace in figure["data"] if trace.get("showlegend") is False]
    assert list(line["x"]) == ["2020", "2021", None, "2023", "2024", None]


def test_the_description_has_every_value(tanggu):
    chart = chart_of(tanggu, 3, {2021: "9.1", 2022: ""})

    assert "2021年监测值（最终）9.1，2022年监测值（缺），2025年目标值12.45" in chart.description


def test_a_source_is_named_once_with_its_years(tanggu):
    points = points_of(tanggu, tanggu.indicator(3), measured({2021: "9.1", 2022: "9.4"}))

    (note,) = source_notes(points)

    assert note.years_text == "2021、2022年"


def test_the_index_view_has_the_latest_value(tanggu):
    charts = [chart_of(tanggu, 3, {2021: "9.1", 2024: "11.2"}), chart_of(tanggu, 1, {})]

    measured_row, unmeasured_row = index_chart(tanggu, charts).rows

    assert measured_row.measured_printed == "2024年 134.9"
    assert unmeasured_row.measured_mark is None


def test_the_bar_of_a_table_reaches_from_zero_to_the_latest_value(tanggu):
    bar = chart_of(tanggu, 3, {2021: "9.1", 2024: "12.45"}).bullet

    assert bar.bar_x == bar.zero_x
    assert bar.bar_x + bar.bar_width == bar.target_x


def test_without_a_measurement_there_is_no_bar(tanggu):
    assert chart_of(tanggu, 3, {}).bullet is None


series = st.dictionaries(st.integers(2015, 2030), printed_values, max_size=8)


def numbers_in(drawn):
    yield from (number for mark in drawn.marks for number in (mark.x, mark.y))
    yield from (number for line in drawn.segments for number in line)
    yield from (x for x, _ in drawn.ticks)
    yield from drawn.path_line if drawn.path else ()


@given(row=indicators, values=series)
def test_any_trajectory_stays_inside_its_drawing(tanggu, row, values):
    chart = indicator_chart(tanggu, row, measured(values))
    drawn = chart.trajectory

    if drawn:
        assert all(math.isfinite(n) and 0 <= n <= WIDTH for n in numbers_in(drawn))
        assert all(label.box[0] > -1 and label.box[2] < WIDTH + 1 for label in drawn.labels)
    assert "NaN" not in json.dumps(chart.figure() if chart.is_drawn else {})
    assert chart.sentence


@given(row=indicators, values=series)
def test_no_two_labels_of_any_trajectory_overlap(tanggu, row, values):
    drawn = indicator_chart(tanggu, row, measured(values)).trajectory
    boxes = [label.box for label in drawn.labels] if drawn else []

    for (a, b, c, d), (e, f, g, h) in combinations(boxes, 2):
        assert a >= g or e >= c or b >= h or f >= d


@given(row=indicators, values=series)
def test_any_trajectory_has_one_mark_for_each_number_and_none_else(tanggu, row, values):
    chart = indicator_chart(tanggu, row, measured(values))

    if chart.trajectory:
        assert len(chart.trajectory.marks) == len(chart.comparable_points)
        assert {point.year for point in chart.trajectory.points} <= {2020, 2025, *values}


@given(first=st.integers(1990, 2025), count=st.integers(1, 60))
def test_the_years_under_the_axis_have_room(tanggu, first, count):
    values = {first + turn: "1" for turn in range(count)}

    places = [x for x, _ in chart_of(tanggu, 3, values).trajectory.ticks]

    assert all(second - first >= 40 for first, second in pairwise(places))


@pytest.mark.parametrize("latest", ["200000000000", "240000000000", "400000000000"])
def test_base_target_and_latest_have_their_labels_even_where_they_are_long(tanggu, latest):
    row = replace(tanggu.indicator(3), base_value="123456789012", target_value="234567890123")

    chart = indicator_chart(tanggu, row, measured({2021: "134567890123", 2025: latest}))

    shown = {label.text for label in chart.trajectory.labels}
    assert shown >= {"123456789012", "目标 234567890123", latest}


def test_the_figure_has_the_values_that_stand_in_the_drawing(tanggu):
    chart = chart_of(tanggu, 3, {2021: "9.1", 2024: "11.20"})

    texts = [note["text"] for note in chart.figure()["layout"]["annotations"]]
    assert texts == [label.text for label in chart.trajectory.labels]
    assert {"8.3", "11.20", "目标 12.45"} <= set(texts)


def test_the_target_gets_its_label_before_the_years_between():
    crowded = [(160, 100, "目标 12.45"), (160, 102, "12.40"), (160, 104, "12.35")]

    labels = place_labels(crowded, [(x, y) for x, y, _ in crowded], 26, 208)

    assert labels[0].text == "目标 12.45"
