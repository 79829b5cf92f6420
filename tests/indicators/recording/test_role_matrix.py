"""Who may do what with live data in which state, tried over HTTP with forged posts. Prints n/n.

Every attempt is made by everybody, in a transaction that is undone afterwards, as in
tests/chapters/editions/test_role_matrix.py. What each may do stands here a second time, on purpose.
"""

from collections.abc import Iterator
from datetime import date
from functools import partial

import pytest
from django.contrib.auth.models import User
from django.forms import model_to_dict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from chapters.working_copy.conflicts import version_of
from indicators.models import Commitment, CommitmentStatus, Indicator, Measurement, Source
from tests.role_matrix import (
    CHIEF,
    EVERYBODY,
    NOBODY,
    OUTSIDERS,
    ROLES,
    WORDS,
    Attempt,
    by,
    same_cookies,
    those_who_try,
    undone,
)
from tests.rows import reader

KINDS = (Measurement, CommitmentStatus)
STATES = ("PENDING", "CONFIRMED", "RETURNED")
FORGED = {
    "state": "CONFIRMED",
    "recorded_by": "1",
    "recorded_at": "2020-01-01 00:00:00",
    "recorded_at_0": "2020-01-01",
    "recorded_at_1": "00:00:00",
    "confirmed_by": "1",
    "confirmed_at": "2020-01-01 00:00:00",
    "confirmed_at_0": "2020-01-01",
    "confirmed_at_1": "00:00:00",
    "returned_by": "1",
    "return_reason": WORDS,
    "id": "999",
    "pk": "999",
}
SAID = {
    Measurement: {"year": "2022", "value": "9.1", "status": "FINAL", "note": ""},
    CommitmentStatus: {"progress": "MET", "as_of": "2023-12-31", "value": "50", "note": ""},
}


@pytest.fixture
def people(make_staff):
    """An account for everybody; a visitor has none."""
    people = {role: make_staff(f"u-{place}", role) for place, role in enumerate(ROLES)}
    people |= {name: make_staff(f"o-{place}", *ROLES) for place, name in enumerate(OUTSIDERS)}
    people["没有角色"].groups.clear()
    people[CHIEF] = User.objects.create_superuser("chief")
    User.objects.filter(pk=people["不是工作人员"].pk).update(is_staff=False)
    return people


@pytest.fixture
def clients(people):
    """A client for everybody, logged in as far as they can be."""
    clients = {name: Client() for name in EVERYBODY}
    for name in set(EVERYBODY) - {"访客"}:
        clients[name].force_login(people[name])
    User.objects.filter(pk=people["已停用"].pk).update(is_active=False)
    return clients


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


def row_in(model, state, recorder, *, subjects, source, third):
    """A row of the model in the state, recorded by the person given."""
    indicator, commitment = subjects
    now = timezone.now()
    said = (
        {"indicator": indicator, "year": 2022, "value": "9.1", "status": "FINAL"}
        if model is Measurement
        else {"commitment": commitment, "progress": "MET", "as_of": date(2023, 12, 31)}
    )
    moved = {
        "PENDING": {},
        "CONFIRMED": {"confirmed_by": third, "confirmed_at": now},
        "RETURNED": {"returned_by": third, "returned_at": now, "return_reason": WORDS},
    }
    return model.objects.create(
        state=state,
        source=source,
        recorded_by=recorder,
        recorded_at=now,
        **said,
        **moved[state],
    )


def address(row, view, *args):
    meta = row._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{view}", args=args)


def at(view, **data):
    """Return an act that posts to a view of the row prepared."""
    return lambda client, row: client.post(address(row, view, row.pk), data)


# Recording


