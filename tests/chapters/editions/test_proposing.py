"""Proposing over HTTP: what the page shows, what is refused, and that nothing typed is lost."""

import pytest
from django.test import Client
from django.urls import reverse

from chapters.models import Chapter, Edition, Erratum, Section, WrongWording
from chapters.pdf import rendering
from tanggu_plan.staff.roles import ROLES
from tanggu_plan.text.refusals import Refused
from tests.chapters.editions.admin_pages import (
    NOTE,
    buttons,
    change_the_working_copy,
    proposal,
    propose_address,
    review,
)
from tests.html import main_text, parse, text_of

# Proposing


def test_the_proposal_page_shows_what_has_changed_and_offers_the_form(as_user, edition, editor):
    change_the_working_copy()

    response = as_user(editor).get(propose_address(edition.plan))

    page = parse(response)
    assert [text_of(run) for run in page.cssselect(".unit-text ins")] == ["新增：致富"]
    assert [text_of(run) for run in page.cssselect(".unit-text del")] == ["删除：摘帽"]
    assert "改动1节：修改1段" in main_text(response)
    assert buttons(response) == ["送审"]


def test_without_a_change_there_is_nothing_to_propose(as_user, edition, editor):
    response = as_user(editor).get(propose_address(edition.plan))

    assert "没有改动" in main_text(response)
    assert "没有什么可送审" in main_text(response)
    assert buttons(response) == []


def test_an_error_takes_the_button_away_and_links_to_the_form_that_holds_it(
    as_user, edition, editor
):
    section = change_the_working_copy("脱贫，，摘帽")

    response = as_user(editor).get(propose_address(edition.plan))

    assert buttons(response) == []
    assert "还有1处错误没有改，所以这里没有送审的按钮" in main_text(response)
    error = parse(response).cssselect(".problems")[0]
    assert "第一章第一节第3段" in text_of(error)
    assert error.cssselect("a")[0].get("href") == reverse(
        "admin:chapters_section_change", args=[section.pk]
    )


def test_problems_of_cover_chapter_and_indicator_link_to_their_own_forms(as_user, edition, editor):
    plan = edition.plan
    plan.issuer = "办事处，，"
    plan.save()
    chapter = Chapter.objects.get(plan=plan, number=2)
    chapter.title = "发展 目标"
    chapter.save()
    indicator = plan.indicators.get(number=3)
    indicator.name = "新增，，就业"
    indicator.save()

    response = as_user(editor).get(propose_address(plan))

    links = {link.get("href") for link in parse(response).cssselect(".problems a")}
    assert {
        reverse("admin:chapters_plan_change", args=[plan.pk]),
        reverse("admin:chapters_chapter_change", args=[chapter.pk]),
        reverse("admin:indicators_indicator_change", args=[indicator.pk]),
    } <= links


def test_a_problem_whose_place_is_gone_links_to_the_plan(as_user, edition, editor):
    Erratum.objects.create(
        plan=edition.plan,
        code="Q99",
        category="QUESTION",
        source_line=1,
        source_column=1,
        paragraph="c9s9-p9",
        source_reading="不在了",
        published_reading="不在了",
        reason="疑误。",
        decision="KEPT",
    )

    response = as_user(editor).get(propose_address(edition.plan))

    links = [link.get("href") for link in parse(response).cssselect(".problems a")]
    assert reverse("admin:chapters_plan_change", args=[edition.plan_id]) in links


def test_a_hint_leaves_the_button(as_user, edition, editor):
    change_the_working_copy("脱贫脱贫摘帽")

    response = as_user(editor).get(propose_address(edition.plan))

    assert "不妨碍送审" in main_text(response)
    assert buttons(response) == ["送审"]


def test_an_editor_proposes_and_sees_that_another_must_approve(as_user, edition, editor):
    change_the_working_copy()
    client = as_user(editor)
    fields = proposal(client, edition.plan)

    response = client.post(propose_address(edition.plan), fields, follow=True)

    proposed = Edition.objects.get(number=2)
    assert (proposed.state, proposed.proposed_by, proposed.note) == ("PROPOSED", editor, NOTE)
    assert response.redirect_chain == [(review(proposed), 302)]
    assert "已送审，公开页面尚未改变" in main_text(response)
    assert "须由另一位同事审定" in main_text(response)
    assert buttons(response) == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"note": " "}, "请写明这次改了什么"),
        ({"kind": ""}, "请选择这次送审的性质"),
        ({"kind": "ORIGINAL"}, "有效的选项"),
        ({"opened_at": "of another time"}, "您打开这一页以后，工作稿又有改动"),
        ({"opened_at": ""}, "您打开这一页以后，工作稿又有改动"),
    ],
)
def test_a_proposal_that_is_refused_says_why_and_stores_nothing(
    as_user, edition, editor, changes, message
):
    change_the_working_copy()
    client = as_user(editor)

    response = client.post(propose_address(edition.plan), proposal(client, edition.plan, **changes))

    assert message in main_text(response)
    assert Edition.objects.count() == 1


