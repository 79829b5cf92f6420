"""Index chart: all indicators on one scale, the base year's value being 100."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from chapters.plan.document import Document, Indicator
from indicators.charts import figures, heights
from indicators.charts.dumbbell import Dumbbell
from indicators.charts.indicator import IndicatorChart, indicator_charts
from indicators.charts.marks import Key, Mark, legend, shape_of
from indicators.charts.points import Point
from indicators.charts.scales import Scale, shortened
from indicators.models import Source
from indicators.progress.arithmetic import index_to_base
from indicators.progress.kinds import Kind
from indicators.progress.printed import printed_tenths

NAME_LENGTH = 13  # signs that fit beside a value
FIRST_Y = 70
BASE = Decimal(100)


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One indicator in the index view. The indices are None where base and value allow none."""

    chart: IndicatorChart
    index: Decimal | None
    measured_index: Decimal | None
    y: int
    scale: Scale

    @property
    def indicator(self) -> Indicator:
        return self.chart.indicator

    @property
    def latest(self) -> Point | None:
        return self.chart.latest

    @property
    def name(self):
        return shortened(f"{self.indicator.number} {self.indicator.name}", NAME_LENGTH)

    @property
    def printed(self):
        if self.index is None:
            return "不折算"
        return printed_tenths(self.index) + ("（保持）" if self.chart.kind == Kind.KEEP else "")

    @property
    def measured_printed(self) -> str:
        """The latest measured value as an index, "" where there is none: 2024年 134.9（初步）."""
        if self.latest is None or self.measured_index is None:
            return ""
        status = "（初步）" if self.latest.is_preliminary else ""
        return f"{self.latest.year}年 {printed_tenths(self.measured_index)}{status}"

    @property
    def dumbbell(self) -> Dumbbell | None:
        if self.index is None:
            return None
        return Dumbbell(self.scale.place(BASE), self.scale.place(self.index))

    @property
    def measured_mark(self) -> Mark | None:
        if self.latest is None or self.measured_index is None:
            return None
        return Mark(shape_of(self.latest), self.scale.place(self.measured_index), 0)

    @property
    def measured_anchor(self) -> str:
        return "" if self.measured_index is None else self.scale.anchor(self.measured_index)

    @property
    def height(self) -> int:
        return heights.INDEX_ROW_MEASURED if self.measured_printed else heights.INDEX_ROW


@dataclass(frozen=True, slots=True)
class IndexChart:
    base_year: int
    target_year: int
    rows: tuple[IndexRow, ...]
    scale: Scale

    @property
    def base_x(self):
        return self.scale.place(BASE)

    @property
    def base_anchor(self):
        return self.scale.anchor(BASE)

    @property
    def axis_end(self):
        return 26 + sum(row.height for row in self.rows)

    @property
    def note_y(self):
        return self.axis_end + 18

    @property
    def height(self):
        return self.keys[-1].y + 18 if self.keys else self.note_y + 14

    @property
    def keys(self) -> list[Key]:
        """The legend of the measured values."""
        return list(legend((row.latest for row in self.measured_rows), self.note_y + 34))

    @property
    def drawn_rows(self):
        return [row for row in self.rows if row.index is not None]

    @property
    def measured_rows(self):
        return [row for row in self.rows if row.measured_index is not None]

    @property
    def sources(self) -> list[Source]:
        """The sources of the measured values shown, each once."""
        return list(dict.fromkeys(row.latest.source for row in self.measured_rows))

    @property
    def title(self):
        return f"各项指标的目标，{self.base_year}年=100"

    @property
    def description(self):
        """Every row in words, for who does not see the drawing."""
        parts = ((row.indicator.name, row.printed, row.measured_printed) for row in self.rows)
        rows = "；".join("，".join(filter(None, row)) for row in parts)
        return f"{self.sentence}{rows}。{figures.PLANNED_NOT_ACTUAL}。"

    @property
    def sentence(self):
        """Return in words how many targets stand at which index."""
        counts = Counter(row.printed for row in self.rows)
        parts = "，".join(f"{count}项为{printed}" for printed, count in counts.items())
        known = len(self.measured_rows)
        measured = f"{known}项有监测值，图上是各自最近一年的。" if known else ""
        return f"以{self.base_year}年为100，{self.target_year}年目标：{parts}。{measured}"

    def figure(self) -> dict:
        return figures.index_figure(self)


def index_chart(document: Document, charts: Iterable[IndicatorChart] | None = None) -> IndexChart:
    """Return the index view of these charts, of all the document's where none are given."""
    charts = list(indicator_charts(document) if charts is None else charts)
    known = [index for chart in charts for index in _indices(chart) if index is not None]
    scale = Scale(min([BASE, *known]), max([BASE, *known]))
    return IndexChart(document.base_year, document.period_end, tuple(_rows(charts, scale)), scale)


def _rows(charts, scale) -> Iterator[IndexRow]:
    y = FIRST_Y
    for chart in charts:
        row = IndexRow(chart, *_indices(chart), y, scale)
        yield row
        y += row.height


def _indices(chart: IndicatorChart) -> tuple[Decimal | None, Decimal | None]:
    """Return target and latest value as indices, the latter only where the former is drawn."""
    target = index_to_base(chart.base.value, chart.target.value)
    latest = chart.latest.value if chart.latest and target is not None else None
    return target, index_to_base(chart.base.value, latest)
