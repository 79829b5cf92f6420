"""Judges: the assessment of a measured target by the arithmetic of its kind."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from indicators.progress.arithmetic import (
    average_growth,
    completion,
    compounded,
    cumulative_completion,
    geometric_path,
    grown,
    linear_path,
)
from indicators.progress.case import Assessment, Case
from indicators.progress.kinds import Kind, Relation
from indicators.progress.observations import in_words
from indicators.progress.printed import (
    about_percent,
    equals,
    equals_percent,
    is_percentage,
    is_rounded_to_one_digit,
    number_term,
    plain,
    rounded_apart,
    rounded_like,
    with_unit,
)
from indicators.progress.targets import Formula
from indicators.progress.wording import (
    DATA_INCOMPLETE,
    NO_BASE,
    NO_DIRECTION,
    change_in_points,
    margin,
)


def judge_level(case: Case) -> Assessment:
    return _with_completion(case, after=_path_formulas(case), details=_change_from_base(case))


def judge_bound(case: Case) -> Assessment:
    over = plain(case.value - case.target)
    compared = (
        Formula("对照", case.comparison(case.value, case.printed)),
        Formula("差额", f"{case.value_term} − {case.target_term} = {over}"),
    )
    apart = margin(case.value, case.target, case.requirement.unit, "目标")
    return _with_completion(case, before=compared, details=(apart,))


def _with_completion(
    case: Case,
    before: Iterable[Formula] = (),
    after: Iterable[Formula] = (),
    details: tuple[str, ...] = (),
) -> Assessment:
    """Return the assessment; with the completion where base and target leave a way to go."""
    share = _share_of_way(case)
    return Assessment(
        opening=case.latest_in_words(),
        met=case.holds(case.value),
        formulas=(*before, *_way_formulas(case, share), *after),
        details=details if share is None else (*details, f"完成率{about_percent(share)}"),
        remarks=() if share is None else _approximate(case),
        completion=share,
        rests_on_preliminary=case.latest.is_preliminary,
    )


def _share_of_way(case: Case) -> Decimal | None:
    """A base on the wrong side of the target has a way to go, any other has none."""
    base, relation = case.requirement.base, case.requirement.relation
    if base is None or relation in (Relation.EXACTLY, Relation.UNSTATED) or case.holds(base):
        return None
    return completion(base, case.target, case.value)


def _way_formulas(case: Case, share: Decimal | None) -> tuple[Formula, ...]:
    if share is None:
        return ()
    base, target, actual = case.base_term, case.target_term, case.value_term
    way = f"({actual} − {base}) ÷ ({target} − {base}) {equals_percent(share)}"
    return Formula("完成率", way), case.time_formula()


def _change_from_base(case: Case) -> tuple[str, ...]:
    base = case.requirement.base
    if base is None or not is_percentage(case.requirement.unit):
        return ()
    return (change_in_points(case.series.base_year, case.value - base),)


def _path_formulas(case: Case) -> Iterator[Formula]:
    base, share_of_time = case.requirement.base, case.elapsed_share
    if base is None or case.series.reaches_target_year:
        return
    ends = base, case.target
    first, last = case.base_term, case.target_term
    share = f"{case.series.elapsed} ÷ {case.series.target_year - case.series.base_year}"
    linear, geometric = linear_path(*ends, share_of_time), geometric_path(*ends, share_of_time)
    if linear is not None:
        shown = equals(linear, rounded_like(linear, *ends))
        yield Formula("线性推算", f"{first} + ({last} − {first}) × {share} {shown}")
    if geometric is not None and not is_percentage(case.requirement.unit):
        shown = equals(geometric, rounded_like(geometric, *ends))
        yield Formula("几何推算", f"{first} × ({last} ÷ {first})^({share}) {shown}")


def _approximate(case: Case) -> tuple[str, ...]:
    """Return the remark on one-digit values: 0.2 covers 1,500 to 2,499 where it counts in 万."""
    values = dict.fromkeys((case.requirement.base, case.target, case.value))
    rounded = [plain(value) for value in values if value and is_rounded_to_one_digit(value)]
    return (f"{'、'.join(rounded)}只有一位有效数字，完成率是约数",) if rounded else ()


def judge_kept(case: Case) -> Assessment:
    results = {year: case.holds(value) for year, value in case.series.values.items()}
    is_for_every_year = case.requirement.is_for_every_year
    return Assessment(
        opening=case.latest_in_words(),
        met=_all_hold(case, results) if is_for_every_year else [*results.values()][-1],
        formulas=(_yearly_formula(case),),
        details=(_tally(results),),
        remarks=case.missing(),
        open_reason=NO_DIRECTION if None in results.values() else DATA_INCOMPLETE,
        rests_on_preliminary=(
            case.series.has_preliminary if is_for_every_year else case.latest.is_preliminary
        ),
    )


def _all_hold(case: Case, results: dict[int, bool | None]) -> bool | None:
    if False in results.values():
        return False
    return True if case.series.is_complete and all(results.values()) else None


def _tally(results: dict[int, bool | None]) -> str:
    """Return 已公布3年，2年达到（2022年未达到）."""
    reached = [year for year, holds in results.items() if holds]
    missed = [year for year, holds in results.items() if holds is False]
    word = "与目标相同" if None in results.values() else "达到"
    said = f"已公布{len(results)}年，{len(reached)}年{word}"
    return said + (f"（{in_words(missed, len(missed))}未达到）" if missed else "")


def _yearly_formula(case: Case) -> Formula:
    compared = (
        f"{year}年 {case.comparison(value, case.series.by_year[year].printed)}"
        for year, value in case.series.values.items()
    )
    return Formula("逐年对照", "；".join(compared))


def judge_cumulative(case: Case) -> Assessment:
    values = list(case.series.values.values())
    reached = sum(values, Decimal(0))
    share = cumulative_completion(case.target, values)
    holds = case.holds(reached)
    only_adds = bool(case.target) and all(value * case.target >= 0 for value in values)
    is_final = bool(holds) and only_adds
    shown = with_unit(plain(reached), case.requirement.unit)
    mark = "（含初步数）" if case.series.has_preliminary else ""
    return Assessment(
        opening=f"{case.indicator.name}已公布{len(values)}年，累计{shown}{mark}",
        met=holds if case.series.is_complete or is_final else None,
        formulas=_sum_formulas(case, reached, share),
        details=() if share is None else (f"完成率{about_percent(share)}",),
        remarks=case.missing(),
        completion=share,
        open_reason=DATA_INCOMPLETE,
        is_final=is_final,
        rests_on_preliminary=case.series.has_preliminary,
    )


def _sum_formulas(case: Case, reached: Decimal, share: Decimal | None) -> tuple[Formula, ...]:
    rows = case.series.by_year
    terms = [number_term(rows[year].printed, value) for year, value in case.series.values.items()]
    added = " + ".join(terms)
    if share is None:
        return (Formula("累计数", f"{added} = {plain(reached)}"),)
    whole = f"({added}) ÷ {plain(case.target)} {equals_percent(share)}"
    return Formula("完成率", whole), case.time_formula()


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


BY_KIND = {
    Kind.LEVEL: judge_level,
    Kind.KEEP: judge_kept,
    Kind.CUMULATIVE: judge_cumulative,
    Kind.BOUND: judge_bound,
    Kind.AVERAGE_GROWTH: judge_average_growth,
    Kind.POINTS: judge_points,
}
