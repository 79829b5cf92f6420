"""Pages full of hostile strings in the system's Chromium: they say them, and run none."""

import pytest
from django.core.management import call_command

from tests.tanggu_plan.hostile.office import PASSWORD, open_office, without_pdf
from tests.tanggu_plan.hostile.strings import PAYLOADS

PAGES = [
    "/",
    "/2021-2025/",
    "/2021-2025/full/",
    "/2021-2025/1/1/",
    "/2021-2025/1/1/?mark=onerror",
    "/2021-2025/hant/1/1/",
    "/2021-2025/indicators/",
    "/2021-2025/indicators/1/",
    "/2021-2025/indicators/4/",
    "/2021-2025/commitments/",
    "/2021-2025/commitments/1/",
    "/2021-2025/evaluation/",
    "/2021-2025/search/?q=onerror",
    "/2021-2025/matters/",
    "/2021-2025/errata/",
    "/2021-2025/editions/3/changes/?from=1",
    "/2026-2030/editions/1/",
]
STAFF_PAGES = [
    "/admin/",
    "/admin/chapters/section/",
    "/admin/chapters/section/{section}/change/",
    "/admin/chapters/section/{section}/history/",
    "/admin/chapters/edition/{edition}/change/",
    "/admin/chapters/edition/propose/{plan}/",
    "/admin/indicators/measurement/",
    "/admin/tanggu_plan/auditentry/",
]
BELONGING_TO_A_STRING = "[onerror], [onclick], img[src='x'], [href^='javascript:']"


@pytest.fixture(scope="module")
def office(live_server, shared_database, tmp_path_factory):
    with shared_database.emptied():
        with without_pdf():
            office = open_office(tmp_path_factory.mktemp("office"))
        shared_database.keep()
        yield office


@pytest.fixture
def dialogs(page):
    """What the page has said in a window of its own: the `page` fixture watches all else."""
    opened = []
    page.on("dialog", lambda dialog: (opened.append(dialog.message), dialog.dismiss()))
    return opened


def visit(page, address):
    """Open the page, all of it, and return how many of its elements belong to a string."""
    response = page.goto(address)
    assert response.status in (200, 410), address
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    return page.locator(BELONGING_TO_A_STRING).count()


def test_a_readers_pages_run_no_string(office, page, dialogs, troubles):
    found = {address: visit(page, address) for address in PAGES}

    assert set(found.values()) == {0}
    assert dialogs == []
    page.goto("/2021-2025/1/1/")
    assert PAYLOADS[1] in page.locator("main").inner_text()
    troubles[:] = [trouble for trouble in troubles if "410" not in trouble]


def test_an_interactive_chart_shows_the_name_as_it_is(office, page, dialogs):
    call_command("fetch_plotly", verbosity=0)
    page.goto("/2021-2025/indicators/")
    page.get_by_role("button", name="交互图表").first.click()
    labels = page.locator(".chart-plot .ytick text")
    labels.first.wait_for(state="attached")

    drawn = "".join(labels.all_text_contents())
    assert '">' in drawn
    assert "&" not in drawn.replace(PAYLOADS[6], "")
    assert page.locator(BELONGING_TO_A_STRING).count() == 0
    assert dialogs == []


def test_a_clerks_pages_run_no_string(office, page, dialogs):
    names = {
        "section": office.plan.chapters.first().sections.first().pk,
        "edition": office.edition.pk,
        "plan": office.plan.pk,
    }
    page.goto("/admin/")
    page.get_by_label("用户名").fill(office.chief.username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()

    found = {at: visit(page, at.format(**names)) for at in STAFF_PAGES}

    assert set(found.values()) == {0}
    assert dialogs == []
