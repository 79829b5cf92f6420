"""Which role may do what. The pages are tried in tests/chapters/editions/test_role_matrix.py."""

import pytest
from django.contrib.auth.models import Group, Permission

from tanggu_plan.staff import roles

STEPS = {"propose_edition": "编辑", "approve_edition": "审核", "publish_edition": "发布"}


def permissions_of(role):
    return set(Group.objects.get(name=role).permissions.values_list("codename", flat=True))


def test_migrating_makes_the_roles(db):
    assert set(Group.objects.values_list("name", flat=True)) >= set(roles.ROLES)
    assert list(roles.ROLES) == ["编辑", "审核", "发布", "数据", "审计", "管理"]


def test_setting_the_roles_up_again_takes_back_what_was_added_by_hand(db):
    group = Group.objects.get(name="审核")
    before = permissions_of("审核")
    group.permissions.add(Permission.objects.get(codename="publish_edition"))

    roles.set_up()

    assert permissions_of("审核") == before


@pytest.mark.parametrize(("permission", "role"), STEPS.items())
def test_each_step_of_an_edition_belongs_to_one_role(db, permission, role):
    assert [name for name in roles.ROLES if permission in permissions_of(name)] == [role]


def test_the_auditor_changes_nothing(db):
    assert {name.split("_")[0] for name in permissions_of("审计")} == {"view", "export"}


def test_whoever_manages_accounts_sees_no_content(db):
    assert permissions_of("管理") == {"view_user", "add_user", "change_user", "view_group"}


def test_nobody_may_delete_or_forge_an_account_or_an_entry(db):
    held = set().union(*map(permissions_of, roles.ROLES))

    assert held.isdisjoint(
        {"delete_user", "add_group", "change_group", "add_auditentry", "change_auditentry"}
    )
