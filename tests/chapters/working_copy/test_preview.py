"""The preview of a typed text, which saves nothing."""

from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from chapters.plan.places import numbered_place
from tests.admin_site import address
from tests.chapters.working_copy.admin_pages import TEXT, element, fields_of
from tests.html import parse, text_of


def test_the_preview_shows_the_typed_text_and_saves_nothing(clerk_client, section):
    before, changes = section.text, section.history.count()

    response = clerk_client.post(
        address(section), fields_of(section, text=f"{TEXT}\n——目标。说明。", _preview="预览")
    )

    section.refresh_from_db()
    assert (section.text, section.history.count()) == (before, changes)
    first, goal = parse(response).cssselect("#preview-text-text p")
    assert text_of(first.cssselect("strong")[0]) == "经济稳步发展。"
    assert goal.get("class") == "goal"
    assert text_of(element(response, "#id_text")).startswith(TEXT)


def test_the_form_opens_with_preview_and_count(clerk_client, tanggu, section):
    response = clerk_client.get(address(section))

    blocks = tanggu.at(numbered_place(2, 3)).blocks[:-1]
    shown = parse(response).cssselect("#preview-text-text > p")
    assert [text_of(paragraph) for paragraph in shown] == [block.text for block in blocks]
    characters = sum(len(block.text) for block in blocks)
    assert text_of(element(response, "#preview-text-size")) == f"6段，{characters}字"


def test_the_preview_shows_the_indicator_table_of_the_working_copy(clerk_client, plan, section):
    plan.indicators.filter(number=1).update(base_value="0.0075")

    response = clerk_client.get(address(section))

    assert "0.0075" in text_of(element(response, "#preview-text-text table"))


def test_markup_in_a_text_is_shown_as_typed(clerk_client, section):
    response = clerk_client.post(
        address(section),
        fields_of(section, text="<script>alert(1)</script>。", _preview="预览"),
    )

    preview = element(response, "#preview-text-text")
    assert preview.cssselect("script") == []
    assert text_of(preview) == "<script>alert(1)</script>。"


def test_the_preview_lists_errors_and_hints_with_their_lines(clerk_client, section):
    response = clerk_client.post(
        address(section), fields_of(section, text="第一节 标题\n没有句号", _preview="预览")
    )

    error, hint = parse(response).cssselect(".remarks li")
    assert text_of(error).startswith("第1行不能保存")
    assert text_of(hint).startswith("第2行提示")


def test_a_new_section_has_a_preview_as_soon_as_its_chapter_is_chosen(clerk_client, section):
    new = reverse("admin:chapters_section_add")

    without = clerk_client.post(new, {"text": TEXT, "_preview": "预览"})
    chosen = clerk_client.post(
        new, {"chapter": section.chapter_id, "text": TEXT, "_preview": "预览"}
    )

    assert "选定所属的章" in text_of(element(without, "#preview-text-text"))
    assert text_of(element(chosen, "#preview-text-text p")) == TEXT


def test_a_stranger_gets_no_preview(client, section):
    response = client.post(address(section), fields_of(section, _preview="预览"))

    assert response.status_code == 403
    assert element(response, "#login-form").get("action") == reverse("admin:login")
    assert parse(response).cssselect(".preview") == []


def test_staff_who_may_only_look_get_no_preview_of_other_text(client, clerk, section):
    clerk.user_permissions.set(Permission.objects.filter(codename="view_section"))
    client.force_login(clerk)

    response = client.post(address(section), fields_of(section, text=TEXT, _preview="预览"))

    assert response.status_code == 403


def test_a_preview_needs_the_csrf_token(clerk, section):
    checking_client = Client(enforce_csrf_checks=True)
    checking_client.force_login(clerk)

    response = checking_client.post(address(section), fields_of(section, _preview="预览"))

    assert response.status_code == 403
