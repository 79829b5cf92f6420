"""What is recorded, confirmed and returned, and by whom; and what is refused, in which words."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from chapters.models import Plan
from indicators import public_data
from indicators.models import CommitmentStatus, Measurement, Source
from indicators.recording import acts
from indicators.recording.acts import NothingNew
from tanggu_plan import audit
from tanggu_plan.models import AuditEntry
from tanggu_plan.serving import public_version
from tanggu_plan.text.refusals import Refused

REASON = "公报第3页是9.3，请核对。"


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


def values(plan):
    return {
        number: {row.year: row.value for row in rows}
        for number, rows in public_data.measurements(plan).items()
    }


def last_entry():
    return AuditEntry.objects.first()


# The way of a value


@pytest.mark.parametrize("value", ["9.1", "１２．４５", "1,234.5", "-0.30", "0"])
def test_a_value_is_kept_as_its_source_prints_it(measure, value):
    row = measure(f" {value} ")

    row.refresh_from_db()
    assert (row.value, row.state) == (value, "PENDING")


def test_what_is_recorded_is_not_public(measure, report, plan):
    measure()
    report()

    assert public_data.measurements(plan) == {}
    assert public_data.statuses(plan) == {}


def test_what_is_returned_is_never_public(measure, report, confirmer, plan):
    acts.return_(measure(), confirmer, REASON)
    acts.return_(report(), confirmer, REASON)

    later = timezone.now() + timedelta(days=1)
    assert public_data.measurements(plan) == public_data.measurements(plan, later) == {}
    assert public_data.statuses(plan) == public_data.statuses(plan, later) == {}


def test_what_another_person_confirms_is_public(measure, report, confirmer, plan):
    acts.confirm(measure(), confirmer)
    acts.confirm(report("MET", value="50"), confirmer)

    assert values(plan) == {3: {2022: "9.1"}}
    assert public_data.statuses(plan)[17].value == "50"


def test_a_revision_takes_the_place_of_the_older_value_which_stays_on_record(
    measure, confirmer, plan
):
    acts.confirm(measure("9.1"), confirmer)
    before = timezone.now()
    acts.confirm(measure("9.3", status="REVISED"), confirmer)

    assert values(plan) == {3: {2022: "9.3"}}
    assert public_data.measurements(plan, before)[3][0].value == "9.1"


def test_a_preliminary_value_is_followed_by_a_final_one(measure, confirmer, plan):
    acts.confirm(measure("9.1", status="PRELIMINARY"), confirmer)
    acts.confirm(measure("9.3"), confirmer)

    assert values(plan) == {3: {2022: "9.3"}}


def test_a_year_without_a_value_is_said_to_have_none(measure, confirmer, plan):
    acts.confirm(measure("", status="MISSING", note="公报没有这一项。"), confirmer)

    (row,) = public_data.measurements(plan)[3]
    assert (row.value, row.shown) == ("", "缺")


def test_a_value_confirmed_in_error_can_be_called_missing(measure, confirmer, plan):
    acts.confirm(measure(), confirmer)
    acts.confirm(measure("", status="MISSING"), confirmer)

    assert values(plan) == {3: {2022: ""}}


def test_a_returned_value_can_be_recorded_again(measure, confirmer):
    acts.return_(measure(), confirmer, REASON)

    assert measure().state == "PENDING"


def test_recorders_take_back_what_they_recorded(measure, recorder):
    row = acts.return_(measure(), recorder, "年度选错了。")

    assert (row.state, row.returned_by, row.return_reason) == ("RETURNED", recorder, "年度选错了。")


# What readers and the record get to know


@pytest.mark.parametrize("step", ["record", "confirm", "return"])
def test_the_public_version_grows_with_every_step_since_what_waits_is_counted_in_public(
    measure, confirmer, step
):
    row = measure() if step != "record" else None
    before = public_version.current()

    {
        "record": measure,
        "confirm": lambda: acts.confirm(row, confirmer),
        "return": lambda: acts.return_(row, confirmer, REASON),
    }[step]()

    assert public_version.current() - before == 1


def test_every_step_is_on_record_with_its_person_and_its_words(measure, recorder, confirmer):
    row = measure(note="口径见公报。")
    recorded = last_entry()
    acts.return_(row, confirmer, REASON)
    returned = last_entry()
    acts.confirm(measure(), confirmer)
    confirmed = last_entry()

    entries = [recorded, returned, confirmed]
    assert [entry.action for entry in entries] == ["RECORD", "RETURN", "CONFIRM"]
    assert [entry.actor for entry in entries] == ["jilu", "queren", "queren"]
    assert all("监测值：3 商品销售总额 2022年" in entry.subject for entry in entries)
    assert "9.1亿元（最终）；来源：示例单位《示例公报》（2023-03-01）；说明：口径见公报。" in (
        recorded.details
    )
    assert REASON in returned.details
    assert "记录人：jilu" in confirmed.details


def test_a_step_that_cannot_be_put_on_record_is_not_taken(measure, confirmer, monkeypatch):
    row = measure()
    monkeypatch.setattr(audit, "digest_of", lambda entry: None)

    with pytest.raises(IntegrityError):
        acts.confirm(row, confirmer)

    assert Measurement.objects.get().state == "PENDING"


# Who may not


@pytest.mark.parametrize("role", ["编辑", "审核", "发布", "审计", "管理"])
def test_only_the_data_role_records_confirms_and_returns(measure, make_staff, role):
    row, stranger = measure(), make_staff("other", role)

    with pytest.raises(Refused, match="没有记录监测值的权限"):
        measure(year=2023, by=stranger)
    with pytest.raises(Refused, match="没有确认的权限"):
        acts.confirm(row, stranger)
    with pytest.raises(Refused, match="没有退回的权限"):
        acts.return_(row, stranger, REASON)


def test_nobody_confirms_what_they_recorded(measure, report, recorder):
    for row in (measure(), report()):
        with pytest.raises(Refused, match="须由另一位同事确认"):
            acts.confirm(row, recorder)


def test_nor_does_a_superuser(measure, django_user_model):
    chief = django_user_model.objects.create_superuser("chief")

    with pytest.raises(Refused, match="须由另一位同事确认"):
        acts.confirm(measure(by=chief), chief)


def test_who_has_lost_the_role_takes_nothing_back(measure, recorder):
    row = measure()
    recorder.groups.clear()

    with pytest.raises(Refused, match="没有撤回的权限"):
        acts.return_(row, type(recorder).objects.get(pk=recorder.pk), REASON)


# Two people at once


def test_of_two_who_confirm_one_is_told(measure, confirmer, make_staff):
    row = measure()
    seen_by_the_other = Measurement.objects.get()
    acts.confirm(row, confirmer)

    with pytest.raises(Refused, match="现在是“已确认”，同事刚才已经办过"):
        acts.confirm(seen_by_the_other, make_staff("third", "数据"))

    assert Measurement.objects.get().confirmed_by == confirmer


def test_what_was_confirmed_is_not_returned_and_the_other_way_round(measure, confirmer):
    confirmed = acts.confirm(measure(), confirmer)
    returned = acts.return_(measure(year=2023), confirmer, REASON)

    with pytest.raises(Refused, match="现在是“已确认”"):
        acts.return_(confirmed, confirmer, REASON)
    with pytest.raises(Refused, match="现在是“已退回”"):
        acts.confirm(returned, confirmer)


def test_one_value_of_a_year_waits_at_a_time(measure):
    measure("9.1")

    with pytest.raises(Refused, match="已有一条待确认的监测值，请先确认或退回它"):
        measure("9.2")


def test_one_status_of_a_commitment_waits_at_a_time(report):
    report("IN_PROGRESS")

    with pytest.raises(Refused, match="已有一条待确认的进展，请先确认或退回它"):
        report("MET")


def test_what_is_about_a_deleted_indicator_is_refused(measure, indicator):
    indicator.delete()

    with pytest.raises(Refused, match="刚才被删除了"):
        measure()


# What is refused, and what the clerk is told


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


# What the database itself refuses


@pytest.fixture(params=["measurement", "status"])
def pending(request, measure, report):
    return measure() if request.param == "measurement" else report()


def test_the_database_refuses_a_confirmation_by_the_recorder(pending, recorder):
    rows = type(pending).objects.filter(pk=pending.pk)

    with pytest.raises(IntegrityError, match="confirmed_by_another"), transaction.atomic():
        rows.update(state="CONFIRMED", confirmed_by=recorder, confirmed_at=timezone.now())


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"state": "CONFIRMED"}, "confirmed_with_name_and_time"),
        ({"confirmed_at": timezone.now()}, "confirmed_with_name_and_time"),
        ({"state": "RETURNED", "return_reason": "理由"}, "returned_with_name_time_and_reason"),
        ({"return_reason": "理由"}, "returned_with_name_time_and_reason"),
    ],
)
def test_the_database_refuses_a_step_without_its_name_time_or_reason(pending, change, constraint):
    rows = type(pending).objects.filter(pk=pending.pk)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        rows.update(**change)


@pytest.mark.parametrize("state", ["CONFIRMED", "RETURNED"])
def test_the_database_refuses_to_change_what_has_moved(pending, confirmer, state):
    if state == "CONFIRMED":
        acts.confirm(pending, confirmer)
    else:
        acts.return_(pending, confirmer, REASON)
    rows = type(pending).objects.filter(pk=pending.pk)

    for change in ({"note": "改"}, {"value": "1"}, {"recorded_at": timezone.now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.get().save()


def test_the_database_refuses_to_delete_what_was_recorded(pending):
    with pytest.raises(IntegrityError), transaction.atomic():
        pending.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        type(pending).objects.all().delete()


def test_two_pending_rows_of_one_place_cannot_be_stored(pending):
    pending.pk = None

    with pytest.raises(IntegrityError, match=r"(?i)unique"), transaction.atomic():
        pending.save(force_insert=True)


def test_what_a_recorded_row_rests_on_cannot_be_deleted(pending, source, recorder):
    for row in (pending.subject, source, recorder):
        with pytest.raises(ProtectedError):
            row.delete()


def test_nothing_is_stored_where_a_step_is_refused(measure, report):
    for refuse in (
        lambda: measure(year=2020),
        lambda: measure("12%"),
        lambda: report(as_of=date(2031, 1, 1)),
    ):
        with pytest.raises(Refused):
            refuse()

    assert not Measurement.objects.exists()
    assert not CommitmentStatus.objects.exists()
    assert not AuditEntry.objects.filter(action="RECORD").exists()
