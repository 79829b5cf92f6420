"""From working copy to public edition over HTTP: each step by its role, refused to the others."""

import ast
import re
from datetime import date
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from lxml import html

from chapters.comparison import compare
from chapters.editions import publishing
from chapters.editions.steps import STEPS
from chapters.models import Chapter, Edition, Erratum, Plan, Section, WrongWording
from chapters.pdf import rendering
from chapters.working_copy.links import admin_url
from indicators.models import Source
from indicators.recording import acts
from tanggu_plan.models import AuditEntry
from tanggu_plan.staff.roles import ROLES
from tests.html import parse, text_of

NOTE = "按印本更正一处错字。"
REASON = "第一章第一节第3段请对照印本。"
HOSTILE = "<script>alert(1)</script><b>粗</b>"
PROJECT = Path(__file__).resolve().parents[3]


def change_the_working_copy(words="脱贫致富"):
    section = Section.objects.get(chapter__number=1, number=1)
    section.text = section.text.replace("脱贫摘帽", words)
    section.save()
    return section


@pytest.fixture
def proposed(edition, editor):
    change_the_working_copy()
    return publishing.propose(edition.plan, by=editor, kind="CORRECTION", note=NOTE)


@pytest.fixture
def approved(proposed, reviewer):
    return publishing.approve(proposed, by=reviewer)


@pytest.fixture
def second(approved, publisher):
    return publishing.publish(approved, by=publisher)


@pytest.fixture
def chief(django_user_model, db):
    return django_user_model.objects.create_superuser("chief", password="Chief-密码-2026")


@pytest.fixture
def as_user(client):
    """Return a function that makes the client that user's."""

    def log_in(user):
        client.force_login(user)
        return client

    return log_in


def review(edition):
    return reverse("admin:chapters_edition_change", args=[edition.pk])


def step_address(name, edition):
    return reverse(f"admin:chapters_edition_{name}", args=[edition.pk])


def propose_address(plan):
    return reverse("admin:chapters_edition_propose", args=[plan.pk])


def proposal(client, plan, **changes):
    """What the proposal's form posts after its page was read."""
    page = parse(client.get(propose_address(plan)))
    (opened_at,) = page.cssselect("input[name=opened_at]")
    return {"opened_at": opened_at.get("value"), "kind": "CORRECTION", "note": NOTE} | changes


def buttons(response):
    """What can be pressed on the page's main part: submit buttons and links that look like them."""
    page = parse(response)
    return [
        *(button.get("value") for button in page.cssselect("#content-main input[type=submit]")),
        *(text_of(link) for link in page.cssselect("#content-main a.button")),
    ]


def main_text(response):
    (main,) = parse(response).cssselect("main")
    return text_of(main)


def state_of(edition):
    return Edition.objects.get(pk=edition.pk).state


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


def test_the_typed_note_stays_when_the_pdf_fails(as_user, edition, editor, monkeypatch):
    def fail(document, *, edition_number, **_):
        raise rendering.RenderingFailed("生成 PDF 时排版程序出错。")

    monkeypatch.setattr(rendering, "render", fail)
    change_the_working_copy()
    client = as_user(editor)

    response = client.post(propose_address(edition.plan), proposal(client, edition.plan))

    page = parse(response)
    assert text_of(page.cssselect(".errornote")[0]) == "生成PDF时排版程序出错。"
    assert text_of(page.cssselect("#id_note")[0]) == NOTE
    assert page.cssselect("input[value=CORRECTION][checked]")
    assert Edition.objects.count() == 1


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


# Reviewing


def test_the_review_page_shows_change_note_proof_and_text(as_user, proposed, reviewer):
    response = as_user(reviewer).get(review(proposed))

    text, page = main_text(response), parse(response)
    assert [text_of(run) for run in page.cssselect(".unit-text ins")] == ["新增：致富"]
    assert NOTE in text
    assert proposed.sha256 in text
    assert proposed.files.get().sha256 in text
    assert "bianji，" in text
    links = {link.get("href") for link in page.cssselect("#content-main a")}
    assert reverse("admin:chapters_edition_text", args=[proposed.pk]) in links
    assert reverse("admin:chapters_edition_pdf", args=[proposed.pk]) in links
    assert reverse("admin:chapters_edition_text", args=[proposed.pk]) + "#c1s1-p3" in links


