"""Readers under load, and an office that publishes all the while: nobody reads yesterday's text."""

import re
import subprocess
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection

from tests.counts import counted
from tests.durability.conftest import OFFICE
from tests.serving import PATIENCE, portal

PUBLICATIONS, WORKERS, READERS = counted(1000), 4, 16
PAGES = ("/", "/2021-2025/1/2/", "/2021-2025/5/3/")
A_FAIR_SHARE = PUBLICATIONS / 10_000  # seconds of CPU


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

    with portal(office.environment, WORKERS) as server, ThreadPoolExecutor(READERS) as pool:
        before = server.cpu_by_process()
        revise = [*OFFICE, "revise", str(PUBLICATIONS), str(file)]
        office = subprocess.Popen(revise, env=office.environment)
        readers = [pool.submit(read_until_published, server, file, office) for _ in range(READERS)]
        outcomes = sum((reader.result() for reader in readers), Counter())
        used = [cpu - before[pid] for pid, cpu in server.cpu_by_process().items() if pid in before]

    print(f"\n{number_in(file)} publications, {dict(outcomes)}")
    assert number_in(file) == PUBLICATIONS
    assert outcomes.keys() == {"fresh"}
    assert len([seconds for seconds in used if seconds > A_FAIR_SHARE]) == WORKERS