def recordings(model, subject, source) -> Iterator[Attempt]:
    name, form = model._meta.model_name, form_of(model, subject)
    said = SAID[model] | {"source": source.pk}

    def post(client, path=form, **changes):
        return client.post(path, FORGED | said | changes)

    yield Attempt(f"add {name}", by("数据"), post)
    yield Attempt(f"add {name} in a popup", by("数据"), partial(post, path=f"{form}&_popup=1"))
    for forgery, changes in {
        "without a source": {"source": ""},
        "as a preview": {"_preview": "1"},
        "without a value or progress": {"value": "", "progress": ""},
        "in a year or on a day to come": {"year": "2025", "as_of": "2025-01-01"},
    }.items():
        yield Attempt(f"add {name} {forgery}", NOBODY, partial(post, **changes))
    yield Attempt(f"add {name} of nothing", NOBODY, partial(post, path=address(model, "add")))


def form_of(model, subject):
    return f"{address(model, 'add')}?{subject._meta.model_name}={subject.pk}"


# Confirming and returning: own and others', in every state


def steps(model, make, colleague) -> Iterator[Attempt]:
    name = model._meta.model_name
    for state in STATES:
        is_open = state == "PENDING"
        for whose in ("own", "another's"):

            def prepare(person, state=state, whose=whose):
                return make(model, state, person if whose == "own" else colleague)

            may_confirm = by("数据") if is_open and whose == "another's" else NOBODY
            may_return = by("数据") if is_open else NOBODY
            for step, may in (("confirm", may_confirm), ("return", may_return)):
                act = at(step, **FORGED, words=WORDS)
                yield Attempt(f"{step} {whose} {state} {name}", may, act, prepare)

    def pending(person):
        return make(model, "PENDING", colleague)

    yield Attempt(f"return {name} without a reason", NOBODY, at("return", words=" "), pending)
    for step in ("confirm", "return"):
        preview = at(step, words=WORDS, _preview="1")
        look = partial(get, view=step)
        yield Attempt(f"{step} {name} as a preview", NOBODY, preview, pending)
        yield Attempt(f"GET {step} {name}", NOBODY, look, pending)


def get(client, row, view):
    return client.get(address(row, view, row.pk), FORGED | {"words": WORDS})


# What the admin offers for other rows, tried on recorded ones: it works for nobody


def forged_rows(model, make, colleague) -> Iterator[Attempt]:
    name = model._meta.model_name
    sure = FORGED | SAID[model] | {"value": "99", "post": "yes", "_save": "1", "_saveasnew": "1"}
    for state in STATES:
        for whose in ("own", "another's"):

            def prepare(person, state=state, whose=whose):
                return make(model, state, person if whose == "own" else colleague)

            for view in ("change", "delete", "history"):
                yield Attempt(f"{view} {whose} {state} {name}", NOBODY, at(view, **sure), prepare)
            for action in ("delete_selected", "confirm", "return_"):
                act = partial(post_bulk, sure=sure, action=action)
                yield Attempt(f"bulk {action} {whose} {state} {name}", NOBODY, act, prepare)


def post_bulk(client, row, sure, action):
    chosen = {"action": action, "_selected_action": [row.pk], "index": "0"}
    return client.post(address(row, "changelist"), sure | chosen)


# Looking


def looks(model, subject, make, colleague) -> Iterator[Attempt]:
    name, form = model._meta.model_name, form_of(model, subject)
    readers, writers = by("数据", "审计"), by("数据")
    for what, path, may in (
        ("the list", address(model, "changelist"), readers),
        ("what waits", f"{address(model, 'changelist')}?waiting=me", readers),
        ("the overview", address(model, "add"), writers),
        ("the form", form, writers),
        ("the form in a popup", f"{form}&_popup=1", writers),
    ):
        act = partial(Client.get, path=path)
        yield Attempt(f"look at {what} of {name}", may, act, is_look=True)
    for state in STATES:
        for view in ("change", "history"):

            def prepare(person, state=state):
                return make(model, state, colleague)

            act = partial(get, view=view)
            yield Attempt(f"look at {view} of {state} {name}", readers, act, prepare, is_look=True)


# What recording refers to


