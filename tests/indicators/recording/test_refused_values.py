"""What is refused when it is recorded, in which words."""

from datetime import date

import pytest

from chapters.models import Plan
from indicators import public_data
from indicators.models import Measurement, Source
from indicators.recording import acts
from indicators.recording.rules import NothingNew
from tanggu_plan.text.refusals import Refused


@pytest.fixture
def other_plan(plan):
    return Plan.objects.create(
        slug="2026-2030",
        title_lines="示例规划",
        short_title="示例规划",
        issuer="示例单位",
        period_start=2026,
        period_end=2030,
        base_year=2025,
    )


@pytest.mark.parametrize(
    ("year", "told"),
    [
        (2020, "2020年是基期年"),
        (2019, "2019年不在规划期内。可以记录的年度是2021—2025年"),
        (2026, "2026年不在规划期内"),
        (2025, "2025年还没有到"),
    ],
)
def test_a_year_outside_the_plan_or_still_to_come_is_refused(measure, year, told):
    with pytest.raises(Refused, match=told):
        measure(year=year)

    assert not Measurement.objects.exists()


@pytest.mark.parametrize(
    "value",
    ["12%", "９．１％", "9.1亿元", "约9", "N/A", "1,23", "9.1.2", "一百", "1e3", "nan", "〔9〕"],
)
def test_a_value_that_is_no_plain_number_is_quoted_with_how_to_write_it(measure, value):
    with pytest.raises(Refused) as refusal:
        measure(value)

    assert f"“{value}”不能当作数值" in str(refusal.value)
    for example in ("12.45", "1,234", "１２.４５", "百分号", "单位"):
        assert example in str(refusal.value)


def test_a_number_of_28_digits_is_the_longest(measure):
    assert measure("9" * 28).value == "9" * 28
    with pytest.raises(Refused, match="位数太多"):
        measure("9" * 29, year=2023)


def test_a_value_has_its_nature_and_a_missing_one_none(measure):
    with pytest.raises(Refused, match="选为“缺”"):
        measure(" ")
    with pytest.raises(Refused, match="为“缺”时数值留空"):
        measure("9.1", status="MISSING")
    with pytest.raises(Refused, match="不是有效选项"):
        measure(status="GUESSED")


@pytest.mark.parametrize("status", ["PRELIMINARY", "FINAL"])
def test_another_value_after_a_final_one_must_be_called_a_revision(measure, confirmer, status):
    acts.confirm(measure("9.1"), confirmer)

    with pytest.raises(Refused, match=r"已有确认的数值9\.1亿元（最终）。要改它.*“修订”"):
        measure("9.3", status=status)


def test_a_source_of_another_plan_is_refused(measure, other_plan):
    stranger = Source.objects.create(
        plan=other_plan, title="示例公报", publisher="示例单位", dated_on=date(2023, 3, 1)
    )

    with pytest.raises(Refused, match="登记在《示例规划》名下"):
        measure(source=stranger)


def test_a_source_with_a_date_to_come_is_refused(measure, source):
    Source.objects.update(dated_on=date(2024, 7, 1))

    with pytest.raises(Refused, match="2024-07-01还没有到"):
        measure()


@pytest.mark.parametrize(
    ("as_of", "told"),
    [(date(2024, 7, 1), "2024-07-01还没有到"), (date(2020, 12, 31), "早于规划期（2021年起）")],
)
def test_a_status_as_of_a_day_to_come_or_before_the_plan_is_refused(report, as_of, told):
    with pytest.raises(Refused, match=told):
        report(as_of=as_of)


def test_a_commitment_of_a_number_is_reached_with_a_number(report):
    with pytest.raises(Refused, match="“50张”不能当作数值"):
        report("MET", value="50张")


def test_a_commitment_in_words_is_reached_with_any(report, commitment):
    commitment.value = "基本完善"
    commitment.save()

    assert report("MET", value="基本完善").value == "基本完善"


def test_the_very_same_is_not_recorded_twice(measure, report, confirmer):
    for again, row in [(measure, measure()), (report, report("MET", value="50"))]:
        with pytest.raises(NothingNew, match="正在等另一位同事确认"):
            again(**said(row))
        acts.confirm(row, confirmer)
        with pytest.raises(NothingNew, match="确认的记录完全相同"):
            again(**said(row))


def said(row):
    names = ("value", "year") if isinstance(row, Measurement) else ("value", "progress")
    return {name: getattr(row, name) for name in names}


def test_the_same_number_printed_otherwise_is_nothing_new(measure, confirmer):
    acts.confirm(measure("9.1"), confirmer)

    with pytest.raises(NothingNew):
        measure("９.10")


def test_the_same_value_from_another_source_is_new(measure, confirmer, plan):
    acts.confirm(measure("9.1"), confirmer)
    better = Source.objects.create(
        plan=plan, title="示例年鉴", publisher="示例单位", dated_on=date(2024, 1, 1)
    )

    acts.confirm(measure("9.1", source=better), confirmer)

    assert public_data.measurements(plan)[3][0].source == better


@pytest.mark.parametrize("hidden", ["\u202e", "\u200b", "\x00", "\ufeff"])
def test_characters_that_nobody_sees_are_refused(measure, report, confirmer, hidden):
    with pytest.raises(Refused, match="请删去它"):
        measure(note=f"口径{hidden}见公报")
    with pytest.raises(Refused, match="请删去它"):
        report(responsible=f"民政{hidden}科")
    with pytest.raises(Refused, match="请删去它"):
        acts.return_(measure(), confirmer, f"不{hidden}对")


def test_a_return_needs_its_reason(measure, confirmer):
    row = measure()

    with pytest.raises(Refused, match="请写明理由"):
        acts.return_(row, confirmer, " \n")
    with pytest.raises(Refused, match="501个字，请缩短到500个字以内"):
        acts.return_(row, confirmer, "错" * 501)


def test_a_note_too_long_is_refused(measure):
    with pytest.raises(Refused, match="500"):
        measure(note="注" * 501)
