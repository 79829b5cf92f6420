"""A session ends 20 minutes after its last use; the public pages know nothing of it."""

from datetime import timedelta

import pytest

MINUTE = timedelta(minutes=1)


def test_twenty_idle_minutes_log_out(client, editor, clock):
    client.force_login(editor)
    client.get("/admin/")

    clock.shift(20 * MINUTE + timedelta(seconds=1))

    assert client.get("/admin/").url.startswith("/admin/login/")


def test_every_use_starts_the_time_anew(client, editor, clock):
    client.force_login(editor)

    for _ in range(3):
        clock.shift(19 * MINUTE)
        answer = client.get("/admin/")

    assert answer.status_code == 200


def test_the_session_ends_with_the_browser(client, editor):
    client.force_login(editor)

    answer = client.get("/admin/")

    cookie = answer.cookies["sessionid"]
    assert cookie["max-age"] == cookie["expires"] == ""
    assert cookie["httponly"]


def test_reading_public_pages_is_no_use(client, editor, edition, clock):
    client.force_login(editor)
    for _ in range(3):
        clock.shift(8 * MINUTE)
        client.get("/2021-2025/1/1/")

    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    "address", ["/", "/2021-2025/1/1/", "/2021-2025/full/", "/2021-2025/indicators/", "/nowhere/"]
)
def test_public_pages_set_no_cookie_and_do_not_vary_by_one(client, editor, edition, address):
    as_a_reader = client.get(address)
    client.force_login(editor)
    as_staff = client.get(address)

    for answer in (as_a_reader, as_staff):
        assert not answer.cookies
        assert "cookie" not in answer.get("Vary", "").lower()
    assert as_a_reader.content == as_staff.content
