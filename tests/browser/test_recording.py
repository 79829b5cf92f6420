"""From a bulletin to a public figure, by two people in a browser."""

from datetime import date

from playwright.sync_api import expect

from indicators.models import Measurement, Source
from indicators.recording import acts
from tests.browser.viewports import at_both_widths


def register_a_source(page):
    with page.expect_popup() as opened:
        page.get_by_role("link", name="登记新的来源文件").click()
    popup = opened.value
    popup.get_by_label("名称").fill("示例公报")
    popup.get_by_label("发布单位").fill("示例单位")
    popup.get_by_label("文件日期").fill("2023-03-01")
    popup.get_by_role("button", name="保存", exact=True).click()


@at_both_widths
def test_one_records_with_a_new_source_and_another_confirms(page, log_in, recorder, confirmer):
    log_in(recorder)
    page.get_by_role("link", name="监测值", exact=True).first.click()
    page.get_by_role("link", name="记录监测值").click()
    page.get_by_role("link", name="记录商品销售总额2022年的数值").click()
    page.get_by_label("数值", exact=True).fill("9.1")
    page.get_by_label("最终：来源已经核定").check()
    register_a_source(page)
    expect(page.locator("#id_source option:checked")).to_contain_text("示例公报")
    page.get_by_role("button", name="记录").click()
    expect(page.get_by_text("另一位同事确认以后才会公开。").first).to_be_visible()

    log_in(confirmer)
    page.get_by_role("region", name="等您确认的监测值").get_by_role("link").click()
    expect(page.get_by_text("9.1亿元（最终）").first).to_be_visible()
    page.get_by_role("button", name="确认").click()

    expect(page.get_by_text("已确认，从现在起公开。")).to_be_visible()
    assert Measurement.objects.get().confirmed_by == confirmer


@at_both_widths
def test_the_pages_of_recording_are_accessible_and_fit(
    page, log_in, axe, edition, recorder, confirmer
):
    indicator = edition.plan.indicators.get(number=3)
    source = Source.objects.create(
        plan=edition.plan, title="示例公报", publisher="示例单位", dated_on=date(2023, 3, 1)
    )
    row = acts.record_measurement(
        indicator, year=2022, value="9.1", status="FINAL", source=source, by=recorder
    )
    log_in(confirmer)
    list_ = "/admin/indicators/measurement/"

    found = {}
    for path in ("/admin/", f"{list_}add/", f"{list_}add/?indicator={indicator.pk}", row_page(row)):
        page.goto(path)
        too_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        found[path] = axe(page) + ["too wide"] * too_wide

    assert [trouble for troubles in found.values() for trouble in troubles] == []


def row_page(row):
    return f"/admin/indicators/measurement/{row.pk}/change/"
