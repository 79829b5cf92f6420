"""The watch that `page` keeps: each kind of trouble is seen, and a clean page gives none."""

import pytest
from django.urls import reverse
from playwright.sync_api import Error

from tests.browser.chromium import PATIENCE
from tests.browser.viewports import PHONE, at_both_widths


@pytest.fixture
def page(page):
    page.route("/favicon.ico", lambda route: route.fulfill(status=204))
    page.goto(reverse("admin:login"))
    return page


def expect_one_trouble(page, troubles, *words):
    """Wait for a trouble with all the words; take all out of the list."""
    for _ in range(PATIENCE // 50):
        if any(all(word in trouble for word in words) for trouble in troubles):
            troubles.clear()
            return
        page.wait_for_timeout(50)
    pytest.fail(f"only {troubles}")


def test_a_clean_page_gives_no_trouble(page, troubles):
    page.evaluate("document.body.append('text')")

    assert troubles == []


def test_a_console_error_is_seen(page, troubles):
    page.evaluate("console.error('something broke')")

    expect_one_trouble(page, troubles, "console error", "something broke")


def test_an_uncaught_exception_is_seen(page, troubles):
    page.evaluate("setTimeout(() => { throw new Error('nobody caught this'); })")

    expect_one_trouble(page, troubles, "page error", "nobody caught this")


@pytest.mark.parametrize(
    ("script", "directive"),
    [
        ("document.body.setAttribute('style', 'color: red')", "style-src-attr"),
        ("document.body.setAttribute('onclick', 'print()')", "script-src-attr"),
        ("new Image().src = 'http://127.0.0.1:1/tracker.gif'", "img-src"),
    ],
)
def test_what_the_content_security_policy_blocks_is_seen(page, troubles, script, directive):
    page.evaluate(script)

    expect_one_trouble(page, troubles, "CSP", directive)


def test_a_request_to_another_host_is_seen(page, troubles):
    with pytest.raises(Error):
        page.goto("http://127.0.0.1:1/tracker")

    expect_one_trouble(page, troubles, "another host", "127.0.0.1:1/tracker")


def test_axe_names_the_rule_and_the_place(page, axe):
    page.evaluate("document.body.append(Object.assign(new Image(), {id: 'picture'}))")

    violations = axe(page)

    assert any("image-alt" in violation and "#picture" in violation for violation in violations)


@at_both_widths
def test_the_window_has_the_width_asked_for(page, viewport):
    assert page.evaluate("innerWidth") == viewport["width"]


def test_the_window_is_a_laptop_where_nothing_is_asked(page):
    assert page.evaluate("innerWidth") > PHONE["width"]
