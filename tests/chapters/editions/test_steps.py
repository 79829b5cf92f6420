"""Buttons, acts, desk and handbook take a step's permission, states and words from one table."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from chapters.editions import publishing
from chapters.editions.steps import PROPOSE, STEPS
from chapters.models import Edition
from tanggu_plan.staff.roles import ROLES, roles_with
from tanggu_plan.text.refusals import Refused
from tests.chapters.editions.admin_pages import (
    REASON,
    buttons,
    propose_address,
    review,
    state_of,
    step_address,
)
from tests.html import parse, text_of

State = Edition.State
OTHERS = [step for step in STEPS if step != PROPOSE]
PERMISSIONS = re.compile(r"(propose|approve|publish)_edition")
WHERE_PERMISSIONS_STAND = {"chapters/editions/steps.py", "chapters/models/edition.py"}

each_step = pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
each_other = pytest.mark.parametrize("step", OTHERS, ids=lambda step: step.name)


@pytest.fixture
def only(django_user_model, edition):
    """Return a function that makes a person who may look at editions, and take that one step."""

    def make(step):
        person = django_user_model.objects.create_user("only", is_staff=True)
        names = ["view_edition", step.permission.removeprefix("chapters.")]
        person.user_permissions.set(Permission.objects.filter(codename__in=names))
        return person

    return make


@pytest.fixture
def edition_in(edition, proposed, reviewer):
    """Return a function that gives an edition in a state."""

    def make(state):
        if state == State.PUBLISHED:
            return edition
        was_public = {"published_at": timezone.now(), "withdrawn_at": timezone.now()}
        Edition.objects.filter(pk=proposed.pk).update(
            state=state,
            approved_by=reviewer,
            **(was_public if state in (State.SUPERSEDED, State.WITHDRAWN) else {}),
        )
        return proposed

    return make


def handbook_row(client, step):
    """What the handbook's table of steps says of one: from where, to where, by whom."""
    page = parse(client.get(reverse("handbook")))
    (table,) = page.xpath("//table[caption='版次的每一步']")
    rows = {text_of(row[0]): [text_of(cell) for cell in row[1:]] for row in table.xpath("tbody/tr")}
    return rows[step.label]


def test_a_permission_of_a_step_stands_in_the_table_and_nowhere_else():
    found = {
        path.relative_to(settings.BASE_DIR).as_posix()
        for folder in ("chapters", "indicators", "tanggu_plan", "templates")
        for path in Path(settings.BASE_DIR, folder).rglob("*.*")
        if path.suffix in {".py", ".html"} and PERMISSIONS.search(path.read_text("utf-8"))
    }

    assert {path for path in found if "/migrations/" not in path} == WHERE_PERMISSIONS_STAND


@each_step
def test_the_handbook_names_states_and_roles_of_a_step(step, client, make_staff):
    client.force_login(make_staff("someone", "管理"))

    before, after, who = handbook_row(client, step)

    assert before == ("、".join(state.label for state in step.states) or "工作稿")
    assert after == step.to.label
    assert [role for role in ROLES if f"“{role}”" in who] == roles_with(step.permission)


def test_who_may_propose_finds_the_button_and_others_no_page(client, only, edition, make_staff):
    client.force_login(only(PROPOSE))
    edition.plan.preface = "又改了一处。"
    edition.plan.save()

    desk, page = client.get(reverse("admin:index")), client.get(propose_address(edition.plan))
    client.force_login(make_staff("someone", "审核", "发布"))
    refused = client.get(propose_address(edition.plan))

    assert f"去{PROPOSE.label}" in desk.content.decode()
    assert buttons(page) == [PROPOSE.button_label]
    assert refused.status_code == 403


@each_other
@pytest.mark.parametrize("state", State)
def test_a_button_stands_in_the_states_of_its_step_for_those_who_may(
    client, only, edition_in, step, state
):
    client.force_login(only(step))

    shown = buttons(client.get(review(edition_in(state))))

    assert (step.button_label in shown) == (state in step.states)


@each_other
def test_no_button_stands_for_those_who_may_not(client, edition_in, make_staff, step):
    others = [role for role in ROLES if role not in step.roles and role != "管理"]
    client.force_login(make_staff("someone", *others))

    for state in step.states:
        assert step.button_label not in buttons(client.get(review(edition_in(state))))


@each_other
@pytest.mark.parametrize("state", State)
def test_an_act_is_refused_outside_the_states_of_its_step(only, edition_in, step, state):
    edition, person = edition_in(state), only(step)
    if state in step.states:
        moved = publishing.take(step, edition, by=person, words=REASON)
        assert moved.state == step.to
        return

    with pytest.raises(Refused, match="不能再做这一步"):
        publishing.take(step, edition, by=person, words=REASON)

    assert state_of(edition) == state


@each_other
def test_an_act_is_refused_without_the_permission_of_its_step(edition_in, make_staff, step):
    edition = edition_in(step.states[0])

    with pytest.raises(Refused, match=f"没有{step.label}的权限"):
        publishing.take(step, edition, by=make_staff("someone"), words=REASON)

    assert state_of(edition) == step.states[0]


@each_other
def test_an_act_is_refused_without_the_words_that_its_step_asks_for(client, edition_in, only, step):
    edition = edition_in(step.states[0])
    client.force_login(only(step))

    response = client.post(step_address(step.name, edition), {"words": " "})

    if step.asks:
        (told,) = parse(response).cssselect(".errornote")
        assert text_of(told) == step.without_words
    assert (state_of(edition) == step.states[0]) == bool(step.asks)


@pytest.mark.parametrize(
    "step", [step for step in STEPS if step.is_awaited], ids=lambda step: step.name
)
def test_the_desk_shows_what_waits_for_a_step_to_those_who_may(
    client, edition_in, only, make_staff, step
):
    edition = edition_in(step.states[0])
    heading = f"等您{step.label}"
    client.force_login(make_staff("someone", "数据"))
    others = parse(client.get(reverse("admin:index")))
    client.force_login(only(step))

    (section,) = parse(client.get(reverse("admin:index"))).xpath(f"//section[h2='{heading}']")

    assert section.xpath(f".//a[@href='{review(edition)}']")
    assert not others.xpath(f"//h2[.='{heading}']")
