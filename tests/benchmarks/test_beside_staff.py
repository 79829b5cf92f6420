"""What readers notice of the staff's work: a stored page and a cold one, quiet and beside two
proposals, a report and an export. On SQLite, or on the server that DATABASE_URL names."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.request import urlopen

import pytest

from tests.durability.conftest import database_url  # noqa: F401, a fixture
from tests.serving import PATIENCE, ROOT, free_port, running, set_up

SECONDS, PAUSE = 9, 0.01
STORED, COLD, SLACK = 2, 3, 3  # times the quiet p99, and by how much a busy machine may miss it
PAGE = "/2021-2025/1/2/"
COLD_PAGE = "/2021-2025/search/?q={:04}"  # none is kept
STAFF = """
import django; django.setup()
from django.contrib.auth.models import User
from django.utils import timezone
from chapters.editions import publishing
from chapters.models import Plan, Section
from indicators.evaluation import reporting
plan = Plan.objects.get()
section = Section.objects.get(chapter__number=5, number=3)
for name in "甲乙":
    section.text = f"{name}第{plan.editions.count()}次改了这一节。"
    section.save()
    editor = User.objects.get(username="bianji")
    publishing.propose(plan, by=editor, kind="CORRECTION", note="改。")
reporting.request(plan, timezone.localdate(), by=User.objects.get(username="fabu"))
"""


@pytest.fixture
def environment(database_url, tmp_path):  # noqa: F811
    environment = os.environ | {
        "DATABASE_URL": database_url,
        "DEBUG": "off",
        "DJANGO_SETTINGS_MODULE": "tanggu_plan.settings",
        "ALLOWED_HOSTS": "127.0.0.1",
        "LOG_LEVEL": "ERROR",
        "SEARCHES_A_MINUTE": "1000000",
    }
    set_up(environment)
    return environment


@contextmanager
def served(environment):
    """The portal with its worker, two processes; each has the page in its store."""
    port = free_port()
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    with running(command, port, environment) as server:
        for _ in range(20):
            seconds_for(port, PAGE)
        yield server


def seconds_for(port, path):
    started = time.perf_counter()
    with urlopen(f"http://127.0.0.1:{port}{path}", timeout=PATIENCE) as answer:
        answer.read()
    return time.perf_counter() - started


def p99(port, path):
    """Ask for SECONDS again and again; return the 99th percentile of the seconds that it takes.

    Two of the answers beside the staff are made anew: the report is public as soon as it is made.
    """
    took = []
    ends = time.monotonic() + SECONDS
    while time.monotonic() < ends:
        took.append(seconds_for(port, path.format(len(took))))
        time.sleep(PAUSE)
    return sorted(took)[int(len(took) * 0.99)]


@contextmanager
def staff_at_work(environment, folder):
    """Two proposals and a report in the queue, and an export."""
    subprocess.run([sys.executable, "-c", STAFF], cwd=ROOT, env=environment, check=True)
    export = [sys.executable, "manage.py", "export_site", str(folder)]
    export += ["--address", "http://127.0.0.1/"]
    exporting = subprocess.Popen(export, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    yield
    exporting.wait(PATIENCE)


def test_readers_do_not_notice_two_proposals_a_report_and_an_export(environment, tmp_path):
    print(f"\n{environment['DATABASE_URL'].partition(':')[0]}")
    with served(environment) as server:
        for name, path, goal in (("stored", PAGE, STORED), ("cold", COLD_PAGE, COLD)):
            quiet = p99(server.port, path)
            with staff_at_work(environment, tmp_path / name):
                busy = p99(server.port, path)
            print(
                f"{name}: {1e3 * quiet:.1f} → {1e3 * busy:.1f} ms p99,"
                f" {busy / quiet:.1f} times ({goal})"
            )
            assert busy <= SLACK * goal * quiet
            wait_for_the_queue(environment)


def wait_for_the_queue(environment):
    command = [sys.executable, "-m", "tests.durability.office", "wait-for-tasks"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
