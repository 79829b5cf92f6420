import io
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from PIL import Image

from indicators.charts.plotly_bundle import find_bundle, without_map_rules
from tests.browser.viewports import at_both_widths
from tests.indicators.measuring import Status, measure, measure_years

LIST = "/2021-2025/indicators/"
PLOTTED = ".chart-plot .main-svg .point"

AROUND = [".chart-plot", ".plot-container", ".main-svg", ".legend", ".xaxislayer-above", ".point"]
# What plotly would do on a page without our policy and without our style sheet.
PLOTLY_INJECTS_ITS_OWN_RULES = """
    const append = HTMLHeadElement.prototype.append;
    HTMLHeadElement.prototype.append = function (element) {
        if (element.id !== "plotly.js-style-global") return append.call(this, element);
        setTimeout(() => element.dispatchEvent(new Event("load")));
    };
"""
CHART_COLOURS = ["--ink", "--ink-soft", "--rule-strong", "--accent", "--measure"]


@pytest.fixture(scope="session", autouse=True)
def _plotly_is_there():
    call_command("fetch_plotly", verbosity=0)


@at_both_widths
@pytest.mark.parametrize("address", [LIST, f"{LIST}4/"])
def test_the_interactive_chart_is_drawn_when_asked_for(published_site, page, axe, address):
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(published_site + address, wait_until="networkidle")
    assert not any("plotly" in url for url in requests)

    page.get_by_role("button", name="交互图表").first.click()
    page.wait_for_selector(PLOTTED, state="attached")

    assert any("plotly.min.js" in url for url in requests)
    assert axe(page) == []


def test_without_npm_the_interactive_chart_is_drawn_and_breaks_no_policy(
    published_site, page, tmp_path
):
    bundle = without_map_rules(find_bundle(tmp_path).read_text("utf-8"))
    page.route("**/plotly.min.js", lambda route: route.fulfill(body=bundle))
    page.goto(f"{published_site}{LIST}4/")

    page.get_by_role("button", name="交互图表").click()

    page.wait_for_selector(PLOTTED, state="attached")  # a report would fail the test


def test_elder_mode_on_a_phone_offers_nothing_for_a_chart_that_it_does_not_show(
    published_site, page
):
    page.add_init_script("localStorage.setItem('plan-reading', '{\"mode\":\"elder\"}')")
    page.set_viewport_size({"width": 360, "height": 740})

    page.goto(published_site + LIST, wait_until="networkidle")

    for part in (".chart-drawing", ".chart-interactive", ".chart-files"):
        assert not page.locator(part).first.is_visible()
    assert page.locator(".chart figcaption").first.is_visible()


def test_the_interactive_chart_shows_the_printed_values(published_site, page):
    page.goto(f"{published_site}{LIST}4/")

    page.get_by_role("button", name="交互图表").click()
    page.wait_for_selector(PLOTTED, state="attached")

    drawn = page.locator(".chart-plot .main-svg").first.text_content()
    assert "2025年目标 0.0075" in drawn
    assert "2020年 0.005" in drawn


def test_the_interactive_chart_stays_within_its_frame(published_site, page):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(published_site + LIST)

    page.get_by_role("button", name="交互图表").click()
    page.wait_for_selector(PLOTTED, state="attached")

    frame, plot = (page.locator(css).bounding_box() for css in (".chart-plot", ".plot-container"))
    assert plot["width"] <= frame["width"] <= 328
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_the_button_gives_the_drawing_back(published_site, page):
    page.goto(f"{published_site}{LIST}1/")
    button = page.get_by_role("button", name="交互图表")
    button.click()
    page.wait_for_selector(PLOTTED, state="attached")

    button.click()

    assert page.locator("svg.chart-drawing").is_visible()
    assert not page.locator(".chart-plot").is_visible()


def test_when_plotly_does_not_arrive_the_page_says_so_and_stays(published_site, page, troubles):
    page.route("**/plotly.min.js", lambda route: route.abort())
    page.goto(f"{published_site}{LIST}1/")

    page.get_by_role("button", name="交互图表").click()

    page.get_by_text("交互图表没有载入").wait_for()
    assert page.locator("svg.chart-drawing").is_visible()
    troubles.clear()  # the request that was cut


@pytest.fixture
def measured_site(published_site, edition):
    """Sales with a gap, a preliminary and a revised value."""
    measure_years(edition.plan, 3, {2021: "9.1", 2022: "8.05"})
    measure(edition.plan, 3, 2022, "8.4", Status.REVISED)
    measure(edition.plan, 3, 2023, "", Status.MISSING)
    measure(edition.plan, 3, 2024, "11.2")
    measure(edition.plan, 3, 2025, "12.1", Status.PRELIMINARY)
    return published_site


