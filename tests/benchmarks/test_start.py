"""How long the second `make serve` takes, beside Django's own start."""

import subprocess
import sys
import time

from tests.serving import ROOT, MakeServe

TIMES = 6
RUNS = 3


def seconds_of_django():
    started = time.monotonic()
    subprocess.run([sys.executable, "manage.py", "check"], cwd=ROOT, check=True)
    return time.monotonic() - started


def seconds_until_up(database):
    with MakeServe(database) as second:
        return second.seconds_until_up


def test_the_second_start_takes_a_few_times_as_long_as_django(tmp_path):
    database = tmp_path / "db.sqlite3"
    with MakeServe(database):
        pass

    django, second = [], []
    for _ in range(RUNS):
        django.append(seconds_of_django())
        second.append(seconds_until_up(database))

    times = min(second) / min(django)
    print(f"\nmake serve was up again after {min(second):.1f} s, {times:.1f} times Django's start")
    assert times <= TIMES
