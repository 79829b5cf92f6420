"""Passwords, and accounts as 管理 keeps them."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from tanggu_plan.models import AuditEntry
from tests.html import parse, text_of
from tests.tanggu_plan.staff.log_ins import OF_FANG, PASSWORD, is_logged_in, log_in

USERS = "/admin/auth/user/"


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
