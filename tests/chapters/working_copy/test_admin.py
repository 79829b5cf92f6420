"""The admin as a clerk meets it: find, edit, save; nothing public moves."""

import pytest
from django.urls import reverse

from chapters.models import Edition, Plan, Section
from tests.admin_site import address, messages_in
from tests.chapters.working_copy.admin_pages import TEXT, element, fields_of, opened_now
from tests.html import parse, text_of

# Finding


def test_the_start_page_offers_to_find_a_section(clerk_client):
    response = clerk_client.get(reverse("admin:index"))

    form = element(response, "form.find-section")
    assert form.get("action") == reverse("admin:chapters_section_changelist")
    assert "规划门户后台" in response.content.decode()


@pytest.mark.parametrize("words", ["主要目标", "民生福祉达到新水平"], ids=["title", "text"])
def test_a_section_is_found_by_words_of_its_title_and_text(clerk_client, section, words):
    response = clerk_client.get(reverse("admin:chapters_section_changelist"), {"q": words})

    assert section in response.context["cl"].result_list


def test_the_list_shows_the_sections_as_the_plan_orders_them(clerk_client, tanggu, plan):
    response = clerk_client.get(reverse("admin:chapters_section_changelist"))

    listed = [row.title for row in response.context["cl"].result_list]
    assert listed == [s.title for chapter in tanggu.chapters for s in chapter.sections]


def test_the_list_says_who_changed_a_section_last(clerk_client, section):
    clerk_client.post(address(section), fields_of(section, text=TEXT))

    response = clerk_client.get(reverse("admin:chapters_section_changelist"), {"q": TEXT})

    assert element(response, "#result_list .field-changed_by").text == "wangfang"
    assert element(response, "#result_list .field-characters").text == str(len(TEXT))


def test_the_list_takes_the_same_few_queries_however_many_sections(
    clerk_client, plan, django_assert_num_queries
):
    changelist = reverse("admin:chapters_section_changelist")

    with django_assert_num_queries(13):
        clerk_client.get(changelist)


def test_chapters_can_be_filtered_by_once_one_plan_is_meant(clerk_client, plan):
    changelist = reverse("admin:chapters_section_changelist")
    Plan.objects.create(
        slug="2026-2030", short_title="下一部", period_start=2026, period_end=2030, base_year=2025
    )

    of_all_plans = clerk_client.get(changelist)
    of_one_plan = clerk_client.get(changelist, {"chapter__plan__id__exact": plan.pk})

    assert "第一章" not in text_of(element(of_all_plans, "#changelist-filter"))
    assert "第一章" in text_of(element(of_one_plan, "#changelist-filter"))


# Editing


def test_saving_says_that_the_public_page_has_not_changed(clerk_client, edition, section):
    response = clerk_client.post(address(section), fields_of(section, text=TEXT), follow=True)

    (message,) = messages_in(response)
    assert "已保存到工作稿，公开页面尚未改变。" in message
    assert parse(response).cssselect(".messagelist a")[0].get("href").startswith(address(section))


def test_a_saved_sentence_is_not_on_the_public_page(clerk_client, edition, section):
    before = clerk_client.get(section.get_absolute_url()).content

    clerk_client.post(address(section), fields_of(section, text=TEXT))

    section.refresh_from_db()
    assert section.text == TEXT
    assert clerk_client.get(section.get_absolute_url()).content == before


def test_saving_without_a_change_leaves_the_text_as_the_import_wrote_it(clerk_client, plan):
    before = dict(Section.objects.values_list("pk", "text"))

    for section in Section.objects.all():
        clerk_client.post(address(section), fields_of(section))

    assert dict(Section.objects.values_list("pk", "text")) == before


def test_what_word_leaves_in_a_paste_is_cleaned_and_no_word_changes(clerk_client, section):
    pasted = "\u3000\u3000第一段\u200b话。\u00a0\r\n\r\n第二\u00a0段话。\u000b第三段话。 "

    clerk_client.post(address(section), fields_of(section, text=pasted))

    section.refresh_from_db()
    assert section.text == "第一段话。\n第二 段话。\n第三段话。"


def test_an_error_stops_saving_and_names_the_line_and_the_remedy(clerk_client, section):
    before = section.text

    response = clerk_client.post(
        address(section), fields_of(section, text="第一段。\r\n\r\n第一节 不该在这里")
    )

    section.refresh_from_db()
    assert section.text == before
    error = text_of(element(response, ".field-text .errorlist"))
    assert error.startswith("第3行不能保存：")
    assert "请删去" in error
    assert "第一节不该在这里" in error


def test_a_hint_does_not_stop_saving_and_is_shown_afterwards(clerk_client, section):
    response = clerk_client.post(
        address(section), fields_of(section, text="这句话没有句号"), follow=True
    )

    section.refresh_from_db()
    assert section.text == "这句话没有句号"
    assert any("第1行提示" in message for message in messages_in(response))


def test_a_number_taken_already_is_refused_in_chinese(clerk_client, section):
    response = clerk_client.post(address(section), fields_of(section, number=1))

    assert "这一章里已经有这个节号。" in response.content.decode()


