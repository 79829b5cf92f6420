"""The page store around Django, asked over WSGI, and around an application of the test's own."""

import gzip
from dataclasses import dataclass
from datetime import datetime
from threading import Barrier, Thread
from wsgiref.util import setup_testing_defaults

import brotli
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.utils import timezone

from chapters.editions import publishing
from tanggu_plan.serving import page_store, public_version
from tanggu_plan.serving.page_store import PageStore, is_among, with_page_store
from tanggu_plan.serving.public_pages import STORABLE

SECTION = "/2021-2025/1/2/"
LENGTH = ("Content-Length", "5")


@dataclass(frozen=True)
class Answer:
    status: str
    headers: dict
    content: bytes


def ask(application, path=SECTION, method="GET", query="", **environ):
    """Ask a WSGI application as a server would."""
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "HTTP_HOST": "testserver",
        "REMOTE_ADDR": "127.0.0.1",
    } | environ
    setup_testing_defaults(environ)
    said = []
    body = application(environ, lambda *answer: said.extend(answer))
    content = b"".join(body)
    if hasattr(body, "close"):
        body.close()
    return Answer(said[0], dict(said[1]), content)


class Counted:
    """A WSGI application that counts how often it is asked."""

    def __init__(self, application):
        self.application, self.count = application, 0

    def __call__(self, environ, start_response):
        self.count += 1
        return self.application(environ, start_response)


class Body(list):
    closed = False

    def close(self):
        self.closed = True


def application(*headers, status="200 OK", content=b"hello", storable=True):
    def answer(environ, start_response):
        environ[STORABLE] = storable
        start_response(status, list(headers))
        return Body([content])

    return Counted(answer)


def store_around(application, version=lambda: 1, most_bytes=2**20, cookies=("sessionid",)):
    return PageStore(application, version=version, cookies=cookies, most_bytes=most_bytes)


@pytest.fixture
def django():
    return Counted(WSGIHandler())


@pytest.fixture
def site(edition, django):
    """The published site behind a store; `django` counts what reaches Django."""
    return with_page_store(django)


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
    publishing.withdraw(edition, by=publisher, explanation="撤下。")

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


def test_a_new_public_version_shows_at_once(site, django):
    ask(site)
    public_version.bump()

    ask(site)

    assert django.count == 2
    assert len(site.answers) == 1


def test_a_page_rendered_across_a_publication_is_not_given_again(site, monkeypatch):
    render = site.application.application

    def render_slowly(environ, start_response):
        body = render(environ, start_response)
        public_version.bump()  # while the page is being rendered
        return body

    monkeypatch.setattr(site.application, "application", render_slowly)
    ask(site)
    monkeypatch.setattr(site.application, "application", render)

    ask(site)

    assert site.application.count == 2


def test_at_midnight_every_page_is_rendered_anew(site, django, monkeypatch):
    ask(site)
    tomorrow = timezone.make_aware(datetime(2100, 1, 1, 0, 0, 1))
    monkeypatch.setattr(page_store, "now", tomorrow.timestamp)
    monkeypatch.setattr(timezone, "localdate", tomorrow.date)

    ask(site)
    ask(site)

    assert django.count == 2


def test_a_page_is_revalidated_by_its_tag(site):
    page = ask(site)

    again = ask(site, HTTP_IF_NONE_MATCH=page.headers["ETag"])

    assert page.headers["Cache-Control"] == "no-cache"
    assert (again.status, again.content) == ("304 Not Modified", b"")
    assert again.headers.keys() == {"ETag", "Cache-Control", "Vary"}


def test_a_stored_tag_does_not_keep_a_page_from_being_kept(site, django):
    tag = ask(site, "/2021-2025/plan.pdf").headers["ETag"]
    public_version.bump()

    answers = [ask(site, "/2021-2025/plan.pdf", HTTP_IF_NONE_MATCH=tag) for _ in range(2)]

    assert [answer.status for answer in answers] == ["304 Not Modified", "304 Not Modified"]
    assert django.count == 2


def test_a_tag_from_before_a_change_gets_the_new_page(site, edition):
    tag = ask(site).headers["ETag"]
    edition.document_json = edition.document_json.replace("塘沽街道", "某某街道")
    edition.save()
    public_version.bump()

    answer = ask(site, HTTP_IF_NONE_MATCH=tag)

    assert answer.status == "200 OK"
    assert answer.headers["ETag"] != tag


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


