"""Where a request comes from and how often; behind a proxy see test_accounts."""

import pytest

from tanggu_plan.serving import visitors


@pytest.fixture
def clock(monkeypatch):
    """A monotonic clock to be set, in seconds: time-machine leaves that one alone."""
    now = [30.0]
    monkeypatch.setattr(visitors, "monotonic", lambda: now[0])
    return now


def test_a_client_waits_for_the_next_minute(clock):
    tally = visitors.Tally()

    waits = [tally.seconds_to_wait("192.0.2.1", 2) for _ in range(3)]

    assert waits == [0, 0, 30]


def test_the_next_minute_counts_anew(clock):
    tally = visitors.Tally()
    tally.seconds_to_wait("192.0.2.1", 1)

    clock[0] = 60.0

    assert tally.seconds_to_wait("192.0.2.1", 1) == 0


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("unix:", ""),
    ],
)
def test_an_ipv6_network_counts_as_one_client(rf, address, client):
    assert visitors.client_of(rf.get("/", REMOTE_ADDR=address)) == client
