"""What holds of the verdict on any indicator, whatever was printed and measured."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.progress.observations import Observation
from indicators.progress.verdicts import judge
from indicators.progress.wording import Outcome
from tests.counts import counted
from tests.indicators.progress.judging import confirmed
from tests.indicators.strategies import (
    amounts,
    in_a_unit,
    indicators,
    judged,
    kept,
    observations,
    printed,
    years,
)

RANK = [Outcome.NOT_MEASURED, Outcome.NOT_MET, Outcome.UNDECIDED, Outcome.MET]


def verdict_on(case):
    return judge(case.indicator, case.observations(), 2020, 2025)


def scaled(case, power):
    """The same in a unit 10^power times smaller."""

    def in_unit(text):
        digits = "".join(sign for sign in text if sign in "-.0123456789")
        return text.replace(digits, printed(Decimal(digits).scaleb(power))) if digits else text

    row = case.indicator
    return replace(
        case,
        indicator=confirmed(
            replace(row, base_value=in_unit(row.base_value), target_value=in_unit(row.target_value))
        ),
        values={year: value.scaleb(power) for year, value in case.values.items()},
    )


def said(verdict):
    return verdict.sentence + verdict.wording + "".join(f.working for f in verdict.formulas)


@given(indicators, observations, years)
def test_any_measurements_of_any_indicator_have_a_finite_verdict(row, measured, period):
    verdict = judge(row, measured, *period)

    for share in (verdict.completion, verdict.expected):
        assert share is None or share.is_finite()
    computed = said(verdict)
    for typed in (row.name, row.unit, row.target_value, *(seen.printed for seen in measured)):
        computed = computed.replace(typed.strip(), "") if typed.strip() else computed
    assert not any(sign in computed for sign in ("NaN", "Infinity", "None", "E+"))


@given(judged)
def test_a_verdict_is_a_whole_sentence_with_a_label(case):
    verdict = verdict_on(case)

    assert verdict.sentence.endswith("。")
    assert verdict.wording
    assert all(formula.working for formula in verdict.formulas)


@settings(max_examples=counted(500))  # the target is crossed in few of them
@given(judged, st.data(), amounts.map(abs))
def test_a_better_value_never_gives_a_worse_verdict(case, data, step):
    year = data.draw(st.sampled_from(sorted(case.values)))
    better = replace(case, values=case.values | {year: case.values[year] + case.better * step})

    before, after = verdict_on(case), verdict_on(better)

    assert RANK.index(after.outcome) >= RANK.index(before.outcome)
    if before.completion is not None:
        assert after.completion >= before.completion


@given(in_a_unit, st.integers(-6, 6))
def test_a_verdict_does_not_depend_on_the_unit(case, power):
    before, after = verdict_on(case), verdict_on(scaled(case, power))

    assert (after.kind, after.outcome, after.wording) == (
        before.kind,
        before.outcome,
        before.wording,
    )
    assert (after.completion, after.expected) == (before.completion, before.expected)


@given(judged, st.randoms(use_true_random=False))
def test_the_order_of_the_years_does_not_matter(case, random):
    shuffled = case.observations()
    random.shuffle(shuffled)

    assert judge(case.indicator, shuffled, 2020, 2025) == verdict_on(case)


@given(judged, amounts)
def test_a_value_given_earlier_for_the_same_year_changes_nothing(case, other):
    repeated = [Observation(year, printed(other)) for year in case.values]

    assert judge(case.indicator, [*repeated, *case.observations()], 2020, 2025) == verdict_on(case)


@given(judged)
def test_there_is_no_verdict_before_the_target_year_unless_a_sum_is_there(case):
    early = {year: value for year, value in case.values.items() if year < 2025}

    verdict = verdict_on(replace(case, values=early))

    assert verdict.outcome is not Outcome.NOT_MET
    assert verdict.outcome is not Outcome.MET or verdict.kind == "CUMULATIVE"


@given(kept())
def test_what_is_to_be_kept_never_shows_a_percentage(case):
    verdict = verdict_on(case)

    assert "%" not in said(verdict)
    assert verdict.completion is None
