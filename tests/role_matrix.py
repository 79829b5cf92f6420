"""Who may do what, tried by everybody, each attempt in a transaction that is undone afterwards."""

import random
from collections.abc import Callable
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client

from tests import counts

ROLES = ["编辑", "审核", "发布", "数据", "审计", "管理"]
OUTSIDERS = ["没有角色", "不是工作人员", "已停用", "访客"]
CHIEF = "超级用户"
EVERYBODY = [*ROLES, *OUTSIDERS, CHIEF]

WORDS = "为了试一试，写明理由。"


@dataclass(frozen=True)
class Attempt:
    """Something to try. `may` are those for whom it works; `prepare` makes the state first."""

    name: str
    may: frozenset[str]
    act: Callable
    prepare: Callable | None = None
    is_look: bool = False


def by(*roles):
    return frozenset([*roles, CHIEF])


NOBODY = frozenset()


def accounts_of_everybody(make_staff):
    """An account for everybody but the visitor, who has none."""
    people = {role: make_staff(role, role) for role in ROLES}
    people |= {name: make_staff(name, *ROLES) for name in OUTSIDERS}
    people["没有角色"].groups.clear()
    people[CHIEF] = User.objects.create_superuser("chief")
    User.objects.filter(pk=people["不是工作人员"].pk).update(is_staff=False)
    return people


def clients_of_everybody(people):
    """A client for everybody, logged in as far as they can be."""
    clients = {name: Client() for name in EVERYBODY}
    for name in set(EVERYBODY) - {"访客"}:
        clients[name].force_login(people[name])
    User.objects.filter(pk=people["已停用"].pk).update(is_active=False)
    return clients


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def those_who_try(attempt):
    """Everybody; on PostgreSQL, which repeats it, one of those who may and one of the others."""
    if counts.IS_LONG or connection.vendor == "sqlite":
        return EVERYBODY
    chance = random.Random(attempt.name)
    others = set(EVERYBODY) - attempt.may
    return [chance.choice(sorted(people)) for people in (attempt.may, others) if people]


@contextmanager
def same_cookies(client):
    """A session that was begun in the attempt is undone with it."""
    cookies = deepcopy(client.cookies)
    yield
    client.cookies = cookies
