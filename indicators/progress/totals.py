"""Judges of what all years make together: sums, averages, rates compounded."""

from dataclasses import replace
from decimal import Decimal

from chapters.plan.declarations import Measures, Relation
from indicators.progress.arithmetic import (
    average_growth,
    completion,
    compounded,
    cumulative_completion,
    grown,
    mean,
)
from indicators.progress.case import Assessment, Case
from indicators.progress.printed import (
    about_percent,
    equals,
    equals_percent,
    number_term,
    plain,
    rounded_apart,
    with_unit,
)
from indicators.progress.targets import Formula
from indicators.progress.wording import DATA_INCOMPLETE, NO_BASE

FEWEST_YEARS = 2  # an average is never judged by one year
MIRRORED = {
    Relation.AT_LEAST: Relation.AT_MOST,
    Relation.AT_MOST: Relation.AT_LEAST,
    Relation.ABOVE: Relation.BELOW,
    Relation.BELOW: Relation.ABOVE,
}


def judge_cumulative(case: Case) -> Assessment:
    return _compounded_sum(case) if case.requirement.is_by_rates else _sum(case)


def judge_average(case: Case) -> Assessment:
    return _average_of_rates(case) if case.requirement.is_by_rates else _mean(case)


def _sum(case: Case) -> Assessment:
    values = list(case.series.values.values())
    reached = sum(values, Decimal(0))
    share = cumulative_completion(case.target, values)
    settled = _settled(case, reached, case.target)
    shown = with_unit(plain(reached), case.requirement.unit)
    mark = "（含初步数）" if case.series.has_preliminary else ""
    return Assessment(
        opening=f"{case.indicator.name}已公布{len(values)}年，累计{shown}{mark}",
        met=case.holds(reached) if case.series.is_complete else settled,
        formulas=_sum_formulas(case, reached, share),
        details=() if share is None else (f"完成率{about_percent(share)}",),
        remarks=case.missing(),
        completion=share,
        open_reason=DATA_INCOMPLETE,
        is_final=settled is not None,
        rests_on_preliminary=case.series.has_preliminary,
    )


def _settled(case: Case, total: Decimal, limit: Decimal) -> bool | None:
    """Return what no later year can change: amounts of the target's sign only add up."""
    values = case.series.values.values()
    signs = {value > 0 for value in values if value}
    if case.requirement.measures is not Measures.FLOW or signs != {limit > 0} or not limit:
        return None
    relation = case.requirement.relation
    if signs == {False}:  # they only fall
        relation, total, limit = MIRRORED.get(relation, relation), -total, -limit
    if relation in (Relation.AT_LEAST, Relation.ABOVE):
        return True if relation.holds(total, limit) else None
    is_over = total > limit or (total == limit and relation is Relation.BELOW)
    return False if is_over else None


def _terms(case: Case) -> list[str]:
    rows = case.series.by_year
    return [number_term(rows[year].printed, value) for year, value in case.series.values.items()]


def _sum_formulas(case: Case, reached: Decimal, share: Decimal | None) -> tuple[Formula, ...]:
    added = " + ".join(_terms(case))
    if share is None:
        return (Formula("累计数", f"{added} = {plain(reached)}"),)
    whole = f"({added}) ÷ {number_term('', case.target)} {equals_percent(share)}"
    return Formula("完成率", whole), case.time_formula()


def _falls(case: Case) -> bool:
    return case.requirement.measures is Measures.FALL


def _product(case: Case) -> Decimal | None:
    """Return what is left of 1 after the years' rates."""
    sign = -1 if _falls(case) else 1
    return compounded(*(sign * value / 100 for value in case.series.values.values()))


def _factors(case: Case) -> str:
    sign = "−" if _falls(case) else "+"
    values = case.series.values.values()
    return " × ".join(f"(1 {sign} {number_term('', value)}%)" for value in values)


def _compounded_sum(case: Case) -> Assessment:
    """Return the assessment of yearly rates, compounded; judged when all years are there."""
    product = _product(case)
    change = None if product is None else (1 - product if _falls(case) else product - 1) * 100
    is_whole = case.series.is_complete and case.series.reaches_target_year and change is not None
    name = "累计降低" if _falls(case) else "累计增长"
    shown = "" if change is None else rounded_apart(change, case.target)
    working = f"1 − {_factors(case)}" if _falls(case) else f"{_factors(case)} − 1"
    end = "" if change is None else f" {equals(change, shown)}%"
    mark = "（含初步数）" if case.series.has_preliminary else ""
    about = "" if change is None or Decimal(shown) == change else "约"
    return Assessment(
        opening=f"{case.indicator.name}已公布{len(case.series.values)}年，{name}{about}{shown}%{mark}",
        met=case.holds(change) if is_whole and change is not None else None,
        formulas=(Formula(f"{name}率", f"{working}{end}"),),
        remarks=case.missing(),
        completion=completion(Decimal(0), case.target, change) if is_whole else None,
        open_reason=DATA_INCOMPLETE,
        rests_on_preliminary=case.series.has_preliminary,
    )


