"""What readers do with a page: enlarge it, colour it, hear it, cite it, read it in traditional."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.viewports import PHONE, at_both_widths

SECTION = "/2021-2025/5/2/"
WATCH_THE_FIRST_PAINT = """
    addEventListener("DOMContentLoaded", () => {
        window.sizeAtFirst = getComputedStyle(document.body).fontSize;
    });
    window.shifted = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((shift) => {
        window.shifted += shift.hadRecentInput ? 0 : shift.value;
    })).observe({type: "layout-shift", buffered: true});
"""
# Whoever reads aloud in a test says nothing, and ends a sentence when the test says so.
SPEECH = """
    window.said = [];
    const speech = {
        current: null,
        speak(utterance) {
            said.push(utterance.text);
            this.current = utterance;
            utterance.onstart();
        },
        cancel() { const cancelled = this.current; this.current = null; cancelled?.onerror?.(); },
        finish() { const done = this.current; this.current = null; done.onend(); },
    };
    Object.defineProperty(window, "speechSynthesis", {value: speech});
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""
MARKED = "[...(CSS.highlights.get('aloud') ?? [])].map(String).join()"
SMALLEST_TEXT = """() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let smallest = Infinity;
    while (walker.nextNode()) {
        const parent = walker.currentNode.parentElement;
        if (!walker.currentNode.data.trim() || parent.closest("script, svg")) continue;
        if (parent.checkVisibility()) {
            smallest = Math.min(smallest, parseFloat(getComputedStyle(parent).fontSize));
        }
    }
    return smallest;
}"""


def keep(page, **settings):
    """Have the browser remember these settings, as if chosen on an earlier visit."""
    page.add_init_script(f"localStorage.setItem('plan-reading', '{json.dumps(settings)}')")


def tool(page, name):
    return page.get_by_role("button", name=name, exact=True)


def open_settings(page):
    page.locator("[data-settings]").click()


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


def test_the_text_is_read_sentence_by_sentence_and_the_current_one_is_marked(published_site, page):
    page.add_init_script(SPEECH)
    page.goto(published_site + SECTION)

    tool(page, "朗读").click()
    page.evaluate("speechSynthesis.finish()")
    page.evaluate("speechSynthesis.finish()")

    said = page.evaluate("said")
    assert said[:2] == ["第二节 加快建设多元养老、家庭服务体系", "增加优质养老服务供给。"]
    assert said[2].startswith("针对不断增长")
    assert page.evaluate(MARKED) == said[2]


def test_reading_goes_on_to_the_end_and_stops(published_site, page):
    page.add_init_script(SPEECH)
    page.goto(published_site + SECTION)
    tool(page, "朗读").click()

    page.evaluate("while (speechSynthesis.current) speechSynthesis.finish()")

    text = page.evaluate("document.querySelector('article.reading').innerText")
    assert all(sentence in text for sentence in page.evaluate("said"))
    assert page.evaluate("said").pop().endswith("人民群众健康水平。")
    assert tool(page, "朗读").is_visible()
    assert page.evaluate(MARKED) == ""


def test_a_pause_goes_on_with_the_same_sentence(published_site, page):
    page.add_init_script(SPEECH)
    page.goto(published_site + SECTION)
    tool(page, "朗读").click()
    page.evaluate("speechSynthesis.finish()")

    tool(page, "暂停").click()
    tool(page, "继续朗读").click()

    said = page.evaluate("said")
    assert said[1] == said[2] == "增加优质养老服务供给。"


def test_a_press_on_a_paragraph_reads_on_from_there(published_site, page):
    page.add_init_script(SPEECH)
    page.goto(published_site + SECTION)
    tool(page, "朗读").click()

    page.locator("#p3 strong").click()

    assert page.evaluate("said").pop() == "加强全民健身设施建设。"


def test_a_paragraph_is_only_read_on_a_press_while_reading(published_site, page):
    page.add_init_script(SPEECH)
    page.goto(published_site + SECTION)

    page.locator("#p3 strong").click()

    assert page.evaluate("said") == []


def test_a_paragraph_is_read_from_its_own_tools(published_site, page):
    page.add_init_script(SPEECH)
    page.goto(published_site + SECTION)
    page.locator("#p2 .anchor").focus()
    page.keyboard.press("Enter")

    tool(page, "从这段朗读").click()

    assert page.evaluate("said") == ["加强基础性服务业供给。"]


def test_the_speed_holds_from_the_current_sentence_on_and_is_remembered(published_site, page):
    page.add_init_script(SPEECH)
    page.goto(published_site + SECTION)
    tool(page, "朗读").click()

    page.get_by_label("语速").select_option("更快")

    assert page.evaluate("speechSynthesis.current.rate") == 1.5
    assert page.evaluate("JSON.parse(localStorage.getItem('plan-reading')).speed") == "1.5"


def test_reading_stops_at_the_button_and_when_the_page_is_left(published_site, page):
    page.add_init_script(SPEECH)
    page.goto(published_site + SECTION)
    tool(page, "朗读").click()
    tool(page, "停止").click()
    assert page.evaluate("speechSynthesis.current") is None

    tool(page, "朗读").click()
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")

    assert page.evaluate("speechSynthesis.current") is None


def test_a_device_without_a_voice_says_so(published_site, page):
    page.add_init_script(SPEECH)
    page.goto(published_site + SECTION)
    tool(page, "朗读").click()

    page.evaluate("speechSynthesis.current.onerror()")

    assert "没有读出声音" in page.locator(".page-tools output").text_content()
    assert tool(page, "朗读").is_visible()


@at_both_widths
def test_the_controls_stay_in_sight_while_reading(published_site, page):
    page.add_init_script(SPEECH)
    page.goto(published_site + "/2021-2025/1/1/")
    tool(page, "朗读").click()

    page.evaluate("for (let i = 0; i < 40; i++) speechSynthesis.finish()")

    page.wait_for_function("scrollY > 500")
    assert tool(page, "停止").evaluate("(b) => b.getBoundingClientRect().top >= 0")
    assert page.evaluate(
        "[...CSS.highlights.get('aloud')][0].getBoundingClientRect().top < innerHeight"
    )


def test_without_highlights_the_paragraph_is_marked(published_site, page):
    page.add_init_script(SPEECH + "delete window.Highlight;")
    page.goto(published_site + SECTION)
    tool(page, "朗读").click()

    page.evaluate("speechSynthesis.finish()")

    assert page.locator("#p1.aloud").count() == 1


def test_without_speech_nothing_offers_to_read_aloud(published_site, page):
    page.add_init_script("delete window.speechSynthesis;")
    page.goto(published_site + SECTION)
    page.locator("#p2 .anchor").focus()
    page.keyboard.press("Enter")

    assert page.get_by_text("朗读").locator("visible=true").count() == 0
    assert tool(page, "打印").is_visible()


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