@pytest.mark.parametrize(
    "header",
    [
        ("Set-Cookie", "a=b"),
        ("Vary", "Cookie"),
        ("Vary", "Accept-Encoding, Cookie"),
        ("Vary", "*"),
        ("Cache-Control", "no-store"),
        ("Cache-Control", "private, max-age=60"),
        ("Content-Encoding", "br"),
        ("Content-Security-Policy", "script-src 'nonce-abc'"),
    ],
)
def test_an_answer_that_is_not_for_all_is_not_kept(header):
    inner = application(LENGTH, header)
    store = store_around(inner)

    answers = [ask(store), ask(store)]

    assert inner.count == 2
    assert answers[0].content == b"hello"
    assert answers[0].headers == dict([LENGTH, header])


def test_a_form_with_a_csrf_token_is_not_kept(site, django):
    answers = [ask(site, "/admin/login/"), ask(site, "/admin/login/")]

    assert all("Set-Cookie" in answer.headers for answer in answers)
    assert django.count == 2


@pytest.mark.parametrize("status", ["206 Partial Content", "302 Found", "404 Not Found", "500 No"])
def test_only_lasting_answers_are_kept(status):
    inner = application(LENGTH, status=status)
    store = store_around(inner)

    ask(store)
    ask(store)

    assert inner.count == 2


def test_an_answer_without_the_mark_is_not_kept():
    inner = application(LENGTH, storable=False)
    store = store_around(inner)

    ask(store)
    ask(store)

    assert inner.count == 2


def test_a_header_cannot_forge_the_mark():
    inner = Counted(
        lambda environ, start_response: start_response("200 OK", [LENGTH]) or [b"hello"]
    )
    store = store_around(inner)

    ask(store, HTTP_TANGGU_PLAN_STORABLE="True")
    ask(store, HTTP_TANGGU_PLAN_STORABLE="True")

    assert inner.count == 2


def test_a_stream_and_what_is_too_large_pass_through_unread():
    stream = application(("Content-Type", "text/plain"))
    large = application(("Content-Length", "1000"), content=b"x" * 1000)

    for inner in (stream, large):
        store = store_around(inner, most_bytes=4000)
        ask(store)
        ask(store)

    assert (stream.count, large.count) == (2, 2)


def test_the_kept_bytes_have_a_bound_and_what_was_used_last_stays():
    inner = application(LENGTH)
    store = store_around(inner, most_bytes=3 * page_store.OVERHEAD + 3 * 5)
    for path in ("/a", "/b", "/c", "/a", "/d"):
        ask(store, path)

    kept = [key[2] for key in store.answers]

    assert kept == ["/c", "/a", "/d"]
    assert store.bytes <= store.most_bytes


def test_a_fault_of_the_database_is_djangos_to_tell():
    def fail():
        raise ConnectionError

    inner = application(LENGTH)
    store = store_around(inner, version=fail)

    assert ask(store).status == "200 OK"
    assert ask(store).status == "200 OK"
    assert inner.count == 2


def test_after_a_fault_django_tests_the_connection_before_it_uses_it(db, monkeypatch):
    monkeypatch.setattr(public_version, "READ", "SELECT nothing")

    with pytest.raises(Exception, match="nothing"):
        public_version.current()

    assert connection.errors_occurred
    connection.errors_occurred = False


@pytest.mark.django_db(transaction=True)
def test_a_closed_connection_is_opened_again():
    connection.close()

    assert public_version.current() == 1


def test_many_threads_ask_at_once_and_all_get_their_page():
    inner = Counted(_path_as_content)
    store = store_around(inner, most_bytes=20 * page_store.OVERHEAD)
    barrier, wrong = Barrier(8), []

    def read(offset):
        barrier.wait()
        for turn in range(500):
            path = f"/{(turn * 7 + offset) % 40:04}"
            if ask(store, path).content != path.encode():
                wrong.append(path)

    threads = [Thread(target=read, args=[offset]) for offset in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []
    assert store.bytes == sum(answer.size for answer in store.answers.values())


def _path_as_content(environ, start_response):
    environ[STORABLE] = True
    start_response("200 OK", [LENGTH])
    return Body([environ["PATH_INFO"].encode()])


def test_the_body_that_is_kept_is_closed():
    bodies = []

    def answer(environ, start_response):
        environ[STORABLE] = True
        start_response("200 OK", [LENGTH])
        bodies.append(Body([b"hello"]))
        return bodies[-1]

    ask(store_around(answer))

    assert bodies[0].closed


def test_without_megabytes_there_is_no_store(settings):
    settings.PAGE_STORE_MEGABYTES = 0
    inner = application()

    assert with_page_store(inner) is inner


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ('"a"', True),
        ('W/"a"', True),
        ('"b", W/"a" , "c"', True),
        ("*", True),
        (" * ", True),
        ('"b"', False),
        ('"ab"', False),
        ("a", False),
        ("", False),
    ],
)
def test_tags_are_compared_weakly(asked, found):
    assert is_among('"a"', asked) is found
