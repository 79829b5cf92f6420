"""Publishing, withdrawing and republishing over HTTP, each by its role; the list of editions."""

import pytest
from django.test import Client
from django.urls import reverse

from chapters.editions import publishing
from chapters.editions.publishing import ACTS
from chapters.models import Edition, Plan, Section
from tanggu_plan.models import AuditEntry
from tanggu_plan.staff.roles import ROLES
from tests.chapters.editions.admin_pages import (
    NOTE,
    REASON,
    buttons,
    change_the_working_copy,
    proposal,
    propose_address,
    review,
    state_of,
    step_address,
)
from tests.html import main_text, parse, text_of

HOSTILE = "<script>alert(1)</script><b>粗</b>"


# Publishing and undoing


def test_a_publisher_publishes_after_a_second_look(as_user, approved, publisher):
    client = as_user(publisher)
    assert buttons(client.get(review(approved))) == ["发布"]
    assert buttons(client.get(step_address("publish", approved))) == ["确认发布"]
    assert state_of(approved) == "APPROVED"

    response = client.post(step_address("publish", approved), follow=True)

    assert state_of(approved) == "PUBLISHED"
    assert "公开页面现在就是这一版" in main_text(response)
    assert "脱贫致富" in client.get("/2021-2025/1/1/").content.decode()


def test_a_publication_overtaken_by_another_is_refused_in_words(
    as_user, proposed, editor, reviewer, publisher
):
    Section.objects.filter(chapter__number=5, number=3).update(text="另有一处改动。")
    third = publishing.propose(proposed.plan, by=editor, kind="CORRECTION", note=NOTE)
    for edition in (proposed, third):
        publishing.approve(edition, by=reviewer)
    publishing.publish(third, by=publisher)

    response = as_user(publisher).post(step_address("publish", proposed))

    assert "第3版已经发布" in main_text(response)
    assert state_of(proposed) == "APPROVED"


def test_a_withdrawal_needs_its_explanation(as_user, second, publisher):
    client = as_user(publisher)

    refused = client.post(step_address("withdraw", second), {"words": ""})
    client.post(step_address("withdraw", second), {"words": "数字有误，正在核对。"})

    assert "请写明撤下的原因" in main_text(refused)
    second.refresh_from_db()
    assert (second.state, second.reason) == ("WITHDRAWN", "数字有误，正在核对。")


def test_a_wrong_publication_is_undone_in_two_clicks_with_a_reason(
    as_user, second, edition, publisher
):
    client = as_user(publisher)
    assert buttons(client.get(review(edition))) == ["恢复这一版"]
    assert buttons(client.get(step_address("republish", edition))) == ["确认恢复这一版"]

    response = client.post(
        step_address("republish", edition), {"words": "第2版有误。"}, follow=True
    )

    third = Edition.objects.published().get()
    assert (third.number, third.restores, third.note) == (3, edition, "第2版有误。")
    assert "作为第3版发布" in main_text(response)
    assert "恢复第1版" in main_text(response)


def test_a_withdrawn_edition_can_come_back(as_user, edition, publisher):
    publishing.withdraw(edition, by=publisher, reason="有误。")

    response = as_user(publisher).get(review(edition))

    assert "恢复这一版" in buttons(response)


# Who may do what


STEP_OF_STATE = {"approve": "proposed", "return": "proposed", "publish": "approved"}
STEP_OF_STATE |= {"withdraw": "edition", "republish": "superseded"}
ROLE_OF_STEP = {"approve": "审核", "return": "审核", "publish": "发布", "withdraw": "发布"}
ROLE_OF_STEP |= {"republish": "发布"}


@pytest.fixture
def in_state(request, edition):
    """Return a function that makes an edition that is ready for the step named."""

    def make(step):
        if step == "republish":
            request.getfixturevalue("second")
            return edition
        return request.getfixturevalue(STEP_OF_STATE[step])

    return make


