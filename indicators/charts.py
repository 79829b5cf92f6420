"""What is drawn of an indicator: one list of points feeds the SVG, the plotly figure and the table.

Lengths are units of the SVG's view box, about one CSS pixel on a narrow phone.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from html import escape

import plotly.graph_objects as go

from chapters.document import Document, Indicator
from indicators.progress import (
    UNIT_MISSING,
    Kind,
    completion,
    describe,
    index_to_base,
    kind_of,
    parse,
    printed_tenths,
    unit_shown,
)

WIDTH = 320
LEFT, RIGHT = 14, 306
BASE_RADIUS, TARGET_RADIUS = 6, 10
LABEL_LENGTH = 24  # signs that fit across the drawing; most of a label is digits
NAME_LENGTH = 13  # signs that fit beside a value
ROW_HEIGHT = 64
PLANNED_NOT_ACTUAL = "规划目标，非实际进度"


class Role(StrEnum):
    """What a point is, named as the reader sees it."""

    BASE = "基期值"
    TARGET = "目标值"


@dataclass(frozen=True, slots=True)
class Point:
    """A value of a chart. `printed` is shown everywhere; `value` is None where it is no number."""

    year: int
    role: Role
    printed: str
    value: Decimal | None

    @property
    def label(self):
        """What stands beside the dot; cut where it would not fit, since the table has it whole."""
        role = "目标" if self.role == Role.TARGET else ""
        return shortened(f"{self.year}年{role} {self.printed}", LABEL_LENGTH)


@dataclass(frozen=True, slots=True)
class Scale:
    """The stretch of numbers that a chart spans, laid over the width of the drawing."""

    low: Decimal
    high: Decimal

    def share(self, value: Decimal) -> Decimal:
        """How far along the stretch the value lies: 0 at low, 1 at high."""
        return completion(self.low, self.high, value) or Decimal(0)

    def with_room(self) -> list[float]:
        """Return the stretch for plotly, with room for a dot at either end."""
        room = (self.high - self.low) / 40 or Decimal(1)
        return [float(self.low - room), float(self.high + room)]

    def x(self, value: Decimal) -> float:
        return round(LEFT + float(self.share(value)) * (RIGHT - LEFT), 1)

    def anchor(self, value: Decimal) -> str:
        """Which end of a label to hang at the value so that it stays inside the drawing."""
        share = self.share(value)
        return "start" if share < Decimal("0.3") else "end" if share > Decimal("0.7") else "middle"


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """Where the two dots stand. `link` is None where they touch."""

    base_x: float
    target_x: float

    @property
    def link(self) -> tuple[float, float] | None:
        """The ends of the dashed line between the dots' rims."""
        gap = self.target_x - self.base_x
        if abs(gap) <= BASE_RADIUS + TARGET_RADIUS:
            return None
        step = 1 if gap > 0 else -1
        return self.base_x + step * BASE_RADIUS, self.target_x - step * TARGET_RADIUS


@dataclass(frozen=True, slots=True)
class IndicatorChart:
    """The chart of one indicator in its own unit, on a scale that starts from zero."""

    indicator: Indicator
    sentence: str
    points: tuple[Point, Point]

    @property
    def unit(self):
        return unit_shown(self.indicator)

    @property
    def unit_note(self):
        return self.unit if self.unit == UNIT_MISSING else f"单位：{self.unit}"

    @property
    def is_drawn(self):
        """Whether there is something to draw: both values are numbers."""
        return all(point.value is not None for point in self.points)

    @property
    def scale(self) -> Scale:
        values = [Decimal(0), *(point.value for point in self.points)]
        return Scale(min(values), max(values))

    @property
    def dumbbell(self) -> Dumbbell:
        return Dumbbell(*(self.scale.x(point.value) for point in self.points))

    @property
    def zero_x(self):
        return self.scale.x(Decimal(0))

    @property
    def anchors(self):
        return [self.scale.anchor(point.value) for point in self.points]

    def figure(self) -> dict:
        """Return the plotly figure as plain data; its texts are the printed values."""
        base, target = self.points
        return _figure(
            [
                _link([_number(base.value), _number(target.value)], ["0", "0"]),
                *(
                    _dots(
                        point.role,
                        name=f"{point.year}年{point.role}",
                        x=[_number(point.value)],
                        y=["0"],
                        text=[escape(point.label)],
                        hover=[escape(f"{point.label}（{self.unit_note}）")],
                        textposition=f"{side} {TEXT_SIDE[anchor]}",
                    )
                    for point, anchor, side in zip(
                        self.points, self.anchors, ("bottom", "top"), strict=True
                    )
                ),
            ],
            height=300,
            xaxis={"range": self.scale.with_room(), "tickvals": ["0"], "ticktext": ["0"]},
            yaxis={"visible": False, "range": [-1, 1]},
        )


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One indicator in the index view. `index` is None where base and target allow none."""

    indicator: Indicator
    index: Decimal | None
    y: int
    dumbbell: Dumbbell | None

    @property
    def name(self):
        return shortened(f"{self.indicator.number} {self.indicator.name}", NAME_LENGTH)

    @property
    def printed(self):
        if self.index is None:
            return "不折算"
        return printed_tenths(self.index) + ("（保持）" if self.is_kept else "")

    @property
    def is_kept(self):
        return kind_of(self.indicator) == Kind.KEEP


@dataclass(frozen=True, slots=True)
class IndexChart:
    """All indicators on one scale, the base year's value being 100."""

    base_year: int
    target_year: int
    rows: tuple[IndexRow, ...]
    scale: Scale

    @property
    def base_x(self):
        return self.scale.x(Decimal(100))

    @property
    def base_anchor(self):
        return self.scale.anchor(Decimal(100))

    @property
    def axis_end(self):
        return 26 + ROW_HEIGHT * len(self.rows)

    @property
    def note_y(self):
        return self.axis_end + 18

    @property
    def height(self):
        return self.axis_end + 32

    @property
    def drawn_rows(self):
        return [row for row in self.rows if row.index is not None]

    @property
    def sentence(self):
        """Return the finding: how many targets stand at which index."""
        groups = {}
        for row in self.rows:
            groups.setdefault(row.printed, []).append(row)
        parts = "，".join(f"{len(rows)}项为{printed}" for printed, rows in groups.items())
        return f"以{self.base_year}年为100，{self.target_year}年目标：{parts}。"

    def figure(self) -> dict:
        """Return the plotly figure as plain data."""
        rows = self.drawn_rows
        places = [str(row.indicator.number) for row in rows]
        names = [escape(row.name) for row in rows]
        base_label, target_label = f"{self.base_year}年基期值", f"{self.target_year}年目标值"
        return _figure(
            [
                _link(
                    [end for row in rows for end in ("100", _number(row.index), None)],
                    [end for place in places for end in (place, place, None)],
                ),
                _dots(
                    Role.BASE,
                    name=base_label,
                    x=["100"] * len(rows),
                    y=places,
                    hover=[f"{name}：{base_label}=100" for name in names],
                ),
                _dots(
                    Role.TARGET,
                    name=target_label,
                    x=[_number(row.index) for row in rows],
                    y=places,
                    hover=[
                        f"{name}：{target_label} {row.printed}"
                        for name, row in zip(names, rows, strict=True)
                    ],
                ),
            ],
            height=ROW_HEIGHT * len(rows) + 180,
            xaxis={
                "range": self.scale.with_room(),
                "tickvals": ["100"],
                "ticktext": ["100"],
            },
            yaxis={
                "autorange": "reversed",
                "tickvals": places,
                "ticktext": [
                    f"{name}　{row.printed}" for name, row in zip(names, rows, strict=True)
                ],
                "ticklabelposition": "inside top",
                "ticklabelstandoff": 20,
                "ticklabelshift": 9,
                "ticklabeloverflow": "allow",
            },
        )


