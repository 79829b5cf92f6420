"""Judges of a level on the way from base to target, and of a limit."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from indicators.progress.arithmetic import completion, geometric_path, linear_path
from indicators.progress.case import Assessment, Case
from indicators.progress.kinds import Relation
from indicators.progress.printed import (
    about_percent,
    equals,
    equals_percent,
    is_percentage,
    is_rounded_to_one_digit,
    plain,
    rounded_like,
)
from indicators.progress.targets import Formula
from indicators.progress.wording import change_in_points, margin


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
