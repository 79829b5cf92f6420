"""Projected paths of a level (推算): evenly from base to target. Not a forecast."""

from dataclasses import dataclass
from decimal import Decimal

from chapters.plan.document import Indicator
from indicators.progress.arithmetic import expected_completion, geometric_path, linear_path
from indicators.progress.kinds import requirement_of
from indicators.progress.printed import is_percentage

MOST_YEARS = 100


@dataclass(frozen=True, slots=True)
class PathPoint:
    """A year of the 推算 paths; `geometric` is None where there is no rate of growth."""

    year: int
    linear: Decimal | None
    geometric: Decimal | None


def paths(indicator: Indicator, base_year: int, target_year: int) -> tuple[PathPoint, ...]:
    """Return both paths from base to target year; none unless the target is a level to reach.

    A percentage has no geometric path, since it grows by points.
    """
    requirement = requirement_of(indicator)
    ends = requirement.ends
    if not ends or not 0 < target_year - base_year <= MOST_YEARS:
        return ()
    grows_by_rate = not is_percentage(requirement.unit)
    return tuple(
        PathPoint(
            year,
            linear_path(*ends, expected_completion(base_year, target_year, year)),
            _geometric(ends, base_year, target_year, year) if grows_by_rate else None,
        )
        for year in range(base_year, target_year + 1)
    )


def _geometric(
    ends: tuple[Decimal, Decimal], base_year: int, target_year: int, year: int
) -> Decimal | None:
    value = geometric_path(*ends, expected_completion(base_year, target_year, year))
    return ends[1] if value is not None and year == target_year else value
