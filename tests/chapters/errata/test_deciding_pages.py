"""Deciding the questions: the pages of staff."""

import pytest
from django.urls import reverse

from chapters.models import Section
from tests.chapters.errata.texts import DOUBLED, SINGLE, section_text
from tests.html import parse, text_of


@pytest.fixture
def editors_client(client, editor):
    client.force_login(editor)
    return client


def admin_page(erratum):
    return reverse("admin:chapters_erratum_change", args=[erratum.pk])


def test_the_36_questions_are_found_by_their_decision(editors_client, errata):
    changelist = reverse("admin:chapters_erratum_changelist")

    response = editors_client.get(changelist, {"decision__exact": "OPEN"})

    assert len(parse(response).cssselect("#result_list tbody tr")) == 36


def test_a_question_shows_its_paragraph_with_the_reading_marked(editors_client, question):
    page = parse(editors_client.get(admin_page(question)))

    (mark,) = page.cssselect(".erratum-passage mark")
    assert text_of(mark) == DOUBLED
    assert question.reason in page.text_content()
    assert page.cssselect("#id_reading")[0].get("value") == SINGLE


def test_every_erratum_has_a_page(editors_client, errata):
    for erratum in errata.all():
        assert editors_client.get(admin_page(erratum)).status_code == 200, erratum


def test_advice_in_brackets_is_not_filled_in_as_a_reading(editors_client, errata):
    page = parse(editors_client.get(admin_page(errata.get(code="Q23"))))

    assert page.cssselect("#id_reading")[0].get("value") == "海河人才"


def test_accepting_on_the_page_changes_the_working_copy(editors_client, question):
    response = editors_client.post(
        admin_page(question), {"step": "accept", "reading": SINGLE}, follow=True
    )

    assert "公开页面尚未改变" in response.content.decode()
    assert SINGLE in section_text()
    assert parse(response).cssselect('button[value="take_back"]')


def test_a_refusal_says_why_and_keeps_what_was_typed(editors_client, question):
    Section.objects.filter(chapter__number=1, number=1).update(text="第一段。\n" * 9)

    response = editors_client.post(
        admin_page(question), {"step": "accept", "reading": "我写的读法"}
    )

    page = parse(response)
    assert "找不到" in text_of(page.cssselect(".errornote")[0])
    assert page.cssselect("#id_reading")[0].get("value") == "我写的读法"


def test_other_errata_are_read_only(editors_client, errata):
    erratum = errata.get(code="O02")

    assert not parse(editors_client.get(admin_page(erratum))).cssselect(".step-form")
    response = editors_client.post(admin_page(erratum), {"step": "keep"})
    assert "只有存疑" in response.content.decode()


@pytest.mark.parametrize("role", ["审核", "发布", "审计"])
def test_other_roles_may_read_a_question_but_not_decide_it(client, question, make_staff, role):
    client.force_login(make_staff("other", role))

    assert not parse(client.get(admin_page(question))).cssselect(".step-form")
    for step in ("keep", "accept", "take_back"):
        response = client.post(admin_page(question), {"step": step, "reading": "x"})
        assert response.status_code == 403
    question.refresh_from_db()
    assert question.decision == "OPEN"


@pytest.mark.parametrize("role", ["数据", "管理"])
def test_roles_without_the_text_do_not_see_errata(client, question, make_staff, role):
    client.force_login(make_staff("other", role))

    assert client.get(admin_page(question)).status_code == 403


@pytest.mark.parametrize("forged", [{}, {"step": "publish"}, {"decision": "ACCEPTED"}])
def test_a_forged_step_decides_nothing(editors_client, question, forged):
    assert editors_client.post(admin_page(question), forged).status_code == 403

    question.refresh_from_db()
    assert question.decision == "OPEN"


@pytest.mark.parametrize("pk", ["0", "x", "9" * 30, "../1"])
def test_an_erratum_that_is_not_there_is_not_found(editors_client, errata, pk):
    address = f"/admin/chapters/erratum/{pk}/change/"

    assert editors_client.get(address, follow=True).status_code in (200, 404)
