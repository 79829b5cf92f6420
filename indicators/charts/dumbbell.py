"""Dumbbell chart of base and target, where nothing else is known."""

from dataclasses import dataclass

from indicators.charts import heights
from indicators.charts.scales import BASE_RADIUS, TARGET_RADIUS


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """Positions of the two dots. `link` is None where they touch."""

    base_x: float
    target_x: float
    height = heights.DUMBBELL

    @property
    def link(self) -> tuple[float, float] | None:
        """The ends of the dashed line between the dots' rims."""
        gap = self.target_x - self.base_x
        if abs(gap) <= BASE_RADIUS + TARGET_RADIUS:
            return None
        step = 1 if gap > 0 else -1
        return self.base_x + step * BASE_RADIUS, self.target_x - step * TARGET_RADIUS
