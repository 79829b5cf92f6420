"""Verdicts by the declaration: what holds of all, and 500 series by an arithmetic written apart."""

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapters.plan.declarations import (
    MEASURED_BY,
    RELATIONS,
    Better,
    Declaration,
    Measures,
    Relation,
    Says,
)
from indicators.progress.kinds import Kind, declaration_of, kind_of
from indicators.progress.proposing.proposals import proposal
from indicators.progress.wording import Outcome
from tests.indicators.progress.judging import D, confirmed, indicator, verdict_on, workings
from tests.indicators.progress.test_proposals import NATIONAL, row
from tests.indicators.progress.test_verdict_properties import said
from tests.indicators.strategies import amounts, indicators, observations, printed

YEARS = range(2021, 2026)
WORDS = (Says.TEXT, Says.RELATIONAL)


def fitting():
    """Every declaration whose parts fit each other, without its number."""
    for says in set(Says) - set(WORDS):
        for measures in MEASURED_BY[says]:
            for better, relations in RELATIONS.items():
                for relation in relations:
                    made = Declaration(measures, better, says, relation, "1")
                    if made.is_usable:
                        yield made


FITTING = sorted(fitting(), key=repr)
declarations = st.builds(
    lambda made, target: replace(made, target=printed(target)), st.sampled_from(FITTING), amounts
)
series = st.dictionaries(st.sampled_from(YEARS), amounts)


def declared(declaration, base="10", unit="件", name="某数"):
    printed_target = declaration.target.removeprefix("-")
    return replace(indicator(base, printed_target, unit, name), declaration=declaration)


def judged(declaration, values, base="10"):
    row = declared(declaration, base)
    return verdict_on(row, {year: printed(D(value)) for year, value in values.items()})


@pytest.mark.parametrize(("target", "right", "asks", "why"), NATIONAL)
def test_no_row_of_the_national_table_is_judged_before_its_question_is_answered(
    target, right, asks, why
):
    values = dict.fromkeys(YEARS, "70")

    verdict = verdict_on(row(*target), values)

    is_open = asks or right[2] in ("text", "relational")
    assert (verdict.outcome is Outcome.UNDECIDED) == is_open
    if asks:
        assert verdict.wording == "以原文表述为准"


# The number of the row, made-up values from 2021 on, the verdict after a clerk's confirmation.
NATIONAL_VERDICTS = [
    (1, "6 5 4 5 5", Outcome.UNDECIDED),
    (2, "6 5 4 5 5", Outcome.UNDECIDED),
    (3, "61 62 63 64 65", Outcome.MET),
    (3, "61 62 63 64 64.9", Outcome.NOT_MET),
    (4, "7 7 7 7 7", Outcome.NOT_MET),
    (4, "7.1 7.1 7.1 7.1 7.1", Outcome.MET),
    (4, "0 7 7 7 14.2", Outcome.NOT_MET),  # their mean is 7.04, the yearly rate 6.9
    (5, "7 8 9 10 12", Outcome.MET),
    (6, "8 8 9 9 9.9", Outcome.NOT_MET),
    (7, "5 5 5 5 5", Outcome.UNDECIDED),
    (8, "5.6 5.6 5.4 5.4 5.4", Outcome.MET),  # 5.48, though two years lie above
    (8, "5.5 5.5 5.5 5.5 5.5", Outcome.NOT_MET),
    (9, "11 11 11 11 11.3", Outcome.MET),
    (10, "3 3 3 3 3.1", Outcome.NOT_MET),
    (11, "92 93 94 95 96", Outcome.MET),
    (12, "2 2 3 4 4.5", Outcome.MET),
    (13, "77.4 77.6 77.7 77.8 77.9", Outcome.NOT_MET),  # 0.6 of 1
    (13, "77.4 77.6 77.8 78 78.3", Outcome.MET),
    (14, "2.7 2.7 2.7 2.7 2.7", Outcome.NOT_MET),  # 12.79, not 13.5
    (14, "2.9 2.9 2.9 2.9 2.9", Outcome.MET),
    (15, "3.8 3.8 3.8 3.8 3.8", Outcome.NOT_MET),
    (15, "4 4 4 4 4", Outcome.MET),
    (16, "87 87 87 87 87.5", Outcome.MET),
    (17, "84 84 84 84 84.9", Outcome.NOT_MET),
    (18, "24 24 24 24 24.1", Outcome.MET),
    (19, "6.6 6.6 6.6 6.6 6.5", Outcome.NOT_MET),
    (20, "47 47 47 47 46.1", Outcome.MET),
]


