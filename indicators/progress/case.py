"""Input and output of the judges: a measured target (Case), what is known of it (Assessment)."""

from dataclasses import dataclass
from decimal import Decimal

from chapters.plan.document import Indicator
from indicators.progress.kinds import Requirement
from indicators.progress.observations import Observation, Series
from indicators.progress.printed import equals_percent, number_term, with_unit
from indicators.progress.proposing.asked import printed_target
from indicators.progress.targets import Formula
from indicators.progress.wording import PRELIMINARY


@dataclass(frozen=True, slots=True)
class Case:
    """An indicator with a number to reach, and measurements of which the latest is a number."""

    indicator: Indicator
    requirement: Requirement
    series: Series
    target: Decimal
    latest: Observation
    value: Decimal

    @property
    def printed(self) -> str:
        return self.latest.printed.strip()

    @property
    def elapsed_share(self) -> Decimal:
        return Decimal(self.series.elapsed) / (self.series.target_year - self.series.base_year)

    def latest_in_words(self) -> str:
        """Return 2023年商品销售总额为10.2亿元（初步数）."""
        shown = with_unit(self.printed, self.requirement.unit)
        mark = PRELIMINARY if self.latest.is_preliminary else ""
        return f"{self.latest.year}年{self.indicator.name}为{shown}{mark}"

    def holds(self, value: Decimal) -> bool | None:
        relation = self.requirement.relation
        return relation.holds(value, self.target) if relation else None

    def comparison(self, value: Decimal, printed: str) -> str:
        """Return 1.5 ≤ 2, or 2.5 > 2 where it does not hold."""
        sign = self.requirement.relation.sign(self.holds(value))
        return f"{number_term(printed, value)} {sign} {self.target_term}"

    @property
    def target_term(self) -> str:
        return number_term(printed_target(self.indicator), self.target)

    @property
    def base_term(self) -> str:
        base = self.requirement.base
        return "" if base is None else number_term(self.indicator.base_value, base)

    @property
    def value_term(self) -> str:
        return number_term(self.printed, self.value)

    def missing(self) -> tuple[str, ...]:
        """Return the remark on years without a number, if any."""
        return () if self.series.is_complete else (f"缺{self.series.missing_years()}",)

    def time_formula(self) -> Formula:
        base_year, target_year = self.series.base_year, self.series.target_year
        working = f"({self.latest.year} − {base_year}) ÷ ({target_year} − {base_year})"
        return Formula("序时进度", f"{working} {equals_percent(self.elapsed_share)}")


@dataclass(frozen=True, slots=True)
class Assessment:
    """Assessment of a case. `met` is None where the numbers cannot tell: see `open_reason`."""

    opening: str
    met: bool | None
    formulas: tuple[Formula, ...]
    details: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    completion: Decimal | None = None
    open_reason: str = ""
    is_final: bool = False  # no later year can change it
    rests_on_preliminary: bool = False
