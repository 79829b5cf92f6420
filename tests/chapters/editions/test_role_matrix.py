"""Who may do what in which state, tried over HTTP with forged posts. It prints n/n.

Every attempt is made by everybody, in a transaction that is undone afterwards. It holds when the
world has changed for those who may and for nobody else. What each may do stands here a second time,
apart from tanggu_plan.staff.roles, on purpose.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db import connection, transaction
from django.forms import model_to_dict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from chapters.errata import deciding
from chapters.models import Chapter, Edition, EditionFile, Erratum, Plan, Section, WrongWording
from chapters.working_copy.conflicts import version_of
from chapters.working_copy.rows import freeze
from indicators.models import Indicator
from tanggu_plan.models import AuditEntry
from tests import counts
from tests.rows import reader

ROLES = ["编辑", "审核", "发布", "数据", "审计", "管理"]
OUTSIDERS = ["没有角色", "不是工作人员", "已停用", "访客"]
CHIEF = "超级用户"
EVERYBODY = [*ROLES, *OUTSIDERS, CHIEF]

WORDS = "为了试一试，写明理由。"
FORGED = {
    "published_at": "2020-01-01 00:00:00",
    "published_at_0": "2020-01-01",
    "published_at_1": "00:00:00",
    "proposed_at": "2020-01-01 00:00:00",
    "approved_at": "2020-01-01 00:00:00",
    "withdrawn_at": "2020-01-01 00:00:00",
    "state": "PUBLISHED",
    "number": "99",
    "approved_by": "1",
    "published_by": "1",
    "single_person": "on",
    "is_superuser": "on",
}
PASSWORD = "Tanggu-1437-Mawei"


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


# The world, and undoing


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def small_fields(model):
    """What a log-in writes does not count; long texts and files are told by the digest beside."""
    names = {field.attname for field in model._meta.concrete_fields} - {"last_login"}
    return sorted(names - {"document_json", "content"} if "sha256" in names else names)


MODELS = [Plan, Chapter, Section, Indicator, Erratum, WrongWording, Edition, EditionFile, Group]
MODELS += [User, User.groups.through]
world = reader(  # everything that an attempt could have changed
    *(model.objects.order_by("pk").values(*small_fields(model)) for model in MODELS),
    AuditEntry.objects.filter(action=AuditEntry.Action.EXPORT).values("pk"),
)


@pytest.fixture
def clients(make_staff):
    """A client for everybody, logged in as far as they can be."""
    people = {role: make_staff(f"u-{place}", role) for place, role in enumerate(ROLES)}
    people["没有角色"] = make_staff("nobody")
    people["不是工作人员"] = make_staff("visitor", *ROLES)
    people["已停用"] = make_staff("gone", *ROLES)
    people[CHIEF] = User.objects.create_superuser("chief")
    User.objects.filter(username="visitor").update(is_staff=False)
    clients = {name: Client() for name in EVERYBODY}
    for name, person in people.items():
        clients[name].force_login(person)
    User.objects.filter(username="gone").update(is_active=False)
    return clients


@pytest.fixture
def proposer(make_staff):
    return make_staff("proposer", "编辑")


def holds(attempt, who, client, unprepared):
    """Whether the attempt works for who may and only for them; `unprepared` is the world now."""
    with undone(), same_cookies(client):
        if attempt.prepare:
            attempt.prepare()
        before = world() if attempt.prepare else unprepared
        started = timezone.now()
        response = attempt.act(client)
        if attempt.is_look:
            return (response.status_code == 200) == (who in attempt.may)
        has_changed = world() != before
        return has_changed == (who in attempt.may) and no_time_is_forged(started)


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


def no_time_is_forged(started):
    years_ago = started - timedelta(days=365)
    return not Edition.objects.filter(published_at__lt=years_ago).exists()


def test_the_matrix_of_roles_actions_and_states_holds(clients, edition, proposer, capsys):
    attempts = [
        *steps_of_editions(edition, proposer),
        *forged_editions(edition),
        *proposals(edition.plan),
        *decisions(edition.plan),
        *edits(edition.plan),
        *accounts(proposer),
        *the_record(),
        *looks(edition),
    ]

    unprepared = world()
    failures = [
        f"{who}：{attempt.name}"
        for attempt in attempts
        for who in those_who_try(attempt)
        if not holds(attempt, who, clients[who], unprepared)
    ]

    tried = sum(len(those_who_try(attempt)) for attempt in attempts)
    with capsys.disabled():
        print(f"\n角色 × 操作 × 状态：{tried - len(failures)}/{tried}")  # noqa: T201 (the acceptance asks for it)
    assert failures == []


# Editions: every step in every state


STEPS = {
    "approve": ("审核", {"PROPOSED"}),
    "return": ("审核", {"PROPOSED", "APPROVED"}),
    "publish": ("发布", {"APPROVED"}),
    "withdraw": ("发布", {"PUBLISHED"}),
    "republish": ("发布", {"SUPERSEDED", "WITHDRAWN"}),
}


def steps_of_editions(edition, proposer) -> Iterator[Attempt]:
    rows = {state: edition_in(state, edition, proposer) for state in Edition.State.values}
    for step, (role, states) in STEPS.items():
        for state, row in rows.items():
            yield Attempt(
                name=f"{step} {state}",
                may=by(role) if state in states else NOBODY,
                act=partial(
                    Client.post,
                    path=reverse(f"admin:chapters_edition_{step}", args=[row.pk]),
                    data=FORGED | {"words": WORDS, "reason": WORDS},
                ),
            )


def edition_in(state, edition, proposer):
    """Another edition of the plan in the state; the published one is the edition given."""
    if state == "PUBLISHED":
        return edition
    was_public = state in ("SUPERSEDED", "WITHDRAWN")
    is_approved = was_public or state == "APPROVED"
    approver = User.objects.get(username="nobody")
    row = Edition.objects.create(
        plan=edition.plan,
        number=edition.plan.editions.count() + 1,
        state=state,
        kind=Edition.Kind.CORRECTION,
        document_json=edition.document_json,
        sha256=edition.sha256,
        proposed_by=proposer,
        proposed_at=timezone.now(),
        approved_by=approver if is_approved else None,
        approved_at=timezone.now() if is_approved else None,
        published_at=edition.published_at - timedelta(hours=1) if was_public else None,
        withdrawn_at=timezone.now() if state == "WITHDRAWN" else None,
    )
    file = edition.files.get()
    row.files.create(kind=file.kind, content=bytes(file.content), sha256=file.sha256)
    return row


def forged_editions(edition) -> Iterator[Attempt]:
    """What the admin offers for other rows, tried on an edition: it works for nobody."""
    list_ = reverse("admin:chapters_edition_changelist")
    forged = model_to_dict(edition) | FORGED | {"_save": "1", "post": "yes"}
    forged = {name: value for name, value in forged.items() if value is not None}
    chosen = {"_selected_action": [edition.pk], "index": "0"}
    addresses = {
        "add": reverse("admin:chapters_edition_add"),
        "add in a popup": reverse("admin:chapters_edition_add") + "?_popup=1",
        "change": reverse("admin:chapters_edition_change", args=[edition.pk]),
        "delete": reverse("admin:chapters_edition_delete", args=[edition.pk]),
        "history": reverse("admin:chapters_edition_history", args=[edition.pk]),
        "list": list_,
    }
    for name, address in addresses.items():
        yield Attempt(f"edition {name}", NOBODY, partial(Client.post, path=address, data=forged))
    for action in ("delete_selected", "publish", "approve"):
        data = forged | chosen | {"action": action}
        yield Attempt(f"bulk {action}", NOBODY, partial(Client.post, path=list_, data=data))
    for step in STEPS:
        address = reverse(f"admin:chapters_edition_{step}", args=[edition.pk])
        yield Attempt(f"GET {step}", NOBODY, partial(Client.get, path=address, data=FORGED))


# Proposing


def proposals(plan) -> Iterator[Attempt]:
    def post(client, **changes):
        shown = {"kind": "CORRECTION", "note": WORDS, "opened_at": freeze(plan).sha256}
        address = reverse("admin:chapters_edition_propose", args=[plan.pk])
        return client.post(address, FORGED | shown | changes)

    def change_a_word():
        row = Section.objects.get(chapter__plan=plan, chapter__number=2, number=1)
        row.text = row.text.replace("发展", "建设", 1)
        row.save()

    yield Attempt("propose a change", by("编辑"), post, change_a_word)
    yield Attempt("propose what is public", NOBODY, post)
    for name, forgery in {
        "the original kind": {"kind": "ORIGINAL"},
        "no note": {"note": " "},
        "a page that is out of date": {"opened_at": "0" * 64},
        "a preview": {"_preview": "1"},
    }.items():
        yield Attempt(f"propose with {name}", NOBODY, partial(post, **forgery), change_a_word)


# Questions


def decisions(plan) -> Iterator[Attempt]:
    section = Section.objects.get(chapter__plan=plan, chapter__number=1, number=1)
    printed = section.text[:9]
    accepted = f"{printed[:-1]}〇"
    chief = User.objects.get(username="chief")

    def question(decision):
        row = Erratum.objects.create(
            plan=plan,
            code="Q99",
            category=Erratum.Category.QUESTION,
            source_line=1,
            source_column=1,
            chapter="第一章",
            section="第一节",
            paragraph="c1s1-p1",
            source_reading=printed,
            published_reading=printed,
            reason="试",
            decision=Erratum.Decision.OPEN,
        )
        if decision == "KEPT":
            deciding.keep(row, by=chief)
        if decision == "ACCEPTED":
            deciding.accept(row, by=chief, reading=accepted)

    def decide(client, step):
        address = reverse("admin:chapters_erratum_change", args=[Erratum.objects.get().pk])
        return client.post(address, FORGED | {"step": step, "reading": accepted})

    works = {"keep": {"OPEN"}, "accept": {"OPEN"}, "take_back": {"KEPT", "ACCEPTED"}, "x": set()}
    for step, states in works.items():
        for state in ("OPEN", "KEPT", "ACCEPTED"):
            yield Attempt(
                f"erratum {step} {state}",
                by("编辑") if state in states else NOBODY,
                partial(decide, step=step),
                partial(question, state),
            )
    for view, data in {"delete": {"post": "yes"}, "history": {}}.items():
        yield Attempt(
            f"erratum {view}",
            NOBODY,
            lambda client, view=view, data=data: client.post(
                reverse(f"admin:chapters_erratum_{view}", args=[Erratum.objects.get().pk]), data
            ),
            partial(question, "OPEN"),
        )


# The working copy: with an edition out and under review, and before there was any


def edits(plan) -> Iterator[Attempt]:
    chapter = plan.chapters.get(number=7)
    section = chapter.sections.last()
    indicator = plan.indicators.get(number=6)
    changed = {plan: "short_title", chapter: "title", section: "title", indicator: "name"}
    new = {
        plan: {"slug": "2031-2035", "period_start": 2031, "period_end": 2035, "base_year": 2030},
        chapter: {"number": 9},
        section: {"number": 9},
        indicator: {"number": 9},
    }
    for row, field in changed.items():
        yield from changes_of(row, {field: "试一试"})
        yield from additions_of(row, new[row] | {field: "试一试"})
        yield from deletions_of(row, NOBODY if row == plan else by("编辑"), "with editions")
        without_editions = partial(_delete_editions, plan)
        yield from deletions_of(row, by("编辑"), "without editions", without_editions)
    if admin.site.is_registered(WrongWording):
        yield from wordings()


def _delete_editions(plan):
    EditionFile.objects.all().delete()
    Edition.objects.all().delete()


def changes_of(row, change) -> Iterator[Attempt]:
    name = row._meta.model_name
    may = by("编辑")
    fields = typed(row) | change
    back = admin_address(row, "simple_history", row.pk, row.history.earliest().history_id)
    address = admin_address(row, "change", row.pk)
    yield Attempt(f"change {name}", may, partial(Client.post, path=address, data=fields))
    yield Attempt(f"bring back {name}", may, partial(Client.post, path=back, data=fields))
    for forgery, data in {
        "as a preview": fields | {"_preview": "1"},
        "without its version": {k: v for k, v in fields.items() if k != "opened_at"},
    }.items():
        for path in (address, back):
            act = partial(Client.post, path=path, data=data)
            yield Attempt(f"change {name} {forgery}", NOBODY, act)


def additions_of(row, change) -> Iterator[Attempt]:
    fields = typed(row) | change | {"opened_at": ""}
    address = admin_address(row, "add")
    for popup in ({}, {"_popup": "1"}):
        act = partial(Client.post, path=address, data=fields | popup)
        yield Attempt(f"add {row._meta.model_name} {popup}", by("编辑"), act)
    copied = partial(
        Client.post, path=admin_address(row, "change", row.pk), data=fields | {"_saveasnew": "1"}
    )
    yield Attempt(f"save {row._meta.model_name} as new", by("编辑"), copied)


def deletions_of(row, may, name, prepare=None) -> Iterator[Attempt]:
    sure = {"post": "yes"}
    bulk = sure | {"action": "delete_selected", "_selected_action": [row.pk], "index": "0"}
    one = partial(Client.post, path=admin_address(row, "delete", row.pk), data=sure)
    many = partial(Client.post, path=admin_address(row, "changelist"), data=bulk)
    yield Attempt(f"delete {row._meta.model_name} {name}", may, one, prepare)
    yield Attempt(f"bulk delete {row._meta.model_name} {name}", may, many, prepare)


def wordings() -> Iterator[Attempt]:
    row = WrongWording.objects.create(wrong="按装", right="安装")
    address = admin_address(row, "change", row.pk)
    change = partial(Client.post, path=address, data=typed(row) | {"right": "装"})
    add = partial(Client.post, path=admin_address(row, "add"), data={"wrong": "布署", "right": ""})
    yield Attempt("change wording", by("编辑"), change)
    yield Attempt("add wording", by("编辑"), add)
    yield from deletions_of(row, by("编辑"), "")


def typed(row):
    values = {name: "" if value is None else value for name, value in model_to_dict(row).items()}
    return values | {"opened_at": version_of(type(row).objects.get(pk=row.pk))}


def admin_address(row, view, *args):
    meta = row._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{view}", args=args)


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
    user = User.objects.filter(pk=pk).first() or User.objects.get(username="nobody")
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


# One person in several roles


@pytest.mark.parametrize("is_superuser", [False, True], ids=["all roles", "superuser"])
def test_nobody_approves_what_they_proposed(client, edition, make_staff, is_superuser):
    make_staff("nobody")
    both = make_staff("both", *ROLES)
    User.objects.filter(pk=both.pk).update(is_superuser=is_superuser)
    own = edition_in("PROPOSED", edition, both)
    client.force_login(both)

    client.post(reverse("admin:chapters_edition_approve", args=[own.pk]), FORGED)
    client.post(reverse("admin:chapters_edition_publish", args=[own.pk]), FORGED)

    own.refresh_from_db()
    assert own.state == "PROPOSED"
    assert Edition.objects.published().get() == edition