@pytest.mark.parametrize(("number", "values", "outcome"), NATIONAL_VERDICTS)
def test_a_confirmed_row_of_the_national_table_is_judged_as_declared(number, values, outcome):
    target = confirmed(row(*NATIONAL[number - 1][0]))

    verdict = verdict_on(target, dict(zip(YEARS, values.split(), strict=True)))

    assert verdict.outcome is outcome


def test_yearly_falls_are_compounded_and_shown():
    target = confirmed(row("单位GDP能源消耗降低", "%", "—", "—", "〔13.5〕"))

    verdict = verdict_on(target, dict.fromkeys(YEARS, "2.7"))

    factors = " × ".join(["(1 − 2.7%)"] * 5)
    assert workings(verdict) == {"累计降低率": f"1 − {factors} ≈ 12.8%"}
    assert verdict.sentence == (
        "单位GDP能源消耗降低已公布5年，累计降低约12.8%，目标为“〔13.5〕%”，已达到。".replace(
            "已达到", "未达到"
        )
    )


def test_yearly_falls_are_not_judged_before_all_are_there():
    target = confirmed(row("单位GDP能源消耗降低", "%", "—", "—", "〔13.5〕"))

    verdicts = [
        verdict_on(target, values)
        for values in ({2021: "15"}, {2021: "15", 2025: "15"}, {2022: "5", 2023: "5", 2024: "5"})
    ]

    assert [each.outcome for each in verdicts] == [Outcome.UNDECIDED] * 3
    assert [each.completion for each in verdicts] == [None] * 3


def test_a_level_with_a_bracketed_target_shows_its_change():
    target = confirmed(row("人均预期寿命", "岁", "77.3", "—", "〔1〕"))

    verdict = verdict_on(target, {2021: "77.4", 2022: "77.6", 2025: "77.9"})

    assert "未达到，比2020年增加0.6岁" in verdict.sentence
    assert workings(verdict)["变化量"] == "77.9 − 77.3 = 0.6"
    assert verdict.completion is None


def test_what_is_to_stay_at_zero_is_met_by_zero_alone():
    target = row("黑臭水体数量", "处", "0", "0")

    outcomes = [
        verdict_on(target, dict.fromkeys(YEARS, "0") | {2025: value}).outcome
        for value in ("0", "5", "-1")
    ]

    assert outcomes == [Outcome.MET, Outcome.NOT_MET, Outcome.NOT_MET]


def test_one_missed_year_misses_what_is_to_be_kept(tanggu):
    values = dict.fromkeys(YEARS, "2100") | {2022: "1900"}

    verdict = verdict_on(tanggu.indicator(6), values)

    assert verdict.outcome is Outcome.NOT_MET
    assert "已公布5年，4年达到（2022年未达到）" in verdict.sentence


def test_a_floor_below_its_base_has_no_completion():
    target = confirmed(row("耕地保有量", "万亩", "1.22", "1.2"))

    verdict = verdict_on(target, {2025: "1.15"})

    assert (verdict.outcome, verdict.completion) == (Outcome.NOT_MET, None)


def test_an_average_that_no_later_year_can_change_is_judged():
    target = confirmed(row("城镇就业", "人", "2000", "年均新增2000人"))

    verdicts = [
        verdict_on(target, values) for values in ({2021: "10000"}, {2021: "9000", 2022: "1000"})
    ]

    assert [each.outcome for each in verdicts] == [Outcome.UNDECIDED, Outcome.MET]
    assert "平均每年5000人" in verdicts[1].sentence