def indicator_chart(document: Document, indicator: Indicator) -> IndicatorChart:
    years = document.base_year, document.period_end
    printed = indicator.base_value, indicator.target_value
    return IndicatorChart(
        indicator=indicator,
        sentence=describe(indicator, *years),
        points=tuple(
            Point(year, role, value, parse(value))
            for year, role, value in zip(years, Role, printed, strict=True)
        ),
    )


def indicator_charts(document: Document) -> list[IndicatorChart]:
    return [indicator_chart(document, indicator) for indicator in document.indicators]


def index_chart(document: Document) -> IndexChart:
    indices = [
        index_to_base(parse(row.base_value), parse(row.target_value)) for row in document.indicators
    ]
    known = [Decimal(100), *(index for index in indices if index is not None)]
    scale = Scale(min(known), max(known))
    return IndexChart(
        base_year=document.base_year,
        target_year=document.period_end,
        rows=tuple(
            IndexRow(
                indicator=indicator,
                index=index,
                y=ROW_HEIGHT * place + 70,
                dumbbell=None if index is None else Dumbbell(scale.x(Decimal(100)), scale.x(index)),
            )
            for place, (indicator, index) in enumerate(
                zip(document.indicators, indices, strict=True)
            )
        ),
        scale=scale,
    )


def shortened(text: str, length: int) -> str:
    """Return the text cut to length with an ellipsis; the table beside a chart has it whole."""
    return text if len(text) <= length else text[: length - 1] + "…"


# The figure names its colours as custom properties of our style sheet; chart.js reads their
# values, so that it follows the palette. Numbers go as strings, since floats would not print
# as the plan does, and plotly reads them as numbers on a linear axis.
COLOUR = {Role.BASE: "--measure", Role.TARGET: "--accent"}
TEXT_SIDE = {"start": "right", "middle": "center", "end": "left"}  # of the dot


def _number(value):
    return f"{value:f}"


def _dots(role, *, hover, **properties):
    is_target = role == Role.TARGET
    return go.Scatter(
        mode="markers+text" if "text" in properties else "markers",
        marker={
            "size": 2 * (TARGET_RADIUS if is_target else BASE_RADIUS),
            "symbol": "circle-open" if is_target else "circle",
            "line": {"width": 3 if is_target else 0},
        },
        meta=COLOUR[role],
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
        meta=COLOUR[Role.TARGET],
        hoverinfo="skip",
    )


def _figure(traces, *, height, xaxis, yaxis):
    fixed = {"type": "linear", "fixedrange": True}
    layout = go.Layout(
        template="none",
        height=height,
        margin={"l": 24, "r": 24, "t": 32, "b": 120},  # the legend takes up to three lines
        dragmode=False,
        hovermode="closest",
        legend={"orientation": "h", "x": 0, "y": 0, "yref": "container", "yanchor": "bottom"},
        xaxis=fixed | {"side": "top", "zeroline": False} | xaxis,
        yaxis=fixed | {"showgrid": False, "zeroline": False} | yaxis,
    )
    return go.Figure(traces, layout).to_plotly_json()