def plotted(page, address):
    """Draw the interactive chart; return where its parts stand and what it looks like."""
    page.goto(address)
    page.get_by_role("button", name="交互图表").click()
    page.wait_for_selector(PLOTTED, state="attached")
    page.mouse.move(0, 0)
    page.get_by_role("status").first.evaluate("() => document.fonts.ready")
    boxes = [page.locator(part).first.bounding_box() for part in AROUND]
    return boxes, page.locator(".chart-plot").screenshot(animations="disabled")


@pytest.mark.parametrize("address", [LIST, f"{LIST}1/", f"{LIST}3/"])
def test_under_the_policy_plotly_lays_out_as_without_it(browser, measured_site, page, address):
    free = browser.new_context(viewport=page.viewport_size, locale="zh-CN", bypass_csp=True)
    free.add_init_script(PLOTLY_INJECTS_ITS_OWN_RULES)

    expected = plotted(free.new_page(), measured_site + address)
    injected = free.pages[0].locator("style#plotly\\.js-style-global").count()
    free.close()

    assert injected == 1
    assert plotted(page, measured_site + address) == expected


def test_the_text_of_a_drawing_is_legible_on_the_narrowest_phone(measured_site, page):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{measured_site}{LIST}3/")

    heights = page.locator("svg.chart-drawing text").evaluate_all(
        "texts => texts.map(text => text.getBoundingClientRect().height)"
    )
    assert min(heights) >= 16
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_no_text_of_a_drawing_leaves_it(measured_site, page):
    page.goto(f"{measured_site}{LIST}3/")

    outside = page.locator("svg.chart-drawing").evaluate(
        """drawing => {
            const LEADING = 6;  // of the line box, above and below the signs
            const frame = drawing.getBoundingClientRect();
            return [...drawing.querySelectorAll("text")].filter((text) => {
                const box = text.getBoundingClientRect();
                return box.left < frame.left - 1 || box.right > frame.right + 1
                    || box.top < frame.top - LEADING || box.bottom > frame.bottom + LEADING;
            }).map((text) => text.textContent);
        }"""
    )
    assert outside == []


def test_the_svg_file_opens_alone_under_the_policy(measured_site, page):
    page.route("**/favicon.ico", lambda route: route.fulfill(status=204))
    page.goto(f"{measured_site}{LIST}3/chart.svg")

    target = page.locator("circle[r='8']").first
    assert target.evaluate("dot => getComputedStyle(dot).stroke") == "rgb(157, 42, 34)"
    assert page.locator("text", has_text="12.45").count() >= 1


def test_the_png_is_the_chart_of_the_file(measured_site, page):
    page.goto(f"{measured_site}{LIST}3/")

    with page.expect_download() as download:
        page.get_by_role("button", name="下载PNG").click()

    assert download.value.suggested_filename == "商品销售总额.png"
    picture = Image.open(io.BytesIO(Path(download.value.path()).read_bytes())).convert("RGB")
    colours = {colour for _, colour in picture.getcolors(maxcolors=1 << 24)}
    assert picture.width >= 1200
    assert {(157, 42, 34), (74, 100, 120), (253, 252, 249)} <= colours


def test_when_the_png_cannot_be_made_the_page_says_so(measured_site, page, troubles):
    page.route("**/chart.svg", lambda route: route.abort())
    page.goto(f"{measured_site}{LIST}3/")

    page.get_by_role("button", name="下载PNG").click()

    page.get_by_text("PNG没有做成").wait_for()
    troubles.clear()  # the request that was cut


def test_without_javascript_there_is_the_file_and_no_dead_button(browser, measured_site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{measured_site}{LIST}3/")

    assert page.get_by_role("link", name="下载SVG").is_visible()
    assert not page.locator("main").get_by_role("button").count()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("contrast", ["no-preference", "more"])
def test_every_part_of_a_chart_stands_out_from_the_paper(browser, published_site, scheme, contrast):
    context = browser.new_context(color_scheme=scheme, contrast=contrast)
    page = context.new_page()
    page.goto(f"{published_site}{LIST}3/")

    palette = page.evaluate(
        "names => names.map(name => getComputedStyle(document.documentElement)"
        ".getPropertyValue(name).trim())",
        ["--paper", *CHART_COLOURS],
    )
    context.close()

    paper, *colours = (luminance(colour) for colour in palette)
    assert all(contrast_of(paper, colour) >= 3 for colour in colours)


def test_the_charts_take_their_colours_from_the_palette():
    css = (settings.BASE_DIR / "static" / "css" / "charts.css").read_text("utf-8")

    used = re.findall(r"(?:fill|stroke): ([^;]+);", css)
    named = {f"var({name})" for name in [*CHART_COLOURS, "--paper"]}
    assert set(used) <= {*named, "none", "CanvasText", "Canvas"}


def luminance(colour):
    parts = [int(pair, 16) / 255 for pair in re.findall("..", colour.removeprefix("#"))]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_of(one, other):
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)
