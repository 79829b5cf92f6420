"""Attempts on what recording refers to: sources, commitments, measured indicators."""

from collections.abc import Iterator
from functools import partial

from django.forms import model_to_dict
from django.test import Client

from chapters.working_copy.conflicts import version_of
from indicators.models import Indicator, Measurement, Source
from tests.admin_site import address
from tests.indicators.recording.attempts_on_rows import STATES, at, post_bulk
from tests.role_matrix import (
    NOBODY,
    Attempt,
    by,
)


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
    for view in ("changelist", "change", "history"):
        act = partial(Client.get, path=address(source, view))
        yield Attempt(f"look at source {view}", readers, act, is_look=True)


def bring_back(client, source, data):
    version = source.history.earliest().pk
    return client.post(address(source, "simple_history", version), data)


def commitments(commitment) -> Iterator[Attempt]:
    forged_ = model_to_dict(commitment) | {"number": 18, "measure": "改", "post": "yes"}
    pages = ("add", "change", "delete")
    for view in pages:
        for popup in ("", "?_popup=1"):
            path = address(commitment, view) + popup
            act = partial(Client.post, path=path, data=forged_)
            yield Attempt(f"{view} commitment {popup}", NOBODY, act)
    bulk = partial(post_bulk, sure={"post": "yes"}, action="delete_selected")
    yield Attempt("bulk delete commitment", NOBODY, bulk, lambda person: commitment)
    back = partial(bring_back, data=forged_)
    yield Attempt("bring back commitment", NOBODY, back, lambda person: commitment)
    for view in ("changelist", *pages, "history"):
        may = NOBODY if view in ("add", "delete") else by("数据", "审计")
        act = partial(Client.get, path=address(commitment, view))
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
