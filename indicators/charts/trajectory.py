"""Trajectory chart of measured values: base, years, target and the way between."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from chapters.plan.document import Indicator
from indicators.charts import heights
from indicators.charts.labels import Label, place_labels
from indicators.charts.marks import Key, Mark, legend, shape_of
from indicators.charts.points import Point, Role
from indicators.charts.scales import LABEL_LENGTH, Scale, from_zero, shortened
from indicators.progress.kinds import Kind, requirement_of

FIRST_X, LAST_X = 28, 292
LABELS_TOP, TOP = 24, 76
BOTTOM = TOP + heights.TRAJECTORY_PLOT
YEARS_Y, KEY_Y = BOTTOM + 22, BOTTOM + 52
TICK_ROOM = 46  # a year's four digits and some air


@dataclass(frozen=True, slots=True)
class Path:
    """The straight dashed line from the base year's value to the target year's; it ends there."""

    name: str
    start: Decimal
    end: Decimal


@dataclass(frozen=True)
class Trajectory:
    """The points that are numbers of the same measure, laid over years and values from zero.

    A year without a value has no point, and no line leads across it.
    """

    points: tuple[Point, ...]
    plan_years: tuple[int, int]  # of base and target, shown whether they have a number or not
    path: Path | None
    years_y = YEARS_Y

    @cached_property
    def years(self) -> Scale:
        years = [Decimal(year) for year in (*self.plan_years, *(p.year for p in self.points))]
        return Scale(min(years), max(years), FIRST_X, LAST_X)

    @cached_property
    def values(self) -> Scale:
        ends = [value for _, value in self.path_ends]
        return from_zero([*ends, *(point.value for point in self.points)], BOTTOM, TOP)

    def at(self, point: Point) -> tuple[float, float]:
        return self._at(point.year, point.value)

    def _at(self, year, value):
        return self.years.place(Decimal(year)), self.values.place(value)

    @property
    def zero_y(self) -> float:
        return self.values.zero

    @property
    def measured(self) -> list[Point]:
        return [point for point in self.points if point.is_measured]

    @property
    def marks(self) -> list[Mark]:
        return [Mark(shape_of(point), *self.at(point)) for point in self.points]

    @property
    def segments(self) -> list[tuple[float, float, float, float]]:
        """The lines between values of consecutive years, as x1, y1, x2, y2."""
        return [(*self.at(first), *self.at(second)) for first, second in consecutive(self.points)]

    @property
    def path_line(self) -> tuple[float, ...]:
        """The dashed line as x1, y1, x2, y2, where there is a path."""
        return tuple(length for end in self.path_ends for length in self._at(*end))

    @property
    def path_ends(self) -> tuple[tuple[int, Decimal], ...]:
        """The path's first and last (year, value), none where there is no path."""
        first, last = self.plan_years
        return ((first, self.path.start), (last, self.path.end)) if self.path else ()

    @property
    def labels(self) -> list[Label]:
        """The values beside their dots: the target and the latest first, then as room allows."""
        ranked = sorted(self.points, key=self._rank)
        wanted = [(*self.at(point), _short_label(point)) for point in ranked]
        return place_labels(wanted, map(self.at, self.points), LABELS_TOP, BOTTOM)

    def _rank(self, point):
        first = [Role.TARGET, self.measured[-1], Role.BASE]
        sought = point if point.is_measured else point.role
        return first.index(sought) if sought in first else len(first), -point.year

    @property
    def ticks(self) -> list[tuple[float, int]]:
        """The years under the axis that have room, as (x, year)."""
        first, last = int(self.years.low), int(self.years.high)
        room = (LAST_X - FIRST_X) / TICK_ROOM
        step = max(1, -(-(last - first) // int(room)))
        shown = [*range(first, last - step + 1, step), last]
        return [(self.years.place(Decimal(year)), year) for year in shown]

    @property
    def keys(self) -> list[Key]:
        """The legend, only of what is drawn, in as many lines as it takes."""
        return list(legend(self.points, KEY_Y, self.path.name if self.path else ""))

    @property
    def height(self) -> float:
        return self.keys[-1].y + 18


def path_of(indicator: Indicator) -> Path | None:
    """Return the even way to a level, or the level that is to be kept, reached or not passed.

    None where the target is no number that one year's value can be held against.
    """
    asked = requirement_of(indicator)
    if asked.ends:
        return Path("推算，非实际值", *asked.ends)
    if asked.value is None:
        return None
    bound = shortened(f"目标 {indicator.target_value}", LABEL_LENGTH)
    name = {Kind.KEEP: "保持水平", Kind.BOUND: bound, Kind.LEVEL: bound}.get(asked.kind)
    return Path(name, asked.value, asked.value) if name else None


def consecutive(points) -> list[tuple[Point, Point]]:
    """Return the pairs of known values, base included, that are one year apart."""
    known = [point for point in points if point.role != Role.TARGET]
    return [pair for pair in pairwise(known) if pair[1].year - pair[0].year == 1]


def _short_label(point):
    """The value alone, since the axis has the year and the legend the status."""
    return f"目标 {point.printed}" if point.role == Role.TARGET else point.printed
