"""A clerk without a manual, in the system's Chromium."""

import re

import pytest
from django.contrib.auth.models import Permission, User
from playwright.sync_api import expect

from chapters.models import Edition, Section
from indicators.models import Indicator
from tests.browser.logging_in import become
from tests.browser.viewports import at_both_widths

OLD, NEW = "抓实新冠肺炎疫情防控。", "抓实抓细新冠肺炎疫情防控。"


@pytest.fixture
def clerk(published_site):
    clerk = User.objects.create_user("wangfang", password="a good password", is_staff=True)
    clerk.user_permissions.set(Permission.objects.filter(codename__regex="^(view|change)_section$"))
    return clerk


@pytest.fixture
def chief(published_site):
    return User.objects.create_superuser("chief", password="a good password")


def log_in(page, user):
    page.goto("/admin/")
    page.get_by_label("用户名").fill(user.username)
    page.get_by_label("密码").fill("a good password")
    page.get_by_role("button", name="登录").click()


def open_section(page):
    page.get_by_label("找到要改的一节").fill(OLD)
    page.get_by_role("button", name="查找").click()
    page.get_by_role("link", name="发展基础", exact=True).click()


@at_both_widths
def test_a_clerk_finds_a_section_changes_a_sentence_sees_the_preview_and_saves(page, clerk):
    log_in(page, clerk)
    open_section(page)
    box = page.get_by_label("正文", exact=False).and_(page.locator("textarea"))
    preview = page.get_by_role("region", name="正文预览")
    expect(preview.get_by_text(OLD, exact=True)).to_be_visible()

    box.fill(box.input_value().replace(OLD, NEW))
    page.get_by_role("button", name="预览").click()
    expect(preview.locator("strong").get_by_text(NEW)).to_be_in_viewport()
    page.get_by_role("button", name="保存", exact=True).click()

    expect(page.get_by_text("已保存到工作稿，公开页面尚未改变。")).to_be_visible()
    assert NEW in Section.objects.get(chapter__number=1, number=1).text
    page.goto("/2021-2025/1/1/")
    expect(page.get_by_text(OLD)).to_be_visible()
    expect(page.get_by_text(NEW)).to_have_count(0)


def test_the_count_follows_the_typing(page, clerk):
    become(page, clerk)
    open_section(page)

    page.locator("#id_text").fill("第一段话。\n\n第二段话。")

    expect(page.get_by_text("2 段，10 字")).to_be_visible()


def test_markup_typed_into_the_box_does_nothing_in_the_preview(page, clerk):
    become(page, clerk)
    open_section(page)

    page.locator("#id_text").fill("<img src=x onerror=alert(1)><b>粗</b>。")

    preview = page.get_by_role("region", name="正文预览")
    expect(preview).to_have_text("<img src=x onerror=alert(1)><b>粗</b>。")
    expect(preview.locator("img, b")).to_have_count(0)


def test_the_preview_follows_the_typing_to_the_paragraph_that_changed(page, clerk):
    become(page, clerk)
    open_section(page)
    box = page.locator("#id_text")

    box.press("Control+End")
    page.keyboard.insert_text("\n最后加的一段。")

    preview = page.get_by_role("region", name="正文预览")
    expect(preview.get_by_text("最后加的一段。")).to_be_in_viewport()


def test_the_preview_says_so_when_it_cannot_follow(page, clerk, troubles):
    become(page, clerk)
    open_section(page)
    page.context.clear_cookies()

    page.locator("#id_text").fill("登录过期以后写的话。")

    expect(page.get_by_text("预览没有跟上")).to_be_visible()
    assert "403" in troubles.pop()


def test_the_preview_button_works_without_javascript(browser, origin, clerk):
    context = browser.new_context(java_script_enabled=False, base_url=origin, locale="zh-CN")
    page = context.new_page()
    become(page, clerk)
    open_section(page)

    page.locator("#id_text").fill("没有脚本也看得到。")
    page.get_by_role("button", name="预览").click()

    expect(page.get_by_role("region", name="正文预览")).to_have_text("没有脚本也看得到。")
    assert "没有脚本" not in Section.objects.get(chapter__number=1, number=1).text
    context.close()


@pytest.fixture
def admin_pages(chief):
    """The address of every kind of page that the admin has."""
    plan = Edition.objects.get().plan
    section = Section.objects.first()
    rows = {
        "chapters/plan": plan.pk,
        "chapters/chapter": section.chapter_id,
        "chapters/section": section.pk,
        "chapters/edition": Edition.objects.get().pk,
        "indicators/indicator": Indicator.objects.first().pk,
        "auth/user": chief.pk,
    }
    pages = [
        "",
        "chapters/",
        "password_change/",
        "tanggu_plan/auditentry/",
        "auth/group/",
        f"auth/user/{chief.pk}/password/",
    ]
    for place, pk in rows.items():
        pages += [f"{place}/", f"{place}/{pk}/change/", f"{place}/{pk}/history/"]
        if place != "chapters/edition":
            pages += [f"{place}/add/"]
        if place not in ("chapters/edition", "auth/user"):
            pages += [f"{place}/{pk}/delete/"]
    pages += [
        "chapters/chapter/add/?_to_field=id&_popup=1",
        f"chapters/section/{section.pk}/history/{section.history.latest().history_id}/",
    ]
    return [f"/admin/{page}" for page in pages]


@at_both_widths
def test_every_admin_page_keeps_the_content_security_policy_and_fits_the_window(
    page, chief, admin_pages
):
    become(page, chief)

    for address in admin_pages:
        response = page.goto(address)
        assert response.status == 200, address
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= page.viewport_size["width"], address


def test_a_chapter_can_be_added_in_the_popup_of_the_section_form(page, chief):
    become(page, chief)
    page.goto("/admin/chapters/section/add/")

    with page.expect_popup() as popup:
        page.get_by_role("link", name=re.compile("增加")).click()
    popup.value.get_by_label("规划").select_option(index=1)
    popup.value.get_by_label("章号").fill("8")
    popup.value.get_by_label("章标题").fill("新的一章")
    popup.value.get_by_role("button", name="保存", exact=True).click()

    expect(page.get_by_label("章:", exact=True)).to_have_value(re.compile(r"\d+"))
    expect(page.locator("#id_chapter option:checked")).to_have_text(re.compile("新的一章"))
