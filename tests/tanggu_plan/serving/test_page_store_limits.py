"""What the page store passes on unkept, its bounds, its faults and its threads."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from tanggu_plan.serving import page_store, public_version
from tanggu_plan.serving.page_store import with_page_store
from tanggu_plan.serving.public_pages import STORABLE
from tests.tanggu_plan.serving.asking import LENGTH, Body, Counted, application, ask, store_around


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


def test_a_closed_connection_is_opened_again(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
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

    for _ in range(2):
        ask(with_page_store(inner))

    assert inner.count == 2