def test_the_review_page_names_what_made_the_pdf(as_user, proposed, reviewer):
    page = main_text(as_user(reviewer).get(review(proposed)))
    proposed.files.update(maker="")

    assert "weasyprint70.0" in page
    assert "由旧版程序生成" not in page
    assert "由旧版程序生成" in main_text(as_user(reviewer).get(review(proposed)))


def test_the_links_of_a_comparison_lead_to_paragraphs_of_the_frozen_text(
    as_user, proposed, reviewer
):
    client = as_user(reviewer)
    links = parse(client.get(review(proposed))).cssselect(".comparison a[href*='/text/#']")
    frozen = parse(client.get(reverse("admin:chapters_edition_text", args=[proposed.pk])))

    anchors = {link.get("href").split("#")[1] for link in links}

    assert anchors
    assert all(frozen.get_element_by_id(anchor, None) is not None for anchor in anchors)


def test_a_second_proposal_is_compared_with_what_is_public(as_user, proposed, reviewer, editor):
    change_the_working_copy("脱贫")
    Section.objects.filter(chapter__number=5, number=3).update(text="另有一处改动。")
    third = publishing.propose(proposed.plan, by=editor, kind="CORRECTION", note=NOTE)

    response = as_user(reviewer).get(review(third))

    assert "与第1版（现行）相比" in main_text(response)


def test_a_published_edition_is_compared_with_the_one_it_replaced(as_user, second, reviewer):
    response = as_user(reviewer).get(review(second))

    assert "与第1版（已被新版取代）相比" in main_text(response)
    assert "新增：致富" in main_text(response)


def test_the_first_edition_has_nothing_to_be_compared_with(as_user, edition, reviewer):
    response = as_user(reviewer).get(review(edition))

    assert "没有更早的版次可比" in main_text(response)


def test_staff_read_the_frozen_text_and_the_public_does_not(as_user, client, proposed, reviewer):
    address = reverse("admin:chapters_edition_text", args=[proposed.pk])
    stranger = Client().get(address)
    Section.objects.filter(chapter__number=1, number=1).update(text="后来又改了。")

    response = as_user(reviewer).get(address)

    text = text_of(parse(response).cssselect("article.reading")[0])
    assert "脱贫致富" in text
    assert "后来又改了" not in text
    assert "尚未公开" in response.content.decode()
    assert stranger.status_code == 302


def test_the_frozen_text_is_the_page_that_the_public_gets(as_user, second, reviewer):
    client = as_user(reviewer)

    preview = client.get(reverse("admin:chapters_edition_text", args=[second.pk]))
    public = client.get(reverse("chapters:full_text", args=[second.plan.slug]))

    texts = [text_of(parse(page).cssselect("article.reading")[0]) for page in (preview, public)]
    assert texts[0] == texts[1]


def test_staff_open_the_stored_pdf_of_an_unpublished_edition(as_user, proposed, reviewer):
    address = reverse("admin:chapters_edition_pdf", args=[proposed.pk])

    response = as_user(reviewer).get(address)

    assert response["Content-Type"] == "application/pdf"
    assert response.content == bytes(proposed.files.get().content)
    assert Client().get(address).status_code == 302


def test_a_reviewer_approves(as_user, proposed, reviewer):
    client = as_user(reviewer)
    assert buttons(client.get(review(proposed))) == ["审定", "退回"]

    response = client.post(step_address("approve", proposed), follow=True)

    assert state_of(proposed) == "APPROVED"
    assert "已审定，公开页面尚未改变" in main_text(response)
    assert buttons(response) == ["退回"]


def test_a_reviewer_returns_with_a_reason_that_the_editor_sees(as_user, proposed, reviewer, editor):
    as_user(reviewer).post(step_address("return", proposed), {"words": REASON})

    response = as_user(editor).get(reverse("admin:index"))

    assert state_of(proposed) == "RETURNED"
    assert REASON in main_text(response)


def test_the_typed_reason_stays_when_the_step_is_refused(as_user, proposed, reviewer):
    publishing.return_(proposed, by=reviewer, reason="同事先退回了。")

    response = as_user(reviewer).post(step_address("return", proposed), {"words": REASON})

    assert "现在是“已退回”" in main_text(response)
    assert text_of(parse(response).cssselect("textarea")[0]) == REASON


def test_a_reason_left_empty_is_asked_for(as_user, proposed, reviewer):
    response = as_user(reviewer).post(step_address("return", proposed), {"words": " \n"})

    assert "请写明退回的理由" in main_text(response)
    assert state_of(proposed) == "PROPOSED"


