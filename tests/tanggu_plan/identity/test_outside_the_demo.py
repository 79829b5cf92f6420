"""The demo keeps to its own database, and nothing of the normal site bears its mark."""

import json

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError

from chapters.pdf import pages
from indicators.models import Measurement
from tanggu_plan.identity import demo
from tanggu_plan.models import AuditEntry
from tests.indicators.outputs import (
    addresses,
    charts,
    data_files,
    load_demo,
    sheets_of,
    texts,
    workbooks,
)
from tests.indicators.plan_commitments import import_commitments


def test_the_demo_is_loaded_only_where_it_is_switched_on(db):
    with pytest.raises(CommandError, match="没有设置 DEMO=on"):
        load_demo()
    assert not AuditEntry.objects.exists()


def test_the_demo_is_never_loaded_into_a_database_in_use(edition, settings):
    settings.DEMO = True
    before = AuditEntry.objects.count()

    with pytest.raises(CommandError, match="已经在用，不是演示库"):
        load_demo()
    assert AuditEntry.objects.count() == before
    assert not Measurement.objects.exists()


def test_the_demo_does_not_serve_a_real_database(edition, settings):
    demo.refuse_the_wrong_database()
    settings.DEMO = True

    with pytest.raises(ImproperlyConfigured, match="不是演示库"):
        demo.refuse_the_wrong_database()


def test_nothing_of_the_normal_site_bears_the_mark(client, edition):
    import_commitments()
    everything = [*addresses(client), *charts(), *data_files()]

    found = texts(client, everything)

    assert [address for address, text in found if demo.MARK in text] == []
    for address in workbooks():
        assert not any(demo.MARK in sheet for sheet in sheets_of(client.get(address)))


def test_the_normal_pdf_does_not_bear_the_mark(tanggu):
    assert demo.MARK not in json.loads(pages.plan_job(tanggu, pages.Imprint(1)))["html"]
