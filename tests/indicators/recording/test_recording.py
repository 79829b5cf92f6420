"""What is recorded, confirmed and returned, and by whom."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from indicators import public_data
from indicators.models import Measurement
from indicators.recording import acts
from tanggu_plan import audit
from tanggu_plan.models import AuditEntry
from tanggu_plan.serving import public_version
from tanggu_plan.text.refusals import Refused
from tests.indicators.recording.admin_pages import REASON


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
