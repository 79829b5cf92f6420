"""Who may do what in which state, tried over HTTP with forged posts. It prints n/n.

Every attempt is made by everybody, in a transaction that is undone afterwards. It holds when the
world has changed for those who may and for nobody else. What each may do stands in the attempts a
second time, apart from tanggu_plan.staff.roles, on purpose.
"""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse
from django.utils import timezone

from chapters.models import Chapter, Edition, EditionFile, Erratum, Plan, Section, WrongWording
from indicators.models import Indicator
from tanggu_plan.models import AuditEntry
from tests.chapters.editions.attempts_on_accounts import accounts, looks, the_record
from tests.chapters.editions.attempts_on_editions import (
    FORGED,
    edition_in,
    forged_editions,
    proposals,
    steps_of_editions,
)
from tests.chapters.editions.attempts_on_texts import decisions, edits
from tests.role_matrix import (
    ROLES,
    accounts_of_everybody,
    clients_of_everybody,
    same_cookies,
    those_who_try,
    undone,
)
from tests.rows import reader

# The world, and undoing


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
    return clients_of_everybody(accounts_of_everybody(make_staff))


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


# One person in several roles


@pytest.mark.parametrize("is_superuser", [False, True], ids=["all roles", "superuser"])
def test_nobody_approves_what_they_proposed(client, edition, make_staff, is_superuser):
    make_staff("没有角色")
    both = make_staff("both", *ROLES)
    User.objects.filter(pk=both.pk).update(is_superuser=is_superuser)
    own = edition_in("PROPOSED", edition, both)
    client.force_login(both)

    client.post(reverse("admin:chapters_edition_approve", args=[own.pk]), FORGED)
    client.post(reverse("admin:chapters_edition_publish", args=[own.pk]), FORGED)

    own.refresh_from_db()
    assert own.state == "PROPOSED"
    assert Edition.objects.published().get() == edition
