"""Attempts on the working copy: questions, rows, wordings; with editions and without."""

from collections.abc import Iterator
from functools import partial

from django.contrib import admin
from django.contrib.auth.models import User
from django.forms import model_to_dict
from django.test import Client
from django.urls import reverse

from chapters.errata import deciding
from chapters.models import Edition, EditionFile, Erratum, Section, WrongWording
from chapters.working_copy.conflicts import version_of
from tests.admin_site import address
from tests.chapters.editions.attempts_on_editions import FORGED
from tests.role_matrix import NOBODY, Attempt, by

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
    back = address(row, "simple_history", row.history.earliest().history_id)
    path = address(row, "change")
    yield Attempt(f"change {name}", may, partial(Client.post, path=path, data=fields))
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
    path = address(row, "add")
    for popup in ({}, {"_popup": "1"}):
        act = partial(Client.post, path=path, data=fields | popup)
        yield Attempt(f"add {row._meta.model_name} {popup}", by("编辑"), act)
    copied = partial(Client.post, path=address(row, "change"), data=fields | {"_saveasnew": "1"})
    yield Attempt(f"save {row._meta.model_name} as new", by("编辑"), copied)


def deletions_of(row, may, name, prepare=None) -> Iterator[Attempt]:
    sure = {"post": "yes"}
    bulk = sure | {"action": "delete_selected", "_selected_action": [row.pk], "index": "0"}
    one = partial(Client.post, path=address(row, "delete"), data=sure)
    many = partial(Client.post, path=address(row, "changelist"), data=bulk)
    yield Attempt(f"delete {row._meta.model_name} {name}", may, one, prepare)
    yield Attempt(f"bulk delete {row._meta.model_name} {name}", may, many, prepare)


def wordings() -> Iterator[Attempt]:
    row = WrongWording.objects.create(wrong="按装", right="安装")
    path = address(row, "change")
    change = partial(Client.post, path=path, data=typed(row) | {"right": "装"})
    add = partial(Client.post, path=address(row, "add"), data={"wrong": "布署", "right": ""})
    yield Attempt("change wording", by("编辑"), change)
    yield Attempt("add wording", by("编辑"), add)
    yield from deletions_of(row, by("编辑"), "")


def typed(row):
    values = {name: "" if value is None else value for name, value in model_to_dict(row).items()}
    return values | {"opened_at": version_of(type(row).objects.get(pk=row.pk))}
