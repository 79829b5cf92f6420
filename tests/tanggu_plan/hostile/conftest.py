"""One office in which everything was typed, and all that it gives; open for this package only."""

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings

from tests.crawl import sitemap_of
from tests.tanggu_plan.hostile.office import open_office
from tests.tanggu_plan.hostile.sinks import collect
from tests.tanggu_plan.hostile.strings import IDENTITY


@pytest.fixture(scope="package")
def office(stored, django_db_setup, django_db_blocker, tmp_path_factory):
    """The office after its day's work, for all tests of this package; gone afterwards."""
    identity = override_settings(PUBLIC_URL="https://plan.example", **IDENTITY)
    with django_db_blocker.unblock(), transaction.atomic(), identity:
        yield open_office(tmp_path_factory.mktemp("office"))
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def public(office):
    """Every page and file of the public site."""
    client = Client()
    lists = [f"/2021-2025/{name}/" for name in ("search", "data", "evaluation", "commitments")]
    asked = [f"/2021-2025/search/?q={word}" for word in ("alert", "onerror", "SUM", "承诺")]
    withdrawn = office.withdrawn.get_absolute_url()
    fixed = ["/", "/feed.xml", "/sitemap.xml", "/no-such-page/", withdrawn]
    return collect(client, [*fixed, *lists, *asked, *sitemap_of(client)])


@pytest.fixture(scope="package")
def chief(office):
    client = Client()
    client.force_login(office.chief)
    return client


@pytest.fixture(scope="package")
def staff(office, chief):
    """Every page of the admin that can be opened: lists, forms, histories, previews, reviews."""
    start = [f"/{settings.ADMIN_PATH}", f"/admin/chapters/edition/propose/{office.plan.pk}/"]
    answers = collect(chief, start)
    return {at: answer for at, answer in answers.items() if at.startswith(start[0])}
