"""What `make serve` puts up: the real server, the collected static files, its own database."""

import socket

import pytest

from tests.serving import PATIENCE, MakeServe

NOTE_THE_START = """
import os, sys
with open(os.environ["STARTS"], "a") as starts:
    starts.write(" ".join(sys.orig_argv[1:4]) + "\\n")
"""


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    """A database that `make serve` has set up and left."""
    database = tmp_path_factory.mktemp("served") / "db.sqlite3"
    with MakeServe(database):
        return database


@pytest.fixture(scope="module")
def served(database):
    """The second `make serve`, up."""
    with MakeServe(database) as second:
        yield second


@pytest.fixture
def origin(served):
    """Let `page` watch the real server instead of the test server."""
    return served.origin


def test_the_second_start_starts_python_five_times(database, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(NOTE_THE_START)
    starts = tmp_path / "starts"

    with MakeServe(database, PYTHONPATH=str(tmp_path), STARTS=str(starts)):
        noted = starts.read_text().splitlines()

    by_make = [start.split() for start in noted if "multiprocessing" not in start]
    assert [start[:3] for start in by_make] == [
        ["-m", "tanggu_plan.serving.preflight", "port"],
        ["-m", "tanggu_plan.serving.preflight", "packages"],
        ["manage.py", "set_up_database", "fixtures/tanggu-2021-2025.md"],
        ["manage.py", "serve", "--port"],
        ["manage.py", "worker"],
    ]


def test_ctrl_c_stops_it_without_a_complaint(database):
    with MakeServe(database) as second:
        pass

    assert "Traceback" not in second.output
    assert "Error" not in second.output
    with socket.create_server(("127.0.0.1", second.port)):
        pass  # nobody listens any more


def test_a_port_in_use_is_named_in_one_line(served):
    complaint, _ = served.make("serve").communicate(timeout=PATIENCE)

    assert complaint.splitlines()[0].startswith(f"端口 {served.port} 已有门户在用（进程 ")


def test_a_page_and_its_collected_files_arrive_and_nothing_else(served, page):
    arrived = []
    page.on("response", lambda response: arrived.append((response.status, response.url)))

    page.goto("/2021-2025/1/1/")

    assert {status for status, _ in arrived} == {200}
    assert not any("/static/css/" in url for _, url in arrived)


def test_static_files_are_kept_by_the_browser_for_good(served, page):
    page.goto("/")
    icon = page.locator("link[rel=icon]").get_attribute("href")

    headers = page.request.get(icon).headers

    assert "immutable" in headers["cache-control"]
