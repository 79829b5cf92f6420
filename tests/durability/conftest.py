"""An office of its own for each test, on the server that DATABASE_URL names, on SQLite without."""

import os
import random
import subprocess
import sys
from subprocess import PIPE

import environ
import pytest

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
