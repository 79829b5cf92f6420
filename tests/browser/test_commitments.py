"""The ledger of commitments and the commitments in the text, as a reader sees them."""

import pytest
from playwright.sync_api import expect

from tests.browser.viewports import PHONE
from tests.indicators.plan_commitments import import_commitments, record_status

LEDGER = "/2021-2025/commitments/"
SECTION = "/2021-2025/5/2/"
UNDERLINE = "(words) => getComputedStyle(words).textDecorationLine"


@pytest.fixture
def site(published_site, edition, editor, reviewer):
    """The address of a site with the real commitments, one of which has a status."""
    import_commitments()
    record_status(edition.plan, 17, editor, reviewer, value="50张", responsible="示例办公室")
    return published_site


@pytest.mark.parametrize("width", [320, 360, 800])
def test_on_a_narrow_window_a_commitment_is_a_card(site, page, width):
    page.set_viewport_size({"width": width, "height": 740})

    page.goto(site + LEDGER)

    card = page.locator("#k17")
    assert card.bounding_box()["width"] <= width
    for label in ("衡量", "要求", "期限", "责任科室", "进展"):
        expect(card.get_by_text(label, exact=True)).to_be_visible()


def test_on_a_laptop_the_ledger_is_a_table(site, page):
    page.goto(site + LEDGER)

    expect(page.get_by_role("columnheader", name="责任科室")).to_be_visible()
    expect(page.locator("#k17 .cell-label").first).to_be_hidden()


def test_a_reader_goes_from_the_words_to_the_ledger_and_back(site, page):
    page.goto(site + SECTION)

    page.get_by_role("link", name="新增养老床位48张").click()
    expect(page).to_have_url(f"{site}{LEDGER}#k17")
    expect(page.locator("#k17")).to_be_in_viewport()
    page.locator("#k17").get_by_role("link", name="新增养老床位48张").click()

    expect(page).to_have_url(f"{site}{SECTION}#k17")
    expect(page.locator("#k17")).to_be_in_viewport()


def test_a_commitment_is_underlined_and_not_told_by_colour_alone(site, page):
    page.goto(site + SECTION)

    assert page.locator(".commitment").first.evaluate(UNDERLINE) == "underline"
    assert page.locator("#k17").evaluate(UNDERLINE) == "underline"


def test_an_evaluator_finds_how_many_commitments_of_chapter_5_have_evidence(site, page):
    page.goto(site)

    page.get_by_role("link", name="承诺", exact=True).click()
    page.get_by_label("章", exact=True).select_option(
        label="第五章 健全基本公共服务体系，打造幸福塘沽"
    )
    page.get_by_role("button", name="筛选").click()

    expect(page.get_by_text("符合条件的有14项：暂无依据13项，已达到1项。")).to_be_visible()
    expect(page.locator("#k17")).to_contain_text("示例单位《示例报告》（2024-01-15）")


@pytest.mark.parametrize("viewport", [PHONE], indirect=True)
def test_without_javascript_the_ledger_is_narrowed_down(browser, site, viewport):
    context = browser.new_context(java_script_enabled=False, viewport=viewport)
    page = context.new_page()
    page.goto(site + LEDGER)

    page.get_by_label("词语").fill("垃圾")
    page.get_by_role("button", name="筛选").click()

    expect(page.locator(".ledger tbody tr")).to_have_count(4)
    context.close()
