from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from tanggu_plan import audit
from tanggu_plan.models import AuditEntry
from tanggu_plan.staff import roles

PASSWORD = "Tanggu-1437-Mawei"


@pytest.fixture(autouse=True)
def _roles(db):
    roles.set_up()


@pytest.fixture
def typed(monkeypatch):
    """Return a function that says what the clerk types at the terminal."""

    def types(*words):
        answers = iter(words)
        monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
        module = "tanggu_plan.management.commands.create_staff.getpass"
        monkeypatch.setattr(module, lambda prompt: next(answers))

    return types


def create(name, *names_of_roles, **options):
    out = StringIO()
    asked = [f"--role={role}" for role in names_of_roles]
    call_command("create_staff", name, *asked, stdout=out, **options)
    return out.getvalue()


def test_an_account_is_made_with_its_roles_and_is_on_record(typed):
    typed(PASSWORD, PASSWORD)

    told = create("wangfang", "编辑", "数据")

    user = User.objects.get(username="wangfang")
    assert sorted(group.name for group in user.groups.all()) == sorted(["编辑", "数据"])
    assert user.is_staff
    assert not user.is_superuser
    assert user.check_password(PASSWORD)
    assert "已建立账号 wangfang" in told
    assert AuditEntry.objects.filter(action="ACCOUNT", subject="wangfang").count() == 2


def test_the_password_can_come_from_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", StringIO(f"{PASSWORD}\n"))

    create("wangfang", "编辑", password_stdin=True)

    assert User.objects.get().check_password(PASSWORD)


def test_a_script_without_a_password_is_told_how_to_give_one(monkeypatch):
    monkeypatch.setattr("sys.stdin", StringIO())

    with pytest.raises(CommandError, match="--password-stdin"):
        create("wangfang", "编辑")


def test_two_different_passwords_make_no_account(typed):
    typed(PASSWORD, PASSWORD + "x")

    with pytest.raises(CommandError, match="不一致"):
        create("wangfang", "编辑")

    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("Ab-1437", "至少要有 10 个字符"),
        ("tanggumawei1437", "至少要有三类"),
        ("wangfang-2026", "太相似"),
        ("", "至少要有 10 个字符"),
    ],
    ids=["short", "two classes", "like the name", "empty"],
)
def test_a_weak_password_makes_no_account(typed, password, told):
    typed(password, password)

    with pytest.raises(CommandError, match=told):
        create("wangfang", "编辑")

    assert not User.objects.exists()


def test_an_unknown_role_lists_the_roles():
    with pytest.raises(CommandError, match="没有角色“局长”。可用的角色：编辑、审核、发布、数据"):
        create("wangfang", "编辑", "局长")


@pytest.mark.parametrize("name", ["bianji", "BianJi"])
def test_a_name_that_is_taken_is_refused(editor, typed, name):
    typed(PASSWORD, PASSWORD)

    with pytest.raises(CommandError, match="已经存在"):
        create(name, "审核")

    assert [group.name for group in editor.groups.all()] == ["编辑"]


@pytest.mark.parametrize("name", ["王 芳", "a\nb", "x" * 151, ""])
def test_a_name_nobody_could_log_in_with_is_refused(typed, name):
    typed(PASSWORD, PASSWORD)

    with pytest.raises(CommandError, match="账号名不可用"):
        create(name, "编辑")


def test_nothing_is_stored_when_it_cannot_be_put_on_record(typed, monkeypatch):
    typed(PASSWORD, PASSWORD)
    monkeypatch.setattr(audit, "digest_of", lambda entry: None)

    with pytest.raises(IntegrityError):
        create("wangfang", "编辑")

    assert not User.objects.exists()
