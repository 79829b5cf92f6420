"""The first look on a slow phone: 400 ms round trip, 1.6 Mbit/s, a processor a quarter as fast.

The real server, the collected static files. Requests, bytes and shifts are exact; times are
printed, and held to a multiple of the goal only, since the machine may be busy.
"""

import os
from pathlib import Path

import pytest

from tanggu_plan.serving.inline_styles import minified
from tests.browser.viewports import PHONE
from tests.serving import granian, set_up

SECTION = "/2021-2025/1/1/"  # the longest
INDICATORS = "/2021-2025/indicators/"
SHEETS = [
    path
    for path in (Path(__file__).resolve().parents[2] / "static" / "css").glob("*.css")
    if path.name != "admin.css"  # a file of its own, which imports another
]
BYTES = 15 * 1024
GOALS = {SECTION: 750, INDICATORS: 1100}  # milliseconds
SLACK = 3
SLOW_NETWORK = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 750e3 / 8,
}
WATCH = """
    window.shifts = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((each) => (shifts += each.value)))
        .observe({ type: "layout-shift", buffered: true });
    window.blocked = 0;
    new PerformanceObserver((list) => list.getEntries().forEach(
        (each) => (blocked += each.duration - 50))).observe({ type: "longtask", buffered: true });
"""
FIRST_PAINT = """new Promise((tell) => {
    new PerformanceObserver((list) => {
        const [paint] = list.getEntriesByName("first-contentful-paint");
        if (paint) tell(paint.startTime);
    }).observe({ type: "paint", buffered: true });
})"""
WAITED_FOR = """performance.getEntriesByType("resource")
    .filter((each) => each.renderBlockingStatus === "blocking").map((each) => each.name)"""


class Look:
    """A first visit to a page, and what it cost."""

    def __init__(self, page, address):
        self.requests, self.bytes = [], 0
        self.devtools = page.context.new_cdp_session(page)
        for domain in ("Network.enable", "Page.enable"):
            self.devtools.send(domain)
        self.devtools.send("Network.emulateNetworkConditions", SLOW_NETWORK)
        self.devtools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        self.devtools.on("Network.requestWillBeSent", self._note_request)
        self.devtools.on("Network.loadingFinished", self._note_bytes)
        page.goto(address, wait_until="load")
        self.first_paint = page.evaluate(FIRST_PAINT)
        page.wait_for_timeout(500)
        self.shifts = page.evaluate("shifts")
        self.blocked = page.evaluate("blocked")
        self.waited_for = page.evaluate(WAITED_FOR)

    def _note_request(self, event):
        self.requests.append(event["request"]["url"])

    def _note_bytes(self, event):
        if self.bytes == 0:  # the page itself arrives first
            self.bytes = event["encodedDataLength"]


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    file = tmp_path_factory.mktemp("served") / "db.sqlite3"
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{file}", "DEBUG": "off"}
    set_up(environment)
    with granian(environment) as server:
        yield server


@pytest.fixture
def origin(served):
    """Let `page` watch the real server instead of the test server."""
    return served.origin


@pytest.mark.parametrize("viewport", [PHONE], indirect=True)
@pytest.mark.parametrize("address", GOALS)
def test_a_slow_phone_shows_the_page_after_one_request(page, address, viewport):
    page.context.add_init_script(WATCH)
    page.request.get(address)  # the server has rendered it for somebody else before

    look = Look(page, address)

    print(  # noqa: T201
        f"\n{address}: first paint {look.first_paint:.0f} ms, {look.bytes / 1024:.1f} KB,"
        f" {len(look.requests)} requests in all, blocked for {look.blocked:.0f} ms"
    )
    assert look.requests[0].endswith(address)
    assert look.waited_for == []
    assert look.bytes <= BYTES
    assert look.shifts == 0
    assert look.first_paint <= SLACK * GOALS[address]


def test_the_inlined_sheet_means_the_same_as_the_file(served, page):
    page.goto("/verify/")

    different = page.evaluate(
        """async (sheets) => {
            const rules = (css) => {
                const sheet = new CSSStyleSheet();
                sheet.replaceSync(css);
                // A custom property keeps its blanks, which mean nothing in our lists.
                return Array.from(sheet.cssRules, (rule) => rule.cssText.replaceAll(", ", ","))
                    .join("\\n");
            };
            return sheets.filter(([source, minified]) => rules(source) !== rules(minified));
        }""",
        [[path.read_text("utf-8"), minified(path.read_text("utf-8"))] for path in SHEETS],
    )

    assert different == []
