"""Requirements: what a target asks by its declaration, and which arithmetic judges it."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from chapters.plan.declarations import RATES, Declaration, Measures, Relation, Says
from chapters.plan.document import Indicator
from indicators.progress.printed import NUMBER, amount, is_percentage, parse, tidy
from indicators.progress.proposing.asked import Asked, Form, asked_of, printed_target
from indicators.progress.proposing.facts import comparable_base, unit_beside
from indicators.progress.proposing.proposals import proposal


class Kind(StrEnum):
    LEVEL = "LEVEL"  # one value a year, on the way from base to target
    KEEP = "KEEP"  # to be held every year: there is no way to go
    CUMULATIVE = "CUMULATIVE"  # the sum over the plan's years, rates compounded
    BOUND = "BOUND"  # a limit to stay within or to reach: ≤2%, 6支以上, 200∶1
    AVERAGE = "AVERAGE"  # the mean of the years' values, rates compounded
    AVERAGE_GROWTH = "AVERAGE_GROWTH"  # a yearly rate since the base year
    CHANGE = "CHANGE"  # a difference to the base, in its unit, points or per cent
    ROUGH = "ROUGH"  # 左右: no tolerance is stated
    RELATIONAL = "RELATIONAL"  # measured by another figure: 与经济增长同步
    TEXT = "TEXT"  # a milestone in words
    OPEN = "OPEN"  # a number of which no declaration says what it means


OF_SAYS = {
    Says.VALUE: Kind.LEVEL,
    Says.SUM: Kind.CUMULATIVE,
    Says.AVERAGE: Kind.AVERAGE,
    Says.AVERAGE_GROWTH: Kind.AVERAGE_GROWTH,
    Says.CHANGE: Kind.CHANGE,
    Says.CHANGE_POINTS: Kind.CHANGE,
    Says.CHANGE_PERCENT: Kind.CHANGE,
    Says.BOUND: Kind.BOUND,
    Says.RELATIONAL: Kind.RELATIONAL,
    Says.TEXT: Kind.TEXT,
}
NOT_BESIDE_LEVELS = {Kind.CUMULATIVE, Kind.AVERAGE_GROWTH, Kind.CHANGE}


@dataclass(frozen=True, slots=True)
class Requirement:
    """The requirement of a target.

    `unit` is that of the years' values, "" where none is printed. `base` is None where it is no
    number of that unit.
    """

    declaration: Declaration | None
    unit: str = ""
    base: Decimal | None = None

    @property
    def kind(self) -> Kind:
        said = self.declaration
        if said is None:
            return Kind.OPEN
        if said.better.is_kept:
            return Kind.KEEP
        is_rough = said.relation is Relation.UNSTATED and not said.says.is_words
        return Kind.ROUGH if is_rough else OF_SAYS[said.says]

    @property
    def relation(self) -> Relation:
        return self.declaration.relation if self.declaration else Relation.UNSTATED

    @property
    def measures(self) -> Measures:
        return self.declaration.measures if self.declaration else Measures.TEXT

    @property
    def says(self) -> Says:
        return self.declaration.says if self.declaration else Says.TEXT

    @property
    def value(self) -> Decimal | None:
        return self.declaration.number if self.declaration else None

    @property
    def ends(self) -> tuple[Decimal, Decimal] | None:
        """Base and target of a level with a way to go, None of any other."""
        if self.kind is not Kind.LEVEL or self.base is None or self.value is None:
            return None
        has_way = self.relation is not Relation.EXACTLY and not self.relation.holds(
            self.base, self.value
        )
        return (self.base, self.value) if has_way else None

    @property
    def is_by_rates(self) -> bool:
        """Whether the years' values are rates of change, to be compounded."""
        return self.measures in RATES

    @property
    def target_stands_apart(self) -> bool:
        """Whether the target is no value that a year could have."""
        return self.kind in NOT_BESIDE_LEVELS


def kind_of(indicator: Indicator) -> Kind:
    """Tell which arithmetic is honest for the indicator."""
    return requirement_of(indicator).kind


def requirement_of(indicator: Indicator) -> Requirement:
    """Return what the indicator's target asks, in the unit of its values."""
    asked = asked_of(indicator)
    said = declaration_of(indicator)
    unit = _unit(indicator, asked, said)
    return Requirement(said, unit, comparable_base(indicator, asked, unit))


def declaration_of(indicator: Indicator) -> Declaration | None:
    """Return the declaration that counts: the confirmed one, else what print says in one way only.

    A confirmed one counts while the printed number is the one that it was confirmed of.
    """
    confirmed = indicator.declaration
    if confirmed is None:
        return proposal(indicator).counts
    return confirmed if confirmed.is_usable and fits_print(confirmed, indicator) else None


def fits_print(declaration: Declaration, indicator: Indicator) -> bool:
    """Whether the declared number is printed as the target, where that has any number."""
    printed = re.findall(NUMBER, tidy(printed_target(indicator)))
    numbers = {abs(number) for text in printed if (number := parse(text)) is not None}
    asked = asked_of(indicator)
    if asked.form is Form.PROPORTION and asked.number is not None:
        numbers.add(asked.number)
    declared = declaration.number
    return declared is None or not numbers or abs(declared) in numbers


def _unit(indicator: Indicator, asked: Asked, said: Declaration | None) -> str:
    measures = said.measures if said else Measures.TEXT
    if measures in RATES:
        return indicator.unit if is_percentage(indicator.unit) else "%"
    if said and said.says is Says.CHANGE_POINTS:
        of_base = amount(indicator.base_value) or (None, "")
        return of_base[1] if "百分点" in indicator.unit else indicator.unit or of_base[1]
    if asked.form in (Form.AVERAGE, Form.CHANGE) and "%" in asked.unit:
        return indicator.unit
    return unit_beside(indicator, asked)