def test_the_proposer_finds_no_button_to_approve_and_a_forged_post_is_refused(
    as_user, edition, make_staff
):
    both = make_staff("both", "编辑", "审核")
    change_the_working_copy()
    own = publishing.propose(edition.plan, by=both, kind="CORRECTION", note=NOTE)
    client = as_user(both)

    page = client.get(review(own))
    forged = client.post(step_address("approve", own))

    assert "审定" not in buttons(page)
    assert "须由另一位同事审定" in main_text(page)
    assert "须由另一位同事审定" in main_text(forged)
    assert state_of(own) == "PROPOSED"


def test_an_office_of_one_finds_the_button_and_the_flag(as_user, edition, chief, settings):
    settings.ALLOW_SINGLE_PERSON_APPROVAL = True
    change_the_working_copy()
    own = publishing.propose(edition.plan, by=chief, kind="CORRECTION", note=NOTE)
    client = as_user(chief)
    assert "审定" in buttons(client.get(review(own)))

    response = client.post(step_address("approve", own), follow=True)

    assert "单人审定" in main_text(response)


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
    publishing.withdraw(edition, by=publisher, explanation="有误。")

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


@pytest.mark.parametrize("role", ROLES)
def test_only_editors_propose(edition, make_staff, as_user, role):
    change_the_working_copy()
    client = as_user(make_staff("someone", role))

    opened = client.get(propose_address(edition.plan))
    client.post(propose_address(edition.plan), {"kind": "CORRECTION", "note": NOTE})

    assert opened.status_code == (200 if role == "编辑" else 403)
    assert Edition.objects.count() == 1


def test_staff_without_the_right_to_look_see_no_edition(edition, make_staff, as_user):
    client = as_user(make_staff("guanli", "管理"))

    answers = [
        client.get(reverse(f"admin:chapters_edition_{view}", args=[edition.pk])).status_code
        for view in ("change", "text", "pdf")
    ]

    assert answers == [403, 403, 403]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_looking_at_a_step_never_takes_it(in_state, as_user, chief, step):
    edition = in_state(step.name)
    before = list(Edition.objects.order_by("pk").values())

    for method in ("get", "head"):
        getattr(as_user(chief), method)(step_address(step.name, edition), {"words": REASON})

    assert list(Edition.objects.order_by("pk").values()) == before


def test_looking_at_the_proposal_page_proposes_nothing(edition, editor, as_user):
    change_the_working_copy()

    as_user(editor).get(propose_address(edition.plan), {"kind": "CORRECTION", "note": NOTE})

    assert Edition.objects.count() == 1


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


def test_hidden_characters_in_a_note_are_refused(as_user, edition, editor):
    change_the_working_copy()
    client = as_user(editor)

    response = client.post(
        propose_address(edition.plan), proposal(client, edition.plan, note="改了\u202e一处。")
    )

    assert "改变文字方向的隐藏字符" in main_text(response)
    assert Edition.objects.count() == 1


def test_markup_in_the_text_is_shown_as_typed_in_the_comparison(as_user, edition, editor):
    change_the_working_copy("<img src=x onerror=alert(1)>")

    page = parse(as_user(editor).get(propose_address(edition.plan)))

    assert page.cssselect("main img") == []
    assert "<imgsrc=xonerror=alert(1)>" in text_of(page.cssselect(".comparison")[0])


# The comparison


def test_moved_split_joined_added_and_deleted_are_said_in_words(as_user, edition, editor):
    section = Section.objects.get(chapter__number=1, number=2)
    first, second, third, *rest = section.text.split("\n")
    head, tail = third.split("。", 1)
    section.text = "\n".join([second, f"{head}。", tail, *rest[:-1], first, "新的一段话在这里。"])
    section.save()

    response = as_user(editor).get(propose_address(edition.plan))

    words = {text_of(kind) for kind in parse(response).cssselect(".unit-kind")}
    assert {"移动", "拆分", "删除", "新增"} <= words


def test_unchanged_paragraphs_are_folded(as_user, edition, editor):
    change_the_working_copy()

    page = parse(as_user(editor).get(propose_address(edition.plan)))

    folded = page.cssselect("details.unchanged")
    assert folded
    assert not any(fold.get("open") for fold in folded)
    assert all(fold.cssselect("ins, del") == [] for fold in folded)


def test_a_changed_indicator_is_shown_cell_by_cell(as_user, edition, editor):
    edition.plan.indicators.filter(number=2).update(target_value="4321")

    page = parse(as_user(editor).get(propose_address(edition.plan)))

    (row,) = page.cssselect(".unit-changed")
    assert "目标值" in [text_of(label) for label in row.cssselect("dt")]
    assert "新增：4321" in text_of(row)


