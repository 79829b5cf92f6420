"""Query strings and ports that a page does not know lead to the same page, out of the store."""

from urllib.parse import quote

import pytest
from django.urls import get_resolver

from tanggu_plan.serving.answers.queries import NAMES, with_known_queries
from tests.tanggu_plan.serving.asking import SECTION, ask

JUNK = ("utm_source=x", "from=wechat&isappinstalled=0", "mark=" + quote("养老"), "a" * 2000, "=&&=")


@pytest.fixture
def whole_site(site):
    return with_known_queries(site)


@pytest.mark.parametrize("query", JUNK)
@pytest.mark.parametrize("path", [SECTION, "/", "/2021-2025/plan.pdf", "/2021-2025/editions/1/"])
def test_what_a_page_does_not_ask_for_does_not_step_over_the_store(whole_site, django, path, query):
    plain = ask(whole_site, path)

    assert ask(whole_site, path, query=query).content == plain.content
    assert django.count == 1


def test_what_a_page_asks_for_is_asked_and_the_rest_is_left_out(whole_site):
    query = f"q={quote('养老')}&chapter=5"

    asked = ask(whole_site, "/2021-2025/search/", query=f"utm=1&{query}&from=wechat")

    assert asked.content == ask(whole_site, "/2021-2025/search/", query=query).content
    assert "养老" in asked.content.decode()


def test_a_parameter_of_another_page_is_none_of_this_one(whole_site, django):
    ask(whole_site)

    ask(whole_site, query="q=1&sha256=2&sort=3")

    assert django.count == 1


def test_queries_of_the_staff_are_left_as_they_are(whole_site):
    answer = ask(whole_site, "/admin/", query="next=/x&utm=1")

    assert answer.headers["Location"].endswith(quote("/admin/?next=/x&utm=1", safe="/"))


@pytest.mark.parametrize("port", ["", ":80", ":443", ":8000", ":1", ":65535"])
def test_a_port_does_not_step_over_the_store(whole_site, django, port):
    ask(whole_site)

    assert ask(whole_site, HTTP_HOST=f"testserver{port}").status.startswith("200")
    assert django.count == 1


@pytest.mark.parametrize("host", ["testserver:evil", "evil.example:80"])
def test_a_host_that_is_none_of_ours_is_refused_still(whole_site, host):
    ask(whole_site)

    assert ask(whole_site, HTTP_HOST=host).status.startswith("400")


def test_every_parameter_that_a_form_of_readers_sends_is_known(whole_site):
    known = {
        name
        for pattern in get_resolver().url_patterns
        for view in views_of(pattern)
        for name in getattr(view, NAMES, ())
    }

    assert known == {
        "q",
        "chapter",
        "kind",
        "page",
        "from",
        "sha256",
        "word",
        "progress",
        "sort",
        "on",
    }


def views_of(pattern):
    if hasattr(pattern, "callback"):
        yield pattern.callback
    for below in getattr(pattern, "url_patterns", ()):
        yield from views_of(below)