def test_what_has_no_tolerance_is_shown_and_never_judged():
    verdict = verdict_on(row("常住人口", "万人", "12", "15左右"), {2025: "15"})

    assert (verdict.outcome, verdict.wording) == (Outcome.UNDECIDED, "原文未写明允许的差距")


def test_a_declaration_of_another_number_than_printed_counts_no_more():
    target = confirmed(indicator("8.3", "12.45", "亿元"))
    reprinted = replace(target, target_value="13")

    assert declaration_of(reprinted) is None
    assert kind_of(reprinted) is Kind.OPEN


def test_a_negative_figure_has_a_minus():
    verdict = verdict_on(indicator("8.3", "12.45", "亿元"), {2022: "8"})

    assert "完成率约−7.2%" in verdict.sentence
    assert "≈ −7.2%" in workings(verdict)["完成率"]


@given(declarations, series, amounts.map(printed))
def test_any_values_by_any_declaration_give_a_finite_verdict(declaration, values, base):
    verdict = judged(declaration, values, base)

    assert verdict.completion is None or verdict.completion.is_finite()
    assert not any(sign in said(verdict) for sign in ("NaN", "Infinity", "None", "E+"))


@given(declarations, series.filter(bool), amounts.map(printed), st.data(), amounts.map(abs))
def test_a_value_in_the_declared_direction_never_gives_a_worse_verdict(
    declaration, values, base, data, step
):
    up = Better.HIGHER, Better.KEPT_AT_LEAST
    down = Better.LOWER, Better.KEPT_AT_MOST
    if declaration.better not in (*up, *down):
        return
    year = data.draw(st.sampled_from(sorted(values)))
    nearer = values[year] + (step if declaration.better in up else -step)
    rank = [Outcome.NOT_MEASURED, Outcome.NOT_MET, Outcome.UNDECIDED, Outcome.MET]

    before = judged(declaration, values, base)
    after = judged(declaration, values | {year: nearer}, base)

    assert rank.index(after.outcome) >= rank.index(before.outcome)


@given(declarations, series.filter(bool), st.integers(-6, 6))
def test_a_change_of_unit_changes_no_verdict_on_amounts(declaration, values, power):
    is_amount = declaration.measures in (Measures.LEVEL, Measures.FLOW)
    if not is_amount or declaration.says in (Says.AVERAGE_GROWTH, Says.CHANGE_PERCENT):
        return
    smaller = replace(declaration, target=printed(D(declaration.target).scaleb(power)))
    scaled = {year: value.scaleb(power) for year, value in values.items()}

    before = judged(declaration, values)
    after = judged(smaller, scaled, printed(D(10).scaleb(power)))

    assert (after.outcome, after.completion) == (before.outcome, before.completion)


@given(declarations, st.sampled_from(YEARS), amounts)
def test_an_average_is_never_judged_by_one_year(declaration, year, value):
    if declaration.says is Says.AVERAGE:
        assert judged(declaration, {year: value}).outcome is Outcome.UNDECIDED


@given(indicators, observations)
def test_there_is_no_verdict_without_a_declaration(target, measured):
    values = {each.year: each.printed for each in measured}

    verdict = verdict_on(target, values)

    if proposal(target).needs_confirmation:
        assert verdict.outcome in (Outcome.UNDECIDED, Outcome.NOT_MEASURED)
        assert verdict.completion is None


