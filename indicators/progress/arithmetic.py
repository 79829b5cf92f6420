"""The arithmetic of targets."""

from collections.abc import Callable
from datetime import date
from decimal import Context, Decimal, localcontext
from functools import wraps
from typing import Protocol


class Calculation(Protocol):
    def __call__(self, *values: Decimal | None) -> Decimal | None: ...


def _finite(calculation: Callable[..., Decimal | None]) -> Calculation:
    """Let a calculation take None, divide by zero and overflow; its result is None then."""

    @wraps(calculation)
    def guarded(*values: Decimal | None) -> Decimal | None:
        if None in values:
            return None
        with localcontext(Context(traps=[])):
            result = calculation(*values)
        return result if result is not None and result.is_finite() else None

    return guarded


@_finite
def completion(base: Decimal, target: Decimal, actual: Decimal) -> Decimal | None:
    """Return the share of the way from base to target covered by actual.

    0 is still at the base, 1 at the target, negative is moving away, above 1 is beyond; rising
    and falling targets alike. None where target equals base: a level to be kept has no way to go.
    """
    if target == base:
        return None
    return (actual - base) / (target - base)


def cumulative_completion(target: Decimal | None, actuals: list[Decimal]) -> Decimal | None:
    """Return the share of a cumulative target reached by the sum of the years' values."""
    return completion(Decimal(0), target, sum(actuals, Decimal(0)))


def expected_completion_on(base_year: int, target_year: int, day: date) -> Decimal | None:
    """Return the share of the time that has passed on a day (序时进度), within 0 and 1.

    Time runs from the end of the base year to the end of the target year.
    """
    days_of_year = date(day.year, 12, 31).timetuple().tm_yday
    now = day.year - 1 + Decimal(day.timetuple().tm_yday) / days_of_year
    share = completion(Decimal(base_year), Decimal(target_year), now)
    return None if share is None else min(max(share, Decimal(0)), Decimal(1))


@_finite
def linear_path(base: Decimal, target: Decimal, elapsed: Decimal) -> Decimal | None:
    """Return the value after that share of the time if each year adds the same (推算)."""
    return base + (target - base) * elapsed


@_finite
def geometric_path(base: Decimal, target: Decimal, elapsed: Decimal) -> Decimal | None:
    """Return the value after that share of the time if each year grows by the same rate (推算).

    None unless base and target lie on the same side of zero.
    """
    ratio = target / base
    return base * ratio**elapsed if ratio > 0 else None


@_finite
def index_to_base(base: Decimal, value: Decimal) -> Decimal | None:
    """Return value where base is 100. None unless base is positive."""
    return value / base * 100 if base > 0 else None


@_finite
def relative_change(base: Decimal, target: Decimal) -> Decimal | None:
    """Return the change as a share of base: 0.5 is half as much again. None unless base > 0."""
    return (target - base) / base if base > 0 else None


@_finite
def average_growth(base: Decimal, actual: Decimal, years: Decimal) -> Decimal | None:
    """Return the yearly rate from base to actual: 0.07 is 7 per cent a year.

    None unless base is positive and actual is not negative.
    """
    if base <= 0 or actual < 0 or years <= 0:
        return None
    return (actual / base) ** (1 / years) - 1


@_finite
def grown(base: Decimal, rate: Decimal, years: Decimal) -> Decimal | None:
    """Return base after so many years at that yearly rate."""
    return base * (1 + rate) ** years


@_finite
def compounded(*rates: Decimal) -> Decimal | None:
    """Return 1 after changing by each year's rate in turn; nothing loses more than all."""
    product = Decimal(1)
    for rate in rates:
        product *= max(1 + rate, Decimal(0))
    return product


@_finite
def mean(*values: Decimal) -> Decimal | None:
    """Return the arithmetic mean; None of nothing."""
    return sum(values, Decimal(0)) / len(values) if values else None
