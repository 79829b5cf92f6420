"""Attempts on editions: every step in every state, proposing, and what other rows' admin offers."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from django.contrib.auth.models import User
from django.forms import model_to_dict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from chapters.models import Edition, Section
from chapters.working_copy.rows import freeze
from tests.role_matrix import NOBODY, WORDS, Attempt, by

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
    approver = User.objects.get(username="没有角色")
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
    file = edition.files.get(kind="PDF")
    row.files.create(kind=file.kind, content=file.stored_bytes, size=file.size, sha256=file.sha256)
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
