"""Killed in the middle, or all at once: the office has the old edition or the new, never half.

Runs on the server that DATABASE_URL names, on SQLite without one: see conftest.
"""

import random
import subprocess
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from math import ceil
from subprocess import PIPE

from tests.counts import counted
from tests.durability.conftest import OFFICE

KILLS = counted(50)
PEOPLE = 8
EACH = ceil(counted(200) / PEOPLE)
ATTEMPTS = EACH * PEOPLE


def faults_until_killed(seconds, office):
    """Let the office say what it finds, then work, then kill it after that time."""
    command = [*OFFICE, "correct"]
    with subprocess.Popen(command, env=office.environment, stdout=PIPE, text=True) as process:
        found = list(iter(process.stdout.readline, "inspected\n"))
        time.sleep(seconds)
        assert process.poll() is None, "the office stopped by itself"
        process.kill()
    return found


def test_killed_at_any_moment_the_office_has_the_old_edition_or_the_new(office):
    chance = random.Random(20210810)

    faults = []
    for _ in range(KILLS):
        faults += faults_until_killed(chance.uniform(0, 0.6), office)

    assert faults == []
    assert office("inspect") == ["inspected"]
    print(f"\n{KILLS} kills, no fault")


def test_of_many_who_publish_two_editions_at_once_one_wins(office):
    office("approve", "2")
    orders = [("publish", str(EACH), *numbers) for numbers in ("23", "32")] * (PEOPLE // 2)

    with ThreadPoolExecutor(PEOPLE) as people:
        printed = people.map(lambda order: office(*order), orders)
        outcomes = Counter(outcome for lines in printed for outcome in lines)

    assert outcomes["published"] == 1
    assert outcomes.total() == ATTEMPTS
    assert all("版" in outcome for outcome in outcomes if outcome != "published")
    assert office("inspect") == ["inspected"]
    print(f"\n{ATTEMPTS} attempts: {dict(outcomes)}")


def test_of_many_who_record_and_confirm_one_value_at_once_one_wins_each_step(office):

    for step, done in (("record", "recorded"), ("confirm", "confirmed")):
        with ThreadPoolExecutor(PEOPLE) as people:
            printed = people.map(lambda _, step=step: office(step, str(EACH)), range(PEOPLE))
            outcomes = Counter(outcome for lines in printed for outcome in lines)

        assert outcomes[done] == 1
        assert outcomes.total() == ATTEMPTS
        assert all(outcome == done or "refused: " in outcome for outcome in outcomes)
        print(f"\n{ATTEMPTS} attempts: {dict(outcomes)}")
    assert office("inspect") == ["inspected"]
