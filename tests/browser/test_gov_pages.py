"""Errors, the statement and the footer of a government page in Chromium."""

import pytest

from tests.browser.viewports import SIDEWAYS, at_both_widths


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
