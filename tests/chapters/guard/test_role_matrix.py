"""Who may ask for a false alarm, confirm it and drop it, tried over HTTP by everybody."""

from functools import partial

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from chapters.false_alarms import letting_through
from chapters.models import FalseAlarm
from tanggu_plan.models import AuditEntry
from tests.personal_data import MOBILE
from tests.role_matrix import (
    NOBODY,
    WORDS,
    Attempt,
    accounts_of_everybody,
    by,
    clients_of_everybody,
    same_cookies,
    those_who_try,
    undone,
)
from tests.rows import reader

pytestmark = pytest.mark.django_db

FORGED = {
    "confirmed_by": "1",
    "confirmed_at": "2020-01-01 00:00:00",
    "confirmed_at_0": "2020-01-01",
    "confirmed_at_1": "00:00:00",
    "asked_by": "1",
    "single_person": "on",
}
SAID = {"field": "chapters.Edition.note", "words": MOBILE, "reason": WORDS}


@pytest.fixture
def people(make_staff):
    return accounts_of_everybody(make_staff)


@pytest.fixture
def clients(people):
    return clients_of_everybody(people)


@pytest.fixture
def colleague(make_staff):
    return make_staff("colleague", "编辑")


world = reader(FalseAlarm.objects.order_by("pk").values())


def attempts(colleague):
    """`prepare` makes the row that the attempt is about, for the person who tries."""
    change = partial(_post, view="change")
    asked, confirmed = partial(_row, colleague, "asked"), partial(_row, colleague, "confirmed")
    yield Attempt("ask", by("编辑"), _ask)
    yield Attempt("ask without a reason", NOBODY, partial(_ask, reason=" "))
    yield Attempt("ask for what is no public field", NOBODY, partial(_ask, field="auth.User.email"))
    confirm, drop = partial(change, step="confirm"), partial(change, step="drop")
    yield Attempt("confirm", by("审核"), confirm, asked)
    yield Attempt("confirm one's own", NOBODY, confirm, _own)
    yield Attempt("confirm again", NOBODY, confirm, confirmed)
    yield Attempt("drop", by("编辑", "审核"), drop, asked)
    yield Attempt("drop what is confirmed", NOBODY, drop, confirmed)
    yield Attempt("another step", NOBODY, partial(change, step="save"), asked)
    for name, row in (("asked", asked), ("confirmed", confirmed)):
        yield Attempt(f"change {name}", NOBODY, partial(change, words="12345"), row)
        yield Attempt(f"delete {name}", NOBODY, partial(_post, view="delete", post="yes"), row)
        yield Attempt(f"bulk delete {name}", NOBODY, _delete_many, row)
    readers = by("编辑", "审核", "审计")
    yield Attempt("look at the list", readers, partial(_look, view="changelist"), is_look=True)
    yield Attempt("look at one", readers, partial(_look, view="change"), asked, is_look=True)
    yield Attempt("look at the form", by("编辑"), partial(_look, view="add"), is_look=True)


def _row(colleague, state, person):
    now = User.objects.first().date_joined
    moved = {"confirmed_by": User.objects.get(username="chief"), "confirmed_at": now}
    return FalseAlarm.objects.create(
        **SAID, asked_by=colleague, asked_at=now, **(moved if state == "confirmed" else {})
    )


def _own(person):
    chief = User.objects.get(username="chief")
    now = chief.date_joined
    return FalseAlarm.objects.create(**SAID, asked_by=person or chief, asked_at=now)


def _address(view, row=None):
    return reverse(f"admin:chapters_falsealarm_{view}", args=[row.pk] if row else [])


def _ask(client, row=None, **changes):
    return client.post(_address("add"), FORGED | SAID | changes)


def _post(client, row, view, **data):
    return client.post(_address(view, row), FORGED | data)


def _delete_many(client, row):
    chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    return client.post(_address("changelist"), chosen)


def _look(client, row=None, view=""):
    return client.get(_address(view, row))


def holds(attempt, who, client, person):
    """Whether the attempt works for who may and only for them, with nothing forged by it."""
    with undone(), same_cookies(client):
        row = attempt.prepare(person) if attempt.prepare else None
        before = world()
        response = attempt.act(client, row)
        if attempt.is_look:
            return (response.status_code == 200) == (who in attempt.may)
        is_forged = FalseAlarm.objects.filter(confirmed_at__year=2020).exists()
        is_forged |= FalseAlarm.objects.filter(single_person=True).exists()
        return (world() != before) == (who in attempt.may) and not is_forged


def test_the_matrix_of_roles_and_acts_holds(clients, people, colleague, capsys):
    tried = [(attempt, who) for attempt in attempts(colleague) for who in those_who_try(attempt)]

    failures = [
        f"{who}：{attempt.name}"
        for attempt, who in tried
        if not holds(attempt, who, clients[who], people.get(who))
    ]

    with capsys.disabled():
        print(f"\n误报放行：角色 × 操作：{len(tried) - len(failures)}/{len(tried)}")  # noqa: T201
    assert failures == []


def test_what_is_refused_leaves_no_entry_in_the_log(clients, people, colleague):
    row = letting_through.ask(**SAID, by=colleague)
    before = AuditEntry.objects.count()

    clients["编辑"].post(_address("change", row), {"step": "confirm"})

    assert AuditEntry.objects.count() == before
