"""Logging in, being locked out, and accounts as 管理 keeps them."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone

from tanggu_plan.models import AuditEntry
from tests.html import parse, text_of

PASSWORD = "Tanggu-1437-Mawei"
OF_FANG = "wangfang-密码-2026"
USERS = "/admin/auth/user/"


@pytest.fixture
def clerk(make_staff):
    return make_staff("wangfang", "编辑")


def log_in(client, name="wangfang", password=OF_FANG, **headers):
    return client.post("/admin/login/", {"username": name, "password": password}, **headers)


def fail(client, times, name="wangfang", **headers):
    for _ in range(times):
        response = log_in(client, name, "错的密码", **headers)
    return response


def is_logged_in(response):
    return response.status_code == 302


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


def test_a_lock_opens_after_fifteen_minutes_and_not_before(client, clerk):
    fail(client, 5)
    fail(client, 3)
    locked_at = timezone.now()

    AccessAttempt.objects.update(attempt_time=locked_at - timedelta(minutes=14, seconds=50))
    early = log_in(client)
    AccessAttempt.objects.update(attempt_time=locked_at - timedelta(minutes=15, seconds=1))

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


# Passwords


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("Ab-1437-x", "至少要有 10 个字符"),
        ("onlylowercase-", "至少要有三类"),
        ("Password123", "这个密码太常见了"),
        ("wangfang-2026", "太相似"),
    ],
)
def test_the_rules_refuse_a_weak_password_in_chinese(client, clerk, password, told):
    client.force_login(clerk)

    response = client.post(
        "/admin/password_change/",
        {
            "old_password": OF_FANG,
            "new_password1": password,
            "new_password2": password,
        },
    )

    assert told in response.content.decode()


def test_a_good_password_is_taken_and_the_change_is_on_record(client, clerk):
    client.force_login(clerk)

    client.post(
        "/admin/password_change/",
        {
            "old_password": OF_FANG,
            "new_password1": PASSWORD,
            "new_password2": PASSWORD,
        },
    )

    clerk.refresh_from_db()
    assert clerk.check_password(PASSWORD)
    entry = AuditEntry.objects.filter(action="ACCOUNT").first()
    assert (entry.actor, entry.subject) == ("wangfang", "wangfang")
    assert "设了新密码" in entry.details


def test_the_rules_stand_where_a_password_is_chosen(client, make_staff):
    client.force_login(make_staff("guanli", "管理"))

    page = text_of(parse(client.get(f"{USERS}add/")))

    assert "至少10个字符" in page
    assert "四类里至少要有三类" in page


# Accounts, as 管理 keeps them


@pytest.fixture
def manager(make_staff):
    return make_staff("guanli", "管理")


@pytest.fixture
def manager_client(client, manager):
    client.force_login(manager)
    return client


def roles_of(user):
    return sorted(group.name for group in Group.objects.filter(user=user))


def fields_of(user, *roles, **changes):
    groups = [group.pk for group in Group.objects.filter(name__in=roles)]
    kept = {"username": user.username, "is_active": "on", "is_staff": "on", "groups": groups}
    return kept | changes


def change(client, user, fields):
    return client.post(f"{USERS}{user.pk}/change/", fields)


def test_a_manager_makes_an_account_with_roles(manager_client):
    roles = [group.pk for group in Group.objects.filter(name__in=["编辑", "数据"])]

    manager_client.post(
        f"{USERS}add/",
        {"username": "xinren", "password1": PASSWORD, "password2": PASSWORD, "groups": roles},
    )

    user = User.objects.get(username="xinren")
    assert roles_of(user) == sorted(["编辑", "数据"])
    assert user.is_staff
    assert is_logged_in(log_in(Client(), "xinren", PASSWORD))


def test_a_manager_gives_and_takes_roles_and_it_is_on_record(manager_client, clerk):
    change(manager_client, clerk, fields_of(clerk, "审核"))

    assert roles_of(clerk) == ["审核"]
    told = AuditEntry.objects.filter(actor="guanli", subject="wangfang")
    assert {"移除组：编辑", "加入组：审核"} <= set(told.values_list("details", flat=True))


def test_a_manager_switches_an_account_off(manager_client, clerk):
    change(manager_client, clerk, fields_of(clerk, "编辑", is_active=""))

    clerk.refresh_from_db()
    assert not clerk.is_active


def test_nobody_deletes_an_account(client, admin_user, clerk):
    client.force_login(admin_user)

    one = client.post(f"{USERS}{clerk.pk}/delete/", {"post": "yes"})
    client.post(USERS, {"action": "delete_selected", "_selected_action": [clerk.pk], "post": "yes"})

    assert one.status_code == 403
    assert User.objects.filter(pk=clerk.pk).exists()


def test_a_manager_cannot_become_or_make_a_superuser(manager_client, manager, clerk):
    forged = {"is_superuser": "on", "user_permissions": list(range(1, 200))}

    for user in (manager, clerk):
        change(manager_client, user, fields_of(user, "管理", "编辑", **forged))
    manager_client.post(
        f"{USERS}add/",
        {"username": "xinren", "password1": PASSWORD, "password2": PASSWORD} | forged,
    )

    assert not User.objects.filter(is_superuser=True).exists()
    assert not User.objects.filter(user_permissions__isnull=False).exists()


def test_a_manager_cannot_change_the_roles_or_state_of_themselves(manager_client, manager):
    change(manager_client, manager, fields_of(manager, "编辑", "审核", "发布", is_active=""))

    manager.refresh_from_db()
    assert roles_of(manager) == ["管理"]
    assert manager.is_active


@pytest.mark.parametrize("page", ["change", "password"])
def test_a_manager_cannot_touch_a_superuser(manager_client, admin_user, page):
    response = manager_client.post(
        f"{USERS}{admin_user.pk}/{page}/",
        fields_of(admin_user, username="taken", password1=PASSWORD, password2=PASSWORD),
    )

    admin_user.refresh_from_db()
    assert response.status_code == 403
    assert admin_user.username == "admin"
    assert not admin_user.check_password(PASSWORD)


def test_the_roles_themselves_cannot_be_changed(client, admin_user, clerk):
    client.force_login(admin_user)
    role = Group.objects.get(name="编辑")
    before = set(role.permissions.all())

    answers = [
        client.post(f"/admin/auth/group/{role.pk}/change/", {"name": "编辑", "permissions": []}),
        client.post(f"/admin/auth/group/{role.pk}/delete/", {"post": "yes"}),
        client.post("/admin/auth/group/add/", {"name": "新角色"}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert set(role.permissions.all()) == before


def test_the_auditor_sees_accounts_without_any_part_of_a_password(client, make_staff, clerk):
    client.force_login(make_staff("shenji", "审计"))

    response = client.get(f"{USERS}{clerk.pk}/change/")

    assert response.status_code == 200
    assert "md5" not in response.content.decode()
    assert change(client, clerk, fields_of(clerk, "审核")).status_code == 403


def test_a_manager_reads_and_changes_no_content(manager_client, edition):
    answers = [
        manager_client.get(f"/admin/chapters/{model}/")
        for model in ("plan", "chapter", "section", "edition", "erratum")
    ]

    assert {answer.status_code for answer in answers} <= {403, 404}


def test_a_manager_sets_a_new_password_and_that_is_on_record(manager_client, clerk):
    manager_client.post(
        f"{USERS}{clerk.pk}/password/",
        {"password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"},
    )

    clerk.refresh_from_db()
    assert clerk.check_password(PASSWORD)
    entry = AuditEntry.objects.filter(subject="wangfang").first()
    assert entry.actor == "guanli"
    assert "设了新密码" in entry.details
