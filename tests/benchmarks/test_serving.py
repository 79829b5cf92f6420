"""What an answer costs: CPU of the server's processes, beside nginx with the same bytes."""

import gzip
import os
import shutil
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass, field
from importlib.util import find_spec

import pytest

from tests.benchmarks.load import answer_to, put_load, request
from tests.serving import free_port, granian, nginx, portal, set_up

PAGE = "/2021-2025/1/2/"
GZIP = "Accept-Encoding: gzip"
ASKED = request(PAGE, GZIP)
SECONDS, CONNECTIONS = 0.4, 64
STEADY_ROUNDS, MOST_ROUNDS, FALL = 4, 15, 0.95
# The goals, and by how much more a busy machine may miss them.
WORK, TIMES, LATENCY, SLACK = 0.40, 200, 2, 2
# What nginx says itself is not said twice.
ITS_OWN = {"content-type", "content-length", "content-encoding", "etag", "vary", "server", "date"}
NGINX = """
daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/errors;
events {{ worker_connections 512; }}
http {{
    access_log off; sendfile on; open_file_cache max=100; gzip_static on; gzip_vary on;
    types {{ text/html html; }} charset utf-8;
    keepalive_requests 1000000000;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{ listen 127.0.0.1:{port}; root {folder}/site; {headers} }}
}}
"""


@dataclass
class Runs:
    """A server's runs. The least disturbed says what an answer costs, on a busy machine too."""

    server: object
    asked: bytes = ASKED
    cpu: list[float] = field(default_factory=list)
    slowest: list[float] = field(default_factory=list)

    def add(self):
        """Put a load on; return whether an answer cost clearly less than ever before."""
        before = self.server.cpu_seconds()
        load = put_load(self.server.port, self.asked, connections=CONNECTIONS, seconds=SECONDS)
        least = min(self.cpu, default=float("inf"))
        self.cpu.append((self.server.cpu_seconds() - before) / load.answers)
        self.slowest.append(load.percentile(0.99))
        return self.cpu[-1] < FALL * least

    @property
    def least_cpu(self):
        return min(self.cpu)

    @property
    def p99(self):
        return min(self.slowest)


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    file = tmp_path_factory.mktemp("served") / "db.sqlite3"
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{file}", "DEBUG": "off"}
    set_up(environment)
    return environment


@pytest.fixture(scope="module")
def runs(environment, tmp_path_factory):
    """The servers side by side, each in turn, round after round."""
    folder = tmp_path_factory.mktemp("unstored")  # one file is served once
    file = environment["DATABASE_URL"].removeprefix("sqlite:///")
    unstored = environment | {
        "PAGE_STORE_MEGABYTES": "0",
        "DATABASE_URL": f"sqlite:///{shutil.copy(file, folder)}",
    }
    with ExitStack() as stack:
        servers = {
            "page store": stack.enter_context(portal(environment)),
            "no store": stack.enter_context(portal(unstored)),
        }
        answer = answer_to(servers["page store"].port, ASKED)
        if shutil.which("nginx"):
            folder = tmp_path_factory.mktemp("nginx")
            servers["nginx"] = stack.enter_context(_same_bytes(answer, folder))
        runs = {name: Runs(server) for name, server in servers.items()}
        if find_spec("wagtail"):
            peer = _same_text_in_wagtail(answer, tmp_path_factory.mktemp("wagtail"))
            runs["wagtail"] = Runs(stack.enter_context(peer), request("/", GZIP))
        _measure(runs.values())
        yield runs


def _measure(all_runs):
    """Go round after round, until no server has become clearly cheaper for some of them."""
    steady = 0
    for _ in range(MOST_ROUNDS):
        falls = [each.add() for each in all_runs]
        steady = 0 if any(falls) else steady + 1
        if steady == STEADY_ROUNDS:
            return


def _same_bytes(answer, folder):
    """nginx with the page as a file, its headers as configuration."""
    head, _, body = answer.partition(b"\r\n\r\n")
    named = [line.split(": ", 1) for line in head.decode().splitlines()[1:]]
    headers = "".join(
        f'add_header {name} "{value}"; ' for name, value in named if name not in ITS_OWN
    )
    page = folder / "site" / PAGE.strip("/") / "index.html.gz"
    page.parent.mkdir(parents=True)
    page.write_bytes(body)
    page.with_suffix("").touch()
    for each in (folder, *folder.parents[:2]):
        each.chmod(0o755)  # nginx reads as nobody
    port = free_port()
    return nginx(NGINX.format(folder=folder, port=port, headers=headers), folder, port)


def _same_text_in_wagtail(answer, folder):
    """Wagtail's first page with our page's text as its template."""
    page = gzip.decompress(answer.partition(b"\r\n\r\n")[2])
    template = folder / "wagtailcore" / "page.html"
    template.parent.mkdir()
    template.write_bytes(b"{% verbatim %}" + page + b"{% endverbatim %}")
    environment = os.environ | {
        "WAGTAIL_DATABASE": str(folder / "db.sqlite3"),
        "WAGTAIL_TEMPLATES": str(folder),
    }
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    module = "tests.benchmarks.wagtail_site"
    subprocess.run([sys.executable, "-m", module], env=environment, check=True)
    return granian(environment, application=f"{module}:application")


def test_a_kept_page_costs_little_more_than_a_file(runs):
    print()
    for name, each in runs.items():
        print(f"{name}: {1e6 * each.least_cpu:.1f} µs CPU, p99 {1000 * each.p99:.1f} ms")
    if "nginx" not in runs:
        pytest.skip("nginx is not installed: nothing to compare with")
    work = runs["nginx"].least_cpu / runs["page store"].least_cpu
    latency = runs["page store"].p99 / runs["nginx"].p99
    print(f"work {work:.2f} of nginx's ({WORK}), p99 {latency:.1f} times nginx's ({LATENCY})")
    assert work >= WORK / SLACK
    assert latency <= LATENCY * SLACK


def test_a_kept_page_costs_a_small_part_of_rendering_it(runs):
    times = runs["no store"].least_cpu / runs["page store"].least_cpu

    print(f"\n{times:.0f} times the work of the view without the store ({TIMES})")
    assert times >= TIMES / SLACK
