"""What a reviewer reads of a proposed edition, and approving or returning it over HTTP."""

from django.test import Client
from django.urls import reverse

from chapters.editions import publishing
from chapters.models import Section
from tests.chapters.editions.admin_pages import (
    NOTE,
    REASON,
    buttons,
    change_the_working_copy,
    review,
    state_of,
    step_address,
)
from tests.html import main_text, parse, text_of

# Reviewing


def test_the_review_page_shows_change_note_proof_and_text(as_user, proposed, reviewer):
    response = as_user(reviewer).get(review(proposed))

    text, page = main_text(response), parse(response)
    assert [text_of(run) for run in page.cssselect(".unit-text ins")] == ["新增：致富"]
    assert NOTE in text
    assert proposed.sha256 in text
    assert proposed.files.get(kind="PDF").sha256 in text
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
    assert response.content == bytes(proposed.files.get(kind="PDF").content)
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


# The first page


def test_the_review_page_takes_few_queries(as_user, proposed, reviewer, django_assert_num_queries):
    client = as_user(reviewer)

    with django_assert_num_queries(11):
        client.get(review(proposed))
