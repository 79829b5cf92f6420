"""A worker killed in the middle: each task is done once or said to have failed, nothing is half.

Runs on the server that DATABASE_URL names, on SQLite without one: see conftest.
"""

import random
import subprocess
import time
from contextlib import contextmanager
from subprocess import PIPE

from tests.counts import counted
from tests.durability.conftest import OFFICE

KILLS = counted(30)
PROPOSALS = 2 * KILLS


@contextmanager
def worker(office):
    """A worker that has begun to work, killed at the end."""
    command = [*OFFICE, "work"]
    with subprocess.Popen(command, env=office.environment, stdout=PIPE, text=True) as process:
        assert process.stdout.readline() == "working\n"
        try:
            yield process
        finally:
            process.kill()


def test_a_worker_killed_in_the_middle_makes_each_pdf_once_or_says_that_it_failed(office):
    chance = random.Random(20210810)
    office("request", str(PROPOSALS))

    for _ in range(KILLS):
        with worker(office) as process:
            time.sleep(chance.uniform(0, 1))
            assert process.poll() is None, "the worker stopped by itself"
    with worker(office):
        told = office("wait-for-tasks")

    assert office("inspect") == ["inspected"]
    assert office("inspect-tasks") == ["inspected"]
    print(f"\n{KILLS} kills: {told[-1]}")


def test_workers_on_one_database_make_each_pdf_once(office):
    office("request", str(PROPOSALS))

    with worker(office):
        if office.environment["DATABASE_URL"].startswith("sqlite"):
            second = subprocess.run([*OFFICE, "work"], env=office.environment, stdout=PIPE)
            assert second.returncode == 1
            told = office("wait-for-tasks")
        else:
            with worker(office):
                told = office("wait-for-tasks")

    assert office("inspect-tasks") == ["inspected"]
    assert f"'DONE': {PROPOSALS + 1}}}" in told[-1], "with the original edition's"
    assert "made 1 time each at most" in told[-1]
    print(f"\n{told[-1]}")


def test_a_worker_that_is_told_to_end_ends_after_its_task(office):
    office("request", "1")
    with worker(office) as process:
        process.terminate()
        assert process.wait(timeout=60) == 0

    assert office("inspect-tasks") == ["inspected"]
