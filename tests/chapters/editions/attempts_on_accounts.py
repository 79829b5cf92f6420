"""Attempts on accounts, on the audit log, and to look."""

from collections.abc import Iterator
from functools import partial

from django.contrib.auth.models import Group, User
from django.forms import model_to_dict
from django.test import Client
from django.urls import reverse

from tanggu_plan.models import AuditEntry
from tests.role_matrix import CHIEF, NOBODY, ROLES, Attempt, by

PASSWORD = "Tanggu-1437-Mawei"


# Accounts


def accounts(somebody) -> Iterator[Attempt]:
    groups = list(Group.objects.filter(name__in=["审核", "发布"]).values_list("pk", flat=True))
    chief = User.objects.get(username="chief")
    new = {"username": "xinren", "password1": PASSWORD, "password2": PASSWORD}
    kept = {"username": somebody.username, "is_staff": "on", "is_active": "on", "groups": groups}

    def post(view, *args, **data):
        address = reverse(f"admin:auth_user_{view}", args=args)
        return partial(Client.post, path=address, data=data)

    managers = by("管理")
    yield Attempt("add account", managers, post("add", **new, groups=groups))
    yield Attempt("give roles", managers, post("change", somebody.pk, **kept))
    yield Attempt("switch off", managers, post("change", somebody.pk, **kept | {"is_active": ""}))
    yield Attempt("set password", managers, post("password_change", somebody.pk, **new))
    yield Attempt("change a superuser", by(), post("change", chief.pk, **kept | {"username": "c"}))
    yield Attempt("a superuser's password", by(), post("password_change", chief.pk, **new))
    yield Attempt("delete account", NOBODY, post("delete", somebody.pk, post="yes"))
    chosen = {"action": "delete_selected", "_selected_action": [somebody.pk], "post": "yes"}
    yield Attempt("bulk delete accounts", NOBODY, post("changelist", **chosen))
    for group in groups:
        forged = {"name": "编辑", "permissions": [], "post": "yes"}
        for view in ("change", "delete"):
            address = reverse(f"admin:auth_group_{view}", args=[group])
            act = partial(Client.post, path=address, data=forged)
            yield Attempt(f"{view} a role", NOBODY, act)
    yield Attempt("give oneself everything", NOBODY, partial(give_oneself_everything, groups))


def give_oneself_everything(groups, client):
    pk = client.session.get("_auth_user_id")
    user = User.objects.filter(pk=pk).first() or User.objects.get(username="没有角色")
    forged = {"user_permissions": [1, 2, 3], "is_superuser": "on", "groups": groups}
    data = {"username": user.username, "is_staff": "on", "is_active": "on"} | forged
    return client.post(reverse("admin:auth_user_change", args=[user.pk]), data)


# The audit log


def the_record() -> Iterator[Attempt]:
    entry = AuditEntry.objects.first()
    forged = model_to_dict(entry) | {"actor": "别人", "post": "yes"}
    export = reverse("admin:tanggu_plan_auditentry_export")
    yield Attempt("export the record", by("审计"), partial(Client.post, path=export))
    yield Attempt("GET the export", NOBODY, partial(Client.get, path=export))
    for view, args in {"add": [], "change": [entry.pk], "delete": [entry.pk]}.items():
        address = reverse(f"admin:tanggu_plan_auditentry_{view}", args=args)
        act = partial(Client.post, path=address, data=forged)
        yield Attempt(f"{view} an entry", NOBODY, act)


# Looking


def looks(edition) -> Iterator[Attempt]:
    content = ("编辑", "审核", "审计")
    readers = {
        "admin:chapters_plan_changelist": by("编辑", "审核", "发布", "数据", "审计"),
        "admin:chapters_section_changelist": by(*content),
        "admin:chapters_chapter_changelist": by(*content),
        "admin:chapters_edition_changelist": by("编辑", "审核", "发布", "数据", "审计"),
        "admin:chapters_erratum_changelist": by("编辑", "审核", "发布", "审计"),
        "admin:indicators_indicator_changelist": by("编辑", "审核", "数据", "审计"),
        "admin:tanggu_plan_auditentry_changelist": by("审计"),
        "admin:auth_user_changelist": by("审计", "管理"),
        "admin:index": frozenset([*ROLES, "没有角色", CHIEF]),
        "handbook": frozenset([*ROLES, "没有角色", CHIEF]),
    }
    for name, may in readers.items():
        act = partial(Client.get, path=reverse(name))
        yield Attempt(f"look at {name}", may, act, is_look=True)
    unpublished = edition.plan.editions.get(state="PROPOSED")
    for view in ("change", "text", "pdf"):
        address = reverse(f"admin:chapters_edition_{view}", args=[unpublished.pk])
        may = by("编辑", "审核", "发布", "数据", "审计")
        act = partial(Client.get, path=address)
        yield Attempt(f"look at an edition's {view}", may, act, is_look=True)
    public = unpublished.get_absolute_url()
    act = partial(Client.get, path=public)
    yield Attempt("the public sees a proposal", NOBODY, act, is_look=True)