def _average_of_rates(case: Case) -> Assessment:
    sign = -1 if _falls(case) else 1
    years = Decimal(len(case.series.values))
    reached = _product(case)
    needed = grown(Decimal(1), max(sign * case.target / 100, Decimal(-1)), years)
    growth = average_growth(Decimal(1), reached, years)
    rate = None if growth is None else sign * growth
    root = f"({_factors(case)})^(1 ÷ {years})"
    met = None
    if case.series.is_complete and reached is not None and needed is not None:
        relation = case.requirement.relation
        met = (MIRRORED.get(relation, relation) if _falls(case) else relation).holds(
            reached, needed
        )
    return Assessment(
        opening=_rate_of_year(case),
        met=met,
        formulas=(_rate_formula(case, f"1 − {root}" if _falls(case) else f"{root} − 1", rate),),
        details=rate_in_words(case, f"已公布{years}年，", rate, falls=_falls(case)),
        remarks=case.missing(),
        open_reason=DATA_INCOMPLETE,
        rests_on_preliminary=case.series.has_preliminary,
    )


def _rate_of_year(case: Case) -> str:
    """The name speaks of the average, the measurement of one year."""
    of_year = replace(case.indicator, name=f"当年{case.indicator.name.replace('年均', '')}")
    return replace(case, indicator=of_year).latest_in_words()


def _mean(case: Case) -> Assessment:
    """Return the assessment of the arithmetic mean of the period's years."""
    values = list(case.series.values.values())
    total, period = sum(values, Decimal(0)), Decimal(case.series.period)
    average = mean(*values)
    settled = None
    if len(values) >= FEWEST_YEARS:
        settled = _settled(case, total, case.target * period)
    is_whole = case.series.is_complete and case.series.reaches_target_year
    shown = "" if average is None else rounded_apart(average, case.target)
    about = "" if average is None or Decimal(shown) == average else "约"
    unit = with_unit(shown, case.requirement.unit)
    end = "" if average is None else f" {equals(average, shown)}"
    return Assessment(
        opening=case.latest_in_words(),
        met=case.holds(total / period) if is_whole else settled,
        formulas=(Formula("年均值", f"({' + '.join(_terms(case))}) ÷ {len(values)}{end}"),),
        details=(f"已公布{len(values)}年，平均每年{about}{unit}",),
        remarks=case.missing(),
        open_reason=DATA_INCOMPLETE,
        is_final=settled is not None,
        rests_on_preliminary=case.series.has_preliminary,
    )


def judge_average_growth(case: Case) -> Assessment:
    base, years = case.requirement.base, Decimal(case.series.elapsed)
    asked = max(case.target / 100, Decimal(-1))
    needed = grown(base, asked, years) if base is not None and base > 0 else None
    rate = average_growth(base, case.value, years)
    root = "" if base is None else f"({case.value_term} ÷ {case.base_term})^(1 ÷ {years}) − 1"
    return Assessment(
        opening=case.latest_in_words(),
        met=None if needed is None else case.requirement.relation.holds(case.value, needed),
        formulas=(_rate_formula(case, root, rate),),
        details=rate_in_words(case, f"{case.series.base_year}年以来", rate),
        open_reason=NO_BASE,
        rests_on_preliminary=case.latest.is_preliminary,
    )


def _rate_formula(case: Case, working: str, rate: Decimal | None) -> Formula:
    name = "年均降低率" if _falls(case) else "年均增长率"
    if rate is None:
        return Formula(name, "不计算：没有大于零的基期值，或监测值小于零")
    return Formula(name, f"{working} {equals(rate * 100, _shown(case, rate))}%")


def rate_in_words(
    case: Case, since: str, rate: Decimal | None, *, falls: bool = False
) -> tuple[str, ...]:
    if rate is None:
        return ()
    shown = _shown(case, rate)
    verb = "下降" if shown.startswith("-") != falls else "增长"
    about = "" if Decimal(shown) == rate * 100 else "约"
    return (f"{since}年均{verb}{about}{shown.lstrip('-')}%",)


def _shown(case: Case, rate: Decimal) -> str:
    return rounded_apart(rate * 100, case.target)
