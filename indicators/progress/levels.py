"""A level on the way from base to target, and a limit to stay within or to reach."""

from indicators.progress.arithmetic import completion, difference, geometric_path, linear_path
from indicators.progress.case import Case, Finding
from indicators.progress.findings import Formula
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
from indicators.progress.wording import change_in_points, margin

UPWARD = (Relation.AT_LEAST, Relation.ABOVE)
DOWNWARD = (Relation.AT_MOST, Relation.BELOW)


def judge_level(case: Case) -> Finding:
    base, target = case.requirement.base, case.requirement.value
    share = completion(base, target, case.value)
    change = difference(base, case.value)
    in_points = is_percentage(case.requirement.unit)
    return Finding(
        opening=case.latest_in_words(),
        met=case.holds(case.value),
        formulas=(_way_formula(case, share), case.time_formula(), *_path_formulas(case)),
        details=(
            *([change_in_points(case.series.base_year, change)] if in_points else []),
            f"完成率{about_percent(share)}",
        ),
        remarks=_approximate(base, target, case.value),
        completion=share,
        rests_on_preliminary=case.series.latest.is_preliminary,
    )


def _way_formula(case, share):
    base, target, actual = case.base_term, case.target_term, case.value_term
    return Formula("完成率", f"({actual} − {base}) ÷ ({target} − {base}) {equals_percent(share)}")


def _path_formulas(case):
    if case.series.reaches_target_year:
        return
    ends = case.requirement.base, case.requirement.value
    first, last = case.base_term, case.target_term
    share = f"{case.series.elapsed} ÷ {case.series.target_year - case.series.base_year}"
    linear = linear_path(*ends, case.elapsed_share)
    shown = equals(linear, rounded_like(linear, *ends))
    yield Formula("线性推算", f"{first} + ({last} − {first}) × {share} {shown}")
    geometric = geometric_path(*ends, case.elapsed_share)
    if geometric is not None and not is_percentage(case.requirement.unit):
        shown = equals(geometric, rounded_like(geometric, *ends))
        yield Formula("几何推算", f"{first} × ({last} ÷ {first})^({share}) {shown}")


def _approximate(*values):
    """0.2 covers 1,500 to 2,499 where it counts in 万."""
    rounded = [plain(value) for value in dict.fromkeys(values) if is_rounded_to_one_digit(value)]
    return (f"{'、'.join(rounded)}只有一位有效数字，完成率是约数",) if rounded else ()


def judge_bound(case: Case) -> Finding:
    asked, unit = case.requirement.value, case.requirement.unit
    share = _way_to_bound(case)
    way = () if share is None else (_way_formula(case, share), case.time_formula())
    over = plain(difference(asked, case.value))
    return Finding(
        opening=case.latest_in_words(),
        met=case.holds(case.value),
        formulas=(
            Formula("对照", case.comparison(case.value, case.printed)),
            Formula("差额", f"{case.value_term} − {case.target_term} = {over}"),
            *way,
        ),
        details=(
            margin(case.value, asked, unit, "目标"),
            *([] if share is None else [f"完成率{about_percent(share)}"]),
        ),
        remarks=() if share is None else _approximate(case.requirement.base, asked, case.value),
        completion=share,
        rests_on_preliminary=case.series.latest.is_preliminary,
    )


def _way_to_bound(case):
    """A base on the wrong side of the limit has a way to go, any other has none."""
    base, limit, relation = case.requirement.base, case.requirement.value, case.requirement.relation
    if base is None or not (
        (relation in UPWARD and base < limit) or (relation in DOWNWARD and base > limit)
    ):
        return None
    return completion(base, limit, case.value)
