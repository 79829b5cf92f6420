"""A slow phone: 400 ms round trip, 1.6 Mbit/s, a processor a quarter as fast."""

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
    """A first visit to a page, and what it cost; times are in milliseconds."""

    def __init__(self, page, address):
        self.requests, self.bytes = [], 0
        self.devtools = page.context.new_cdp_session(page)
        for domain in ("Network.enable", "Page.enable"):
            self.devtools.send(domain)
        self.devtools.send("Network.emulateNetworkConditions", SLOW_NETWORK)
        self.devtools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        self.devtools.on("Network.requestWillBeSent", self._note_request)
        self.devtools.on("Network.loadingFinished", self._note_bytes)
        page.add_init_script(WATCH)
        page.goto(address)
        page.wait_for_load_state("networkidle")
        self.first_paint = page.evaluate(FIRST_PAINT)
        self.shifts = page.evaluate("shifts")
        self.blocked = page.evaluate("blocked")
        self.waited_for = page.evaluate(WAITED_FOR)

    def _note_request(self, event):
        self.requests.append(event["request"]["url"])

    def _note_bytes(self, event):
        if self.bytes == 0:  # the page itself arrives first
            self.bytes = event["encodedDataLength"]
