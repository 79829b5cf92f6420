"""The plotly figures as plain data: the only plotly import.

A figure names its colours as custom properties of our style sheet; chart.js reads their values, so
that it follows the palette. Numbers go as strings, since floats would not print as the plan does,
and plotly reads them as numbers on a linear axis.
"""

from html import escape

import plotly.graph_objects as go

from indicators.charts import heights
from indicators.charts.marks import KEY_NAMES, shape_of
from indicators.charts.scales import BASE_RADIUS, TARGET_RADIUS
from indicators.charts.trajectory import consecutive

PLANNED_NOT_ACTUAL = "规划目标，非实际进度"
LEGEND = {"orientation": "h", "x": 0, "y": 0, "yref": "container", "yanchor": "bottom"}
LABEL_SIZE, HALF_HEIGHT = 16, 6  # of a value's text, in pixels
TEXT_SIDE = {"start": "right", "middle": "center", "end": "left"}  # plotly's word by SVG's
MARKERS = {
    "base": {"symbol": "circle", "size": 2 * BASE_RADIUS, "line": {"width": 0}},
    "measured": {"symbol": "circle", "size": 2 * BASE_RADIUS, "line": {"width": 0}},
    "preliminary": {"symbol": "circle-open", "size": 2 * BASE_RADIUS, "line": {"width": 2}},
    "revised": {"symbol": "diamond", "size": 2 * BASE_RADIUS + 2, "line": {"width": 0}},
    "target": {"symbol": "circle-open", "size": 2 * TARGET_RADIUS, "line": {"width": 3}},
}
ZERO = {"tickvals": ["0"], "ticktext": ["0"]}
COLOUR = dict.fromkeys(MARKERS, "--measure") | {"target": "--accent"}


def dumbbell_figure(chart) -> dict:
    """Return the figure of base and target on one axis."""
    ends = (chart.base, chart.target)
    link = [(_number(point.value), "0") for point in ends]
    dots = (
        _dots(
            shape_of(point),
            f"{point.year}年{point.role}",
            [(_number(point.value), "0", f"{point.label}（{chart.unit_note}）")],
            text=[_words(label)],
            textposition=f"{side} {TEXT_SIDE[anchor]}",
        )
        for point, label, anchor, side in zip(
            ends, chart.labels, chart.anchors, ("bottom", "top"), strict=True
        )
    )
    return _figure(
        [_link(link), *dots],
        height=heights.DUMBBELL_FIGURE,
        xaxis=ZERO | {"range": chart.scale.with_room(), "side": "top"},
        yaxis={"visible": False, "range": [-1, 1]},
    )


def trajectory_figure(chart) -> dict:
    """Return the figure of the values by year, with what the static drawing has."""
    drawn = chart.trajectory
    years = [year for _, year in drawn.ticks]
    dots = [
        (point, str(point.year), _number(point.value), f"{point.label}（{chart.unit_note}）")
        for point in drawn.points
    ]
    return _figure(
        [*_lines(drawn), *_dots_by_shape(dots, KEY_NAMES)],
        height=heights.TRAJECTORY_FIGURE,
        xaxis={
            "range": drawn.years.with_room(20),
            "tickvals": years,
            "ticktext": [str(year) for year in years],
            "tickangle": 0,
            "showgrid": False,
        },
        yaxis=ZERO | {"range": drawn.values.with_room(), "showgrid": True},
        legend={"orientation": "h", "x": 0, "y": -0.15, "yanchor": "top"},
        annotations=list(_annotations(drawn)),
    )


def _lines(drawn):
    if drawn.path:
        ends = [(str(year), _number(value)) for year, value in drawn.path_ends]
        name = _words(drawn.path.name)
        yield _line(ends, name=name, colour="--ink-soft", dash="dash", width=1)
    segments = [
        end
        for pair in consecutive(drawn.points)
        for end in (*((str(point.year), _number(point.value)) for point in pair), None)
    ]
    if segments:
        yield _line(segments, showlegend=False, colour="--measure", dash="solid", width=2)