def sources(source, make, colleague) -> Iterator[Attempt]:
    fields = {name: value for name, value in model_to_dict(source).items() if name != "id"}
    new, corrected = fields | {"title": "另一份示例"}, fields | {"title": "示例统计公报"}
    readers = by("数据", "审计")

    def unused(person):
        return source

    def used(person, state):
        make(Measurement, state, colleague)
        return source

    for popup in ("", "?_popup=1"):
        act = partial(Client.post, path=address(Source, "add") + popup, data=new)
        yield Attempt(f"add source {popup}", by("数据"), act)
    yield Attempt("change unused source", by("数据"), at("change", **corrected), unused)
    yield Attempt("delete unused source", by(), at("delete", post="yes"), unused)
    bulk = partial(post_bulk, sure={"post": "yes"}, action="delete_selected")
    yield Attempt("bulk delete unused source", by(), bulk, unused)
    yield Attempt("bring back source", NOBODY, partial(bring_back, data=corrected), unused)
    for state, may in {"PENDING": NOBODY, "CONFIRMED": NOBODY, "RETURNED": by("数据")}.items():
        prepare = partial(used, state=state)
        yield Attempt(f"change {state} source", may, at("change", **corrected), prepare)
        yield Attempt(f"delete {state} source", NOBODY, at("delete", post="yes"), prepare)
        yield Attempt(f"bulk delete {state} source", NOBODY, bulk, prepare)
    for view, args in {"changelist": [], "change": [source.pk], "history": [source.pk]}.items():
        act = partial(Client.get, path=address(source, view, *args))
        yield Attempt(f"look at source {view}", readers, act, is_look=True)


def bring_back(client, source, data):
    version = source.history.earliest().pk
    return client.post(address(source, "simple_history", source.pk, version), data)


def commitments(commitment) -> Iterator[Attempt]:
    forged_ = model_to_dict(commitment) | {"number": 18, "measure": "改", "post": "yes"}
    pages = {"add": [], "change": [commitment.pk], "delete": [commitment.pk]}
    for view, args in pages.items():
        for popup in ("", "?_popup=1"):
            path = address(commitment, view, *args) + popup
            act = partial(Client.post, path=path, data=forged_)
            yield Attempt(f"{view} commitment {popup}", NOBODY, act)
    bulk = partial(post_bulk, sure={"post": "yes"}, action="delete_selected")
    yield Attempt("bulk delete commitment", NOBODY, bulk, lambda person: commitment)
    back = partial(bring_back, data=forged_)
    yield Attempt("bring back commitment", NOBODY, back, lambda person: commitment)
    for view, args in {"changelist": [], **pages, "history": [commitment.pk]}.items():
        may = NOBODY if view in ("add", "delete") else by("数据", "审计")
        act = partial(Client.get, path=address(commitment, view, *args))
        yield Attempt(f"look at commitment {view}", may, act, is_look=True)


def measured_indicators(indicator, make, colleague) -> Iterator[Attempt]:
    """The editor's rights end where something was recorded."""
    fields = model_to_dict(indicator) | {"number": 9}
    fields["opened_at"] = version_of(Indicator.objects.get(pk=indicator.pk))
    bulk = partial(post_bulk, sure={"post": "yes"}, action="delete_selected")
    for state in (None, *STATES):

        def prepare(person, state=state):
            if state:
                make(Measurement, state, colleague)
            return indicator

        may = NOBODY if state else by("编辑")
        yield Attempt(f"renumber {state} indicator", may, at("change", **fields), prepare)
        yield Attempt(f"delete {state} indicator", may, at("delete", post="yes"), prepare)
        yield Attempt(f"bulk delete {state} indicator", may, bulk, prepare)


# One person in several roles


@pytest.mark.parametrize("is_superuser", [False, True], ids=["all roles", "superuser"])
@pytest.mark.parametrize("kind", ["measure", "report"])
def test_nobody_confirms_what_they_recorded(client, make_staff, request, kind, is_superuser):
    both = make_staff("both", *ROLES)
    User.objects.filter(pk=both.pk).update(is_superuser=is_superuser)
    own = request.getfixturevalue(kind)(by=both)
    client.force_login(both)

    client.post(address(own, "confirm", own.pk), FORGED)

    own.refresh_from_db()
    assert own.state == "PENDING"
