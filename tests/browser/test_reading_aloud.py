"""The text read aloud, sentence by sentence."""

from tests.browser.every_page import RICH_PLAN
from tests.browser.reading_tools import MARKED, SECTION, SPEECH, tool
from tests.browser.viewports import at_both_widths


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


def test_what_stands_in_boxes_and_under_subheadings_is_read_too(whole_site, page):
    page.add_init_script(SPEECH)
    page.goto(f"{whole_site}{RICH_PLAN}1/1/")
    tool(page, "朗读").click()

    page.evaluate("while (speechSynthesis.current) speechSynthesis.finish()")

    said = "".join("".join(page.evaluate("said")).split()).replace("，", "")
    for text in ("（一）产业", "（1）制造业", "专栏2养老服务工程", "1.社区食堂", "框里的脚注。"):
        assert text in said
    printed = page.evaluate(
        """[...document.querySelector('article.reading')
            .querySelectorAll('h1, h2, h3, h4, h5, h6, p, figcaption, td, th')]
            .map((element) => element.textContent)"""
    )
    assert [text for text in printed if "".join(text.split()).replace("，", "") not in said] == []
