"""Judges: the assessment of a measured target by the arithmetic of its kind."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from chapters.plan.declarations import Relation, Says
from indicators.progress.arithmetic import (
    completion,
    geometric_path,
    linear_path,
    relative_change,
)
from indicators.progress.case import Assessment, Case
from indicators.progress.kinds import Kind
from indicators.progress.observations import in_words
from indicators.progress.printed import (
    about_percent,
    equals,
    equals_percent,
    is_percentage,
    is_rounded_to_one_digit,
    plain,
    rounded_apart,
    rounded_like,
)
from indicators.progress.targets import Formula
from indicators.progress.totals import judge_average, judge_average_growth, judge_cumulative
from indicators.progress.wording import (
    DATA_INCOMPLETE,
    NO_BASE,
    NO_TOLERANCE,
    change_in_points,
    change_in_unit,
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
    if base is None or case.requirement.ends is None or case.series.reaches_target_year:
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
    return Assessment(
        opening=case.latest_in_words(),
        met=_all_hold(case, results),
        formulas=(_yearly_formula(case),),
        details=(_tally(results),),
        remarks=case.missing(),
        open_reason=DATA_INCOMPLETE,
        rests_on_preliminary=case.series.has_preliminary,
    )


def _all_hold(case: Case, results: dict[int, bool | None]) -> bool | None:
    if False in results.values():
        return False
    return True if case.series.is_complete and all(results.values()) else None


def _tally(results: dict[int, bool | None]) -> str:
    """Return 已公布3年，2年达到（2022年未达到）."""
    missed = [year for year, holds in results.items() if not holds]
    said = f"已公布{len(results)}年，{len(results) - len(missed)}年达到"
    return said + (f"（{in_words(missed, len(missed))}未达到）" if missed else "")


def _yearly_formula(case: Case) -> Formula:
    compared = (
        f"{year}年 {case.comparison(value, case.series.by_year[year].printed)}"
        for year, value in case.series.values.items()
    )
    return Formula("逐年对照", "；".join(compared))


def judge_change(case: Case) -> Assessment:
    base = case.requirement.base
    is_percent = case.requirement.says is Says.CHANGE_PERCENT
    if base is None or (is_percent and base <= 0):
        return Assessment(
            opening=case.latest_in_words(),
            met=None,
            formulas=(Formula("变化量", "不计算：没有可用的基期值"),),
            open_reason=NO_BASE,
        )
    return (_relative if is_percent else _difference)(case, base)


def _difference(case: Case, base: Decimal) -> Assessment:
    change = case.value - base
    year, unit = case.series.base_year, case.requirement.unit
    in_points = case.requirement.says is Says.CHANGE_POINTS or is_percentage(unit)
    shown = f"{plain(change)}{'个百分点' if in_points else ''}"
    words = change_in_points(year, change) if in_points else change_in_unit(year, change, unit)
    return Assessment(
        opening=case.latest_in_words(),
        met=case.holds(change),
        formulas=(Formula("变化量", f"{case.value_term} − {case.base_term} = {shown}"),),
        details=(words,),
        rests_on_preliminary=case.latest.is_preliminary,
    )


def _relative(case: Case, base: Decimal) -> Assessment:
    change = relative_change(base, case.value)
    percents = None if change is None else change * 100
    working = f"{case.value_term} ÷ {case.base_term} − 1"
    shown = "" if percents is None else rounded_apart(percents, case.target)
    end = "" if percents is None else f" {equals(percents, shown)}%"
    about = "" if percents is None or Decimal(shown) == percents else "约"
    verb = "减少" if shown.startswith("-") else "增加"
    return Assessment(
        opening=case.latest_in_words(),
        met=case.requirement.relation.holds(case.value, base * (1 + case.target / 100)),
        formulas=(Formula("变化率", f"{working}{end}"),),
        details=(f"比{case.series.base_year}年{verb}{about}{shown.lstrip('-')}%",),
        rests_on_preliminary=case.latest.is_preliminary,
    )


def judge_rough(case: Case) -> Assessment:
    return Assessment(
        opening=case.latest_in_words(),
        met=None,
        formulas=(Formula("对照", f"监测值为{case.value_term}，目标约为{case.target_term}"),),
        open_reason=NO_TOLERANCE,
        rests_on_preliminary=case.latest.is_preliminary,
    )


BY_KIND = {
    Kind.LEVEL: judge_level,
    Kind.KEEP: judge_kept,
    Kind.CUMULATIVE: judge_cumulative,
    Kind.BOUND: judge_bound,
    Kind.AVERAGE: judge_average,
    Kind.AVERAGE_GROWTH: judge_average_growth,
    Kind.CHANGE: judge_change,
    Kind.ROUGH: judge_rough,
}
