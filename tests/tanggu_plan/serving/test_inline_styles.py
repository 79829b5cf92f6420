import re
from base64 import b64encode
from hashlib import sha256

import pytest
from django.core.exceptions import ImproperlyConfigured

from tanggu_plan.serving import inline_styles
from tanggu_plan.serving.inline_styles import style_element
from tests.html import parse

PAGES = ("/", "/2021-2025/1/1/", "/2021-2025/indicators/", "/2021-2025/editions/1/", "/verify/")


def sheets_of(response):
    return re.findall("<style>(.*?)</style>", response.content.decode(), re.DOTALL)


def allowed(response):
    policy = response["Content-Security-Policy"]
    return re.search("style-src ([^;]*)", policy)[1].split()


def source_of(sheet):
    return f"'sha256-{b64encode(sha256(sheet.encode()).digest()).decode()}'"


@pytest.fixture
def sheet(tmp_path, settings, monkeypatch):
    """Return a function that makes a static style sheet and gives its name."""
    settings.STATICFILES_DIRS = [tmp_path]
    monkeypatch.setattr(inline_styles, "_styles", {})
    finders = inline_styles.finders
    finders.get_finder.cache_clear()

    def write(css):
        (tmp_path / "some.css").write_text(css, "utf-8")
        return "some.css"

    yield write
    finders.get_finder.cache_clear()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_carries_its_style_sheets_and_asks_for_none(client, edition, address):
    page = parse(client.get(address))

    assert page.cssselect("style")
    assert not page.cssselect('link[rel="stylesheet"]')


@pytest.mark.parametrize("address", PAGES)
def test_the_policy_allows_exactly_the_sheets_of_the_page(client, edition, address):
    for other in PAGES:
        client.get(other)

    response = client.get(address)

    assert allowed(response) == ["'self'", *map(source_of, sheets_of(response))]


def test_the_policy_does_not_depend_on_what_the_process_has_shown_before(
    client, edition, monkeypatch
):
    before = allowed(client.get("/"))
    assert len(before) > 2

    monkeypatch.setattr(inline_styles, "_styles", dict(reversed(inline_styles._styles.items())))

    assert allowed(client.get("/")) == before


def test_an_error_page_has_its_style_too(client, edition):
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert allowed(response) == ["'self'", *map(source_of, sheets_of(response))]


def test_pages_without_a_sheet_inside_have_the_policy_of_settings(client, edition):
    client.get("/")

    assert allowed(client.get("/feed.xml")) == ["'self'"]
    assert allowed(client.get("/admin/login/")) == ["'self'"]


def test_a_style_of_somebody_else_is_not_allowed(client, edition):
    edition.document_json = edition.document_json.replace("塘沽街道", "<style>p{}</style>")
    edition.save()

    response = client.get("/2021-2025/1/1/")

    assert source_of("p{}") not in allowed(response)


def test_a_sheet_that_names_files_cannot_move_into_a_page(sheet):
    name = sheet("p { background: url(img/paper.png) }")

    with pytest.raises(ImproperlyConfigured):
        style_element(name)


def test_a_sheet_cannot_end_its_element(sheet):
    name = sheet('p::after { content: "</style><script>" }')

    with pytest.raises(ImproperlyConfigured):
        style_element(name)


def test_a_picture_inside_the_sheet_may_stay(sheet):
    name = sheet("p { background: url(data:image/png;base64,AAAA) }")

    assert "url(data:" in style_element(name)


def test_a_sheet_that_is_not_there_is_named():
    with pytest.raises(ImproperlyConfigured, match=r"css/none\.css"):
        style_element("css/none.css")


def test_a_sheet_loses_comments_and_indents_and_nothing_that_means_something(sheet):
    name = sheet('/* a */\na :is(b, c) {\n  content: "/* d */  e"; /* f\n*/\n}\n')

    assert style_element(name) == '<style>a :is(b, c) { content: "/* d */  e"; }</style>'
