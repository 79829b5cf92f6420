"""Series of observations: measurements of the plan's years, one a year."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from indicators.progress.kinds import Requirement
from indicators.progress.printed import amount_in

MOST_YEARS_NAMED = 5


@dataclass(frozen=True, slots=True)
class Observation:
    """A measurement. `printed` is as in its source, "" where the source gives none (缺)."""

    year: int
    printed: str
    is_preliminary: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """The measurements after the base year up to the target year, years ascending.

    `values` has the years whose print is a number in the indicator's unit.
    """

    base_year: int
    target_year: int
    by_year: dict[int, Observation]
    values: dict[int, Decimal]

    @property
    def latest(self) -> Observation | None:
        """The last one that its source gives."""
        return next((row for row in reversed(self.by_year.values()) if row.printed.strip()), None)

    @property
    def is_complete(self) -> bool:
        """Whether every year up to the latest has a number."""
        return self.missing_count == 0

    @property
    def reaches_target_year(self) -> bool:
        return self.target_year in self.values

    @property
    def has_preliminary(self) -> bool:
        return any(self.by_year[year].is_preliminary for year in self.values)

    @property
    def period(self) -> int:
        """How many years the plan has."""
        return self.target_year - self.base_year

    @property
    def elapsed(self) -> int:
        return self.latest.year - self.base_year if self.latest else 0

    @property
    def missing_count(self) -> int:
        return self.elapsed - len(self.values)

    def missing_years(self) -> str:
        """Return the years without a number before the latest in words, "" where there is none."""
        years = range(self.base_year + 1, self.base_year + self.elapsed + 1)
        return in_words((year for year in years if year not in self.values), self.missing_count)

    def years_given_as_missing(self) -> str:
        """Return the years of which the source says that it has none, in words."""
        years = [year for year, row in self.by_year.items() if not row.printed.strip()]
        return in_words(years, len(years))


def in_words(years: Iterable[int], count: int) -> str:
    """Return 2021年、2022年, or the first of them and their count: 2021年、2022年等9年."""
    named = "、".join(f"{year}年" for year in islice(years, MOST_YEARS_NAMED))
    return f"{named}等{count}年" if count > MOST_YEARS_NAMED else named


def series_of(
    observations: Sequence[Observation], requirement: Requirement, base_year: int, target_year: int
) -> Series:
    """Return the observations of the plan's years in order; the last one given of a year counts."""
    latest = {row.year: row for row in observations if base_year < row.year <= target_year}
    by_year = {year: latest[year] for year in sorted(latest)}
    values = {year: amount_in(row.printed, requirement.unit) for year, row in by_year.items()}
    readable = {year: value for year, value in values.items() if value is not None}
    return Series(base_year, target_year, by_year, readable)
