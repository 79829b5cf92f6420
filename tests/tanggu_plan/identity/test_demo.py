"""The demo: a database of its own, and the mark on everything that comes out of it."""

import json

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from chapters.pdf import rendering
from indicators import demo_data
from indicators.models import CommitmentStatus, EvaluationReport, Measurement
from tanggu_plan.identity import demo
from tanggu_plan.models import AuditEntry
from tests.indicators.outputs import (
    PLAN,
    TABLES,
    addresses,
    charts,
    data_files,
    load_demo,
    sheets_of,
    texts,
    workbooks,
)


@pytest.fixture(scope="module")
def jobs():
    """What the renderer was given while the demo was loaded."""
    return []


@pytest.fixture(scope="module")
def demo_database(stored, django_db_setup, django_db_blocker, jobs):
    """The demo as `load_demo` loads it, for all tests of this file; PDFs are not set."""

    def keep(made):
        jobs.append(json.loads(made)["html"])
        return b"%PDF"

    with (
        django_db_blocker.unblock(),
        override_settings(DEMO=True),
        pytest.MonkeyPatch.context() as patch,
        transaction.atomic(),
    ):
        patch.setattr(rendering, "_set", keep)
        load_demo()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo_client(demo_database, db, settings):
    settings.DEMO = True
    return Client()


def test_every_page_bears_the_mark(demo_client):
    found = texts(demo_client, addresses(demo_client))

    assert [address for address, text in found if demo.MARK not in text] == []


def test_an_error_page_bears_the_mark(demo_client):
    assert demo.MARK in demo_client.get("/nichts/").content.decode()
    assert demo.MARK in demo_client.get(f"/{PLAN}/evaluation/2001-01-01/").content.decode()


def test_the_admin_bears_the_mark(demo_client):
    assert demo.MARK in demo_client.get(reverse("admin:login")).content.decode()


def test_every_chart_bears_the_mark(demo_client):
    found = texts(demo_client, charts())

    assert [address for address, text in found if demo.MARK not in text] == []


def test_every_data_file_bears_the_mark(demo_client):
    found = texts(demo_client, data_files())

    assert [address for address, text in found if demo.MARK not in text] == []


def test_every_row_of_a_csv_bears_the_mark(demo_client):
    for table in TABLES:
        address = reverse("indicators:data_file", args=[PLAN, table, "csv"])
        lines = demo_client.get(address).content.decode("utf-8-sig").splitlines()
        assert all(line.startswith(demo.MARK) for line in lines)


@pytest.mark.parametrize("number", range(4))
def test_every_sheet_of_a_workbook_bears_the_mark(demo_client, number):
    response = demo_client.get(list(workbooks())[number])

    assert all(demo.MARK in sheet for sheet in sheets_of(response))


def test_every_page_of_the_plans_and_the_evaluations_pdf_bears_the_mark(demo_client, jobs):
    plan, report = jobs

    for html in (plan, report):
        assert f'@top-center {{ content: "{demo.MARK}"' in html


def test_what_is_recorded_says_itself_that_it_is_invented(demo_client):
    rows = [*Measurement.objects.all(), *CommitmentStatus.objects.all()]

    assert rows
    assert all(row.note == demo.MARK and demo.MARK in str(row.source) for row in rows)


def test_the_values_are_always_the_same(demo_client):
    row = Measurement.objects.get(indicator__number=2, year=2023, status="REVISED")

    assert (row.value, row.state) == ("0.26", "CONFIRMED")
    assert row.recorded_by.username == demo_data.RECORDER
    assert row.confirmed_by.username == demo_data.CONFIRMER


def test_nobody_can_log_in_with_the_demos_accounts(demo_client):
    accounts = {row.recorded_by for row in Measurement.objects.select_related("recorded_by")}

    assert not any(account.has_usable_password() is True for account in accounts)


def test_there_is_a_report_of_the_day(demo_client):
    assert EvaluationReport.objects.get().as_of == timezone.localdate()


def test_loading_again_changes_nothing(demo_client):
    before = AuditEntry.objects.count()

    assert "没有改动" in load_demo()
    assert AuditEntry.objects.count() == before


def test_the_portal_refuses_the_demos_database_without_the_switch(demo_client, settings):
    settings.DEMO = False

    with pytest.raises(ImproperlyConfigured, match="不能当作正式数据库用"):
        demo.refuse_the_wrong_database()
    assert [error.id for error in demo.check_database(None, ["default"])] == ["tanggu_plan.E004"]


def test_the_portal_serves_the_demos_database_as_the_demo(demo_client):
    demo.refuse_the_wrong_database()

    assert demo.check_database(None, ["default"]) == []
