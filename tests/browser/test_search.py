"""Searching and finding by matter as a reader does it."""

from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.viewports import at_both_widths

pytestmark = pytest.mark.django_db(transaction=True)

SEARCH = "/2021-2025/search/"
FOUND = f"{SEARCH}?q={quote('养老')}"
PAGES = (
    SEARCH,
    FOUND,
    f"{SEARCH}?q={quote('的')}",
    f"{SEARCH}?q={quote('没有的词')}",
    "/2021-2025/matters/",
    "/2021-2025/matters/1/",
    "/2021-2025/matters/101/",
    f"/2021-2025/5/2/?mark={quote('养老')}#p1",
)
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
IN_VIEW = """(element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
}"""
SMALL_TARGETS = """() => [...document.querySelectorAll("main a, main input, main select, button")]
    .filter((e) => e.checkVisibility() && !e.closest("p") && !e.classList.contains("anchor"))
    .filter((e) => e.getBoundingClientRect().height < 43.9)
    .map((e) => e.outerHTML)"""


@at_both_widths
@pytest.mark.parametrize("address", PAGES)
def test_a_page_of_finding_is_accessible_and_fits_its_window(published_site, page, axe, address):
    page.goto(published_site + address)

    assert axe(page) == []
    assert page.evaluate(SIDEWAYS) == 0
    assert page.evaluate(SMALL_TARGETS) == []


@pytest.mark.parametrize("scheme", [{"color_scheme": "dark"}, {"contrast": "more"}])
def test_marks_can_be_read_in_every_palette(published_site, page, axe, scheme):
    page.emulate_media(**scheme)

    page.goto(published_site + FOUND)

    assert axe(page) == []


@pytest.mark.parametrize("address", PAGES)
def test_a_page_of_finding_fits_a_very_narrow_window_and_large_text(published_site, page, address):
    page.goto(published_site + address)

    page.set_viewport_size({"width": 320, "height": 640})
    narrow = page.evaluate(SIDEWAYS)
    page.set_viewport_size({"width": 640, "height": 640})
    page.evaluate("document.documentElement.style.setProperty('font-size', '225%')")

    assert (narrow, page.evaluate(SIDEWAYS)) == (0, 0)


@at_both_widths
def test_a_reader_finds_a_word_and_lands_on_its_paragraph_with_the_word_marked(
    published_site, page
):
    page.goto(published_site)
    page.get_by_role("searchbox").fill("養老 床位")
    page.get_by_role("button", name="搜索").click()
    expect(page).to_have_title("搜索“養老 床位” · 塘沽街道“十四五”规划纲要")

    page.get_by_role("link", name="新增养老床位48张").click()

    paragraph = page.locator("#p1")
    expect(paragraph.locator("mark").first).to_be_visible()
    marks = paragraph.locator("mark").all_text_contents()
    assert set(marks) == {"养老", "床位"}
    assert page.locator("mark").count() == len(marks)
    assert paragraph.evaluate(IN_VIEW)


def test_a_word_that_runs_out_of_the_lead_phrase_is_marked_in_both(published_site, page):
    page.goto(published_site + f"/2021-2025/5/2/?mark={quote('供给。针对')}#p1")

    assert page.locator("#p1 mark").all_text_contents() == ["供给。", "针对"]


def test_without_javascript_a_reader_lands_on_the_paragraph(published_site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(published_site + FOUND)

    page.get_by_role("link", name="新增养老床位48张").click()

    box = page.locator("#p1:target").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < page.viewport_size["height"]
    context.close()


def test_the_hits_can_be_walked_by_keyboard(published_site, page):
    page.goto(published_site + FOUND)
    page.get_by_label("找什么").focus()

    for _ in range(4):
        page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('.found') !== null")


def test_a_matter_prints_on_one_sheet_without_the_site_around_it(
    published_site, page, settings, tmp_path
):
    settings.PUBLIC_URL = "https://plan.example"
    page.goto(published_site + "/2021-2025/matters/5/")

    page.emulate_media(media="print")
    sheet = page.pdf(prefer_css_page_size=True)

    assert sheet.count(b"/Type /Page\n") == 1
    expect(page.locator(".scan svg")).to_be_visible()
    for part in (".site-nav", ".search-form", ".breadcrumbs"):
        expect(page.locator(part)).to_be_hidden()
