"""Every template of the public site, read by everybody: in each look, by keyboard, enlarged, bare.

The site is published once for the whole file; each page is opened twice, with JavaScript and
without, and the tests tell what was found on it.
"""

import re
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.test.signals import template_rendered

from tests.browser import own_checks
from tests.browser.conftest import watched_page
from tests.browser.every_page import PAGES
from tests.browser.viewports import PHONE

TEMPLATES = Path(settings.BASE_DIR) / "templates"
A_PUBLIC_PAGE = re.compile(r'{% extends "(base|plan|chapters/editions/record_page)\.html" %}')
EXTENDED = {"base.html", "plan.html", "chapters/editions/record_page.html"}


@pytest.fixture(scope="module")
def bare(browser):
    """A page without JavaScript."""
    context = browser.new_context(java_script_enabled=False, viewport=PHONE, locale="zh-CN")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module", params=PAGES, ids=str)
def found(request, whole_site, browser, bare):
    """The faults of a page, by the name of the check."""
    asked, troubles = request.param, []
    with (
        pytest.MonkeyPatch.context() as patch,
        watched_page(browser, whole_site, PHONE, troubles) as page,
    ):
        asked.given(patch)
        _open(page, whole_site, asked)
        _open(bare, whole_site, asked)
        found = _look_at(page, asked.lang) | {
            "missing": own_checks.missing_without_script(page, bare),
            "dead": own_checks.ask(bare, "deadControls"),
        }
    status = f"status of {asked.status} "  # Chromium's own line about it
    return found | {"troubles": [each for each in troubles if status not in each]}


def _open(page, site, asked):
    """Open a page that has to answer with its template and its status."""
    if asked.method != "GET":
        page.route(site + asked.address, lambda route: route.continue_(method=asked.method))
    with _templates_rendered() as names:
        answer = page.goto(site + asked.address)
    assert (answer.status, asked.template in names) == (asked.status, True)
    return page


@contextmanager
def _templates_rendered():
    names = set()

    def note(template, **_):
        names.add(template.name)

    template_rendered.connect(note)
    yield names
    template_rendered.disconnect(note)


def _look_at(page, lang):
    tab_walk = own_checks.tab_walk(page)
    own_checks.show_everything(page)
    checks = (
        own_checks.axe_in_every_look,
        own_checks.on_a_laptop,
        own_checks.sizes,
        own_checks.narrow_windows,
        own_checks.large_and_spaced_text,
        own_checks.names,
        own_checks.forced_colours,
    )
    found = {check.__name__: check(page) for check in checks}
    return found | {
        "tab_walk": tab_walk,
        "languages": own_checks.ask(page, "languages", lang),
        "held_back": own_checks.ask(page, "heldBack"),
    }


def test_axe_finds_nothing_in_any_look(found):
    assert found["axe_in_every_look"] == []


def test_axe_finds_nothing_on_a_laptop(found):
    assert found["on_a_laptop"] == []


def test_the_tab_key_leads_to_every_control_in_sight_and_out_again(found):
    assert found["tab_walk"] == []


def test_text_can_be_read_and_targets_touched_in_elder_mode_too(found):
    assert found["sizes"] == []


def test_nothing_scrolls_sideways_at_320_px_in_elder_mode_either(found):
    assert found["narrow_windows"] == []


def test_twice_as_large_or_widely_spaced_text_is_neither_cut_nor_covered(found):
    assert found["large_and_spaced_text"] == []


def test_tables_and_drawings_have_names_and_headers(found):
    assert found["names"] == []


def test_forced_colours_leave_drawings_and_controls_to_be_seen(found):
    assert found["forced_colours"] == []


def test_the_page_and_its_parts_name_their_language(found):
    assert found["languages"] == []


def test_nothing_waits_to_be_shown_when_the_page_has_arrived(found):
    assert found["held_back"] == []


def test_without_javascript_all_text_is_there(found):
    assert found["missing"] == []


def test_without_javascript_no_control_is_dead(found):
    assert found["dead"] == []


def test_the_browser_has_nothing_to_complain_of(found):
    assert found["troubles"] == []


def test_the_list_has_every_template_that_is_a_whole_page():
    whole = {
        path.relative_to(TEMPLATES).as_posix()
        for path in TEMPLATES.rglob("*.html")
        if A_PUBLIC_PAGE.match(path.read_text("utf-8"))
    }

    assert {page.template for page in PAGES} == whole - EXTENDED
