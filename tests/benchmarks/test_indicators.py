"""What the pages cost with 200 indicators of five measured years each."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.indicators.measuring import with_many_indicators
from tests.timing import least_cpu_seconds
from tests.yardstick import yardstick_seconds

LIST = "/2021-2025/indicators/"
ADDRESSES = [LIST, f"{LIST}?page=8", f"{LIST}chart.svg", f"{LIST}100/", "/"]
YARDSTICKS, QUERIES = 3, 10


@pytest.mark.parametrize("address", ADDRESSES)
def test_two_hundred_indicators_are_shown_within_their_limits(client, edition, address):
    with_many_indicators(edition, 200)
    client.get(address)

    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    count = len(queries)  # the log is emptied by the next request
    cost = least_cpu_seconds(lambda: client.get(address)) / yardstick_seconds()

    print(f"\n{address}: {cost:.2f} yardsticks of CPU, {count} queries")
    assert 0 < count < QUERIES
    assert cost < YARDSTICKS
