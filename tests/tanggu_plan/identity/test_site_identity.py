"""Whose site it is: printed where it is set, seen as missing by staff where it is not."""

import pytest
from django.core.checks import run_checks
from django.template.loader import render_to_string
from django.test import Client

from tanggu_plan.identity.site import VALUES, SiteIdentity, site_identity
from tests.html import parse

GOOD = {
    "SITE_NAME": "某区政府网",
    "SITE_DOMAIN": "www.plan.example",
    "SITE_ID_CODE": "1234567890",
    "SITE_ICP_NUMBER": "津ICP备12345678号-1",
    "SITE_POLICE_NUMBER": "津公网安备12345678901234号",
    "SITE_MARK_URL": "https://mark.example/?id=1",
    "SITE_ERROR_REPORT_URL": "https://report.example/find",
    "SITE_SPONSOR": "某街道办事处",
    "SITE_OPERATOR": "某街道党政办公室",
    "SITE_CONTACT": "022-00000000",
}
MALFORMED = [
    ("SITE_ID_CODE", "123456789"),
    ("SITE_ID_CODE", "12345678901"),
    ("SITE_ID_CODE", "１２３４５６７８９０"),
    ("SITE_DOMAIN", "https://www.plan.example"),
    ("SITE_DOMAIN", "www.plan.example/zwgk"),
    ("SITE_ICP_NUMBER", "12345678"),
    ("SITE_POLICE_NUMBER", "津公网安备123号"),
    ("SITE_MARK_URL", "javascript:alert(1)"),
    ("SITE_ERROR_REPORT_URL", "report.example"),
    ("SITE_ERROR_REPORT_URL", 'https://report.example/"onclick="x'),
    ("SITE_NAME", "政府\u202e网"),
    ("SITE_CONTACT", "一\n二"),
]


@pytest.fixture
def identified(settings):
    for name, value in GOOD.items():
        setattr(settings, name, value)


def errors():
    return [fault for fault in run_checks() if fault.id.startswith("tanggu_plan.")]


def footer_of(response):
    (footer,) = parse(response).cssselect("footer")
    return footer


def test_every_value_is_printed_in_the_footer_of_every_page(client, edition, identified):
    for address in ("/", "/2021-2025/1/1/", "/verify/", "/accessibility/", "/no-such-page/"):
        footer = footer_of(client.get(address))
        text = footer.text_content()
        links = {link.get("href") for link in footer.cssselect("a")}
        shown = [name for name in GOOD if GOOD[name] in text or GOOD[name] in links]
        assert shown == [name for name in GOOD if name != "SITE_DOMAIN"]


def test_the_police_number_leads_to_its_entry(client, edition, identified):
    links = [link.get("href") for link in footer_of(client.get("/")).cssselect("a")]

    assert any(link.endswith("code=12345678901234") for link in links)


def test_what_is_not_set_is_printed_nowhere(client, edition):
    text = footer_of(client.get("/")).text_content()

    for word in ("主办", "承办", "联系", "备案", "标识", "找错", "未设置", "未标注："):
        assert word not in text


@pytest.mark.parametrize(("name", "text"), MALFORMED)
def test_a_malformed_value_is_named_by_the_checks_and_not_printed(settings, name, text):
    setattr(settings, name, text)

    (error,) = errors()
    assert error.is_serious()
    assert text in error.msg
    assert name in error.hint
    assert site_identity() == SiteIdentity()


def test_good_values_pass_the_checks(identified):
    assert errors() == []
    assert site_identity().sponsor == GOOD["SITE_SPONSOR"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("PUBLIC_URL", "plan.example"),
        ("PUBLIC_URL", "https://plan.example/zwgk"),
        ("URL_PREFIX", "/规划"),
        ("URL_PREFIX", "/a/../b"),
    ],
)
def test_a_malformed_address_is_named_by_the_checks(settings, name, text):
    setattr(settings, name, text)

    (error,) = errors()
    assert text in error.msg
    assert name in error.hint


def rows_of(page):
    return {
        row[3].text_content(): row[1].text_content().strip() for row in page.cssselect("tbody tr")
    }


def test_every_member_of_staff_sees_what_is_missing(make_staff):
    client = Client()
    client.force_login(make_staff("kan"))

    page = parse(client.get("/admin/site-identity/"))

    rows = rows_of(page)
    assert set(rows) == {value.setting for value in VALUES.values()} | {"PUBLIC_URL", "URL_PREFIX"}
    assert rows["SITE_ID_CODE"] == rows["PUBLIC_URL"] == "未设置"


def test_staff_see_what_is_set_and_what_is_malformed(client, editor, identified, settings):
    settings.SITE_ID_CODE = "12"
    client.force_login(editor)

    rows = rows_of(parse(client.get("/admin/site-identity/")))

    assert rows["SITE_SPONSOR"] == "已设置：某街道办事处"
    assert rows["SITE_ID_CODE"] == "写法不对：12（应为10位数字）"


def test_the_start_page_leads_to_it(client, editor):
    client.force_login(editor)

    page = parse(client.get("/admin/"))

    assert page.cssselect('a[href="/admin/site-identity/"]')


def test_strangers_are_asked_to_log_in(client, db):
    response = client.get("/admin/site-identity/")

    assert response.status_code == 302
    assert "/login/" in response.url


@pytest.mark.parametrize("name", ["400", "403", "404", "414", "500"])
def test_an_error_page_leads_home_and_to_where_errors_are_reported(name, identified):
    page = render_to_string(f"{name}.html")

    assert 'class="button" href="/"' in page
    assert GOOD["SITE_ERROR_REPORT_URL"] in page


def test_an_absurdly_long_address_is_refused_in_chinese(client, db):
    response = client.get(f"/2021-2025/?{'长' * 3000}")

    assert response.status_code == 414
    assert "网址太长" in response.content.decode()


def test_a_strange_host_is_refused_in_chinese(client, db):
    response = client.get("/", headers={"host": "evil.example"})

    assert response.status_code == 400
    assert "请求不完整" in response.content.decode()


@pytest.mark.parametrize(
    "address",
    ["/%00/", "/2021-2025/editions/99999999999999999999/", f"/2021-2025/{'9' * 5000}/", "/%ff/"],
)
def test_an_absurd_address_is_not_found(client, edition, address):
    response = client.get(address)

    assert response.status_code == 404
    assert "没有找到这一页" in response.content.decode()


def test_robots_may_read_all_and_are_told_of_the_sitemap_where_its_address_is_known(
    client, settings
):
    before = client.get("/robots.txt").content.decode()

    settings.PUBLIC_URL = "https://plan.example"

    assert before == "User-agent: *\nDisallow:\n"
    after = client.get("/robots.txt").content.decode()
    assert after == before + "Sitemap: https://plan.example/sitemap.xml\n"


def test_a_browser_that_asks_for_an_icon_gets_one(client):
    assert client.get("/favicon.ico").url == "/static/img/mark.svg"


def test_the_statement_claims_no_audit_and_tells_no_channel_that_is_not_set(client, db):
    text = parse(client.get("/accessibility/")).text_content()

    assert "没有请第三方做过评估" in text
    assert "还做不到的" in text
    assert "怎样反映" not in text


def test_the_statement_leads_to_the_channel_that_is_set(client, identified):
    page = parse(client.get("/accessibility/"))

    assert "怎样反映" in page.text_content()
    assert page.cssselect(f'main a[href="{GOOD["SITE_ERROR_REPORT_URL"]}"]')
