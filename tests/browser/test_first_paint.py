"""The first look on a slow phone: what it waits for, counted. Its time is in tests/benchmarks.

The real server, the collected static files.
"""

import os
from pathlib import Path

import pytest

from tanggu_plan.serving.inline_styles import without_comments
from tests.browser.slow_phone import Look
from tests.browser.viewports import PHONE
from tests.serving import portal, set_up

SECTION = "/2021-2025/1/1/"  # the longest
INDICATORS = "/2021-2025/indicators/"
SHEETS = [
    path
    for path in (Path(__file__).resolve().parents[2] / "static" / "css").glob("*.css")
    if path.name != "admin.css"  # a file of its own, which imports another
]
BYTES = 15 * 1024


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    file = tmp_path_factory.mktemp("served") / "db.sqlite3"
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{file}", "DEBUG": "off"}
    set_up(environment)
    with portal(environment) as server:
        yield server


@pytest.fixture
def origin(served):
    """Let `page` watch the real server instead of the test server."""
    return served.origin


@pytest.mark.parametrize("viewport", [PHONE], indirect=True)
@pytest.mark.parametrize("address", [SECTION, INDICATORS])
def test_a_slow_phone_shows_the_page_after_one_request(page, address, viewport):
    look = Look(page, address)

    assert look.requests[0].endswith(address)
    assert look.waited_for == []
    assert look.bytes <= BYTES
    assert look.shifts == 0


def test_the_inlined_sheet_means_the_same_as_the_file(served, page):
    page.goto("/verify/")

    different = page.evaluate(
        """async (sheets) => {
            const rules = (css) => {
                const sheet = new CSSStyleSheet();
                sheet.replaceSync(css);
                // A custom property keeps its blanks and line ends, which mean nothing in ours.
                return Array.from(sheet.cssRules, (rule) => rule.cssText.replaceAll(/\\s+/g, " "))
                    .join("\\n");
            };
            return sheets.filter(([source, inlined]) => rules(source) !== rules(inlined));
        }""",
        [[path.read_text("utf-8"), without_comments(path.read_text("utf-8"))] for path in SHEETS],
    )

    assert different == []
