"""Data files in the system's Chromium: preview, import, export, under the site's policy."""

import pytest
from playwright.sync_api import expect

from indicators.models import Measurement
from tests.browser.viewports import at_both_widths
from tests.indicators.files import MEASUREMENT, as_csv, as_xlsx

IMPORT = "/admin/indicators/measurement/import/"


@pytest.fixture
def clerk_page(page, published_site, make_staff):
    """The page of a clerk of the role 数据, logged in."""
    clerk = make_staff("jilu", "数据")
    page.goto("/admin/")
    page.get_by_label("用户名").fill(clerk.username)
    page.get_by_label("密码").fill("jilu-密码-2026")
    page.get_by_role("button", name="登录").click()
    return page


def choose(page, content, name="数据.csv"):
    page.goto(IMPORT)
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.get_by_label("文件", exact=True).set_input_files(file)
    page.get_by_role("button", name="预览").click()


def scrolls_sideways(page):
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


@at_both_widths
def test_a_clerk_imports_a_workbook_after_looking_at_its_preview(clerk_page, axe):
    page = clerk_page
    page.goto("/admin/indicators/measurement/")
    page.get_by_role("link", name="导入").click()
    assert axe(page) == []
    assert not scrolls_sideways(page)

    choose(page, as_xlsx(MEASUREMENT, MEASUREMENT | {"年度": "2023"}), "数据.xlsx")
    expect(page.get_by_text("记录2条")).to_be_visible()
    assert axe(page) == []
    assert not scrolls_sideways(page)
    assert not Measurement.objects.exists()
    page.get_by_role("button", name="导入", exact=True).click()

    expect(page.get_by_text("已从“数据.xlsx”记录2条")).to_be_visible()
    assert Measurement.objects.pending().count() == 2
    assert page.request.get("/2021-2025/data/measurements.json").json()["rows"] == []


@at_both_widths
def test_a_clerk_is_told_what_is_wrong_with_a_file(clerk_page, axe):
    page = clerk_page

    choose(page, as_csv(MEASUREMENT | {"数值": "1,234"}, MEASUREMENT | {"年度": "2031"}))

    expect(page.get_by_role("cell", name="请写成1234")).to_be_visible()
    expect(page.get_by_role("heading", name="没有导入：有2处要改")).to_be_visible()
    assert axe(page) == []
    assert not scrolls_sideways(page)


@at_both_widths
def test_a_clerk_takes_out_a_file_that_comes_back_without_a_change(clerk_page, axe):
    page = clerk_page
    choose(page, as_csv(MEASUREMENT))
    page.get_by_role("button", name="导入", exact=True).click()

    page.get_by_role("link", name="导出").click()
    assert axe(page) == []
    with page.expect_download() as download:
        page.get_by_role("button", name="导出XLSX").click()
    content = download.value.path().read_bytes()

    choose(page, content, "导出.xlsx")
    expect(page.get_by_text("全部无变化")).to_be_visible()
    assert axe(page) == []


@at_both_widths
def test_the_page_of_open_data_is_accessible_and_fits(page, published_site, axe):
    page.goto("/2021-2025/data/")

    assert axe(page) == []
    assert not scrolls_sideways(page)
