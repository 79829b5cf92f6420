"""Attempts on recorded data: record, confirm, return, look, and what other rows' admin offers."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from django.test import Client
from django.utils import timezone

from indicators.models import CommitmentStatus, Measurement
from tests.admin_site import address
from tests.role_matrix import (
    NOBODY,
    WORDS,
    Attempt,
    by,
)

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


def at(view, **data):
    """Return an act that posts to a view of the row prepared."""
    return lambda client, row: client.post(address(row, view), data)


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
    return client.get(address(row, view), FORGED | {"words": WORDS})


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
