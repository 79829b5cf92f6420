"""The evaluation in a browser: with values, commitments and something that waits."""

import pytest
from playwright.sync_api import expect

from tests.browser.viewports import SIDEWAYS
from tests.indicators.measuring import measure, measure_years
from tests.indicators.plan_commitments import import_commitments, record_status

ADDRESS = "/2021-2025/evaluation/"


@pytest.fixture
def measured_site(published_site, edition, make_staff):
    """The address of a site with a few values and statuses, two of them unconfirmed."""
    plan = edition.plan
    recorder, confirmer = make_staff("jilu", "数据"), make_staff("queren", "数据")
    import_commitments()
    measure_years(plan, 1, {2023: "1.12", 2025: "1.38"})
    measure_years(plan, 6, {2021: "1980", 2025: "2033"})
    measure(plan, 5, 2023, "1.3", state="PENDING")
    record_status(plan, 17, recorder, confirmer, progress="NOT_MET", value="40")
    record_status(plan, 20, recorder)
    return published_site


def test_the_evaluation_is_legible_with_more_contrast(measured_site, page, axe):
    page.emulate_media(contrast="more")
    page.goto(measured_site + ADDRESS)

    assert axe(page) == []


def test_a_reader_goes_to_another_day(measured_site, page, troubles):
    page.goto(measured_site + ADDRESS)

    page.get_by_label("看另一天的评估").fill("2019-01-01")
    page.get_by_role("button", name="看这一天").click()

    expect(page.get_by_text("才在本网首次发布")).to_be_visible()
    troubles.clear()  # Chromium's own line about the 404


def test_a_reader_gets_from_the_evaluation_to_a_values_source(measured_site, page):
    page.goto(measured_site + ADDRESS)

    page.get_by_role("heading", name="规上工业企业产值").get_by_role("link").click()

    expect(page.get_by_text("样例公报（虚构）").first).to_be_visible()


def test_a_clerk_finds_the_form_that_makes_a_report(measured_site, page, axe):
    page.goto("/admin/")
    page.get_by_label("用户名").fill("jilu")
    page.get_by_label("密码").fill("jilu-密码-2026")
    page.get_by_role("button", name="登录").click()

    page.get_by_role("link", name="生成一份").click()

    expect(page.get_by_role("button", name="生成")).to_be_visible()
    assert axe(page) == []
    assert page.evaluate(SIDEWAYS) == 0
