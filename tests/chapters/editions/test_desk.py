"""The admin's first page: what waits for whom."""

import pytest
from django.urls import reverse

from chapters.editions import publishing
from chapters.models import Section
from tests.chapters.editions.admin_pages import (
    NOTE,
    REASON,
    change_the_working_copy,
    propose_address,
    review,
)
from tests.html import main_text, parse


def test_the_first_page_tells_an_editor_how_far_the_working_copy_is_ahead(as_user, edition, editor):
    client = as_user(editor)
    before = main_text(client.get(reverse("admin:index")))
    change_the_working_copy()

    after = client.get(reverse("admin:index"))

    assert "与第1版（现行）一致，没有要送审的改动" in before
    assert "与第1版相比改动1处，尚未送审" in main_text(after)
    links = [link.get("href") for link in parse(after).cssselect(".desk a")]
    assert propose_address(edition.plan) in links


def test_the_first_page_tells_an_editor_that_the_working_copy_is_under_review(
    as_user, proposed, editor
):
    response = as_user(editor).get(reverse("admin:index"))

    assert "已经送审，是第2版（已送审）" in main_text(response)


def test_the_first_page_offers_to_propose_a_plan_that_was_never_public(as_user, plan, editor):
    response = as_user(editor).get(reverse("admin:index"))

    assert "还没有公开过" in main_text(response)
    assert propose_address(plan) in [
        link.get("href") for link in parse(response).cssselect(".desk a")
    ]


def test_a_returned_proposal_stops_waiting_once_there_is_a_new_one(
    as_user, proposed, editor, reviewer
):
    publishing.return_(proposed, by=reviewer, reason=REASON)
    change_the_working_copy("脱贫")
    Section.objects.filter(chapter__number=5, number=3).update(text="照理由改好了。")
    publishing.propose(proposed.plan, by=editor, kind="CORRECTION", note=NOTE)

    response = as_user(editor).get(reverse("admin:index"))

    assert REASON not in main_text(response)


@pytest.mark.parametrize(
    ("role", "fixture", "heading"),
    [("审核", "proposed", "等您审定"), ("发布", "approved", "等您发布")],
)
def test_the_first_page_shows_what_waits_for_a_role(
    request, as_user, make_staff, role, fixture, heading
):
    edition = request.getfixturevalue(fixture)

    response = as_user(make_staff("someone", role)).get(reverse("admin:index"))

    assert heading in main_text(response)
    assert review(edition) in [link.get("href") for link in parse(response).cssselect(".desk a")]


@pytest.mark.parametrize(
    ("role", "door"),
    [
        ("审计", "chapters_edition_changelist"),
        ("管理", "auth_user_changelist"),
    ],
)
def test_the_other_roles_find_their_door(as_user, edition, make_staff, role, door):
    response = as_user(make_staff("someone", role)).get(reverse("admin:index"))

    doors = [link.get("href") for link in parse(response).cssselect(".shortcuts a")]
    assert reverse(f"admin:{door}") in doors
    assert parse(response).cssselect(".desk section") == []


def test_the_first_page_takes_few_queries_however_many_editions(
    as_user, second, chief, django_assert_num_queries
):
    client = as_user(chief)

    with django_assert_num_queries(17):
        client.get(reverse("admin:index"))


def test_the_first_page_asks_no_more_for_those_who_only_look(
    as_user, second, make_staff, django_assert_num_queries
):
    client = as_user(make_staff("shenji", "审计"))

    with django_assert_num_queries(8):
        client.get(reverse("admin:index"))
