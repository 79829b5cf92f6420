"""What the page store around Django keeps, and for whom; asked over WSGI."""

import gzip
from wsgiref.util import setup_testing_defaults

import brotli
import pytest
from django.core.handlers.wsgi import WSGIHandler

from chapters.editions import publishing
from tanggu_plan.serving.page_store import with_page_store
from tests.requests import connection_kept
from tests.tanggu_plan.serving.asking import SECTION, Answer, Counted, ask


def test_a_page_is_rendered_once_and_given_again(site, django):
    first = ask(site)
    second = ask(site)

    assert second == first
    assert first.status == "200 OK"
    assert django.count == 1


def test_a_kept_page_takes_one_query_of_one_row(site, django_assert_num_queries):
    ask(site)

    with django_assert_num_queries(0):  # the driver's own, which Django does not count
        ask(site)


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/verify/",
        "/sitemap.xml",
        "/feed.xml",
        "/2021-2025/",
        "/2021-2025/full/",
        "/2021-2025/errata/",
        "/2021-2025/indicators/",
        "/2021-2025/plan.pdf",
        "/2021-2025/data/plan.json",
        "/2021-2025/editions/1/plan.pdf",
    ],
)
def test_every_public_page_and_file_is_kept(site, django, address):
    ask(site, address)
    answer = ask(site, address)

    assert answer.status == "200 OK"
    assert django.count == 1


@pytest.mark.parametrize("address", ["/admin/login/", "/admin/", "/healthz", "/nowhere/"])
def test_nothing_of_the_staff_and_nothing_missing_is_kept(site, django, address):
    ask(site, address)
    ask(site, address)

    assert django.count == 2


def test_a_page_that_was_public_once_is_kept_as_gone(site, django, edition, publisher):
    publishing.withdraw(edition, by=publisher, reason="撤下。")

    answers = [ask(site), ask(site)]

    assert [answer.status for answer in answers] == ["410 Gone", "410 Gone"]
    assert django.count == 1


def test_leading_noughts_do_not_fill_the_store(site, django):
    answers = [ask(site, "/2021-2025/001/2/"), ask(site, "/2021-2025/001/2/")]

    assert answers[0].status == "200 OK"
    assert django.count == 2


@pytest.mark.parametrize(
    "theirs",
    [
        {"query": "from=1"},
        {"HTTP_COOKIE": "sessionid=abc"},
        {"HTTP_COOKIE": "theme=dark; csrftoken=abc"},
        {"HTTP_AUTHORIZATION": "Basic eDp5"},
        {"method": "POST"},
        {"method": "OPTIONS"},
    ],
)
def test_a_request_that_is_somebodys_own_goes_straight_on(site, django, theirs):
    ask(site)
    ask(site, **theirs)
    ask(site, **theirs)

    assert django.count == 3


def test_a_cookie_of_the_readers_settings_does_not_matter(site, django):
    ask(site, HTTP_COOKIE="size=large")
    ask(site)

    assert django.count == 1


def test_a_host_that_is_not_ours_is_refused_though_the_page_is_kept(site):
    ask(site)

    answer = ask(site, HTTP_HOST="elsewhere.example")

    assert answer.status == "400 Bad Request"


def test_a_request_without_a_host_is_djangos(site, django):
    ask(site)
    ask(site, HTTP_HOST="testserver")
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": SECTION, "SERVER_NAME": "testserver"}
    setup_testing_defaults(environ)
    del environ["HTTP_HOST"]

    with connection_kept():
        site(environ, lambda *answer: None).close()

    assert django.count == 2


def test_the_sitemap_names_the_host_that_was_asked(site, settings):
    settings.ALLOWED_HOSTS = ["a.example", "b.example"]
    ask(site, "/sitemap.xml", HTTP_HOST="a.example")

    answer = ask(site, "/sitemap.xml", HTTP_HOST="b.example")

    assert b"//b.example/" in answer.content
    assert b"//a.example/" not in answer.content


def test_with_https_a_kept_page_still_sends_plain_http_on(edition, settings, django):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_HSTS_SECONDS = 60
    site = with_page_store(Counted(WSGIHandler()))

    kept = [ask(site, HTTP_X_FORWARDED_PROTO="https") for _ in range(2)]
    plain = ask(site, HTTP_X_FORWARDED_PROTO="http")

    assert [answer.status for answer in kept] == ["200 OK", "200 OK"]
    assert kept[1].headers["Strict-Transport-Security"].startswith("max-age=60")
    assert plain.status == "301 Moved Permanently"
    assert plain.headers["Location"] == f"https://testserver{SECTION}"


@pytest.mark.parametrize(
    ("accepted", "coding", "decompress"),
    [("gzip, br", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress)],
)
def test_a_page_is_given_in_the_form_that_is_asked_for(site, accepted, coding, decompress):
    plain = ask(site)
    compressed = ask(site, HTTP_ACCEPT_ENCODING=accepted)

    assert "Content-Encoding" not in plain.headers
    assert compressed.headers["Content-Encoding"] == coding
    assert compressed.headers["Content-Length"] == str(len(compressed.content))
    assert compressed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert compressed.headers["ETag"] == f"W/{plain.headers['ETag']}"
    assert decompress(compressed.content) == plain.content


def test_a_pdf_is_not_compressed_again(site):
    answer = ask(site, "/2021-2025/plan.pdf", HTTP_ACCEPT_ENCODING="gzip")

    assert "Content-Encoding" not in answer.headers
    assert "Vary" not in answer.headers


def test_head_gets_the_heads_of_the_kept_page(site, django):
    missed = ask(site, method="HEAD")
    page = ask(site)

    head = ask(site, method="HEAD")

    assert missed.status == "200 OK"
    assert head == Answer(page.status, page.headers, b"")
    assert django.count == 2


def test_a_server_may_change_the_headers_that_it_is_given(site):
    environ = {"PATH_INFO": SECTION, "QUERY_STRING": "", "HTTP_HOST": "testserver"}
    setup_testing_defaults(environ)
    ask(site)

    site(environ, lambda status, headers: headers.clear())

    assert ask(site).headers["Content-Type"].startswith("text/html")