@pytest.mark.parametrize("step", ROLE_OF_STEP)
@pytest.mark.parametrize("role", ROLES)
def test_a_step_is_open_to_its_role_only(in_state, make_staff, as_user, step, role):
    edition = in_state(step)
    before, entries = state_of(edition), AuditEntry.objects.filter(subject=str(edition)).count()
    client = as_user(make_staff("someone", role))

    opened = client.get(step_address(step, edition))
    posted = client.post(step_address(step, edition), {"words": REASON})

    if role == ROLE_OF_STEP[step]:
        assert (opened.status_code, posted.status_code) == (200, 302)
    else:
        assert (opened.status_code, posted.status_code) == (403, 403)
        assert state_of(edition) == before
        assert AuditEntry.objects.filter(subject=str(edition)).count() == entries


def test_staff_without_the_right_to_look_see_no_edition(edition, make_staff, as_user):
    client = as_user(make_staff("guanli", "管理"))

    answers = [
        client.get(reverse(f"admin:chapters_edition_{view}", args=[edition.pk])).status_code
        for view in ("change", "text", "pdf")
    ]

    assert answers == [403, 403, 403]


@pytest.mark.parametrize("step", ACTS, ids=lambda step: step.name)
def test_looking_at_a_step_never_takes_it(in_state, as_user, chief, step):
    edition = in_state(step.name)
    before = list(Edition.objects.order_by("pk").values())

    for method in ("get", "head"):
        getattr(as_user(chief), method)(step_address(step.name, edition), {"words": REASON})

    assert list(Edition.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("step", ROLE_OF_STEP)
def test_a_step_needs_the_csrf_token(in_state, make_staff, step):
    edition = in_state(step)
    before = state_of(edition)
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_staff("someone", ROLE_OF_STEP[step]))

    response = client.post(step_address(step, edition), {"words": REASON})

    assert response.status_code == 403
    assert state_of(edition) == before


def test_a_step_posted_twice_is_taken_once(as_user, proposed, reviewer):
    client = as_user(reviewer)
    client.post(step_address("approve", proposed))

    again = client.post(step_address("approve", proposed))

    assert "现在是“已审定”，不能再做这一步" in main_text(again)
    assert AuditEntry.objects.filter(action="APPROVE").count() == 1


def test_a_step_that_is_over_leads_back_to_the_edition(as_user, second, publisher):
    response = as_user(publisher).get(step_address("publish", second))

    assert response.url == review(second)


def test_times_and_people_sent_along_are_ignored(as_user, approved, publisher, editor):
    forged = {"published_at": "1999-01-01", "published_by": editor.pk, "state": "WITHDRAWN"}

    as_user(publisher).post(step_address("publish", approved), forged)

    approved.refresh_from_db()
    assert approved.published_at.year > 2000
    assert (approved.published_by, approved.state) == (publisher, "PUBLISHED")


def test_markup_in_note_and_reason_is_shown_as_typed(as_user, edition, editor, reviewer, chief):
    change_the_working_copy()
    client = as_user(editor)
    client.post(propose_address(edition.plan), proposal(client, edition.plan, note=HOSTILE))
    hostile = Edition.objects.get(number=2)
    as_user(reviewer).post(step_address("return", hostile), {"words": HOSTILE})

    client = as_user(chief)
    pages = [client.get(address) for address in (review(hostile), reverse("admin:index"))]

    for page in pages:
        typed = parse(page).cssselect(".typed")
        assert any("<script>alert(1)</script>" in text_of(element) for element in typed)
        assert not any(element.cssselect("script, b") for element in typed)


# The list of editions


def test_editions_are_filtered_by_plan_and_state(as_user, second, reviewer):
    Plan.objects.create(
        slug="2026-2030", short_title="下一部", period_start=2026, period_end=2030, base_year=2025
    )
    changelist = reverse("admin:chapters_edition_changelist")

    response = as_user(reviewer).get(changelist, {"state__exact": "SUPERSEDED"})

    assert [edition.number for edition in response.context["cl"].result_list] == [1]
    assert {spec.title for spec in response.context["cl"].filter_specs} == {"规划", "状态"}


def test_no_action_in_bulk_is_offered_on_editions(as_user, edition, chief):
    changelist = reverse("admin:chapters_edition_changelist")

    response = as_user(chief).post(
        changelist,
        {"action": "delete_selected", "_selected_action": [edition.pk], "post": "yes"},
        follow=True,
    )

    assert response.context["cl"].model_admin.get_actions(response.wsgi_request) == {}
    assert Edition.objects.filter(pk=edition.pk).exists()
