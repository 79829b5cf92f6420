"""The public record with something on it: two editions, errata, a withdrawal."""

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from chapters.editions import publishing
from chapters.models import Section
from tests.browser.viewports import SIDEWAYS, at_both_widths
from tests.conftest import FIXTURES

ERRATA = FIXTURES / "tanggu-2021-2025.errata.csv"


@pytest.fixture
def site_with_a_record(published_site, edition, editor, reviewer, publisher):
    """The address of a site with two editions and the real errata."""
    call_command("import_errata", ERRATA, edition.plan.slug)
    section = Section.objects.get(chapter__number=1, number=1)
    section.text = section.text.replace("脱贫摘帽", "脱贫致富")
    section.save()
    proposed = publishing.propose(edition.plan, by=editor, kind="CORRECTION", note="改一处错字。")
    publishing.publish(publishing.approve(proposed, by=reviewer), by=publisher)
    return published_site


def test_two_editions_are_chosen_and_compared(site_with_a_record, page):
    page.goto(site_with_a_record + "/2021-2025/editions/1/changes/")

    page.get_by_label("从哪一版比起").select_option("第2版")
    page.get_by_role("button", name="比较").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("从第2版到第1版")
    expect(page.locator(".unit ins")).to_contain_text("摘帽")


@at_both_widths
def test_an_editor_decides_a_question_and_takes_it_back(site_with_a_record, page, axe, editor):
    page.goto("/admin/")
    page.get_by_label("用户名").fill("bianji")
    page.get_by_label("密码").fill("bianji-密码-2026")
    page.get_by_role("button", name="登录").click()
    page.goto("/admin/chapters/erratum/?decision__exact=OPEN&q=Q03")
    page.get_by_role("link", name="Q03").click()
    assert axe(page) == []
    assert page.evaluate(SIDEWAYS) == 0

    page.get_by_role("button", name="采纳").click()
    expect(page.get_by_text("公开页面尚未改变")).to_be_visible()
    expect(page.locator("mark")).to_have_text("社会矛盾纠纷调处化解中心")

    page.get_by_role("button", name="撤回决定").click()
    expect(page.locator("mark")).to_have_text("社会矛盾纠纷矛盾调处化解中心")
