"""A paragraph cited by its number and linked to."""

from playwright.sync_api import expect

from tests.browser.reading_tools import SECTION, tool
from tests.browser.viewports import at_both_widths


@at_both_widths
def test_a_paragraph_is_cited_by_its_number(published_site, page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(published_site + SECTION)

    page.locator("#p2 .anchor").focus()
    page.keyboard.press("Enter")
    page.locator("[data-copy-citation]").click()

    cited = "《塘沽街道“十四五”规划纲要》第五章第二节第2段，第1版"
    expect(page.locator(".paragraph-tools output")).to_have_text(f"已复制：{cited}")
    assert page.evaluate("navigator.clipboard.readText()") == cited


def test_the_link_of_a_paragraph_leads_to_it(published_site, page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(published_site + SECTION)
    page.locator("#p2 .anchor").focus()
    page.keyboard.press("Enter")

    page.locator("[data-copy-link]").click()

    page.get_by_text("已复制").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{published_site}{SECTION}#p2"


def test_on_the_page_of_the_whole_plan_a_paragraph_is_cited_by_its_place(published_site, page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(published_site + "/2021-2025/full/")
    page.locator("#c6s1-p3 .anchor").focus()
    page.keyboard.press("Enter")

    page.locator("[data-copy-citation]").click()

    page.get_by_text("已复制").wait_for()
    cited = page.evaluate("navigator.clipboard.readText()")
    assert cited == "《塘沽街道“十四五”规划纲要》第六章第一节第3段，第1版"


def test_without_a_clipboard_the_citation_is_there_to_be_copied_by_hand(published_site, page):
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto(published_site + SECTION)

    tool(page, "复制引用").click()

    field = page.get_by_role("textbox", name="自行复制")
    assert field.input_value() == "《塘沽街道“十四五”规划纲要》第五章第二节，第1版"
    assert field.evaluate("(field) => field.selectionEnd - field.selectionStart") > 20
