import pytest

from tests.browser.viewports import at_both_widths

PAGES = (
    "/",
    "/2021-2025/",
    "/2021-2025/preface/",
    "/2021-2025/5/",
    "/2021-2025/2/3/",
    "/2021-2025/full/",
    "/2021-2025/indicators/",
    "/2021-2025/indicators/6/",
    "/2021-2025/editions/",
    "/2021-2025/editions/1/",
    "/2021-2025/editions/1/changes/",
    "/2021-2025/errata/",
    "/verify/",
    "/accessibility/",
    "/verify/?sha256=0",
    f"/verify/?sha256={'0' * 64}",
)
SECTION = "/2021-2025/2/3/"
FOCUS = """() => {
    const {tagName, innerText, href, ariaLabel} = document.activeElement;
    const box = document.activeElement.getBoundingClientRect();
    const style = getComputedStyle(document.activeElement);
    return {
        name: (ariaLabel || innerText || tagName).trim(),
        element: tagName,
        href,
        seen: box.width > 0 && box.height > 0 && box.right > 0 && box.bottom > 0,
        outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    };
}"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

pytestmark = pytest.mark.django_db(transaction=True)


@at_both_widths
@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_accessible_and_fits_its_window(published_site, page, axe, address):
    page.goto(published_site + address)

    assert axe(page) == []
    assert page.evaluate(SIDEWAYS) == 0


@pytest.mark.parametrize("address", ["/", SECTION, "/2021-2025/indicators/1/"])
def test_a_page_is_accessible_in_the_dark(published_site, page, axe, address):
    page.emulate_media(color_scheme="dark")

    page.goto(published_site + address)

    assert axe(page) == []


@pytest.mark.parametrize("address", PAGES)
def test_nothing_scrolls_sideways_at_320_px(published_site, page, address):
    page.set_viewport_size({"width": 320, "height": 640})

    page.goto(published_site + address)

    assert page.evaluate(SIDEWAYS) == 0


@pytest.mark.parametrize("address", PAGES)
def test_text_at_twice_the_size_still_fits(published_site, page, address):
    page.goto(published_site + address)

    page.evaluate("document.documentElement.style.setProperty('font-size', '225%')")

    assert page.evaluate(SIDEWAYS) == 0


def test_an_error_page_is_accessible(published_site, page, axe, troubles):
    page.goto(published_site + "/2021-2025/9/9/")

    assert page.title() == "没有找到这一页"
    assert axe(page) == []
    troubles.clear()  # Chromium's own line about the 404


@at_both_widths
def test_tab_starts_at_the_skip_link_and_every_stop_is_seen(published_site, page):
    page.goto(published_site + SECTION)
    expected = page.evaluate(
        """[...document.querySelectorAll("a, summary, button, input, [tabindex='0']")]
           .filter((e) => e.checkVisibility({contentVisibilityAuto: true})).length"""
    )

    stops = []
    for _ in range(expected):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUS))

    assert stops[0]["name"] == "跳到正文"
    assert [stop for stop in stops if not (stop["seen"] and stop["outlined"])] == []
    assert stops[-1]["element"] == "A"
    assert stops[-1]["href"].endswith("/verify/")


def test_the_skip_link_leads_into_the_text(published_site, page):
    page.goto(published_site + SECTION)

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_on_a_phone_the_contents_open_on_touch(published_site, page):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(published_site + SECTION)
    current = page.locator('.contents [aria-current="page"]')
    assert not current.is_visible()

    page.get_by_text("目录", exact=True).nth(1).click()

    assert current.is_visible()


def test_on_a_laptop_the_contents_stand_beside_the_text(published_site, page):
    page.goto(published_site + SECTION)

    assert page.locator('.contents [aria-current="page"]').is_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_without_javascript_everything_is_there_to_read(browser, published_site, width):
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": width, "height": 800}
    )
    page = context.new_page()

    for address in PAGES:
        page.goto(published_site + address)
        assert page.locator("h1").is_visible()
        assert page.locator("main button:visible").count() == 0
    context.close()


def test_nothing_holds_up_the_paint_of_a_section(published_site, page):
    page.goto(published_site + SECTION)

    blocking = page.evaluate(
        """performance.getEntriesByType("resource")
           .filter(({renderBlockingStatus}) => renderBlockingStatus === "blocking")
           .map(({name}) => name)"""
    )
    assert blocking == []


def test_a_printed_section_leaves_the_furniture_out(published_site, page):
    page.goto(published_site + SECTION)

    page.emulate_media(media="print")

    assert page.locator("article.reading").is_visible()
    assert not page.locator(".contents").is_visible()
    assert not page.locator(".neighbours").is_visible()
    assert page.locator(".record").is_visible()
