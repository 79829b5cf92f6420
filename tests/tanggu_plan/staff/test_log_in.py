"""Logging in and being locked out."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User

from tanggu_plan.models import AuditEntry
from tests.html import parse, text_of
from tests.tanggu_plan.staff.log_ins import fail, is_logged_in, log_in

# Log-in


def test_the_log_in_page_is_chinese_and_says_when_it_ends(client, db):
    page = client.get("/admin/login/").content.decode()

    assert "用户名" in page
    assert "20 分钟没有操作会自动退出" in page


def test_the_log_in_page_says_what_is_set(client, db, settings):
    settings.SESSION_COOKIE_AGE = 35 * 60

    assert "35 分钟没有操作会自动退出" in client.get("/admin/login/").content.decode()


@pytest.mark.parametrize("name", ["wangfang", "没有这个人"])
def test_a_wrong_password_and_an_unknown_name_are_told_the_same(client, clerk, name):
    response = log_in(client, name, "错的密码")

    (message,) = parse(response).cssselect(".errornote")
    assert text_of(message).startswith("用户名或密码不对，或者这个账号不能登录。")


def test_an_account_that_is_switched_off_is_told_the_same(client, clerk):
    clerk.is_active = False
    clerk.save()

    assert "用户名或密码不对" in log_in(client).content.decode()


def test_switching_an_account_off_ends_its_session(client, clerk):
    log_in(client)
    User.objects.filter(pk=clerk.pk).update(is_active=False)

    assert client.get("/admin/").status_code == 302


# Locks


@pytest.mark.parametrize("name", ["wangfang", "没有这个人"])
def test_five_failures_lock_a_name_known_or_not(client, clerk, name):
    fourth = fail(client, 4, name)
    fifth = fail(client, 1, name)

    assert fourth.status_code == 200
    assert fifth.status_code == 429
    assert fifth["Retry-After"] == "900"
    assert "请 15 分钟以后再试" in fifth.content.decode()
    assert "Content-Security-Policy" in fifth


def test_the_right_password_does_not_open_a_lock(client, clerk):
    fail(client, 5)

    assert log_in(client).status_code == 429


def test_a_lock_opens_after_fifteen_minutes_and_not_before(client, clerk, clock):
    fail(client, 5)
    fail(client, 3)

    clock.shift(timedelta(minutes=14, seconds=50))
    early = log_in(client)
    clock.shift(timedelta(seconds=11))

    assert early.status_code == 429
    assert is_logged_in(log_in(client))


def test_logging_in_forgets_the_failures_before(client, clerk):
    fail(client, 4)
    log_in(client)
    client.post("/admin/logout/")

    assert fail(client, 4).status_code == 200


def test_a_clerks_mistakes_do_not_lock_the_colleagues_in_the_same_office(client, clerk, make_staff):
    make_staff("lihua", "审核")
    fail(client, 5)

    assert is_logged_in(log_in(client, "lihua", "lihua-密码-2026"))


def test_an_address_that_tries_many_names_is_locked_as_a_whole(client, clerk):
    for number in range(50):
        log_in(client, f"name{number}", "错的密码")

    assert log_in(client).status_code == 429
    assert AuditEntry.objects.filter(action="LOGIN_FAILED").count() == 50


def test_behind_a_proxy_clients_are_told_apart(client, clerk, settings):
    settings.BEHIND_PROXY = True
    fail(client, 5, HTTP_X_FORWARDED_FOR="192.0.2.1")

    same = log_in(client, HTTP_X_FORWARDED_FOR="192.0.2.1")
    other = log_in(client, HTTP_X_FORWARDED_FOR="2001:db8::2")

    assert same.status_code == 429
    assert is_logged_in(other)


def test_what_a_visitor_writes_before_the_proxys_word_counts_for_nothing(client, clerk, settings):
    settings.BEHIND_PROXY = True
    for number in range(5):
        last = fail(client, 1, HTTP_X_FORWARDED_FOR=f"198.51.100.{number}, 192.0.2.1")

    assert last.status_code == 429
    assert AccessAttempt.objects.get().ip_address == "192.0.2.1"


def test_two_proxies_are_two_words_from_the_right(client, clerk, settings):
    settings.BEHIND_PROXY, settings.PROXY_COUNT = True, 2

    fail(client, 1, HTTP_X_FORWARDED_FOR="198.51.100.9, 192.0.2.1, 10.0.0.1")

    assert AccessAttempt.objects.get().ip_address == "192.0.2.1"


def test_without_a_proxy_the_header_counts_for_nothing(client, clerk):
    for number in range(5):
        last = fail(client, 1, HTTP_X_FORWARDED_FOR=f"192.0.2.{number}")

    assert last.status_code == 429


@pytest.mark.parametrize("header", ["", "unknown", "<script>", "1.2.3.4:5678", "x" * 500])
def test_a_header_that_is_no_address_breaks_nothing(client, clerk, settings, header):
    settings.BEHIND_PROXY = True

    assert is_logged_in(log_in(client, HTTP_X_FORWARDED_FOR=header))


@pytest.mark.parametrize("name", ["x" * 5000, "a\x00b", "名字\n\u202e"])
def test_a_monstrous_name_breaks_nothing(client, db, name):
    assert log_in(client, name, "密码").status_code == 200


def test_no_password_and_no_typed_text_is_kept_of_a_failure(client, clerk):
    client.post(
        "/admin/login/",
        {"username": "wangfang", "password": "绝不能记下", "typed": "还没发布的文字"},
    )

    kept = str(AccessAttempt.objects.values().get())
    assert "绝不能记下" not in kept
    assert "还没发布的文字" not in kept
