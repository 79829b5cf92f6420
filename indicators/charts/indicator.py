"""The chart of one indicator, in its own unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from chapters.models import Plan
from chapters.plan.document import Document, Indicator
from indicators import public_data
from indicators.charts import figures
from indicators.charts.bullet import Bullet
from indicators.charts.dumbbell import Dumbbell
from indicators.charts.points import Point, Role, points_of, source_notes
from indicators.charts.scales import LABEL_LENGTH, Scale, from_zero, shortened
from indicators.charts.trajectory import Trajectory, path_of
from indicators.progress.kinds import Kind, kind_of, requirement_of
from indicators.progress.observations import Observation
from indicators.progress.printed import UNIT_MISSING, unit_shown
from indicators.progress.targets import Formula, declaration_in_words, describe, formulas
from indicators.progress.verdicts import Verdict, judge


@dataclass(frozen=True)
class IndicatorChart:
    """The chart of an indicator: its points, its sentences, and the drawings of them."""

    indicator: Indicator
    points: tuple[Point, ...]

    @cached_property
    def sentence(self) -> str:
        """The verdict in words, or what the plan wants where nothing was measured."""
        if self.measured:
            return self.verdict.sentence
        return describe(self.indicator, self.base.year, self.target.year)

    @cached_property
    def verdict(self) -> Verdict:
        seen = [Observation(p.year, p.printed, p.is_preliminary) for p in self.measured]
        return judge(self.indicator, seen, self.base.year, self.target.year)

    @property
    def formulas(self) -> list[Formula]:
        """The computed figures with their inputs, those of the verdict last."""
        *changes, planned = formulas(self.indicator, self.base.year)
        return [*changes, *(self.verdict.formulas if self.measured else [planned])]

    @property
    def base(self) -> Point:
        return self.points[0]

    @property
    def target(self) -> Point:
        return self.points[-1]

    @property
    def measured(self) -> list[Point]:
        return [point for point in self.points if point.is_measured]

    @property
    def latest(self) -> Point | None:
        """The measured value of the last year that has one."""
        return next((point for point in reversed(self.measured) if point.printed), None)

    @property
    def kind(self) -> Kind:
        return kind_of(self.indicator)

    @property
    def declaration(self) -> str:
        """What the values and the target mean, in a sentence, and who says so."""
        return declaration_in_words(self.indicator)

    @property
    def unit(self):
        return unit_shown(self.indicator)

    @property
    def unit_note(self):
        return self.unit if self.unit == UNIT_MISSING else f"单位：{self.unit}" if self.unit else ""

    @property
    def comparable_points(self) -> tuple[Point, ...]:
        """The points that are numbers of one measure: a sum over the years is not one of theirs."""
        numbers = tuple(point for point in self.points if point.value is not None)
        if self.kind == Kind.CUMULATIVE:
            return tuple(point for point in numbers if point.is_measured)
        leaves_target = requirement_of(self.indicator).target_stands_apart
        return tuple(
            point for point in numbers if not (leaves_target and point.role == Role.TARGET)
        )

    @cached_property
    def trajectory(self) -> Trajectory | None:
        """The drawing of measured values; None until a number has been measured."""
        drawn = self.comparable_points
        is_measured = any(point.is_measured for point in drawn)
        years = self.base.year, self.target.year
        return Trajectory(drawn, years, path_of(self.indicator)) if is_measured else None

    @property
    def dumbbell(self) -> Dumbbell | None:
        """The drawing before anything was measured; None unless both values are numbers."""
        if self.trajectory or self.base.value is None or self.target.value is None:
            return None
        return Dumbbell(self.scale.place(self.base.value), self.scale.place(self.target.value))

    @property
    def is_drawn(self) -> bool:
        return bool(self.trajectory or self.dumbbell)

    @property
    def bullet(self) -> Bullet | None:
        """The bar for a table's row: None where there is nothing to compare."""
        return Bullet.of(self.comparable_points)

    @property
    def scale(self) -> Scale:
        return from_zero([point.value for point in self.comparable_points])

    @property
    def zero_x(self):
        return self.scale.zero

    @property
    def anchors(self):
        values = (self.base.value, self.target.value)
        return [self.scale.anchor(value) for value in values if value is not None]

    @property
    def labels(self):
        """The labels of the dumbbell's dots, cut where they would not fit."""
        return [shortened(point.label, LABEL_LENGTH) for point in (self.base, self.target)]

    @property
    def undrawn_note(self) -> str:
        """The note on a target that does not stand among the dots."""
        is_line = self.trajectory and self.trajectory.path
        if is_line or self.target in self.comparable_points:
            return ""
        is_sum = self.kind == Kind.CUMULATIVE and not requirement_of(self.indicator).is_by_rates
        why = "它是各年之和，图上是各年的值" if is_sum else "它不是一个单独的数值"
        return f"目标“{self.target.printed}”不在图上：{why}。"

    @property
    def notes(self) -> list[str]:
        """The notes under the drawing."""
        sources = [
            f"来源（{note.years_text}）：{note.source}" for note in source_notes(self.points)
        ]
        return [self.undrawn_note, *sources] if self.undrawn_note else sources

    @property
    def bullet_label(self) -> str:
        """The bar of the table in words."""
        ends = [point for point in self.comparable_points if not point.is_measured]
        return "，".join(point.label for point in (self.latest, *ends) if point)

    @property
    def title(self) -> str:
        measured = "、各年监测值" if self.trajectory else ""
        ends = f"{self.base.year}年基期值{measured}与{self.target.year}年目标值"
        return f"{self.indicator.name}：{ends}"

    @property
    def description(self) -> str:
        """Every point in words, for who does not see the drawing."""
        listed = "，".join(f"{point.year}年{point.meaning}{point.printed}" for point in self.points)
        caution = figures.PLANNED_NOT_ACTUAL
        if drawn := self.trajectory:
            caution = f"虚线：{drawn.path.name}" if drawn.path else ""
        return "。".join(filter(None, (listed, self.unit_note, caution))) + "。"

    def figure(self) -> dict:
        """Return the plotly figure as plain data; its texts are the printed values."""
        if self.trajectory:
            return figures.trajectory_figure(self)
        return figures.dumbbell_figure(self)


def indicator_chart(document: Document, indicator: Indicator, measured=()) -> IndicatorChart:
    """Return the chart. `measured` is the indicator's share of public_data.measurements."""
    return IndicatorChart(indicator, points_of(document, indicator, measured))


def indicator_charts(document: Document, measurements=None, rows=None) -> list[IndicatorChart]:
    """Return the charts of these indicators of the document, of all where none are named.

    `measurements` is what public_data.measurements returns.
    """
    measurements = measurements or {}
    return [
        indicator_chart(document, row, measurements.get(row.number, ()))
        for row in (document.indicators if rows is None else rows)
    ]


def public_charts(
    plan: Plan, document: Document, rows: Sequence[Indicator]
) -> list[IndicatorChart]:
    """Return the charts of these indicators with their public values. One query."""
    measured = public_data.measurements(plan, numbers=[row.number for row in rows])
    return indicator_charts(document, measured, rows)
