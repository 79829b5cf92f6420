from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from chapters.plan.document import Indicator, Nature
from indicators.progress.arithmetic import (
    completion,
    cumulative_completion,
    expected_completion_on,
    geometric_path,
    index_to_base,
    linear_path,
    relative_change,
)
from indicators.progress.kinds import Kind, kind_of
from indicators.progress.printed import parse, unit_shown
from indicators.progress.targets import describe, formulas
from tests.indicators.progress.judging import confirmed
from tests.indicators.strategies import indicators, numbers

D = Decimal
amounts = st.integers(-(10**9), 10**9).map(D)
steps = st.integers(0, 100)


def indicator(base, target, unit="亿元", nature=Nature.ANTICIPATORY):
    return Indicator(1, "产值", unit, base, target, nature)


@pytest.mark.parametrize(
    ("base", "target", "actual", "share"),
    [
        ("0.9", "1.35", "0.9", "0"),
        ("0.9", "1.35", "1.35", "1"),
        ("10", "2", "6", "0.5"),
        ("10", "20", "8.8", "-0.12"),
        ("10", "20", "20.8", "1.08"),
        ("0", "8", "2", "0.25"),
        ("-4", "4", "0", "0.5"),
    ],
)
def test_completion_is_the_share_of_the_way(base, target, actual, share):
    assert completion(D(base), D(target), D(actual)) == D(share)


def test_a_level_to_be_kept_has_no_completion():
    assert completion(D(2000), D(2000), D(2100)) is None


def test_what_is_missing_has_no_completion():
    assert completion(None, D(1), D(1)) is None


@given(numbers, numbers, numbers)
def test_completion_is_a_finite_number_or_nothing(base, target, actual):
    share = completion(base, target, actual)

    assert share is None or share.is_finite()


@given(amounts, amounts, steps, steps)
def test_nearer_to_the_target_is_never_less_complete(base, target, one, other):
    assume(base != target)
    farther, nearer = (base + (target - base) * step / 100 for step in sorted((one, other)))

    assert completion(base, target, nearer) >= completion(base, target, farther)


@given(amounts, amounts, amounts)
def test_completion_does_not_depend_on_the_unit(base, target, actual):
    in_hundreds = completion(*(value / 100 for value in (base, target, actual)))

    assert in_hundreds == completion(base, target, actual)


def test_the_time_that_has_passed_stays_between_nothing_and_all():
    ends = [date(year, 12, 31) for year in (2019, 2020, 2022, 2025, 2030)]
    shares = [expected_completion_on(2020, 2025, end) for end in ends]

    assert shares == [0, 0, D("0.4"), 1, 1]


def test_the_paths_lead_from_base_to_target():
    assert [linear_path(D(8), D(12), D(share)) for share in (0, "0.5", 1)] == [8, 10, 12]
    assert [geometric_path(D(4), D(16), D(share)) for share in (0, "0.5", 1)] == [4, 8, 16]


def test_a_path_that_crosses_zero_has_no_rate_of_growth():
    assert geometric_path(D(-1), D(1), D("0.5")) is None
    assert geometric_path(D(0), D(1), D("0.5")) is None


def test_a_cumulative_target_adds_up_the_years():
    assert cumulative_completion(D(48), [D(12), D(24)]) == D("0.75")
    assert cumulative_completion(D(0), [D(12)]) is None


def test_the_plans_targets_stand_at_these_indices(tanggu):
    indices = [
        index_to_base(parse(row.base_value), parse(row.target_value)) for row in tanggu.indicators
    ]

    assert [round(index, 1) for index in indices] == [150, 150, 150, 150, D("147.5"), 100]


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("0.0075", D("0.0075")),
        ("１２，３４５", D(12345)),
        ("1,234.5", D("1234.5")),
        ("-3", D(-3)),
        ("〔48〕", None),
        ("1e5", None),
        ("NaN", None),
        ("", None),
        ("9" * 5000, None),
    ],
)
def test_only_a_plain_number_is_read_as_one(printed, value):
    assert parse(printed) == value


@pytest.mark.parametrize(
    ("base", "target", "kind"),
    [
        ("0.9", "1.35", Kind.LEVEL),
        ("9", "1", Kind.LEVEL),
        ("2000", "2000", Kind.KEEP),
        ("0", "0", Kind.KEEP),
        ("2000", "保持", Kind.KEEP),
        ("0", "〔48〕", Kind.CUMULATIVE),
        ("", "走在全区前列", Kind.TEXT),
    ],
)
def test_the_printed_values_tell_which_arithmetic_is_honest(base, target, kind):
    assert kind_of(confirmed(indicator(base, target))) == kind


def test_the_sentence_on_a_row_without_a_unit_says_so_and_adds_none(tanggu):
    sentence = describe(tanggu.indicator(1), 2020, 2025)

    assert "单位原文未注" in sentence
    assert "元" not in sentence


def test_the_row_to_be_kept_says_so_and_shows_no_percentage(tanggu):
    row = tanggu.indicator(6)
    said = describe(row, 2020, 2025) + "".join(part.working for part in formulas(row, 2020))

    assert "保持" in said
    assert "%" not in said


def test_a_falling_target_falls():
    assert "降至" in describe(confirmed(indicator("10", "8")), 2020, 2025)


def test_a_percentage_changes_by_points():
    assert "提高6个百分点" in describe(indicator("80", "86", unit="%"), 2020, 2025)


def test_an_anticipatory_target_is_never_called_a_duty(tanggu):
    assert all("预期" in describe(row, 2020, 2025) for row in tanggu.indicators)
    assert "要求" in describe(indicator("1", "2", nature=Nature.BINDING), 2020, 2025)


@given(indicators)
def test_any_indicator_can_be_described(row):
    said = [describe(row, 2020, 2025), unit_shown(row)]
    said += [part.working for part in formulas(row, 2020)]

    computed = "".join(said)
    for typed in (row.name, row.base_value, row.target_value, row.unit):
        computed = computed.replace(typed, "") if typed else computed
    assert not {"NaN", "Infinity", "None"} & set(computed.split())
    assert "NaN" not in computed
    assert "Infinity" not in computed


@given(indicators, numbers)
def test_an_indicator_to_be_kept_never_has_a_percentage(row, level):
    value = f"{level:f}"
    kept = replace(row, base_value=value, target_value=value, unit="人", name="人数")

    assert "%" not in describe(kept, 2020, 2025)


@given(numbers, numbers)
def test_a_change_is_given_from_a_positive_base_only(base, target):
    change = relative_change(base, target)

    assert (change is None) == (base <= 0)
