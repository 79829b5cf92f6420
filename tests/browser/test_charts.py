import pytest
from django.core.management import call_command

from tests.browser.viewports import at_both_widths

LIST = "/2021-2025/indicators/"
PLOTTED = ".chart-plot .main-svg .point"

pytestmark = pytest.mark.django_db(transaction=True)


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
