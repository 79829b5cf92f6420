"""What readers do with a page: turn it, print it, find the last place, read it in traditional."""

import pytest

from tests.browser.reading_tools import (
    MARKED,
    SECTION,
    SPEECH,
    WATCH_THE_FIRST_PAINT,
    keep,
    open_settings,
    tool,
)
from tests.browser.viewports import PHONE


def test_the_contents_show_what_stands_around_the_section(published_site, page):
    page.goto(published_site + SECTION)

    shown = page.evaluate("document.querySelector('.contents').getBoundingClientRect().top")
    current = page.locator(".contents [aria-current]").bounding_box()
    assert current["y"] - shown > 200


def test_the_tools_move_nothing_when_they_come(published_site, page):
    page.add_init_script(WATCH_THE_FIRST_PAINT)

    page.goto(published_site + SECTION)
    page.wait_for_load_state("networkidle")

    assert page.evaluate("shifted") == 0


def test_shortcuts_turn_the_page_and_open_the_help(published_site, page):
    page.goto(published_site + SECTION)

    page.keyboard.press("j")
    page.wait_for_url("**/5/3/")
    page.keyboard.press("k")
    page.wait_for_url(f"**{SECTION}")
    page.keyboard.press("?")

    page.wait_for_url("**/help/")


def test_shortcuts_do_nothing_in_a_field_or_with_another_key(published_site, page):
    page.goto(published_site + "/verify/")

    page.get_by_label("SHA-256 摘要").press_sequentially("e")
    page.keyboard.press("Control+e")

    assert page.evaluate("document.documentElement.dataset.mode") is None


def test_shortcuts_can_be_switched_off(published_site, page):
    page.goto(published_site + "/help/")
    page.get_by_label("关闭快捷键").check()
    page.get_by_label("关闭快捷键").blur()

    page.reload()
    page.keyboard.press("e")

    assert page.get_by_label("关闭快捷键").is_checked()
    assert page.evaluate("document.documentElement.dataset.mode") is None


def leave_at_the_third_paragraph(page):
    page.evaluate("document.getElementById('p3').scrollIntoView()")
    page.goto("about:blank")


@pytest.mark.parametrize("address", ["/", "/2021-2025/"])
def test_the_last_place_read_is_offered_and_led_to(published_site, page, address):
    page.set_viewport_size(PHONE)
    page.goto(published_site + SECTION)
    leave_at_the_third_paragraph(page)
    page.goto(published_site + address)

    page.get_by_role("link", name="继续阅读：第五章第二节").click()

    page.wait_for_url(f"**{SECTION}#p3")


def test_the_last_place_is_not_offered_again_once_dismissed(published_site, page):
    page.goto(published_site + SECTION)
    leave_at_the_third_paragraph(page)
    page.goto(published_site)

    tool(page, "不再显示").click()
    page.reload()

    assert page.locator(".resume").locator("visible=true").count() == 0


def test_the_traditional_view_is_reached_and_left_by_one_link(published_site, page):
    page.goto(published_site + SECTION)

    page.get_by_role("link", name="繁體").click()
    in_traditional = page.locator("h1").inner_text(), page.evaluate("document.documentElement.lang")
    page.get_by_role("link", name="看简体原文").click()

    assert in_traditional == ("第二節 加快建設多元養老、家庭服務體系", "zh-Hant")
    page.wait_for_url(f"**{SECTION}")


def test_the_tools_of_the_traditional_view_work_too(published_site, page):
    page.add_init_script(SPEECH)
    page.goto(published_site + "/2021-2025/hant/5/2/")

    tool(page, "朗讀").click()

    assert page.evaluate("said") == ["第二節 加快建設多元養老、家庭服務體系"]
    assert tool(page, "暫停").is_visible()


def test_the_code_of_the_page_is_seen_on_request_only(published_site, page, settings):
    settings.PUBLIC_URL = "https://plan.example"
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(published_site + SECTION)
    page.wait_for_load_state("networkidle")
    at_first = [url for url in asked if "qr.svg" in url]

    page.get_by_text("扫码", exact=True).click()

    page.locator(".scan img").evaluate("(image) => image.decode()")
    assert at_first == []


def test_the_print_button_opens_the_dialogue(published_site, page):
    page.add_init_script("window.print = () => { window.printed = true; }")
    page.goto(published_site + SECTION)

    tool(page, "打印").click()

    assert page.evaluate("printed")


def test_print_hides_every_tool_and_is_black_on_white_in_every_look(published_site, page):
    keep(page, mode="elder", theme="contrast")
    page.goto(published_site + SECTION)
    open_settings(page)
    page.locator("#p2 .anchor").focus()
    page.keyboard.press("Enter")

    page.emulate_media(media="print")

    assert page.locator(".tool, .anchor, .machine-notice").locator("visible=true").count() == 0
    assert not page.locator("#reading-settings").is_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


def test_forced_colours_keep_the_tools_and_the_marked_sentence(published_site, page, axe):
    page.add_init_script(SPEECH)
    page.emulate_media(forced_colors="active")
    page.goto(published_site + SECTION)
    tool(page, "长者模式").click()

    tool(page, "朗读").click()

    border = "getComputedStyle(document.querySelector('[data-setting=mode]')).borderTopStyle"
    assert page.evaluate(border) == "solid"
    assert page.evaluate(MARKED) == "第二节 加快建设多元养老、家庭服务体系"
    assert axe(page) == []
