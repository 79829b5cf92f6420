"""Judges of targets that are a change: a yearly rate, or percentage points."""

from dataclasses import replace
from decimal import Decimal

from indicators.progress.arithmetic import average_growth, compounded, grown
from indicators.progress.case import Assessment, Case
from indicators.progress.printed import equals, plain, rounded_apart
from indicators.progress.targets import Formula
from indicators.progress.wording import DATA_INCOMPLETE, NO_BASE, change_in_points


def judge_average_growth(case: Case) -> Assessment:
    return _by_rates(case) if case.requirement.is_by_rates else _by_levels(case)


def _by_levels(case: Case) -> Assessment:
    base, years = case.requirement.base, Decimal(case.series.elapsed)
    needed = grown(base, case.target / 100, years) if base and base > 0 else None
    rate = average_growth(base, case.value, years)
    root = "" if base is None else f"({case.value_term} ÷ {case.base_term})^(1 ÷ {years}) − 1"
    return Assessment(
        opening=case.latest_in_words(),
        met=None if needed is None else case.requirement.relation.holds(case.value, needed),
        formulas=(_rate_formula(case, root, rate),),
        details=_rate_in_words(case, f"{case.series.base_year}年以来", rate),
        open_reason=NO_BASE,
        rests_on_preliminary=case.latest.is_preliminary,
    )


def _by_rates(case: Case) -> Assessment:
    values = case.series.values.values()
    years = Decimal(len(values))
    reached = compounded(*(value / 100 for value in values))
    needed = grown(Decimal(1), case.target / 100, years)
    rate = average_growth(Decimal(1), reached, years)
    factors = " × ".join(f"(1 + {plain(value)}%)" for value in values)
    met = None
    if case.series.is_complete and reached is not None and needed is not None:
        met = case.requirement.relation.holds(reached, needed)
    return Assessment(
        opening=_rate_of_year(case),
        met=met,
        formulas=(_rate_formula(case, f"({factors})^(1 ÷ {years}) − 1", rate),),
        details=_rate_in_words(case, f"已公布{years}年，", rate),
        remarks=case.missing(),
        open_reason=DATA_INCOMPLETE,
        rests_on_preliminary=case.series.has_preliminary,
    )


def _rate_of_year(case: Case) -> str:
    """The name speaks of the average, the measurement of one year."""
    of_year = replace(case.indicator, name=f"当年{case.indicator.name.replace('年均', '')}")
    return replace(case, indicator=of_year).latest_in_words()


def _rate_formula(case: Case, working: str, rate: Decimal | None) -> Formula:
    if rate is None:
        return Formula("年均增长率", "不计算：没有大于零的基期值，或监测值小于零")
    return Formula("年均增长率", f"{working} {equals(rate * 100, _shown(case, rate))}%")


def _rate_in_words(case: Case, since: str, rate: Decimal | None) -> tuple[str, ...]:
    if rate is None:
        return ()
    shown = _shown(case, rate)
    verb = "下降" if shown.startswith("-") else "增长"
    about = "" if Decimal(shown) == rate * 100 else "约"
    return (f"{since}年均{verb}{about}{shown.lstrip('-')}%",)


def _shown(case: Case, rate: Decimal) -> str:
    return rounded_apart(rate * 100, case.target)


def judge_points(case: Case) -> Assessment:
    base = case.requirement.base
    if base is None:
        return Assessment(
            opening=case.latest_in_words(),
            met=None,
            formulas=(Formula("变化量", "不计算：没有可用的基期值"),),
            open_reason=NO_BASE,
        )
    change = case.value - base
    working = f"{case.value_term} − {case.base_term} = {plain(change)}个百分点"
    return Assessment(
        opening=case.latest_in_words(),
        met=case.requirement.relation.holds(change, case.target),
        formulas=(Formula("变化量", working),),
        details=(change_in_points(case.series.base_year, change),),
        rests_on_preliminary=case.latest.is_preliminary,
    )
