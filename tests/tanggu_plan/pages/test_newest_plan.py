"""Current editions and the newest plan are asked of one queryset, pages of one context."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from lxml import etree

from chapters.editions import publishing
from chapters.editions.queries import context_of
from chapters.working_copy.rows import store

PERIODS = [(2016, 2020), (2026, 2030), (2021, 2024)]


@pytest.fixture
def plans(edition, tanggu):
    """Four published plans, two of them beginning in the same year."""
    for start, end in PERIODS:
        document = replace(tanggu, base_year=start - 1, period_start=start, period_end=end)
        publishing.publish_original(store(document))


def newest_in_sitemap(client):
    """The plan whose date the site's own pages bear, and the first plan listed."""
    tree = etree.fromstring(client.get("/sitemap.xml").content)
    addresses = [element.text for element in tree.iter("{*}loc")]
    return next(address for address in addresses if "/20" in address)


def test_home_search_and_sitemap_name_the_same_plan_as_the_newest(client, plans):
    home = client.get("/")
    search = client.get(reverse("chapters:search_newest"), {"q": "养老"})

    assert home.context["plan"].slug == "2026-2030"
    assert search.url.startswith("/2026-2030/search/")
    assert "/2026-2030/" in newest_in_sitemap(client)


def test_of_two_plans_that_begin_together_the_one_that_ends_later_is_newer(
    client, plans, publisher
):
    publishing.withdraw(client.get("/").context["edition"], by=publisher, reason="重新发布。")

    assert client.get("/").context["plan"].slug == "2021-2025"


def test_the_latest_public_edition_is_the_current_one_or_what_was_withdrawn(
    edition, publish_change, publisher
):
    second = publish_change()
    assert edition.plan.editions.current() == edition.plan.editions.latest_public() == second

    publishing.withdraw(second, by=publisher, reason="有误。")

    assert edition.plan.editions.current() is None
    assert edition.plan.editions.latest_public() == second
    assert second.before == edition


def test_a_page_of_an_edition_gets_edition_plan_and_text(edition):
    assert context_of(edition, current=None) == {
        "edition": edition,
        "plan": edition.plan,
        "document": edition.document,
        "current": None,
    }


def test_the_context_of_a_page_is_made_in_one_place():
    keys = {"edition", "plan", "document"}
    places = {
        path.relative_to(settings.BASE_DIR).as_posix()
        for app in ("chapters", "indicators", "tanggu_plan")
        for path in Path(settings.BASE_DIR, app).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Dict)
        and keys <= {key.value for key in node.keys if isinstance(key, ast.Constant)}
    }

    assert places == {"chapters/editions/queries.py"}
