"""What is being typed survives a closed tab, in the system's Chromium."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from chapters.models import Section
from tests.browser.logging_in import become
from tests.browser.viewports import at_both_widths

TYPED = "关掉窗口以前写的一段话。"
OFFER = "没有保存的文字，是您在这台电脑上写的"


@pytest.fixture
def clerk(published_site, make_staff):
    return make_staff("wangfang", "编辑")


@pytest.fixture
def form_address(clerk):
    return f"/admin/chapters/section/{section().pk}/change/"


def section():
    return Section.objects.get(chapter__number=1, number=1)


def log_in(page, address, name="wangfang"):
    become(page, User.objects.get(username=name), address)
    expect(page.locator("#id_text")).to_be_visible()


def type_and_close(page, text=TYPED):
    page.locator("#id_text").fill(text)
    expect(page.locator("#preview-text-text")).to_have_text(text)
    context = page.context
    page.close()
    return context.new_page()


def drafts(page):
    return page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('autosave:'))")


@at_both_widths
def test_a_closed_tab_loses_nothing(page, form_address, axe):
    log_in(page, form_address)
    page = type_and_close(page)

    page.goto(form_address)
    offer = page.get_by_text(OFFER)
    expect(offer).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    page.get_by_role("button", name="恢复未保存的文字").click()

    expect(page.locator("#id_text")).to_have_value(TYPED)
    expect(page.locator("#preview-text-text")).to_have_text(TYPED)
    expect(offer).to_be_hidden()
    assert TYPED not in section().text


def test_nothing_is_offered_to_whoever_has_typed_nothing(page, form_address):
    log_in(page, form_address)

    page.reload()

    expect(page.get_by_text(OFFER)).to_be_hidden()
    assert drafts(page) == []


def test_a_draft_that_is_thrown_away_does_not_come_back(page, form_address):
    log_in(page, form_address)
    page = type_and_close(page)
    page.goto(form_address)

    page.get_by_role("button", name="丢弃").click()
    page.reload()

    expect(page.get_by_text(OFFER)).to_be_hidden()
    assert drafts(page) == []


@pytest.mark.parametrize("button", ["保存", "保存并继续编辑"])
def test_saving_forgets_the_draft(page, form_address, button):
    log_in(page, form_address)
    page.locator("#id_text").fill(TYPED)

    page.get_by_role("button", name=button, exact=True).click()

    expect(page.get_by_text("已保存到工作稿")).to_be_visible()
    assert drafts(page) == []
    page.goto(form_address)
    expect(page.get_by_text(OFFER)).to_be_hidden()


def test_a_refused_save_keeps_the_draft_until_the_next_one(page, form_address):
    log_in(page, form_address)
    page.locator("#id_text").fill("第一节 不该在这里")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("请更正")).to_be_visible()
    kept = drafts(page)

    page.locator("#id_text").fill(TYPED)
    page.get_by_role("button", name="保存", exact=True).click()

    expect(page.get_by_text("已保存到工作稿")).to_be_visible()
    assert len(kept) == 1
    assert drafts(page) == []


def test_what_others_saved_meanwhile_is_not_overwritten_by_a_draft(page, form_address):
    log_in(page, form_address)
    page = type_and_close(page)
    row = section()
    row.text = "同事写的。"
    row.save()
    page.goto(form_address)

    page.get_by_role("button", name="恢复未保存的文字").click()
    page.get_by_role("button", name="保存", exact=True).click()

    expect(page.get_by_role("heading", name="两份文字的差别")).to_be_visible()
    expect(page.locator("#id_text")).to_have_value(TYPED)
    assert section().text == "同事写的。"


def test_a_colleague_at_the_same_computer_is_offered_nothing(page, form_address, make_staff):
    make_staff("lihua", "编辑")
    log_in(page, form_address)
    page = type_and_close(page)
    page.context.clear_cookies()

    log_in(page, form_address, "lihua")

    expect(page.get_by_text(OFFER)).to_be_hidden()


def test_an_expired_log_in_leads_back_to_the_typed_text(page, form_address, troubles):
    log_in(page, form_address)
    page.locator("#id_text").fill(TYPED)
    page.context.clear_cookies(name="sessionid")

    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("您写的文字还在")).to_be_visible()
    page.get_by_label("用户名").fill("wangfang")
    page.get_by_label("密码").fill("wangfang-密码-2026")
    page.get_by_role("button", name="登录").click()
    page.get_by_role("button", name="回到编辑页面，接着改").click()

    expect(page.locator("#id_text")).to_have_value(TYPED)
    expect(page.get_by_text(OFFER)).to_be_hidden()
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("已保存到工作稿")).to_be_visible()
    assert section().text == TYPED
    assert drafts(page) == []
    assert all("403" in trouble for trouble in troubles)
    troubles.clear()


@at_both_widths
def test_a_conflict_shows_both_texts_and_keeps_them_while_the_clerk_merges(page, form_address, axe):
    log_in(page, form_address)
    row = section()
    row.text = "同事写的。"
    row.save()
    page.locator("#id_text").fill(TYPED)
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_role("heading", name="两份文字的差别")).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]

    page.locator("#id_text").fill(f"同事写的。\n{TYPED}")
    expect(page.locator("#preview-text-text")).to_contain_text("同事写的。")
    expect(page.get_by_role("heading", name="两份文字的差别")).to_be_visible()
    page.get_by_role("button", name="保存", exact=True).click()

    expect(page.get_by_text("已保存到工作稿")).to_be_visible()
    assert section().text == f"同事写的。\n{TYPED}"


def test_a_clerk_who_is_still_typing_hears_of_a_colleagues_save(page, form_address):
    log_in(page, form_address)
    row = section()
    row.text = "同事写的。"
    row.save()

    page.locator("#id_text").fill(TYPED)

    expect(page.locator("#edit-conflict-notice")).to_contain_text("保存过它")


def test_the_log_in_lock_has_our_look(page, published_site, axe, troubles):
    page.goto("/admin/")
    for _ in range(5):
        page.get_by_label("用户名").fill("wangfang")
        page.get_by_label("密码").fill("错的")
        page.get_by_role("button", name="登录").click()

    expect(page.get_by_text("请 15 分钟以后再试")).to_be_visible()
    assert axe(page) == []
    assert "429" in troubles.pop()
