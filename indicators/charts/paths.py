"""The dashed line of a trajectory: where the plan wants the values to be."""

from dataclasses import dataclass
from decimal import Decimal

from chapters.plan.document import Indicator
from indicators.charts.scales import LABEL_LENGTH, shortened
from indicators.progress import Kind
from indicators.progress.kinds import requirement_of


@dataclass(frozen=True, slots=True)
class Path:
    """A straight line from the base year's value to the target year's; it ends there."""

    name: str
    start: Decimal
    end: Decimal


def path_of(indicator: Indicator) -> Path | None:
    """Return the even way to a level, or the level that is to be kept, reached or not passed.

    None where the target is no number that one year's value can be held against.
    """
    asked = requirement_of(indicator)
    if asked.ends:
        return Path("推算，非实际值", *asked.ends)
    if asked.value is None:
        return None
    match asked.kind:
        case Kind.KEEP:
            return Path("保持水平", asked.value, asked.value)
        case Kind.BOUND:
            name = shortened(f"目标 {indicator.target_value}", LABEL_LENGTH)
            return Path(name, asked.value, asked.value)
        case _:
            return None
