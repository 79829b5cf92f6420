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

SECONDS, PAUSE = 8, 0.01
STORED, COLD, SLACK = 2, 3, 3  # times the quiet p99, and by how much a busy machine may miss it
PAGE = "/2021-2025/1/2/"
STAFF = """
import django; django.setup()
from django.contrib.auth.models import User
from django.utils import timezone
from chapters.editions import publishing
from chapters.models import Plan, Section
from indicators.evaluation import reporting
plan = Plan.objects.get()
section = Section.objects.get(chapter__number=5, number=3)
for text in ("甲改了一节。", "乙也改了一节。"):
    section.text = text
    section.save()
    editor = User.objects.get(username="bianji")
    publishing.propose(plan, by=editor, kind="CORRECTION", note="改。")
reporting.request(plan, timezone.localdate(), by=User.objects.get(username="fabu"))
"""
UNDER_WAY = """
import django; django.setup()
from tanggu_plan.models import BackgroundTask
print(BackgroundTask.objects.filter(state__in=["WAITING", "RUNNING"]).count())
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


def p99(port, path, lasts):
    """Ask again and again as long as that lasts; return the 99th percentile, and how many."""
    took = []
    while lasts(len(took)):
        took.append(seconds_for(port, path.format(len(took))))
        time.sleep(PAUSE)
    return sorted(took)[int(len(took) * 0.99)], len(took)


def for_seconds(count_to=SECONDS):
    ends = time.monotonic() + count_to
    return lambda count: time.monotonic() < ends


def test_readers_do_not_notice_two_proposals_a_report_and_an_export(environment, tmp_path):
    cold_page = "/2021-2025/search/?q={:04}"  # none is kept
    with served(environment) as server:
        quiet = [p99(server.port, path, for_seconds())[0] for path in (PAGE, cold_page)]
        subprocess.run([sys.executable, "-c", STAFF], cwd=ROOT, env=environment, check=True)
        export = [sys.executable, "manage.py", "export_site", str(tmp_path / "copy")]
        export += ["--address", "http://127.0.0.1/"]
        exporting = subprocess.Popen(export, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
        busy = [p99(server.port, path, for_seconds(4)) for path in (PAGE, cold_page)]
        under_way = subprocess.check_output(
            [sys.executable, "-c", UNDER_WAY], cwd=ROOT, env=environment, text=True
        )
        exporting.wait(PATIENCE)

    (stored, _), (cold, _) = busy
    print(f"\n{environment['DATABASE_URL'].partition(':')[0]}, {under_way.strip()} still under way")
    print(f"stored {1e3 * quiet[0]:.1f} → {1e3 * stored:.1f} ms p99, {stored / quiet[0]:.1f} times")
    print(f"cold {1e3 * quiet[1]:.1f} → {1e3 * cold:.1f} ms p99, {cold / quiet[1]:.1f} times")
    assert stored <= SLACK * STORED * quiet[0]
    assert cold <= SLACK * COLD * quiet[1]
