"""The verdict on an indicator: what the measurements say of its target, in words and numbers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from chapters.plan.declarations import Says
from chapters.plan.document import Indicator
from indicators.progress.case import Assessment, Case
from indicators.progress.judges import BY_KIND
from indicators.progress.kinds import Kind, Requirement, requirement_of
from indicators.progress.observations import Observation, Series, series_of
from indicators.progress.printed import (
    UNIT_MISSING,
    about_percent,
    unit_shown,
    with_minus,
    with_unit,
)
from indicators.progress.proposing.asked import printed_target
from indicators.progress.targets import Formula, planned_formula
from indicators.progress.wording import (
    AS_PRINTED,
    BEFORE_TARGET_YEAR,
    LABELS,
    NEEDS_OTHER_FIGURE,
    NO_MEASUREMENT,
    NO_TOLERANCE,
    NOT_COMPARABLE,
    NOT_DECLARED,
    PRELIMINARY,
    TARGET_YEAR_MISSING,
    Outcome,
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict of the measurements on a target.

    `completion` is not clipped: negative is moving away, above 1 is beyond; None where the kind
    has none. `expected` is the share of the time passed at the end of the latest year, beside a
    completion only. `wording` is a short label, `sentence` the whole with its figures.
    """

    kind: Kind
    outcome: Outcome
    wording: str
    sentence: str
    formulas: tuple[Formula, ...]
    latest: Observation | None = None
    completion: Decimal | None = None
    expected: Decimal | None = None


def judge(
    indicator: Indicator, observations: Sequence[Observation], base_year: int, target_year: int
) -> Verdict:
    """Return the verdict on an indicator by its measurements, in any order.

    Years outside the plan are left out; of one year given twice the last one counts. Never raises.
    """
    requirement = requirement_of(indicator)
    series = series_of(observations, requirement, base_year, target_year)
    latest = series.latest
    if latest is None:
        return _not_measured(indicator, requirement, series)
    value = series.values.get(latest.year)
    if requirement.value is None or value is None:
        return _in_words(indicator, requirement, series, latest)
    return _by_numbers(Case(indicator, requirement, series, requirement.value, latest, value))


def _not_measured(indicator: Indicator, requirement: Requirement, series: Series) -> Verdict:
    target = with_unit(printed_target(indicator), indicator.unit)
    said = f"{indicator.name}{series.target_year}年目标为“{target}”，{NO_MEASUREMENT}"
    missing = series.years_given_as_missing()
    given = (f"{missing}来源未给出数值",) if missing else ()
    remarks = (*given, *_open_remark(requirement), *_unit_remark(indicator))
    return Verdict(
        kind=requirement.kind,
        outcome=Outcome.NOT_MEASURED,
        wording=NO_MEASUREMENT,
        sentence=_sentence([said], remarks),
        formulas=(planned_formula(indicator, requirement),),
    )


def _in_words(
    indicator: Indicator, requirement: Requirement, series: Series, latest: Observation
) -> Verdict:
    """Return the verdict where the target or the latest measurement is no number."""
    wording = _why_in_words(requirement)
    mark = PRELIMINARY if latest.is_preliminary else ""
    shown = with_unit(latest.printed.strip(), requirement.unit)
    parts = [
        f"{latest.year}年{indicator.name}为“{shown}”{mark}",
        f"目标为“{with_unit(printed_target(indicator), indicator.unit)}”",
        "监测值不是可以与目标比较的数字" if wording == NOT_COMPARABLE else wording,
    ]
    return Verdict(
        kind=requirement.kind,
        outcome=Outcome.UNDECIDED,
        wording=wording,
        sentence=_sentence(
            parts, [*_open_remark(requirement), *_closing_remarks(indicator, series, latest)]
        ),
        formulas=(planned_formula(indicator, requirement),),
        latest=latest,
    )


def _open_remark(requirement: Requirement) -> tuple[str, ...]:
    return (NOT_DECLARED,) if requirement.kind is Kind.OPEN else ()


def _why_in_words(requirement: Requirement) -> str:
    if requirement.kind is Kind.RELATIONAL:
        return NEEDS_OTHER_FIGURE
    return AS_PRINTED if requirement.value is None else NOT_COMPARABLE


def _by_numbers(case: Case) -> Verdict:
    assessment = BY_KIND[case.requirement.kind](case)
    outcome = _outcome(case, assessment)
    is_decided = outcome is not Outcome.UNDECIDED
    expected = None if assessment.completion is None else case.elapsed_share
    return Verdict(
        kind=case.requirement.kind,
        outcome=outcome,
        wording=_wording(case, assessment, outcome),
        sentence=_sentence(
            _parts(case, assessment, outcome, None if is_decided else expected),
            [*assessment.remarks, *_closing_remarks(case.indicator, case.series, case.latest)],
        ),
        completion=assessment.completion,
        expected=expected,
        formulas=assessment.formulas,
        latest=case.latest,
    )


def _outcome(case: Case, assessment: Assessment) -> Outcome:
    if assessment.met is None or not (case.series.reaches_target_year or assessment.is_final):
        return Outcome.UNDECIDED
    return Outcome.MET if assessment.met else Outcome.NOT_MET


def _wording(case: Case, assessment: Assessment, outcome: Outcome) -> str:
    if outcome is Outcome.UNDECIDED:
        if case.series.reaches_target_year:
            return assessment.open_reason
        if case.requirement.kind is Kind.ROUGH:
            return NO_TOLERANCE
        is_given_as_missing = case.series.target_year in case.series.by_year
        return TARGET_YEAR_MISSING if is_given_as_missing else BEFORE_TARGET_YEAR
    label = LABELS[case.indicator.nature, outcome]
    return f"{label}（初步）" if assessment.rests_on_preliminary else label


def _parts(
    case: Case, assessment: Assessment, outcome: Outcome, expected: Decimal | None
) -> Iterator[str]:
    """The assessment, the target, the verdict, the figures, the time passed."""
    yield assessment.opening
    yield _target_in_words(case)
    if outcome is not Outcome.UNDECIDED:
        before = "初步判断" if assessment.rests_on_preliminary else ""
        yield before + LABELS[case.indicator.nature, outcome]
    elif case.series.reaches_target_year:
        yield assessment.open_reason
    yield from assessment.details
    if expected is not None:
        yield f"时间进度{about_percent(expected)}"


def _target_in_words(case: Case) -> str:
    printed = with_unit(printed_target(case.indicator), case.indicator.unit)
    if case.requirement.kind is Kind.LEVEL:
        return f"目标为{printed}"
    if case.requirement.kind is Kind.KEEP and case.requirement.says is Says.VALUE:
        return f"目标是保持在{printed}"
    return f"目标为“{printed}”"


def _closing_remarks(indicator: Indicator, series: Series, latest: Observation) -> Iterator[str]:
    yield from _unit_remark(indicator)
    if latest.year == series.target_year:
        return
    missing = "来源未给出数值" if series.target_year in series.by_year else "尚无监测值"
    yield f"数据截至{latest.year}年，{series.target_year}年{missing}"


def _unit_remark(indicator: Indicator) -> tuple[str, ...]:
    return (UNIT_MISSING,) if unit_shown(indicator) == UNIT_MISSING else ()


def _sentence(parts: Iterable[str], remarks: Iterable[str]) -> str:
    return with_minus("；".join(["，".join(parts), *remarks]) + "。")
