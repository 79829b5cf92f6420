"""Bullet chart of one line: from zero to the latest value, with base and target."""

from dataclasses import dataclass

from indicators.charts import heights
from indicators.charts.points import Role
from indicators.charts.scales import from_zero

START, END = 8, 112


@dataclass(frozen=True, slots=True)
class Bullet:
    """Positions of the bar's parts; None where the value is not known."""

    zero_x: float
    latest_x: float
    is_preliminary: bool
    base_x: float | None
    target_x: float | None
    height = heights.BULLET

    @classmethod
    def of(cls, points) -> "Bullet | None":
        """Return the bar of an indicator's comparable points, None where nothing is measured."""
        latest = next((point for point in reversed(points) if point.is_measured), None)
        if latest is None:
            return None
        scale = from_zero([point.value for point in points], START, END)
        ends = {point.role: scale.place(point.value) for point in points}
        return cls(
            zero_x=scale.zero,
            latest_x=scale.place(latest.value),
            is_preliminary=latest.is_preliminary,
            base_x=ends.get(Role.BASE),
            target_x=ends.get(Role.TARGET),
        )

    @property
    def bar_x(self) -> float:
        return min(self.zero_x, self.latest_x)

    @property
    def bar_width(self) -> float:
        return round(abs(self.latest_x - self.zero_x), 1)