def apart(declaration, base, values):
    """The outcome by another arithmetic: fractions, and an index that runs through the years."""
    if not values:
        return Outcome.NOT_MEASURED
    asked = Fraction(declaration.target)
    test = {
        Relation.AT_LEAST: lambda found, limit: not found < limit,
        Relation.AT_MOST: lambda found, limit: not found > limit,
        Relation.ABOVE: lambda found, limit: found - limit > 0,
        Relation.BELOW: lambda found, limit: limit - found > 0,
        Relation.EXACTLY: lambda found, limit: found - limit == 0,
    }.get(declaration.relation)
    if test is None:
        return Outcome.UNDECIDED
    last, all_there = max(values), all(year in values for year in YEARS)
    kind, says = declaration.measures, declaration.says
    falls = kind is Measures.FALL
    index, at_target = Fraction(1), Fraction(1)
    for year in sorted(values):
        step = Fraction(values[year]) / 100
        index *= max(1 - step if falls else 1 + step, Fraction(0))
        at_target *= max(1 - asked / 100 if falls else 1 + asked / 100, Fraction(0))
    total = sum(map(Fraction, values.values()))

    def told(good):
        return Outcome.MET if good else Outcome.NOT_MET

    if declaration.better.is_kept:
        if last != 2025:
            return Outcome.UNDECIDED
        missed = [year for year in values if not test(Fraction(values[year]), asked)]
        if missed:
            return Outcome.NOT_MET
        return Outcome.MET if all_there else Outcome.UNDECIDED
    if says in (Says.SUM, Says.AVERAGE) and kind in (Measures.GROWTH, Measures.FALL):
        if not all_there:
            return Outcome.UNDECIDED
        if says is Says.SUM:
            return told(test(100 * (1 - index) if falls else 100 * (index - 1), asked))
        return told(test(-index, -at_target) if falls else test(index, at_target))
    if says in (Says.SUM, Says.AVERAGE):
        limit = asked if says is Says.SUM else asked * 5
        if all_there:
            return told(test(total, limit))
        signs = {Fraction(v) > 0 for v in values.values() if Fraction(v)}
        adds = kind is Measures.FLOW and limit != 0 and signs == {limit > 0}
        if not adds or (says is not Says.SUM and len(values) < 2):
            return Outcome.UNDECIDED
        beyond = total + (10**12 if limit > 0 else -(10**12))  # what later years may still add
        if declaration.better is Better.EXACTLY:
            return Outcome.NOT_MET if abs(total) > abs(limit) else Outcome.UNDECIDED
        ends = {test(total, limit), test(beyond, limit)}
        return told(ends.pop()) if len(ends) == 1 else Outcome.UNDECIDED
    if last != 2025:
        return Outcome.UNDECIDED
    value, start = Fraction(values[2025]), Fraction(base)
    if says is Says.AVERAGE_GROWTH:
        if start <= 0:
            return Outcome.UNDECIDED
        for _ in YEARS:
            start *= max(1 + asked / 100, Fraction(0))
        return told(test(value, start))
    if says is Says.CHANGE_PERCENT:
        return told(test(100 * (value - start) / start, asked)) if start > 0 else Outcome.UNDECIDED
    if says in (Says.CHANGE, Says.CHANGE_POINTS):
        return told(test(value - start, asked))
    return told(test(value, asked))


def made_up(random):
    declaration = replace(random.choice(FITTING), target=str(random.randint(-60, 120) / 10))
    years = YEARS if random.random() < 0.6 else random.sample(YEARS, random.randint(0, 4))
    near = float(declaration.target)
    values = {
        year: str(random.choice([near, near / 5, random.randint(-60, 120) / 10]).__round__(1))
        for year in years
    }
    return declaration, random.choice(["10", "0", "-2", "3.5"]), values


def test_no_verdict_of_500_made_up_series_is_false():
    random = Random(16)
    cases = [made_up(random) for _ in range(500)]

    found = [judged(declaration, values, base).outcome for declaration, base, values in cases]

    right = [apart(*case) for case in cases]
    wrong = [each for each in zip(cases, found, right, strict=True) if each[1] is not each[2]]
    assert wrong == []
    assert {found.count(outcome) > 30 for outcome in (Outcome.MET, Outcome.NOT_MET)} == {True}
