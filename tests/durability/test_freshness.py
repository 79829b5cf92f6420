"""Readers under load, and an office that publishes all the while: nobody reads yesterday's text."""

import re
import subprocess
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection
from subprocess import PIPE

from tests.counts import counted
from tests.durability.conftest import OFFICE
from tests.serving import PATIENCE, portal

PUBLICATIONS, TURNS, WORKERS, READERS = counted(1000), counted(100), 4, 16
PAGES = ("/", "/2021-2025/1/2/", "/2021-2025/5/3/")
A_FAIR_SHARE = PUBLICATIONS / 10_000  # seconds of CPU


@contextmanager
def nodes(environment):
    """Two machines on one PostgreSQL, or the one that an SQLite file may have."""
    is_sqlite = environment["DATABASE_URL"].startswith("sqlite")
    with ExitStack() as stack:
        count = 1 if is_sqlite else 2
        yield [stack.enter_context(portal(environment, WORKERS // count)) for _ in range(count)]


def read_until_published(server, file, office):
    """Read page after page, and count what the answers were."""
    outcomes = Counter()
    while office.poll() is None:
        with closing(HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)) as connection:
            for page in PAGES:
                published = number_in(file)
                connection.request("GET", page)
                answer = connection.getresponse()
                outcomes[outcome_of(answer.status, answer.read().decode(), published)] += 1
    return outcomes


def number_in(file):
    return int(file.read_text() or 0)


def outcome_of(status, page, published):
    if status != 200:
        return f"error {status}"
    shown = re.search(r"第(\d+)次塘沽街道", page)
    return "stale" if int(shown[1] if shown else 0) < published else "fresh"


def test_many_publications_under_load_and_no_stale_answer(office, tmp_path):
    file = tmp_path / "published"
    file.write_text("0")

    with nodes(office.environment) as servers, ThreadPoolExecutor(READERS) as pool:
        before = [server.cpu_by_process() for server in servers]
        revise = [*OFFICE, "revise", str(PUBLICATIONS), str(file)]
        office = subprocess.Popen(revise, env=office.environment)
        readers = [
            pool.submit(read_until_published, servers[number % len(servers)], file, office)
            for number in range(READERS)
        ]
        outcomes = sum((reader.result() for reader in readers), Counter())
        used = [
            cpu - known[pid]
            for server, known in zip(servers, before, strict=True)
            for pid, cpu in server.cpu_by_process().items()
            if pid in known
        ]

    print(f"\n{number_in(file)} publications, {dict(outcomes)}")
    assert number_in(file) == PUBLICATIONS
    assert outcomes.keys() == {"fresh"}
    assert len([seconds for seconds in used if seconds > A_FAIR_SHARE]) == WORKERS


def turns_in(file):
    while len(told := file.read_text()) < 13:
        pass  # it is being written
    done, begun = told.split()
    return int(done), int(begun)


def read_while_it_turns(server, file, office):
    """Read a page, and count whether it is what was public when nothing turned meanwhile."""
    outcomes = Counter()
    while office.poll() is None:
        with closing(HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)) as connection:
            done, _ = turns_in(file)
            connection.request("GET", PAGES[1])
            answer = connection.getresponse()
            answer.read()
            _, begun = turns_in(file)
            if begun != done:
                outcomes["turned meanwhile"] += 1
            else:
                expected = 410 if done % 2 else 200
                outcomes["fresh" if answer.status == expected else "stale"] += 1
    return outcomes


def test_withdrawn_and_restored_at_once_while_the_queue_is_full(office, tmp_path):
    file = tmp_path / "turn"
    file.write_text("000000 000000")
    office("request", "20")  # nobody works them off

    with nodes(office.environment) as servers, ThreadPoolExecutor(READERS) as pool:
        command = [*OFFICE, "turn", str(TURNS), str(file)]
        with subprocess.Popen(command, env=office.environment, stdout=PIPE, text=True) as turning:
            readers = [
                pool.submit(read_while_it_turns, servers[number % len(servers)], file, turning)
                for number in range(READERS)
            ]
            outcomes = sum((reader.result() for reader in readers), Counter())
            slowest = float(turning.stdout.read())

    print(f"\n{2 * TURNS} turns, the slowest in {slowest:.2f} s, {dict(outcomes)}")
    assert outcomes["stale"] == 0
    assert outcomes["fresh"] > TURNS
    assert slowest < 1
