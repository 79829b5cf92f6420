"""What the database itself refuses of recorded rows."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from indicators.models import CommitmentStatus, Measurement
from indicators.recording import acts
from tanggu_plan.models import AuditEntry
from tanggu_plan.text.refusals import Refused
from tests.indicators.recording.admin_pages import REASON


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
