"""A page that a slow network brings in pieces: what has been painted stays where it is."""

from urllib.parse import quote

import pytest

from tests.browser.in_pieces import in_pieces
from tests.browser.viewports import at_both_widths

BYTES = 400
PAGES = (
    "/",
    "/2021-2025/1/1/",
    "/2021-2025/indicators/",
    "/2021-2025/indicators/3/",
    "/2021-2025/commitments/",
    "/2021-2025/evaluation/",
    "/2021-2025/matters/",
    f"/2021-2025/search/?q={quote('养老')}",
)
WATCH = """
    window.shifts = [];
    new PerformanceObserver((list) => list.getEntries().forEach(({ value, sources }) => {
        const words = sources.map(({ node }) => node?.textContent.trim().slice(0, 30));
        shifts.push(`${value}: ${words.join(" | ")}`);
    })).observe({ type: "layout-shift", buffered: true });
"""
PAINTED = """() => new Promise((tell) =>
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(tell))))"""


@pytest.fixture
def relay(whole_site):
    with in_pieces(whole_site, BYTES) as relay:
        yield relay


@pytest.fixture
def origin(relay):
    """Let `page` watch the site that answers in pieces."""
    return relay.origin


@at_both_widths
@pytest.mark.parametrize("address", PAGES)
def test_nothing_moves_wherever_a_page_is_cut(page, relay, address):
    page.add_init_script(WATCH)
    page.goto(address, wait_until="commit")

    for _ in range(relay.pieces_to_come()):
        page.evaluate(PAINTED)
        relay.send_next()
    page.wait_for_load_state("networkidle")
    page.evaluate(PAINTED)

    assert page.evaluate("shifts") == []