def test_for_the_public_each_place_links_to_its_own_page(proposed, edition):
    comparison = compare(edition.document, proposed.document)

    page = render_to_string(
        "chapters/comparison/_comparison.html", {"comparison": comparison, "plan": edition.plan}
    )

    changed = html.fromstring(page).cssselect(".place-link a, .unit-changed a")
    assert [link.get("href") for link in changed] == ["/2021-2025/1/1/", "/2021-2025/1/1/#p3"]


def test_without_a_page_to_link_to_the_comparison_has_no_links(proposed, edition):
    comparison = compare(edition.document, proposed.document)

    page = render_to_string("chapters/comparison/_comparison.html", {"comparison": comparison})

    assert "<a" not in page
    assert "第3段" in page


# The first page


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


def test_a_plan_that_was_never_public_can_be_proposed(as_user, plan, editor, monkeypatch):
    monkeypatch.setattr(rendering, "render", lambda document, *, edition_number, **_: b"%PDF-")
    client = as_user(editor)

    client.post(propose_address(plan), proposal(client, plan))

    assert Edition.objects.get().state == "PROPOSED"


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

    with django_assert_num_queries(15):
        client.get(reverse("admin:index"))


def test_the_first_page_asks_no_more_for_those_who_only_look(
    as_user, second, make_staff, django_assert_num_queries
):
    client = as_user(make_staff("shenji", "审计"))

    with django_assert_num_queries(8):
        client.get(reverse("admin:index"))


def test_the_review_page_takes_few_queries(as_user, proposed, reviewer, django_assert_num_queries):
    client = as_user(reviewer)

    with django_assert_num_queries(10):
        client.get(review(proposed))


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


# After saving


@pytest.fixture
def saved(as_user, edition, editor):
    """Return a function that saves a row's form as it stands and gives the message and address."""

    def save(row):
        client = as_user(editor)
        meta = row._meta
        address = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])
        form = parse(client.get(address)).get_element_by_id(f"{meta.model_name}_form")
        response = client.post(address, dict(form.form_values()), follow=True)
        (message,) = parse(response).cssselect(".messagelist li.success")
        return message, address

    return save


def links_in(element):
    return {text_of(link): link.get("href") for link in element.cssselect("a")}


def test_after_saving_one_line_says_where_to_go_next(saved, edition):
    message, address = saved(Section.objects.get(chapter__number=2, number=3))

    assert "已保存到工作稿，公开页面尚未改变。" in text_of(message)
    assert links_in(message)["继续编辑"] == address
    assert links_in(message)["预览"] == f"{address}#preview-text"
    assert links_in(message)["去送审"] == propose_address(edition.plan)


def test_after_saving_an_indicator_there_is_no_preview_to_go_to(saved, edition):
    message, address = saved(edition.plan.indicators.get(number=2))

    assert links_in(message)["继续编辑"] == address
    assert "预览" not in links_in(message)


def test_the_form_of_a_plan_leads_to_its_proposal(as_user, edition, editor, reviewer):
    address = reverse("admin:chapters_plan_change", args=[edition.plan_id])

    of_editor = as_user(editor).get(address).content.decode()
    of_reviewer = as_user(reviewer).get(address).content.decode()

    assert propose_address(edition.plan) in of_editor
    assert propose_address(edition.plan) not in of_reviewer


# The handbook


@pytest.fixture
def handbook(as_user, make_staff):
    return parse(as_user(make_staff("someone", "管理")).get(reverse("handbook")))


@pytest.mark.parametrize("role", ROLES)
def test_every_member_of_staff_finds_the_handbook(as_user, make_staff, role):
    client = as_user(make_staff("someone", role))

    links = [
        link.get("href") for link in parse(client.get(reverse("admin:index"))).cssselect("header a")
    ]

    assert reverse("handbook") in links
    assert client.get(reverse("handbook")).status_code == 200


def test_strangers_do_not_read_the_handbook(client, db):
    assert client.get(reverse("handbook")).status_code == 302


def test_every_role_in_the_handbook_exists(handbook):
    named = {text_of(role) for role in handbook.cssselect(".role-name")}

    assert named == set(ROLES)