def _annotations(drawn):
    """The values beside their dots, as far from them as in the static drawing."""
    at = {drawn.at(point): point for point in drawn.points}
    for label in drawn.labels:
        point, (x, y) = at[label.dot], label.dot
        yield {
            "x": point.year,
            "y": _number(point.value),
            "text": _words(label.text),
            "xshift": round(label.x - x, 1),
            "yshift": round(y - label.y + HALF_HEIGHT, 1),
            "showarrow": False,
            "font": {"size": LABEL_SIZE},
        }


def index_figure(index) -> dict:
    """Return the figure of all indicators, the base year's value being 100."""
    rows = index.drawn_rows
    places = {row: str(place) for place, row in enumerate(rows)}
    base, target = f"{index.base_year}年基期值", f"{index.target_year}年目标值"
    links = [
        end
        for row, place in places.items()
        for end in (("100", place), (_number(row.index), place), None)
    ]
    bases = [("100", place, f"{row.name}：{base}=100") for row, place in places.items()]
    measured = [
        (
            row.latest,
            _number(row.measured_index),
            places[row],
            f"{row.name}：{row.measured_printed}",
        )
        for row in index.measured_rows
    ]
    targets = [
        (_number(row.index), place, f"{row.name}：{target} {row.printed}")
        for row, place in places.items()
    ]
    return _figure(
        [
            _link(links),
            _dots("base", base, bases),
            *_dots_by_shape(measured, KEY_NAMES | {"measured": "最近的监测值"}),
            _dots("target", target, targets),
        ],
        height=heights.INDEX_FIGURE_ROW * len(rows) + heights.INDEX_FIGURE_FRAME,
        xaxis={
            "range": index.scale.with_room(),
            "tickvals": ["100"],
            "ticktext": [f"{index.base_year}年=100"],
            "side": "top",
        },
        yaxis={
            "autorange": "reversed",
            "tickvals": list(places.values()),
            "ticktext": [_words(f"{row.name}　{row.printed}") for row in rows],
            "ticklabelposition": "inside top",
            "ticklabelstandoff": 20,
            "ticklabelshift": 9,
            "ticklabeloverflow": "allow",
        },
    )


def _words(text):
    """Escape for plotly, which reads tags and a few entities, &quot; not among them."""
    return escape(text, quote=False)


def _number(value):
    return f"{value:f}"


def _dots_by_shape(dots, names):
    """Yield the traces of (point, x, y, words), one for each shape that a point has."""
    for shape, name in names.items():
        if alike := [dot for point, *dot in dots if shape_of(point) == shape]:
            yield _dots(shape, name, alike)


def _dots(shape, name, dots, **properties):
    """Return the trace of dots of one shape, each (x, y, the words that it shows on hovering)."""
    x, y, words = ([dot[part] for dot in dots] for part in range(3))
    return go.Scatter(
        x=x,
        y=y,
        name=name,
        mode="markers+text" if "text" in properties else "markers",
        marker=MARKERS[shape],
        meta=COLOUR[shape],
        customdata=[_words(text) for text in words],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
        **properties,
    )


def _link(ends):
    return _line(ends, name=PLANNED_NOT_ACTUAL, colour="--accent", dash="dash", width=2)


def _line(ends, *, colour, dash, width, **properties):
    """Return the trace of lines from (x, y) to (x, y), interrupted where there is None."""
    return go.Scatter(
        x=[end and end[0] for end in ends],
        y=[end and end[1] for end in ends],
        mode="lines",
        line={"dash": dash, "width": width},
        meta=colour,
        hoverinfo="skip",
        **properties,
    )


def _figure(traces, *, height, xaxis, yaxis, legend=LEGEND, annotations=()):
    fixed = {"type": "linear", "fixedrange": True}
    layout = go.Layout(
        template="none",
        height=height,
        margin={"l": 24, "r": 24, "t": 32, "b": 120},  # the legend takes up to three lines
        dragmode=False,
        hovermode="closest",
        legend=legend,
        annotations=annotations,
        xaxis=fixed | {"zeroline": False} | xaxis,
        yaxis=fixed | {"showgrid": False, "zeroline": False} | yaxis,
    )
    return go.Figure(traces, layout).to_plotly_json()
