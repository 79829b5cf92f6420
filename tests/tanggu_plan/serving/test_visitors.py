"""Where a request comes from and how often; behind a proxy see test_accounts."""

from ipaddress import ip_address

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


# What gateways write into X-Forwarded-For


@pytest.mark.parametrize(
    ("entry", "address"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("203.0.113.9:5678", "203.0.113.9"),
        (" 203.0.113.9:5678 ", "203.0.113.9"),
        ('"203.0.113.9:5678"', "203.0.113.9"),
        ("203.0.113.9:", "203.0.113.9"),
        ("2001:db8::1", "2001:db8::1"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("[2001:db8::1]:443", "2001:db8::1"),
        ('"[2001:db8::1]:443"', "2001:db8::1"),
        ("2001:DB8:0:0::1", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"),
        ("[fe80::1%25eth0]:80", "fe80::1"),
        ("::ffff:203.0.113.9", str(ip_address("::ffff:203.0.113.9"))),
        ("unknown", None),
        ("_hidden", None),
        ("[203.0.113.9", None),
        ("203.0.113.999", None),
        ("203.0.113.9:5678:1", None),
        ("evil.example", None),
    ],
)
def test_every_spelling_of_an_address_is_read(rf, settings, entry, address):
    settings.BEHIND_PROXY = True

    request = rf.get("/", REMOTE_ADDR="", headers={"x-forwarded-for": f"1.1.1.1, {entry}"})

    assert visitors.client_address(request) == address


def test_an_empty_entry_is_the_proxys_own_address(rf, settings):
    settings.BEHIND_PROXY = True

    request = rf.get("/", REMOTE_ADDR="192.0.2.7", headers={"x-forwarded-for": "1.1.1.1, "})

    assert visitors.client_address(request) == "192.0.2.7"


@pytest.mark.parametrize("spelling", ["203.0.{}.{}:5678", "[2001:db8:{}:{}::1]:443"])
def test_many_behind_one_gateway_are_not_limited_together(client, edition, settings, spelling):
    settings.BEHIND_PROXY = True
    settings.SEARCHES_A_MINUTE = 2

    statuses = {
        client.get(
            "/2021-2025/search/?q=x", headers={"x-forwarded-for": spelling.format(n // 100, n)}
        ).status_code
        for n in range(125)
    }

    assert statuses == {200}
