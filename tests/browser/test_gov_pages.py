"""Errors, the statement and the footer of a government page in Chromium."""

import pytest

from tests.browser.test_public_pages import SIDEWAYS
from tests.browser.viewports import at_both_widths

pytestmark = pytest.mark.django_db(transaction=True)

SHORT_TARGETS = """[...document.querySelectorAll("footer a, main a.button, .site-identity a")]
    .map((e) => [e.textContent, e.getBoundingClientRect()])
    .filter(([, box]) => box.height && box.height < 43.9)
    .map(([name]) => name)"""
LONG = f"/2021-2025/?{'x' * 16_000}"


@pytest.fixture
def identified(settings):
    settings.SITE_NAME = "某某市某某区人民政府网站"
    settings.SITE_DOMAIN = "www.plan.example"
    settings.SITE_ID_CODE = "1234567890"
    settings.SITE_ICP_NUMBER = "津ICP备12345678号-1"
    settings.SITE_POLICE_NUMBER = "津公网安备12345678901234号"
    settings.SITE_MARK_URL = "https://mark.example/"
    settings.SITE_ERROR_REPORT_URL = "https://report.example/"
    settings.SITE_SPONSOR = settings.SITE_OPERATOR = "某某市某某区某某街道办事处"
    settings.SITE_CONTACT = "电话 022-00000000，地址 某某路1号，邮编 300450"


@pytest.fixture
def faulty(live_server, monkeypatch):
    monkeypatch.setattr("chapters.views.neighbours", None)


def clear_console_line(troubles, status):
    """Take out Chromium's own line about the status."""
    assert [trouble for trouble in troubles if f"status of {status}" not in trouble] == []
    troubles.clear()


@at_both_widths
@pytest.mark.parametrize(("address", "status"), [("/2021-2025/9/9/", 404), (LONG, 414)])
def test_an_error_page_is_accessible_and_fits(
    published_site, identified, page, axe, troubles, address, status
):
    answer = page.goto(published_site + address)

    assert answer.status == status
    assert axe(page) == []
    assert page.evaluate(SIDEWAYS) == 0
    assert page.evaluate(SHORT_TARGETS) == []
    clear_console_line(troubles, status)


@at_both_widths
def test_the_page_of_a_fault_is_accessible_and_fits(
    published_site, identified, faulty, page, axe, troubles
):
    answer = page.goto(published_site + "/2021-2025/1/1/")

    assert answer.status == 500
    assert axe(page) == []
    assert page.evaluate(SIDEWAYS) == 0
    clear_console_line(troubles, 500)


@at_both_widths
@pytest.mark.parametrize("address", ["/accessibility/", "/", "/2021-2025/5/2/", "/2021-2025/"])
def test_a_page_with_every_value_set_is_accessible_and_fits(
    published_site, identified, page, axe, address
):
    page.goto(published_site + address)

    assert axe(page) == []
    assert page.evaluate(SIDEWAYS) == 0
    assert page.evaluate(SHORT_TARGETS) == []


@pytest.mark.parametrize("address", ["/accessibility/", "/2021-2025/5/2/"])
def test_at_320_px_nothing_scrolls_sideways(published_site, identified, page, address):
    page.set_viewport_size({"width": 320, "height": 640})

    page.goto(published_site + address)

    assert page.evaluate(SIDEWAYS) == 0


def test_structured_data_passes_the_policy_and_is_read_as_data(published_site, page):
    page.goto(published_site + "/2021-2025/5/2/")

    data = page.evaluate(
        """JSON.parse(document.querySelector('script[type="application/ld+json"]').textContent)"""
    )
    assert data["@graph"][0]["isPartOf"]["@type"] == "Report"


@at_both_widths
def test_the_staff_page_is_accessible_and_fits(live_server, identified, page, axe, client, editor):
    client.force_login(editor)
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])

    page.goto(f"{live_server.url}/admin/site-identity/")

    assert page.locator("tbody tr").count() == 12
    assert axe(page) == []
    assert page.evaluate(SIDEWAYS) == 0
