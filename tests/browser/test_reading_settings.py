"""Large type, colours and widths: chosen, kept, and in force from the first paint."""

from tests.browser.reading_tools import (
    SECTION,
    SMALLEST_TEXT,
    WATCH_THE_FIRST_PAINT,
    keep,
    open_settings,
    tool,
)
from tests.browser.viewports import PHONE


def test_elder_mode_enlarges_the_text_at_one_press(published_site, page):
    page.goto(published_site + SECTION)

    tool(page, "长者模式").click()

    assert page.evaluate(SMALLEST_TEXT) >= 24
    assert tool(page, "长者模式").get_attribute("aria-pressed") == "true"


def test_elder_mode_is_large_from_the_first_paint_and_on_every_page(published_site, page):
    page.goto(published_site + SECTION)
    tool(page, "长者模式").click()
    page.add_init_script(WATCH_THE_FIRST_PAINT)

    for address in (SECTION, "/", "/2021-2025/indicators/"):
        page.goto(published_site + address)
        page.wait_for_load_state("networkidle")

        assert float(page.evaluate("sizeAtFirst").removesuffix("px")) >= 24
        assert page.evaluate("shifted") == 0


def test_in_elder_mode_a_phone_shows_the_title_without_scrolling(published_site, page):
    keep(page, mode="elder")
    page.set_viewport_size(PHONE)

    page.goto(published_site + SECTION)

    assert page.locator("h1").bounding_box()["y"] < PHONE["height"] - 60


def test_the_page_of_an_error_follows_the_settings(published_site, page, axe, troubles):
    keep(page, mode="elder", theme="contrast")

    page.goto(published_site + "/2021-2025/9/9/")

    assert page.evaluate(SMALLEST_TEXT) >= 24
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(0, 0, 0)"
    assert axe(page) == []
    troubles.clear()  # Chromium's own line about the 404


def test_settings_survive_a_reload_and_hold_on_the_next_page(published_site, page):
    page.goto(published_site + SECTION)
    open_settings(page)
    page.get_by_label("高对比").check()
    page.get_by_label("特大").check()
    page.get_by_label("窄").check()

    page.reload()
    page.goto(published_site + "/2021-2025/1/1/")

    chosen = page.evaluate("({...document.documentElement.dataset})")
    assert (chosen["theme"], chosen["size"], chosen["width"]) == ("contrast", "largest", "narrow")
    open_settings(page)
    assert page.get_by_label("高对比").is_checked()


def test_the_chosen_colours_win_over_those_of_the_system(published_site, page):
    page.emulate_media(color_scheme="dark")
    page.goto(published_site + SECTION)
    open_settings(page)
    of_the_system = page.evaluate("getComputedStyle(document.body).backgroundColor")

    page.get_by_label("浅色").check()

    assert of_the_system == "rgb(25, 24, 22)"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(253, 252, 249)"


def test_defaults_bring_back_what_the_system_says(published_site, page):
    keep(page, theme="contrast", mode="elder")
    page.goto(published_site + SECTION)
    open_settings(page)

    tool(page, "恢复默认").click()

    assert page.evaluate("localStorage.getItem('plan-reading')") == "{}"
    assert tool(page, "长者模式").get_attribute("aria-pressed") == "false"
    assert page.get_by_label("跟随系统").is_checked()


def test_escape_closes_the_settings_and_goes_back_to_their_button(published_site, page):
    page.goto(published_site + SECTION)
    open_settings(page)
    page.get_by_label("窄").focus()

    page.keyboard.press("Escape")

    assert page.evaluate("document.activeElement.textContent") == "阅读设置"
    assert not page.locator("#reading-settings").is_visible()


def test_without_storage_the_settings_hold_for_the_page_and_say_so(published_site, page):
    page.add_init_script(
        """Object.defineProperty(window, "localStorage", {
            get() { throw new DOMException("denied", "SecurityError"); }
        });"""
    )
    page.goto(published_site + SECTION)
    open_settings(page)

    page.get_by_label("高对比").check()

    assert page.evaluate("document.documentElement.dataset.theme") == "contrast"
    assert page.get_by_text("设置只在这一页有效").is_visible()


def test_what_another_site_left_in_the_storage_does_no_harm(published_site, page):
    page.add_init_script("localStorage.setItem('plan-reading', '][')")

    page.goto(published_site + SECTION)
    tool(page, "长者模式").click()

    assert page.evaluate("document.documentElement.dataset.mode") == "elder"


def test_an_interactive_chart_follows_the_chosen_colours(published_site, page):
    page.goto(published_site + "/2021-2025/indicators/6/")
    page.get_by_role("button", name="交互图表").click()
    page.locator(".chart-plot .main-svg").first.wait_for()
    open_settings(page)

    page.get_by_label("高对比").check()

    page.wait_for_function(
        """[...document.querySelectorAll(".chart-plot text")]
           .every((text) => getComputedStyle(text).fill === "rgb(255, 255, 255)")"""
    )