def test_the_form_links_to_the_public_page_where_there_is_one(clerk_client, edition, section):
    unpublished = Section.objects.create(chapter=section.chapter, number=4, title="新的一节")

    of_published = clerk_client.get(address(section))
    of_unpublished = clerk_client.get(address(unpublished))

    link = element(of_published, "a.viewsitelink")
    assert (link.text, link.get("href")) == ("查看公开页面", section.get_absolute_url())
    assert "查看公开页面" not in of_unpublished.content.decode()


# Chapters and plans


def test_a_chapter_lists_its_sections_as_links(clerk_client, section):
    response = clerk_client.get(address(section.chapter))

    links = [link.get("href") for link in parse(response).cssselect(".link-list a")]
    assert links == [address(row) for row in section.chapter.sections.all()]


def test_a_plan_lists_its_chapters_as_links(clerk_client, plan):
    response = clerk_client.get(address(plan))

    links = [link.get("href") for link in parse(response).cssselect(".link-list a")]
    assert links == [address(row) for row in plan.chapters.all()]


def plan_fields(plan, **changes):
    names = [
        "slug",
        "type",
        "title_lines",
        "short_title",
        "attachment_label",
        "issuer",
        "print_issuer",
    ]
    names += ["written_on_text", "period_start", "period_end", "base_year", "preface", "closing"]
    names += ["notice_title", "notice", "preface_title", "closing_title"]
    kept = {name: getattr(plan, name) for name in names}
    kept |= {"vision_year": 2035, "issued_on": plan.issued_on or ""}
    return kept | {"opened_at": opened_now(plan)} | changes


def test_a_plan_can_be_saved_as_it_stands(clerk_client, plan):
    response = clerk_client.post(address(plan), plan_fields(plan))

    assert response.status_code == 302


@pytest.mark.parametrize("word", ["admin", "Search", "static"])
def test_no_plan_takes_an_address_of_the_site_itself(clerk_client, plan, word):
    response = clerk_client.post(address(plan), plan_fields(plan, slug=word))

    assert "网站自己用的网址" in text_of(element(response, ".field-slug .errorlist"))


def test_no_plan_goes_on_from_itself_or_from_a_later_one(clerk_client, plan):
    response = clerk_client.post(address(plan), plan_fields(plan, predecessor=plan.pk))

    assert "开始得早" in text_of(element(response, ".field-predecessor .errorlist"))


def test_the_address_of_a_plan_that_was_public_stays(clerk_client, edition, plan):
    moved = plan_fields(plan, slug="2022-2026", period_start=2022, period_end=2026)

    response = clerk_client.post(address(plan), moved)

    assert "网址不能再改" in text_of(element(response, ".field-slug .errorlist"))


def test_an_error_in_the_preface_stops_saving(clerk_client, plan):
    response = clerk_client.post(address(plan), plan_fields(plan, preface="第一章 标题"))

    assert "第1行不能保存" in text_of(element(response, ".field-preface .errorlist"))


def test_a_plan_with_an_edition_cannot_be_deleted(chief_client, edition):
    response = chief_client.post(address(edition.plan, "delete"), {"post": "yes"})

    assert Plan.objects.filter(pk=edition.plan.pk).exists()
    assert "受保护" in response.content.decode()


def test_deleting_a_section_leaves_the_public_page(chief_client, edition, section):
    public = section.get_absolute_url()
    before = chief_client.get(public).content

    response = chief_client.post(address(section, "delete"), {"post": "yes"}, follow=True)

    assert "公开页面尚未改变" in messages_in(response)[0]
    assert chief_client.get(public).content == before


# Editions


def test_an_edition_is_shown_with_its_proof(clerk_client, edition):
    response = clerk_client.get(address(edition))

    page = response.content.decode()
    assert edition.sha256 in page
    assert edition.files.get(kind="PDF").sha256 in page
    assert reverse("chapters:edition_pdf", args=[edition.plan.slug, 1]) in page


@pytest.mark.parametrize("view", ["change", "delete"])
def test_nobody_changes_an_edition_by_hand(chief_client, edition, view):
    response = chief_client.post(address(edition, view), {"state": "WITHDRAWN", "post": "yes"})

    assert response.status_code == 403
    assert Edition.objects.published().get() == edition


def test_nobody_adds_an_edition_by_hand(chief_client, plan):
    assert chief_client.get(reverse("admin:chapters_edition_add")).status_code == 403


def test_an_emptied_section_is_saved_with_a_warning(clerk_client, section):
    response = clerk_client.post(address(section), fields_of(section, text=" \r\n"), follow=True)

    assert "这一节没有正文，请补上或删去这一节。如果不是有意清空" in response.content.decode()


def test_a_text_beyond_all_measure_is_refused(clerk_client, section):
    response = clerk_client.post(address(section), fields_of(section, text="停" * 30_001))

    assert "30000" in response.content.decode()
    section.refresh_from_db()
    assert "停" * 100 not in section.text
