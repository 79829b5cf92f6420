"""From a clerk's correction to the public page, and back, by four people in a browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from chapters.editions import publishing
from chapters.models import Edition, Section
from tests.browser.viewports import at_both_widths

OLD, NEW = "抓实新冠肺炎疫情防控。", "抓实抓细新冠肺炎疫情防控。"
NOTE = "第一章第一节：按印本补上“抓细”二字。"


def change_the_working_copy():
    section = Section.objects.get(chapter__number=1, number=1)
    section.text = section.text.replace(OLD, NEW)
    section.save()


@pytest.fixture
def proposed(published_site, editor):
    change_the_working_copy()
    plan = Edition.objects.get().plan
    return publishing.propose(plan, by=editor, kind="CORRECTION", note=NOTE)


@at_both_widths
def test_a_clerk_edits_and_proposes_a_reviewer_approves_a_publisher_publishes(
    page, log_in, editor, reviewer, publisher
):
    log_in(editor)
    page.get_by_label("找到要改的一节").fill(OLD)
    page.get_by_role("button", name="查找").click()
    page.get_by_role("link", name="发展基础", exact=True).click()
    box = page.locator("#id_text")
    box.fill(box.input_value().replace(OLD, NEW))
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_role("link", name="去送审").click()
    expect(page.locator(".unit-text ins")).to_have_text("新增：抓细")
    page.get_by_label("更正").check()
    page.get_by_label("说明").fill(NOTE)
    page.get_by_role("button", name="送审").click()
    expect(page.get_by_text("第2版已送审，公开页面尚未改变。")).to_be_visible()

    log_in(reviewer)
    page.get_by_role("region", name="等您审定").get_by_role("link").click()
    expect(page.get_by_text(NOTE)).to_be_visible()
    expect(page.locator(".unit-text ins")).to_have_text("新增：抓细")
    page.get_by_role("button", name="审定").click()

    log_in(publisher)
    page.get_by_role("region", name="等您发布").get_by_role("link").click()
    page.get_by_role("link", name="发布", exact=True).click()
    page.get_by_role("button", name="确认发布").click()
    page.get_by_role("link", name="查看公开页面").click()

    expect(page.get_by_text(NOTE).first).to_be_visible()
    page.goto("/2021-2025/1/1/")
    expect(page.get_by_text(NEW)).to_be_visible()


def test_a_wrong_publication_is_undone_in_two_clicks(page, log_in, proposed, reviewer, publisher):
    publishing.publish(publishing.approve(proposed, by=reviewer), by=publisher)
    log_in(publisher)
    page.get_by_role("link", name="全部版次").click()
    page.get_by_role("link", name="第1版").click()

    page.get_by_role("link", name="恢复这一版").click()
    page.get_by_label("恢复的理由").fill("第2版有误。")
    page.get_by_role("button", name="确认恢复这一版").click()

    expect(page.get_by_text("作为第3版发布")).to_be_visible()
    page.goto("/2021-2025/1/1/")
    expect(page.get_by_text(OLD)).to_be_visible()


def test_a_reviewer_opens_the_changed_paragraph_in_the_frozen_text(
    page, log_in, proposed, reviewer
):
    log_in(reviewer)
    page.goto(reverse("admin:chapters_edition_change", args=[proposed.pk]))

    page.locator(".unit-changed").get_by_role("link").click()

    expect(page.locator(":target")).to_contain_text(NEW)
    expect(page.locator(":target")).to_be_in_viewport()


def test_unchanged_paragraphs_unfold(page, log_in, proposed, reviewer):
    log_in(reviewer)
    page.goto(reverse("admin:chapters_edition_change", args=[proposed.pk]))
    fold = page.locator("details.unchanged").first

    expect(fold.locator(".unit-text").first).to_be_hidden()
    fold.locator("summary").click()

    expect(fold.locator(".unit-text").first).to_be_visible()


@at_both_widths
def test_the_pages_of_the_workflow_are_accessible_and_fit_the_window(
    page, axe, log_in, proposed, admin_user
):
    log_in(admin_user)
    first = Edition.objects.get(number=1)
    Section.objects.filter(chapter__number=5, number=3).update(text="两个逗号，，在这里")
    for address in (
        reverse("admin:index"),
        reverse("handbook"),
        reverse("admin:chapters_edition_propose", args=[proposed.plan_id]),
        reverse("admin:chapters_edition_change", args=[proposed.pk]),
        reverse("admin:chapters_edition_text", args=[proposed.pk]),
        reverse("admin:chapters_edition_return", args=[proposed.pk]),
        reverse("admin:chapters_edition_withdraw", args=[first.pk]),
    ):
        page.goto(address)

        assert axe(page) == [], address
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= page.viewport_size["width"], address
