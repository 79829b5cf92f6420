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
LABEL_SIZE, HALF_HEIGHT = 16, 6  # of a value, from its baseline to its middle
TEXT_SIDE = {"start": "right", "middle": "center", "end": "left"}  # of the dot
MARKERS = {
    "base": {"symbol": "circle", "size": 2 * BASE_RADIUS, "line": {"width": 0}},
    "measured": {"symbol": "circle", "size": 2 * BASE_RADIUS, "line": {"width": 0}},
    "preliminary": {"symbol": "circle-open", "size": 2 * BASE_RADIUS, "line": {"width": 2}},
    "revised": {"symbol": "diamond", "size": 2 * BASE_RADIUS + 2, "line": {"width": 0}},
    "target": {"symbol": "circle-open", "size": 2 * TARGET_RADIUS, "line": {"width": 3}},
}
COLOUR = dict.fromkeys(MARKERS, "--measure") | {"target": "--accent"}


def dumbbell_figure(chart) -> dict:
    """Return the figure of base and target on one axis."""
    dots = zip(
        (chart.base, chart.target), chart.labels, chart.anchors, ("bottom", "top"), strict=True
    )
    return _figure(
        [
            _link([_number(chart.base.value), _number(chart.target.value)], ["0", "0"]),
            *(
                _dots(
                    shape_of(point),
                    name=f"{point.year}年{point.role}",
                    x=[_number(point.value)],
                    y=["0"],
                    text=[_words(label)],
                    hover=[_words(f"{point.label}（{chart.unit_note}）")],
                    textposition=f"{side} {TEXT_SIDE[anchor]}",
                )
                for point, label, anchor, side in dots
            ),
        ],
        height=heights.DUMBBELL_FIGURE,
        xaxis={
            "range": chart.scale.with_room(),
            "tickvals": ["0"],
            "ticktext": ["0"],
            "side": "top",
        },
        yaxis={"visible": False, "range": [-1, 1]},
    )


def trajectory_figure(chart) -> dict:
    """Return the figure of the values by year, with what the static drawing has."""
    drawn = chart.trajectory
    years = [year for _, year in drawn.ticks]
    traces = [*_paths(drawn), *_segments(drawn), *_dots_by_shape(drawn, chart.unit_note)]
    return _figure(
        traces,
        height=heights.TRAJECTORY_FIGURE,
        xaxis={
            "range": _with_room(years[0], years[-1]),
            "tickvals": years,
            "ticktext": [str(year) for year in years],
            "tickangle": 0,
            "showgrid": False,
        },
        yaxis={
            "range": drawn.values.with_room(),
            "tickvals": ["0"],
            "ticktext": ["0"],
            "showgrid": True,
        },
        legend={"orientation": "h", "x": 0, "y": -0.15, "yanchor": "top"},
        annotations=list(_annotations(drawn)),
    )


def _paths(drawn):
    if drawn.path:
        ends, name = drawn.path_ends, _words(drawn.path.name)
        yield _line(ends, name=name, colour="--ink-soft", dash="dash", width=1)


def _segments(drawn):
    pairs = [
        end
        for pair in consecutive(drawn.points)
        for end in (*((point.year, point.value) for point in pair), None)
    ]
    if pairs:
        yield _line(pairs, showlegend=False, colour="--measure", dash="solid", width=2)


def _line(ends, *, colour, dash, width, **properties):
    return go.Scatter(
        x=[end and str(end[0]) for end in ends],
        y=[end and _number(end[1]) for end in ends],
        mode="lines",
        line={"dash": dash, "width": width},
        meta=colour,
        hoverinfo="skip",
        **properties,
    )


def _dots_by_shape(drawn, unit_note):
    for shape, name in KEY_NAMES.items():
        alike = [point for point in drawn.points if shape_of(point) == shape]
        if alike:
            yield _dots(
                shape,
                name=name,
                x=[str(point.year) for point in alike],
                y=[_number(point.value) for point in alike],
                hover=[_words(f"{point.label}（{unit_note}）") for point in alike],
            )


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
    names = [_words(row.name) for row in rows]
    base_label, target_label = f"{index.base_year}年基期值", f"{index.target_year}年目标值"
    return _figure(
        [
            _link(
                [end for row in rows for end in ("100", _number(row.index), None)],
                [end for place in places.values() for end in (place, place, None)],
            ),
            _dots(
                "base",
                name=base_label,
                x=["100"] * len(rows),
                y=list(places.values()),
                hover=[f"{name}：{base_label}=100" for name in names],
            ),
            *_measured_indices(index.measured_rows, places),
            _dots(
                "target",
                name=target_label,
                x=[_number(row.index) for row in rows],
                y=list(places.values()),
                hover=[
                    f"{name}：{target_label} {row.printed}"
                    for name, row in zip(names, rows, strict=True)
                ],
            ),
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
            "ticktext": [f"{name}　{row.printed}" for name, row in zip(names, rows, strict=True)],
            "ticklabelposition": "inside top",
            "ticklabelstandoff": 20,
            "ticklabelshift": 9,
            "ticklabeloverflow": "allow",
        },
    )


def _measured_indices(rows, places):
    for shape in ("measured", "preliminary", "revised"):
        alike = [row for row in rows if shape_of(row.latest) == shape]
        if alike:
            yield _dots(
                shape,
                name="最近的监测值" if shape == "measured" else KEY_NAMES[shape],
                x=[_number(row.measured_index) for row in alike],
                y=[places[row] for row in alike],
                hover=[_words(f"{row.name}：{row.measured_printed}") for row in alike],
            )


def _words(text):
    """Escape for plotly, which reads tags and a few entities, &quot; not among them."""
    return escape(text, quote=False)


def _number(value):
    return f"{value:f}"


def _with_room(first, last):
    room = (last - first) / 20 or 1
    return [first - room, last + room]


def _dots(shape, *, hover, **properties):
    return go.Scatter(
        mode="markers+text" if "text" in properties else "markers",
        marker=MARKERS[shape],
        meta=COLOUR[shape],
        customdata=hover,
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
        **properties,
    )


def _link(x, y):
    return go.Scatter(
        x=x,
        y=y,
        mode="lines",
        line={"dash": "dash", "width": 2},
        name=PLANNED_NOT_ACTUAL,
        meta="--accent",
        hoverinfo="skip",
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
