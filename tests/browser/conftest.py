"""Pages in the system's Chromium, each watched: a test fails when its page does what ours must not.

The real plan is published once: see `shared_database` for what a test may store.

    @at_both_widths
    def test_the_home_page_is_accessible(published_site, page, axe):
        page.goto(published_site)

        assert axe(page) == []

A test that expects a trouble, such as the console's line about a 404, takes it out of `troubles`.
"""

from contextlib import contextmanager
from functools import partial
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from playwright.sync_api import expect

from chapters.editions import publishing
from chapters.models import Edition, Plan
from chapters.pdf import rendering
from chapters.working_copy.rows import store
from tests.browser.chromium import PATIENCE, chromium
from tests.browser.every_page import IDENTITY, publish_everything
from tests.browser.logging_in import become
from tests.browser.own_checks import axe as axe_violations
from tests.browser.shared_database import SharedDatabase
from tests.browser.viewports import LAPTOP

REPORT_CSP_VIOLATIONS = """
    document.addEventListener("securitypolicyviolation", (event) =>
        reportCspViolation(`${event.effectiveDirective} blocked ${event.blockedURI}`));
"""


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory):
    """Keep the test database in a file, as the real one is.

    Browsers ask for several things at once, and a database in memory refuses the second writer
    where one in a file lets it wait.
    """
    file = tmp_path_factory.mktemp("database") / "test.sqlite3"
    settings.DATABASES["default"]["TEST"]["NAME"] = str(file)


@pytest.fixture(scope="package")
def shared_database(django_db_setup, django_db_blocker, tanggu, tanggu_pdf):
    """The one database of a worker: `live_server` serves it, with the real plan as edition 1.

    A test may store what it likes. The next one that asks for the database, as every test with a
    page of the site does, begins with edition 1 alone again: a copy of the file is put back,
    which takes milliseconds, and only where somebody has written. Editions get the PDF of the
    first.
    """
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(rendering, "render", lambda document, **_: tanggu_pdf)
        database = SharedDatabase(connection.settings_dict["NAME"])
        publishing.publish_original(store(tanggu))
        with database:
            yield database


@pytest.fixture
def db(shared_database):
    """Take the place of pytest-django's: no transaction, what was stored before is taken back."""
    shared_database.put_back()


@pytest.fixture
def transactional_db(db):
    """Take the place of pytest-django's, which `live_server` asks for: no table is emptied."""


@pytest.fixture
def plan(db):
    return Plan.objects.get()


@pytest.fixture
def edition(db):
    return Edition.objects.get()


@pytest.fixture(scope="session")
def browser():
    """Chromium, started once. Playwright's own loop runs in this thread meanwhile."""
    with pytest.MonkeyPatch.context() as patch, chromium() as browser:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "on")
        expect.set_options(timeout=PATIENCE)
        yield browser


@pytest.fixture
def origin(live_server):
    """The only origin that a page may ask anything of."""
    return live_server.url


@pytest.fixture
def viewport(request):
    """The window's size; tests.browser.viewports.at_both_widths gives both."""
    return getattr(request, "param", LAPTOP)


@pytest.fixture
def troubles():
    """What the page has done and must not: the list has to be empty when the test ends."""
    troubles = []
    yield troubles
    assert troubles == []


@pytest.fixture
def page(browser, origin, viewport, troubles):
    with watched_page(browser, origin, viewport, troubles) as page:
        yield page


@contextmanager
def watched_page(browser, origin, viewport, troubles):
    """A page in a fresh profile, watched for errors, CSP reports and requests to strangers."""
    context = browser.new_context(viewport=viewport, locale="zh-CN", base_url=origin)
    context.set_default_timeout(PATIENCE)
    context.expose_function("reportCspViolation", lambda what: troubles.append(f"CSP: {what}"))
    context.add_init_script(REPORT_CSP_VIOLATIONS)
    context.on("console", lambda message: _note_console(message, troubles))
    context.on("weberror", lambda error: troubles.append(f"page error: {error.error}"))
    context.on("request", lambda request: _note_stranger(request.url, origin, troubles))
    yield context.new_page()
    context.close()


@pytest.fixture
def log_in(page, published_site):
    """Return a function that makes the page that person's."""
    return partial(become, page)


@pytest.fixture
def axe():
    """Return a function from a page to its accessibility violations, one line each."""
    return axe_violations


@pytest.fixture
def published_site(live_server):
    """The address of a site that has the real plan published."""
    return live_server.url


@pytest.fixture(scope="module")
def whole_site(live_server, shared_database, tanggu):
    """The address of a site that has everything, for all tests of a module."""
    identity = override_settings(ALLOWED_HOSTS=["localhost"], **IDENTITY)
    with shared_database.emptied(), identity:
        publish_everything(tanggu)
        shared_database.keep()
        yield live_server.url


def _note_console(message, troubles):
    if message.type in {"error", "warning"}:
        troubles.append(f"console {message.type}: {message.text}")


def _note_stranger(url, origin, troubles):
    address = urlsplit(url)
    if address.scheme in {"http", "https", "ws", "wss"} and not url.startswith(f"{origin}/"):
        troubles.append(f"request to another host: {url}")
