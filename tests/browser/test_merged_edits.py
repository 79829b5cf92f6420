"""Two clerks in one section: the page tells what was merged, and what both changed."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import expect

from chapters.models import Section
from tests.browser.logging_in import become
from tests.browser.viewports import at_both_widths


@pytest.fixture
def section(plan):
    return Section.objects.get(chapter__plan=plan, chapter__number=1, number=1)


@pytest.fixture
def form_of_fang(published_site, page, section):
    """The address of the section's form, open in the window of wangfang."""
    address = f"/admin/chapters/section/{section.pk}/change/"
    become(page, User.objects.create_superuser("wangfang"), address)
    return address


def save_as_hua(address, old, new):
    """Do in another window what a colleague does: put one text for another in the section."""
    client = Client()
    client.force_login(User.objects.create_superuser("lihua"))
    form = client.get(address).context["adminform"].form
    fields = {name: form[name].value() or "" for name in form.fields}
    client.post(address, fields | {"text": fields["text"].replace(old, new)})


@at_both_widths
def test_a_clerk_reads_what_was_merged_and_saves_it(page, axe, form_of_fang, section):
    lines = section.text.split("\n")
    save_as_hua(form_of_fang, lines[2], f"{lines[2]}同事补充一句。")
    page.locator("#id_text").fill("\n".join([f"{lines[0]}我补充一句。", *lines[1:]]))

    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("lihua 在")).to_be_visible()
    expect(page.get_by_text("已合并到下面的框里")).to_be_visible()
    expect(page.get_by_text("是您在这台电脑上写的")).to_be_hidden()
    violations = axe(page)
    page.get_by_role("button", name="保存", exact=True).click()

    expect(page.get_by_text("已保存到工作稿，公开页面尚未改变。")).to_be_visible()
    both = Section.objects.get(pk=section.pk).text
    assert "我补充一句。" in both
    assert "同事补充一句。" in both
    assert violations == []


@at_both_widths
def test_a_clerk_sees_the_paragraph_that_both_changed(page, axe, form_of_fang, section):
    lines = section.text.split("\n")
    save_as_hua(form_of_fang, lines[0], f"{lines[0]}同事补充一句。")
    page.locator("#id_text").fill("\n".join([f"{lines[0]}我补充一句。", *lines[1:]]))

    page.get_by_role("button", name="保存", exact=True).click()

    expect(page.get_by_role("heading", name="同一段，两人都改了")).to_be_visible()
    assert axe(page) == []
