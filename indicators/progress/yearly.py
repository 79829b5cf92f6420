"""Judges of targets that all years count for: a level to be kept, a sum to be reached."""

from decimal import Decimal

from indicators.progress.arithmetic import cumulative_completion
from indicators.progress.case import Assessment, Case
from indicators.progress.observations import in_words
from indicators.progress.printed import about_percent, equals_percent, number_term, plain, with_unit
from indicators.progress.targets import Formula
from indicators.progress.wording import DATA_INCOMPLETE, NO_DIRECTION

Results = dict[int, bool | None]  # year: whether its value holds


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


def _all_hold(case: Case, results: Results) -> bool | None:
    if False in results.values():
        return False
    return True if case.series.is_complete and all(results.values()) else None


def _tally(results: Results) -> str:
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
    is_final = bool(holds) and _cannot_fall_back(case, values)
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


def _cannot_fall_back(case: Case, values: list[Decimal]) -> bool:
    """Whether every year only adds to the sum."""
    return bool(case.target) and all(value * case.target >= 0 for value in values)


def _sum_formulas(case: Case, reached: Decimal, share: Decimal | None) -> tuple[Formula, ...]:
    rows = case.series.by_year
    terms = [number_term(rows[year].printed, value) for year, value in case.series.values.items()]
    added = " + ".join(terms)
    if share is None:
        return (Formula("累计数", f"{added} = {plain(reached)}"),)
    whole = f"({added}) ÷ {plain(case.target)} {equals_percent(share)}"
    return Formula("完成率", whole), case.time_formula()