def test_a_pdf_that_fails_is_told_with_its_reason_and_made_on_request(
    as_user, edition, editor, monkeypatch, tanggu_pdf
):
    def fail(document, *, edition_number, **_):
        raise Refused("生成 PDF 时排版程序出错。")

    monkeypatch.setattr(rendering, "render", fail)
    change_the_working_copy()
    client = as_user(editor)
    fields = proposal(client, edition.plan)

    page = client.post(propose_address(edition.plan), fields, follow=True)
    monkeypatch.setattr(rendering, "render", lambda document, **_: tanggu_pdf)
    (again,) = [form for form in parse(page).forms if form.action.endswith("/again/")]
    made = client.post(again.action, follow=True)

    proposed = Edition.objects.get(number=2)
    assert "没有生成：生成PDF时排版程序出错。" in main_text(page)
    assert made.redirect_chain == [(review(proposed), 302)]
    assert proposed.files.get(kind="PDF").sha256 in main_text(made)


def test_a_text_that_moved_after_the_page_was_read_is_shown_before_it_is_proposed(
    as_user, edition, editor
):
    change_the_working_copy()
    client = as_user(editor)
    fields = proposal(client, edition.plan)
    Section.objects.filter(chapter__number=5, number=3).update(text="同事刚刚改了这一节。")

    refused = client.post(propose_address(edition.plan), fields)

    assert "同事刚刚改了这一节" in main_text(refused)
    assert text_of(parse(refused).cssselect("#id_note")[0]) == NOTE
    (opened_at,) = parse(refused).cssselect("input[name=opened_at]")
    client.post(propose_address(edition.plan), fields | {"opened_at": opened_at.get("value")})
    assert "同事刚刚" in Edition.objects.get(number=2).document_json


def test_a_note_is_kept_where_an_error_has_crept_in_since(as_user, edition, editor):
    change_the_working_copy()
    client = as_user(editor)
    fields = proposal(client, edition.plan)
    Section.objects.filter(chapter__number=5, number=3).update(text="两个逗号，，在这里。")

    response = client.post(propose_address(edition.plan), fields)

    assert text_of(parse(response).cssselect("#id_note")[0]) == NOTE
    assert Edition.objects.count() == 1


def test_a_proposal_posted_twice_is_made_once(as_user, edition, editor):
    change_the_working_copy()
    client = as_user(editor)
    fields = proposal(client, edition.plan)
    client.post(propose_address(edition.plan), fields)

    again = client.post(propose_address(edition.plan), fields)

    assert "它已经送审，不用再送一次" in main_text(again)
    assert Edition.objects.count() == 2


def test_a_note_survives_an_expired_log_in_and_is_not_proposed_by_that(as_user, edition, editor):
    change_the_working_copy()
    fields = proposal(as_user(editor), edition.plan)
    stranger = Client()

    expired = stranger.post(propose_address(edition.plan), fields)
    login = dict(parse(expired).get_element_by_id("login-form").form_values())
    login |= {"username": editor.username, "password": f"{editor.username}-密码-2026"}
    back = parse(stranger.post(reverse("admin:login"), login))
    (resume,) = [form for form in back.forms if form.action == propose_address(edition.plan)]
    again = dict(resume.form_values()) | {"_preview": ""}
    resumed = stranger.post(resume.action, again)

    assert text_of(parse(resumed).cssselect("#id_note")[0]) == NOTE
    assert Edition.objects.count() == 1


# Who may do what


@pytest.mark.parametrize("role", ROLES)
def test_only_editors_propose(edition, make_staff, as_user, role):
    change_the_working_copy()
    client = as_user(make_staff("someone", role))

    opened = client.get(propose_address(edition.plan))
    client.post(propose_address(edition.plan), {"kind": "CORRECTION", "note": NOTE})

    assert opened.status_code == (200 if role == "编辑" else 403)
    assert Edition.objects.count() == 1


def test_looking_at_the_proposal_page_proposes_nothing(edition, editor, as_user):
    change_the_working_copy()

    as_user(editor).get(propose_address(edition.plan), {"kind": "CORRECTION", "note": NOTE})

    assert Edition.objects.count() == 1


def test_hidden_characters_in_a_note_are_refused(as_user, edition, editor):
    change_the_working_copy()
    client = as_user(editor)

    response = client.post(
        propose_address(edition.plan), proposal(client, edition.plan, note="改了\u202e一处。")
    )

    assert "改变文字方向的隐藏字符" in main_text(response)
    assert Edition.objects.count() == 1


# The first page


def test_a_plan_that_was_never_public_can_be_proposed(as_user, plan, editor, monkeypatch):
    monkeypatch.setattr(rendering, "render", lambda document, *, edition_number, **_: b"%PDF-")
    client = as_user(editor)

    client.post(propose_address(plan), proposal(client, plan))

    assert Edition.objects.get().state == "PROPOSED"


# The handbook


def test_a_wording_that_the_office_does_not_want_keeps_a_text_from_being_proposed(
    client, edition, editor
):
    client.force_login(editor)
    client.post(
        reverse("admin:chapters_wrongwording_add"),
        {"wrong": "脱贫摘帽", "right": "脱贫", "reason": "测试"},
    )

    page = client.get(reverse("admin:chapters_edition_propose", args=[edition.plan_id]))

    assert WrongWording.objects.get().wrong == "脱贫摘帽"
    assert "错误1处" in text_of(parse(page))
