"""What a clerk types does nothing but stand there: on pages, in search, files, drawings, the admin.

The strings are put into the database past the forms, which refuse most of them.
"""

import csv
import io
import json
import re

import openpyxl
import pikepdf
import pytest
from django.contrib.admin import site as staff_site
from django.urls import NoReverseMatch, reverse
from lxml import etree, html

from chapters import pdf, publishing
from chapters.models import Edition
from tanggu_plan.models import AuditEntry
from tests.chapters.crawl import sitemap_of
from tests.indicators.outputs import charts, data_files, workbooks
from tests.tanggu_plan.hostile import (
    LONG,
    MADE_BY_THE_PORTAL,
    NUMBERS,
    SCRIPT_ADDRESS,
    SHORT,
    TYPED,
    our_models,
    record,
    spoil,
    text_fields,
)

SEARCH = "/2021-2025/search/"
render = pdf.render  # before a fixture takes its place
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200b]")


@pytest.fixture
def spoilt(plan, tanggu_pdf, monkeypatch, make_staff):
    """The real plan, every typed text in it an attack, published with all that is recorded."""
    monkeypatch.setattr(pdf, "render", lambda document, *, edition_number, **_: tanggu_pdf)
    spoil(plan)
    edition = publishing.publish_original(plan)
    Edition.objects.filter(pk=edition.pk).update(note=LONG)
    record(plan, make_staff("jilu", "数据"), make_staff("queren", "数据"))
    return Edition.objects.get(pk=edition.pk)


def came_alive(content):
    """Return the elements of a page that come from an attack."""
    page = html.fromstring(content)
    return [
        etree.tostring(element, encoding="unicode")[:200]
        for element in page.iter(etree.Element)
        if any(name.startswith("on") for name in element.attrib)
        or element.get("src") == "x"
        or element.get("href", "").strip().lower().startswith("javascript:")
        or (element.tag == "script" and "alert" in (element.text or "") and not element.get("type"))
    ]


def test_every_text_that_a_model_keeps_is_tried_or_said_why_not():
    for model in our_models():
        untried = text_fields(model) - set(TYPED.get(model, "").split())
        if model is Edition:
            untried -= {"note", "reason"}  # typed in the steps of publishing, tried below
        if model is AuditEntry:
            untried -= {"subject"}  # what others have typed, tried below
        assert untried <= MADE_BY_THE_PORTAL | NUMBERS.get(model, set()), model


def test_on_public_pages_it_is_only_text(client, spoilt):
    pages = [*sitemap_of(client), "/2021-2025/editions/1/", "/2021-2025/commitments/1/"]

    alive = {address: came_alive(client.get(address).content) for address in pages}

    assert len(pages) > 50
    assert {address: found for address, found in alive.items() if found} == {}


@pytest.mark.parametrize(
    ("address", "typed"),
    [
        ("/2021-2025/1/1/", LONG),
        ("/2021-2025/indicators/1/", SHORT),
        ("/2021-2025/commitments/1/", SHORT),
        ("/2021-2025/editions/1/", LONG),
        ("/2021-2025/errata/", LONG),
    ],
)
def test_readers_see_what_was_typed_as_it_was_typed(client, spoilt, address, typed):
    page = html.fromstring(client.get(address).content.decode())

    assert "<img src=x onerror=alert(1)>" in page.find("body").text_content()
    assert "49" not in page.cssselect("h1")[0].text_content()


def test_no_tag_of_the_head_is_left_early_or_misread(client, spoilt):
    for address in ("/", "/2021-2025/1/1/", "/2021-2025/indicators/1/"):
        head = html.fromstring(client.get(address).content.decode()).find("head")

        assert {child.tag for child in head} <= {"meta", "title", "link", "script", "style"}
        for meta in head.iter("meta"):
            if meta.get("name", "").istitle():
                assert not BIDI.search(meta.get("content"))
        for data in head.cssselect('script[type="application/ld+json"]'):
            assert not BIDI.search(data.text)
            json.loads(data.text)


@pytest.mark.parametrize(
    "query", ["<script>", "onerror", "反", "alert(1)", '"><img src=x>', LONG[:64]]
)
def test_a_search_shows_it_marked_and_inert(client, spoilt, query):
    response = client.get(SEARCH, {"q": query})

    assert response.status_code == 200
    assert came_alive(response.content) == []


