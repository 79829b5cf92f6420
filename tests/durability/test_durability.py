"""Killed in the middle, or all at once: the office has the old edition or the new, never half.

Runs on the server that DATABASE_URL names, on SQLite without one, each test in its own database.
"""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from subprocess import PIPE

import environ
import pytest

KILLS = 50
ATTEMPTS = 200
PEOPLE = 8
OFFICE = [sys.executable, "-m", "tests.durability.office"]


@pytest.fixture
def database_url(tmp_path):
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield f"sqlite:///{tmp_path / 'office.sqlite3'}"
        return
    name = f"office_{os.getpid()}_{random.randrange(10**6)}"
    _postgres(url, f'CREATE DATABASE "{name}"')
    yield url.rsplit("/", 1)[0] + f"/{name}"
    _postgres(url, f'DROP DATABASE "{name}" WITH (FORCE)')


def _postgres(url, statement):
    import psycopg

    known = environ.Env.db_url_config(url)
    with psycopg.connect(
        host=known["HOST"],
        port=known["PORT"],
        user=known["USER"],
        password=known["PASSWORD"],
        dbname=known["NAME"],
        autocommit=True,
    ) as connection:
        connection.execute(statement)


@pytest.fixture
def office(database_url):
    """Return a function that runs a step of the office and gives what it printed."""
    environment = os.environ | {"DATABASE_URL": database_url}

    def run(*step):
        command = [*OFFICE, *step]
        done = subprocess.run(command, env=environment, stdout=PIPE, text=True, check=True)
        return done.stdout.splitlines()

    run.environment = environment
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, env=environment, check=True)
    run("set-up")
    return run


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
    each = str(ATTEMPTS // PEOPLE)
    orders = [("publish", each, *numbers) for numbers in ("23", "32")] * (PEOPLE // 2)

    with ThreadPoolExecutor(PEOPLE) as people:
        printed = people.map(lambda order: office(*order), orders)
        outcomes = Counter(outcome for lines in printed for outcome in lines)

    assert outcomes["published"] == 1
    assert outcomes.total() == ATTEMPTS
    assert all("版" in outcome for outcome in outcomes if outcome != "published")
    assert office("inspect") == ["inspected"]
    print(f"\n{ATTEMPTS} attempts: {dict(outcomes)}")


def test_of_many_who_record_and_confirm_one_value_at_once_one_wins_each_step(office):
    each = str(ATTEMPTS // PEOPLE)

    for step, done in (("record", "recorded"), ("confirm", "confirmed")):
        with ThreadPoolExecutor(PEOPLE) as people:
            printed = people.map(lambda _, step=step: office(step, each), range(PEOPLE))
            outcomes = Counter(outcome for lines in printed for outcome in lines)

        assert outcomes[done] == 1
        assert outcomes.total() == ATTEMPTS
        assert all(outcome == done or "refused: " in outcome for outcome in outcomes)
        print(f"\n{ATTEMPTS} attempts: {dict(outcomes)}")
    assert office("inspect") == ["inspected"]
