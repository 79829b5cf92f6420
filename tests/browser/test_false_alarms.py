"""A false alarm is asked for and confirmed on pages that fit the window and that axe accepts."""

from chapters.models import FalseAlarm
from tests.browser.logging_in import become
from tests.browser.viewports import at_both_widths
from tests.personal_data import MOBILE


@at_both_widths
def test_one_asks_and_another_confirms(page, axe, shared_database, make_staff):
    become(page, make_staff("bianji", "编辑"))
    page.goto("/admin/chapters/falsealarm/add/")
    page.get_by_label("字段").select_option(label="版次的说明")
    page.get_by_label("文字").fill(MOBILE)
    page.get_by_label("理由").fill("这是项目编号。")
    asked = axe(page)
    page.locator("input[name=_save]").click()

    become(page, make_staff("shenhe", "审核"))
    page.goto(f"/admin/chapters/falsealarm/{FalseAlarm.objects.get().pk}/change/")
    waiting, width = axe(page), page.evaluate("document.documentElement.scrollWidth")
    page.get_by_role("button", name="确认放行").click()

    assert asked == waiting == []
    assert width <= page.viewport_size["width"]
    assert FalseAlarm.objects.get().confirmed_by.username == "shenhe"
