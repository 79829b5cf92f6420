"""Searching and finding by matter as a reader does it."""

from urllib.parse import quote

from playwright.sync_api import expect

from tests.browser.viewports import at_both_widths

SEARCH = "/2021-2025/search/"
FOUND = f"{SEARCH}?q={quote('养老')}"
IN_VIEW = """(element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
}"""


def test_marks_can_be_read_by_who_asks_for_more_contrast(published_site, page, axe):
    page.emulate_media(contrast="more")

    page.goto(published_site + FOUND)

    assert axe(page) == []


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
