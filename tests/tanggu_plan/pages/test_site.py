import pytest
from django.template.loader import render_to_string
from django.test import Client
from lxml import etree

from chapters.finding.matters import matters_of


def test_the_sitemap_lists_every_page_and_every_address_answers(client, edition):
    sitemap = etree.fromstring(client.get("/sitemap.xml").content)

    addresses = [location.text.split("//testserver")[1] for location in sitemap.iter("{*}loc")]
    assert len(addresses) == len(set(addresses))
    texts, indicators, data_and_evaluation = len(edition.document.places()), 1 + 6, 2
    matters = 1 + len(matters_of("2021-2025"))
    assert len(addresses) == 4 + 4 + texts + indicators + data_and_evaluation + matters
    assert all(client.get(address).status_code == 200 for address in addresses)


def test_the_sitemap_is_empty_before_the_first_publication(client, db):
    response = client.get("/sitemap.xml")

    assert response.status_code == 200
    assert b"<loc>" not in response.content


def test_healthz_says_ok(client, db):
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")


def test_a_fault_shows_a_chinese_page_without_a_trace(client, edition, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("tanggu_plan.pages.views.numbered_place", None)

    response = client.get("/2021-2025/1/1/")

    assert response.status_code == 500
    assert "网站出了故障" in response.content.decode()
    assert "Traceback" not in response.content.decode()


def test_every_page_has_the_strict_policy(client, edition):
    policy = client.get("/2021-2025/1/1/")["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("name", ["400", "403", "404", "500"])
def test_an_error_page_needs_nothing_of_the_request(name):
    page = render_to_string(f"{name}.html")

    assert "<h1>" in page
    assert 'href="/"' in page


def test_a_forged_post_gets_a_chinese_page(edition):
    response = Client(enforce_csrf_checks=True).post("/admin/login/")

    assert response.status_code == 403
    assert "<h1>" in response.content.decode()
    assert "Forbidden" not in response.content.decode()