@pytest.mark.parametrize(
    ("address", "parameter"),
    [
        (SEARCH, "q"),
        (SEARCH, "chapter"),
        (SEARCH, "page"),
        ("/2021-2025/1/1/", "mark"),
        ("/2021-2025/commitments/", "word"),
        ("/2021-2025/commitments/", "sort"),
        ("/2021-2025/indicators/", "page"),
        ("/2021-2025/evaluation/", "on"),
        ("/verify/", "sha256"),
        ("/admin/login/", "next"),
    ],
)
def test_what_is_asked_comes_back_inert(client, spoilt, address, parameter):
    for typed in (LONG[:64], SHORT, SCRIPT_ADDRESS, "\x00", b"\xed\xa0\x80"):
        response = client.get(address, {parameter: typed}, follow=True)

        assert response.status_code < 500
        if "html" in response["Content-Type"]:
            assert came_alive(response.content) == []


@pytest.mark.parametrize("header", ["host", "x-forwarded-host", "x-forwarded-for", "referer"])
def test_headers_are_not_believed(client, spoilt, header):
    response = client.get("/2021-2025/1/1/", headers={header: "evil.example"})

    assert b"evil.example" not in response.content


def test_feeds_and_maps_stay_whole(client, spoilt):
    for address in ("/feed.xml", "/sitemap.xml"):
        tree = etree.fromstring(client.get(address).content)

        assert [*tree.iter("{*}script", "{*}img")] == []


def test_drawings_hold_no_script(client, spoilt):
    for address in charts():
        tree = etree.fromstring(client.get(address).content)

        assert [*tree.iter("{*}script", "{*}image", "{*}foreignObject")] == []
        assert not [
            name for element in tree.iter() for name in element.attrib if name.startswith("on")
        ]


def test_data_files_are_read_back_as_typed(client, spoilt):
    for address in data_files():
        content = client.get(address).content
        if address.endswith("json"):
            json.loads(content)
        elif address.endswith("csv"):
            rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
            assert len({len(row) for row in rows}) == 1


@pytest.mark.parametrize("typed", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", '=HYPERLINK("http://x")'])
def test_no_cell_of_an_exported_table_is_a_formula(client, spoilt, typed):
    spoilt.plan.commitments.update(measure=typed, remark=typed, subject=typed)
    spoilt.plan.indicators.update(unit=typed)

    for address in workbooks():
        book = openpyxl.load_workbook(io.BytesIO(client.get(address).content))
        kinds = {cell.data_type for sheet in book for row in sheet for cell in row}
        assert "f" not in kinds
    for address in (each for each in data_files() if each.endswith("csv")):
        rows = csv.reader(io.StringIO(client.get(address).content.decode("utf-8-sig")))
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "@", "\t"))]


def test_the_pdf_holds_it_as_text_and_runs_nothing(spoilt):
    with pikepdf.open(io.BytesIO(render(spoilt.document, edition_number=1))) as opened:
        objects = [str(each) for each in opened.objects]
        title = str(opened.docinfo["/Title"])

    assert "<script>alert(1)</script>" in title
    assert not [each for each in objects if "/JavaScript" in each or "javascript:" in each]


def test_the_traditional_view_converts_it_and_no_more(client, spoilt):
    content = client.get("/2021-2025/hant/1/1/").content

    assert came_alive(content) == []
    assert "onerror=alert(1)" in html.fromstring(content.decode()).text_content()


def test_staff_see_it_as_text_on_every_page_of_theirs(admin_client, spoilt):
    pages = list(staff_pages())

    alive = {}
    for address in pages:
        response = admin_client.get(address)
        assert response.status_code in (200, 302, 403), address
        alive[address] = came_alive(response.content) if response.content else []

    assert len(pages) > 40
    assert {address: found for address, found in alive.items() if found} == {}


def staff_pages():
    for model in staff_site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{name}_changelist")
        row = model._default_manager.first()
        for step in ("change", "history", "delete") if row else ():
            try:
                yield reverse(f"{name}_{step}", args=[row.pk])
            except NoReverseMatch:
                continue


def test_a_withdrawal_says_why_and_no_more(client, spoilt, publisher):
    publishing.withdraw(spoilt, by=publisher, explanation=LONG)

    for address in ("/", "/2021-2025/", "/2021-2025/editions/", "/2021-2025/editions/1/"):
        response = client.get(address)
        assert came_alive(response.content) == []
        assert "onerror=alert(1)" in html.fromstring(response.content).text_content()


def test_the_audit_log_shows_what_cannot_be_seen(admin_client, spoilt, publisher):
    publishing.withdraw(spoilt, by=publisher, explanation=LONG)

    page = admin_client.get(reverse("admin:tanggu_plan_auditentry_changelist")).content.decode()

    assert came_alive(page) == []
    assert not BIDI.search(page)
