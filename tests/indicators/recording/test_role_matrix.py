"""Who may do what with live data in which state, tried over HTTP with forged posts. Prints n/n.

Every attempt is made by everybody, in a transaction that is undone afterwards, as in
tests/chapters/editions/test_role_matrix.py. What each may do stands in the attempts a second time,
on purpose.
"""

from collections.abc import Iterator
from functools import partial

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from indicators.models import Commitment, CommitmentStatus, Indicator, Measurement, Source
from tests.admin_site import address
from tests.indicators.recording.attempts_on_references import (
    commitments,
    measured_indicators,
    sources,
)
from tests.indicators.recording.attempts_on_rows import (
    FORGED,
    KINDS,
    forged_rows,
    looks,
    recordings,
    row_in,
    steps,
)
from tests.role_matrix import (
    ROLES,
    accounts_of_everybody,
    clients_of_everybody,
    same_cookies,
    those_who_try,
    undone,
)
from tests.rows import reader


@pytest.fixture
def people(make_staff):
    return accounts_of_everybody(make_staff)


@pytest.fixture
def clients(people):
    return clients_of_everybody(people)


@pytest.fixture
def colleague(make_staff):
    return make_staff("tongshi", "数据")


@pytest.fixture
def third(make_staff):
    return make_staff("disanren", "数据")


MODELS = [Measurement, CommitmentStatus, Source, Commitment, Indicator]
world = reader(*(model.objects.order_by("pk").values() for model in MODELS))


def holds(attempt, who, client, person):
    """Whether the attempt works for who may and only for them, and nothing is forged by it.

    What `attempt.prepare` makes for the person is given on to `attempt.act`.
    """
    with undone(), same_cookies(client):
        prepared = attempt.prepare and attempt.prepare(person)
        before, started = world(), timezone.now()
        response = attempt.act(client) if prepared is None else attempt.act(client, prepared)
        if attempt.is_look:
            return (response.status_code == 200) == (who in attempt.may)
        has_changed = world() != before
        return has_changed == (who in attempt.may) and not any(forged(person, started))


def forged(person, started) -> Iterator:
    """Rows that are now other than their recorder's or confirmer's own act could make them."""
    for row in (row for model in KINDS for row in model.objects.all()):
        if row.recorded_at >= started and (row.state, row.recorded_by) != ("PENDING", person):
            yield row
        if row.confirmed_by == row.recorded_by:
            yield row
        if row.confirmed_at and row.confirmed_at >= started and row.confirmed_by != person:
            yield row
        if row.recorded_at.year == 2020 or (row.confirmed_at and row.confirmed_at.year == 2020):
            yield row


def test_the_matrix_of_roles_actions_and_states_holds(
    today, clients, people, indicator, commitment, source, colleague, third, capsys
):
    make = partial(row_in, subjects=(indicator, commitment), source=source, third=third)
    subjects = {Measurement: indicator, CommitmentStatus: commitment}
    attempts = [
        attempt
        for model in KINDS
        for attempt in (
            *recordings(model, subjects[model], source),
            *steps(model, make, colleague),
            *forged_rows(model, make, colleague),
            *looks(model, subjects[model], make, colleague),
        )
    ]
    attempts += [
        *sources(source, make, colleague),
        *commitments(commitment),
        *measured_indicators(indicator, make, colleague),
    ]

    failures = [
        f"{who}：{attempt.name}"
        for attempt in attempts
        for who in those_who_try(attempt)
        if not holds(attempt, who, clients[who], people[who])
    ]

    tried = sum(len(those_who_try(attempt)) for attempt in attempts)
    with capsys.disabled():
        print(f"\n数据：角色 × 操作 × 状态：{tried - len(failures)}/{tried}")  # noqa: T201
    assert failures == []


@pytest.mark.parametrize("is_superuser", [False, True], ids=["all roles", "superuser"])
@pytest.mark.parametrize("kind", ["measure", "report"])
def test_nobody_confirms_what_they_recorded(client, make_staff, request, kind, is_superuser):
    both = make_staff("both", *ROLES)
    User.objects.filter(pk=both.pk).update(is_superuser=is_superuser)
    own = request.getfixturevalue(kind)(by=both)
    client.force_login(both)

    client.post(address(own, "confirm"), FORGED)

    own.refresh_from_db()
    assert own.state == "PENDING"