def data_pages(client, chief, recorder, plan):
    """The pages on which data is recorded, confirmed, returned and taken back."""
    indicator = plan.indicators.get(number=3)
    source = Source.objects.create(
        plan=plan, title="示例公报", publisher="示例单位", dated_on=date(2023, 3, 1)
    )
    said = {"value": "9.1", "status": "FINAL", "source": source}
    others = acts.record_measurement(indicator, year=2021, by=recorder, **said)
    own = acts.record_measurement(indicator, year=2022, by=chief, **said)
    add = reverse("admin:indicators_measurement_add")
    addresses = [
        reverse("admin:indicators_measurement_changelist"),
        reverse("admin:indicators_commitmentstatus_changelist"),
        f"{add}?indicator={indicator.pk}",
        admin_url(others),
        admin_url(own),
    ]
    pages = [client.get(address) for address in addresses]
    acts.return_(own, by=chief, reason=REASON)
    return [*pages, client.get(admin_url(own))]


def test_every_button_in_the_handbook_exists(
    handbook, as_user, chief, second, edition, editor, make_staff, settings
):
    settings.ALLOW_SINGLE_PERSON_APPROVAL = True
    section = change_the_working_copy("脱贫")
    Section.objects.filter(chapter__number=5, number=3).update(text="又改了一处。")
    client = as_user(chief)
    addresses = [
        reverse("admin:index"),
        reverse("admin:chapters_section_change", args=[section.pk]),
        reverse("admin:chapters_plan_change", args=[edition.plan_id]),
        propose_address(edition.plan),
        review(edition),
        review(second),
        step_address("withdraw", second),
        step_address("republish", edition),
    ]
    pages = [client.get(address) for address in addresses]
    pages += data_pages(client, chief, make_staff("shuju", "数据"), edition.plan)
    waiting = publishing.propose(edition.plan, by=editor, kind="CORRECTION", note=NOTE)
    pages.append(client.get(review(waiting)))
    publishing.approve(waiting, by=chief)
    pages += [client.get(review(waiting)), client.get(step_address("publish", waiting))]

    shown = {
        text_of(element) or element.get("value")
        for page in pages
        for element in parse(page).cssselect("a, button, input[type=submit]")
    }

    assert {text_of(name) for name in handbook.cssselect(".button-name")} <= shown


def strings_of(path):
    """Every text in a Python file, each computed part as …, in the pieces that stand as one."""
    tree = ast.parse(path.read_text("utf-8"))
    inside = {
        part
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in ast.walk(node)
        if part is not node
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield _joined(node)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in inside:
            yield node.value


def _joined(node):
    return "".join(part.value if isinstance(part, ast.Constant) else "…" for part in node.values)


def refusals_in(path):
    """The messages of the file's StepRefused and of what _told asks for."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("StepRefused", "_told"):
            words = node.args[-1]
            if isinstance(words, ast.JoinedStr):
                yield _joined(words)
            elif isinstance(words, ast.Constant):
                yield words.value


def messages_in(handbook):
    return {message.text_content() for message in handbook.cssselect(".message")}


def test_every_refusal_of_publishing_is_explained_in_the_handbook(handbook):
    refusals = set(refusals_in(PROJECT / "chapters" / "editions" / "publishing.py"))

    assert len(refusals) > 10
    assert refusals <= messages_in(handbook)


def test_every_message_in_the_handbook_is_one_that_the_software_gives(handbook):
    files = (PROJECT / "chapters").rglob("*.py")
    given = "\n".join(text for path in files for text in strings_of(path))

    pieces = {
        piece
        for message in messages_in(handbook)
        for piece in re.split("…", message)
        if len(piece) > 2
    }

    assert [piece for piece in sorted(pieces) if piece not in given] == []


def test_the_handbook_names_the_numbers_that_are_set(handbook, settings):
    text = text_of(handbook.cssselect("main")[0])

    assert f"连续输错{settings.AXES_FAILURE_LIMIT}次" in text
    assert f"{settings.SESSION_COOKIE_AGE // 60}分钟没有操作" in text


def test_the_handbook_says_of_each_role_what_it_may_do(handbook):
    rows = {
        text_of(row.cssselect("th")[0]): [text_of(cell) for cell in row.cssselect("td")]
        for row in handbook.cssselect("tbody tr")
    }

    assert rows["审核"] == ["—", "—", "—", "可以", "—", "—", "—", "—"]
    assert rows["发布"] == ["—", "—", "—", "—", "可以", "—", "—", "—"]
    assert rows["数据"] == ["—", "—", "—", "—", "—", "可以", "—", "—"]
    assert rows["审计"] == ["—", "—", "—", "—", "—", "—", "可以", "—"]


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
