"""When a slow phone first paints, beside bare text of as many bytes on the same phone."""

import os
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from tests.browser.chromium import chromium
from tests.browser.slow_phone import Look
from tests.browser.viewports import PHONE
from tests.serving import portal, set_up

PAGES = {"/2021-2025/1/1/": 3, "/2021-2025/indicators/": 4}  # yardsticks that it may take
RUNS = 3


class BareText(BaseHTTPRequestHandler):
    """15 KB, the most that a page may have."""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.end_headers()
        self.wfile.write("规划文本。".encode() * 1024)

    def log_message(self, *line):
        """Say nothing."""


@pytest.fixture(scope="module")
def yardstick():
    """The origin of a server of bare text."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BareText)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def origin(tmp_path_factory):
    file = tmp_path_factory.mktemp("served") / "db.sqlite3"
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{file}", "DEBUG": "off"}
    set_up(environment)
    with portal(environment) as server:
        yield server.origin


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


def first_paint(browser, address):
    """Return the milliseconds of a first visit."""
    with closing(browser.new_context(viewport=PHONE)) as context:
        return Look(context.new_page(), address).first_paint


@pytest.mark.parametrize("path", PAGES)
def test_a_slow_phone_paints_a_page_soon_after_bare_text(browser, origin, yardstick, path):
    bare, ours = [], []
    for _ in range(RUNS):
        bare.append(first_paint(browser, yardstick))
        ours.append(first_paint(browser, origin + path))

    times = min(ours) / min(bare)
    print(f"\n{path}: first paint {min(ours):.0f} ms, {times:.1f} times that of bare text")
    assert times <= PAGES[path]
